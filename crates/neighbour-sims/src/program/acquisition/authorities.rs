//! `POST /acquisition/v1/authorities`: the key authority.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use neighbour_sims::acquisition::AuthorityRequest;
use security_unit::metering::WorkMaterial;
use serde::Serialize;
use tracing::info;

use super::problem::Problem;
use crate::body::Body;
use crate::desk::{Acquisition, Desk};
use crate::refusal::Refusal;

/// The answer; it stands in no log.
#[derive(Serialize)]
pub struct Permitted {
    material: WorkMaterial,
}

pub async fn permit(
    State(desk): State<Arc<Desk<Acquisition>>>,
    request: Result<Body<AuthorityRequest>, Refusal>,
) -> Result<Json<Permitted>, Problem> {
    let Body(request) = request?;
    let (authorisation, command) = (request.authorisation, request.command);
    let made = desk.ask(move |now, system| system.permit(now, request)).await?;
    let material = made.inspect_err(|why| {
        info!(%authorisation, command = command.as_str(), %why, "nothing is given");
    })?;
    Ok(Json(Permitted { material }))
}
