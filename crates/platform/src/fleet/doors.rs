//! How often a terminal that has proved nothing yet may try.

use std::net::IpAddr;
use std::time::Duration;

use vocabulary::TerminalId;

use crate::Platform;
use crate::http::{Problem, Rate, Throttle};

/// What is remembered between attempts.
#[derive(Debug)]
pub(super) struct Doors {
    enrolments: Throttle<IpAddr>,
    addresses: Throttle<IpAddr>,
    terminals: Throttle<TerminalId>,
}

/// A box of terminals is enrolled from one desk; a code has 60 bits.
const ENROLMENTS: Rate = Rate { at_once: 50, every: Duration::from_secs(1) };
/// All terminals of a company may come through one gateway, all at eight in the morning.
const PER_ADDRESS: Rate = Rate { at_once: 5_000, every: Duration::from_millis(2) };
/// A challenge and a session are two knocks.
const PER_TERMINAL: Rate = Rate { at_once: 20, every: Duration::from_secs(3) };

impl Doors {
    pub(super) fn new() -> Self {
        Self {
            enrolments: Throttle::new(ENROLMENTS),
            addresses: Throttle::new(PER_ADDRESS),
            terminals: Throttle::new(PER_TERMINAL),
        }
    }

    pub(super) fn knock_to_enrol(
        &self,
        platform: &Platform,
        address: IpAddr,
    ) -> Result<(), Problem> {
        self.enrolments.knock(address, platform.clock().monotonic())
    }

    pub(super) fn knock(
        &self,
        platform: &Platform,
        address: IpAddr,
        terminal: TerminalId,
    ) -> Result<(), Problem> {
        let now = platform.clock().monotonic();
        self.addresses.knock(address, now)?;
        self.terminals.knock(terminal, now)
    }
}
