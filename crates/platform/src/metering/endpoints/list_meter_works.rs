//! `GET /api/v1/meters/{comm_address}/works`: what was done at a meter.

use access::Action;
use axum::extract::State;
use platform_store::ListPlace;
use platform_store::meter_work_list::{self, WorkFilter, WorkLine};
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::CommAddress;

use super::within::station_within;
use super::work_line::{MeterWorkLine, lines};
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, Path, Problem, ProblemBody, Query};

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct WorksAsked {
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<ListPlace>,
    /// Works, at most; 20 unless told, never more than 100.
    pub limit: Option<u32>,
}

/// Lists the works at a meter, the newest first; to a station head those that are his station's.
#[utoipa::path(
    get,
    path = "/api/v1/meters/{comm_address}/works",
    operation_id = "listMeterWorks",
    tag = "metering",
    security(("console" = [])),
    params(("comm_address" = String, Path, example = "000000000001"), WorksAsked),
    responses((status = 200, body = Page<MeterWorkLine>), (status = 403, body = ProblemBody)),
)]
pub async fn list_meter_works(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(comm_address): Path<CommAddress>,
    Query(asked): Query<WorksAsked>,
) -> Result<Json<Page<MeterWorkLine>>, Problem> {
    let station = station_within(&platform, &caller, Action::ReadMeterWork, None)?;
    let limit = asked.limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX);
    let meter = Some(comm_address.to_string());
    let filter = WorkFilter { station, meter, after: asked.after, ..WorkFilter::default() };
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let rows = meter_work_list::list(tx, platform.org(), &filter, limit + 1).await?;
    let page = Page::cut(rows, limit, |row: &WorkLine| row.place().to_string());
    let items = lines(&platform, tx, &caller, page.items).await?;
    snapshot.finish().await?;
    Ok(Json(Page { items, next: page.next }))
}

const LIMIT_DEFAULT: u32 = 20;
const LIMIT_MAX: u32 = 100;
