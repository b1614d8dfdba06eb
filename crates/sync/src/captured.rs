//! When something happened, told by a clock that may be wrong.

use serde::{Deserialize, Serialize};
use vocabulary::Instant;

/// The times that a terminal writes down when something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Captured {
    /// What the device's clock said.
    pub device_time: Instant,
    /// Platform time minus device time, µs, as last measured; `None` if never measured in this boot.
    pub offset_micros: Option<i64>,
    /// Time since boot, µs.
    pub monotonic_micros: i64,
    /// Made anew at every start of the agent.
    pub boot: u64,
    /// When the order had reached the terminal, in platform time, as the platform wrote it.
    pub fed_at: Instant,
}

/// When the platform holds that something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EventTime {
    pub at: Instant,
    /// The clock told an impossible time; `at` is the time of receipt.
    pub doubtful: bool,
}

/// Device time + last known offset, believed only between being fed and being received; otherwise the time of receipt
/// counts and the event is flagged.
#[must_use]
pub fn event_time(captured: &Captured, received: Instant) -> EventTime {
    let told = captured.device_time.shifted(captured.offset_micros.unwrap_or(0));
    let earliest = captured.fed_at.shifted(-TOLERANCE_MICROS);
    let latest = received.shifted(TOLERANCE_MICROS);
    if told < earliest || told > latest {
        return EventTime { at: received, doubtful: true };
    }
    EventTime { at: told.clamp(captured.fed_at.min(received), received), doubtful: false }
}

/// Two minutes: what a clock may be off before its word is doubted (`reference/workorders.md` 5.3).
const TOLERANCE_MICROS: i64 = 120 * 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600 * 1_000_000;

    fn captured(device: i64, offset: Option<i64>) -> Captured {
        Captured {
            device_time: Instant::from_micros(device),
            offset_micros: offset,
            monotonic_micros: 0,
            boot: 1,
            fed_at: Instant::from_micros(10 * HOUR),
        }
    }

    #[test]
    fn a_right_clock_is_believed() {
        let time = event_time(&captured(12 * HOUR, Some(0)), Instant::from_micros(20 * HOUR));
        assert_eq!(time, EventTime { at: Instant::from_micros(12 * HOUR), doubtful: false });
    }

    #[test]
    fn a_known_offset_mends_a_clock_that_is_a_day_wrong() {
        let wrong = captured(36 * HOUR, Some(-24 * HOUR));
        let time = event_time(&wrong, Instant::from_micros(20 * HOUR));
        assert_eq!(time, EventTime { at: Instant::from_micros(12 * HOUR), doubtful: false });
    }

    #[test]
    fn an_impossible_time_counts_as_the_time_of_receipt() {
        let received = Instant::from_micros(20 * HOUR);
        for device in [36 * HOUR, -12 * HOUR] {
            let time = event_time(&captured(device, None), received);
            assert_eq!(time, EventTime { at: received, doubtful: true });
        }
    }
}
