//! How a meter stands, as it says itself.

use sync::MeterState;
use vocabulary::{MeterTime, RelayState};

/// What was seen at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) state: MeterState,
    /// What the relay was told last, which a trip delay holds back.
    pub(crate) is_told_to_open: Option<bool>,
    /// Whether a trip waits at all (trip delay): asked for only while the relay is closed and told to open.
    pub(crate) has_trip_delay: Option<bool>,
}

impl Seen {
    /// The relay is still closed although it was told to open.
    pub(crate) fn waits(&self) -> bool {
        self.state.relay == Some(RelayState::Closed) && self.is_told_to_open == Some(true)
    }

    /// Notes what the clock shows, and how far it is ahead of ours.
    pub(crate) fn clock(&mut self, shown: MeterTime, now: Option<MeterTime>) {
        self.state.clock = Some(shown);
        self.state.clock_ahead_s = now.map(|now| shown.seconds_since(now));
    }
}

/// The words of [`MeterState::keys`].
pub(crate) const PUBLIC: &str = "public";
pub(crate) const PRIVATE: &str = "private";
pub(crate) const HALF_UPDATED: &str = "half_updated";
