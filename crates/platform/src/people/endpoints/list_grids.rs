//! `GET /api/v1/grids`

use axum::extract::State;
use platform_store::people::{self, GridRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{GridId, PersonId, StationId};

use super::reach::narrow;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, PageQuery, Problem, ProblemBody, Query};

/// Whose grids.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfStation {
    pub station: Option<StationId>,
}

/// A grid cell (网格) with the two who answer for it.
#[derive(Debug, Serialize, ToSchema)]
pub struct GridView {
    pub grid: GridId,
    pub station: StationId,
    pub code: String,
    pub name: String,
    /// A: in charge.
    pub primary: Option<PersonId>,
    /// B: stands in.
    pub backup: Option<PersonId>,
}

/// Lists the grids of a station, or of all that the caller sees, by code.
#[utoipa::path(
    get,
    path = "/api/v1/grids",
    operation_id = "listGrids",
    tag = "people",
    security(("console" = [])),
    params(OfStation, PageQuery),
    responses((status = 200, body = Page<GridView>), (status = 403, body = ProblemBody)),
)]
pub(in crate::people) async fn list_grids(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<OfStation>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<GridView>>, Problem> {
    let station = narrow(&platform, &caller, asked.station)?;
    let mut snapshot = platform.store().read().await?;
    let grids = people::grids(&mut snapshot.tx(), platform.org(), station).await?;
    snapshot.finish().await?;
    let rest = grids
        .into_iter()
        .filter(|row| row.code.as_str() > page.after())
        .take(page.limit() as usize + 1)
        .map(GridView::from);
    Ok(Json(Page::cut(rest.collect(), page.limit(), |grid| grid.code.clone())))
}

impl From<GridRow> for GridView {
    fn from(row: GridRow) -> Self {
        Self {
            grid: row.grid,
            station: row.station,
            code: row.code,
            name: row.name,
            primary: row.primary,
            backup: row.backup,
        }
    }
}
