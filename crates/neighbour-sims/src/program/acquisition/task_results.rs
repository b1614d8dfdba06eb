//! `POST /acquisition/v1/task-results`: takes what became of meter tasks.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use neighbour_sims::acquisition::{ResultAnswer, TaskResult};
use serde_json::{Value, json};

use super::problem::Problem;
use crate::body::Body;
use crate::desk::{Acquisition, Desk};
use crate::refusal::Refusal;

pub async fn take(
    State(desk): State<Arc<Desk<Acquisition>>>,
    result: Result<Body<TaskResult>, Refusal>,
) -> Result<Json<Value>, Problem> {
    let Body(result) = result?;
    match desk.ask(move |now, system| system.take_task_result(now, result)).await? {
        ResultAnswer::Accepted => Ok(Json(json!({ "accepted": true }))),
        ResultAnswer::Reused => {
            let detail = "the task has another result already";
            Err(Problem::new(StatusCode::CONFLICT, "task_reused", detail))
        }
        ResultAnswer::Refused { code, reason } => {
            Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, &code, reason))
        }
    }
}
