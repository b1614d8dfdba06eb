//! The manners of a line: how it is woken up, how long one waits, how often one asks again.

use std::time::Duration;

use crate::PortSettings;

/// How a line is spoken on (dlt645-2007.md, section 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// FEH before each frame.
    pub wake_up: usize,
    /// From the end of a request to the first byte of its reply, at most: Td, and what lies between.
    pub reply_within: Duration,
    /// From one byte to the next, at most: Tb.
    pub between_bytes: Duration,
    /// How often a request that changes nothing is sent until somebody answers.
    pub tries: u32,
    /// Serial settings, for the time that bytes take; none where they take none.
    pub settings: Option<PortSettings>,
}

impl Pace {
    /// A serial line: Td and Tb are 500 ms, and the machine's own buffers take a moment.
    #[must_use]
    pub const fn serial(settings: PortSettings) -> Self {
        Self {
            wake_up: 4,
            reply_within: Duration::from_millis(600),
            between_bytes: Duration::from_millis(500),
            tries: 3,
            settings: Some(settings),
        }
    }

    /// A connection, behind which a line may lie: nobody knows its speed.
    #[must_use]
    pub const fn tcp() -> Self {
        Self {
            wake_up: 4,
            reply_within: Duration::from_millis(3_000),
            between_bytes: Duration::from_millis(500),
            tries: 3,
            settings: None,
        }
    }

    /// How long the first byte of a reply may take, from when the request was handed to the port.
    #[must_use]
    pub fn patience(&self, request_len: usize) -> Duration {
        let airtime =
            self.settings.map_or(Duration::ZERO, |settings| settings.airtime(request_len + 1));
        airtime + self.reply_within
    }
}
