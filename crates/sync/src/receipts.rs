//! What the platform holds: the terminal deletes nothing that is not on this list.

use serde::{Deserialize, Serialize};
use vocabulary::{AttachmentId, Digest, Epoch, OperationId, OutboxId};

use crate::Outcome;

/// Operations and files of one outbox that the platform holds on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Receipts {
    pub epoch: Epoch,
    pub operations: Vec<OperationReceipt>,
    pub attachments: Vec<AttachmentReceipt>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OperationReceipt {
    pub op_id: OperationId,
    pub n: u64,
    /// Digest of the operation as received ([`crate::Operation::digest`]).
    pub digest: Digest,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AttachmentReceipt {
    pub attachment: AttachmentId,
    /// Of the bytes as stored.
    pub sha256: Digest,
}

/// After a restore the terminal offers what it still holds: ids and digests, not bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Reoffer {
    pub outbox: OutboxId,
    pub operations: Vec<(OperationId, Digest)>,
    pub attachments: Vec<(AttachmentId, Digest)>,
}

/// What of it the platform lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReofferAnswer {
    pub epoch: Epoch,
    pub operations: Vec<OperationId>,
    pub attachments: Vec<AttachmentId>,
}
