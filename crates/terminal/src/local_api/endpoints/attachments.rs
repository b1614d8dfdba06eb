//! Files that are on this terminal, as the pages show them.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use vocabulary::AttachmentId;

use crate::local_api::At;
use crate::local_api::extract::Path;
use crate::local_api::problem::Problem;

pub async fn read(
    State(at): State<At>,
    Path(attachment): Path<AttachmentId>,
) -> Result<Response, Problem> {
    let (mime, content) = at.agent().attachment(attachment).await?;
    Ok(([(header::CONTENT_TYPE, mime)], content).into_response())
}

pub async fn thumbnail(
    State(at): State<At>,
    Path(attachment): Path<AttachmentId>,
) -> Result<Response, Problem> {
    let content = at.agent().thumbnail(attachment).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], content).into_response())
}
