//! A file of evidence has arrived whole: what waited for it goes on.

use async_trait::async_trait;
use platform_store::attachments::{self, AttachmentState};
use platform_store::neighbours::{self, OutboxRow, OutboxState};
use platform_store::{Command, Tx};
use serde_json::json;
use vocabulary::{AttachmentId, Digest};

use super::start_order::stuck;
use crate::Platform;
use crate::http::{Problem, ProblemKind};
use crate::orders::order::{Cause, Order};

/// Writes down how far a file has come.
pub struct CompleteFile {
    pub platform: Platform,
    pub cause: Cause,
    pub attachment: AttachmentId,
    /// Bytes on disk now.
    pub received: u64,
    /// What the bytes hash to; known once all are there.
    pub outcome: AttachmentState,
    pub sha256: Digest,
}

#[async_trait]
impl Command for CompleteFile {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let before = attachments::find(tx, org, self.attachment)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such file"))?;
        if before.state == AttachmentState::Complete {
            return Ok(());
        }
        let received = if self.outcome == AttachmentState::Corrupt { 0 } else { self.received };
        let at = self.cause.received_at;
        attachments::advance(tx, org, &before, received, self.outcome, at).await?;
        if self.outcome != AttachmentState::Complete || before.op_id.is_none() {
            return Ok(());
        }
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), before.order).await?;
        let Some(mut order) = loaded else { return Ok(()) };
        order.note(
            "file_received",
            json!({ "attachment": self.attachment, "sha256": self.sha256, "size": before.size }),
        );
        order.count_missing(tx).await?;
        if order.record.evidence_missing == 0 {
            self.release_results(tx, &order).await?;
            order.evidence_arrived(tx).await.map_err(stuck)?;
        }
        order.save(tx).await
    }
}

impl CompleteFile {
    /// Lets results go that waited for their evidence.
    async fn release_results(&self, tx: &mut Tx<'_>, order: &Order) -> Result<(), Problem> {
        let org = self.platform.org();
        for held in neighbours::held_of_order(tx, org, order.view().order).await? {
            let next_at = self.cause.received_at;
            let released = OutboxRow { state: OutboxState::Pending, next_at, ..held.clone() };
            neighbours::settle(tx, org, &held, &released).await?;
        }
        Ok(())
    }
}
