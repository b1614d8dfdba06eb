//! Wrong MACs, counted by the day of the meter's clock.

use serde::{Deserialize, Serialize};
use vocabulary::MeterTime;

/// How many there were on the last day that had any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Failures {
    day: Option<Day>,
    count: u16,
}

/// Year, month and day.
type Day = (u16, u8, u8);

impl Failures {
    pub(super) fn count_one(&mut self, now: MeterTime) {
        if self.day != Some(day(now)) {
            *self = Self { day: Some(day(now)), count: 0 };
        }
        self.count = self.count.saturating_add(1);
    }

    /// How many there were today.
    pub(super) fn today(&self, now: MeterTime) -> u16 {
        if self.day == Some(day(now)) { self.count } else { 0 }
    }
}

fn day(time: MeterTime) -> Day {
    (time.year(), time.month(), time.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_day_begins_at_none() {
        let (evening, morning) = ("2026-11-30T23:59:59", "2026-12-01T00:00:00");
        let at = |text: &str| text.parse::<MeterTime>().expect("a time");
        let mut failures = Failures::default();
        failures.count_one(at(evening));
        failures.count_one(at(evening));
        assert_eq!((failures.today(at(evening)), failures.today(at(morning))), (2, 0));
        failures.count_one(at(morning));
        assert_eq!(failures.today(at(morning)), 1);
    }
}
