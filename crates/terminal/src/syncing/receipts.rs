//! Receipts: what the platform holds on its disk.

use sync::{Notice, Receipts};
use terminal_store::Mismatch;
use vocabulary::{Instant, Text};

use super::{Session, SyncFault};
use crate::agent::{Agent, Desk};

/// Asks for receipts only while something waits for one.
pub(super) async fn fetch(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
) -> Result<(), SyncFault> {
    let mut wanted = desk.store.receipts_wanted().await?;
    while let Some(asked) = wanted {
        let receipts: Receipts =
            session.get(&format!("/sync/v1/receipts?{}", asked.query())).await?;
        // Receipts of a restored platform say nothing about what this terminal sent to the one before.
        if desk.store.mirror().await?.epoch.is_some_and(|epoch| epoch != receipts.epoch) {
            return Ok(());
        }
        let now = agent.times.corrected();
        for mismatch in desk.store.take_receipts(&receipts, now).await? {
            tell(desk, mismatch, now).await?;
        }
        wanted = receipts.next(asked);
    }
    Ok(())
}

/// The worker hears that the platform holds other bytes than he sent.
async fn tell(desk: &Desk, mismatch: Mismatch, at: Instant) -> Result<(), SyncFault> {
    let id = match mismatch {
        Mismatch::Operation(op_id) => format!("fork-{op_id}"),
        Mismatch::Attachment(attachment) => format!("fork-{attachment}"),
    };
    tracing::error!(%id, "the platform holds other bytes than this terminal sent");
    let notice = Notice {
        at,
        order: None,
        order_no: None,
        about: "conflict".to_owned(),
        text: Text::new(
            "平台保存的一条记录与本终端不一致，本终端的记录已保留，请联系派工员。",
            "The platform holds a record that differs from this terminal's, which is kept; tell the dispatcher.",
        ),
    };
    desk.store.add_notice(&id, &notice).await?;
    Ok(())
}
