//! Up: what was done at meters, until the platform has said that it holds it.
//!
//! The journal is the terminal's, a work is its worker's: it goes up when he is signed in, and under the terminal's own
//! identity when he is not. Whoever has gone home leaves no meter behind of which only his terminal knows.

use sync::{METER_WORKS_MAX, MeterWork, MeterWorkBatch, MeterWorksKept};
use terminal_store::WorksToSend;
use vocabulary::{CorrelationId, Epoch, PersonId};

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, Desk};
use crate::platform::CallFault;

/// Sends what the platform's present data do not hold of the worker's; each counts there once, however often it is sent.
pub(super) async fn send(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let whose = Whose {
        person: Some(desk.person.person),
        epoch: desk.store.mirror().await?.epoch,
        path: "/sync/v1/meter-works",
    };
    whose.send(agent, session, report).await
}

/// Sends what the platform's data do not hold of everybody; what none has confirmed yet, where their generation is not known.
pub(super) async fn send_of_all(
    agent: &Agent,
    run: CorrelationId,
    epoch: Option<Epoch>,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let session = Session::of_terminal(agent, run);
    let whose = Whose { person: None, epoch, path: "/terminal/v1/meter-works" };
    whose.send(agent, &session, report).await
}

/// Whose works go up, what of them, and where they are taken.
struct Whose {
    person: Option<PersonId>,
    epoch: Option<Epoch>,
    path: &'static str,
}

impl Whose {
    /// One after the other to the journal's end: those that the platform does not take hold up none behind them.
    async fn send(
        &self,
        agent: &Agent,
        session: &Session<'_>,
        report: &mut SyncReport,
    ) -> Result<(), SyncFault> {
        let Self { person, epoch, path } = *self;
        let mut asked = WorksToSend { person, epoch, after: 0, limit: METER_WORKS_MAX };
        loop {
            let works = agent.device.meter_works_to_send(&asked).await?;
            let Some((last, _)) = works.last() else { return Ok(()) };
            asked.after = *last;
            for batch in batches(works.into_iter().map(|(_, work)| work)) {
                let Some(answer) = post(session, path, batch).await? else { continue };
                let now = agent.times.corrected();
                agent.device.take_meter_works_kept(person, &answer, now).await?;
                report.meter_works += u32::try_from(answer.kept.len()).unwrap_or(u32::MAX);
                agent.tell_of_works();
                // A platform that was restored this moment: the feed tells of its epoch first.
                if epoch.is_some_and(|epoch| epoch != answer.epoch) {
                    return Ok(());
                }
            }
        }
    }
}

/// Asks the platform to keep a batch. Nothing when it has something against it: the works stay here, and nothing else waits
/// for them.
async fn post(
    session: &Session<'_>,
    path: &str,
    batch: MeterWorkBatch,
) -> Result<Option<MeterWorksKept>, SyncFault> {
    match session.post(path, &batch).await {
        Ok(kept) => Ok(Some(kept)),
        // One that it cannot digest takes no others down.
        Err(SyncFault::Platform(CallFault::Refused { status: 400..=499, .. }))
            if batch.works.len() > 1 =>
        {
            let mut all: Option<MeterWorksKept> = None;
            for work in batch.works {
                let one = MeterWorkBatch { works: vec![work] };
                let Some(kept) = Box::pin(post(session, path, one)).await? else { continue };
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
fn batches(works: impl Iterator<Item = MeterWork>) -> Vec<MeterWorkBatch> {
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

/// About half a megabyte.
const FRAMES_AT_ONCE: usize = 2_000;
