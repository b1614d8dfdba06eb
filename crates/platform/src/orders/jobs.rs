//! What orders need done in the background: timers that are due, sealed files that can be opened.

use platform_store::orders;
use tracing::Instrument as _;

use super::operations::FireTimer;
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

/// Opens sealed files whose keys are here; tells how many.
///
/// # Errors
/// When the store gives no answer.
pub async fn open_sealed_files(platform: &Platform) -> Result<usize, Problem> {
    super::files::open_waiting(platform).await
}

const AT_ONCE: u32 = 200;
