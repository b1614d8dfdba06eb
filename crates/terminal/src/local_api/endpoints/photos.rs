//! `POST …/photos` and `DELETE …/photos/{attachment}`.

use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use bytes::Bytes;
use http::HeaderMap;
use serde::Serialize;

use super::{Done, FilePath, OfField, StagePath, place};
use crate::agent::PhotoTaken;
use crate::local_api::At;
use crate::local_api::extract::{Json, Path, Query};
use crate::local_api::problem::Problem;

#[derive(Serialize)]
pub struct PhotoKept {
    #[serde(flatten)]
    photo: PhotoTaken,
    thumbnail_url: String,
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
    Path(FilePath { order, stage, attachment }): Path<FilePath>,
) -> Result<Json<Done>, Problem> {
    at.agent().discard_file(order, stage, attachment).await?;
    Ok(Json(Done {}))
}
