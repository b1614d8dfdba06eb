//! `GET /api/v1/duties`

use axum::extract::State;
use platform_store::duties::{self, DutyRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{DutyId, Instant, PersonId, StationId};

use super::reach::narrow;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody, Query};

/// Of which station, and in which time.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct DutiesAsked {
    pub station: Option<StationId>,
    /// From now on, if it says nothing.
    pub from: Option<Instant>,
    /// Without end, if it says nothing.
    pub until: Option<Instant>,
}

/// The duties that touch the time asked for, in the order in which they begin; at most a thousand.
#[derive(Debug, Serialize, ToSchema)]
pub struct Duties {
    pub items: Vec<DutyView>,
}

/// Somebody is on duty.
#[derive(Debug, Serialize, ToSchema)]
pub struct DutyView {
    pub duty: DutyId,
    pub station: StationId,
    pub person: PersonId,
    /// `day`, `night`, `standby` or `lead`.
    pub kind: String,
    pub from: Instant,
    /// He goes home then.
    pub until: Instant,
    pub note: String,
}

/// Lists who of a station is on duty when (值班表).
#[utoipa::path(
    get,
    path = "/api/v1/duties",
    operation_id = "listDuties",
    tag = "people",
    security(("console" = [])),
    params(DutiesAsked),
    responses((status = 200, body = Duties), (status = 403, body = ProblemBody)),
)]
pub(in crate::people) async fn list_duties(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<DutiesAsked>,
) -> Result<Json<Duties>, Problem> {
    let station = narrow(&platform, &caller, asked.station)?;
    let from = asked.from.unwrap_or_else(|| platform.clock().now());
    let until = asked.until.unwrap_or(Instant::from_micros(i64::MAX));
    let mut snapshot = platform.store().read().await?;
    let (tx, org) = (&mut snapshot.tx(), platform.org());
    let rows = duties::list(tx, org, station, (from, until), LISTED_MAX).await?;
    snapshot.finish().await?;
    Ok(Json(Duties { items: rows.into_iter().map(DutyView::from).collect() }))
}

impl From<DutyRow> for DutyView {
    fn from(row: DutyRow) -> Self {
        let DutyRow { duty, station, person, kind, from, until, note } = row;
        Self { duty, station, person, kind, from, until, note }
    }
}

const LISTED_MAX: u32 = 1_000;
