//! What a meter's clock shows. A meter knows no zone, and its clock drifts: this is no instant of ours.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use time::{Date, Month, Time};

use crate::Instant;

/// Date and time as a meter shows them, without a zone: `2026-11-30T10:15:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeterTime {
    date: Date,
    time: Time,
}

/// No calendar and no clock shows this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a date and time that calendars and clocks show, such as 2026-11-30T10:15:30")]
pub struct NoMeterTime;

impl MeterTime {
    /// # Errors
    /// [`NoMeterTime`] for a month 13, a 31st of February, an hour 24.
    pub fn new(
        (year, month, day): (u16, u8, u8),
        (hour, minute, second): (u8, u8, u8),
    ) -> Result<Self, NoMeterTime> {
        let month = Month::try_from(month).map_err(|_| NoMeterTime)?;
        if year > 9999 {
            return Err(NoMeterTime);
        }
        let date =
            Date::from_calendar_date(i32::from(year), month, day).map_err(|_| NoMeterTime)?;
        let time = Time::from_hms(hour, minute, second).map_err(|_| NoMeterTime)?;
        Ok(Self { date, time })
    }

    /// What a clock in China that is right shows at an instant; nothing for an instant outside the calendar.
    #[must_use]
    pub fn right_at(instant: Instant) -> Option<Self> {
        let seconds = instant.micros().div_euclid(1_000_000) + CHINA_SECONDS;
        let at = time::OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        (0..=9999).contains(&at.year()).then(|| Self { date: at.date(), time: at.time() })
    }

    /// The instant at which a clock in China that is right shows this.
    #[must_use]
    pub fn instant(self) -> Instant {
        let seconds = self.date.with_time(self.time).assume_utc().unix_timestamp() - CHINA_SECONDS;
        Instant::from_micros(seconds * 1_000_000)
    }

    #[must_use]
    pub fn year(self) -> u16 {
        u16::try_from(self.date.year()).expect("a meter time has a year from 0 to 9999")
    }

    #[must_use]
    pub fn month(self) -> u8 {
        u8::from(self.date.month())
    }

    #[must_use]
    pub fn day(self) -> u8 {
        self.date.day()
    }

    /// Sunday is 0.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.date.weekday().number_days_from_sunday()
    }

    #[must_use]
    pub fn hour(self) -> u8 {
        self.time.hour()
    }

    #[must_use]
    pub fn minute(self) -> u8 {
        self.time.minute()
    }

    #[must_use]
    pub fn second(self) -> u8 {
        self.time.second()
    }

    /// Seconds from `other` to this; negative if this is before it.
    #[must_use]
    pub fn seconds_since(self, other: Self) -> i64 {
        (self.date.with_time(self.time) - other.date.with_time(other.time)).whole_seconds()
    }
}

impl fmt::Display for MeterTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.year(), self.month(), self.day());
        let (hour, minute, second) = (self.hour(), self.minute(), self.second());
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

impl FromStr for MeterTime {
    type Err = NoMeterTime;

    fn from_str(text: &str) -> Result<Self, NoMeterTime> {
        let read = |at: std::ops::Range<usize>| -> Result<u16, NoMeterTime> {
            let digits = text.get(at).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
            digits.and_then(|digits| digits.parse().ok()).ok_or(NoMeterTime)
        };
        let small = |at| Ok(u8::try_from(read(at)?).expect("two digits are below 256"));
        let shape: String =
            text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        if shape != "0000-00-00T00:00:00" {
            return Err(NoMeterTime);
        }
        let date = (read(0..4)?, small(5..7)?, small(8..10)?);
        Self::new(date, (small(11..13)?, small(14..16)?, small(17..19)?))
    }
}

impl TryFrom<String> for MeterTime {
    type Error = NoMeterTime;

    fn try_from(text: String) -> Result<Self, NoMeterTime> {
        text.parse()
    }
}

impl From<MeterTime> for String {
    fn from(time: MeterTime) -> Self {
        time.to_string()
    }
}

/// China has had one zone and no summer time since 1991.
const CHINA_SECONDS: i64 = 8 * 3_600;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_no_calendar_shows_is_refused() {
        assert!(MeterTime::new((2026, 2, 29), (0, 0, 0)).is_err());
        assert!(MeterTime::new((2028, 2, 29), (23, 59, 59)).is_ok());
        assert!(MeterTime::new((2026, 1, 1), (24, 0, 0)).is_err());
        for text in ["2026-11-30 10:15:30", "2026-11-30T10:15", "2026-13-30T10:15:30", "一"] {
            assert!(text.parse::<MeterTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_clock_in_china_shows_its_own_midnight() {
        let shown: MeterTime = "2026-11-30T00:00:05".parse().expect("a time");
        assert_eq!(shown.instant().to_string(), "2026-11-29T16:00:05Z");
        assert_eq!(MeterTime::right_at(shown.instant()), Some(shown));
        assert_eq!(shown.weekday(), 1);
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(seconds in 0i64..4_000_000_000) {
            let instant = Instant::from_micros(seconds * 1_000_000);
            let shown = MeterTime::right_at(instant).expect("inside the calendar");
            prop_assert_eq!(shown.instant(), instant);
            prop_assert_eq!(shown.to_string().parse(), Ok(shown));
        }
    }
}
