//! `POST /api/v1/orders/terminate`: ends an order where it is.

use axum::extract::State;
use serde::Deserialize;
use vocabulary::OrderId;

use super::steer::steer;
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{Steered, Steering};

/// Why it ends.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TerminateRequest {
    pub order: OrderId,
    pub reason: String,
}

/// Terminates an order (终止).
#[utoipa::path(
    post, path = "/api/v1/orders/terminate", operation_id = "terminateOrder",
    request_body = TerminateRequest, responses((status = 200, body = Steered)),
)]
pub async fn terminate_order(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<TerminateRequest>,
) -> Result<Json<Steered>, Problem> {
    let TerminateRequest { order, reason } = request;
    steer(&platform, command, order, Steering::Terminate { reason }).await
}
