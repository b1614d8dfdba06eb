//! What orders need done in the background: timers that are due, limits to be looked at, deliveries to be written down,
//! sealed files that can be opened, uploads that never came whole.

use std::collections::BTreeSet;
use std::time::Duration;

use platform_store::{attachments, deadlines, orders};
use tracing::Instrument as _;
use vocabulary::hours;

use super::operations::{FireTimer, FlagUploads, ForgetDrafts, NoteDeliveries, WatchLimits};
use super::order::Cause;
use crate::Platform;
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
        let cause = Cause { at: now, received_at: now, actor: "platform".to_owned(), correlation };
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

/// Writes down what has reached its terminal since the last time; tells how many stages.
///
/// # Errors
/// When the database refuses; what was noted before stays noted.
pub async fn note_deliveries(platform: &Platform) -> Result<usize, Problem> {
    let (org, now) = (platform.org(), platform.clock().now());
    let mut count = 0;
    for (worker, seen) in platform.cursors().take() {
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
    Ok(count)
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
const AT_ONCE: u32 = 200;
