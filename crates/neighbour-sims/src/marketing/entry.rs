//! What the marketing system remembers, line by line.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use vocabulary::Instant;

use super::customers::{CustomersCame, CustomersMessage};
use super::message::MarketingMessage;
use super::result::ResultMessage;
use crate::ledger::LedgerEntry;

/// One line of the ledger. All that is known follows from these lines in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// A message was put into the outbox.
    Written {
        n: u64,
        message: MarketingMessage,
    },
    /// The platform has the message; at most once for each.
    Acknowledged {
        n: u64,
        outcome: String,
        order: Option<Json>,
        at: Instant,
    },
    /// The platform will not have the message.
    Refused {
        n: u64,
        status: u16,
        reason: String,
        at: Instant,
    },
    /// A copy was sent because somebody asked for it; `came` is the word of the answer.
    Repeated {
        n: u64,
        came: String,
        at: Instant,
    },
    /// An order has its result; at most once for each.
    ResultAccepted {
        result: ResultMessage,
        at: Instant,
    },
    /// An accepted result came again.
    ResultRepeated {
        order_no: String,
        at: Instant,
    },
    /// A result was answered with no.
    ResultRefused {
        order_no: String,
        message: String,
        code: String,
        at: Instant,
    },
    /// From now on results for the order are refused.
    RefusalSet {
        order_no: String,
        code: String,
        reason: String,
    },
    RefusalLifted {
        order_no: String,
    },
    WentDown {
        outage: Outage,
    },
    CameUp,
    /// A batch of customers was put into its own outbox.
    CustomersWritten {
        n: u64,
        message: CustomersMessage,
    },
    /// The platform has the batch, or will not have it; at most once for each.
    CustomersSettled {
        n: u64,
        #[serde(flatten)]
        came: CustomersCame,
    },
}

impl LedgerEntry for Entry {
    const LEDGER: &'static str = "neighbour-sims/marketing";
}

/// A time out of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    pub how: HowDown,
    /// `None`: until told.
    pub until: Option<Instant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowDown {
    /// Answers 503.
    #[default]
    Unavailable,
    /// Closes the connection without an answer.
    HangUp,
}
