//! How long an authentication stands, by the meter's own clock.

use std::time::Duration;

use vocabulary::{Instant, MeterTime};

/// Something that stands for some minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    since: Instant,
    minutes: u16,
}

impl Window {
    pub(super) fn open(now: MeterTime, minutes: u16) -> Self {
        Self { since: now.instant(), minutes }
    }

    /// Whole minutes left, rounded up; 0 is over. A clock that was put back to before the beginning ends it too.
    pub(super) fn minutes_left(self, now: MeterTime) -> u16 {
        let gone_us = now.instant().since(self.since);
        let Ok(gone_us) = u64::try_from(gone_us) else { return 0 };
        let left = Duration::from_secs(u64::from(self.minutes) * 60)
            .saturating_sub(Duration::from_micros(gone_us));
        u16::try_from(left.as_secs().div_ceil(60)).unwrap_or(u16::MAX)
    }

    pub(super) fn is_open(self, now: MeterTime) -> bool {
        self.minutes_left(now) > 0
    }

    /// The clock was set from `before` to `after`; as much time is left as was.
    pub(super) fn follow_clock(&mut self, before: MeterTime, after: MeterTime) {
        self.since = self.since.shifted(after.instant().since(before.instant()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> MeterTime {
        text.parse().expect("a time")
    }

    #[test]
    fn five_minutes_end_after_five_minutes() {
        let window = Window::open(at("2026-11-30T10:00:00"), 5);
        let left = |text| window.minutes_left(at(text));
        assert_eq!(left("2026-11-30T10:00:00"), 5);
        assert_eq!(left("2026-11-30T10:04:59"), 1);
        assert_eq!(left("2026-11-30T10:05:00"), 0);
        assert_eq!(left("2026-11-30T09:59:59"), 0, "a clock put back revives nothing");
    }

    #[test]
    fn setting_the_clock_neither_ends_nor_lengthens_it() {
        let mut window = Window::open(at("2026-11-30T10:00:00"), 5);
        window.follow_clock(at("2026-11-30T10:02:00"), at("2026-12-01T08:00:00"));
        assert_eq!(window.minutes_left(at("2026-12-01T08:00:00")), 3);
    }
}
