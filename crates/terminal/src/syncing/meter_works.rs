//! Up: what was done at meters, until the platform has said that it holds it.
//!
//! The journal is the terminal's, a work is its worker's: it goes up when he is signed in. Nobody brings somebody else's.

use sync::{METER_WORKS_MAX, MeterWork, MeterWorkBatch, MeterWorksKept};

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, Desk};
use crate::platform::CallFault;

/// Sends what the platform's present data do not hold; each counts there once, however often it is sent.
pub(super) async fn send(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let person = desk.person.person;
    loop {
        let epoch = desk.store.mirror().await?.epoch;
        let works = agent.device.meter_works_to_send(person, epoch, METER_WORKS_MAX).await?;
        if works.is_empty() {
            return Ok(());
        }
        let mut kept = 0;
        for batch in batches(works) {
            let answer = match post(session, batch).await? {
                Some(answer) => answer,
                None => continue,
            };
            agent.device.take_meter_works_kept(person, &answer, agent.times.corrected()).await?;
            kept += answer.kept.len();
            // A platform that was restored this moment: the feed tells of its epoch first.
            if Some(answer.epoch) != epoch {
                report.meter_works += count(kept);
                return Ok(());
            }
        }
        report.meter_works += count(kept);
        agent.tell_of_works();
        if kept == 0 {
            return Ok(());
        }
    }
}

/// Asks the platform to keep a batch. Nothing when it has something against it: the works stay here, and nothing else waits
/// for them.
async fn post(
    session: &Session<'_>,
    batch: MeterWorkBatch,
) -> Result<Option<MeterWorksKept>, SyncFault> {
    match session.post("/sync/v1/meter-works", &batch).await {
        Ok(kept) => Ok(Some(kept)),
        // One that it cannot digest takes no others down.
        Err(SyncFault::Platform(CallFault::Refused { status: 400..=499, .. }))
            if batch.works.len() > 1 =>
        {
            let mut all: Option<MeterWorksKept> = None;
            for work in batch.works {
                let one = MeterWorkBatch { works: vec![work] };
                let Some(kept) = Box::pin(post(session, one)).await? else { continue };
                match &mut all {
                    Some(all) => all.kept.extend(kept.kept),
                    None => all = Some(kept),
                }
            }
            Ok(all)
        }
        Err(SyncFault::Platform(fault)) => {
            tracing::warn!(%fault, works = batch.works.len(), "the platform did not take works at meters");
            Ok(None)
        }
        Err(fault) => Err(fault),
    }
}

/// Requests that a slow link carries: a work has its frames with it.
fn batches(works: Vec<MeterWork>) -> Vec<MeterWorkBatch> {
    let mut batches: Vec<MeterWorkBatch> = Vec::new();
    let mut frames = 0;
    for work in works {
        frames += work.frames.len();
        match batches.last_mut() {
            Some(batch) if frames <= FRAMES_AT_ONCE => batch.works.push(work),
            _ => {
                frames = work.frames.len();
                batches.push(MeterWorkBatch { works: vec![work] });
            }
        }
    }
    batches
}

fn count(kept: usize) -> u32 {
    u32::try_from(kept).unwrap_or(u32::MAX)
}

/// About half a megabyte.
const FRAMES_AT_ONCE: usize = 2_000;
