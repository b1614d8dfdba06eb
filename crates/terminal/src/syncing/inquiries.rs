//! Up: which customers were looked at without an order, until the platform has said that it holds it.

use sync::{INQUIRIES_MAX, InquiriesKept, InquiryBatch};

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, Desk};

/// Sends what the platform's present data do not hold; each counts there once, however often it is sent.
pub(super) async fn send(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    loop {
        let epoch = desk.store.mirror().await?.epoch;
        let inquiries = desk.store.inquiries_to_send(epoch, INQUIRIES_MAX).await?;
        if inquiries.is_empty() {
            return Ok(());
        }
        let batch = InquiryBatch { inquiries };
        let kept: InquiriesKept = match session.post("/sync/v1/inquiries", &batch).await {
            // Whatever the platform has against them, they stay here; and nothing else waits for it.
            Err(SyncFault::Platform(fault)) => {
                tracing::warn!(%fault, "the platform did not take inquiries");
                return Ok(());
            }
            kept => kept?,
        };
        desk.store.take_inquiries_kept(&kept, agent.times.corrected()).await?;
        report.inquiries += u32::try_from(kept.kept.len()).unwrap_or(u32::MAX);
        // A platform that was restored this moment: the feed tells of its epoch first.
        if kept.kept.is_empty() || Some(kept.epoch) != epoch {
            return Ok(());
        }
    }
}
