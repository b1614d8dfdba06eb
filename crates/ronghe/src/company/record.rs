//! What an outside client needs to know of a generated company: `demo.json`.
//!
//! The fields are described in this crate's README; a change here is a change there.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{
    CardId, Digest, OrderId, OrderNo, PersonId, Role, StationId, TerminalId, UnitSerial,
};

use super::process::PROCESS;
use super::simulated_meters::SimulatedMeter;
use crate::private_file;

/// `demo.json`
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// Of this file; a reader refuses what it does not know.
    pub format: u32,
    pub seed: u64,
    /// `small` or `demo`.
    pub size: String,
    pub platform: Platform,
    pub marketing: Marketing,
    /// None in records of older releases.
    #[serde(default)]
    pub acquisition: Option<Acquisition>,
    pub process: Process,
    /// All that are deployed, `process` among them.
    #[serde(default)]
    pub processes: Vec<Process>,
    pub stations: Vec<Station>,
    pub accounts: Vec<Account>,
    pub cards: Vec<Card>,
    pub terminals: Vec<Terminal>,
    /// None in records of older releases.
    #[serde(default)]
    pub meters: Vec<SimulatedMeter>,
    pub orders: Vec<Order>,
}

pub const FORMAT: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Platform {
    pub url: String,
    pub port: u16,
    pub config: PathBuf,
    /// What the database is: `sqlite` or an address of PostgreSQL.
    pub database: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Marketing {
    pub url: String,
    pub port: u16,
    pub config: PathBuf,
    /// Opens its `/control`.
    pub control_key: String,
    /// What it shows the platform.
    pub platform_key: String,
    /// What the platform shows it.
    pub results_key: String,
}

/// The acquisition system, in the same program as the marketing system.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Acquisition {
    pub url: String,
    pub port: u16,
    /// Opens its `/control`.
    pub control_key: String,
    /// What it shows the platform.
    pub platform_key: String,
    /// What the platform shows it.
    pub authority_key: String,
    pub key_machine: PathBuf,
    pub passphrase_file: PathBuf,
}

/// A terminal's security unit in software.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unit {
    pub serial: UnitSerial,
    pub file: PathBuf,
    pub passphrase_file: PathBuf,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Process {
    pub process: String,
    pub hash: Digest,
    pub version: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Station {
    pub station: StationId,
    pub code: String,
    pub name: String,
}

/// Somebody who signs in at the console.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    pub login: String,
    pub password: String,
    pub person: PersonId,
    pub name: String,
    pub staff_no: String,
    pub roles: Vec<Role>,
    /// Code of his station; none for the company's own people.
    pub station: Option<String>,
}

/// A software operator card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Card {
    pub card: CardId,
    pub serial: String,
    pub person: PersonId,
    pub name: String,
    pub staff_no: String,
    pub pin: String,
    pub unlock_code: String,
    /// Name of its file, which lies in a slot or in the drawer.
    pub file: String,
    /// The terminal in whose slot it was put first; none for one in the drawer.
    pub terminal: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Terminal {
    /// Known once it has enrolled itself.
    pub terminal: TerminalId,
    pub name: String,
    pub station: StationId,
    pub config: PathBuf,
    pub operator_slot: PathBuf,
    pub second_slot: PathBuf,
    /// The launcher's origin; a page needs a fresh entry code from `ronghe-terminal` for its first visit.
    pub url: String,
    pub ports: TerminalPorts,
    /// The terminal's own program printed this when it was last started: the launcher with its one-time code.
    pub entry_url: String,
    /// Whose card is in it.
    pub person: PersonId,
    /// None in records of older releases.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// What is in its business slot; none in records of older releases.
    #[serde(default)]
    pub business_card: Option<BusinessCard>,
}

/// A business card (业务卡) in software.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BusinessCard {
    pub card: CardId,
    pub serial: String,
    pub pin: String,
    /// Nothing in records of older releases, whose business cards the platform did not know.
    #[serde(default)]
    pub unlock_code: String,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct TerminalPorts {
    pub launcher: u16,
    pub business: u16,
}

/// An order that the marketing system has handed over, or the acquisition system as a task.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    pub order: OrderId,
    pub order_no: OrderNo,
    /// The process that it was handed over for.
    #[serde(default = "first_process")]
    pub process: String,
    /// Code of the station.
    pub station: String,
    /// What that system sent.
    pub data: Value,
}

/// What records of older releases have orders of.
fn first_process() -> String {
    PROCESS.to_owned()
}

impl Record {
    /// # Errors
    /// When there is no such file, or it is of another format.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let record: Self = serde_json::from_str(&text)
            .with_context(|| format!("{} is not as this program writes it", path.display()))?;
        let found = record.format;
        anyhow::ensure!(found == FORMAT, "{} has format {found}, not {FORMAT}", path.display());
        Ok(record)
    }

    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        private_file::replace(path, &text)
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// The account of somebody with a role, at a station or of the company itself.
    #[must_use]
    pub fn account_with(&self, role: Role, station: Option<&str>) -> Option<&Account> {
        let fits = |account: &&Account| {
            account.roles.contains(&role) && account.station.as_deref() == station
        };
        self.accounts.iter().find(fits)
    }

    #[must_use]
    pub fn card_of(&self, person: PersonId) -> Option<&Card> {
        self.cards.iter().find(|card| card.person == person)
    }
}
