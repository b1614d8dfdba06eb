//! After the platform was restored from a backup: it is offered what this terminal still holds.

use sync::{Reoffer, ReofferAnswer};

use super::erase::KEPT_MICROS;
use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, Desk};

/// Offers ids and digests, and puts back into the queue what the platform lacks. Says whether something was put back.
pub(super) async fn reoffer(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<bool, SyncFault> {
    let Some(epoch) = desk.store.reoffer_due().await? else { return Ok(false) };
    let since = agent.times.corrected().shifted(-KEPT_MICROS);
    let (operations, attachments) = desk.store.sent_since(since).await?;
    let mut lacking = ReofferAnswer { epoch, operations: Vec::new(), attachments: Vec::new() };
    let outbox = desk.store.outbox();
    let parts = operations.chunks(PART_MAX).map(|part| (part.to_vec(), Vec::new()));
    let parts = parts.chain(attachments.chunks(PART_MAX).map(|part| (Vec::new(), part.to_vec())));
    for (operations, attachments) in parts {
        let offer = Reoffer { outbox, operations, attachments };
        let answer: ReofferAnswer = session.post("/sync/v1/reoffer", &offer).await?;
        lacking.operations.extend(answer.operations);
        lacking.attachments.extend(answer.attachments);
    }
    desk.store.resend(&lacking).await?;
    let put_back = lacking.operations.len() + lacking.attachments.len();
    report.offered_again += u32::try_from(put_back).unwrap_or(u32::MAX);
    Ok(!lacking.operations.is_empty())
}

/// Ids in one request.
const PART_MAX: usize = 1_000;
