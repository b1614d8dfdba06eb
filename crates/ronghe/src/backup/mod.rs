//! `ronghe backup`: a copy of a platform's data from which it can be founded again.
//!
//! The database comes first and the files after it: whatever file a row of the copy names is there. The list of
//! everything with its digests comes last, so that a folder without one is no backup.

mod database;
mod files;
mod manifest;
mod verify;

use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use vocabulary::{Clock as _, SystemClock};

pub use database::{dump_postgres, restore_postgres};
pub use files::{copy_durably, copy_tree};
pub use manifest::{DATABASE_DUMP, DATABASE_FILE, FILES, KEYS, Manifest};
pub use verify::verify;

use crate::advice::stop;
use crate::opened::read_config;

/// Backs a platform up while it goes on working, or checks a backup.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Backup {
    /// The platform's configuration.
    #[arg(long, value_name = "FILE", requires = "to", required_unless_present = "verify")]
    config: Option<PathBuf>,
    /// The folder that the backup goes to; must not exist. It holds the platform's keys: keep it as you keep them.
    #[arg(long, value_name = "DIR", requires = "config")]
    to: Option<PathBuf>,
    /// Checks a backup instead: every file is there, has its digest, and none is there beside them.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["config", "to"])]
    verify: Option<PathBuf>,
}

const EXAMPLE: &str = "Example:
  ronghe backup --config /srv/ronghe/platform.toml --to /backup/ronghe-2026-11-22
  ronghe backup --verify /backup/ronghe-2026-11-22

Exit status 3 says that a backup is not whole.";

impl Backup {
    /// # Errors
    /// When the backup cannot be made, or is not whole.
    pub async fn run(self) -> anyhow::Result<()> {
        if let Some(folder) = &self.verify {
            let manifest = verify(folder)?;
            println!("{} is whole: {}", folder.display(), manifest.summary());
            return Ok(());
        }
        let (Some(config), Some(to)) = (self.config, self.to) else {
            return Err(stop("there is nothing to do", "name --config and --to, or --verify"));
        };
        let manifest = back_up(&config, &to).await?;
        println!("backed up to {}: {}", to.display(), manifest.summary());
        Ok(())
    }
}

/// Writes a backup to a folder that is not there yet.
///
/// # Errors
/// When a part of it cannot be written; what was written then is no backup, for want of a manifest.
pub async fn back_up(config_file: &Path, to: &Path) -> anyhow::Result<Manifest> {
    let config = read_config(config_file)?;
    if to.exists() {
        return Err(stop(
            format!("{} exists already", to.display()),
            "name another folder: a backup is never written over",
        ));
    }
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(to)
        .with_context(|| format!("cannot make the folder {}", to.display()))?;
    let made_at = SystemClock::new().now();
    let database = database::copy(&config, to).await?;
    copy_tree(&config.data.files_folder(), &to.join(FILES))?;
    copy_durably(&config.data.keys_file(), &to.join(KEYS))
        .context("the platform's keys cannot be copied")?;
    let manifest = Manifest::of(to, database, made_at)?;
    manifest.write(to)?;
    Ok(manifest)
}
