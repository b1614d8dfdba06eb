//! Dates, times and intervals as they travel: binary, every part may be left unspecified.

use std::fmt;

use vocabulary::MeterTime;

use crate::axdr::wire::{codes, sequence};

sequence! {
    /// Date and time with the day of the week (date_time, tag 25): 10 bytes, binary. FFFFH and FFH stand for
    /// "unspecified".
    #[derive(Copy, Hash)]
    pub struct DateTime shown {
        pub year: u16,
        pub month: u8,
        pub day: u8,
        /// 1 is Monday; whether Sunday is 0 or 7 is unconfirmed, both are read.
        pub weekday: u8,
        pub hour: u8,
        pub minute: u8,
        pub second: u8,
        pub millisecond: u16,
    }

    /// A date (date, tag 26): 5 bytes, binary.
    #[derive(Copy, Hash)]
    pub struct Date shown {
        pub year: u16,
        pub month: u8,
        pub day: u8,
        /// 1 is Monday; whether Sunday is 0 or 7 is unconfirmed, both are read.
        pub weekday: u8,
    }

    /// A time of day (time, tag 27): 3 bytes, binary.
    #[derive(Copy, Hash)]
    pub struct Time shown {
        pub hour: u8,
        pub minute: u8,
        pub second: u8,
    }

    /// Date and time without the day of the week (date_time_s, tag 28): 7 bytes, binary.
    #[derive(Copy, Hash)]
    pub struct DateTimeS shown {
        pub year: u16,
        pub month: u8,
        pub day: u8,
        pub hour: u8,
        pub minute: u8,
        pub second: u8,
    }

    /// A time interval (TI, tag 84): a unit, then how many, 3 bytes.
    #[derive(Copy, Hash)]
    pub struct Ti shown {
        pub unit: TiUnit,
        pub count: u16,
    }
}

codes! {
    /// The unit of a [`Ti`].
    pub struct TiUnit {
        SECOND = 0, "second", "秒";
        MINUTE = 1, "minute", "分";
        HOUR = 2, "hour", "时";
        DAY = 3, "day", "日";
        MONTH = 4, "month", "月";
        YEAR = 5, "year", "年";
    }
}

impl DateTime {
    /// The time, if all of it is specified and a calendar has it. The milliseconds are dropped.
    #[must_use]
    pub fn meter_time(self) -> Option<MeterTime> {
        let date = (self.year, self.month, self.day);
        MeterTime::new(date, (self.hour, self.minute, self.second)).ok()
    }
}

impl From<MeterTime> for DateTime {
    fn from(time: MeterTime) -> Self {
        Self {
            year: time.year(),
            month: time.month(),
            day: time.day(),
            weekday: time.weekday(),
            hour: time.hour(),
            minute: time.minute(),
            second: time.second(),
            millisecond: 0,
        }
    }
}

impl DateTimeS {
    /// The time, if all of it is specified and a calendar has it.
    #[must_use]
    pub fn meter_time(self) -> Option<MeterTime> {
        let date = (self.year, self.month, self.day);
        MeterTime::new(date, (self.hour, self.minute, self.second)).ok()
    }
}

impl From<MeterTime> for DateTimeS {
    fn from(time: MeterTime) -> Self {
        Self {
            year: time.year(),
            month: time.month(),
            day: time.day(),
            hour: time.hour(),
            minute: time.minute(),
            second: time.second(),
        }
    }
}

impl Ti {
    /// The interval in seconds; nothing for months and years, which have no fixed length.
    #[must_use]
    pub fn seconds(self) -> Option<u32> {
        let unit = match self.unit {
            TiUnit::SECOND => 1,
            TiUnit::MINUTE => 60,
            TiUnit::HOUR => 3_600,
            TiUnit::DAY => 86_400,
            _ => return None,
        };
        Some(unit * u32::from(self.count))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day, hour, minute, second, .. } = *self;
        DateTimeS { year, month, day, hour, minute, second }.fmt(f)?;
        match self.millisecond {
            0xFFFF => Ok(()),
            millisecond => write!(f, ".{millisecond:03}"),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", Year(self.year), Part(self.month), Part(self.day))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", Part(self.hour), Part(self.minute), Part(self.second))
    }
}

impl fmt::Display for DateTimeS {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = Date { year: self.year, month: self.month, day: self.day, weekday: 0 };
        let time = Time { hour: self.hour, minute: self.minute, second: self.second };
        write!(f, "{date} {time}")
    }
}

impl fmt::Display for Ti {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit.words() {
            Some(words) => write!(f, "{} {}", self.count, words.en),
            None => write!(f, "{} × unit {}", self.count, self.unit.0),
        }
    }
}

/// A year; `****` where it is unspecified.
struct Year(u16);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0xFFFF { f.write_str("****") } else { write!(f, "{:04}", self.0) }
    }
}

/// A part of a date or time; `**` where it is unspecified.
struct Part(u8);

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0xFF { f.write_str("**") } else { write!(f, "{:02}", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::axdr::{emit, parse_all};

    #[test]
    fn date_time_s_has_no_day_of_the_week() {
        let bytes = [0x07, 0xE0, 0x01, 0x14, 0x10, 0x1B, 0x0B];
        let (time, _) = parse_all::<DateTimeS>(&bytes).expect("a time");
        assert_eq!(time.to_string(), "2016-01-20 16:27:11");
        let shown = time.meter_time().expect("a calendar has it");
        assert_eq!(shown.to_string(), "2016-01-20T16:27:11");
        assert_eq!(emit(&DateTimeS::from(shown)), bytes);
    }

    #[test]
    fn unspecified_parts_are_kept_and_are_no_meter_time() {
        let bytes = [0xFF, 0xFF, 0x01, 0xFF, 0x00, 0x00, 0x00];
        let (time, _) = parse_all::<DateTimeS>(&bytes).expect("a time");
        assert_eq!((time.to_string().as_str(), time.meter_time()), ("****-01-** 00:00:00", None));
        assert_eq!(emit(&time), bytes);
    }

    #[test]
    fn an_interval_in_seconds() {
        let quarter = Ti { unit: TiUnit::MINUTE, count: 15 };
        assert_eq!((quarter.seconds(), quarter.to_string().as_str()), (Some(900), "15 minute"));
        assert_eq!(Ti { unit: TiUnit::MONTH, count: 1 }.seconds(), None);
    }
}
