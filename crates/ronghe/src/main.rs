//! `ronghe`: the command line. One folder or file per subcommand; each says what it needs in `--help`.
//!
//! Exit status: 0 done, 1 failed, 2 wrong command line, 3 what was checked does not hold. A failure says its cause and
//! the next step.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;
use ronghe::{
    audit, backup, bench, calendar, card, day, demo, init, keys, meter, outcome, process, restore,
};
use rustix::fs::Mode;
use rustix::process::umask;
use tracing_subscriber::EnvFilter;

/// As in the programs whose libraries run here when they are measured.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Ronghe (融合) from the command line.
#[derive(Debug, Parser)]
#[command(name = "ronghe", version, after_help = EXIT_STATUS)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Demo(demo::Demo),
    Day(day::Day),
    Card(card::CardCommand),
    Calendar(calendar::CalendarCommand),
    Audit(audit::Audit),
    Process(process::Process),
    Keys(keys::Keys),
    Meter(meter::Meter),
    Bench(bench::Bench),
}

const EXIT_STATUS: &str =
    "Exit status: 0 done, 1 failed, 2 wrong command line, 3 what was checked does not hold.";

#[tokio::main]
async fn main() -> ExitCode {
    let line = CommandLine::parse();
    // What it writes is for its own account alone: orders, evidence, keys, logs.
    umask(Mode::RWXG | Mode::RWXO);
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let outcome = match line.command {
        Command::Init(init) => init.run().await,
        Command::Backup(backup) => backup.run().await,
        Command::Restore(restore) => restore.run().await,
        Command::Demo(demo) => demo.run().await,
        Command::Day(day) => day.run().await,
        Command::Card(card) => card.run().await,
        Command::Calendar(calendar) => calendar.run().await,
        Command::Audit(audit) => audit.run().await,
        Command::Process(process) => process.run().await,
        Command::Keys(keys) => keys.run().await,
        Command::Meter(meter) => meter.run().await,
        Command::Bench(bench) => bench.run().await,
    };
    outcome::exit_code(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn every_subcommand_has_help_and_an_example() {
        let mut line = CommandLine::command();
        line.build();
        line.clone().debug_assert();
        for command in line.get_subcommands().filter(|command| command.get_name() != "help") {
            let leaves: Vec<_> = command.get_subcommands().collect();
            let leaves = if leaves.is_empty() { vec![command] } else { leaves };
            for leaf in leaves.into_iter().filter(|leaf| leaf.get_name() != "help") {
                let name = leaf.get_name();
                assert!(leaf.get_about().is_some(), "{name} says nothing about itself");
                let after = leaf.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(after.contains("Example:"), "{name} has no example");
            }
        }
    }
}
