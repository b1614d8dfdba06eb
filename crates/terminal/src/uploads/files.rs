//! The files of the person who is signed in.

use async_trait::async_trait;
use terminal_store::{Attachment, AttachmentState};

use super::tus::{Upload, upload};
use crate::agent::{AgentFault, Desk};
use crate::syncing::{Session, SyncFault, SyncReport};

/// Sends what is wanted. A file that the platform refuses does not keep the others back.
pub(crate) async fn upload_files(
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    for row in desk.store.uploads().await? {
        let file = PersonFile { desk, row };
        match upload(session, &file).await {
            Ok(()) => report.files += 1,
            Err(SyncFault::Platform(fault)) => {
                let attachment = file.row.attachment;
                tracing::warn!(%fault, %attachment, "the platform did not take a file");
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

struct PersonFile<'a> {
    desk: &'a Desk,
    row: Attachment,
}

#[async_trait]
impl Upload for PersonFile<'_> {
    fn size(&self) -> u64 {
        self.row.size
    }

    fn metadata(&self) -> Vec<(&'static str, String)> {
        vec![
            ("attachment", self.row.attachment.to_string()),
            ("work_order", self.row.order.to_string()),
            ("stage", self.row.stage.to_string()),
            ("sha256", self.row.sha256.to_string()),
            ("mime", self.row.mime.clone()),
            ("outbox", self.desk.store.outbox().to_string()),
        ]
    }

    fn url(&self) -> Option<String> {
        match &self.row.state {
            AttachmentState::Needed { url, .. } => url.clone(),
            _ => None,
        }
    }

    async fn read(&self, offset: u64, len_max: usize) -> Result<Vec<u8>, SyncFault> {
        let evidence = self.desk.evidence.clone();
        let (attachment, name) = (self.row.attachment, self.row.file_name.clone());
        let read = tokio::task::spawn_blocking(move || {
            evidence.read_range(attachment, &name, offset, len_max)
        });
        Ok(read.await.map_err(|_| SyncFault::Agent(AgentFault::TaskEnded))??)
    }

    async fn moved(&self, url: &str, sent_bytes: u64) -> Result<(), SyncFault> {
        let state = AttachmentState::Needed { url: Some(url.to_owned()), sent_bytes };
        Ok(self.desk.store.note_upload(self.row.attachment, &state).await?)
    }

    async fn finished(&self) -> Result<(), SyncFault> {
        let (attachment, state) = (self.row.attachment, AttachmentState::Uploaded);
        Ok(self.desk.store.note_upload(attachment, &state).await?)
    }
}
