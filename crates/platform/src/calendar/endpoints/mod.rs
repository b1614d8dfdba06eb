//! The console's endpoints for the calendar.

pub mod put_calendar_year;
pub mod read_calendar;
