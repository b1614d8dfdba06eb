//! Days and times of day in Asia/Shanghai.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, UtcOffset};
use vocabulary::Instant;

/// When a working day ends for a policy, as minutes after midnight: `"24:00"`, or closing time as
/// `"17:30"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayEnd(u16);

impl DayEnd {
    pub const MIDNIGHT: DayEnd = DayEnd(MINUTES_OF_A_DAY);

    /// The moment at which `day` ends.
    pub(crate) fn on(self, day: Date) -> Option<Instant> {
        let offset = UtcOffset::from_hms(8, 0, 0).ok()?;
        let midnight = day.midnight().assume_offset(offset).unix_timestamp();
        let seconds = midnight.checked_add(i64::from(self.0) * 60)?;
        seconds.checked_mul(1_000_000).map(Instant::from_micros)
    }

    fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let two_digits =
            |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !two_digits(hours) || !two_digits(minutes) {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        let total = hours * 60 + minutes;
        let valid = minutes < 60 && (1..=MINUTES_OF_A_DAY).contains(&total);
        valid.then_some(Self(total))
    }
}

impl Default for DayEnd {
    fn default() -> Self {
        Self::MIDNIGHT
    }
}

impl fmt::Display for DayEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for DayEnd {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is no time of day up to 24:00"))
    }
}

impl From<DayEnd> for String {
    fn from(end: DayEnd) -> String {
        end.to_string()
    }
}

const MINUTES_OF_A_DAY: u16 = 1_440;

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn ends_of_days_are_those_of_shanghai() {
        let check = |end: &str, expect: &str| {
            let end = DayEnd::parse(end).expect("a time of day");
            assert_eq!(end.on(date!(2026 - 03 - 02)).expect("in range").to_string(), expect);
        };
        check("24:00", "2026-03-02T16:00:00Z");
        check("17:30", "2026-03-02T09:30:00Z");
        check("00:01", "2026-03-01T16:01:00Z");
    }

    #[test]
    fn refuses_what_is_no_time_of_day() {
        for text in ["", "24:01", "00:00", "7:30", "17:60", "17.30", "+1:00", "９9:00", "99:99"] {
            assert_eq!(DayEnd::parse(text), None, "{text}");
        }
    }
}
