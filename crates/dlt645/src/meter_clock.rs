//! Dates and times in the forms in which a meter tells them: with or without seconds, weekday, year, month.

use std::fmt;

use serde::{Deserialize, Serialize};
use vocabulary::MeterTime;

use crate::bcd;

/// A day as a meter tells it: `2026-11-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeterDate(MeterTime);

/// A time of the day as a meter tells it: `10:15:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClockTime {
    hour: u8,
    minute: u8,
    second: u8,
}

/// Date and time, or what a meter tells of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stamp {
    /// All zeros: it has not happened, or nobody has set it.
    Never,
    /// To the second (YYMMDDhhmmss), or to the minute (YYMMDDhhmm) with second 0.
    At(MeterTime),
    /// With the weekday that the meter goes by, 0 for Sunday (YYMMDDWWhhmmss).
    AtWeekday { at: MeterTime, weekday: u8 },
    /// The day and the weekday that the meter goes by, 0 for Sunday (YYMMDDWW).
    Day { date: MeterDate, weekday: u8 },
    /// The time of the day (hhmmss).
    Time(ClockTime),
    /// Without the year (MMDDhhmm).
    Yearly { month: u8, day: u8, hour: u8, minute: u8 },
    /// Each month (DDhh).
    Monthly { day: u8, hour: u8 },
}

/// The form in which a [`Stamp`] travels (dlt645-2007.md, 6.5). Told year first, sent last part first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StampForm {
    /// YYMMDDhhmmss, 6 bytes.
    Second,
    /// YYMMDDhhmm, 5 bytes.
    Minute,
    /// YYMMDDWWhhmmss, 7 bytes.
    WeekdaySecond,
    /// YYMMDDWW, 4 bytes.
    Weekday,
    /// hhmmss, 3 bytes.
    Time,
    /// MMDDhhmm, 4 bytes.
    Yearly,
    /// DDhh, 2 bytes.
    Monthly,
}

/// No calendar and no clock shows this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a date and time that calendars and clocks show")]
pub struct NoStamp;

impl MeterDate {
    /// # Errors
    /// [`NoStamp`] for a day that no calendar has.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, NoStamp> {
        MeterTime::new((year, month, day), (0, 0, 0)).map(Self).map_err(|_| NoStamp)
    }

    #[must_use]
    pub fn year(self) -> u16 {
        self.0.year()
    }

    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month()
    }

    #[must_use]
    pub fn day(self) -> u8 {
        self.0.day()
    }

    /// The weekday of the calendar, 0 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.0.weekday()
    }

    /// The date and time that this day and a time of it make.
    #[must_use]
    pub fn at(self, time: ClockTime) -> MeterTime {
        let date = (self.year(), self.month(), self.day());
        MeterTime::new(date, (time.hour, time.minute, time.second))
            .expect("the day and the time exist by themselves")
    }
}

impl fmt::Display for MeterDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl TryFrom<String> for MeterDate {
    type Error = NoStamp;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        format!("{text}T00:00:00").parse().map(Self).map_err(|_| NoStamp)
    }
}

impl From<MeterDate> for String {
    fn from(date: MeterDate) -> Self {
        date.to_string()
    }
}

impl ClockTime {
    /// # Errors
    /// [`NoStamp`] for an hour 24 or a minute 60.
    pub fn new(hour: u8, minute: u8, second: u8) -> Result<Self, NoStamp> {
        let exists = hour < 24 && minute < 60 && second < 60;
        exists.then_some(Self { hour, minute, second }).ok_or(NoStamp)
    }

    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }

    #[must_use]
    pub const fn minute(self) -> u8 {
        self.minute
    }

    #[must_use]
    pub const fn second(self) -> u8 {
        self.second
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => f.write_str("-"),
            Self::At(at) => at.fmt(f),
            Self::AtWeekday { at, weekday } => write!(f, "{at} (weekday {weekday})"),
            Self::Day { date, weekday } => write!(f, "{date} (weekday {weekday})"),
            Self::Time(time) => time.fmt(f),
            Self::Yearly { month, day, hour, minute } => {
                write!(f, "{month:02}-{day:02}T{hour:02}:{minute:02}")
            }
            Self::Monthly { day, hour } => write!(f, "day {day:02}, hour {hour:02}"),
        }
    }
}

impl StampForm {
    #[must_use]
    pub const fn buffer_len(self) -> usize {
        match self {
            Self::Second => 6,
            Self::Minute => 5,
            Self::WeekdaySecond => 7,
            Self::Weekday | Self::Yearly => 4,
            Self::Time => 3,
            Self::Monthly => 2,
        }
    }

    /// As the standard writes it.
    #[must_use]
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Second => "YYMMDDhhmmss",
            Self::Minute => "YYMMDDhhmm",
            Self::WeekdaySecond => "YYMMDDWWhhmmss",
            Self::Weekday => "YYMMDDWW",
            Self::Time => "hhmmss",
            Self::Yearly => "MMDDhhmm",
            Self::Monthly => "DDhh",
        }
    }

    /// Reads bytes of the form's length.
    pub(crate) fn parse(self, octets: &[u8]) -> Result<Stamp, NoStamp> {
        if self != Self::Time && octets.iter().all(|octet| *octet == 0) {
            return Ok(Stamp::Never);
        }
        let mut pairs = [0; 7];
        for (pair, octet) in pairs.iter_mut().zip(octets) {
            *pair = bcd::pair(*octet).ok_or(NoStamp)?;
        }
        let time = |day: [u8; 3], clock: [u8; 3]| {
            let [d, m, y] = day;
            let [s, min, h] = clock;
            MeterTime::new((CENTURY + u16::from(y), m, d), (h, min, s)).map_err(|_| NoStamp)
        };
        let weekday_of = |weekday| if weekday < 7 { Ok(weekday) } else { Err(NoStamp) };
        let [a, b, c, d, e, f, g] = pairs;
        match self {
            Self::Second => time([d, e, f], [a, b, c]).map(Stamp::At),
            Self::Minute => time([c, d, e], [0, a, b]).map(Stamp::At),
            Self::WeekdaySecond => {
                Ok(Stamp::AtWeekday { at: time([e, f, g], [a, b, c])?, weekday: weekday_of(d)? })
            }
            Self::Weekday => {
                let date = MeterDate::new(CENTURY + u16::from(d), c, b)?;
                Ok(Stamp::Day { date, weekday: weekday_of(a)? })
            }
            Self::Time => ClockTime::new(c, b, a).map(Stamp::Time),
            Self::Yearly => {
                // A leap year, since the 29th of February exists in some.
                time([c, d, 0], [0, a, b])?;
                Ok(Stamp::Yearly { month: d, day: c, hour: b, minute: a })
            }
            Self::Monthly => {
                let exists = (1..=31).contains(&b) && a < 24;
                exists.then_some(Stamp::Monthly { day: b, hour: a }).ok_or(NoStamp)
            }
        }
    }

    /// The bytes of a stamp that has this form.
    pub(crate) fn emit(self, stamp: Stamp) -> Option<Vec<u8>> {
        let clock = |at: MeterTime| [at.second(), at.minute(), at.hour()];
        let day = |at: MeterTime| Some([at.day(), at.month(), short_year(at.year())?]);
        let pairs = match (self, stamp) {
            (Self::Time, Stamp::Never) => return None,
            (_, Stamp::Never) => vec![0; self.buffer_len()],
            (Self::Second, Stamp::At(at)) => [clock(at), day(at)?].concat(),
            (Self::Minute, Stamp::At(at)) if at.second() == 0 => {
                [&clock(at)[1..], &day(at)?].concat()
            }
            (Self::WeekdaySecond, Stamp::AtWeekday { at, weekday }) => {
                [&clock(at)[..], &[weekday], &day(at)?].concat()
            }
            (Self::Weekday, Stamp::Day { date, weekday }) => {
                vec![weekday, date.day(), date.month(), short_year(date.year())?]
            }
            (Self::Time, Stamp::Time(time)) => vec![time.second, time.minute, time.hour],
            (Self::Yearly, Stamp::Yearly { month, day, hour, minute }) => {
                vec![minute, hour, day, month]
            }
            (Self::Monthly, Stamp::Monthly { day, hour }) => vec![hour, day],
            _ => return None,
        };
        let octets: Vec<u8> = pairs.iter().map(|pair| bcd::octet_of(*pair % 100)).collect();
        // What a meter would not read as the same is not sent: a weekday 8, a 31st of February.
        (self.parse(&octets) == Ok(stamp)).then_some(octets)
    }
}

/// The two digits that travel: a meter of this standard lives in this century.
fn short_year(year: u16) -> Option<u8> {
    u8::try_from(year.checked_sub(CENTURY)?).ok().filter(|year| *year < 100)
}

/// What the two digits of a year are counted from.
const CENTURY: u16 = 2000;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: StampForm, text: &str, told: &str) {
        let octets = hex::decode(text.replace(' ', "")).expect("hexadecimal");
        assert_eq!(octets.len(), form.buffer_len());
        let stamp = form.parse(&octets).expect(text);
        assert_eq!(stamp.to_string(), told);
        assert_eq!(form.emit(stamp), Some(octets), "{text}");
    }

    #[test]
    fn each_form_is_sent_last_part_first() {
        check(StampForm::Second, "51 22 10 05 06 17", "2017-06-05T10:22:51");
        check(StampForm::Minute, "00 00 09 10 15", "2015-10-09T00:00:00");
        check(StampForm::Weekday, "06 29 12 18", "2018-12-29 (weekday 6)");
        check(StampForm::Time, "55 53 21", "21:53:55");
        check(StampForm::Time, "00 00 00", "00:00:00");
        check(StampForm::WeekdaySecond, "30 15 10 01 30 11 26", "2026-11-30T10:15:30 (weekday 1)");
        check(StampForm::Yearly, "30 08 29 02", "02-29T08:30");
        check(StampForm::Monthly, "00 01", "day 01, hour 00");
        check(StampForm::Minute, "00 00 00 00 00", "-");
    }

    #[test]
    fn what_no_calendar_shows_is_refused() {
        let refuse = |form: StampForm, octets: &[u8]| assert_eq!(form.parse(octets), Err(NoStamp));
        refuse(StampForm::Second, &[0x25, 0x11, 0x02, 0x12, 0x34, 0x56]);
        refuse(StampForm::Weekday, &[7, 1, 1, 0x26]);
        refuse(StampForm::Time, &[0x60, 0, 0]);
        refuse(StampForm::Minute, &[0x0A, 0, 1, 1, 0x26]);
        refuse(StampForm::Monthly, &[0, 0x32]);
    }

    #[test]
    fn a_stamp_of_another_form_is_not_sent() {
        let at = "2026-11-30T10:15:30".parse().expect("a time");
        assert_eq!(StampForm::Minute.emit(Stamp::At(at)), None, "the seconds would be lost");
        assert_eq!(StampForm::Time.emit(Stamp::At(at)), None);
        let old = "1999-11-30T10:15:00".parse().expect("a time");
        assert_eq!(StampForm::Minute.emit(Stamp::At(old)), None, "another century");
        assert_eq!(StampForm::Monthly.emit(Stamp::Monthly { day: 40, hour: 1 }), None);
    }
}
