//! `HEAD /sync/v1/files/{attachment}`: how far a file has come; `OPTIONS`: what this server can do.

use axum::extract::State;
use http::{HeaderMap, StatusCode};
use platform_store::attachments;
use vocabulary::AttachmentId;

use super::{check_version, expires, headers, own};
use crate::Platform;
use crate::http::{Path, Problem, ProblemKind, TerminalCaller};

/// How many bytes of a file are on disk.
#[utoipa::path(
    head, path = "/sync/v1/files/{attachment}", operation_id = "lookAtFile",
    params(("attachment" = String, Path)),
    responses((status = 200, description = "`Upload-Offset` and `Upload-Length`")),
)]
pub async fn look_at_file(
    State(platform): State<Platform>,
    caller: TerminalCaller,
    Path(attachment): Path<AttachmentId>,
    request: HeaderMap,
) -> Result<(StatusCode, HeaderMap), Problem> {
    check_version(&request)?;
    let mut snapshot = platform.store().read().await?;
    let found = attachments::find(&mut snapshot.tx(), platform.org(), attachment).await?;
    snapshot.finish().await?;
    let row = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such file"))?;
    own(&row, caller.terminal)?;
    let answer = headers([
        ("upload-offset", row.received.to_string()),
        ("upload-length", row.size.to_string()),
        ("upload-expires", expires(&row)),
    ]);
    Ok((StatusCode::OK, answer))
}

/// What this server can do.
#[utoipa::path(
    options, path = "/sync/v1/files", operation_id = "tusOptions",
    responses((status = 204, description = "`Tus-Version`, `Tus-Extension`, `Tus-Max-Size`")),
)]
pub async fn options(State(platform): State<Platform>) -> (StatusCode, HeaderMap) {
    let answer = headers([
        ("tus-version", super::VERSION.to_owned()),
        ("tus-extension", "creation,checksum,expiration,termination".to_owned()),
        ("tus-max-size", platform.limits().file_bytes_max.to_string()),
        ("tus-checksum-algorithm", "sha256,sha1".to_owned()),
    ]);
    (StatusCode::NO_CONTENT, answer)
}
