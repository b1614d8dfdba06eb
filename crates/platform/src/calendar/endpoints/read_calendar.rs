//! `GET /api/v1/calendar`

use access::Action;
use axum::extract::State;
use deadlines::CalendarYear;
use platform_store::calendar;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use vocabulary::{Instant, PersonId};

use crate::Platform;
use crate::calendar::HolidayNotice;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody};

/// The years whose holidays are known; a due date in any other year is counted by weekends alone and may move.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkingDayCalendar {
    pub years: Vec<KnownYear>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct KnownYear {
    #[serde(flatten)]
    pub notice: HolidayNotice,
    /// Who wrote it; nobody for a year that came with the program.
    pub written_by: Option<PersonId>,
    pub written_at: Option<Instant>,
}

/// Reads the working-day calendar.
#[utoipa::path(
    get,
    path = "/api/v1/calendar",
    operation_id = "readCalendar",
    tag = "calendar",
    security(("console" = [])),
    responses((status = 200, body = WorkingDayCalendar), (status = 403, body = ProblemBody)),
)]
pub async fn read_calendar(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
) -> Result<Json<WorkingDayCalendar>, Problem> {
    access::reach(&caller.actor, Action::ReadOrganisation)?;
    let mut snapshot = platform.store().read().await?;
    let rows = calendar::years(&mut snapshot.tx(), platform.org()).await?;
    snapshot.finish().await?;
    let own: Vec<i32> = rows.iter().map(|row| row.year).collect();
    let shipped = CalendarYear::shipped().into_iter().filter(|year| !own.contains(&year.year));
    let shipped = shipped.map(|year| (json!(year), None, None));
    let own = rows.into_iter().map(|row| (row.body, Some(row.written_by), Some(row.written_at)));
    let mut years = shipped
        .chain(own)
        .map(|(body, written_by, written_at)| {
            let notice = serde_json::from_value(body).map_err(|error| Problem::internal(&error))?;
            Ok(KnownYear { notice, written_by, written_at })
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    years.sort_by_key(|year| year.notice.year);
    Ok(Json(WorkingDayCalendar { years }))
}
