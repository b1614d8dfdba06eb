//! `POST /acquisition/v1/results`: takes what became of works at meters.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use neighbour_sims::acquisition::{ResultAnswer, WorkResult};
use serde_json::{Value, json};

use super::problem::Problem;
use crate::body::Body;
use crate::desk::{Acquisition, Desk};
use crate::refusal::Refusal;

pub async fn take(
    State(desk): State<Arc<Desk<Acquisition>>>,
    result: Result<Body<WorkResult>, Refusal>,
) -> Result<Json<Value>, Problem> {
    let Body(result) = result?;
    // A work may end a key update, after which the platform is told of the meter.
    match desk.command(move |now, system| system.take_result(now, result)).await? {
        ResultAnswer::Accepted => Ok(Json(json!({ "accepted": true }))),
        ResultAnswer::Reused => {
            let detail = "the work came before with another body";
            Err(Problem::new(StatusCode::CONFLICT, "work_reused", detail))
        }
        ResultAnswer::Refused { code, reason } => {
            Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, &code, reason))
        }
    }
}
