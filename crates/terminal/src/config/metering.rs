//! What the terminal is fitted with for metering.

use std::collections::BTreeSet;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

/// What the terminal is fitted with for metering (计量). Without this section it does none, reading included.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metering {
    /// File of the security unit in software: a stand-in, which opens no meter of a grid company.
    pub unit_file: PathBuf,
    /// A file with the passphrase that opens the unit as its only line. Without it the unit is opened with what the
    /// operator's card releases, and so was made for that one card.
    #[serde(default)]
    pub unit_passphrase_file: Option<PathBuf>,
    /// The slot of the business card (业务卡), a folder as the others.
    pub business_card: PathBuf,
    /// A file that tells how full the battery is, percent; by itself the first battery under
    /// `/sys/class/power_supply`. Where nobody tells, the battery forbids nothing.
    #[serde(default)]
    pub battery_file: Option<PathBuf>,
    /// The ways to meters; any number of them.
    #[serde(default)]
    pub links: Vec<Link>,
}

/// A way to meters.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its name for programs: small letters, digits and hyphens.
    pub link: String,
    /// Its title, in Chinese.
    pub title: String,
    pub kind: LinkKind,
    /// The serial port, of an infrared head or a cable.
    #[serde(default)]
    pub path: Option<PathBuf>,
    /// `host:port`, of a serial server or a simulator.
    #[serde(default)]
    pub address: Option<String>,
    /// Bit/s; 1200 of an infrared head and 2400 of a cable unless told otherwise.
    #[serde(default)]
    pub baud: Option<u32>,
    /// `even` unless told otherwise.
    #[serde(default)]
    pub parity: Option<ParityWord>,
}

/// What a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// An infrared head.
    Infrared,
    /// A cable: RS-485.
    Wired,
    /// A serial server or a simulator.
    Tcp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParityWord {
    None,
    Even,
    Odd,
}

impl Metering {
    /// What begins at the configuration's folder.
    pub(super) fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let Self { unit_file, unit_passphrase_file, business_card, battery_file, links } = self;
        let maybe = [unit_passphrase_file, battery_file].into_iter().flatten();
        let of_links = links.iter_mut().filter_map(|link| link.path.as_mut());
        [unit_file, business_card].into_iter().chain(maybe).chain(of_links)
    }

    pub(super) fn mistake(&self) -> Option<(&'static str, &'static str)> {
        let mut names = BTreeSet::new();
        for link in &self.links {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if link.link.is_empty() || !link.link.chars().all(plain) {
                return Some(("metering.links.link", "is small letters, digits and hyphens"));
            }
            if !names.insert(&link.link) {
                return Some(("metering.links.link", "stands there twice"));
            }
            match (link.kind, &link.path, &link.address) {
                (LinkKind::Tcp, None, Some(_)) => {}
                (LinkKind::Tcp, ..) => {
                    return Some(("metering.links.address", "of kind tcp: an address and no path"));
                }
                (_, Some(_), None) => {}
                _ => {
                    return Some(("metering.links.path", "of this kind: a path and no address"));
                }
            }
            if link.baud.is_some_and(|baud| !BAUD.contains(&baud)) {
                return Some(("metering.links.baud", "must be 300 to 115200"));
            }
        }
        None
    }
}

const BAUD: std::ops::RangeInclusive<u32> = 300..=115_200;
