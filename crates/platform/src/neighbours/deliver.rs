//! What became of an attempt to hand a message over.

use async_trait::async_trait;
use platform_store::neighbours::{self, OutboxRow, OutboxState};
use platform_store::{Command, Tx};
use serde_json::{Value, json};
use vocabulary::CorrelationId;

use crate::Platform;
use crate::http::Problem;
use crate::orders::{Cause, Order};

/// The way to a neighbour: HTTP in the program, a lossy link in the simulation.
#[async_trait]
pub trait NeighbourLink: Send + Sync {
    /// Hands one message over.
    async fn hand_over(&self, message: &str, correlation: CorrelationId, body: &Value) -> Answer;
}

/// What a neighbour said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Accepted,
    /// It took the message and says no: no attempt will change that.
    Refused {
        code: String,
        reason: String,
    },
    /// Nobody answered, or not with sense: try again.
    Silent {
        error: String,
    },
}

/// Writes an attempt's outcome down and lets the order go on.
pub struct SettleAttempt {
    pub platform: Platform,
    pub cause: Cause,
    pub row: OutboxRow,
    pub answer: Answer,
}

#[async_trait]
impl Command for SettleAttempt {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let now = self.cause.received_at;
        if neighbours::find(tx, org, self.row.message).await?.is_none() {
            // Its order was cancelled or rolled back while the neighbour thought about it.
            return Ok(());
        }
        let attempts = self.row.attempts + 1;
        let mut after = OutboxRow { attempts, ..self.row.clone() };
        match &self.answer {
            Answer::Accepted => {
                after.state = OutboxState::Delivered;
                after.settled_at = Some(now);
            }
            Answer::Refused { code, reason } => {
                after.state = OutboxState::Refused;
                after.settled_at = Some(now);
                after.last_error = Some(format!("{code}: {reason}"));
            }
            Answer::Silent { error } => {
                after.next_at = now.plus(pause_after(attempts));
                after.last_error = Some(error.clone());
            }
        }
        neighbours::settle(tx, org, &self.row, &after).await?;
        if after.state == OutboxState::Pending {
            return Ok(());
        }
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), self.row.order).await?;
        let Some(mut order) = loaded else { return Ok(()) };
        match &self.answer {
            Answer::Refused { code, reason } => {
                let detail = json!({ "message": self.row.message, "code": code, "reason": reason });
                order.note("result_refused", detail.clone());
                order.ask_office("result_refused", code, None, detail);
            }
            _ => {
                order.note("result_delivered", json!({ "message": self.row.message }));
                order.finish_report(tx, &self.row).await?;
            }
        }
        order.save(tx).await
    }
}

/// Seconds, doubling to a quarter of an hour: a neighbour that is down for an hour is found again soon after.
fn pause_after(attempts: u32) -> std::time::Duration {
    let seconds = 2_u64.saturating_pow(attempts.min(10)).min(900);
    std::time::Duration::from_secs(seconds)
}
