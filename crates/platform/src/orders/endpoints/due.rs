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
                let from = local_midnight(day);
                (Some(from), Some(from.plus(hours(24))))
            }
        }
    }
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
    fn a_day_begins_at_midnight_in_shanghai() {
        let from = Instant::from_micros(1_795_881_600_000_000);
        assert_eq!(local_midnight(date!(2026 - 11 - 29)), from);
        let due: Due = "2026-11-29".parse().unwrap();
        assert_eq!(due.span(from, from), (Some(from), Some(from.plus(hours(24)))));
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
