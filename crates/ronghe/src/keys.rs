//! `ronghe keys`: the company's key machine in software, and the security units that it issues.
//!
//! A stand-in for pilots and simulations (docs/security-unit.md): it opens no meter of a grid company.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use security_unit::PinCost;
use security_unit::metering::{NewUnit, SoftwareKeyMachine, UnitSecret, UnitSerial};
use vocabulary::{Entropy, SecurityPart, SystemEntropy};

use crate::advice::{Advise as _, stop};

/// The software key machine (密码机) of the company, and security units (安全单元) from it.
#[derive(Debug, Args)]
pub struct Keys {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Makes a key machine with new roots; whoever has its file and passphrase rules all its meters.
    #[command(after_help = CREATE_EXAMPLE)]
    Create {
        /// The file that gets the machine; it must not exist.
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
        /// A file whose only line is the machine's passphrase.
        #[arg(long, value_name = "FILE")]
        passphrase_file: PathBuf,
    },
    /// Makes a security unit of the machine in a file, for one terminal.
    #[command(after_help = ISSUE_EXAMPLE)]
    IssueUnit {
        #[command(flatten)]
        machine: MachineFile,
        /// Sixteen hex digits, the unit's number.
        #[arg(long, value_name = "16HEX")]
        serial: UnitSerial,
        /// The file that gets the unit; it must not exist.
        #[arg(long, value_name = "FILE")]
        unit: PathBuf,
        /// A file whose only line is the unit's passphrase.
        #[arg(long, value_name = "FILE")]
        unit_passphrase_file: PathBuf,
    },
}

/// A key machine and what opens it.
#[derive(Debug, Clone, Args)]
pub struct MachineFile {
    /// The key machine's file.
    #[arg(long, value_name = "FILE")]
    machine: PathBuf,
    /// A file whose only line is the machine's passphrase.
    #[arg(long, value_name = "FILE")]
    passphrase_file: PathBuf,
}

const CREATE_EXAMPLE: &str = "Example:
  openssl rand -hex 16 > /srv/keys/machine.passphrase
  ronghe keys create --file /srv/keys/machine.json --passphrase-file /srv/keys/machine.passphrase";

const ISSUE_EXAMPLE: &str = "Example:
  ronghe keys issue-unit --machine /srv/keys/machine.json \\
      --passphrase-file /srv/keys/machine.passphrase --serial 2026113000000001 \\
      --unit /srv/terminal-03/unit.json --unit-passphrase-file /srv/terminal-03/unit.passphrase";

impl Keys {
    /// # Errors
    /// When a file is there already, cannot be written, or a passphrase is none.
    pub async fn run(self) -> anyhow::Result<()> {
        // Making a key of a passphrase takes its time on purpose.
        tokio::task::spawn_blocking(move || self.carry_out()).await?
    }

    fn carry_out(self) -> anyhow::Result<()> {
        match self.command {
            Action::Create { file, passphrase_file } => {
                create_machine(&file, &passphrase(&passphrase_file)?)?;
                println!("the key machine is in {}", file.display());
                println!("next step: ronghe keys issue-unit --machine {} …", file.display());
            }
            Action::IssueUnit { machine, serial, unit, unit_passphrase_file } => {
                let entropy = Arc::new(SystemEntropy);
                let machine = machine.open(entropy)?;
                issue_unit(&machine, &unit, serial, &passphrase(&unit_passphrase_file)?)?;
                println!("security unit {serial} is in {}", unit.display());
                println!("next step: tell the acquisition system that {serial} was issued");
            }
        }
        Ok(())
    }
}

impl MachineFile {
    #[must_use]
    pub const fn new(machine: PathBuf, passphrase_file: PathBuf) -> Self {
        Self { machine, passphrase_file }
    }

    /// Opens the machine, to draw from `entropy`.
    ///
    /// # Errors
    /// When there is none, or the passphrase is not its own.
    pub fn open(&self, entropy: Arc<dyn Entropy>) -> anyhow::Result<SoftwareKeyMachine> {
        let secret = passphrase(&self.passphrase_file)?;
        SoftwareKeyMachine::open(entropy, &self.machine, &secret)
            .with_context(|| format!("cannot open the key machine {}", self.machine.display()))
            .next_step("name the machine's own file and passphrase; `ronghe keys create` makes one")
    }
}

/// Makes a key machine in a new file.
///
/// # Errors
/// When there is such a file already, or it cannot be written.
pub fn create_machine(file: &Path, secret: &UnitSecret) -> anyhow::Result<SoftwareKeyMachine> {
    refuse_if_there(file)?;
    SoftwareKeyMachine::create(Arc::new(SystemEntropy), file, secret, PinCost::FIELD)
        .with_context(|| format!("cannot write the key machine {}", file.display()))
}

/// Makes a security unit in a new file, for a terminal with everything that metering asks for.
///
/// # Errors
/// When there is such a file already, or it cannot be written.
pub fn issue_unit(
    machine: &SoftwareKeyMachine,
    file: &Path,
    serial: UnitSerial,
    secret: &UnitSecret,
) -> anyhow::Result<()> {
    refuse_if_there(file)?;
    let order = NewUnit { serial, fitted: SecurityPart::ALL.into(), secret, cost: PinCost::FIELD };
    machine
        .issue_unit(file, order)
        .map(drop)
        .with_context(|| format!("cannot write the security unit {}", file.display()))
}

/// The passphrase that is a file's only line.
///
/// # Errors
/// When it cannot be read, or is too short.
pub fn passphrase(file: &Path) -> anyhow::Result<UnitSecret> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the passphrase in {}", file.display()))
        .next_step("put the passphrase into the file's only line")?;
    UnitSecret::from_passphrase(text.trim_end_matches(['\r', '\n']))
        .with_context(|| format!("the passphrase in {} is none", file.display()))
        .next_step("choose a longer passphrase")
}

fn refuse_if_there(file: &Path) -> anyhow::Result<()> {
    if file.exists() {
        let cause = format!("{} exists already", file.display());
        return Err(stop(cause, "name another file; nothing was touched"));
    }
    Ok(())
}
