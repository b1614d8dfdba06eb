//! `POST /api/v1/orders/send-back`: takes an order back to a stage that it has done.

use axum::extract::State;
use serde::Deserialize;
use vocabulary::OrderId;

use super::steer::steer;
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{Steered, Steering};

/// Back to where, and what is wrong there.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBackRequest {
    pub order: OrderId,
    /// The element of a stage that was completed on the path of this order.
    pub to: String,
    pub reason: String,
    /// Names of the fields that are wrong, in the form of that stage.
    #[serde(default)]
    pub fields: Vec<String>,
}

/// Sends an order back (退回).
#[utoipa::path(
    post, path = "/api/v1/orders/send-back", operation_id = "sendBackOrder",
    request_body = SendBackRequest, responses((status = 200, body = Steered)),
)]
pub async fn send_back_order(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<SendBackRequest>,
) -> Result<Json<Steered>, Problem> {
    let SendBackRequest { order, to, reason, fields } = request;
    steer(&platform, command, order, Steering::SendBack { to, reason, fields }).await
}
