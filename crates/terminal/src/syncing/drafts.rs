//! Up: what was typed and not submitted, so that whoever takes a spare terminal finds it there; and the word to him who
//! did.

use sync::{DraftBatch, DraftsKept, Notice};
use vocabulary::Text;

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, Desk};

/// Sends what the platform does not hold; what was typed later stays, whichever terminal sends it first.
pub(super) async fn send(
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    loop {
        let drafts = desk.store.drafts_to_send().await?;
        if drafts.is_empty() {
            return Ok(());
        }
        let epoch = desk.store.mirror().await?.epoch;
        let batch = DraftBatch { drafts };
        let kept: DraftsKept = match session.post("/sync/v1/drafts", &batch).await {
            // It lies here, and nothing else waits for it.
            Err(SyncFault::Platform(fault)) => {
                tracing::warn!(%fault, "the platform did not take drafts");
                return Ok(());
            }
            kept => kept?,
        };
        // A platform that was restored this moment: the feed tells of its epoch first.
        if Some(kept.epoch) != epoch {
            return Ok(());
        }
        desk.store.note_drafts_sent(&batch.drafts).await?;
        report.drafts += u32::try_from(batch.drafts.len()).unwrap_or(u32::MAX);
    }
}

/// Tells the worker, once for each stage, that what he typed elsewhere is here, and what is not.
pub(super) async fn tell(agent: &Agent, desk: &Desk) -> Result<(), SyncFault> {
    for (order, stage) in desk.store.stages_from_elsewhere().await? {
        let Some(standing) = desk.store.standing(order).await? else { continue };
        let notice = Notice {
            at: agent.times.corrected(),
            order: Some(order),
            order_no: Some(standing.view.order_no),
            about: "draft".to_owned(),
            text: Text::new(
                "您在另一台终端上填写、尚未提交的内容已带到本机；照片、录音录像和签名留在那台终端上，请重新采集。",
                "What you typed on another terminal and did not submit is here now; photos, recordings and signatures stayed there: take them again.",
            ),
        };
        desk.store.add_notice(&format!("draft-{stage}"), &notice).await?;
    }
    Ok(())
}
