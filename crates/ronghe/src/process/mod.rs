//! `ronghe process`: looks at processes before anybody works by them.

mod check;
mod run;

use std::path::Path;

use clap::{Args, Subcommand};

use crate::advice::Advice;

/// Checks processes, and executes them in memory.
#[derive(Debug, Args)]
pub struct Process {
    #[command(subcommand)]
    command: ProcessCommand,
}

#[derive(Debug, Subcommand)]
enum ProcessCommand {
    Check(check::Check),
    Run(run::Run),
}

impl Process {
    /// # Errors
    /// When a file is refused, cannot be read, or a step of a script cannot be taken.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            ProcessCommand::Check(check) => check.run().await,
            ProcessCommand::Run(run) => run.run().await,
        }
    }
}

/// Reads a file that somebody named on the command line.
async fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    tokio::fs::read(path).await.map_err(|error| {
        let cause = anyhow::Error::new(error).context(format!("cannot read {}", path.display()));
        Advice::new(cause, "give the path of a file that you may read").into()
    })
}
