//! `POST /api/v1/orders/resume`: lets a suspended order go on.

use axum::extract::State;
use serde::Deserialize;
use vocabulary::OrderId;

use super::steer::steer;
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{Steered, Steering};

/// Which order.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeRequest {
    pub order: OrderId,
}

/// Resumes an order (恢复).
#[utoipa::path(
    post, path = "/api/v1/orders/resume", operation_id = "resumeOrder",
    request_body = ResumeRequest, responses((status = 200, body = Steered)),
)]
pub async fn resume_order(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<ResumeRequest>,
) -> Result<Json<Steered>, Problem> {
    let ResumeRequest { order } = request;
    steer(&platform, command, order, Steering::Resume).await
}
