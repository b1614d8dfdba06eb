//! Handing over what waits in the outbox.

use platform_store::{attachments, neighbours, orders};
use serde_json::json;

use super::deliver::{NeighbourLink, SettleAttempt};
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
        let mut snapshot = platform.store().read().await?;
        let record = orders::find(&mut snapshot.tx(), org, row.order).await?;
        let files = attachments::of_order(&mut snapshot.tx(), org, row.order).await?;
        snapshot.finish().await?;
        let Some(record) = record else { continue };
        // The time of the message's making, so that every attempt sends the same bytes.
        let message = ResultMessage::of(row.message, &row.kind, &record, &files, row.created_at);
        let id = row.message.to_string();
        let answer = link.hand_over(&id, row.correlation, &json!(message)).await;
        let at = platform.clock().now();
        let cause = Cause {
            at,
            received_at: at,
            actor: "neighbour:marketing".to_owned(),
            correlation: row.correlation,
        };
        let settle = SettleAttempt { platform: platform.clone(), cause, row, answer };
        platform.store().write(settle).await?;
    }
    Ok(count)
}

const AT_ONCE: u32 = 50;
