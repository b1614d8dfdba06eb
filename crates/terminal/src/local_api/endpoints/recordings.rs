//! Voice notes and videos: `POST …/recordings` begins one, `…/pieces` keeps what was recorded meanwhile, `…/finish` makes
//! evidence of it, `DELETE` takes it away.

use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use bytes::Bytes;
use http::HeaderMap;
use serde::Deserialize;
use vocabulary::AttachmentId;

use super::{Done, FilePath, StagePath, place};
use crate::agent::{RecordingBegun, RecordingProgress, RecordingTaken};
use crate::local_api::At;
use crate::local_api::extract::{Json, Path, Query};
use crate::local_api::problem::Problem;

/// The field, and the recording whose place the new one takes.
#[derive(Deserialize)]
pub struct Begin {
    field: String,
    #[serde(default)]
    instead: Option<AttachmentId>,
}

/// Where in the recording a piece begins.
#[derive(Deserialize)]
pub struct PieceAt {
    first_byte: u64,
}

pub async fn begin(
    State(at): State<At>,
    Path(StagePath { order, stage }): Path<StagePath>,
    Query(Begin { field, instead }): Query<Begin>,
    headers: HeaderMap,
) -> Result<Json<RecordingBegun>, Problem> {
    let place = place(&headers)?;
    Ok(Json(at.agent().begin_recording(order, stage, &field, place, instead).await?))
}

pub async fn append(
    State(at): State<At>,
    Path(FilePath { order, stage, attachment }): Path<FilePath>,
    Query(PieceAt { first_byte }): Query<PieceAt>,
    piece: Result<Bytes, BytesRejection>,
) -> Result<Json<RecordingProgress>, Problem> {
    let (of, piece) = ((order, stage), piece?.into());
    Ok(Json(at.agent().append_recording(of, attachment, first_byte, piece).await?))
}

pub async fn finish(
    State(at): State<At>,
    Path(FilePath { order, stage, attachment }): Path<FilePath>,
) -> Result<Json<RecordingTaken>, Problem> {
    Ok(Json(at.agent().finish_recording(order, stage, attachment).await?))
}

pub async fn discard(
    State(at): State<At>,
    Path(FilePath { order, stage, attachment }): Path<FilePath>,
) -> Result<Json<Done>, Problem> {
    at.agent().discard_recording(order, stage, attachment).await?;
    Ok(Json(Done {}))
}
