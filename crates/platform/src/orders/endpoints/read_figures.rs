//! `GET /api/v1/orders/figures`: what needs somebody now, counted.

use axum::extract::State;
use platform_store::order_list::{self, FiguresOf};
use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};
use vocabulary::{PersonId, StationId, local_date};

use super::due::{SOON, due_on};
use super::within::Within;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemKind, Query};

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReadFigures {
    /// Of one station; of all that the caller sees unless told.
    #[param(value_type = Option<String>)]
    pub station: Option<StationId>,
}

/// The orders that run, counted.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrderFigures {
    pub open: u64,
    pub suspended: u64,
    pub overdue: u64,
    /// Due within a day.
    pub due_soon: u64,
    /// Orders with an open stage that nobody has.
    pub undispatched: u64,
    pub evidence_missing: u64,
    pub urged: u64,
    /// Open orders by the day on which they are due, today and the six days after it.
    pub due_days: Vec<DueDayView>,
    /// Who has the most orders with an open stage, at most fifteen people.
    pub load: Vec<LoadView>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DueDayView {
    #[schema(value_type = String, example = "2026-11-29")]
    pub day: Date,
    pub orders: u64,
}

/// What somebody has in hand, in orders.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LoadView {
    pub person: PersonId,
    pub name: String,
    pub open: u64,
    pub overdue: u64,
    pub due_soon: u64,
}

/// Counts the orders that run.
#[utoipa::path(
    get, path = "/api/v1/orders/figures", operation_id = "readOrderFigures", params(ReadFigures),
    responses((status = 200, body = OrderFigures)),
)]
pub async fn read_figures(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(request): Query<ReadFigures>,
) -> Result<Json<OrderFigures>, Problem> {
    let Within { station, of, .. } = Within::of_caller(&platform, &caller, request.station)?;
    let now = platform.clock().now();
    let today = local_date(now)
        .ok_or_else(|| Problem::new(ProblemKind::Internal, "the clock shows no date"))?;
    let asked = FiguresOf { station, of, now, soon: now.plus(SOON) };
    let from_today = FiguresOf { now: due_on(today).0, ..asked };
    let (_, until) = due_on(today.saturating_add(Duration::days(DAYS - 1)));
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let mut tx = snapshot.tx();
    let figures = order_list::figures(&mut tx, org, asked).await?;
    let days = order_list::due_days(&mut tx, org, from_today, until).await?;
    let load = order_list::load(&mut tx, org, asked, LOAD_MAX).await?;
    snapshot.finish().await?;
    let due_on = |day: Date| {
        let number = (day - OffsetDateTime::UNIX_EPOCH.date()).whole_days();
        days.iter().find(|due| due.day == number).map_or(0, |due| due.orders)
    };
    let due_days = (0..DAYS).map(|ahead| {
        let day = today.saturating_add(Duration::days(ahead));
        DueDayView { day, orders: due_on(day) }
    });
    let load = load.into_iter().map(|load| LoadView {
        person: load.person,
        name: load.name,
        open: load.open,
        overdue: load.overdue,
        due_soon: load.due_soon,
    });
    Ok(Json(OrderFigures {
        open: figures.open,
        suspended: figures.suspended,
        overdue: figures.overdue,
        due_soon: figures.due_soon,
        undispatched: figures.undispatched,
        evidence_missing: figures.evidence_missing,
        urged: figures.urged,
        due_days: due_days.collect(),
        load: load.collect(),
    }))
}

const DAYS: i64 = 7;
const LOAD_MAX: u32 = 15;
