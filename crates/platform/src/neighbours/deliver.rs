//! What became of an attempt to hand a message over.

use async_trait::async_trait;
use platform_store::neighbours::{self, OutboxRow, OutboxState};
use platform_store::office::{self, OfficeItemRow};
use platform_store::{Command, Tx, people};
use serde_json::{Value, json};
use vocabulary::{CorrelationId, MessageId, OfficeItemId};

use crate::Platform;
use crate::http::Problem;
use crate::orders::{AwaitedReport, Cause, Order};

/// The way to the neighbours: HTTP in the program, a lossy link in the simulation.
#[async_trait]
pub trait NeighbourLink: Send + Sync {
    /// Hands one message over to its neighbour.
    async fn hand_over(&self, message: &Outgoing<'_>) -> Answer;
}

/// A message as it leaves.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'m> {
    /// Whom it is for.
    pub neighbour: &'m str,
    /// Which of the neighbour's doors it goes to: a neighbour has one for each kind.
    pub kind: &'m str,
    /// The neighbour recognises a repetition by it.
    pub message: MessageId,
    pub correlation: CorrelationId,
    pub body: &'m Value,
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
        if AwaitedReport::of(&self.row.kind).is_none() {
            return self.tell_office(tx).await;
        }
        let Some(order) = self.row.order else { return Ok(()) };
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), order).await?;
        let Some(mut order) = loaded else { return Ok(()) };
        match &self.answer {
            Answer::Refused { code, reason } => {
                let detail = json!({ "message": self.row.message, "code": code, "reason": reason });
                order.note("result_refused", detail.clone());
                order.ask_office(RESULT_REFUSED, code, None, detail);
            }
            _ => {
                order.note("result_delivered", json!({ "message": self.row.message }));
                order.finish_report(tx, &self.row).await?;
            }
        }
        order.save(tx).await
    }
}

impl SettleAttempt {
    /// What no order waits for: only a no is anybody's business.
    async fn tell_office(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let Answer::Refused { code, reason } = &self.answer else { return Ok(()) };
        let detail = json!({
            "neighbour": self.row.neighbour, "message": self.row.message, "code": code,
            "reason": reason, "about": self.row.body,
        });
        let loaded = match self.row.order {
            Some(order) => Order::load(&self.platform, tx, self.cause.clone(), order).await?,
            None => None,
        };
        if let Some(mut order) = loaded {
            order.ask_office(RESULT_REFUSED, code, None, detail);
            return order.save_beside(tx).await;
        }
        // Without an order it is the matter of the station whose worker did it.
        let org = self.platform.org();
        let performer = match self.row.body["performer"].as_str() {
            Some(staff_no) => people::person_by_staff_no(tx, org, staff_no).await?,
            None => None,
        };
        let station = performer.and_then(|person| person.station);
        let id = OfficeItemId::make(self.platform.clock(), self.platform.entropy());
        let (what, at) = ((RESULT_REFUSED, code.as_str()), self.cause.received_at);
        let item = OfficeItemRow::of_station(id, station, what, detail, at);
        Ok(office::open(tx, org, &item).await?)
    }
}

/// The kind of an item about a result that a neighbour will not have.
const RESULT_REFUSED: &str = "result_refused";

/// Seconds, doubling to a quarter of an hour: a neighbour that is down for an hour is found again soon after.
fn pause_after(attempts: u32) -> std::time::Duration {
    let seconds = 2_u64.saturating_pow(attempts.min(10)).min(900);
    std::time::Duration::from_secs(seconds)
}
