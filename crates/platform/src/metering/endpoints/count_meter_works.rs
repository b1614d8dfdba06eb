//! `GET /api/v1/meter-works/counts`: how many works became of what.

use axum::extract::State;
use platform_store::meter_work_list::{self, WorkFilter};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::MeterOutcome;

use super::find_meter_works::MeterWorksAsked;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody, Query};

/// How many works there are of each kind; each is counted up to `most`.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeterWorkCounts {
    pub done: u32,
    pub failed: u32,
    pub refused: u32,
    pub unknown: u32,
    /// Of those that ended unknown, the ones after which nobody has looked.
    pub unverified: u32,
    pub odd: u32,
    pub most: u32,
}

/// Counts works by what became of them. What is asked of outcome, `unverified` and `odd` is left aside, and so is the page:
/// each count says what that choice would show.
#[utoipa::path(
    get,
    path = "/api/v1/meter-works/counts",
    operation_id = "countMeterWorks",
    tag = "metering",
    security(("console" = [])),
    params(MeterWorksAsked),
    responses(
        (status = 200, body = MeterWorkCounts),
        (status = 403, body = ProblemBody),
        (status = 422, description = "the address is no beginning of one", body = ProblemBody),
    ),
)]
pub async fn count_meter_works(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<MeterWorksAsked>,
) -> Result<Json<MeterWorkCounts>, Problem> {
    let asked = asked.filter(&platform, &caller)?;
    let all = WorkFilter { outcome: None, unverified: false, odd: false, after: None, ..asked };
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let org = platform.org();
    let mut count =
        async |filter: WorkFilter| meter_work_list::count(tx, org, &filter, COUNTED_MAX).await;
    let ended = |outcome| WorkFilter { outcome: Some(outcome), ..all.clone() };
    let counts = MeterWorkCounts {
        done: count(ended(MeterOutcome::Done)).await?,
        failed: count(ended(MeterOutcome::Failed)).await?,
        refused: count(ended(MeterOutcome::Refused)).await?,
        unknown: count(ended(MeterOutcome::Unknown)).await?,
        unverified: count(WorkFilter { unverified: true, ..all.clone() }).await?,
        odd: count(WorkFilter { odd: true, ..all.clone() }).await?,
        most: COUNTED_MAX,
    };
    snapshot.finish().await?;
    Ok(Json(counts))
}

/// Beyond that nobody needs to know how many.
const COUNTED_MAX: u32 = 1_000;
