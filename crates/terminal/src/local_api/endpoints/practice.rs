//! `POST /local/v1/practice` begins practice, also on a locked terminal; `DELETE` ends it and wipes it.

use axum::extract::State;

use super::Done;
use crate::local_api::At;
use crate::local_api::extract::Json;
use crate::local_api::problem::Problem;

pub async fn begin(State(at): State<At>) -> Result<Json<Done>, Problem> {
    let begun = at.agent().begin_practice().await;
    // Whoever sat here before is out in either case.
    at.shared.changes.tell_all();
    begun?;
    Ok(Json(Done {}))
}

pub async fn end(State(at): State<At>) -> Result<Json<Done>, Problem> {
    at.agent().end_practice().await?;
    at.shared.changes.tell_all();
    Ok(Json(Done {}))
}
