//! Handing over, changing, cancelling, rolling back, urging and looking at an order.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use neighbour_sims::marketing::{CommandFault, HandOver, OrderView};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use vocabulary::Instant;

use crate::body::Body;
use crate::desk::{Desk, Marketing};
use crate::refusal::Refusal;

/// The message that a command put into the outbox.
#[derive(Debug, Serialize)]
pub struct Written {
    n: u64,
}

impl Written {
    pub(super) const fn of(n: u64) -> Self {
        Self { n }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    data: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Because {
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollBack {
    to_stage: String,
    reason: String,
}

type Answer = Result<(StatusCode, Json<Written>), Refusal>;

pub async fn hand_over(
    State(desk): State<Arc<Desk<Marketing>>>,
    Body(order): Body<HandOver>,
) -> Answer {
    write(&desk, |now, system| system.hand_over(now, order)).await
}

pub async fn change(
    State(desk): State<Arc<Desk<Marketing>>>,
    Path(order_no): Path<String>,
    Body(change): Body<Change>,
) -> Answer {
    write(&desk, move |now, system| system.change(now, &order_no, change.data)).await
}

pub async fn cancel(
    State(desk): State<Arc<Desk<Marketing>>>,
    Path(order_no): Path<String>,
    Body(because): Body<Because>,
) -> Answer {
    write(&desk, move |now, system| system.cancel(now, &order_no, &because.reason)).await
}

pub async fn roll_back(
    State(desk): State<Arc<Desk<Marketing>>>,
    Path(order_no): Path<String>,
    Body(RollBack { to_stage, reason }): Body<RollBack>,
) -> Answer {
    write(&desk, move |now, system| system.roll_back(now, &order_no, &to_stage, &reason)).await
}

pub async fn urge(
    State(desk): State<Arc<Desk<Marketing>>>,
    Path(order_no): Path<String>,
    Body(because): Body<Because>,
) -> Answer {
    write(&desk, move |now, system| system.urge(now, &order_no, &because.reason)).await
}

pub async fn show(
    State(desk): State<Arc<Desk<Marketing>>>,
    Path(order_no): Path<String>,
) -> Result<Json<OrderView>, Refusal> {
    desk.ask(move |_, system| system.order(&order_no).ok_or(CommandFault::UnknownOrder(order_no)))
        .await
        .map(Json)
        .map_err(Refusal::from)
}

async fn write<W>(desk: &Arc<Desk<Marketing>>, work: W) -> Answer
where
    W: FnOnce(Instant, &mut Marketing) -> Result<u64, CommandFault> + Send + 'static,
{
    let n = desk.command(work).await?;
    Ok((StatusCode::CREATED, Json(Written::of(n))))
}
