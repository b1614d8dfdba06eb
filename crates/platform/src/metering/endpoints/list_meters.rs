//! `GET /api/v1/meters`: the meters that the acquisition system knows, and how their keys stand.

use access::Action;
use axum::extract::State;
use platform_store::meters::{self, MeterRow};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{AssetNo, CommAddress, CustomerNo, Instant, MeterNo};

use super::within::station_within;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, Problem, ProblemBody, Query};

/// Which meters.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct MetersAsked {
    /// Whose keys stand so: `unknown`, `public`, `private` or `half_updated`.
    pub keys: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Meters, at most; 50 unless told, never more than 200.
    pub limit: Option<u32>,
}

/// A meter as it is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeterView {
    pub comm_address: CommAddress,
    pub meter_no: MeterNo,
    pub asset_no: Option<AssetNo>,
    /// `dlt645`, `dlt698` or `unknown`.
    pub protocol: String,
    pub phases: u32,
    pub customer_no: Option<CustomerNo>,
    pub area_code: Option<String>,
    /// `unknown`, `public`, `private` or `half_updated`.
    pub keys: String,
    pub keys_told_at: Option<Instant>,
}

/// Lists meters by their address; to a station head those of his station's areas.
#[utoipa::path(
    get,
    path = "/api/v1/meters",
    operation_id = "listMeters",
    tag = "metering",
    security(("console" = [])),
    params(MetersAsked),
    responses((status = 200, body = Page<MeterView>), (status = 403, body = ProblemBody)),
)]
pub async fn list_meters(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<MetersAsked>,
) -> Result<Json<Page<MeterView>>, Problem> {
    let org = platform.org();
    let station = station_within(&platform, &caller, Action::ListMeters, None)?;
    let limit = asked.limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX);
    let after = asked.after.unwrap_or_default();
    let mut snapshot = platform.store().read().await?;
    let keys = asked.keys.as_deref();
    let tx = &mut snapshot.tx();
    let rows = meters::list(tx, org, station, keys, &after, limit + 1).await?;
    snapshot.finish().await?;
    let page = Page::cut(rows, limit, |row: &MeterRow| row.comm_address.to_string());
    let items = page.items.into_iter().map(view).collect();
    Ok(Json(Page { items, next: page.next }))
}

fn view(row: MeterRow) -> MeterView {
    MeterView {
        comm_address: row.comm_address,
        meter_no: row.meter_no,
        asset_no: row.asset_no,
        protocol: row.protocol,
        phases: row.phases,
        customer_no: row.customer_no,
        area_code: row.area_code,
        keys: row.keys,
        keys_told_at: row.keys_told_at,
    }
}

const LIMIT_DEFAULT: u32 = 50;
const LIMIT_MAX: u32 = 200;
