//! Writes a year of the working-day calendar.

use async_trait::async_trait;
use deadlines::CalendarYear;
use platform_store::calendar::{self, CalendarYearRow};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::calendar::CompanyCalendar;
use crate::calendar::company_calendar::own_years;
use crate::http::{Once, Problem, ProblemKind, answer_once};

/// Writes a year in place of the shipped or written one; running clocks are counted anew afterwards.
pub struct PutCalendarYear {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub year: CalendarYear,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CalendarYearWritten {
    pub year: i32,
    /// False when just this was known of the year before.
    pub changed: bool,
}

#[async_trait]
impl Command for PutCalendarYear {
    type Answer = CalendarYearWritten;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<CalendarYearWritten, Problem> {
        let request = ("put_calendar_year", &self.year);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.write(tx).await).await
    }
}

impl PutCalendarYear {
    async fn write(&self, tx: &mut Tx<'_>) -> Result<CalendarYearWritten, Problem> {
        let org = self.platform.org();
        let year = self.year.year;
        let mut years = own_years(tx, org).await?;
        let before = CompanyCalendar::read(tx, org).await?;
        years.retain(|known| known.year != year);
        years.push(self.year.clone());
        let after = CompanyCalendar::with(years).map_err(|fault| {
            Problem::new(ProblemKind::Invalid, format!("与相邻年份的日历矛盾：{fault}"))
        })?;
        if before.stamp() == after.stamp() {
            return Ok(CalendarYearWritten { year, changed: false });
        }
        let row = CalendarYearRow {
            year,
            body: json!(self.year),
            written_by: self.once.person,
            written_at: self.act.at,
        };
        calendar::put(tx, org, &row).await?;
        let body = json!({ "year": year, "status": self.year.status, "source": self.year.source });
        self.act.record(tx, org, &Chain::Organisation, "calendar_written", body).await?;
        Ok(CalendarYearWritten { year, changed: true })
    }
}
