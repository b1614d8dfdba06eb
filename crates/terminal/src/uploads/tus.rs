//! The tus 1.0 client: core, creation and checksum.

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
    while offset < file.size() {
        let chunk = file.read(offset, CHUNK_LEN).await?;
        if chunk.is_empty() {
            return Err(CallFault::BadAnswer.into());
        }
        match patch(session, &url, offset, chunk).await {
            Ok(now_at) if now_at > offset => {
                offset = now_at;
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
/// Two seconds at 1 Mbit/s: what is lost at most when the link breaks.
const CHUNK_LEN: usize = 256 * 1024;
const STUMBLES_MAX: u32 = 3;
