//! What the configuration fits the terminal with for metering.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use meter_link::{Parity, PortSettings};
use security_unit::FolderSlot;
use security_unit::metering::{SoftwareUnit, UnitSecret};
use terminal::agent::{MeterLink, MeterWay, MeteringFittings, UnitOpener};
use terminal::config::{Link, LinkKind, Metering, ParityWord};
use vocabulary::{Entropy, SystemEntropy};
use zeroize::Zeroizing;

use crate::battery::Battery;

/// The parts that a section names. Whether there is a unit in its file shows when it is asked.
pub fn fittings(section: &Metering) -> anyhow::Result<MeteringFittings> {
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let unit = SoftwareUnit::new(Arc::clone(&entropy), &section.unit_file);
    Ok(MeteringFittings {
        unit: Arc::new(unit.context("metering.unit_file")?),
        opener: match &section.unit_passphrase_file {
            Some(file) => {
                UnitOpener::Passphrase(passphrase(file).context("metering.unit_passphrase_file")?)
            }
            None => UnitOpener::OperatorCard,
        },
        business: Arc::new(FolderSlot::new(entropy, section.business_card.clone())),
        links: section.links.iter().filter_map(link).collect(),
        power: Arc::new(Battery::new(section.battery_file.clone())),
    })
}

fn passphrase(file: &Path) -> anyhow::Result<UnitSecret> {
    let mut text = Zeroizing::new(String::new());
    std::fs::File::open(file)?.take(PASSPHRASE_LEN_MAX).read_to_string(&mut text)?;
    Ok(UnitSecret::from_passphrase(text.trim_end_matches(['\r', '\n']))?)
}

/// The configuration has been checked: each kind has its path or its address.
fn link(link: &Link) -> Option<MeterLink> {
    let usual = match link.kind {
        LinkKind::Infrared | LinkKind::Tcp => PortSettings::INFRARED,
        LinkKind::Wired => PortSettings::rs485(2_400),
    };
    let settings = PortSettings {
        baud: link.baud.unwrap_or(usual.baud),
        parity: match link.parity {
            Some(ParityWord::None) => Parity::None,
            Some(ParityWord::Odd) => Parity::Odd,
            Some(ParityWord::Even) | None => Parity::Even,
        },
        ..usual
    };
    let way = match link.kind {
        LinkKind::Infrared => MeterWay::Infrared { path: link.path.clone()?, settings },
        LinkKind::Wired => MeterWay::Wired { path: link.path.clone()?, settings },
        LinkKind::Tcp => MeterWay::Tcp { address: link.address.clone()? },
    };
    Some(MeterLink { link: link.link.clone(), title: link.title.clone(), way })
}

const PASSPHRASE_LEN_MAX: u64 = 1_024;
