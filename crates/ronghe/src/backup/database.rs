//! The database's part of a backup: a copy of the embedded one, a dump of a server's.

use std::path::Path;

use anyhow::Context as _;
use platform::config::Config;
use platform_store::{Location, Options, Store};
use tokio::process::Command;

use super::manifest::{DATABASE_DUMP, DATABASE_FILE, Database};
use crate::advice::{Advise as _, stop};

/// Copies the database of a running or resting platform.
///
/// # Errors
/// When there is none, or it cannot be copied.
pub(super) async fn copy(config: &Config, to: &Path) -> anyhow::Result<Database> {
    match config.data.location() {
        Location::Sqlite(path) => {
            copy_embedded(&path, &to.join(DATABASE_FILE)).await?;
            Ok(Database::Sqlite)
        }
        Location::Postgres(url) => {
            dump_postgres(&url, &to.join(DATABASE_DUMP)).await?;
            Ok(Database::Postgres)
        }
    }
}

async fn copy_embedded(from: &Path, to: &Path) -> anyhow::Result<()> {
    if !from.is_file() {
        let cause = format!("there is no database {}", from.display());
        return Err(stop(cause, "check data.folder in the configuration"));
    }
    let location = Location::Sqlite(from.to_owned());
    let store = Store::open(&location, Options::default())
        .await
        .context("the database cannot be opened")?;
    let copied = store.copy_to(to).await;
    store.close().await;
    copied.context("the database cannot be copied")?;
    std::fs::File::open(to)?.sync_all().context("the copy does not reach the disk")
}

/// Dumps a server's database into a file of `pg_dump`'s own format.
///
/// # Errors
/// When `pg_dump` is not there or fails.
pub async fn dump_postgres(url: &str, to: &Path) -> anyhow::Result<()> {
    let mut command = Command::new("pg_dump");
    command.args(["--format=custom", "--no-owner", "--file"]).arg(to).arg("--dbname").arg(url);
    run(command, "pg_dump").await
}

/// Puts a dump in the place of what is in a server's database.
///
/// # Errors
/// When `pg_restore` is not there or fails; the database then is as it was.
pub async fn restore_postgres(url: &str, from: &Path) -> anyhow::Result<()> {
    let mut command = Command::new("pg_restore");
    command.args(["--clean", "--if-exists", "--no-owner", "--exit-on-error"]);
    command.arg("--single-transaction").arg("--dbname").arg(url).arg(from);
    run(command, "pg_restore").await
}

async fn run(mut command: Command, tool: &str) -> anyhow::Result<()> {
    let output = command
        .output()
        .await
        .with_context(|| format!("cannot start {tool}"))
        .next_step(format!(
            "install the PostgreSQL client tools so that {tool} is on the PATH, or use your server's own backup"
        ))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let next_step =
            "check that the tool is of the server's version, and the address in the configuration";
        return Err(stop(format!("{tool} failed: {said}"), next_step));
    }
    Ok(())
}
