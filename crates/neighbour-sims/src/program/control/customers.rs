//! Telling the platform of customers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use neighbour_sims::marketing::CustomersMessage;

use super::orders::Written;
use crate::body::Body;
use crate::desk::{Desk, Marketing};
use crate::refusal::Refusal;

pub async fn tell(
    State(desk): State<Arc<Desk<Marketing>>>,
    Body(message): Body<CustomersMessage>,
) -> Result<(StatusCode, Json<Written>), Refusal> {
    let n = desk.command(move |now, system| system.tell_customers(now, message)).await?;
    Ok((StatusCode::CREATED, Json(Written::of(n))))
}
