//! `POST …/check` and `POST …/submit`.

use axum::extract::State;
use forms::Verdict;
use serde::Deserialize;
use sync::Recipient;

use super::StagePath;
use crate::agent::Submitted;
use crate::local_api::At;
use crate::local_api::correlation::Correlation;
use crate::local_api::extract::{Json, Path};
use crate::local_api::problem::Problem;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedTo {
    #[serde(default)]
    to: Option<Recipient>,
}

pub async fn check(
    State(at): State<At>,
    Path(StagePath { order, stage }): Path<StagePath>,
) -> Result<Json<Verdict>, Problem> {
    Ok(Json(at.agent().check(order, stage).await?))
}

pub async fn submit(
    State(at): State<At>,
    Correlation(correlation): Correlation,
    Path(StagePath { order, stage }): Path<StagePath>,
    Json(HandedTo { to }): Json<HandedTo>,
) -> Result<Json<Submitted>, Problem> {
    let submitted = at.agent().submit(correlation, order, stage, to).await?;
    at.recorded();
    Ok(Json(submitted))
}
