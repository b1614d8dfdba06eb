//! Uploads that have not come whole for a month: the office asks after them.

use async_trait::async_trait;
use platform_store::attachments::{self, AttachmentRow};
use platform_store::office::{self, OfficeItemRow};
use platform_store::{Command, Tx, orders};
use serde_json::json;
use vocabulary::{Instant, OfficeItemId};

use crate::Platform;
use crate::http::Problem;

/// Puts stale uploads on the office's list, each once; what came of them is kept and may still be completed.
pub struct FlagUploads {
    pub platform: Platform,
    pub uploads: Vec<AttachmentRow>,
    pub at: Instant,
}

#[async_trait]
impl Command for FlagUploads {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let (org, at) = (self.platform.org(), self.at);
        for upload in &self.uploads {
            let order = orders::find(tx, org, upload.order).await?;
            let item = OfficeItemRow {
                item: OfficeItemId::make(self.platform.clock(), self.platform.entropy()),
                kind: "incomplete_evidence".to_owned(),
                reason: "upload_stale".to_owned(),
                order: order.as_ref().map(|order| order.view.order),
                order_no: order.as_ref().map(|order| order.view.order_no.to_string()),
                station: order.as_ref().and_then(|order| order.station),
                op_id: None,
                detail: json!({
                    "attachment": upload.attachment, "stage": upload.stage,
                    "terminal": upload.terminal, "size": upload.size,
                    "received": upload.received, "announced_at": upload.created_at,
                }),
                state: "open".to_owned(),
                created_at: at,
                resolved_at: None,
                resolved_by: None,
                remark: None,
            };
            office::open(tx, org, &item).await?;
            attachments::flag(tx, org, upload.attachment, at).await?;
        }
        Ok(())
    }
}
