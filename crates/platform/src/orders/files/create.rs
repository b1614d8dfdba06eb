//! `POST /sync/v1/files`: announces a file.

use axum::extract::State;
use http::{HeaderMap, StatusCode};
use platform_store::attachments::{self, AttachmentRow, AttachmentState};
use platform_store::{Command, Tx};
use vocabulary::{AttachmentId, Instant, TerminalId};
use webm::Medium;

use super::metadata::FileMetadata;
use super::{check_version, expires, headers, own};
use crate::Platform;
use crate::http::{Problem, ProblemKind, TerminalCaller};

/// Announces a file of evidence; announcing the same again answers the same place.
#[utoipa::path(
    post, path = "/sync/v1/files", operation_id = "createFile",
    responses((status = 201, description = "`Location` says where its bytes go")),
)]
pub async fn create_file(
    State(platform): State<Platform>,
    caller: TerminalCaller,
    request: HeaderMap,
) -> Result<(StatusCode, HeaderMap), Problem> {
    check_version(&request)?;
    let size = request
        .get("upload-length")
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok())
        .ok_or_else(|| Problem::new(ProblemKind::Malformed, "Upload-Length is missing"))?;
    let file = FileMetadata::read(&request)?;
    if size == 0 || size > bytes_max(&file.mime, platform.limits().file_bytes_max) {
        return Err(Problem::new(ProblemKind::TooLarge, "a file of evidence has another size"));
    }
    // A sealed file has another size and hash than what it opens to, and so an id of its own.
    let id = if file.sealed { file.attachment.sealed() } else { file.attachment };
    let location = format!("/sync/v1/files/{id}");
    let at = platform.clock().now();
    let terminal = caller.terminal;
    let announce = Announce { platform: platform.clone(), terminal, id, file, size, at };
    let row = platform.store().write(announce).await?;
    let answer = headers([
        ("location", location),
        ("upload-offset", row.received.to_string()),
        ("upload-expires", expires(&row)),
    ]);
    Ok((StatusCode::CREATED, answer))
}

/// What a file of a media type may have at most: nobody records for longer than a form can ask for.
fn bytes_max(mime: &str, bytes_max: u64) -> u64 {
    match Medium::of_mime(mime) {
        Some(Medium::Voice) => bytes_max.min(VOICE_BYTES_MAX),
        Some(Medium::Video) => bytes_max.min(VIDEO_BYTES_MAX),
        None => bytes_max,
    }
}

struct Announce {
    platform: Platform,
    terminal: TerminalId,
    id: AttachmentId,
    file: FileMetadata,
    size: u64,
    at: Instant,
}

#[async_trait::async_trait]
impl Command for Announce {
    type Answer = AttachmentRow;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<AttachmentRow, Problem> {
        let org = self.platform.org();
        let row = AttachmentRow {
            attachment: self.id,
            order: self.file.order,
            stage: self.file.stage,
            op_id: None,
            sha256: self.file.sha256,
            size: self.size,
            mime: self.file.mime.clone(),
            outbox: self.file.outbox,
            terminal: Some(self.terminal),
            received: 0,
            state: AttachmentState::Partial,
            opens: self.file.sealed.then_some(self.file.attachment),
            created_at: self.at,
            completed_at: None,
        };
        if attachments::announce(tx, org, &row).await? {
            let unclaimed = attachments::count_unclaimed(tx, org, self.terminal).await?;
            if unclaimed > UNCLAIMED_MAX {
                let detail = "too many files wait for the operations that they belong to";
                return Err(Problem::new(ProblemKind::TooLarge, detail));
            }
            return Ok(row);
        }
        let known = attachments::find(tx, org, row.attachment)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such file"))?;
        own(&known, self.terminal)?;
        let differs = known.size != row.size || known.sha256 != row.sha256;
        if differs || known.mime != row.mime {
            return Err(Problem::new(
                ProblemKind::Conflict,
                "this id was announced with another size, hash or media type",
            ));
        }
        Ok(known)
    }
}

/// Files of one terminal whose operations have not come: more than a month of work without a network.
const UNCLAIMED_MAX: u64 = 5_000;
/// Three minutes at 128 kbit/s.
const VOICE_BYTES_MAX: u64 = 3 * 1024 * 1024;
/// Three minutes at 2.8 Mbit/s.
const VIDEO_BYTES_MAX: u64 = 64 * 1024 * 1024;
