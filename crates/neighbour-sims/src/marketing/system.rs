//! The marketing system: decides, writes the decision into its ledger, and only then knows it.

use std::io;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;
use vocabulary::Instant;

use super::book::{Book, MessageState, Order, Refusal};
use super::customers::{CustomersCame, CustomersMessage, OutgoingCustomers};
use super::entry::{Entry, HowDown, Outage};
use super::matter;
use super::merge::merge;
use super::message::{MarketingMessage, MessageKind};
use super::result::{ResultAnswer, ResultMessage};
use crate::delivery::Delivery;
use crate::ledger::Ledger;
use crate::outbox::{Outbox, Retry};

#[derive(Debug)]
pub struct MarketingSystem<L> {
    ledger: L,
    pub(super) book: Book,
    pub(super) outbox: Outbox,
    customers_outbox: Outbox,
    pub(super) attempts_since_start: u64,
}

/// An order to hand over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandOver {
    pub order_no: String,
    #[serde(default = "low_voltage_residential_new")]
    pub process: String,
    #[serde(default = "acceptance")]
    pub stage: String,
    /// What it is about: an application, a reading route, arrears, as the process has it.
    pub data: Map<String, Json>,
}

/// A message that is to be sent now.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// The message's number here, to give back with the answer.
    pub n: u64,
    pub correlation: Uuid,
    pub message: MarketingMessage,
}

/// Why the marketing system does not do what it was told.
#[derive(Debug, thiserror::Error)]
pub enum CommandFault {
    #[error("order {0} was handed over before")]
    OrderExists(String),
    #[error("there is no order {0}")]
    UnknownOrder(String),
    #[error("there is no message {0}")]
    UnknownMessage(u64),
    #[error("{field}: {reason}")]
    Invalid { field: &'static str, reason: String },
    #[error("the ledger did not keep it")]
    NotKept(#[from] io::Error),
}

impl<L: Ledger<Entry>> MarketingSystem<L> {
    /// Goes on where the `entries` of the ledger end. Unsettled messages may go at once.
    #[must_use]
    pub fn open(ledger: L, entries: &[Entry], retry: Retry, now: Instant) -> Self {
        let mut book = Book::default();
        entries.iter().for_each(|entry| book.apply(entry));
        let mut outbox = Outbox::new(retry);
        for (n, posted) in book.messages() {
            if posted.state == MessageState::Waiting {
                outbox.put(now, &posted.message.order_no, n);
            }
        }
        let mut customers_outbox = Outbox::new(retry);
        for (n, post) in book.customers().iter() {
            if post.came.is_none() {
                customers_outbox.put(now, CUSTOMERS, n);
            }
        }
        Self { ledger, book, outbox, customers_outbox, attempts_since_start: 0 }
    }

    /// Hands over an order: puts its `new` message into the outbox and returns the message's number.
    ///
    /// # Errors
    /// When the order exists, a text is empty or too long, the data are not what the process is about, or the ledger
    /// did not keep it.
    pub fn hand_over(&mut self, now: Instant, order: HandOver) -> Result<u64, CommandFault> {
        check_text("order_no", &order.order_no, CODE_LEN_MAX)?;
        check_text("process", &order.process, CODE_LEN_MAX)?;
        check_text("stage", &order.stage, CODE_LEN_MAX)?;
        if self.book.order(&order.order_no).is_some() {
            return Err(CommandFault::OrderExists(order.order_no));
        }
        matter::check(&order.process, &order.data).map_err(|cause| invalid("data", cause))?;
        self.write(MarketingMessage {
            order_no: order.order_no,
            stage: order.stage,
            version: 1,
            kind: MessageKind::New,
            process: order.process,
            at: now,
            data: order.data,
        })
    }

    /// Changes what an order is about by a merge patch.
    ///
    /// # Errors
    /// When there is no such order, or the patched data would not be what its process is about.
    pub fn change(
        &mut self,
        now: Instant,
        order_no: &str,
        patch: Map<String, Json>,
    ) -> Result<u64, CommandFault> {
        let order = self.known(order_no)?;
        let (process, mut data) = (order.process.clone(), order.data.clone());
        merge(&mut data, &patch);
        matter::check(&process, &data).map_err(|cause| invalid("data", cause))?;
        self.tell(now, order_no, MessageKind::Change, patch)
    }

    /// # Errors
    /// When there is no such order.
    pub fn cancel(
        &mut self,
        now: Instant,
        order_no: &str,
        reason: &str,
    ) -> Result<u64, CommandFault> {
        self.tell(now, order_no, MessageKind::Cancel, with_reason(reason)?)
    }

    /// # Errors
    /// When there is no such order.
    pub fn roll_back(
        &mut self,
        now: Instant,
        order_no: &str,
        to_stage: &str,
        reason: &str,
    ) -> Result<u64, CommandFault> {
        check_text("to_stage", to_stage, CODE_LEN_MAX)?;
        let mut data = with_reason(reason)?;
        data.insert("to_stage".to_owned(), json!(to_stage));
        self.tell(now, order_no, MessageKind::RollBack, data)
    }

    /// # Errors
    /// When there is no such order.
    pub fn urge(
        &mut self,
        now: Instant,
        order_no: &str,
        reason: &str,
    ) -> Result<u64, CommandFault> {
        self.tell(now, order_no, MessageKind::Urge, with_reason(reason)?)
    }

    /// The next message that may go. It is under way until [`Self::answered`]; later ones of its order wait for it.
    pub fn next_to_send(&mut self, now: Instant) -> Option<Outgoing> {
        let n = self.outbox.take(now)?;
        self.attempts_since_start += 1;
        self.outgoing(n)
    }

    /// What came of an attempt from [`Self::next_to_send`].
    ///
    /// # Errors
    /// When there is no such message, or the ledger did not keep the answer; the message goes again then.
    pub fn answered(
        &mut self,
        now: Instant,
        n: u64,
        delivery: &Delivery,
    ) -> Result<(), CommandFault> {
        let posted = self.book.message(n).ok_or(CommandFault::UnknownMessage(n))?;
        if posted.state != MessageState::Waiting {
            // A copy that somebody asked for was faster.
            return Ok(());
        }
        let kept = match delivery {
            Delivery::ComeAgain { why } => {
                self.outbox.failed(now, n, why.clone());
                return Ok(());
            }
            settling => self.settle(now, n, settling),
        };
        if let Err(fault) = &kept {
            self.outbox.failed(now, n, fault.to_string());
        }
        kept
    }

    /// A copy of a message, to be sent whatever became of the first.
    #[must_use]
    pub fn copy_of(&self, n: u64) -> Option<Outgoing> {
        self.outgoing(n)
    }

    /// What came of a copy from [`Self::copy_of`]. The first that the platform takes settles the message.
    ///
    /// # Errors
    /// When there is no such message or the ledger did not keep the answer.
    pub fn copy_answered(
        &mut self,
        now: Instant,
        n: u64,
        delivery: &Delivery,
    ) -> Result<(), CommandFault> {
        let posted = self.book.message(n).ok_or(CommandFault::UnknownMessage(n))?;
        let settles = match (&posted.state, delivery) {
            (MessageState::Acknowledged { .. }, _) | (_, Delivery::ComeAgain { .. }) => false,
            (MessageState::Waiting, _) | (_, Delivery::Taken { .. }) => true,
            (MessageState::Refused { .. }, Delivery::Refused { .. }) => false,
        };
        if settles {
            self.settle(now, n, delivery)?;
        }
        self.commit(Entry::Repeated { n, came: delivery.word().to_owned(), at: now })
    }

    /// Takes the result of an order, once.
    ///
    /// # Errors
    /// When the ledger did not keep it; nothing was taken then, as far as anybody may be told.
    pub fn take_result(
        &mut self,
        now: Instant,
        idempotency_key: &str,
        result: ResultMessage,
    ) -> Result<ResultAnswer, CommandFault> {
        if let Some(answer) = self.out_of_service(now) {
            return Ok(answer);
        }
        if idempotency_key != result.message {
            return self.refuse(now, result, "key_mismatch", "Idempotency-Key is not the message");
        }
        let Some(order) = self.book.order(&result.order_no) else {
            return self.refuse(now, result, "order_unknown", "no such order was handed over");
        };
        if let Some(taken) = &order.result {
            if taken.result.message != result.message {
                self.commit(refused(now, result, "already_finished"))?;
                return Ok(ResultAnswer::AlreadyFinished);
            }
            if taken.result != result {
                return self.refuse(now, result, "message_reused", "same id, different body");
            }
            self.commit(Entry::ResultRepeated { order_no: result.order_no, at: now })?;
            return Ok(ResultAnswer::Accepted);
        }
        if let Some(Refusal { code, reason }) = order.refusal.clone() {
            return self.refuse(now, result, &code, &reason);
        }
        self.commit(Entry::ResultAccepted { result, at: now })?;
        Ok(ResultAnswer::Accepted)
    }

    /// The answer to everything while out of service.
    #[must_use]
    pub fn out_of_service(&self, now: Instant) -> Option<ResultAnswer> {
        self.book.outage(now).map(|outage| match outage.how {
            HowDown::Unavailable => ResultAnswer::Unavailable,
            HowDown::HangUp => ResultAnswer::HangUp,
        })
    }

    /// Goes out of service for `lasting`, or until told.
    ///
    /// # Errors
    /// When the ledger did not keep it.
    pub fn go_down(
        &mut self,
        now: Instant,
        how: HowDown,
        lasting: Option<Duration>,
    ) -> Result<(), CommandFault> {
        let until = lasting.map(|lasting| now.plus(lasting));
        self.commit(Entry::WentDown { outage: Outage { how, until } })
    }

    /// # Errors
    /// When the ledger did not keep it.
    pub fn come_up(&mut self) -> Result<(), CommandFault> {
        self.commit(Entry::CameUp)
    }

    /// Refuses the result of an order from now on. A result that was taken stays taken.
    ///
    /// # Errors
    /// When there is no such order.
    pub fn set_refusal(
        &mut self,
        order_no: &str,
        code: &str,
        reason: &str,
    ) -> Result<(), CommandFault> {
        check_text("code", code, CODE_LEN_MAX)?;
        check_text("reason", reason, REASON_LEN_MAX)?;
        self.known(order_no)?;
        self.commit(Entry::RefusalSet {
            order_no: order_no.to_owned(),
            code: code.to_owned(),
            reason: reason.to_owned(),
        })
    }

    /// # Errors
    /// When there is no such order.
    pub fn lift_refusal(&mut self, order_no: &str) -> Result<(), CommandFault> {
        self.known(order_no)?;
        self.commit(Entry::RefusalLifted { order_no: order_no.to_owned() })
    }

    /// Writes a batch of customers down, to be sent after those before it; gives its number among the batches.
    ///
    /// # Errors
    /// When its id was used before, it cannot be sent at all, or the ledger did not keep it.
    pub fn tell_customers(
        &mut self,
        now: Instant,
        message: CustomersMessage,
    ) -> Result<u64, CommandFault> {
        check_text("message_id", &message.message_id, CODE_LEN_MAX)?;
        message.check().map_err(|cause| invalid("records", cause))?;
        if self.book.customers().knows(&message.message_id) {
            return Err(invalid("message_id", "was used before"));
        }
        let n = self.book.customers().next_number();
        self.commit(Entry::CustomersWritten { n, message })?;
        self.customers_outbox.put(now, CUSTOMERS, n);
        Ok(n)
    }

    /// The batch that may go now, if one may; it is under way until [`Self::customers_answered`].
    pub fn next_customers(&mut self, now: Instant) -> Option<OutgoingCustomers> {
        let n = self.customers_outbox.take(now)?;
        let message = self.book.customers().get(n)?.message.clone();
        Some(OutgoingCustomers { n, correlation: message.correlation(), message })
    }

    /// What came of an attempt from [`Self::next_customers`].
    ///
    /// # Errors
    /// When the ledger did not keep the answer; the batch goes again then.
    pub fn customers_answered(
        &mut self,
        now: Instant,
        n: u64,
        delivery: &Delivery,
    ) -> Result<(), CommandFault> {
        let came = match delivery.clone() {
            Delivery::Taken { outcome, .. } => CustomersCame::Taken { outcome, at: now },
            Delivery::Refused { status, reason } => {
                CustomersCame::Refused { status, reason, at: now }
            }
            Delivery::ComeAgain { why } => {
                self.customers_outbox.failed(now, n, why);
                return Ok(());
            }
        };
        if let Err(fault) = self.commit(Entry::CustomersSettled { n, came }) {
            self.customers_outbox.failed(now, n, fault.to_string());
            return Err(fault);
        }
        self.customers_outbox.settled(now, CUSTOMERS, n);
        Ok(())
    }

    /// When [`Self::next_to_send`] or [`Self::next_customers`] may have something.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        let due = [self.outbox.due(), self.customers_outbox.due()];
        due.into_iter().flatten().min()
    }

    /// What is known, apart from attempts that came to nothing.
    #[must_use]
    pub const fn book(&self) -> &Book {
        &self.book
    }

    #[must_use]
    pub const fn ledger(&self) -> &L {
        &self.ledger
    }

    /// Puts a further message of an order into the outbox.
    fn tell(
        &mut self,
        now: Instant,
        order_no: &str,
        kind: MessageKind,
        data: Map<String, Json>,
    ) -> Result<u64, CommandFault> {
        let order = self.known(order_no)?;
        let message = MarketingMessage {
            order_no: order_no.to_owned(),
            stage: order.stage.clone(),
            version: order.version + 1,
            kind,
            process: order.process.clone(),
            at: now,
            data,
        };
        self.write(message)
    }

    fn write(&mut self, message: MarketingMessage) -> Result<u64, CommandFault> {
        let n = self.book.next_number();
        let (at, order_no) = (message.at, message.order_no.clone());
        self.commit(Entry::Written { n, message })?;
        self.outbox.put(at, &order_no, n);
        Ok(n)
    }

    fn settle(&mut self, now: Instant, n: u64, delivery: &Delivery) -> Result<(), CommandFault> {
        let entry = match delivery.clone() {
            Delivery::Taken { outcome, order, .. } => {
                Entry::Acknowledged { n, outcome, order, at: now }
            }
            Delivery::Refused { status, reason } => Entry::Refused { n, status, reason, at: now },
            Delivery::ComeAgain { .. } => return Ok(()),
        };
        self.commit(entry)?;
        if let Some(posted) = self.book.message(n) {
            self.outbox.settled(now, &posted.message.order_no, n);
        }
        Ok(())
    }

    fn refuse(
        &mut self,
        now: Instant,
        result: ResultMessage,
        code: &str,
        reason: &str,
    ) -> Result<ResultAnswer, CommandFault> {
        self.commit(refused(now, result, code))?;
        Ok(ResultAnswer::Refused { code: code.to_owned(), reason: reason.to_owned() })
    }

    fn commit(&mut self, entry: Entry) -> Result<(), CommandFault> {
        self.ledger.append(&entry)?;
        self.book.apply(&entry);
        Ok(())
    }

    fn known(&self, order_no: &str) -> Result<&Order, CommandFault> {
        self.book.order(order_no).ok_or_else(|| CommandFault::UnknownOrder(order_no.to_owned()))
    }

    fn outgoing(&self, n: u64) -> Option<Outgoing> {
        let message = self.book.message(n)?.message.clone();
        Some(Outgoing { n, correlation: message.correlation(), message })
    }
}

fn refused(now: Instant, result: ResultMessage, code: &str) -> Entry {
    let ResultMessage { order_no, message, .. } = result;
    Entry::ResultRefused { order_no, message, code: code.to_owned(), at: now }
}

fn with_reason(reason: &str) -> Result<Map<String, Json>, CommandFault> {
    check_text("reason", reason, REASON_LEN_MAX)?;
    Ok(Map::from_iter([("reason".to_owned(), json!(reason))]))
}

fn check_text(field: &'static str, text: &str, len_max: usize) -> Result<(), CommandFault> {
    if text.trim().is_empty() {
        return Err(invalid(field, "is empty"));
    }
    if text.len() > len_max {
        return Err(invalid(field, format!("is longer than {len_max} bytes")));
    }
    Ok(())
}

fn invalid(field: &'static str, reason: impl Into<String>) -> CommandFault {
    CommandFault::Invalid { field, reason: reason.into() }
}

fn low_voltage_residential_new() -> String {
    "low_voltage_residential_new".to_owned()
}

fn acceptance() -> String {
    "acceptance".to_owned()
}

/// Batches of customers go one after the other.
const CUSTOMERS: &str = "customers";
const CODE_LEN_MAX: usize = 64;
const REASON_LEN_MAX: usize = 500;
