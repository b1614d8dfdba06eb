//! Reads a value as a person types it: what [`Value`] displays, or a shorter form of it.

use std::str::FromStr;

use vocabulary::{MeterTime, Quantity, Unit};

use crate::{ClockTime, Format, MeterDate, Speed, Stamp, StampForm, StatusWord, Value};

impl Format {
    /// The value that a text tells; none if it tells none of this format.
    ///
    /// The unit may be left away, and so may the weekday of a day, which the calendar knows. `-` is a value that is
    /// not available, `never` a time that has not come,
    /// `unused` one that nobody has set.
    ///
    /// ```
    /// use dlt645::{DataIdentifier, item};
    ///
    /// let alarm = item(DataIdentifier::new(0x0400_1001)).and_then(|item| item.format()).expect("one value");
    /// let amount = alarm.read("50").expect("a number");
    /// assert_eq!(amount.to_string(), "50.00 元");
    /// assert_eq!(alarm.read("50.001"), None, "there is no such coin");
    /// ```
    #[must_use]
    pub fn read(self, text: &str) -> Option<Value> {
        let is_text = matches!(self, Self::Text { .. } | Self::Digits { .. });
        let value = match self {
            _ if text == "-" && !is_text => Value::Unavailable,
            Self::Number { decimals, unit, .. } => Value::Quantity(quantity(text, decimals, unit)?),
            Self::Demand { unit, .. } => {
                let (demand, at) = text.split_once(" @ ")?;
                Value::Demand {
                    demand: quantity(demand, 4, unit)?,
                    at: stamp(StampForm::Minute, at)?,
                }
            }
            Self::Stamp(form) => Value::Stamp(stamp(form, text)?),
            Self::Digits { .. } => Value::Digits(text.to_owned()),
            Self::Text { .. } => Value::Text(text.to_owned()),
            Self::Status { word } => {
                let bits = text.split(' ').next()?;
                let bits = u16::try_from(hexadecimal(bits)?).ok()?;
                Value::Status(StatusWord::new(word, bits)?)
            }
            Self::Bits { .. } => Value::Bits(hexadecimal(text)?),
            Self::Zone => {
                let (day, table) = text.split_once(" table ")?;
                let (month, day) = pair(day, '-')?;
                Value::Zone { month, day, table: table.parse().ok()? }
            }
            Self::Period => {
                let (time, tariff) = text.split_once(" tariff ")?;
                let (hour, minute) = pair(time, ':')?;
                Value::Period { hour, minute, tariff: tariff.parse().ok()? }
            }
            Self::Holiday => {
                let (day, table) = text.split_once(" table ")?;
                let day = if day == "never" { None } else { Some(date(day)?) };
                Value::Holiday { day, table: table.parse().ok()? }
            }
            Self::Identifier => Value::Identifier(text.parse().ok()?),
            Self::Speed => {
                let baud = text.strip_suffix(" baud").unwrap_or(text);
                let speed = baud.parse().ok().and_then(Speed::from_baud);
                let kept = || Some(Speed::from_octet(u8::try_from(hexadecimal(text)?).ok()?));
                Value::Speed(speed.or_else(kept)?)
            }
        };
        // What has no bytes is no value of this format.
        self.encode(&value).map(|_| value)
    }
}

/// A number with as many places as the format has, or fewer.
fn quantity(text: &str, decimals: u8, unit: Unit) -> Option<Quantity> {
    let number = match text.split_once(' ') {
        Some((number, symbol)) if symbol == unit.symbol() => number,
        Some(_) => return None,
        None => text,
    };
    let (is_negative, digits) = match number.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, number),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = fraction.len() <= usize::from(decimals) && !whole.is_empty();
    if !fits || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let steps: i64 =
        format!("{whole}{fraction:0<width$}", width = usize::from(decimals)).parse().ok()?;
    Some(Quantity::new(if is_negative { -steps } else { steps }, decimals, unit))
}

fn stamp(form: StampForm, text: &str) -> Option<Stamp> {
    match text {
        "never" => return Some(Stamp::Never),
        "unused" => return Some(Stamp::Unused),
        _ => {}
    }
    let (told, weekday) = match text.split_once(" (weekday ") {
        Some((told, weekday)) => (told, Some(weekday.strip_suffix(')')?.parse().ok()?)),
        None => (text, None),
    };
    Some(match form {
        StampForm::Second | StampForm::Minute => Stamp::At(text.parse().ok()?),
        StampForm::WeekdaySecond => {
            let at: MeterTime = told.parse().ok()?;
            Stamp::AtWeekday { at, weekday: weekday.unwrap_or(at.weekday()) }
        }
        StampForm::Weekday => {
            let date = date(told)?;
            Stamp::Day { date, weekday: weekday.unwrap_or(date.weekday()) }
        }
        StampForm::Time => {
            let (hour_minute, second) = text.rsplit_once(':')?;
            let (hour, minute) = pair(hour_minute, ':')?;
            Stamp::Time(ClockTime::new(hour, minute, second.parse().ok()?).ok()?)
        }
        StampForm::Yearly => {
            let (day, time) = text.split_once('T')?;
            let ((month, day), (hour, minute)) = (pair(day, '-')?, pair(time, ':')?);
            Stamp::Yearly { month, day, hour, minute }
        }
        StampForm::Monthly => {
            let (day, hour) = text.strip_prefix("day ")?.split_once(", hour ")?;
            Stamp::Monthly { day: day.parse().ok()?, hour: hour.parse().ok()? }
        }
    })
}

fn date(text: &str) -> Option<MeterDate> {
    MeterDate::try_from(text.to_owned()).ok()
}

/// Two small numbers with a sign between them.
fn pair(text: &str, between: char) -> Option<(u8, u8)> {
    let (first, second) = text.split_once(between)?;
    Some((u8::from_str(first).ok()?, u8::from_str(second).ok()?))
}

/// Hexadecimal digits with an H behind them.
fn hexadecimal(text: &str) -> Option<u32> {
    u32::from_str_radix(text.strip_suffix('H')?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_read() {
        let power = Format::Number { len: 3, decimals: 4, unit: Unit::Kilowatt, signed: true };
        assert_eq!(power.read("-2.415").map(|v| v.to_string()).as_deref(), Some("-2.4150 kW"));
        assert_eq!(power.read("-"), Some(Value::Unavailable));
        let day = Format::Stamp(StampForm::Weekday).read("2026-11-30").expect("a day");
        assert_eq!(day.to_string(), "2026-11-30 (weekday 1)");
        assert_eq!(Format::Speed.read("2400"), Some(Value::Speed(Speed::from_octet(0x08))));
    }

    #[test]
    fn what_tells_no_value_of_the_format_is_none() {
        let power = Format::Number { len: 3, decimals: 4, unit: Unit::Kilowatt, signed: true };
        for text in ["", "2,4", "2.41505", "2.4 V", "80", "+1", "--1", ".5", "2.4 kW ", "1e3", "９"]
        {
            assert_eq!(power.read(text), None, "{text}");
        }
        assert_eq!(Format::Stamp(StampForm::Weekday).read("2026-02-30"), None);
        assert_eq!(Format::Stamp(StampForm::Time).read("24:00:00"), None);
        assert_eq!(Format::Text { len: 2 }.read("三"), None);
        assert_eq!(Format::Digits { len: 2 }.read("12a4"), None);
        assert_eq!(Format::Speed.read("300"), None);
    }
}
