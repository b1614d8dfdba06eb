//! Erasing what has all its receipts: after thirty days, or sooner when storage is short.

use super::{SyncFault, SyncReport};
use crate::agent::{Agent, AgentFault, Desk};

pub(super) async fn erase(
    agent: &Agent,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let now = agent.times.corrected();
    let before = if agent.storage().low { now } else { now.shifted(-KEPT_MICROS) };
    let files = desk.store.erase(before).await?;
    if files.is_empty() {
        return Ok(());
    }
    report.erased_files += u32::try_from(files.len()).unwrap_or(u32::MAX);
    let evidence = desk.evidence.clone();
    let removed = tokio::task::spawn_blocking(move || evidence.remove(&files)).await;
    removed.map_err(|_| SyncFault::Agent(AgentFault::TaskEnded))??;
    Ok(())
}

/// Thirty days: as long as a platform restored from a backup may ask again.
pub(super) const KEPT_MICROS: i64 = 30 * 24 * 3_600 * 1_000_000;
