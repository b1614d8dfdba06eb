//! Meters that are simulated, each by a program of its own.

use std::ffi::OsString;
use std::net::SocketAddr;

use security_unit::metering::KeySet;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use vocabulary::{AssetNo, CommAddress};

use super::folders::Folders;

/// A meter with the company's keys, which every terminal reaches as it would through its head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatedMeter {
    /// Name of the way to it, in the terminals' configuration.
    pub link: String,
    /// What the way is called, in Chinese.
    pub title: String,
    /// `dlt645` or `dlt698`
    pub protocol: String,
    pub comm_address: CommAddress,
    /// As on its label.
    pub asset_no: AssetNo,
    pub three_phase: bool,
    /// Where it listens.
    pub address: SocketAddr,
    /// What stands in its register, kWh.
    pub start_kwh: u32,
    /// Nothing is drawn yet.
    pub is_idle: bool,
    pub clock_ahead_s: i64,
}

impl SimulatedMeter {
    /// The keys that it holds, as the archive has to know them.
    #[must_use]
    pub fn keys() -> KeySet {
        KeySet::Private { version: std::num::NonZeroU8::MIN }
    }

    /// Of `ronghe`, which simulates it.
    pub(super) fn arguments(&self, folders: &Folders) -> Vec<OsString> {
        let version = match Self::keys() {
            KeySet::Public => 0,
            KeySet::Private { version } => version.get(),
        };
        let mut arguments: Vec<OsString> = ["meter", "simulate"].map(Into::into).into();
        let mut say = |option: &str, value: OsString| arguments.extend([option.into(), value]);
        say("--protocol", self.protocol.clone().into());
        say("--listen", self.address.to_string().into());
        say("--address", self.comm_address.to_string().into());
        say("--asset-no", self.asset_no.to_string().into());
        say("--start", self.start_kwh.to_string().into());
        say("--clock-ahead", self.clock_ahead_s.to_string().into());
        say("--seed", seed_of(&self.comm_address).to_string().into());
        say("--keys", folders.key_machine().into());
        say("--passphrase-file", folders.key_machine_passphrase().into());
        say("--key-version", version.to_string().into());
        arguments.extend(self.three_phase.then(|| "--three-phase".into()));
        arguments.extend(self.is_idle.then(|| "--idle".into()));
        arguments
    }

    /// Of a terminal's configuration, `[[metering.links]]`.
    pub(super) fn as_link(&self) -> Value {
        json!({
            "link": self.link, "title": self.title, "kind": "tcp", "address": self.address.to_string(),
        })
    }
}

/// Another for every meter, and the same on every day.
fn seed_of(address: &CommAddress) -> u64 {
    address.as_str().parse().unwrap_or_default()
}
