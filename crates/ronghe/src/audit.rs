//! `ronghe audit verify`: whether the audit chains and the newest signed root hold.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use platform::audit::{RootVerdict, Verdict};

use crate::opened::{open_platform, read_config};
use crate::outcome::NotHeld;

/// What the audit proves.
#[derive(Debug, Args)]
pub struct Audit {
    #[command(subcommand)]
    command: AuditCommand,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Goes through every chain and the newest signed root; the platform may run meanwhile.
    #[command(after_help = EXAMPLE)]
    Verify {
        /// The platform's configuration.
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
}

const EXAMPLE: &str = "Example:
  ronghe audit verify --config /srv/ronghe/platform.toml

Exit status 3 says that a chain or the root does not hold.";

/// Chains that are named; more would only hide them.
const NAMED_MAX: usize = 20;

impl Audit {
    /// # Errors
    /// When something does not hold, or the data cannot be read.
    pub async fn run(self) -> anyhow::Result<()> {
        let AuditCommand::Verify { config } = self.command;
        let verdict = verify(&config).await?;
        let root = match verdict.root {
            RootVerdict::None => "no root was signed yet",
            RootVerdict::Holds => "the newest signed root holds",
            RootVerdict::Broken => "the newest signed root does NOT hold",
        };
        println!("{} chains, {} entries; {root}", verdict.chains, verdict.entries);
        if verdict.holds() {
            return Ok(());
        }
        let broken = &verdict.broken[..verdict.broken.len().min(NAMED_MAX)];
        let cause =
            format!("{} chains are broken: {}; {root}", verdict.broken.len(), broken.join(", "));
        Err(NotHeld::because(cause, "keep the data as they are and call the security officer"))
    }
}

/// Checks every chain and the newest root of the data that a configuration names.
///
/// # Errors
/// When the data cannot be read.
pub async fn verify(config: &Path) -> anyhow::Result<Verdict> {
    let platform = open_platform(&read_config(config)?).await?;
    let verdict = platform::audit::verify(&platform).await;
    platform.close().await;
    Ok(verdict?)
}
