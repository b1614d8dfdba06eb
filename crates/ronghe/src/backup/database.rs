//! The database's part of a backup: a copy of the embedded one, a dump of a server's.

use std::path::Path;

use anyhow::Context as _;
use percent_encoding::percent_decode_str;
use platform::config::Config;
use platform_store::{Location, Options, Store};
use tokio::process::Command;
use url::Url;

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
    let mut command = tool("pg_dump", url)?;
    command.args(["--format=custom", "--no-owner", "--file"]).arg(to);
    run(command, "pg_dump").await
}

/// Puts a dump in the place of what is in a server's database.
///
/// # Errors
/// When `pg_restore` is not there or fails; the database then is as it was.
pub async fn restore_postgres(url: &str, from: &Path) -> anyhow::Result<()> {
    let mut command = tool("pg_restore", url)?;
    command.args(["--clean", "--if-exists", "--no-owner", "--exit-on-error"]);
    command.arg("--single-transaction").arg(from);
    run(command, "pg_restore").await
}

/// A client tool on a database. Its arguments are for everybody on the machine to read: the password is not among them.
fn tool(name: &str, url: &str) -> anyhow::Result<Command> {
    let mut url = Url::parse(url).context("the database's address is no URL")?;
    let mut command = Command::new(name);
    if let Some(password) = url.password() {
        let password = percent_decode_str(password).decode_utf8();
        command.env("PGPASSWORD", &*password.context("the database's password is no text")?);
    }
    // Only an address without a host has no place for one.
    let _ = url.set_password(None);
    command.arg("--dbname").arg(url.as_str());
    Ok(command)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_stands_in_no_argument() {
        let command =
            tool("pg_dump", "postgres://ronghe:a%40b@db.local:5433/ronghe").expect("a URL");
        let arguments: Vec<_> = command.as_std().get_args().collect();
        assert_eq!(arguments, ["--dbname", "postgres://ronghe@db.local:5433/ronghe"]);
        let set: Vec<_> = command.as_std().get_envs().collect();
        assert_eq!(set, [("PGPASSWORD".as_ref(), Some("a@b".as_ref()))]);
        assert!(tool("pg_dump", "no address").is_err());
    }
}
