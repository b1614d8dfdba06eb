//! Files that came sealed, under a terminal's own identity, are opened once their key is here.

use std::io::Cursor;

use platform_store::attachments::{self, AttachmentRow, AttachmentState};
use sealing::{FileKey, SealedFile};
use vocabulary::AttachmentId;

use crate::Platform;
use crate::fleet::operations::purpose_of_file_key;
use crate::http::{Problem, ProblemKind};
use crate::orders::operations::CompleteFile;
use crate::orders::order::Cause;

/// Opens what waits; tells how many.
///
/// # Errors
/// When the store or the folder gives no answer.
pub async fn open_waiting(platform: &Platform) -> Result<usize, Problem> {
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let waiting = attachments::sealed_waiting(&mut snapshot.tx(), org, AT_ONCE).await?;
    snapshot.finish().await?;
    let mut opened = 0;
    for row in waiting {
        let Some(attachment) = row.opens else { continue };
        match open_one(platform, &row, attachment).await {
            Ok(()) => opened += 1,
            Err(problem) => {
                tracing::error!(%attachment, detail = problem.detail, "a sealed file stays shut");
            }
        }
    }
    Ok(opened)
}

async fn open_one(
    platform: &Platform,
    row: &AttachmentRow,
    attachment: AttachmentId,
) -> Result<(), Problem> {
    let org = platform.org();
    let missing = || Problem::new(ProblemKind::NotFound, "the file or its key is gone");
    let mut snapshot = platform.store().read().await?;
    let target = attachments::find(&mut snapshot.tx(), org, attachment).await?;
    let sealed_key = attachments::file_key(&mut snapshot.tx(), org, attachment).await?;
    snapshot.finish().await?;
    let (target, sealed_key) = target.zip(sealed_key).ok_or_else(missing)?;
    let key = platform
        .keys()
        .open(&purpose_of_file_key(attachment), &sealed_key)
        .map_err(|fault| Problem::internal(&fault))?;
    let key = <[u8; 32]>::try_from(key.as_slice()).map_err(|_| missing())?;
    let files = platform.files().clone();
    let (sealed_id, sha256) = (row.attachment, target.sha256);
    let written = tokio::task::spawn_blocking(move || {
        let sealed = files.read(sealed_id)?;
        let plain = open(&sealed, &FileKey::from_bytes(key));
        let received = files.append(attachment, 0, &plain)?;
        let fits = files.finish(attachment, sha256, &target.mime)?;
        Ok::<_, crate::evidence_files::FileFault>((received, fits))
    });
    let written = written.await.map_err(|error| Problem::internal(&error))?;
    let (received, fits) = written.map_err(|fault| Problem::internal(&fault))?;
    let at = platform.clock().now();
    let cause = Cause::own(at, platform.correlate());
    let outcome = if fits { AttachmentState::Complete } else { AttachmentState::Corrupt };
    let complete =
        CompleteFile { platform: platform.clone(), cause, attachment, received, outcome, sha256 };
    platform.store().write(complete).await
}

/// What is in a sealed file; nothing where it was not sealed with this key, which no hash will fit.
fn open(sealed: &[u8], key: &FileKey) -> Vec<u8> {
    let Ok(mut file) = SealedFile::open(Cursor::new(sealed), key) else { return Vec::new() };
    let len = usize::try_from(file.plain_len()).unwrap_or(usize::MAX);
    file.read_range(0, len).unwrap_or_default()
}

const AT_ONCE: u32 = 50;
