//! `GET /api/v1/files/{attachment}`: a file of evidence, its hash checked again as it is read.

use access::Action;
use axum::extract::State;
use http::{HeaderMap, HeaderValue, header};
use platform_store::attachments::{self, AttachmentRow, AttachmentState};
use platform_store::orders::{self, OrderRecord};
use platform_store::{Tx, audit, operations};
use vocabulary::{AttachmentId, Digest};

use super::order_view::resource_of_record;
use super::papers::{open_to, papers};
use super::read_order::STORY_MAX;
use crate::Platform;
use crate::http::{ConsoleCaller, Path, Problem, ProblemKind};

/// Reads a file of evidence.
#[utoipa::path(
    get, path = "/api/v1/files/{attachment}", operation_id = "readEvidence",
    params(("attachment" = String, Path)),
    responses((status = 200, description = "the bytes; `X-Ronghe-Sha256` is what they hash to")),
)]
pub async fn read_file(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(attachment): Path<AttachmentId>,
) -> Result<(HeaderMap, Vec<u8>), Problem> {
    let missing = || Problem::new(ProblemKind::NotFound, "照片尚未上传完成");
    let mut snapshot = platform.store().read().await?;
    let found = attachments::find(&mut snapshot.tx(), platform.org(), attachment).await?;
    let row = found.filter(|row| row.state == AttachmentState::Complete).ok_or_else(missing)?;
    let record = orders::find(&mut snapshot.tx(), platform.org(), row.order).await?;
    let record = record.ok_or_else(missing)?;
    caller.may(Action::ReadEvidence, &resource_of_record(&platform, &record))?;
    if is_masked(&platform, &mut snapshot.tx(), &caller, &record, &row).await? {
        return Err(Problem::new(
            ProblemKind::NotAllowed,
            "证件照片和签名已隐藏，请先填写查看原因",
        ));
    }
    snapshot.finish().await?;
    let files = platform.files().clone();
    let bytes = tokio::task::spawn_blocking(move || files.read(attachment))
        .await
        .map_err(|error| Problem::internal(&error))?
        .map_err(|fault| Problem::internal(&fault))?;
    let digest = Digest::of(&bytes);
    if digest != row.sha256 {
        tracing::error!(%attachment, "a file of evidence no longer has its hash");
        return Err(Problem::new(ProblemKind::Conflict, "文件校验不符，请联系信息安全员"));
    }
    let mut headers = HeaderMap::new();
    let mime = HeaderValue::from_str(&row.mime).unwrap_or(HeaderValue::from_static("image/jpeg"));
    headers.insert(header::CONTENT_TYPE, mime);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(value) = HeaderValue::from_str(&digest.to_string()) {
        headers.insert("x-ronghe-sha256", value);
    }
    Ok((headers, bytes))
}

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
