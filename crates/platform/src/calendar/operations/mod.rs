//! What can happen to the calendar.

mod put_calendar_year;

pub use put_calendar_year::{CalendarYearWritten, PutCalendarYear};
