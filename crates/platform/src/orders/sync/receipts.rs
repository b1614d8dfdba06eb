//! `GET /sync/v1/receipts`: what the platform holds of an outbox, so that the terminal may delete.

use ::sync::{AttachmentReceipt, Receipts};
use axum::extract::State;
use platform_store::{attachments, operations};
use serde::Deserialize;
use vocabulary::OutboxId;

use crate::Platform;
use crate::http::{Json, Problem, Query, TerminalCaller};

#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct ReceiptsRequest {
    #[param(value_type = String)]
    pub outbox: OutboxId,
    #[serde(default)]
    pub after_n: u64,
}

/// Operations and whole files of an outbox.
#[utoipa::path(
    get, path = "/sync/v1/receipts", operation_id = "receipts", params(ReceiptsRequest),
    responses((status = 200, body = Receipts)),
)]
pub async fn receipts(
    State(platform): State<Platform>,
    _caller: TerminalCaller,
    Query(request): Query<ReceiptsRequest>,
) -> Result<Json<Receipts>, Problem> {
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let operations =
        operations::receipts(tx, org, request.outbox, request.after_n, RECEIPTS_MAX).await?;
    let files = attachments::complete_of_outbox(tx, org, request.outbox, RECEIPTS_MAX).await?;
    snapshot.finish().await?;
    let attachments = files
        .into_iter()
        .map(|file| AttachmentReceipt { attachment: file.attachment, sha256: file.sha256 })
        .collect();
    Ok(Json(Receipts { epoch: platform.epoch(), operations, attachments }))
}

const RECEIPTS_MAX: u32 = 2_000;
