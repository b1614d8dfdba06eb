//! `PUT …/draft/{field}`: a field is on the disk before the answer.

use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use vocabulary::{OrderId, StageId};

use super::Done;
use crate::local_api::At;
use crate::local_api::extract::{Json, Path};
use crate::local_api::problem::Problem;

#[derive(Deserialize)]
pub struct FieldPath {
    order: OrderId,
    stage: StageId,
    field: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    value: Value,
}

pub async fn keep(
    State(at): State<At>,
    Path(FieldPath { order, stage, field }): Path<FieldPath>,
    Json(typed): Json<Typed>,
) -> Result<Json<Done>, Problem> {
    at.agent().save_field(order, stage, &field, typed.value).await?;
    Ok(Json(Done {}))
}
