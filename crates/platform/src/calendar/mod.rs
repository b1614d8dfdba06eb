//! The working-day calendar: years that come with the program, and years that the company has written itself.
//!
//! Every program keeps the calendar in memory and reads it again now and then ([`Platform::read_calendar`]). A clock
//! says which calendar its due date was counted by, so that one that was counted by an older one is found and counted
//! anew, whoever counted it.

mod company_calendar;
mod endpoints;
mod holiday_notice;
pub mod operations;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use company_calendar::CompanyCalendar;
pub use holiday_notice::HolidayNotice;

use crate::Platform;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(endpoints::read_calendar::read_calendar))
        .routes(routes!(endpoints::put_calendar_year::put_calendar_year))
}
