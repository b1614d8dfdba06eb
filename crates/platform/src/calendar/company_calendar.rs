//! The calendar that due dates are counted by.

use std::collections::BTreeMap;

use deadlines::{Calendar, CalendarError, CalendarYear};
use platform_store::{StoreFault, Tx, calendar};
use vocabulary::{Digest, OrganisationId};

/// The shipped years, each replaced by what the company has written for it.
#[derive(Debug, Clone)]
pub struct CompanyCalendar {
    days: Calendar,
    stamp: String,
}

impl CompanyCalendar {
    /// Reads what the company has written.
    ///
    /// # Errors
    /// When the database refuses or a row is no year.
    pub async fn read(tx: &mut Tx<'_>, org: OrganisationId) -> Result<Self, StoreFault> {
        let own = own_years(tx, org).await?;
        Ok(Self::with(own.clone()).unwrap_or_else(|fault| {
            // A later release ships a year that the company's own one beside it contradicts.
            tracing::error!(%fault, "the shipped calendar gives way to the company's own");
            Self::of(own).unwrap_or_else(|_| Self::of(Vec::new()).expect("nothing contradicts"))
        }))
    }

    /// The shipped years, each replaced by one of `own` if there is one.
    ///
    /// # Errors
    /// When one year says that a day is off, and another that it is worked.
    pub fn with(own: Vec<CalendarYear>) -> Result<Self, CalendarError> {
        Self::of(CalendarYear::shipped().into_iter().chain(own))
    }

    fn of(years: impl IntoIterator<Item = CalendarYear>) -> Result<Self, CalendarError> {
        let years: BTreeMap<_, _> = years.into_iter().map(|year| (year.year, year)).collect();
        let text = serde_json::to_vec(&years).map_err(CalendarError::Syntax)?;
        let mut stamp = Digest::of(&text).to_string();
        stamp.truncate(STAMP_LEN);
        Ok(Self { days: Calendar::of(years.into_values())?, stamp })
    }

    #[must_use]
    pub const fn days(&self) -> &Calendar {
        &self.days
    }

    /// Tells it from every other calendar.
    #[must_use]
    pub fn stamp(&self) -> &str {
        &self.stamp
    }
}

/// The years that the company has written.
///
/// # Errors
/// When the database refuses or a row is no year.
pub async fn own_years(
    tx: &mut Tx<'_>,
    org: OrganisationId,
) -> Result<Vec<CalendarYear>, StoreFault> {
    let bad = |_| StoreFault::BadRow { table: "calendar_year", column: "body" };
    let rows = calendar::years(tx, org).await?;
    rows.into_iter().map(|row| serde_json::from_value(row.body).map_err(bad)).collect()
}

const STAMP_LEN: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use deadlines::CN_2026;
    use vocabulary::Instant;

    fn year(text: &str) -> CalendarYear {
        CalendarYear::parse(text.as_bytes()).expect("a year")
    }

    #[test]
    fn the_same_years_have_the_same_stamp_and_others_another() {
        let shipped = CompanyCalendar::with(Vec::new()).expect("a calendar");
        let same = CompanyCalendar::with(vec![year(CN_2026)]).expect("a calendar");
        assert_eq!(shipped.stamp(), same.stamp());
        let moved = CN_2026.replace("\"to\": \"2026-10-07\"", "\"to\": \"2026-10-08\"");
        let moved = CompanyCalendar::with(vec![year(&moved)]).expect("a calendar");
        assert_ne!(shipped.stamp(), moved.stamp());
        let eighth = Instant::from_micros(1_791_424_800_000_000);
        let eighth = vocabulary::local_date(eighth).expect("8 October 2026");
        assert!(shipped.days().is_working_day(eighth) && !moved.days().is_working_day(eighth));
    }
}
