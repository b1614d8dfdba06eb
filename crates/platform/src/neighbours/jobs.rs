//! Handing over what waits in the outbox.

use platform_store::neighbours::OutboxRow;
use platform_store::{attachments, neighbours, orders, people};
use serde_json::json;
use tracing::Instrument as _;

use super::deliver::{Answer, NeighbourLink, SettleAttempt};
use super::result_message::ResultMessage;
use crate::Platform;
use crate::http::Problem;
use crate::orders::Cause;

/// Tries every message that is due, once; tells how many.
///
/// # Errors
/// When the database refuses.
pub async fn run_due(platform: &Platform, link: &dyn NeighbourLink) -> Result<usize, Problem> {
    let org = platform.org();
    let now = platform.clock().now();
    let mut snapshot = platform.store().read().await?;
    let due = neighbours::due(&mut snapshot.tx(), org, now, AT_ONCE).await?;
    snapshot.finish().await?;
    let count = due.len();
    for row in due {
        let correlation = row.correlation;
        let span = tracing::info_span!("message", %correlation, message = %row.message);
        try_one(platform, link, row).instrument(span).await?;
    }
    Ok(count)
}

/// Hands one message over, under the id of what led to it, and writes down what came of it.
async fn try_one(
    platform: &Platform,
    link: &dyn NeighbourLink,
    row: OutboxRow,
) -> Result<(), Problem> {
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let record = orders::find(&mut snapshot.tx(), org, row.order).await?;
    let files = attachments::of_order(&mut snapshot.tx(), org, row.order).await?;
    let Some(record) = record else { return Ok(()) };
    let mut staff = Vec::new();
    for worker in record.view.stages.values().filter_map(|stage| stage.assignee) {
        staff.extend(people::person(&mut snapshot.tx(), org, worker).await?);
    }
    snapshot.finish().await?;
    // The time of the message's making, so that every attempt sends the same bytes.
    let message =
        ResultMessage::of(row.message, &row.kind, &record, &files, &staff, row.created_at);
    let id = row.message.to_string();
    let answer = link.hand_over(&id, row.correlation, &json!(message)).await;
    match &answer {
        Answer::Accepted => tracing::info!("handed over"),
        Answer::Refused { code, reason } => tracing::warn!(code, reason, "refused"),
        Answer::Silent { error } => tracing::info!(error, "to be tried again"),
    }
    let at = platform.clock().now();
    let cause = Cause {
        at,
        received_at: at,
        actor: "neighbour:marketing".to_owned(),
        correlation: row.correlation,
    };
    let settle = SettleAttempt { platform: platform.clone(), cause, row, answer };
    platform.store().write(settle).await
}

const AT_ONCE: u32 = 50;
