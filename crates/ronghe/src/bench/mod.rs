//! `ronghe bench`: the product's figures, each beside its yardstick from the same run.
//!
//! One file per figure: `engine`, `first_sync`, `completions`, `million_orders` with `order_board`, `hand_over`,
//! `offline_terminal`, `meters`. All but
//! the first and the last found a [`small_company`] and start the real programs on loopback. They give [`figure`]s: medians over fresh
//! data and fresh processes. `docs/benchmarks.md` says how each is measured and what it does not show. A figure that is missed is
//! printed as missed and fails nothing; only a benchmark that cannot measure does.

mod bare_loop;
mod completions;
mod documents;
mod engine;
mod field_terminal;
mod figure;
mod first_sync;
mod hand_over;
mod http_client;
mod meters;
mod million_orders;
mod offline_terminal;
mod order_board;
pub mod orders;
pub mod part;
mod postgres_server;
mod pouchdb;
mod proxy;
pub mod small_company;
mod tool;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use serde_json::json;

use figure::{Figure, head};

/// Measures the product's figures beside their yardsticks.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Bench {
    /// Measures this figure only.
    #[arg(long, value_name = "NAME", value_enum)]
    only: Option<Name>,
    /// Writes the figures with all their runs to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How often each figure is measured; the median counts.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=99))]
    runs: u8,
    /// Does one thing for another process of this program.
    #[arg(long, value_enum, hide = true)]
    part: Option<PartName>,
}

const EXAMPLE: &str = "Example:
  ronghe bench --only first-sync
  tools/test-postgres run -- ronghe bench --json figures.json

The figures of PostgreSQL need a server in RONGHE_TEST_POSTGRES. Exit status 0 says that everything was measured,
whether a figure was met or not.";

/// A figure, or a family of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    Engine,
    FirstSync,
    CompletionsSqlite,
    CompletionsPostgres,
    MillionOrders,
    HandOver,
    OfflineTerminal,
    Meters,
}

/// What a process of its own does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PartName {
    FieldTerminal,
    OfflineTerminal,
    MeterFleet,
}

impl Bench {
    /// # Errors
    /// When something cannot be measured.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.part {
            Some(PartName::FieldTerminal) => return field_terminal::run().await,
            Some(PartName::OfflineTerminal) => return offline_terminal::run_part().await,
            Some(PartName::MeterFleet) => return meters::run_part().await,
            None => {}
        }
        let names = self.only.as_ref().map_or(Name::value_variants(), std::slice::from_ref);
        let mut figures = Vec::new();
        for name in names {
            let measured = name.measure(usize::from(self.runs)).await;
            let measured = measured.with_context(|| format!("{name:?} was not measured"))?;
            println!("{}", head());
            measured.iter().for_each(|figure| println!("{figure}"));
            println!();
            figures.extend(measured);
        }
        if names.len() > 1 {
            print_all(&figures);
        }
        match &self.json {
            Some(file) => write_json(file, &figures),
            None => Ok(()),
        }
    }
}

impl Name {
    async fn measure(self, runs: usize) -> anyhow::Result<Vec<Figure>> {
        let scratch = Scratch::make(&format!("{self:?}"))?;
        let measured = match self {
            Name::Engine => engine::measure(runs).await,
            Name::FirstSync => first_sync::measure(&scratch, runs).await,
            Name::CompletionsSqlite => completions::measure_sqlite(&scratch, runs).await,
            Name::CompletionsPostgres => completions::measure_postgres(&scratch, runs).await,
            Name::MillionOrders => million_orders::measure(&scratch, runs).await,
            Name::HandOver => hand_over::measure(&scratch, runs).await,
            Name::OfflineTerminal => offline_terminal::measure(&scratch, runs).await,
            Name::Meters => meters::measure(runs).await,
        };
        scratch.remove()?;
        measured
    }
}

fn print_all(figures: &[Figure]) {
    println!("{}", head());
    figures.iter().for_each(|figure| println!("{figure}"));
    let met = figures.iter().filter(|figure| figure.met).count();
    println!("{met} of {} figures met", figures.len());
}

fn write_json(file: &Path, figures: &[Figure]) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(&json!({ "figures": figures }))?;
    std::fs::write(file, text + "\n").with_context(|| format!("cannot write {}", file.display()))
}

/// A folder for one figure's data. Database files grow large there: it is the system's folder for such (`TMPDIR`).
pub struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn make(name: &str) -> anyhow::Result<Self> {
        let name = format!("ronghe-bench-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        Ok(Self { folder })
    }

    /// A new folder in it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn folder(&self, name: &str) -> anyhow::Result<PathBuf> {
        let folder = self.folder.join(name);
        std::fs::create_dir(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        Ok(folder)
    }

    fn remove(self) -> anyhow::Result<()> {
        std::fs::remove_dir_all(&self.folder)
            .with_context(|| format!("{} stays", self.folder.display()))
    }
}
