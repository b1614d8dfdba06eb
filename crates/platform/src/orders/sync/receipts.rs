//! `GET /sync/v1/receipts`: what the platform holds of an outbox, so that the terminal may delete.

use ::sync::{AttachmentReceipt, Receipts, ReceiptsWanted};
use axum::extract::State;
use platform_store::{attachments, operations};

use crate::Platform;
use crate::http::{Json, Problem, Query, TerminalCaller};

/// Operations and whole files of an outbox.
#[utoipa::path(
    get, path = "/sync/v1/receipts", operation_id = "receipts", params(ReceiptsWanted),
    responses((status = 200, body = Receipts)),
)]
pub async fn receipts(
    State(platform): State<Platform>,
    caller: TerminalCaller,
    Query(wanted): Query<ReceiptsWanted>,
) -> Result<Json<Receipts>, Problem> {
    let (org, outbox) = (platform.org(), (caller.terminal, wanted.outbox));
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let operations =
        operations::receipts(tx, org, outbox, wanted.after_n, RECEIPTS_MAX + 1).await?;
    let from = wanted.from_attachment;
    let files = attachments::complete_of_outbox(tx, org, outbox, from, RECEIPTS_MAX + 1).await?;
    snapshot.finish().await?;
    let receipt = |file: attachments::AttachmentRow| AttachmentReceipt {
        attachment: file.attachment,
        sha256: file.sha256,
    };
    let max = RECEIPTS_MAX as usize;
    Ok(Json(Receipts {
        epoch: platform.epoch(),
        more: operations.len() > max || files.len() > max,
        operations: operations.into_iter().take(max).collect(),
        attachments: files.into_iter().take(max).map(receipt).collect(),
    }))
}

/// Of each kind in one answer.
const RECEIPTS_MAX: u32 = 1_000;
