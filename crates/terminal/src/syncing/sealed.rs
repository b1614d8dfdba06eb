//! Sealed work: sent under the terminal's own identity while nobody is signed in.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vocabulary::CorrelationId;

use super::{Session, SyncFault, SyncReport};
use crate::agent::Agent;
use crate::platform::{SealedBatch, SealedItem, SealedResults};
use crate::uploads;

impl Agent {
    /// Sends what has been sealed for longer than the settings' grace, or whose person has no lease any more: who is
    /// only away for a moment sends his work himself when he comes back.
    pub(crate) async fn send_sealed(
        &self,
        run: CorrelationId,
        report: &mut SyncReport,
    ) -> Result<(), SyncFault> {
        let waiting = self.device.sealed_waiting(BATCH_MAX).await?;
        let files = self.device.sealed_files_waiting().await?;
        let mut ready = Vec::new();
        for operation in waiting {
            let waited = self.times.corrected().since(operation.sealed_at);
            let grace = self.settings.sealed_grace.as_micros();
            let over = i64::try_from(grace).is_ok_and(|grace| waited >= grace || waited < 0);
            if over || !self.device.has_lease(operation.person).await? {
                ready.push(operation);
            }
        }
        if ready.is_empty() && files.is_empty() {
            return Ok(());
        }
        let session = Session::of_terminal(self, run);
        for operation in ready {
            // One at a time: an item may be half a megabyte.
            let item =
                SealedItem { id: operation.op_id, sealed: STANDARD.encode(&operation.sealed) };
            let batch = SealedBatch { items: vec![item] };
            let answer: SealedResults = session.post("/terminal/v1/sealed", &batch).await?;
            let taken: BTreeSet<_> =
                answer.results.iter().filter(|result| result.taken).map(|r| r.id).collect();
            if taken.contains(&operation.op_id) {
                self.device.note_taken(&[operation.op_id], self.times.corrected()).await?;
                report.sealed += 1;
            }
        }
        uploads::upload_sealed(self, &session, report).await
    }
}

const BATCH_MAX: u32 = 200;
