//! Messages to the worker.

use axum::extract::State;
use terminal_store::NoticeRow;

use super::{Done, Items};
use crate::local_api::At;
use crate::local_api::changes::Topic;
use crate::local_api::extract::{Json, Path};
use crate::local_api::problem::Problem;

pub async fn list(State(at): State<At>) -> Result<Json<Items<NoticeRow>>, Problem> {
    Ok(Json(Items { items: at.agent().notices().await? }))
}

pub async fn read(State(at): State<At>, Path(id): Path<String>) -> Result<Json<Done>, Problem> {
    at.agent().read_notice(&id).await?;
    at.shared.changes.tell(&[Topic::State]);
    Ok(Json(Done {}))
}
