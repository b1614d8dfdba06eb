//! What orders need done in the background: timers that are due, deliveries to be written down, sealed files that can
//! be opened, uploads that never came whole.

use std::time::Duration;

use platform_store::{attachments, orders};
use tracing::Instrument as _;
use vocabulary::hours;

use super::operations::{FireTimer, FlagUploads, NoteDeliveries};
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
