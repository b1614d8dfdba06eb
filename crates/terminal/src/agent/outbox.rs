//! The outbox as the worker sees it: what is unsent, and what he can do about what was refused.

use serde::{Deserialize, Serialize};
use sync::{Kind, Operation, Outcome};
use terminal_store::{Attachment, AttachmentState, OperationRow, OperationState, Withdrawn};
use vocabulary::{AttachmentId, Instant, OperationId, OrderId, StageId};

use super::{Agent, AgentFault};

/// One operation that the platform has not confirmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutboxEntry {
    pub op_id: OperationId,
    pub order: OrderId,
    pub stage: StageId,
    pub kind: Kind,
    pub state: OperationState,
    pub made_at: Instant,
    pub attempts: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    pub files: Vec<OutboxFile>,
}

/// A file on its way up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxFile {
    pub attachment: AttachmentId,
    pub size: u64,
    #[serde(flatten)]
    pub state: AttachmentState,
}

impl Agent {
    /// Everything whose receipts are still out, in the order in which it was recorded.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn outbox(&self) -> Result<Vec<OutboxEntry>, AgentFault> {
        let desk = self.desk().await?;
        let mut entries = Vec::new();
        for row in desk.store.unreceived().await? {
            let files = desk.store.attachments_of(row.operation.order).await?;
            entries.push(OutboxEntry::of(&row, &files));
        }
        Ok(entries)
    }

    /// Sends a refused operation again.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn retry(&self, op_id: OperationId) -> Result<bool, AgentFault> {
        Ok(self.desk().await?.store.retry(op_id).await?)
    }

    /// Takes a refused operation back into its draft, with what stands behind it and was never sent.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn withdraw(&self, op_id: OperationId) -> Result<Option<Withdrawn>, AgentFault> {
        let desk = self.desk().await?;
        let _acting = desk.acting.lock().await;
        let withdrawn = desk.store.withdraw(op_id, self.times.corrected()).await?;
        self.forget_sealed(&desk).await?;
        Ok(withdrawn)
    }

    /// The operations of the outbox as they would be sent, for a technician with a cable.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn export(&self) -> Result<Vec<Operation>, AgentFault> {
        let rows = self.desk().await?.store.unreceived().await?;
        Ok(rows.into_iter().map(|row| row.operation).collect())
    }
}

impl OutboxEntry {
    /// `files` are those of its order, or more.
    pub(super) fn of(row: &OperationRow, files: &[Attachment]) -> Self {
        let operation = &row.operation;
        let needed = files.iter().filter(|file| file.operation == Some(operation.op_id));
        Self {
            op_id: operation.op_id,
            order: operation.order,
            stage: operation.stage,
            kind: operation.kind,
            state: row.state,
            made_at: row.made_at,
            attempts: row.attempts,
            outcome: row.outcome.clone(),
            files: needed
                .map(|file| OutboxFile {
                    attachment: file.attachment,
                    size: file.size,
                    state: file.state.clone(),
                })
                .collect(),
        }
    }
}
