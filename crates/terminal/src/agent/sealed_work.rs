//! Sealing to the company what was submitted, so that it can be sent when nobody is signed in.

use sealing::{SealedFileKey, SealedWork};
use sync::Operation;
use terminal_store::{SealedFileRow, SealedOperation};

use super::{Agent, AgentFault, Desk};
use crate::platform::CallFault;

impl Agent {
    /// Seals one operation with the keys of its files. The files are not sealed twice: as they lie, they open with
    /// those keys.
    pub(super) async fn seal(&self, desk: &Desk, operation: &Operation) -> Result<(), AgentFault> {
        let recovery = self.recovery_key().await?;
        let at = self.times.corrected();
        let mut keys = Vec::new();
        let mut files = Vec::new();
        for need in &operation.needs {
            let Some(row) = desk.store.attachment(need.attachment).await? else { continue };
            let (folder, name) = (desk.evidence.sealed(), row.file_name.clone());
            let facts = tokio::task::spawn_blocking(move || folder.facts(&name)).await;
            let (sha256, size) = facts.map_err(|_| AgentFault::TaskEnded)??;
            let key = desk.evidence.file_key(row.attachment);
            keys.push(SealedFileKey::new(row.attachment, sha256, &key));
            files.push(SealedFileRow {
                attachment: row.attachment,
                op_id: operation.op_id,
                person: desk.person.person,
                order: operation.order,
                stage: operation.stage,
                outbox: operation.outbox,
                file_name: row.file_name,
                sha256,
                size,
                url: None,
            });
        }
        let work = SealedWork { operation: operation.clone(), files: keys };
        let sealed = work.seal(self.entropy(), &recovery);
        let sealed = SealedOperation {
            op_id: operation.op_id,
            person: desk.person.person,
            outbox: operation.outbox,
            sealed: sealed.map_err(|_| AgentFault::Platform(CallFault::BadAnswer))?,
            sealed_at: at,
        };
        self.device.keep_sealed(&sealed, &files).await?;
        desk.store.note_sealed(&[operation.op_id], at).await?;
        Ok(())
    }

    /// Seals what a cut left unsealed.
    pub(crate) async fn seal_missing(&self, desk: &Desk) -> Result<(), AgentFault> {
        for row in desk.store.unreceived().await? {
            if row.sealed_at.is_none() {
                self.seal(desk, &row.operation).await?;
            }
        }
        Ok(())
    }

    /// Forgets the sealed copies of what has its receipts or was withdrawn. The copies go first: after a cut in between
    /// it is done again.
    pub(crate) async fn forget_sealed(&self, desk: &Desk) -> Result<(), AgentFault> {
        let done = desk.store.sealed_and_done().await?;
        if done.is_empty() {
            return Ok(());
        }
        self.device.forget_sealed(&done).await?;
        desk.store.forget_sealed(&done).await?;
        Ok(())
    }
}
