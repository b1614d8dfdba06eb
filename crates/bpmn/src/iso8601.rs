//! Reads the ISO 8601 durations, instants and cycles of BPMN timers (BPMN 2.0.2, 10.5.5 "timer").
//!
//! Only what means the same everywhere is read: no months and years, whose length depends on the day they start, and
//! no instant without a zone, which would depend on where the engine runs.

use serde::Serialize;

use crate::definition::{Timer, TimerForm};

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// The longest wait that can be written, a hundred years; it keeps sums of instants far from overflow.
const DURATION_MAX: i64 = 36_525 * DAY;
const TEXT_LEN_MAX: usize = 64;

/// Why a timer's text gives no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum TimerError {
    #[error("a duration is written like P3D, PT4H30M or P1W")]
    Duration,
    #[error("months and years have no fixed length; write days (P30D) or weeks (P4W)")]
    MonthsOrYears,
    #[error("a duration is at most 36525 days")]
    TooLong,
    #[error(
        "an instant is written like 2026-11-22T08:30:00+08:00, or P30D/2026-11-22T08:30:00+08:00 for so long before it"
    )]
    Date,
    #[error("the instant has no zone; end it with Z or an offset such as +08:00")]
    NoZone,
    #[error(
        "a cycle is written like R3/PT1H (three times) or R/P1D (until it is no longer needed)"
    )]
    Cycle,
    #[error("a cycle repeats at least once, and its period is longer than zero")]
    EmptyCycle,
}

/// Reads the text of a timer.
pub(crate) fn parse_timer(form: TimerForm, text: &str) -> Result<Timer, TimerError> {
    Ok(match form {
        TimerForm::Duration => Timer::Duration { micros: parse_duration(text)? },
        TimerForm::Date => Timer::Date { at: parse_date(text)? },
        TimerForm::Cycle => {
            let (rounds, period_micros) = parse_cycle(text)?;
            Timer::Cycle { rounds, period_micros }
        }
    })
}

/// Reads `PnW` or `PnDTnHnMnS`; seconds may have a fraction of up to six digits. Microseconds.
pub(crate) fn parse_duration(text: &str) -> Result<i64, TimerError> {
    let body = text
        .strip_prefix('P')
        .filter(|_| text.len() <= TEXT_LEN_MAX)
        .ok_or(TimerError::Duration)?;
    let (days, clock) = match body.split_once('T') {
        Some((days, clock)) => (days, Some(clock)),
        None => (body, None),
    };
    if days.contains(['Y', 'M']) {
        return Err(TimerError::MonthsOrYears);
    }
    let date = components(days, &[('W', 7 * DAY), ('D', DAY)])?;
    let clock_units = [('H', HOUR), ('M', MINUTE), ('S', SECOND)];
    let time = clock.map(|clock| components(clock, &clock_units)).transpose()?;
    let micros = match (date, time) {
        (_, Some(None)) | (None, None) => return Err(TimerError::Duration),
        (date, time) => date.unwrap_or(0).saturating_add(time.flatten().unwrap_or(0)),
    };
    if micros > DURATION_MAX { Err(TimerError::TooLong) } else { Ok(micros) }
}

/// Sums `n<unit>` pieces whose units come in the order of `units`; nothing for an empty text.
fn components(mut text: &str, mut units: &[(char, i64)]) -> Result<Option<i64>, TimerError> {
    let mut sum = None;
    while !text.is_empty() {
        let digits =
            text.find(|c: char| !matches!(c, '0'..='9' | '.' | ',')).ok_or(TimerError::Duration)?;
        let (number, rest) = text.split_at(digits);
        let mut rest = rest.chars();
        let letter = rest.next().ok_or(TimerError::Duration)?;
        text = rest.as_str();
        let at = units.iter().position(|(unit, _)| *unit == letter).ok_or(TimerError::Duration)?;
        let micros = quantity(number, units[at].1)?;
        units = &units[at + 1..];
        sum = Some(micros.saturating_add(sum.unwrap_or(0)));
    }
    Ok(sum)
}

/// Reads `number` as so many `unit`s; a fraction is only taken of seconds.
fn quantity(number: &str, unit: i64) -> Result<i64, TimerError> {
    let (whole, fraction) = match number.split_once(['.', ',']) {
        Some((whole, fraction)) if unit == SECOND => {
            (whole, parse_fraction(fraction).ok_or(TimerError::Duration)?)
        }
        Some(_) => return Err(TimerError::Duration),
        None => (number, 0),
    };
    if whole.is_empty() {
        return Err(TimerError::Duration);
    }
    let whole: i64 = whole.parse().map_err(|_| TimerError::TooLong)?;
    whole
        .checked_mul(unit)
        .and_then(|micros| micros.checked_add(fraction))
        .ok_or(TimerError::TooLong)
}

/// One to six digits after the point, in microseconds.
fn parse_fraction(digits: &str) -> Option<i64> {
    if !(1..=6).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse::<i64>().ok().map(|value| value * 10_i64.pow(6 - digits.len() as u32))
}

/// Reads an instant with a zone: microseconds since 1970 in UTC. An interval that is written with its length and its
/// end, `P30D/2026-11-22T08:30:00+08:00`, gives its beginning.
pub(crate) fn parse_date(text: &str) -> Result<i64, TimerError> {
    if text.len() > TEXT_LEN_MAX || !text.is_ascii() {
        return Err(TimerError::Date);
    }
    if let Some((length, end)) = text.split_once('/') {
        return Ok(parse_instant(end)? - parse_duration(length)?);
    }
    parse_instant(text)
}

fn parse_instant(text: &str) -> Result<i64, TimerError> {
    let (day, clock) = text.split_once('T').ok_or(TimerError::Date)?;
    let zone_at = clock.find(['Z', '+', '-']).ok_or(TimerError::NoZone)?;
    let (clock, zone) = clock.split_at(zone_at);
    let instant = parse_day(day).zip(parse_clock(clock)).zip(parse_zone(zone));
    let ((day, clock), zone) = instant.ok_or(TimerError::Date)?;
    Ok(day * DAY + clock - zone)
}

fn parse_day(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4).filter(|year| *year >= 1970)?;
    let month = digits(parts.next()?, 2).filter(|month| (1..=12).contains(month))?;
    let day = digits(parts.next()?, 2).filter(|day| (1..=days_in(year, month)).contains(day))?;
    if parts.next().is_some() {
        return None;
    }
    let whole_months: i64 = (1..month).map(|m| days_in(year, m)).sum();
    Some(days_before_year(year) + whole_months + day - 1)
}

/// Days from 1970-01-01 to the first of January of `year` in the Gregorian calendar.
fn days_before_year(year: i64) -> i64 {
    let leap_days = |year: i64| year / 4 - year / 100 + year / 400;
    (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969)
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn parse_clock(text: &str) -> Option<i64> {
    let (text, fraction) = match text.split_once(['.', ',']) {
        Some((text, fraction)) => (text, parse_fraction(fraction)?),
        None => (text, 0),
    };
    let mut parts = text.split(':');
    let hour = digits(parts.next()?, 2).filter(|hour| *hour < 24)?;
    let minute = digits(parts.next()?, 2).filter(|minute| *minute < 60)?;
    let second =
        parts.next().map_or(Some(0), |second| digits(second, 2).filter(|second| *second < 60))?;
    if parts.next().is_some() {
        return None;
    }
    Some(hour * HOUR + minute * MINUTE + second * SECOND + fraction)
}

fn parse_zone(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hour, minute) = match text.get(1..)? {
        offset if offset.len() == 4 => offset.split_at(2),
        offset => offset.split_once(':')?,
    };
    let hour = digits(hour, 2).filter(|hour| *hour <= 14)?;
    let minute = digits(minute, 2).filter(|minute| *minute < 60)?;
    Some(sign * (hour * HOUR + minute * MINUTE))
}

fn digits(text: &str, len: usize) -> Option<i64> {
    if text.len() != len || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// Reads `Rn/<duration>` or, without an end, `R/<duration>`: how often (none: without end), and the period.
pub(crate) fn parse_cycle(text: &str) -> Result<(Option<u32>, i64), TimerError> {
    let (rounds, period) = text.split_once('/').ok_or(TimerError::Cycle)?;
    let rounds = match rounds.strip_prefix('R').ok_or(TimerError::Cycle)? {
        "" => None,
        count if count.bytes().all(|b| b.is_ascii_digit()) => {
            Some(count.parse::<u32>().map_err(|_| TimerError::Cycle)?)
        }
        _ => return Err(TimerError::Cycle),
    };
    let period = parse_duration(period)?;
    if rounds == Some(0) || period == 0 {
        Err(TimerError::EmptyCycle)
    } else {
        Ok((rounds, period))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_durations() {
        let check = |text: &str, expect: Result<i64, TimerError>| {
            assert_eq!(parse_duration(text), expect, "{text}")
        };
        check("PT0S", Ok(0));
        check("PT90M", Ok(90 * MINUTE));
        check("P3D", Ok(3 * DAY));
        check("P2W", Ok(14 * DAY));
        check("P1DT2H3M4.5S", Ok(DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND + SECOND / 2));
        check("PT0,000001S", Ok(1));
        check("P1M", Err(TimerError::MonthsOrYears));
        check("P1Y", Err(TimerError::MonthsOrYears));
        check("P40000D", Err(TimerError::TooLong));
        check("P99999999999999999999D", Err(TimerError::TooLong));
        for text in [
            "", "P", "PT", "P1", "P1DT", "1D", "-P1D", "P-1D", "PT1M1H", "PT1H1H", "P1.5D",
            "PT.5S", "P1H", "${d}",
        ] {
            check(text, Err(TimerError::Duration));
        }
    }

    #[test]
    fn reads_instants_with_a_zone_only() {
        let check = |text: &str, expect: Result<i64, TimerError>| {
            assert_eq!(parse_date(text), expect, "{text}")
        };
        check("1970-01-01T00:00:00Z", Ok(0));
        check("2000-02-29T00:00Z", Ok(951_782_400 * SECOND));
        check("2026-11-22T08:30:00+08:00", Ok(1_795_307_400 * SECOND));
        check("2026-11-22T08:30:00.25+0800", Ok(1_795_307_400 * SECOND + SECOND / 4));
        check("2026-11-21T19:30:00-05:00", Ok(1_795_307_400 * SECOND));
        check("P1DT1H/2026-11-23T09:30:00+08:00", Ok(1_795_307_400 * SECOND));
        check("2026-11-22T08:30:00", Err(TimerError::NoZone));
        check("P30D/2026-11-22T08:30:00", Err(TimerError::NoZone));
        check("P1M/2026-11-22T08:30:00Z", Err(TimerError::MonthsOrYears));
        for text in [
            "2026-11-22",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-1-1T00:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T08:30:00+8",
            "1969-12-31T00:00:00Z",
            "2026-11-22T08:30:00Z0",
            "P30D/2026-11-22",
            "P30D/P1D/2026-11-22T08:30:00Z",
        ] {
            check(text, Err(TimerError::Date));
        }
        check("2026-11-22T08:30:00Z/P30D", Err(TimerError::Date));
    }

    #[test]
    fn reads_cycles() {
        let check = |text: &str, expect| assert_eq!(parse_cycle(text), expect, "{text}");
        check("R3/PT1H", Ok((Some(3), HOUR)));
        check("R/P1D", Ok((None, DAY)));
        check("R0/PT1H", Err(TimerError::EmptyCycle));
        check("R3/PT0S", Err(TimerError::EmptyCycle));
        check("R3", Err(TimerError::Cycle));
        check("R+3/PT1H", Err(TimerError::Cycle));
        check("R99999999999/PT1H", Err(TimerError::Cycle));
        check("R3/2026-11-22T08:30:00Z/PT1H", Err(TimerError::Duration));
        check("0 0 9 * * ?", Err(TimerError::Cycle));
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(text in "\\PC{0,80}", near in "[-PRTZYMDHSW0-9:.,/+]{0,40}") {
            for text in [&text, &near] {
                let _ = (parse_duration(text), parse_date(text), parse_cycle(text));
            }
        }

        #[test]
        fn a_written_duration_reads_back(d in 0..30_000_i64, h in 0..100_i64, m in 0..100_i64, s in 0..100_i64, us in 0..SECOND) {
            let text = format!("P{d}DT{h}H{m}M{s}.{us:06}S");
            prop_assert_eq!(parse_duration(&text), Ok(d * DAY + h * HOUR + m * MINUTE + s * SECOND + us));
        }
    }
}
