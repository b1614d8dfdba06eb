//! What a virtual meter is made from.

use std::ops::RangeInclusive;
use std::str::FromStr;

use security_unit::metering::{EsamLimits, Generation, KeySet};
use vocabulary::{AssetNo, CommAddress, MeterNo};

use crate::clock::BroadcastRule;
use crate::faults::Faults;
use crate::load::Load;
use crate::passwords::DefaultPasswords;
use crate::purse::PurseSetup;

/// A meter to be made. [`MeterSetup::new`] gives a single-phase meter of 2013 with test keys and nothing wrong.
#[derive(Debug, Clone)]
pub struct MeterSetup {
    pub protocol: Protocol,
    pub address: CommAddress,
    /// 04000402, what the keys are made from; the address's digits unless it is said otherwise.
    pub meter_no: MeterNo,
    /// 04000403, what stands on its label; nothing where its owner has not written it in.
    pub asset_no: Option<AssetNo>,
    pub wiring: Wiring,
    /// The same seed makes the same meter: load, delays, ESAM's random numbers and faults by chance.
    pub seed: u64,
    pub generation: Generation,
    pub keys: KeySet,
    pub limits: EsamLimits,
    /// None for a meter that is not prepaid.
    pub purse: Option<PurseSetup>,
    pub passwords: DefaultPasswords,
    pub load: Load,
    /// What stands in the register at the start, in kWh.
    pub start_kwh: u32,
    /// How many days before now the meter was put up: so far back its freezes reach.
    pub history_days: u16,
    /// How far the clock is ahead, in seconds, and how fast it runs.
    pub clock_offset_s: i64,
    pub clock_drift_ppm: i32,
    pub faults: Faults,
    pub rules: Rules,
}

/// Which of the two languages it speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Dlt645,
    Dlt698,
}

/// How it is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wiring {
    SinglePhase,
    /// Three phases and neutral.
    ThreePhase,
}

/// Where a meter's maker chose, or where no source tells what a meter does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Whether infrared opens after infrared authentication only. A meter of 2009 has none, whatever stands here.
    pub gates_infrared: bool,
    /// Whether 14H at level 02 is taken from a meter of 2013: so it leaves the factory.
    pub is_in_factory: bool,
    /// Whether 15H is taken with the programming key pressed only (unconfirmed).
    pub address_needs_key: bool,
    /// Whether 1CH is refused with two bytes of status instead of one (of some meters; the content is unconfirmed).
    pub refuses_switch_in_two_bytes: bool,
    pub broadcast: BroadcastRule,
    /// Td, the time between a request and its answer, in milliseconds: 20 to 500 by the standard.
    pub reply_delay_ms: RangeInclusive<u16>,
    /// FEH before an answer: 0 to 4 by maker.
    pub preamble: RangeInclusive<u8>,
    /// Bytes of data in one frame before the rest is left to 12H: 200 by the standard.
    pub data_len_max: u8,
    /// DL/T 698.45: whether plain reads are held to the security mode (F101) too; a meter takes them all otherwise.
    pub holds_reads_to_mode: bool,
}

/// Neither of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be dlt645 or dlt698")]
pub struct NoProtocol;

impl FromStr for Protocol {
    type Err = NoProtocol;

    fn from_str(text: &str) -> Result<Self, NoProtocol> {
        match text {
            "dlt645" => Ok(Self::Dlt645),
            "dlt698" => Ok(Self::Dlt698),
            _ => Err(NoProtocol),
        }
    }
}

impl MeterSetup {
    #[must_use]
    pub fn new(protocol: Protocol, address: CommAddress) -> Self {
        let meter_no = address.as_str().parse().expect("both numbers have twelve digits");
        let generation = Generation::Of2013;
        Self {
            protocol,
            address,
            meter_no,
            asset_no: None,
            wiring: Wiring::SinglePhase,
            seed: 1,
            generation,
            keys: KeySet::Public,
            limits: EsamLimits::of(generation),
            purse: None,
            passwords: DefaultPasswords::default(),
            load: Load::Household { watts: 400 },
            start_kwh: 1_000,
            history_days: 40,
            clock_offset_s: 0,
            clock_drift_ppm: 0,
            faults: Faults::default(),
            rules: Rules::default(),
        }
    }

    /// The same of another generation, with its limits.
    #[must_use]
    pub fn of_generation(self, generation: Generation) -> Self {
        Self { generation, limits: EsamLimits::of(generation), ..self }
    }
}

impl Wiring {
    pub(crate) const fn phases(self) -> usize {
        match self {
            Self::SinglePhase => 1,
            Self::ThreePhase => 3,
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            gates_infrared: true,
            is_in_factory: false,
            address_needs_key: true,
            refuses_switch_in_two_bytes: false,
            broadcast: BroadcastRule::default(),
            reply_delay_ms: 20..=500,
            preamble: 0..=4,
            data_len_max: 200,
            holds_reads_to_mode: false,
        }
    }
}

/// What a command line tells of the simulated meter: the faults by name, and the passwords that it has.
pub const HELP: &str = "\
The meter keeps to DL/T 645-2007 or DL/T 698.45 as strictly as a real one.

Passwords: level 02 is 123456, level 04 is 111111 (as 04 11 11 11 and 02 56 34 12 on the wire).
Three wrong ones shut their level for 24 hours of the meter's clock; a right one before that resets the count.

Faults, comma-separated, each NAME[=ARGUMENT][@FRAME|~SHARE%]: always, at the n-th frame for this meter, or by seed.
  deaf                    does not hear the frame
  silent                  does what was asked, does not answer
  late[=MS]               answers that much later (800)
  twice                   answers twice
  other-address[=DIGITS]  answers under another address
  hollow                  says that it is done, and did nothing
  stuck-relay             its relay is told, and does not move
  refuse                  refuses without looking
  truncate[=BYTES]        its answer ends early
  flip                    a bit of its answer is wrong: the checksum tells
  drop                    a byte of its answer is missing: the checksum tells
  wrong-value             a value in its answer is wrong: nothing tells
  cut-before[=SECONDS]    the power goes before the frame is carried out (5)
  cut-after[=SECONDS]     the power goes after it was carried out, before the answer (5)
Example: --faults late=1200~10%,cut-after=30@7
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protocol_has_a_word() {
        assert_eq!("dlt645".parse(), Ok(Protocol::Dlt645));
        assert_eq!("dlt698".parse(), Ok(Protocol::Dlt698));
        assert_eq!("DLT645".parse::<Protocol>(), Err(NoProtocol));
    }

    #[test]
    fn the_help_names_the_passwords_that_the_meter_has() {
        let DefaultPasswords { level_02, level_04 } = DefaultPasswords::default();
        let digits = |secret: [u8; 3]| secret.map(|pair| format!("{pair:02X}")).concat();
        assert!(HELP.contains(&format!("level 02 is {}", digits(level_02))));
        assert!(HELP.contains(&format!("level 04 is {}", digits(level_04))));
    }
}
