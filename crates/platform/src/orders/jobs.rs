//! What orders need done in the background: timers that are due, limits to be looked at, areas that
//! go to another grid, deliveries to be written down,
//! sealed files that can be opened, uploads that never came whole.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::{StreamExt as _, stream};
use platform_store::cut_overs::{self, CutOverRow};
use platform_store::orders::{UnfetchedStage, UnsignedStage};
use platform_store::{attachments, deadlines, dispatch_rules, orders};
use tracing::Instrument as _;
use vocabulary::{Instant, PersonId, hours, minutes};

use super::cut_over::running_in_area;
use super::operations::{
    BeginCutOver, FinishCutOver, FireTimer, FlagUploads, FollowArea, ForgetDrafts, NoteDeliveries,
    PassOnUnsigned, SeeUnsigned, WatchLimits, Why,
};
use super::order::Cause;
use crate::Platform;
use crate::audit::Act;
use crate::http::Problem;

/// Fires the timers that are due, in due order; tells how many.
///
/// # Errors
/// When the database refuses; timers fired before stay fired.
pub async fn run_due(platform: &Platform) -> Result<usize, Problem> {
    let now = platform.clock().now();
    let mut snapshot = platform.store().read().await?;
    let due = orders::due_timers(&mut snapshot.tx(), platform.org(), now, AT_ONCE).await?;
    snapshot.finish().await?;
    let count = due.len();
    for timer in due {
        let correlation = platform.correlate();
        let span = tracing::info_span!("timer", %correlation, order = %timer.order);
        let actor = "platform".to_owned();
        let cause = Cause { at: timer.due_at, received_at: now, actor, correlation };
        let fire = FireTimer { platform: platform.clone(), cause, timer };
        platform.store().write(fire).instrument(span).await?;
    }
    Ok(count)
}

/// Looks at the limits that are due for it, the most urgent first, then counts anew those that were counted by another
/// calendar; tells how many orders. What is more than one run takes waits for the next.
///
/// # Errors
/// When the store gives no answer; what was told before stays told. An order that cannot be looked at is logged and left
/// to the next run.
pub async fn watch_limits(platform: &Platform) -> Result<usize, Problem> {
    platform.read_calendar().await?;
    let (org, now) = (platform.org(), platform.clock().now());
    let calendar = platform.calendar();
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let mut found = deadlines::to_look_at(tx, org, now, AT_ONCE).await?;
    found.extend(deadlines::of_another_calendar(tx, org, calendar.stamp(), AT_ONCE).await?);
    snapshot.finish().await?;
    let mut seen = BTreeSet::new();
    found.retain(|order| seen.insert(*order));
    let mut failed = None;
    for order in &found {
        let correlation = platform.correlate();
        let span = tracing::info_span!("limits", %correlation, %order);
        let cause = Cause::own(now, correlation);
        let watch = WatchLimits { platform: platform.clone(), cause, order: *order };
        if let Err(problem) = platform.store().write(watch).instrument(span).await {
            tracing::error!(%order, detail = problem.detail, "an order's limits were not looked at");
            failed = Some(problem);
        }
    }
    failed.map_or(Ok(found.len()), Err)
}

/// Forgets drafts that nobody will go on with; tells how many. What is more than one run takes waits for the next.
///
/// # Errors
/// When the database refuses.
pub async fn forget_drafts(platform: &Platform) -> Result<usize, Problem> {
    let at = platform.clock().now();
    platform.store().write(ForgetDrafts { platform: platform.clone(), at }).await
}

/// Lets the areas go whose day has come, and their orders after them; tells how many areas.
///
/// # Errors
/// When the store gives no answer, or an order could not follow; it is tried again at the next run, and the cut-over is
/// under way until then.
pub async fn carry_out_cut_overs(platform: &Platform) -> Result<usize, Problem> {
    let (org, now) = (platform.org(), platform.clock().now());
    let mut snapshot = platform.store().read().await?;
    let due = cut_overs::due(&mut snapshot.tx(), org, now, AT_ONCE).await?;
    snapshot.finish().await?;
    let count = due.len();
    let mut failed = None;
    for row in due {
        let correlation = platform.correlate();
        let span = tracing::info_span!("cut_over", %correlation, id = %row.cut_over);
        let act = Act { at: now, actor: "platform".to_owned(), correlation };
        if let Err(problem) = carry_out(platform, act, row).instrument(span).await {
            tracing::error!(detail = problem.detail, "a cut-over is not done yet");
            failed = Some(problem);
        }
    }
    failed.map_or(Ok(count), Err)
}

async fn carry_out(platform: &Platform, act: Act, row: CutOverRow) -> Result<(), Problem> {
    let due_since = row.effective_at;
    let begin = BeginCutOver { platform: platform.clone(), act: act.clone(), row };
    let Some(cut_over) = platform.store().write(begin).await? else { return Ok(()) };
    let mut after = None;
    let mut failed = None;
    loop {
        let mut snapshot = platform.store().read().await?;
        let tx = &mut snapshot.tx();
        let page = running_in_area(tx, platform.org(), &cut_over, after).await?;
        snapshot.finish().await?;
        let follow = |order| FollowArea {
            platform: platform.clone(),
            cause: Cause {
                at: act.at,
                received_at: act.at,
                actor: act.actor.clone(),
                correlation: act.correlation,
            },
            cut_over: cut_over.clone(),
            order,
        };
        let mut attempts = stream::iter(page.orders)
            .map(|order| platform.store().write(follow(order)))
            .buffer_unordered(MOVED_AT_ONCE);
        while let Some(attempt) = attempts.next().await {
            if let Err(problem) = attempt {
                tracing::error!(detail = problem.detail, "an order did not follow its area");
                failed = Some(problem);
            }
        }
        drop(attempts);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    // What has not followed after a day does not follow by itself; the area is not to wait for it.
    let waits = act.at.since(due_since) < CUT_OVER_TRIED.as_micros() as i64;
    match failed {
        Some(problem) if waits => Err(problem),
        _ => {
            let finish = FinishCutOver { platform: platform.clone(), act, cut_over };
            platform.store().write(finish).await
        }
    }
}

/// Writes down what has reached its terminal since the last time, and passes on what lies there unsigned for too long or was
/// not fetched; tells how many stages were delivered.
///
/// # Errors
/// When the database refuses; what was noted before stays noted.
pub async fn note_deliveries(platform: &Platform) -> Result<usize, Problem> {
    let (org, now) = (platform.org(), platform.clock().now());
    let mut count = 0;
    let mut snapshot = platform.store().read().await?;
    let passes_on = dispatch_rules::any_passes_on(&mut snapshot.tx(), org).await?;
    snapshot.finish().await?;
    let up_since = platform.cursors().up_since(now);
    for (worker, seen) in platform.cursors().take() {
        if passes_on {
            pass_on_unsigned(platform, worker).await?;
        }
        let mut snapshot = platform.store().read().await?;
        let tx = &mut snapshot.tx();
        let stages = orders::undelivered(tx, org, worker, seen.cursor, AT_ONCE).await?;
        snapshot.finish().await?;
        if stages.is_empty() {
            continue;
        }
        if stages.len() == AT_ONCE as usize {
            platform.cursors().see(worker, seen);
        }
        count += stages.len();
        let cause = Cause {
            at: now,
            received_at: now,
            actor: format!("terminal:{}", seen.terminal),
            correlation: platform.correlate(),
        };
        let (platform, terminal) = (platform.clone(), seen.terminal);
        let note = NoteDeliveries { platform: platform.clone(), cause, worker, terminal, stages };
        platform.store().write(note).await?;
    }
    if passes_on {
        pass_on_unfetched(platform, up_since).await?;
    }
    Ok(count)
}

/// A terminal that is in touch has brought what its worker did before, but for what it is about to bring: what is still
/// unsigned some minutes later goes to whoever stands in. One that is out of touch keeps what it has.
async fn pass_on_unsigned(platform: &Platform, worker: PersonId) -> Result<(), Problem> {
    let (org, now) = (platform.org(), platform.clock().now());
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let unsigned = orders::unsigned_of(tx, org, worker, now, AT_ONCE).await?;
    snapshot.finish().await?;
    let cause = || Cause::own(now, platform.correlate());
    let (new, known): (Vec<_>, Vec<_>) = unsigned.into_iter().partition(|s| s.seen_at.is_none());
    if !new.is_empty() {
        let (platform, cause) = (platform.clone(), cause());
        let see = SeeUnsigned { platform: platform.clone(), cause, worker, stages: new };
        platform.store().write(see).await?;
    }
    for unsigned in known {
        let since = unsigned.seen_at.map_or(0, |seen| now.since(seen));
        if since >= ON_ITS_WAY.as_micros() as i64 {
            let UnsignedStage { order, stage, minutes, .. } = unsigned;
            let (platform, cause, why) = (platform.clone(), cause(), Why::Unsigned);
            pass_on(PassOnUnsigned { platform, cause, worker, order, stage, minutes, why }).await;
        }
    }
    Ok(())
}

/// What a terminal has not fetched in the time to sign in, counted from when it was given to its worker, goes to whoever
/// stands in: nobody can have signed it in there.
async fn pass_on_unfetched(platform: &Platform, up_since: Instant) -> Result<(), Problem> {
    let (org, now) = (platform.org(), platform.clock().now());
    let mut snapshot = platform.store().read().await?;
    let found = orders::unfetched(&mut snapshot.tx(), org, (now, up_since), AT_ONCE).await?;
    snapshot.finish().await?;
    for UnfetchedStage { worker, order, stage, minutes } in found {
        let cause = Cause::own(now, platform.correlate());
        let (platform, why) = (platform.clone(), Why::OutOfTouch);
        pass_on(PassOnUnsigned { platform, cause, worker, order, stage, minutes, why }).await;
    }
    Ok(())
}

/// One that cannot be passed on keeps no other from it, and is tried again.
async fn pass_on(pass_on: PassOnUnsigned) {
    let (platform, order, stage) = (pass_on.platform.clone(), pass_on.order, pass_on.stage);
    if let Err(problem) = platform.store().write(pass_on).await {
        tracing::error!(%order, %stage, detail = problem.detail, "an unsigned stage stays");
    }
}

/// Tells the office of uploads that have not come whole in time; tells how many.
///
/// # Errors
/// When the database refuses.
pub async fn flag_stale_uploads(platform: &Platform) -> Result<usize, Problem> {
    let at = platform.clock().now();
    let before = at.shifted(-(UPLOADS_KEPT.as_micros() as i64));
    let mut snapshot = platform.store().read().await?;
    let org = platform.org();
    let uploads = attachments::stale(&mut snapshot.tx(), org, before, AT_ONCE).await?;
    snapshot.finish().await?;
    let count = uploads.len();
    if count > 0 {
        platform.store().write(FlagUploads { platform: platform.clone(), uploads, at }).await?;
    }
    Ok(count)
}

/// Opens sealed files whose keys are here; tells how many.
///
/// # Errors
/// When the store gives no answer.
pub async fn open_sealed_files(platform: &Platform) -> Result<usize, Problem> {
    super::files::open_waiting(platform).await
}

/// How long an upload may take before the office is told.
pub const UPLOADS_KEPT: Duration = hours(30 * 24);
/// How long a sign-in may be on its way while its terminal is in touch already.
const ON_ITS_WAY: Duration = minutes(3);
const AT_ONCE: u32 = 200;
/// How long an area waits for orders that do not follow it.
const CUT_OVER_TRIED: Duration = hours(24);
/// As many as the store takes into one transaction.
const MOVED_AT_ONCE: usize = 64;
