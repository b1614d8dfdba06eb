//! What the platform holds: the terminal deletes nothing that is not on this list.

use serde::{Deserialize, Serialize};
use vocabulary::{AttachmentId, Digest, Epoch, OperationId, OutboxId};

use crate::Outcome;

/// Which receipts of an outbox a terminal asks for: those it waits for begin here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReceiptsWanted {
    #[param(value_type = String)]
    pub outbox: OutboxId,
    /// Operations behind this place of the queue; all of them where it is not said.
    #[serde(default)]
    pub after_n: u64,
    /// Files from this id on, itself included, in the order of their ids; all of them where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<String>)]
    pub from_attachment: Option<AttachmentId>,
}

/// Operations and files of one outbox that the platform holds on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Receipts {
    pub epoch: Epoch,
    pub operations: Vec<OperationReceipt>,
    pub attachments: Vec<AttachmentReceipt>,
    /// There are more behind the last ones.
    #[serde(default)]
    pub more: bool,
}

impl ReceiptsWanted {
    /// As it stands behind the question mark.
    #[must_use]
    pub fn query(&self) -> String {
        let from = self.from_attachment.map(|from| format!("&from_attachment={from}"));
        let from = from.unwrap_or_default();
        format!("outbox={}&after_n={}{from}", self.outbox, self.after_n)
    }
}

impl Receipts {
    /// What to ask for next, while there is more.
    #[must_use]
    pub fn next(&self, asked: ReceiptsWanted) -> Option<ReceiptsWanted> {
        let next = ReceiptsWanted {
            after_n: self.operations.last().map_or(asked.after_n, |last| last.n),
            from_attachment: match self.attachments.last() {
                Some(last) => Some(last.attachment),
                None => asked.from_attachment,
            },
            ..asked
        };
        // A page that leads nowhere would be asked for again and again.
        (self.more && next != asked).then_some(next)
    }
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
