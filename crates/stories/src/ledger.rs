//! The model: what was acknowledged, by whom, and what may therefore never be lost or doubled.

use std::collections::{BTreeMap, BTreeSet};

use neighbour_sims::marketing::{MarketingMessage, MessageKind};
use serde_json::Value;
use vocabulary::{AttachmentId, Digest, Instant, OperationId, OrderId, PersonId, StageId};

/// What the world has been promised.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Operations that a terminal said were recorded, with the terminal's place.
    pub recorded: BTreeMap<OperationId, Recorded>,
    /// Files that a terminal said were kept, once their operation was recorded.
    pub files: BTreeMap<AttachmentId, KeptFile>,
    /// Orders whose `new` the platform has acknowledged.
    pub handed_over: BTreeSet<String>,
    /// Orders whose `cancel` the platform has acknowledged as carried out.
    pub cancelled: BTreeSet<String>,
    /// Orders that the head was told are terminated, since the last restore.
    pub terminated: BTreeSet<String>,
    /// Orders that the administrator was told have moved to the other version, since the last restore.
    pub migrated: BTreeSet<String>,
    /// What the office was told it has done to an order since the last restore, as the story calls it.
    pub done: BTreeMap<(String, &'static str), usize>,
    /// What was typed and not handed in, by stage and field.
    pub typed: BTreeMap<(StageId, String), Typed>,
    /// Who is away when, as the office was told since the last restore.
    pub away: Vec<(PersonId, Instant, Instant)>,
    /// What a handheld had no receipts of when it was lost, by the handheld's place: the rest is the platform's.
    pub lost_with: BTreeMap<usize, BTreeSet<OperationId>>,
    /// What happened, for whoever reads a failed seed.
    pub story: Vec<String>,
    /// Tell the story as it happens.
    pub aloud: bool,
}

/// An operation that a worker was told is safe.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub order: OrderId,
    pub terminal: usize,
    pub submit: bool,
}

/// A value that a worker was told is kept.
#[derive(Debug, Clone)]
pub struct Typed {
    pub worker: usize,
    pub terminal: usize,
    pub order: OrderId,
    /// The assignment under which he typed it.
    pub generation: u32,
    pub value: Value,
}

/// A file that a worker was told is safe.
#[derive(Debug, Clone, Copy)]
pub struct KeptFile {
    pub operation: OperationId,
    pub sha256: Digest,
}

impl Ledger {
    /// Takes down what the platform acknowledged of a message of the marketing system. A copy is told what became of the
    /// first.
    pub fn acknowledged(&mut self, message: &MarketingMessage, answer: &Value) {
        self.handed_over.insert(message.order_no.clone());
        let first = answer.get("first").unwrap_or(answer);
        if message.kind == MessageKind::Cancel && first["outcome"] == "applied" {
            self.cancelled.insert(message.order_no.clone());
        }
    }

    /// The office was told that this was done.
    pub fn was_done(&mut self, order_no: &str, what: &'static str) {
        *self.done.entry((order_no.to_owned(), what)).or_default() += 1;
    }

    /// Last night's copy is in place: what the office did since is forgotten, and it has to do it again.
    pub fn forget_the_office(&mut self) {
        self.terminated.clear();
        self.away.clear();
        self.migrated.clear();
        self.done.clear();
    }

    /// Writes down what happened.
    pub fn tell(&mut self, what: impl Into<String>) {
        let what = what.into();
        if self.aloud {
            println!("  {what}");
        }
        self.story.push(what);
    }
}
