//! Working days (工作日): weekends off, except where the State Council's yearly notice moves a day.
//!
//! Each year is a file under `calendars/`, and a company may load its own. Until the notice for a
//! year is out (November of the year before) that year counts by weekends alone, and what is
//! computed from it is uncertain.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use time::{Date, Weekday};

/// The notice for 2026.
pub const CN_2026: &str = include_str!("../calendars/cn-2026.json");

const SHIPPED: [&str; 1] = [CN_2026];

/// The exceptions of one year, as they stand in its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    pub year: i32,
    pub status: Certainty,
    pub source: String,
    pub days_off: Vec<DaysOff>,
    /// Weekend days on which people work (调休上班).
    pub working_days: Vec<Date>,
}

/// Whether a year's exceptions come from the published notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    Confirmed,
    Unconfirmed,
}

/// A holiday, its first and last day included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DaysOff {
    pub name: String,
    pub from: Date,
    pub to: Date,
}

impl CalendarYear {
    /// The years that come with the program, oldest first.
    ///
    /// # Panics
    /// Never: a test reads them.
    #[must_use]
    pub fn shipped() -> Vec<Self> {
        let read = |text: &str| Self::parse(text.as_bytes());
        SHIPPED.map(|text| read(text).expect("the shipped years are tested to be such")).to_vec()
    }

    /// Reads a year's file.
    ///
    /// # Errors
    /// When it is too long, no calendar, or a day in it cannot be.
    pub fn parse(bytes: &[u8]) -> Result<Self, CalendarError> {
        if bytes.len() > FILE_LEN_MAX {
            return Err(CalendarError::TooLong);
        }
        let year: Self = serde_json::from_slice(bytes).map_err(CalendarError::Syntax)?;
        for off in &year.days_off {
            let days = (off.to - off.from).whole_days();
            if !(0..HOLIDAY_DAYS_MAX).contains(&days) {
                return Err(CalendarError::Holiday { name: off.name.clone() });
            }
            year.check_near(off.from)?;
            year.check_near(off.to)?;
        }
        for day in &year.working_days {
            year.check_near(*day)?;
        }
        Ok(year)
    }

    /// A notice may also move the last days of the year before and the first of the next.
    fn check_near(&self, day: Date) -> Result<(), CalendarError> {
        let near = day.year() == self.year
            || (Some(day.year()) == self.year.checked_sub(1)
                && day.month() == time::Month::December)
            || (Some(day.year()) == self.year.checked_add(1)
                && day.month() == time::Month::January);
        if near { Ok(()) } else { Err(CalendarError::OtherYear { day }) }
    }

    /// Every exceptional day, and whether people work on it.
    fn exceptions(&self) -> impl Iterator<Item = (Date, bool)> {
        let days_of = |off: &DaysOff| {
            let last = off.to;
            std::iter::successors(Some(off.from), |day| day.next_day())
                .take_while(move |day| *day <= last)
        };
        let off = self.days_off.iter().flat_map(days_of).map(|day| (day, false));
        off.chain(self.working_days.iter().map(|day| (*day, true)))
    }
}

/// Which days are working days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// True where people work.
    exceptions: BTreeMap<Date, bool>,
    confirmed_years: BTreeSet<i32>,
}

impl Calendar {
    /// A calendar of these years.
    ///
    /// # Errors
    /// When a day is said to be both off and worked.
    pub fn of(years: impl IntoIterator<Item = CalendarYear>) -> Result<Self, CalendarError> {
        let mut calendar = Self::default();
        for year in years {
            for (day, works) in year.exceptions() {
                if calendar.exceptions.insert(day, works).is_some_and(|before| before != works) {
                    return Err(CalendarError::Contradiction { day });
                }
            }
            if year.status == Certainty::Confirmed {
                calendar.confirmed_years.insert(year.year);
            }
        }
        Ok(calendar)
    }

    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.exceptions.get(&day).copied().unwrap_or(!weekend)
    }

    /// Whether the notice for that day's year is known.
    #[must_use]
    pub fn is_certain(&self, day: Date) -> bool {
        self.confirmed_years.contains(&day.year())
    }
}

/// Why a calendar was refused.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    #[error("the calendar is longer than {FILE_LEN_MAX} bytes")]
    TooLong,
    #[error("the text is no calendar")]
    Syntax(#[source] serde_json::Error),
    #[error("the holiday {name} ends before it begins or lasts more than {HOLIDAY_DAYS_MAX} days")]
    Holiday { name: String },
    #[error("{day} does not belong to the calendar's year")]
    OtherYear { day: Date },
    #[error("{day} is said to be both off and worked")]
    Contradiction { day: Date },
}

const FILE_LEN_MAX: usize = 65_536;
const HOLIDAY_DAYS_MAX: i64 = 31;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    fn china() -> Calendar {
        let year = CalendarYear::parse(CN_2026.as_bytes()).expect("our own file");
        Calendar::of([year]).expect("without contradiction")
    }

    #[test]
    fn the_shipped_years_are_confirmed_and_do_not_contradict_each_other() {
        let years = CalendarYear::shipped();
        assert!(years.iter().all(|year| year.status == Certainty::Confirmed));
        assert!(Calendar::of(years).is_ok());
    }

    #[test]
    fn moved_days_and_holidays_win_over_the_week() {
        let calendar = china();
        for day in [date!(2026 - 02 - 14), date!(2026 - 10 - 10), date!(2026 - 03 - 02)] {
            assert!(calendar.is_working_day(day), "{day}");
        }
        for day in [date!(2026 - 02 - 17), date!(2026 - 05 - 05), date!(2026 - 03 - 01)] {
            assert!(!calendar.is_working_day(day), "{day}");
        }
    }

    #[test]
    fn moved_working_days_are_weekends_outside_holidays() {
        let year = CalendarYear::parse(CN_2026.as_bytes()).expect("our own file");
        for day in &year.working_days {
            assert!(matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday), "{day}");
        }
    }

    /// Counted by hand on a wall calendar with the notice beside it: 365 days, less 104 on
    /// weekends, less 19 holidays on weekdays, and 6 weekend days worked: 248.
    #[test]
    fn working_days_of_2026_month_by_month() {
        let calendar = china();
        let mut months = [0; 12];
        let mut day = date!(2026 - 01 - 01);
        while day.year() == 2026 {
            if calendar.is_working_day(day) {
                months[usize::from(u8::from(day.month())) - 1] += 1;
            }
            day = day.next_day().expect("in range");
        }
        assert_eq!(months, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]);
    }

    #[test]
    fn only_confirmed_years_are_certain() {
        let calendar = china();
        assert!(calendar.is_certain(date!(2026 - 12 - 31)));
        assert!(!calendar.is_certain(date!(2027 - 01 - 01)));
        let guess = CN_2026.replace("\"confirmed\"", "\"unconfirmed\"");
        let guess = CalendarYear::parse(guess.as_bytes()).expect("still a calendar");
        let calendar = Calendar::of([guess]).expect("without contradiction");
        assert!(!calendar.is_certain(date!(2026 - 12 - 31)));
    }

    #[test]
    fn refuses_days_that_cannot_be() {
        let check = |from: &str, to: &str, expect: &str| {
            assert!(CN_2026.contains(from));
            let text = CN_2026.replacen(from, to, 1);
            let fault = CalendarYear::parse(text.as_bytes())
                .and_then(|year| Calendar::of([year]))
                .expect_err("refused");
            assert!(fault.to_string().contains(expect), "{fault}");
        };
        check("2026-02-23", "2026-02-10", "ends before");
        check("2026-02-23", "2026-09-23", "ends before");
        check("2026-01-04", "2026-02-30", "no calendar");
        check("2026-01-04", "2028-01-04", "year");
        check("2026-01-04", "2026-01-03", "both off and worked");
        check("\"source\"", "\"sauce\"", "no calendar");
    }

    proptest! {
        #[test]
        fn garbage_is_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
            prop_assert!(CalendarYear::parse(&bytes).is_err());
        }

        #[test]
        fn a_holiday_that_is_read_is_off_from_its_first_to_its_last_day(
            year in 2000_i32..2003, from in 0_u16..1_095, to in 0_u16..1_095,
        ) {
            let day = |n: u16| Date::from_ordinal_date(2000 + i32::from(n / 365), 1 + n % 365);
            let (from, to) = (day(from).expect("in range"), day(to).expect("in range"));
            let text = serde_json::json!({
                "year": year, "status": "confirmed", "source": "a test",
                "days_off": [{ "name": "x", "from": from, "to": to }], "working_days": [],
            });
            match CalendarYear::parse(text.to_string().as_bytes()) {
                Ok(year) => {
                    let calendar = Calendar::of([year]).expect("one holiday");
                    prop_assert!(!calendar.is_working_day(from) && !calendar.is_working_day(to));
                }
                Err(CalendarError::Holiday { .. }) => {
                    prop_assert!(to < from || (to - from).whole_days() >= HOLIDAY_DAYS_MAX);
                }
                Err(CalendarError::OtherYear { day }) => prop_assert_ne!(day.year(), year),
                Err(other) => prop_assert!(false, "{}", other),
            }
        }
    }
}
