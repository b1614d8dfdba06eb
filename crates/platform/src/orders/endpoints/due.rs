//! When the orders of a list are due.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use vocabulary::{Instant, hours, local_midnight};

/// `overdue`, `soon`, or a day of the company's calendar as `2026-11-29`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Due {
    Overdue,
    Soon,
    On(Date),
}

/// What is due within this counts as soon.
pub const SOON: Duration = hours(24);

impl Due {
    /// From when, and before when, something is due; `soon` is where soon ends.
    #[must_use]
    pub fn span(self, now: Instant, soon: Instant) -> (Option<Instant>, Option<Instant>) {
        match self {
            Self::Overdue => (None, Some(now)),
            Self::Soon => (Some(now), Some(soon)),
            Self::On(day) => {
                let (from, before) = due_on(day);
                (Some(from), Some(before))
            }
        }
    }
}

/// From when, and before when, something is due on that day: midnight is the end of the day before.
#[must_use]
pub fn due_on(day: Date) -> (Instant, Instant) {
    let begins = local_midnight(day).shifted(1);
    (begins, begins.plus(hours(24)))
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overdue => f.write_str("overdue"),
            Self::Soon => f.write_str("soon"),
            Self::On(day) => write!(f, "{day}"),
        }
    }
}

/// The text is neither a word nor a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("due is `overdue`, `soon`, or a day as `2026-11-29`")]
pub struct NoDue;

impl FromStr for Due {
    type Err = NoDue;

    fn from_str(text: &str) -> Result<Self, NoDue> {
        match text {
            "overdue" => Ok(Self::Overdue),
            "soon" => Ok(Self::Soon),
            _ => Date::parse(text, DAY).map(Self::On).map_err(|_| NoDue),
        }
    }
}

impl TryFrom<String> for Due {
    type Error = NoDue;

    fn try_from(text: String) -> Result<Self, NoDue> {
        text.parse()
    }
}

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn what_is_due_at_midnight_is_due_on_the_day_that_ends() {
        let midnight = Instant::from_micros(1_795_881_600_000_000);
        assert_eq!(local_midnight(date!(2026 - 11 - 29)), midnight);
        let day: Due = "2026-11-29".parse().unwrap();
        let (from, before) = day.span(midnight, midnight);
        let is_due = |at: Instant| from <= Some(at) && Some(at) < before;
        assert!(!is_due(midnight), "that is the end of the 28th");
        assert!(is_due(midnight.shifted(1)));
        assert!(is_due(midnight.plus(hours(24))), "and this the end of the 29th");
        assert!(!is_due(midnight.plus(hours(24)).shifted(1)));
    }

    #[test]
    fn words_are_read_and_others_refused() {
        assert_eq!("overdue".parse(), Ok(Due::Overdue));
        assert_eq!("soon".parse(), Ok(Due::Soon));
        for text in ["", "today", "2026-13-01", "2026-11-29T00:00"] {
            assert_eq!(text.parse::<Due>(), Err(NoDue), "{text}");
        }
    }
}
