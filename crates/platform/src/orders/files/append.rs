//! `PATCH /sync/v1/files/{attachment}`: bytes arrive; the offset is acknowledged once they are on disk.

use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use platform_store::attachments::{self, AttachmentRow, AttachmentState};
use vocabulary::{AttachmentId, Digest};

use super::{check_version, headers};
use crate::Platform;
use crate::evidence_files::FileFault;
use crate::http::{Correlation, Path, Problem, ProblemKind, TerminalCaller};
use crate::orders::operations::CompleteFile;
use crate::orders::order::Cause;

/// Appends bytes to a file of evidence.
#[utoipa::path(
    patch, path = "/sync/v1/files/{attachment}", operation_id = "appendToFile",
    params(("attachment" = String, Path)),
    responses((status = 204, description = "`Upload-Offset`: bytes on disk now")),
)]
pub async fn append_to_file(
    State(platform): State<Platform>,
    caller: TerminalCaller,
    Correlation(correlation): Correlation,
    Path(attachment): Path<AttachmentId>,
    request: HeaderMap,
    bytes: Bytes,
) -> Result<(StatusCode, HeaderMap), Problem> {
    check_version(&request)?;
    let offset = offset_of(&request)?;
    check_checksum(&request, &bytes)?;
    let row = find(&platform, attachment).await?;
    if row.state == AttachmentState::Complete {
        return Ok((StatusCode::NO_CONTENT, headers([("upload-offset", row.size.to_string())])));
    }
    if offset != row.received {
        return Err(Problem::new(ProblemKind::Conflict, "the bytes begin elsewhere")
            .with(serde_json::json!({ "upload_offset": row.received })));
    }
    if offset + bytes.len() as u64 > row.size {
        return Err(Problem::new(ProblemKind::TooLarge, "more bytes than were announced"));
    }
    let (received, outcome) = store(&platform, &row, offset, bytes).await?;
    let at = platform.clock().now();
    let cause =
        Cause { at, received_at: at, actor: format!("terminal:{}", caller.terminal), correlation };
    let complete = CompleteFile {
        platform: platform.clone(),
        cause,
        attachment,
        received,
        outcome,
        sha256: row.sha256,
    };
    platform.store().write(complete).await?;
    if outcome == AttachmentState::Corrupt {
        return Err(Problem::new(
            ProblemKind::Conflict,
            "the whole has another hash; send it anew",
        )
        .with(serde_json::json!({ "upload_offset": 0 })));
    }
    Ok((StatusCode::NO_CONTENT, headers([("upload-offset", received.to_string())])))
}

/// Writes and, with the last bytes, checks the whole; both on a thread that may wait for the disk.
async fn store(
    platform: &Platform,
    row: &AttachmentRow,
    offset: u64,
    bytes: Bytes,
) -> Result<(u64, AttachmentState), Problem> {
    let files = platform.files().clone();
    let (attachment, size, sha256) = (row.attachment, row.size, row.sha256);
    let written = tokio::task::spawn_blocking(move || {
        let received = files.append(attachment, offset, &bytes)?;
        let state = match received == size {
            false => AttachmentState::Partial,
            true if files.finish(attachment, sha256)? => AttachmentState::Complete,
            true => AttachmentState::Corrupt,
        };
        Ok((received, state))
    });
    match written.await {
        Ok(Ok(written)) => Ok(written),
        Ok(Err(FileFault::DiskFull)) => {
            Err(Problem::new(ProblemKind::DiskFull, "the bytes were not taken"))
        }
        Ok(Err(FileFault::WrongOffset { there, .. })) => {
            Err(Problem::new(ProblemKind::Conflict, "the bytes begin elsewhere")
                .with(serde_json::json!({ "upload_offset": there })))
        }
        Ok(Err(fault)) => Err(Problem::internal(&fault)),
        Err(error) => Err(Problem::internal(&error)),
    }
}

async fn find(platform: &Platform, attachment: AttachmentId) -> Result<AttachmentRow, Problem> {
    let mut snapshot = platform.store().read().await?;
    let found = attachments::find(&mut snapshot.tx(), platform.org(), attachment).await?;
    snapshot.finish().await?;
    found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such file"))
}

fn offset_of(request: &HeaderMap) -> Result<u64, Problem> {
    let value = request.get("upload-offset").and_then(|value| value.to_str().ok());
    value
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Problem::new(ProblemKind::Malformed, "Upload-Offset is missing"))
}

/// `Upload-Checksum: sha256 <base64>` guards one request's bytes.
fn check_checksum(request: &HeaderMap, bytes: &[u8]) -> Result<(), Problem> {
    let Some(value) = request.get("upload-checksum") else { return Ok(()) };
    let told = value.to_str().ok().and_then(|text| text.strip_prefix("sha256 "));
    let Some(told) = told.and_then(|text| STANDARD.decode(text.trim()).ok()) else {
        return Err(Problem::new(ProblemKind::Malformed, "only sha256 checksums are known"));
    };
    if told != Digest::of(bytes).bytes() {
        return Err(Problem::new(ProblemKind::Conflict, "the bytes were damaged on the way"));
    }
    Ok(())
}
