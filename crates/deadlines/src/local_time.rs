//! Days and times of day in Asia/Shanghai.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, UtcOffset};
use vocabulary::{Instant, Text};

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

/// A due date in words: the minute up to which there is time, midnight as 24:00 of the day that ends.
#[must_use]
pub fn spoken(at: Instant) -> Text {
    let local = at.shifted(SHANGHAI_HOURS * 3_600_000_000).micros().div_euclid(60_000_000);
    let (days, minutes) = (local.div_euclid(1_440), local.rem_euclid(1_440));
    let (days, minutes) = if minutes == 0 { (days - 1, 1_440) } else { (days, minutes) };
    let (hour, minute) = (minutes / 60, minutes % 60);
    let epoch = Date::from_ordinal_date(1970, 1).ok();
    let day = epoch.and_then(|epoch| epoch.checked_add(time::Duration::days(days)));
    let Some(day) = day else { return Text::new(at.to_string(), at.to_string()) };
    Text::new(
        format!("{}月{}日{hour:02}:{minute:02}", u8::from(day.month()), day.day()),
        format!("{day} {hour:02}:{minute:02}"),
    )
}

const SHANGHAI_HOURS: i64 = 8;
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
    fn a_due_date_is_spoken_as_the_day_that_ends() {
        let check = |micros: i64, zh: &str, en: &str| {
            let said = spoken(Instant::from_micros(micros));
            assert_eq!((said.zh.as_str(), said.en.as_str()), (zh, en));
        };
        check(1_790_215_200_000_000, "9月24日10:00", "2026-09-24 10:00");
        let midnight = DayEnd::MIDNIGHT.on(date!(2026 - 12 - 31)).expect("in range");
        check(midnight.micros(), "12月31日24:00", "2026-12-31 24:00");
        check(midnight.micros() + 60_000_000, "1月1日00:01", "2027-01-01 00:01");
        check(-1, "1月1日07:59", "1970-01-01 07:59");
        assert!(!spoken(Instant::from_micros(i64::MAX)).zh.is_empty());
    }

    #[test]
    fn refuses_what_is_no_time_of_day() {
        for text in ["", "24:01", "00:00", "7:30", "17:60", "17.30", "+1:00", "９9:00", "99:99"] {
            assert_eq!(DayEnd::parse(text), None, "{text}");
        }
    }
}
