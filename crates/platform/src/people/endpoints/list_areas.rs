//! `GET /api/v1/areas`

use axum::extract::State;
use platform_store::people::{self, AreaRow};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{AreaId, GridId};

use super::list_grids::OfStation;
use super::reach::narrow;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, PageQuery, Problem, ProblemBody, Query};

/// A transformer area (台区).
#[derive(Debug, Serialize, ToSchema)]
pub struct AreaView {
    pub area: AreaId,
    pub grid: GridId,
    pub code: String,
    pub name: String,
}

/// Lists the areas of a station, or of all that the caller sees, by code.
#[utoipa::path(
    get,
    path = "/api/v1/areas",
    operation_id = "listAreas",
    tag = "people",
    security(("console" = [])),
    params(OfStation, PageQuery),
    responses((status = 200, body = Page<AreaView>), (status = 403, body = ProblemBody)),
)]
pub(in crate::people) async fn list_areas(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<OfStation>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<AreaView>>, Problem> {
    let station = narrow(&platform, &caller, asked.station)?;
    let mut snapshot = platform.store().read().await?;
    let (after, limit) = (page.after(), page.limit());
    let areas =
        people::areas(&mut snapshot.tx(), platform.org(), station, after, limit + 1).await?;
    snapshot.finish().await?;
    let areas = areas.into_iter().map(AreaView::from).collect();
    Ok(Json(Page::cut(areas, limit, |area: &AreaView| area.code.clone())))
}

impl From<AreaRow> for AreaView {
    fn from(row: AreaRow) -> Self {
        Self { area: row.area, grid: row.grid, code: row.code, name: row.name }
    }
}
