//! Handing over what waits in the outbox.

use platform_store::neighbours::OutboxRow;
use platform_store::{attachments, neighbours, orders, people};
use serde_json::{Value, json};
use tracing::Instrument as _;
use vocabulary::OrderId;

use super::deliver::{Answer, NeighbourLink, Outgoing, SettleAttempt};
use super::result_message::ResultMessage;
use super::task_result_message::TaskResultMessage;
use crate::Platform;
use crate::http::Problem;
use crate::orders::{AwaitedReport, Cause};

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
    let body = match row.order.zip(AwaitedReport::of(&row.kind)) {
        Some((order, report)) => order_result(platform, &row, order, report).await?,
        None => Some(row.body.clone()),
    };
    let Some(body) = body else { return Ok(()) };
    let outgoing = Outgoing {
        neighbour: &row.neighbour,
        kind: &row.kind,
        message: row.message,
        correlation: row.correlation,
        body: &body,
    };
    let answer = link.hand_over(&outgoing).await;
    match &answer {
        Answer::Accepted => tracing::info!("handed over"),
        Answer::Refused { code, reason } => tracing::warn!(code, reason, "refused"),
        Answer::Silent { error } => tracing::info!(error, "to be tried again"),
    }
    let at = platform.clock().now();
    let cause = Cause {
        at,
        received_at: at,
        actor: format!("neighbour:{}", row.neighbour),
        correlation: row.correlation,
    };
    let settle = SettleAttempt { platform: platform.clone(), cause, row, answer };
    platform.store().write(settle).await
}

/// What is reported of an order as it stands now; nobody gets an earlier picture of it.
async fn order_result(
    platform: &Platform,
    row: &OutboxRow,
    order: OrderId,
    report: AwaitedReport,
) -> Result<Option<Value>, Problem> {
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let record = orders::find(&mut snapshot.tx(), org, order).await?;
    let files = attachments::of_order(&mut snapshot.tx(), org, order).await?;
    let Some(record) = record else { return Ok(None) };
    let mut staff = Vec::new();
    for worker in record.view.stages.values().filter_map(|stage| stage.assignee) {
        staff.extend(people::person(&mut snapshot.tx(), org, worker).await?);
    }
    snapshot.finish().await?;
    Ok(Some(match report {
        AwaitedReport::Order => {
            let (message, made_at) = (row.message, row.created_at);
            json!(ResultMessage::of(message, &row.kind, &record, &files, &staff, made_at))
        }
        AwaitedReport::Task => json!(TaskResultMessage::of(row, &record, &staff)),
    }))
}

const AT_ONCE: u32 = 50;
