//! `POST …/actions`: the steps before the form.

use axum::extract::State;
use serde::Serialize;
use vocabulary::OperationId;

use super::StagePath;
use crate::agent::Action;
use crate::local_api::At;
use crate::local_api::correlation::Correlation;
use crate::local_api::extract::{Json, Path};
use crate::local_api::problem::Problem;

#[derive(Serialize)]
pub struct Acted {
    op_id: OperationId,
}

pub async fn act(
    State(at): State<At>,
    Correlation(correlation): Correlation,
    Path(StagePath { order, stage }): Path<StagePath>,
    Json(action): Json<Action>,
) -> Result<Json<Acted>, Problem> {
    let op_id = at.agent().act(correlation, order, stage, &action).await?;
    at.recorded();
    Ok(Json(Acted { op_id }))
}
