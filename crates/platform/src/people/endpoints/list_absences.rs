//! `GET /api/v1/absences`

use axum::extract::State;
use platform_store::absences::{self, AbsenceRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{AbsenceId, Instant, PersonId, StationId};

use super::reach::narrow;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody, Query};

/// Of which station, and in which time.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AbsencesAsked {
    pub station: Option<StationId>,
    /// From now on, if it says nothing.
    pub from: Option<Instant>,
    /// Without end, if it says nothing.
    pub until: Option<Instant>,
}

/// The absences that touch the time asked for, in the order in which they begin; at most a thousand.
#[derive(Debug, Serialize, ToSchema)]
pub struct Absences {
    pub items: Vec<AbsenceView>,
}

/// Somebody is away.
#[derive(Debug, Serialize, ToSchema)]
pub struct AbsenceView {
    pub absence: AbsenceId,
    pub person: PersonId,
    /// `leave`, `sick`, `training` or `elsewhere`.
    pub kind: String,
    pub from: Instant,
    /// Back from then on.
    pub until: Instant,
    pub note: String,
}

/// Lists who of a station is away when.
#[utoipa::path(
    get,
    path = "/api/v1/absences",
    operation_id = "listAbsences",
    tag = "people",
    security(("console" = [])),
    params(AbsencesAsked),
    responses((status = 200, body = Absences), (status = 403, body = ProblemBody)),
)]
pub(in crate::people) async fn list_absences(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<AbsencesAsked>,
) -> Result<Json<Absences>, Problem> {
    let station = narrow(&platform, &caller, asked.station)?;
    let from = asked.from.unwrap_or_else(|| platform.clock().now());
    let until = asked.until.unwrap_or(Instant::from_micros(i64::MAX));
    let mut snapshot = platform.store().read().await?;
    let (tx, org) = (&mut snapshot.tx(), platform.org());
    let rows = absences::list(tx, org, station, from, until, LISTED_MAX).await?;
    snapshot.finish().await?;
    Ok(Json(Absences { items: rows.into_iter().map(AbsenceView::from).collect() }))
}

impl From<AbsenceRow> for AbsenceView {
    fn from(row: AbsenceRow) -> Self {
        let AbsenceRow { absence, person, kind, from, until, note } = row;
        Self { absence, person, kind, from, until, note }
    }
}

const LISTED_MAX: u32 = 1_000;
