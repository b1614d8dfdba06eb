//! The tus 1.0 client: core, creation and checksum.

use std::time::Duration;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use vocabulary::Digest;

use crate::platform::CallFault;
use crate::syncing::{Session, SyncFault};

/// One file to be sent, and who keeps note of how far it is.
#[async_trait]
pub(super) trait Upload: Send + Sync {
    fn size(&self) -> u64;
    /// Name and value, before base64.
    fn metadata(&self) -> Vec<(&'static str, String)>;
    /// Where the platform said to put it, if it was asked before.
    fn url(&self) -> Option<String>;
    async fn read(&self, offset: u64, len_max: usize) -> Result<Vec<u8>, SyncFault>;
    /// `sent_bytes` of it are at `url` now.
    async fn moved(&self, url: &str, sent_bytes: u64) -> Result<(), SyncFault>;
    async fn finished(&self) -> Result<(), SyncFault>;
}

/// Sends a file to its end.
pub(super) async fn upload(session: &Session<'_>, file: &dyn Upload) -> Result<(), SyncFault> {
    let (url, mut offset) = begin(session, file).await?;
    let mut stumbles = 0;
    let mut chunk_len = CHUNK_LEN_FIRST;
    while offset < file.size() {
        let chunk = file.read(offset, chunk_len).await?;
        if chunk.is_empty() {
            return Err(CallFault::BadAnswer.into());
        }
        let begun = session.monotonic();
        match patch(session, &url, offset, chunk).await {
            Ok(now_at) if now_at > offset => {
                offset = now_at;
                chunk_len = next_len(chunk_len, session.monotonic().saturating_sub(begun));
                file.moved(&url, offset).await?;
            }
            // Another place than we thought, or a chunk that was damaged on the way: ask where we are, a few times.
            Ok(_) | Err(SyncFault::Platform(CallFault::Refused { status: 409 | 460, .. })) => {
                stumbles += 1;
                if stumbles > STUMBLES_MAX {
                    return Err(CallFault::BadAnswer.into());
                }
                let found = position(session, &url).await?;
                offset = found.ok_or(CallFault::BadAnswer)?;
            }
            Err(fault) => return Err(fault),
        }
    }
    file.finished().await
}

/// As much as goes up in a second or a few: a chunk counts as a whole, and a link that breaks takes it along.
fn next_len(len: usize, took: Duration) -> usize {
    if took < QUICK {
        (len * 2).min(CHUNK_LEN_MAX)
    } else if took > SLOW {
        (len / 2).max(CHUNK_LEN_MIN)
    } else {
        len
    }
}

/// Where the file goes and how much of it is there.
async fn begin(session: &Session<'_>, file: &dyn Upload) -> Result<(String, u64), SyncFault> {
    if let Some(url) = file.url()
        && let Some(offset) = position(session, &url).await?
    {
        return Ok((url, offset));
    }
    let (url, offset) = create(session, file).await?;
    // Creation answers the same place again for the same file, of which a part may be there.
    let offset = match offset {
        Some(offset) => offset,
        None => position(session, &url).await?.unwrap_or(0),
    };
    file.moved(&url, offset).await?;
    Ok((url, offset))
}

/// The place for the file, and how much of it is there if the answer says.
async fn create(
    session: &Session<'_>,
    file: &dyn Upload,
) -> Result<(String, Option<u64>), SyncFault> {
    let mut headers = headers();
    let pairs = file.metadata().into_iter();
    let pairs: Vec<_> =
        pairs.map(|(name, value)| format!("{name} {}", STANDARD.encode(value))).collect();
    insert(&mut headers, UPLOAD_METADATA, &pairs.join(","))?;
    insert(&mut headers, UPLOAD_LENGTH, &file.size().to_string())?;
    let response = session.send(Method::POST, FILES, headers, Bytes::new()).await?;
    let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    let uri: Uri = location.and_then(|text| text.parse().ok()).ok_or(CallFault::BadAnswer)?;
    // Only the path counts: the platform may not know the name that this terminal reaches it by.
    let path = uri.path();
    if !path.starts_with(FILES) {
        return Err(CallFault::BadAnswer.into());
    }
    Ok((path.to_owned(), offset_in(response.headers()).ok()))
}

/// How much is there; nothing when the place is gone.
async fn position(session: &Session<'_>, url: &str) -> Result<Option<u64>, SyncFault> {
    match session.send(Method::HEAD, url, headers(), Bytes::new()).await {
        Err(SyncFault::Platform(CallFault::Gone { .. })) => Ok(None),
        response => offset_in(response?.headers()).map(Some),
    }
}

async fn patch(
    session: &Session<'_>,
    url: &str,
    offset: u64,
    chunk: Vec<u8>,
) -> Result<u64, SyncFault> {
    let mut headers = headers();
    insert(&mut headers, UPLOAD_OFFSET, &offset.to_string())?;
    let checksum = STANDARD.encode(Digest::of(&chunk).bytes());
    insert(&mut headers, UPLOAD_CHECKSUM, &format!("sha256 {checksum}"))?;
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/offset+octet-stream"));
    let response = session.send(Method::PATCH, url, headers, chunk.into()).await?;
    offset_in(response.headers())
}

fn offset_in(headers: &HeaderMap) -> Result<u64, SyncFault> {
    let text = headers.get(UPLOAD_OFFSET).and_then(|value| value.to_str().ok());
    Ok(text.and_then(|text| text.parse().ok()).ok_or(CallFault::BadAnswer)?)
}

fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(TUS_RESUMABLE, HeaderValue::from_static("1.0.0"));
    headers
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) -> Result<(), SyncFault> {
    headers.insert(name, HeaderValue::from_str(value).map_err(|_| CallFault::BadAnswer)?);
    Ok(())
}

const FILES: &str = "/sync/v1/files";
const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
/// Half a second at 1 Mbit/s.
const CHUNK_LEN_FIRST: usize = 64 * 1024;
const CHUNK_LEN_MIN: usize = 16 * 1024;
const CHUNK_LEN_MAX: usize = 1024 * 1024;
const QUICK: Duration = Duration::from_secs(1);
const SLOW: Duration = Duration::from_secs(4);
const STUMBLES_MAX: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_follow_the_link() {
        let mut len = CHUNK_LEN_FIRST;
        for took in [0, 0, 2, 9] {
            len = next_len(len, Duration::from_secs(took));
        }
        assert_eq!(len, 2 * CHUNK_LEN_FIRST);
        assert_eq!(next_len(CHUNK_LEN_MIN, Duration::from_secs(60)), CHUNK_LEN_MIN);
        assert_eq!(next_len(CHUNK_LEN_MAX, Duration::ZERO), CHUNK_LEN_MAX);
    }
}
