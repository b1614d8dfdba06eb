//! `GET /api/v1/dispatch/rules`

use axum::extract::State;
use platform_store::{dispatch_rules, people};
use serde::Serialize;
use utoipa::ToSchema;

use super::list_grids::OfStation;
use super::reach::narrow;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody, Query};
use crate::people::operations::{PersonLimit, StationRules};

/// The rules of the stations that the caller sees, and whose limit differs from his station's.
#[derive(Debug, Serialize, ToSchema)]
pub struct DispatchRulesView {
    pub stations: Vec<StationRules>,
    pub people: Vec<PersonLimit>,
}

/// Tells by which rules work is dispatched.
#[utoipa::path(
    get,
    path = "/api/v1/dispatch/rules",
    operation_id = "listDispatchRules",
    tag = "people",
    security(("console" = [])),
    params(OfStation),
    responses((status = 200, body = DispatchRulesView), (status = 403, body = ProblemBody)),
)]
pub(in crate::people) async fn list_dispatch_rules(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<OfStation>,
) -> Result<Json<DispatchRulesView>, Problem> {
    let seen = narrow(&platform, &caller, asked.station)?;
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let mut stations = Vec::new();
    for row in people::stations(tx, org).await? {
        if seen.is_some_and(|seen| seen != row.station) {
            continue;
        }
        let rules = dispatch_rules::of_station(tx, org, row.station).await?;
        stations.push(StationRules {
            station: row.station,
            most_in_hand: rules.most_in_hand,
            sign_in_minutes: rules.sign_in_minutes,
            places_itself: rules.places_itself,
        });
    }
    let limits = dispatch_rules::limits(tx, org, seen).await?;
    snapshot.finish().await?;
    let people = limits
        .into_iter()
        .map(|(person, most)| PersonLimit { person, most_in_hand: Some(most) })
        .collect();
    Ok(Json(DispatchRulesView { stations, people }))
}
