//! `POST …/signature` of the customer and `POST …/second-person` of the supervisor (监护人).

use axum::extract::State;
use serde_json::Value;

use super::locking::PinTyped;
use super::{OfField, StagePath};
use crate::agent::SignatureTaken;
use crate::local_api::At;
use crate::local_api::extract::{Json, Path, Query};
use crate::local_api::problem::{Problem, ProblemKind};

pub async fn keep(
    State(at): State<At>,
    Path(StagePath { order, stage }): Path<StagePath>,
    Query(OfField { field }): Query<OfField>,
    Json(taken): Json<SignatureTaken>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(at.agent().take_signature(order, stage, &field, taken).await?))
}

pub async fn confirm(
    State(at): State<At>,
    Path(StagePath { order, stage }): Path<StagePath>,
    Query(OfField { field }): Query<OfField>,
    Json(typed): Json<PinTyped>,
) -> Result<Json<Value>, Problem> {
    let pin = typed.parsed()?;
    if at.agent().practises().await {
        return Ok(Json(at.agent().practise_confirmation(order, stage, &field).await?));
    }
    let card = at.shared.slots.second.card();
    let card = card.ok_or(Problem::new(ProblemKind::NoCard, "第二卡槽里没有卡"))?;
    Ok(Json(at.agent().confirm(order, stage, &field, card, &pin).await?))
}
