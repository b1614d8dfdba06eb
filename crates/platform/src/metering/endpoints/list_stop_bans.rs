//! `GET /api/v1/stop-bans`: when nobody's supply is stopped.

use access::Action;
use axum::extract::State;
use platform_store::meters::{self, StopBanRow};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Instant, StationId, StopBanId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody};

/// A time in which nobody's supply is stopped.
#[derive(Debug, Serialize, ToSchema)]
pub struct StopBanView {
    pub ban: StopBanId,
    /// None for the whole company.
    pub station: Option<StationId>,
    pub from: Instant,
    pub until: Instant,
    pub reason: String,
}

/// Those that are not over.
#[derive(Debug, Serialize, ToSchema)]
pub struct StopBanList {
    pub items: Vec<StopBanView>,
}

/// Lists announced times that are not over, the first to begin first.
#[utoipa::path(
    get,
    path = "/api/v1/stop-bans",
    operation_id = "listStopBans",
    tag = "metering",
    security(("console" = [])),
    responses((status = 200, body = StopBanList), (status = 403, body = ProblemBody)),
)]
pub async fn list_stop_bans(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
) -> Result<Json<StopBanList>, Problem> {
    let org = platform.org();
    let reach = access::reach(&caller.actor, Action::AnnounceStopBan)?;
    let station = if reach.organisations().contains(&org) { None } else { caller.station };
    let mut snapshot = platform.store().read().await?;
    let rows = meters::bans(&mut snapshot.tx(), org, station, platform.clock().now()).await?;
    snapshot.finish().await?;
    Ok(Json(StopBanList { items: rows.into_iter().map(view).collect() }))
}

fn view(row: StopBanRow) -> StopBanView {
    StopBanView {
        ban: row.ban,
        station: row.station,
        from: row.from,
        until: row.until,
        reason: row.reason,
    }
}
