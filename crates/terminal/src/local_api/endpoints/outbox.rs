//! What is unsent, and what the worker can do about what was refused.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use sync::Operation;
use vocabulary::OperationId;

use super::{Done, Items};
use crate::agent::OutboxEntry;
use crate::local_api::At;
use crate::local_api::extract::{Json, Path};
use crate::local_api::problem::{Problem, ProblemKind};

pub async fn list(State(at): State<At>) -> Result<Json<Items<OutboxEntry>>, Problem> {
    Ok(Json(Items { items: at.agent().outbox().await? }))
}

pub async fn retry(
    State(at): State<At>,
    Path(op_id): Path<OperationId>,
) -> Result<Json<Done>, Problem> {
    if !at.agent().retry(op_id).await? {
        return Err(Problem::plain(ProblemKind::NotParked));
    }
    at.recorded();
    Ok(Json(Done {}))
}

pub async fn withdraw(
    State(at): State<At>,
    Path(op_id): Path<OperationId>,
) -> Result<Json<Done>, Problem> {
    let withdrawn = at.agent().withdraw(op_id).await?;
    withdrawn.ok_or(Problem::plain(ProblemKind::NotParked))?;
    at.recorded();
    Ok(Json(Done {}))
}

/// For a technician with a cable: the operations as they would be sent.
pub async fn export(State(at): State<At>) -> Result<Response, Problem> {
    let items: Vec<Operation> = at.agent().export().await?;
    let as_file = [(header::CONTENT_DISPOSITION, "attachment; filename=\"outbox.json\"")];
    Ok((as_file, Json(Items { items })).into_response())
}
