//! A file of evidence has arrived whole: what waited for it goes on.

use async_trait::async_trait;
use platform_store::attachments::{self, AttachmentState};
use platform_store::{Command, Tx};
use serde_json::json;
use vocabulary::{AttachmentId, Digest};

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
        order.take_evidence(tx).await?;
        order.save(tx).await
    }
}
