//! `POST /api/v1/orders/add-signer`: asks another person to sign a stage as well.

use axum::extract::State;
use serde::Deserialize;
use vocabulary::{OrderId, PersonId, StageId};

use super::steer::steer;
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem};
use crate::orders::operations::{Steered, Steering};

/// Who signs what as well, and why.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddSignerRequest {
    pub order: OrderId,
    pub stage: StageId,
    pub person: PersonId,
    pub reason: String,
}

/// Adds a signer to an open stage (加签): it is left when all have signed.
#[utoipa::path(
    post, path = "/api/v1/orders/add-signer", operation_id = "addSigner",
    request_body = AddSignerRequest, responses((status = 200, body = Steered)),
)]
pub async fn add_signer(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<AddSignerRequest>,
) -> Result<Json<Steered>, Problem> {
    let AddSignerRequest { order, stage, person, reason } = request;
    steer(&platform, command, order, Steering::AddSigner { stage, person, reason }).await
}
