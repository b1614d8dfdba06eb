//! Time as the platform has it, for whoever asks a clock.

use std::sync::Arc;
use std::time::Duration;

use vocabulary::{Clock, Instant};

use crate::agent::Agent;

/// The terminal's clock, corrected by what the platform said.
pub(super) struct PlatformClock(pub Arc<Agent>);

impl Clock for PlatformClock {
    fn now(&self) -> Instant {
        self.0.times.corrected()
    }

    fn monotonic(&self) -> Duration {
        self.0.clock().monotonic()
    }
}
