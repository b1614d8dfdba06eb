//! `GET /api/v1/areas/{code}/history`

use access::{Action, Resource};
use axum::extract::State;
use platform_store::{cut_overs, people};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{GridId, Instant};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Path, Problem, ProblemBody, ProblemKind};

/// The grids that an area has belonged to, the newest first: at any time one.
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaHistory {
    pub items: Vec<AreaInGrid>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AreaInGrid {
    pub grid: GridId,
    pub grid_name: String,
    /// 0 where nobody knows since when.
    pub from: Instant,
    /// It belongs there until now if none.
    pub until: Option<Instant>,
}

/// Tells which grid an area, and whoever lives there, belonged to when.
#[utoipa::path(
    get,
    path = "/api/v1/areas/{code}/history",
    operation_id = "readAreaHistory",
    tag = "people",
    security(("console" = [])),
    params(("code" = String, Path, example = "A1")),
    responses(
        (status = 200, body = AreaHistory),
        (status = 403, description = "another station's area", body = ProblemBody),
        (status = 404, description = "there is no such area", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn read_area_history(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(code): Path<String>,
) -> Result<Json<AreaHistory>, Problem> {
    access::reach(&caller.actor, Action::ReadOrganisation)?;
    let org = platform.org();
    let missing = || Problem::new(ProblemKind::NotFound, "没有这个台区");
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let area = people::area_by_code(tx, org, &code).await?.ok_or_else(missing)?;
    let now_in = people::grid(tx, org, area.grid).await?.ok_or_else(missing)?;
    let resource = Resource::in_organisation(org).at_station(now_in.station);
    caller.may(Action::ReadOrganisation, &resource)?;
    let mut items = Vec::new();
    let mut until = None;
    for row in cut_overs::grids_of_area(tx, org, area.area).await? {
        let grid = people::grid(tx, org, row.grid).await?;
        let grid_name = grid.map(|grid| grid.name).unwrap_or_default();
        items.push(AreaInGrid { grid: row.grid, grid_name, from: row.from, until });
        until = Some(row.from);
    }
    snapshot.finish().await?;
    Ok(Json(AreaHistory { items }))
}
