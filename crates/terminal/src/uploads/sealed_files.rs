//! The files of sealed work, as they lie: the platform has got their keys with the operation.

use async_trait::async_trait;
use terminal_store::{SealedFileRow, SealedFolder, SealedProgress};

use super::tus::{Upload, upload};
use crate::agent::{Agent, AgentFault};
use crate::syncing::{Session, SyncFault, SyncReport};

/// Sends the sealed files of operations that the platform has taken.
pub(crate) async fn upload_sealed(
    agent: &Agent,
    session: &Session<'_>,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    for row in agent.device.sealed_files_waiting().await? {
        let folder = agent.person_folder(row.person).join("evidence");
        let file = TerminalFile { agent, folder: SealedFolder::at(folder), row };
        match upload(session, &file).await {
            Ok(()) => report.sealed += 1,
            Err(SyncFault::Platform(fault)) => {
                let attachment = file.row.attachment;
                tracing::warn!(%fault, %attachment, "the platform did not take a sealed file");
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

struct TerminalFile<'a> {
    agent: &'a Agent,
    folder: SealedFolder,
    row: SealedFileRow,
}

#[async_trait]
impl Upload for TerminalFile<'_> {
    fn size(&self) -> u64 {
        self.row.size
    }

    fn metadata(&self) -> Vec<(&'static str, String)> {
        vec![
            ("attachment", self.row.attachment.to_string()),
            ("work_order", self.row.order.to_string()),
            ("stage", self.row.stage.to_string()),
            ("sha256", self.row.sha256.to_string()),
            ("mime", "application/octet-stream".to_owned()),
            ("outbox", self.row.outbox.to_string()),
            ("sealed", self.row.op_id.to_string()),
        ]
    }

    fn url(&self) -> Option<String> {
        self.row.url.clone()
    }

    async fn read(&self, offset: u64, len_max: usize) -> Result<Vec<u8>, SyncFault> {
        let (folder, name) = (self.folder.clone(), self.row.file_name.clone());
        let read =
            tokio::task::spawn_blocking(move || folder.read_range(&name, offset, len_max)).await;
        Ok(read.map_err(|_| SyncFault::Agent(AgentFault::TaskEnded))??)
    }

    async fn moved(&self, url: &str, _sent_bytes: u64) -> Result<(), SyncFault> {
        if self.row.url.as_deref() == Some(url) {
            return Ok(());
        }
        let progress = SealedProgress::Created { url: url.to_owned() };
        Ok(self.agent.device.note_sealed_file(self.row.attachment, &progress).await?)
    }

    async fn finished(&self) -> Result<(), SyncFault> {
        let at = self.agent.times.corrected();
        let progress = SealedProgress::Taken { at };
        Ok(self.agent.device.note_sealed_file(self.row.attachment, &progress).await?)
    }
}
