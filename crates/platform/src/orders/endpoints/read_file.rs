//! `GET /api/v1/files/{attachment}`: a file of evidence, its hash checked again as it is read.

use access::Action;
use axum::extract::State;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use platform_store::attachments::{self, AttachmentRow, AttachmentState};
use platform_store::orders::{self, OrderRecord};
use platform_store::{Tx, audit, operations};
use vocabulary::AttachmentId;

use super::order_view::resource_of_record;
use super::papers::{open_to, papers};
use super::read_order::STORY_MAX;
use crate::Platform;
use crate::http::{ConsoleCaller, Path, Problem, ProblemKind};
use crate::orders::files::read_proved;

/// Reads a file of evidence.
#[utoipa::path(
    get, path = "/api/v1/files/{attachment}", operation_id = "readEvidence",
    params(("attachment" = String, Path)),
    responses(
        (status = 200, description = "the bytes; `X-Ronghe-Sha256` is what they hash to"),
        (status = 206, description = "the part that `Range` asked for"),
        (status = 416, description = "there is no such part"),
    ),
)]
pub async fn read_file(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(attachment): Path<AttachmentId>,
    request: HeaderMap,
) -> Result<(StatusCode, HeaderMap, Vec<u8>), Problem> {
    let missing = || Problem::new(ProblemKind::NotFound, "文件尚未上传完成");
    let mut snapshot = platform.store().read().await?;
    let found = attachments::find(&mut snapshot.tx(), platform.org(), attachment).await?;
    let row = found.filter(|row| row.state == AttachmentState::Complete).ok_or_else(missing)?;
    let record = orders::find(&mut snapshot.tx(), platform.org(), row.order).await?;
    let record = record.ok_or_else(missing)?;
    caller.may(Action::ReadEvidence, &resource_of_record(&platform, &record))?;
    if is_masked(&platform, &mut snapshot.tx(), &caller, &record, &row).await? {
        return Err(Problem::new(
            ProblemKind::NotAllowed,
            "证件照片、签名和拒签录像已隐藏，请先填写查看原因",
        ));
    }
    snapshot.finish().await?;
    let bytes = read_proved(&platform, &row).await?;
    let mut headers = guarded(attachment, &row.mime);
    let mime = HeaderValue::from_str(&row.mime).unwrap_or(HeaderValue::from_static("image/jpeg"));
    headers.insert(header::CONTENT_TYPE, mime);
    if let Ok(value) = HeaderValue::from_str(&row.sha256.to_string()) {
        headers.insert("x-ronghe-sha256", value);
    }
    Ok(part(&request, headers, bytes))
}

/// What keeps a file that somebody uploaded from becoming a page of this origin, whatever is in it.
fn guarded(attachment: AttachmentId, mime: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let shown = if mime.starts_with("image/") { "inline" } else { "attachment" };
    let ending =
        mime.rsplit('/').next().filter(|word| word.bytes().all(|b| b.is_ascii_alphanumeric()));
    let named = format!("{shown}; filename=\"{attachment}.{}\"", ending.unwrap_or("bin"));
    if let Ok(named) = HeaderValue::from_str(&named) {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    headers
}

/// The part of the file that a player asks for, or all of it: RFC 9110 lets a server pass over a range that it does not
/// understand.
fn part(
    request: &HeaderMap,
    mut headers: HeaderMap,
    bytes: Vec<u8>,
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let Some((first, last)) = range(request) else { return (StatusCode::OK, headers, bytes) };
    let len = bytes.len();
    let last = last.map_or(len, |last| last.saturating_add(1)).min(len);
    let (status, told, part) = if first < last {
        let told = format!("bytes {first}-{}/{len}", last - 1);
        (StatusCode::PARTIAL_CONTENT, told, bytes[first..last].to_vec())
    } else {
        (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{len}"), Vec::new())
    };
    if let Ok(told) = HeaderValue::from_str(&told) {
        headers.insert(header::CONTENT_RANGE, told);
    }
    (status, headers, part)
}

/// `Range: bytes=first-` or `bytes=first-last`.
fn range(request: &HeaderMap) -> Option<(usize, Option<usize>)> {
    let told = request.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?;
    let (first, last) = told.split_once('-')?;
    let first = first.trim().parse().ok()?;
    let last = match last.trim() {
        "" => None,
        last => Some(last.parse().ok()?),
    };
    last.is_none_or(|last| last >= first).then_some((first, last))
}

const POLICY: &str = "sandbox; default-src 'none'";

/// Whether it shows papers that the caller has not asked to see.
async fn is_masked(
    platform: &Platform,
    tx: &mut Tx<'_>,
    caller: &ConsoleCaller,
    record: &OrderRecord,
    row: &AttachmentRow,
) -> Result<bool, Problem> {
    let org = platform.org();
    let Some(version) = platform.versions().find(tx, org, record.view.bundle_hash).await? else {
        return Err(Problem::new(ProblemKind::Internal, "the process version is gone"));
    };
    let sent = match row.op_id {
        Some(op_id) => operations::find(tx, org, op_id).await?,
        None => None,
    };
    if !papers(&version, &record.view, sent.as_slice()).contains(&row.attachment) {
        return Ok(false);
    }
    let chain = format!("order:{}", row.order);
    let story = audit::entries(tx, org, &chain, 0, STORY_MAX).await?;
    Ok(!open_to(caller, &story, platform.clock().now()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_player_gets_the_part_that_it_asks_for() {
        let check = |asked: &str, status: u16, told: Option<&str>, got: &[u8]| {
            let mut request = HeaderMap::new();
            request.insert(header::RANGE, asked.parse().expect("a value"));
            let (code, headers, bytes) = part(&request, HeaderMap::new(), b"0123456789".to_vec());
            let found = headers.get(header::CONTENT_RANGE).and_then(|value| value.to_str().ok());
            assert_eq!((code.as_u16(), found, &bytes[..]), (status, told, got), "{asked}");
        };
        check("bytes=0-", 206, Some("bytes 0-9/10"), b"0123456789");
        check("bytes=2-4", 206, Some("bytes 2-4/10"), b"234");
        check("bytes=8-99", 206, Some("bytes 8-9/10"), b"89");
        check("bytes=10-", 416, Some("bytes */10"), b"");
        check("bytes=4-2", 200, None, b"0123456789");
        check("bytes=-3", 200, None, b"0123456789");
        check("bytes=0-1,4-5", 200, None, b"0123456789");
        check("pages=1-2", 200, None, b"0123456789");
    }

    #[test]
    fn nothing_that_was_uploaded_becomes_a_page() {
        let id: AttachmentId = "018f3c5e-0000-7000-8000-000000000001".parse().expect("an id");
        let shown = |mime: &str| {
            let headers = guarded(id, mime);
            headers[header::CONTENT_DISPOSITION].to_str().expect("text").to_owned()
        };
        assert_eq!(shown("image/jpeg"), format!("inline; filename=\"{id}.jpeg\""));
        assert_eq!(shown("audio/webm"), format!("attachment; filename=\"{id}.webm\""));
        assert_eq!(shown("text/x\"y"), format!("attachment; filename=\"{id}.bin\""));
    }
}
