//! Down: the feed, page by page, each page and its cursor in one transaction.

use sync::{FEED_ITEMS_MAX, FeedPage, Notice};
use terminal_store::{Applied, Mirror, SwapReason};
use vocabulary::{Instant, Text};

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, Desk};
use crate::platform::CallFault;

/// Pulls until the platform has no more. A mirror that cannot go on is built anew beside the old one.
pub(super) async fn pull(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let mut why = SwapReason::CursorGone;
    let mut rebuilds = 0;
    loop {
        let (mirror, building) = match desk.store.building().await? {
            Some(mirror) => (mirror, true),
            None => (desk.store.mirror().await?, false),
        };
        let mut page = match page(agent, session, &mirror).await {
            Err(SyncFault::Platform(CallFault::Gone { .. })) => None,
            page => Some(page?),
        };
        // Another epoch: the cursor means nothing there.
        page = page.filter(|page| mirror.epoch.is_none_or(|epoch| epoch == page.epoch));
        if let Some(page) = &page {
            report.pages += 1;
            report.items += u32::try_from(page.items.len()).unwrap_or(u32::MAX);
            if page.more && page.cursor <= mirror.cursor {
                return Err(CallFault::BadAnswer.into());
            }
        }
        let applied = match &page {
            Some(page) => {
                // Before it is applied: a cut in between must not lose sight of it.
                desk.supplies_due.lock().await.add(page);
                desk.store.apply_page(mirror, page, agent.times.corrected()).await?
            }
            None => Applied::BaseMissing,
        };
        let (Some(page), Applied::Whole) = (page, applied) else {
            rebuilds += 1;
            if rebuilds > REBUILDS_MAX {
                return Err(CallFault::BadAnswer.into());
            }
            desk.store.begin_rebuild().await?;
            continue;
        };
        if page.more {
            continue;
        }
        if building {
            swap(agent, desk, why, &page, report).await?;
        }
        if agrees(desk, &page).await? {
            return Ok(());
        }
        let now = agent.times.corrected();
        alarm(desk, now).await?;
        let lately = desk.store.resynced_at().await?;
        if lately.is_some_and(|at| now.since(at) < RESYNC_EVERY_MICROS) {
            return Ok(());
        }
        why = SwapReason::DigestDiffered;
        desk.store.begin_rebuild().await?;
    }
}

async fn page(
    agent: &Agent,
    session: &Session<'_>,
    mirror: &Mirror,
) -> Result<FeedPage, SyncFault> {
    let Mirror { cursor, whole_at, .. } = mirror;
    let path = format!("/sync/v1/feed?cursor={cursor}&whole_at={whole_at}&limit={FEED_ITEMS_MAX}");
    let asked = agent.times.mark();
    let page: FeedPage = session.get(&path).await?;
    agent.times.measure(page.now, asked);
    agent.keep_switched_off(&page.switched_off).await?;
    Ok(page)
}

/// Puts the built mirror in place; a new epoch makes the re-offer due in the same transaction.
async fn swap(
    agent: &Agent,
    desk: &Desk,
    why: SwapReason,
    page: &FeedPage,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let before = desk.store.mirror().await?.epoch;
    let why = match before {
        Some(epoch) if epoch != page.epoch => SwapReason::NewEpoch(page.epoch),
        _ => why,
    };
    let Some(built) = desk.store.building().await? else { return Ok(()) };
    desk.store.swap(built, why, agent.times.corrected()).await?;
    report.rebuilt = true;
    Ok(())
}

async fn agrees(desk: &Desk, page: &FeedPage) -> Result<bool, SyncFault> {
    let Some(expected) = page.digest else { return Ok(true) };
    let mirror = desk.store.mirror().await?;
    Ok(desk.store.digest(mirror).await? == expected)
}

/// One message a day: what is on the screen may have been incomplete.
async fn alarm(desk: &Desk, now: Instant) -> Result<(), SyncFault> {
    let day = now.micros().div_euclid(RESYNC_EVERY_MICROS);
    let notice = Notice {
        at: now,
        order: None,
        order_no: None,
        about: "resync".to_owned(),
        text: Text::new(
            "终端数据与平台不一致，已重新同步；您录入的内容不受影响。",
            "This terminal differed from the platform and was synced anew; your work is untouched.",
        ),
    };
    desk.store.add_notice(&format!("resync-{day}"), &notice).await?;
    Ok(())
}

const RESYNC_EVERY_MICROS: i64 = 24 * 3_600 * 1_000_000;
const REBUILDS_MAX: u32 = 3;
