//! `GET /api/v1/map`

use axum::extract::State;
use platform_store::people::{self, AreaRow, GridRow, StationRow};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::list_grids::OfStation;
use super::reach::narrow;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody, Query};

/// Areas on one map: those of the largest stations.
const AREAS_MAX: u32 = 5_000;

/// GeoJSON (RFC 7946): stations as points, grids and areas as polygons.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "type": "FeatureCollection", "complete": true, "features": [{
    "type": "Feature",
    "id": "019a0000-0000-7000-8000-000000000001",
    "geometry": { "type": "Point", "coordinates": [118.67, 39.52] },
    "properties": { "kind": "station", "code": "130224001", "name": "倴城供电所" },
}] }))]
pub struct Map {
    /// `FeatureCollection`
    pub r#type: &'static str,
    /// Whether every area is on it; ask for one station's map otherwise.
    pub complete: bool,
    pub features: Vec<Value>,
}

/// Draws the stations, grids and areas of a station, or of all that the caller sees.
#[utoipa::path(
    get,
    path = "/api/v1/map",
    operation_id = "readMap",
    tag = "people",
    security(("console" = [])),
    params(OfStation),
    responses((status = 200, body = Map), (status = 403, body = ProblemBody)),
)]
pub(in crate::people) async fn read_map(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<OfStation>,
) -> Result<Json<Map>, Problem> {
    let seen = narrow(&platform, &caller, asked.station)?;
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let stations = people::stations(&mut snapshot.tx(), org).await?;
    let grids = people::grids(&mut snapshot.tx(), org, seen).await?;
    let mut areas = people::areas(&mut snapshot.tx(), org, seen, "", AREAS_MAX + 1).await?;
    snapshot.finish().await?;

    let complete = areas.len() <= AREAS_MAX as usize;
    areas.truncate(AREAS_MAX as usize);
    let stations = stations.iter().filter(|row| seen.is_none_or(|seen| row.station == seen));
    let features = stations
        .map(station_feature)
        .chain(grids.iter().map(grid_feature))
        .chain(areas.iter().map(area_feature));
    Ok(Json(Map { r#type: "FeatureCollection", complete, features: features.collect() }))
}

fn station_feature(row: &StationRow) -> Value {
    let degrees = |e7: i64| e7 as f64 / 1e7;
    json!({
        "type": "Feature",
        "id": row.station,
        "geometry": { "type": "Point", "coordinates": [degrees(row.lon_e7), degrees(row.lat_e7)] },
        "properties": { "kind": "station", "code": row.code, "name": row.name },
    })
}

fn grid_feature(row: &GridRow) -> Value {
    json!({
        "type": "Feature",
        "id": row.grid,
        "geometry": polygon(&row.outline),
        "properties": {
            "kind": "grid",
            "code": row.code,
            "name": row.name,
            "station": row.station,
            "primary": row.primary,
            "backup": row.backup,
        },
    })
}

fn area_feature(row: &AreaRow) -> Value {
    json!({
        "type": "Feature",
        "id": row.area,
        "geometry": polygon(&row.outline),
        "properties": { "kind": "area", "code": row.code, "name": row.name, "grid": row.grid },
    })
}

/// A feature without a known place has no geometry.
fn polygon(outline: &Value) -> Value {
    match outline.as_array() {
        Some(rings) if !rings.is_empty() => json!({ "type": "Polygon", "coordinates": rings }),
        _ => Value::Null,
    }
}
