//! `ronghe calendar`: shows the working-day calendar, and writes a year of it.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use http::Method;
use serde::Deserialize;
use serde_json::Value;

use crate::advice::Advise as _;
use crate::client::{Console, SignIn};

/// The working-day calendar (工作日历) that time limits are counted by.
#[derive(Debug, Args)]
pub struct CalendarCommand {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Shows the years whose holidays are known.
    #[command(after_help = SHOW_EXAMPLE)]
    Show {
        #[command(flatten)]
        sign_in: SignIn,
    },
    /// Writes a year, as the State Council's notice has it; running limits are counted anew. Only an administrator may.
    #[command(after_help = WRITE_EXAMPLE)]
    Write {
        #[command(flatten)]
        sign_in: SignIn,
        /// The year: JSON as docs/operations.md shows it.
        #[arg(value_name = "FILE")]
        year: PathBuf,
    },
}

const SHOW_EXAMPLE: &str = "Example:
  ronghe calendar show --login admin --password-file ~/admin.password";

const WRITE_EXAMPLE: &str = "Example:
  ronghe calendar write --login admin --password-file ~/admin.password cn-2027.json";

impl CalendarCommand {
    /// # Errors
    /// When the platform says no, or the file is no year.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.command {
            Action::Show { sign_in } => show(&sign_in.open().await?).await,
            Action::Write { sign_in, year } => {
                let year = read(&year)?;
                write(&sign_in.open().await?, &year).await
            }
        }
    }
}

#[derive(Deserialize)]
struct Calendar {
    years: Vec<Year>,
}

#[derive(Deserialize)]
struct Year {
    year: i32,
    status: String,
    source: String,
    written_at: Option<i64>,
}

async fn show(console: &Console) -> anyhow::Result<()> {
    let calendar: Calendar =
        console.get("/api/v1/calendar").await.context("the platform shows no calendar")?;
    for Year { year, status, source, written_at } in calendar.years {
        let origin = if written_at.is_some() { "written here" } else { "came with the program" };
        println!("{year} {status}, {origin}: {source}");
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<Value> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read {}", path.display()))
        .next_step("name the file of one year")?;
    serde_json::from_str(&text)
        .with_context(|| format!("{} is no JSON", path.display()))
        .next_step("write it as docs/operations.md shows")
}

#[derive(Deserialize)]
struct Written {
    year: i32,
    changed: bool,
}

async fn write(console: &Console, year: &Value) -> anyhow::Result<()> {
    let path = format!("/api/v1/calendar/{}", year["year"]);
    let Written { year, changed } = console
        .command(Method::PUT, &path, year)
        .await
        .context("the platform does not take this year")
        .next_step("mend the day that is named, or sign in as an administrator")?;
    let what = if changed { "written; running limits are counted anew" } else { "as it was" };
    println!("{year} is {what}");
    Ok(())
}
