//! What the marketing system knows: a value that follows from the ledger's entries and from nothing else.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};
use vocabulary::Instant;

use super::customers::CustomerPosts;
use super::entry::{Entry, Outage};
use super::merge::merge;
use super::message::{MarketingMessage, MessageKind};
use super::result::ResultMessage;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    messages: BTreeMap<u64, Posted>,
    orders: BTreeMap<String, Order>,
    outage: Option<Outage>,
    results_for_strangers: u64,
    customers: CustomerPosts,
}

/// A message and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Posted {
    pub message: MarketingMessage,
    pub state: MessageState,
    /// Answers to copies that somebody asked for, by their word.
    pub repeats: BTreeMap<String, u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum MessageState {
    Waiting,
    Acknowledged { outcome: String, order: Option<Json>, at: Instant },
    Refused { status: u16, reason: String, at: Instant },
}

/// An order as the marketing system has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    pub process: String,
    /// The stage that the latest message spoke of.
    pub stage: String,
    /// Of the latest message.
    pub version: u64,
    /// The application with all changes.
    pub data: Map<String, Json>,
    pub messages: Vec<u64>,
    pub cancelled: bool,
    pub result: Option<TakenResult>,
    pub results_refused: u64,
    /// Whether the result came although the platform had confirmed the cancellation.
    pub finished_after_cancel: bool,
    pub refusal: Option<Refusal>,
}

/// The result of an order and how often it came.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenResult {
    pub result: ResultMessage,
    pub at: Instant,
    pub copies: u64,
}

/// A business refusal that was switched on for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    pub code: String,
    pub reason: String,
}

impl Book {
    /// Takes over one entry. Entries that fit nothing known change nothing: a ledger is written by decisions that
    /// looked first.
    pub(super) fn apply(&mut self, entry: &Entry) {
        match entry {
            Entry::Written { n, message } => self.written(*n, message),
            Entry::Acknowledged { n, outcome, order, at } => {
                self.settle(
                    *n,
                    MessageState::Acknowledged {
                        outcome: outcome.clone(),
                        order: order.clone(),
                        at: *at,
                    },
                );
                self.confirm_cancellation(*n, outcome);
            }
            Entry::Refused { n, status, reason, at } => self.settle(
                *n,
                MessageState::Refused { status: *status, reason: reason.clone(), at: *at },
            ),
            Entry::Repeated { n, came, .. } => {
                if let Some(posted) = self.messages.get_mut(n) {
                    *posted.repeats.entry(came.clone()).or_default() += 1;
                }
            }
            Entry::ResultAccepted { result, at } => self.change(&result.order_no, |order| {
                order.result = Some(TakenResult { result: result.clone(), at: *at, copies: 1 });
                order.finished_after_cancel = order.cancelled;
            }),
            Entry::ResultRepeated { order_no, .. } => self.change(order_no, |order| {
                if let Some(taken) = &mut order.result {
                    taken.copies += 1;
                }
            }),
            Entry::ResultRefused { order_no, .. } => match self.orders.get_mut(order_no) {
                Some(order) => order.results_refused += 1,
                None => self.results_for_strangers += 1,
            },
            Entry::RefusalSet { order_no, code, reason } => self.change(order_no, |order| {
                order.refusal = Some(Refusal { code: code.clone(), reason: reason.clone() });
            }),
            Entry::RefusalLifted { order_no } => {
                self.change(order_no, |order| order.refusal = None)
            }
            Entry::WentDown { outage } => self.outage = Some(*outage),
            Entry::CameUp => self.outage = None,
            Entry::CustomersWritten { n, message } => self.customers.written(*n, message),
            Entry::CustomersSettled { n, came } => self.customers.settled(*n, came),
        }
    }

    #[must_use]
    pub fn order(&self, order_no: &str) -> Option<&Order> {
        self.orders.get(order_no)
    }

    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    #[must_use]
    pub fn message(&self, n: u64) -> Option<&Posted> {
        self.messages.get(&n)
    }

    pub fn messages(&self) -> impl Iterator<Item = (u64, &Posted)> {
        self.messages.iter().map(|(n, posted)| (*n, posted))
    }

    /// The number that the next message gets; the first is 1.
    #[must_use]
    pub fn next_number(&self) -> u64 {
        self.messages.last_key_value().map_or(1, |(n, _)| n + 1)
    }

    /// The outage at `now`, if there is one.
    #[must_use]
    pub fn outage(&self, now: Instant) -> Option<Outage> {
        self.outage.filter(|outage| outage.until.is_none_or(|until| now < until))
    }

    /// Results refused because their order was never handed over.
    #[must_use]
    pub const fn results_for_strangers(&self) -> u64 {
        self.results_for_strangers
    }

    /// Batches of customers.
    #[must_use]
    pub const fn customers(&self) -> &CustomerPosts {
        &self.customers
    }

    fn written(&mut self, n: u64, message: &MarketingMessage) {
        let order = self.orders.entry(message.order_no.clone()).or_default();
        order.messages.push(n);
        order.process.clone_from(&message.process);
        order.stage.clone_from(&message.stage);
        order.version = message.version;
        match message.kind {
            MessageKind::New => order.data.clone_from(&message.data),
            MessageKind::Change => merge(&mut order.data, &message.data),
            MessageKind::Cancel | MessageKind::RollBack | MessageKind::Urge => {}
        }
        let posted = Posted {
            message: message.clone(),
            state: MessageState::Waiting,
            repeats: BTreeMap::new(),
        };
        self.messages.insert(n, posted);
    }

    fn settle(&mut self, n: u64, state: MessageState) {
        if let Some(posted) = self.messages.get_mut(&n) {
            posted.state = state;
        }
    }

    /// A cancellation stands when the platform carried it out, not when it was asked for: the order may be over there.
    fn confirm_cancellation(&mut self, n: u64, outcome: &str) {
        let Some(posted) = self.messages.get(&n) else { return };
        if posted.message.kind != MessageKind::Cancel || outcome != "applied" {
            return;
        }
        let order_no = posted.message.order_no.clone();
        self.change(&order_no, |order| order.cancelled = true);
    }

    fn change(&mut self, order_no: &str, change: impl FnOnce(&mut Order)) {
        if let Some(order) = self.orders.get_mut(order_no) {
            change(order);
        }
    }
}
