//! A file of evidence, read and held against its hash once more.

use platform_store::attachments::AttachmentRow;
use vocabulary::Digest;

use crate::Platform;
use crate::http::{Problem, ProblemKind};

/// The bytes of a whole file.
///
/// # Errors
/// When they cannot be read, or are no longer those that were taken.
pub async fn read_proved(platform: &Platform, row: &AttachmentRow) -> Result<Vec<u8>, Problem> {
    let (files, attachment) = (platform.files().clone(), row.attachment);
    let bytes = tokio::task::spawn_blocking(move || files.read(attachment))
        .await
        .map_err(|error| Problem::internal(&error))?
        .map_err(|fault| Problem::internal(&fault))?;
    if Digest::of(&bytes) != row.sha256 {
        tracing::error!(%attachment, "a file of evidence no longer has its hash");
        return Err(Problem::new(ProblemKind::Conflict, "文件校验不符，请联系信息安全员"));
    }
    Ok(bytes)
}
