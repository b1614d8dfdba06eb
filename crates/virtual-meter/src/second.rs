//! What a meter's clock shows, as a number that can be counted with: whole seconds since 1970 in the meter's own time.

use vocabulary::{Instant, MeterTime};

/// A second of a meter's clock. Meters tell two digits of the year, so it lies between 2000 and 2099; what is beyond is
/// held at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Second(i64);

impl Second {
    pub(crate) fn of(time: MeterTime) -> Self {
        Self::of_instant(time.instant())
    }

    /// The second that a clock in China that is right shows at an instant.
    pub(crate) fn of_instant(instant: Instant) -> Self {
        Self((instant.micros().div_euclid(MICROS) + CHINA).clamp(FIRST, LAST))
    }

    pub(crate) fn time(self) -> MeterTime {
        MeterTime::right_at(Instant::from_micros((self.0 - CHINA) * MICROS))
            .expect("a second between 2000 and 2099 is in the calendar")
    }

    pub(crate) const fn plus(self, seconds: i64) -> Self {
        let sum = self.0.saturating_add(seconds);
        Self(if sum < FIRST {
            FIRST
        } else if sum > LAST {
            LAST
        } else {
            sum
        })
    }

    /// Seconds from `earlier` to this one.
    pub(crate) const fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// The next second, after this one, whose count of the day divides by `step` seconds.
    pub(crate) const fn next(self, step: i64) -> Self {
        let of_day = self.0.rem_euclid(DAY);
        let to_step = step - of_day % step;
        let to_midnight = DAY - of_day;
        self.plus(if to_step < to_midnight { to_step } else { to_midnight })
    }

    /// How many whole steps of `step` seconds have passed since 1970.
    pub(crate) const fn count_of(self, step: i64) -> i64 {
        self.0.div_euclid(step)
    }

    /// 0 to 1439.
    pub(crate) fn minute_of_day(self) -> u16 {
        u16::try_from(self.0.rem_euclid(DAY) / 60).expect("a day has 1440 minutes")
    }

    /// Whether a minute begins.
    pub(crate) const fn is_full_minute(self) -> bool {
        self.0.rem_euclid(60) == 0
    }

    pub(crate) const fn is_midnight(self) -> bool {
        self.0.rem_euclid(DAY) == 0
    }
}

const MICROS: i64 = 1_000_000;
/// Eight hours ahead of UTC, as `MeterTime` has it.
const CHINA: i64 = 8 * 3_600;
const DAY: i64 = 86_400;
/// 2000-01-01T00:00:00.
const FIRST: i64 = 946_684_800;
/// 2099-12-31T23:59:59.
const LAST: i64 = 4_102_444_799;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Second {
        Second::of(text.parse().expect("a time"))
    }

    #[test]
    fn a_second_shows_the_time_that_it_was_made_of() {
        for text in ["2000-01-01T00:00:00", "2026-11-30T10:15:30", "2099-12-31T23:59:59"] {
            assert_eq!(at(text).time().to_string(), text);
        }
        assert_eq!(at("1999-01-01T00:00:00").time().to_string(), "2000-01-01T00:00:00");
        assert_eq!(at("2099-12-31T23:59:59").plus(1).time().to_string(), "2099-12-31T23:59:59");
    }

    #[test]
    fn steps_are_counted_from_midnight() {
        let next = |text: &str, step| at(text).next(step).time().to_string();
        assert_eq!(next("2026-11-30T10:15:30", 900), "2026-11-30T10:30:00");
        assert_eq!(next("2026-11-30T10:15:00", 900), "2026-11-30T10:30:00");
        assert_eq!(next("2026-11-30T23:50:00", 900), "2026-12-01T00:00:00");
        assert_eq!(next("2026-11-30T23:59:59", 5_000), "2026-12-01T00:00:00");
        assert_eq!(at("2026-11-30T10:15:30").minute_of_day(), 615);
    }
}
