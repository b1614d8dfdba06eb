//! `PATCH /sync/v1/files/{attachment}`: bytes arrive; the offset is acknowledged once they are on disk.
//!
//! Bytes with a checksum count all or not at all. Bytes without one are kept as they come, piece by piece, so that a
//! link that breaks costs at most a piece, whatever the client meant to send at once.

use axum::body::{Body, BodyDataStream};
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt as _, Limited};
use platform_store::attachments::{self, AttachmentRow, AttachmentState};
use sha1::{Digest as _, Sha1};
use tracing::Instrument as _;
use vocabulary::{AttachmentId, CorrelationId, Digest, TerminalId};

use super::{CHUNK_BYTES_MAX, check_media_type, check_version, headers, own};
use crate::Platform;
use crate::evidence_files::{EvidenceFiles, FileFault};
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
    body: Body,
) -> Result<(StatusCode, HeaderMap), Problem> {
    check_version(&request)?;
    check_media_type(&request)?;
    let (offset, checksum) = (offset_of(&request)?, checksum_of(&request)?);
    let append = Append { platform, terminal: caller.terminal, correlation, attachment, offset };
    // A task of its own: what has arrived is kept when the caller is gone.
    let appended = tokio::spawn(append.take(body, checksum).in_current_span()).await;
    let received = appended.map_err(|error| Problem::internal(&error))??;
    Ok((StatusCode::NO_CONTENT, headers([("upload-offset", received.to_string())])))
}

/// One request's bytes on their way to the disk.
struct Append {
    platform: Platform,
    terminal: TerminalId,
    correlation: CorrelationId,
    attachment: AttachmentId,
    offset: u64,
}

/// How far a file has come.
#[derive(Clone, Copy)]
struct Progress {
    received: u64,
    state: AttachmentState,
}

impl Append {
    /// Gives how many bytes of the file are on disk.
    async fn take(self, body: Body, checksum: Option<Checksum>) -> Result<u64, Problem> {
        let body = match checksum {
            Some(told) => Body::from(checked(body, &told).await?),
            None => body,
        };
        let files = self.platform.files().clone();
        let Some(_alone) = files.alone(self.attachment) else {
            return Err(Problem::new(
                ProblemKind::Conflict,
                "another request appends to this file",
            ));
        };
        let row = self.find().await?;
        own(&row, self.terminal)?;
        if row.state == AttachmentState::Complete {
            return Ok(row.size);
        }
        if let Some(there) = differs(&files, &row).await? {
            self.note(&row, there).await?;
            return match there.state {
                AttachmentState::Complete => Ok(there.received),
                _ => Err(elsewhere(there.received)),
            };
        }
        if self.offset != row.received {
            return Err(elsewhere(row.received));
        }
        let mut progress = Progress { received: self.offset, state: AttachmentState::Partial };
        let appended = self.append(&row, body, &mut progress).await;
        if progress.received > self.offset {
            self.note(&row, progress).await?;
        }
        appended?;
        if progress.state == AttachmentState::Corrupt {
            let detail = "the whole has another hash, or is not of its media type; send it anew";
            let more = serde_json::json!({ "upload_offset": 0 });
            return Err(Problem::new(ProblemKind::Conflict, detail).with(more));
        }
        Ok(progress.received)
    }

    /// Writes piece after piece; `progress` is true at every moment, also when this ends badly.
    async fn append(
        &self,
        row: &AttachmentRow,
        body: Body,
        progress: &mut Progress,
    ) -> Result<(), Problem> {
        let mut body = body.into_data_stream();
        loop {
            let (piece, end) = piece(&mut body).await;
            if progress.received + piece.len() as u64 > row.size {
                return Err(Problem::new(ProblemKind::TooLarge, "more bytes than were announced"));
            }
            if !piece.is_empty() {
                *progress = store(&self.platform, row, progress.received, piece).await?;
            }
            match end {
                End::NotYet => {}
                End::Reached => return Ok(()),
                End::CutOff => {
                    return Err(Problem::new(ProblemKind::Malformed, "the body was cut off"));
                }
            }
        }
    }

    async fn note(&self, row: &AttachmentRow, progress: Progress) -> Result<(), Problem> {
        let at = self.platform.clock().now();
        let cause = Cause {
            at,
            received_at: at,
            actor: format!("terminal:{}", self.terminal),
            correlation: self.correlation,
        };
        let complete = CompleteFile {
            platform: self.platform.clone(),
            cause,
            attachment: self.attachment,
            received: progress.received,
            outcome: progress.state,
            sha256: row.sha256,
        };
        self.platform.store().write(complete).await
    }

    async fn find(&self) -> Result<AttachmentRow, Problem> {
        let (org, attachment) = (self.platform.org(), self.attachment);
        let mut snapshot = self.platform.store().read().await?;
        let found = attachments::find(&mut snapshot.tx(), org, attachment).await?;
        snapshot.finish().await?;
        found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such file"))
    }
}

/// What lies on disk where the row says something else: all of it, when the platform was killed after the file got its
/// name and before the row was written; less, when bytes were lost with a disk or left out of a backup.
async fn differs(files: &EvidenceFiles, row: &AttachmentRow) -> Result<Option<Progress>, Problem> {
    let (files, attachment, size) = (files.clone(), row.attachment, row.size);
    let there = tokio::task::spawn_blocking(move || {
        if files.is_whole(attachment) {
            return Ok(Progress { received: size, state: AttachmentState::Complete });
        }
        let received = files.received(attachment)?;
        Ok::<_, FileFault>(Progress { received, state: AttachmentState::Partial })
    });
    let there = there.await.map_err(|error| Problem::internal(&error))?;
    let there = there.map_err(|fault| Problem::internal(&fault))?;
    let is_whole = there.state == AttachmentState::Complete;
    Ok((is_whole || there.received < row.received).then_some(there))
}

/// What follows a piece.
enum End {
    NotYet,
    Reached,
    /// The link broke, or the caller has fallen silent.
    CutOff,
}

/// The next piece of a body.
async fn piece(body: &mut BodyDataStream) -> (Bytes, End) {
    let mut piece = BytesMut::new();
    while piece.len() < PIECE_LEN {
        match tokio::time::timeout(SILENCE_MAX, body.next()).await {
            Ok(Some(Ok(bytes))) => piece.extend_from_slice(&bytes),
            Ok(None) => return (piece.freeze(), End::Reached),
            Ok(Some(Err(_))) | Err(_) => return (piece.freeze(), End::CutOff),
        }
    }
    (piece.freeze(), End::NotYet)
}

/// A whole body that is what its checksum says.
async fn checked(body: Body, told: &Checksum) -> Result<Bytes, Problem> {
    let collected = Limited::new(body, CHUNK_BYTES_MAX).collect().await;
    let bytes = collected.map_err(|error| {
        let kind = match error.is::<http_body_util::LengthLimitError>() {
            true => ProblemKind::TooLarge,
            false => ProblemKind::Malformed,
        };
        Problem::new(kind, error.to_string())
    })?;
    let bytes = bytes.to_bytes();
    if !told.fits(&bytes) {
        let detail = "the bytes were damaged on the way";
        return Err(Problem::new(ProblemKind::ChecksumMismatch, detail));
    }
    Ok(bytes)
}

/// Writes and, with the last bytes, checks the whole; both on a thread that may wait for the disk.
async fn store(
    platform: &Platform,
    row: &AttachmentRow,
    offset: u64,
    bytes: Bytes,
) -> Result<Progress, Problem> {
    let files = platform.files().clone();
    let (attachment, size, sha256) = (row.attachment, row.size, row.sha256);
    let mime = row.mime.clone();
    let written = tokio::task::spawn_blocking(move || {
        let received = files.append(attachment, offset, &bytes)?;
        let state = match received == size {
            false => AttachmentState::Partial,
            true if files.finish(attachment, sha256, &mime)? => AttachmentState::Complete,
            true => AttachmentState::Corrupt,
        };
        Ok(Progress { received, state })
    });
    match written.await {
        Ok(Ok(written)) => Ok(written),
        Ok(Err(FileFault::DiskFull)) => {
            Err(Problem::new(ProblemKind::DiskFull, "the bytes were not taken"))
        }
        Ok(Err(FileFault::WrongOffset { there, .. })) => Err(elsewhere(there)),
        Ok(Err(fault)) => Err(Problem::internal(&fault)),
        Err(error) => Err(Problem::internal(&error)),
    }
}

fn elsewhere(there: u64) -> Problem {
    Problem::new(ProblemKind::Conflict, "the bytes begin elsewhere")
        .with(serde_json::json!({ "upload_offset": there }))
}

fn offset_of(request: &HeaderMap) -> Result<u64, Problem> {
    let value = request.get("upload-offset").and_then(|value| value.to_str().ok());
    value
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Problem::new(ProblemKind::Malformed, "Upload-Offset is missing"))
}

/// What a request says that its bytes hash to.
enum Checksum {
    Sha256(Vec<u8>),
    /// tus asks every server for it; against an accident on the way it does.
    Sha1(Vec<u8>),
}

impl Checksum {
    fn fits(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Sha256(told) => *told == Digest::of(bytes).bytes(),
            Self::Sha1(told) => *told == *Sha1::digest(bytes),
        }
    }
}

/// `Upload-Checksum: sha256 <base64>` guards one request's bytes.
fn checksum_of(request: &HeaderMap) -> Result<Option<Checksum>, Problem> {
    let Some(value) = request.get("upload-checksum") else { return Ok(None) };
    let told = value.to_str().ok().and_then(|text| text.split_once(' '));
    let told = told.and_then(|(kind, text)| Some((kind, STANDARD.decode(text.trim()).ok()?)));
    match told {
        Some(("sha256", told)) => Ok(Some(Checksum::Sha256(told))),
        Some(("sha1", told)) => Ok(Some(Checksum::Sha1(told))),
        _ => Err(Problem::new(ProblemKind::Malformed, "only sha256 and sha1 are known")),
    }
}

/// Bytes that are written and synced at once.
const PIECE_LEN: usize = 1024 * 1024;
/// How long a body may say nothing.
const SILENCE_MAX: std::time::Duration = std::time::Duration::from_secs(60);
