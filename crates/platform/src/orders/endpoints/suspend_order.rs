//! `POST /api/v1/orders/suspend`: lets an order stand still.

use axum::extract::State;
use serde::Deserialize;
use vocabulary::OrderId;

use super::steer::steer;
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{Steered, Steering};

/// Why, and what proves it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspendRequest {
    pub order: OrderId,
    /// A reason of the deadline policies, such as `customer_postponed`, pauses their clocks; any other text pauses none.
    pub reason: String,
    /// What proves it: the number of a paper, who called when.
    pub proof: String,
}

/// Suspends an order (挂起): nothing of it moves until it is resumed.
#[utoipa::path(
    post, path = "/api/v1/orders/suspend", operation_id = "suspendOrder",
    request_body = SuspendRequest, responses((status = 200, body = Steered)),
)]
pub async fn suspend_order(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<SuspendRequest>,
) -> Result<Json<Steered>, Problem> {
    let SuspendRequest { order, reason, proof } = request;
    steer(&platform, command, order, Steering::Suspend { reason, proof }).await
}
