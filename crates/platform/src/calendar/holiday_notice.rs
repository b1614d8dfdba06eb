//! A year of the calendar as it is handed over.

use deadlines::{CalendarError, CalendarYear};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the State Council's notice (国务院办公厅关于部分节假日安排的通知) says of a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "year": 2027, "status": "confirmed", "source": "国务院办公厅关于2027年部分节假日安排的通知",
    "days_off": [{ "name": "元旦", "from": "2027-01-01", "to": "2027-01-03" }],
    "working_days": ["2027-02-20"],
}))]
pub struct HolidayNotice {
    pub year: i32,
    /// `confirmed` when the notice is out; what is counted by an `unconfirmed` year may move.
    pub status: String,
    pub source: String,
    /// Holidays; weekends need not be named.
    pub days_off: Vec<Holiday>,
    /// Weekend days on which people work (调休上班).
    pub working_days: Vec<String>,
}

/// A holiday, its first and last day included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub name: String,
    pub from: String,
    pub to: String,
}

impl HolidayNotice {
    /// # Errors
    /// Says which day cannot be.
    pub fn read(&self) -> Result<CalendarYear, CalendarError> {
        CalendarYear::parse(&serde_json::to_vec(self).map_err(CalendarError::Syntax)?)
    }
}
