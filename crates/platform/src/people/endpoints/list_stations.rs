//! `GET /api/v1/stations`

use axum::extract::State;
use platform_store::people::{self, StationRow};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::StationId;

use super::reach::narrow;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, PageQuery, Problem, ProblemBody, Query};

/// A supply station (供电所).
#[derive(Debug, Serialize, ToSchema)]
pub struct StationView {
    pub station: StationId,
    pub code: String,
    pub name: String,
    pub county: String,
    /// 10⁻⁷ degree.
    pub lon_e7: i64,
    pub lat_e7: i64,
    /// Where it lies, for the time limits; `*` where nobody has said.
    pub region: String,
}

/// Lists the stations that the caller sees, by code.
#[utoipa::path(
    get,
    path = "/api/v1/stations",
    operation_id = "listStations",
    tag = "people",
    security(("console" = [])),
    params(PageQuery),
    responses((status = 200, body = Page<StationView>), (status = 403, body = ProblemBody)),
)]
pub(in crate::people) async fn list_stations(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<StationView>>, Problem> {
    let seen = narrow(&platform, &caller, None)?;
    let mut snapshot = platform.store().read().await?;
    let stations = people::stations(&mut snapshot.tx(), platform.org()).await?;
    snapshot.finish().await?;
    let rest = stations
        .into_iter()
        .filter(|row| seen.is_none_or(|seen| row.station == seen))
        .filter(|row| row.code.as_str() > page.after())
        .take(page.limit() as usize + 1)
        .map(StationView::from);
    Ok(Json(Page::cut(rest.collect(), page.limit(), |station| station.code.clone())))
}

impl From<StationRow> for StationView {
    fn from(row: StationRow) -> Self {
        Self {
            station: row.station,
            code: row.code,
            name: row.name,
            county: row.county,
            lon_e7: row.lon_e7,
            lat_e7: row.lat_e7,
            region: row.region,
        }
    }
}
