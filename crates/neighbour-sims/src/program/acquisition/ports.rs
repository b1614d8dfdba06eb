//! `POST /acquisition/v1/ports`: what opens a meter's infrared port for reading.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use neighbour_sims::acquisition::PortRequest;
use security_unit::metering::PortMaterial;
use serde::Serialize;
use tracing::info;

use super::problem::Problem;
use crate::body::Body;
use crate::desk::{Acquisition, Desk};
use crate::refusal::Refusal;

/// The answer; it stands in no log.
#[derive(Serialize)]
pub struct Opened {
    material: PortMaterial,
}

pub async fn open(
    State(desk): State<Arc<Desk<Acquisition>>>,
    request: Result<Body<PortRequest>, Refusal>,
) -> Result<Json<Opened>, Problem> {
    let Body(request) = request?;
    let comm_address = request.comm_address.clone();
    let made = desk.ask(move |now, system| system.open_port(now, request)).await?;
    let material = made.inspect_err(|why| info!(%comm_address, %why, "no port is opened"))?;
    Ok(Json(Opened { material }))
}
