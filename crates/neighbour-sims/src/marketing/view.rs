//! What the marketing system tells about itself to whoever checks it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};
use vocabulary::Instant;

use super::book::{MessageState, Refusal, TakenResult};
use super::customers::CustomersCame;
use super::message::MessageKind;
use super::result::ResultMessage;
use super::system::MarketingSystem;

/// `GET /control/orders/{order_no}`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrderView {
    pub order_no: String,
    pub process: String,
    pub data: Map<String, Json>,
    /// Whether the platform has carried out a cancellation.
    pub cancelled: bool,
    pub messages: Vec<MessageView>,
    pub result: Option<ResultView>,
    pub results_refused: u64,
    pub refusal: Option<Refusal>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MessageView {
    pub n: u64,
    pub kind: MessageKind,
    pub stage: String,
    pub version: u64,
    pub at: Instant,
    #[serde(flatten)]
    pub state: MessageState,
    /// Answers to copies that somebody asked for, by their word.
    pub repeats: BTreeMap<String, u64>,
    /// Since the start of the program.
    pub attempts: u32,
    pub last_failure: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResultView {
    /// How often it came, the first time included.
    pub copies: u64,
    pub taken_at: Instant,
    #[serde(flatten)]
    pub result: ResultMessage,
}

/// `GET /control/state`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub orders: u64,
    /// Results that came although the platform had confirmed the cancellation.
    pub finished_after_cancel: u64,
    pub messages_written: u64,
    pub messages_waiting: u64,
    pub messages_acknowledged: u64,
    pub messages_refused: u64,
    /// First answers, by their outcome.
    pub outcomes: BTreeMap<String, u64>,
    /// Copies that were asked for, by the word of the answer.
    pub repeats: BTreeMap<String, u64>,
    /// Attempts since the start of the program, without the copies that were asked for.
    pub attempts_since_start: u64,
    pub results_accepted: u64,
    /// Copies of accepted results.
    pub result_duplicates: u64,
    /// Results answered with no.
    pub results_refused: u64,
    /// Batches of customers that the platform has not answered, has, and will not have.
    pub customers_waiting: u64,
    pub customers_taken: u64,
    pub customers_refused: u64,
}

impl<L> MarketingSystem<L> {
    #[must_use]
    pub fn order(&self, order_no: &str) -> Option<OrderView> {
        let order = self.book.order(order_no)?;
        let messages = order.messages.iter().filter_map(|n| self.message_view(*n)).collect();
        Some(OrderView {
            order_no: order_no.to_owned(),
            process: order.process.clone(),
            data: order.data.clone(),
            cancelled: order.cancelled,
            messages,
            result: order.result.as_ref().map(result_view),
            results_refused: order.results_refused,
            refusal: order.refusal.clone(),
        })
    }

    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals {
            attempts_since_start: self.attempts_since_start,
            results_refused: self.book.results_for_strangers(),
            ..Totals::default()
        };
        for (_, posted) in self.book.messages() {
            totals.messages_written += 1;
            match &posted.state {
                MessageState::Waiting => totals.messages_waiting += 1,
                MessageState::Refused { .. } => totals.messages_refused += 1,
                MessageState::Acknowledged { outcome, .. } => {
                    totals.messages_acknowledged += 1;
                    *totals.outcomes.entry(outcome.clone()).or_default() += 1;
                }
            }
            for (came, count) in &posted.repeats {
                *totals.repeats.entry(came.clone()).or_default() += count;
            }
        }
        for (_, post) in self.book.customers().iter() {
            match post.came {
                None => totals.customers_waiting += 1,
                Some(CustomersCame::Taken { .. }) => totals.customers_taken += 1,
                Some(CustomersCame::Refused { .. }) => totals.customers_refused += 1,
            }
        }
        for order in self.book.orders() {
            totals.orders += 1;
            totals.results_refused += order.results_refused;
            totals.finished_after_cancel += u64::from(order.finished_after_cancel);
            if let Some(taken) = &order.result {
                totals.results_accepted += 1;
                totals.result_duplicates += taken.copies - 1;
            }
        }
        totals
    }

    fn message_view(&self, n: u64) -> Option<MessageView> {
        let posted = self.book.message(n)?;
        let attempts = self.outbox.attempts(n);
        Some(MessageView {
            n,
            kind: posted.message.kind,
            stage: posted.message.stage.clone(),
            version: posted.message.version,
            at: posted.message.at,
            state: posted.state.clone(),
            repeats: posted.repeats.clone(),
            attempts: attempts.count,
            last_failure: attempts.last_failure,
        })
    }
}

fn result_view(taken: &TakenResult) -> ResultView {
    ResultView { copies: taken.copies, taken_at: taken.at, result: taken.result.clone() }
}
