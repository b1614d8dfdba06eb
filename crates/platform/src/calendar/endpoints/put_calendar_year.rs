//! `PUT /api/v1/calendar/{year}`

use access::{Action, Resource};
use axum::extract::State;

use crate::Platform;
use crate::calendar::HolidayNotice;
use crate::calendar::operations::{CalendarYearWritten, PutCalendarYear};
use crate::http::{ConsoleCommand, Json, Path, Problem, ProblemBody, ProblemKind};

/// Writes a year of the working-day calendar (工作日历); due dates that it moves are counted anew.
#[utoipa::path(
    put,
    path = "/api/v1/calendar/{year}",
    operation_id = "putCalendarYear",
    tag = "calendar",
    security(("console" = [], "csrf" = [])),
    params(("year" = String, Path, example = "2027"), ("Idempotency-Key" = String, Header)),
    request_body = HolidayNotice,
    responses(
        (status = 200, body = CalendarYearWritten),
        (status = 403, description = "only administrators", body = ProblemBody),
        (status = 422, description = "which day cannot be", body = ProblemBody),
    ),
)]
pub async fn put_calendar_year(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(year): Path<i32>,
    Json(notice): Json<HolidayNotice>,
) -> Result<Json<CalendarYearWritten>, Problem> {
    command.may(Action::ManageCalendar, &Resource::in_organisation(platform.org()))?;
    let invalid = |detail: String| Problem::new(ProblemKind::Invalid, detail);
    if notice.year != year || !YEARS.contains(&year) {
        let rule = "path and body name one year between 2000 and 2100";
        return Err(invalid(rule.to_owned()));
    }
    let year = notice.read().map_err(|fault| invalid(words(&fault)))?;
    let (act, once) = (command.act(), command.once);
    let put = PutCalendarYear { platform: platform.clone(), act, once, year };
    let written = platform.store().write(put).await?;
    platform.read_calendar().await?;
    Ok(Json(written))
}

/// The fault with its cause: which day of the text is none.
fn words(fault: &dyn std::error::Error) -> String {
    fault.source().map_or_else(|| fault.to_string(), |cause| format!("{fault}: {cause}"))
}

const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;
