//! `GET /api/v1/cut-overs`: areas that go, or went, to another grid.

use access::Action;
use axum::extract::State;
use platform_store::{cut_overs, people};
use serde::{Deserialize, Serialize};
use vocabulary::{CutOverId, GridId, Instant, PersonId, StationId};

use super::cut_over_report::CutOverReport;
use super::within::station_within;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, Query};
use crate::orders::operations::outcome_of;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListCutOvers {
    /// Into or out of the grids of one station.
    #[param(value_type = Option<String>)]
    pub station: Option<StationId>,
}

/// The newest first, at most two hundred.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CutOvers {
    pub items: Vec<CutOverView>,
}

/// An area that goes, or went, to another grid.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CutOverView {
    pub cut_over: CutOverId,
    /// The area's code and name.
    pub area: String,
    pub area_name: String,
    pub from_grid: GridId,
    pub to_grid: GridId,
    pub effective_at: Instant,
    pub takes_begun: bool,
    pub reason: String,
    /// `planned`, `running`, `done` or `cancelled`.
    pub state: &'static str,
    pub made_by: PersonId,
    pub made_at: Instant,
    pub done_at: Option<Instant>,
    /// What has become of its orders so far.
    pub report: CutOverReport,
}

/// Lists the cut-overs of a station, or of all that the caller sees.
#[utoipa::path(
    get, path = "/api/v1/cut-overs", operation_id = "listCutOvers", params(ListCutOvers),
    responses((status = 200, body = CutOvers)),
)]
pub async fn list_cut_overs(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(request): Query<ListCutOvers>,
) -> Result<Json<CutOvers>, Problem> {
    let reach = access::reach(&caller.actor, Action::ReadOrganisation)?;
    let station = station_within(&platform, &caller, &reach, request.station)?;
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let mut items = Vec::new();
    for row in cut_overs::list(tx, org, station, LISTED_MAX).await? {
        let area = people::area(tx, org, row.area).await?;
        let mut report = CutOverReport::default();
        let outcomes = cut_overs::outcomes(tx, org, row.cut_over).await?;
        outcomes.iter().for_each(|outcome| report.count(outcome_of(outcome)));
        items.push(CutOverView {
            cut_over: row.cut_over,
            area: area.as_ref().map(|area| area.code.clone()).unwrap_or_default(),
            area_name: area.map(|area| area.name).unwrap_or_default(),
            from_grid: row.from_grid,
            to_grid: row.to_grid,
            effective_at: row.effective_at,
            takes_begun: row.takes_begun,
            reason: row.reason,
            state: row.state.as_str(),
            made_by: row.made_by,
            made_at: row.made_at,
            done_at: row.done_at,
            report,
        });
    }
    snapshot.finish().await?;
    Ok(Json(CutOvers { items }))
}

const LISTED_MAX: u32 = 200;
