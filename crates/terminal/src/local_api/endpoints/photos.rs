//! `POST …/photos` and `DELETE …/photos/{attachment}`.

use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use bytes::Bytes;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use vocabulary::{AttachmentId, OrderId, StageId};

use super::{Done, OfField, StagePath};
use crate::agent::{PhotoTaken, PlaceTaken};
use crate::local_api::At;
use crate::local_api::extract::{Json, Path, Query};
use crate::local_api::problem::{Problem, ProblemKind};

#[derive(Serialize)]
pub struct PhotoKept {
    #[serde(flatten)]
    photo: PhotoTaken,
    thumbnail_url: String,
}

#[derive(Deserialize)]
pub struct PhotoPath {
    order: OrderId,
    stage: StageId,
    attachment: AttachmentId,
}

pub async fn take(
    State(at): State<At>,
    Path(StagePath { order, stage }): Path<StagePath>,
    Query(OfField { field }): Query<OfField>,
    headers: HeaderMap,
    picture: Result<Bytes, BytesRejection>,
) -> Result<Json<PhotoKept>, Problem> {
    let place = place(&headers)?;
    let photo = at.agent().take_photo(order, stage, &field, picture?.into(), place).await?;
    let thumbnail_url = format!("/local/v1/attachments/{}/thumbnail", photo.attachment_id);
    Ok(Json(PhotoKept { photo, thumbnail_url }))
}

pub async fn discard(
    State(at): State<At>,
    Path(PhotoPath { order, stage, attachment }): Path<PhotoPath>,
) -> Result<Json<Done>, Problem> {
    at.agent().discard_photo(order, stage, attachment).await?;
    Ok(Json(Done {}))
}

fn place(headers: &HeaderMap) -> Result<Option<PlaceTaken>, Problem> {
    let Some(told) = headers.get("x-ronghe-position") else { return Ok(None) };
    serde_json::from_slice(told.as_bytes())
        .map_err(|fault| Problem::new(ProblemKind::Invalid, format!("X-Ronghe-Position: {fault}")))
}
