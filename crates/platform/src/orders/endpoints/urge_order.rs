//! `POST /api/v1/orders/urge`: urges whoever has an order.

use axum::extract::State;
use serde::Deserialize;
use vocabulary::OrderId;

use super::steer::steer;
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{Steered, Steering};

/// What is urged, and why.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgeRequest {
    pub order: OrderId,
    /// What they are told beside; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// Urges an order (催办).
#[utoipa::path(
    post, path = "/api/v1/orders/urge", operation_id = "urgeOrder",
    request_body = UrgeRequest, responses((status = 200, body = Steered)),
)]
pub async fn urge_order(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<UrgeRequest>,
) -> Result<Json<Steered>, Problem> {
    let UrgeRequest { order, reason } = request;
    steer(&platform, command, order, Steering::Urge { reason }).await
}
