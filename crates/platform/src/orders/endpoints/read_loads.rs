//! `GET /api/v1/dispatch/loads`: what people and grids have in hand.

use std::collections::BTreeMap;

use axum::extract::State;
use platform_store::dispatch_rules::{self, LoadsOf};
use platform_store::people;
use serde::{Deserialize, Serialize};
use vocabulary::{GridId, PersonId, StationId};

use super::due::SOON;
use super::within::Within;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, Query};

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ReadLoads {
    /// Of one station; of all that the caller sees unless told.
    #[param(value_type = Option<String>)]
    pub station: Option<StationId>,
}

/// What people and grids have in hand.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Loads {
    /// Whoever has open stages, or a limit of his own or of his station.
    pub people: Vec<PersonLoadView>,
    pub grids: Vec<GridLoadView>,
    /// Open orders that lie in no grid.
    pub nowhere: u64,
    pub open: u64,
    /// Open orders with a stage that nobody has.
    pub undispatched: u64,
}

/// What somebody has in hand, in stages; the rounds of one are one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PersonLoadView {
    pub person: PersonId,
    pub open: u64,
    pub overdue: u64,
    /// Due within a day.
    pub due_soon: u64,
    /// As many as the rules give him (在手上限); no limit if none.
    pub most_in_hand: Option<u32>,
}

/// What is open in a grid, in orders.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct GridLoadView {
    pub grid: GridId,
    pub open: u64,
    pub overdue: u64,
    /// Due within a day.
    pub due_soon: u64,
    pub undispatched: u64,
}

/// Counts what people and grids have in hand: somebody's own, and that of his grids, for whoever sees no more.
#[utoipa::path(
    get, path = "/api/v1/dispatch/loads", operation_id = "readLoads", params(ReadLoads),
    responses((status = 200, body = Loads)),
)]
pub async fn read_loads(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(request): Query<ReadLoads>,
) -> Result<Json<Loads>, Problem> {
    let Within { station, of, .. } = Within::of_caller(&platform, &caller, request.station)?;
    let (org, now) = (platform.org(), platform.clock().now());
    let asked = LoadsOf { station, now, soon: now.plus(SOON) };
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let mut loads = dispatch_rules::person_loads(tx, org, asked).await?;
    let limits = dispatch_rules::limits_of_staff(tx, org, station).await?;
    let mut in_grids = dispatch_rules::grid_loads(tx, org, asked).await?;
    if let Some(own) = of {
        let grids = people::grids(tx, org, station).await?;
        let is_his = |grid: GridId| {
            let row = grids.iter().find(|row| row.grid == grid);
            row.is_some_and(|row| row.primary == Some(own) || row.backup == Some(own))
        };
        loads.retain(|load| load.person == own);
        in_grids.retain(|load| load.grid.is_some_and(is_his));
    }
    snapshot.finish().await?;

    let mut limits: BTreeMap<_, _> = limits.into_iter().collect();
    let mut people: Vec<_> = loads
        .into_iter()
        .map(|load| PersonLoadView {
            person: load.person,
            open: load.open,
            overdue: load.overdue,
            due_soon: load.due_soon,
            most_in_hand: limits.remove(&load.person),
        })
        .collect();
    // Who has nothing is told where there is something to compare it with.
    let idle = limits.into_iter().filter(|(person, _)| of.is_none_or(|own| own == *person));
    people.extend(idle.map(|(person, most)| PersonLoadView {
        person,
        open: 0,
        overdue: 0,
        due_soon: 0,
        most_in_hand: Some(most),
    }));
    let sum = |count: fn(&dispatch_rules::GridLoad) -> u64| in_grids.iter().map(count).sum();
    let nowhere = in_grids.iter().find(|load| load.grid.is_none()).map_or(0, |load| load.open);
    let (open, undispatched) = (sum(|load| load.open), sum(|load| load.undispatched));
    let grids = in_grids.iter().filter_map(|load| {
        Some(GridLoadView {
            grid: load.grid?,
            open: load.open,
            overdue: load.overdue,
            due_soon: load.due_soon,
            undispatched: load.undispatched,
        })
    });
    Ok(Json(Loads { people, grids: grids.collect(), nowhere, open, undispatched }))
}
