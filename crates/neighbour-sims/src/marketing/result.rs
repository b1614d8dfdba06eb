//! What the platform tells the marketing system when an order is finished, and what it is answered.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use vocabulary::{Digest, Instant};

/// The body of `POST /results`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultMessage {
    /// The platform's id of the message; the same as in `Idempotency-Key`.
    pub message: String,
    pub order_no: String,
    pub kind: ResultKind,
    /// The order as the platform tells it: its id, or more.
    pub order: Json,
    pub stages: Vec<Map<String, Json>>,
    pub evidence: Vec<EvidenceLine>,
    pub at: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultKind {
    OrderFinished,
}

/// One line of the evidence index (证据索引).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceLine {
    pub attachment: String,
    pub sha256: Digest,
    /// Bytes.
    pub size: u64,
    pub mime: String,
    pub stage: String,
}

/// What the marketing system says to a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultAnswer {
    /// Taken, now or before.
    Accepted,
    /// Another message has finished the order.
    AlreadyFinished,
    /// Understood, and no: a matter for people.
    Refused { code: String, reason: String },
    /// Out of service; come again.
    Unavailable,
    /// Out of service, and not even an answer.
    HangUp,
}

impl ResultAnswer {
    /// Status and body; `None` when the connection is closed without an answer.
    #[must_use]
    pub fn to_http(&self) -> Option<(u16, Json)> {
        match self {
            Self::Accepted => Some((200, json!({"accepted": true}))),
            Self::AlreadyFinished => Some((
                409,
                json!({"code": "already_finished", "reason": "the order has its result already"}),
            )),
            Self::Refused { code, reason } => Some((422, json!({"code": code, "reason": reason}))),
            Self::Unavailable => {
                Some((503, json!({"code": "unavailable", "reason": "out of service"})))
            }
            Self::HangUp => None,
        }
    }
}
