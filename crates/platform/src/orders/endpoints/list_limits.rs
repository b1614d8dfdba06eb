//! `GET /api/v1/limits`: running limits that are due soon or overdue, the first due first.

use access::Action;
use axum::extract::State;
use platform_store::deadlines::{self, AlertedPlace, AlertedRow};
use serde::{Deserialize, Serialize};
use vocabulary::{Instant, OrderId, StationId};

use super::limit_view::LimitView;
use super::within::station_within;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemKind, Query};
use crate::orders::clocks::Kept;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListLimits {
    /// What they were last told of as: `overdue` unless told otherwise, or `pre_alert`.
    pub alert: Option<String>,
    #[param(value_type = Option<String>)]
    pub station: Option<StationId>,
    /// The `next` of the page before.
    pub after: Option<String>,
    pub limit: Option<u32>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LimitList {
    pub items: Vec<OrderLimit>,
    /// Goes back in as `after`; none on the last page.
    pub next: Option<String>,
}

/// A limit with its order.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrderLimit {
    pub order: OrderId,
    pub order_no: String,
    pub station: Option<StationId>,
    pub limit: LimitView,
}

/// Lists the limits that somebody was warned of, for whoever sees the orders of a station.
#[utoipa::path(
    get, path = "/api/v1/limits", operation_id = "listLimits", params(ListLimits),
    responses((status = 200, body = LimitList)),
)]
pub async fn list_limits(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(request): Query<ListLimits>,
) -> Result<Json<LimitList>, Problem> {
    let reach = access::reach(&caller.actor, Action::ListOfficeItems)?;
    let station = station_within(&platform, &caller, &reach, request.station)?;
    let invalid = |detail: &str| Problem::new(ProblemKind::Invalid, detail);
    let alert = request.alert.as_deref().unwrap_or("overdue");
    if !["pre_alert", "overdue"].contains(&alert) {
        return Err(invalid("alert is pre_alert or overdue"));
    }
    let after = request.after.as_deref().map(place).transpose();
    let after = after.map_err(|()| invalid("after is the next of the page before"))?;
    let limit = request.limit.unwrap_or(50).clamp(1, 200);
    let mut snapshot = platform.store().read().await?;
    let (tx, org) = (&mut snapshot.tx(), platform.org());
    let rows = deadlines::alerted(tx, org, station, alert, after.as_ref(), limit).await?;
    snapshot.finish().await?;
    let full = rows.len() == limit as usize;
    let next = rows.last().filter(|_| full).and_then(words);
    let now = platform.clock().now();
    let items = rows
        .into_iter()
        .map(|AlertedRow { order, order_no, station, deadline }| {
            let limit = LimitView::of(&Kept::try_from(deadline)?, now);
            Ok(OrderLimit { order, order_no, station, limit })
        })
        .collect::<Result<_, Problem>>()?;
    Ok(Json(LimitList { items, next }))
}

/// The place behind a row as the next page is asked for by: due date, order, limit.
fn words(row: &AlertedRow) -> Option<String> {
    let due_at = row.deadline.due_at?.micros();
    Some(format!("{due_at}.{}.{}", row.order, row.deadline.policy))
}

fn place(words: &str) -> Result<AlertedPlace, ()> {
    let mut parts = words.splitn(3, '.');
    let mut part = || parts.next().ok_or(());
    Ok(AlertedPlace {
        due_at: Instant::from_micros(part()?.parse().map_err(|_| ())?),
        order: part()?.parse().map_err(|_| ())?,
        policy: part()?.to_owned(),
    })
}
