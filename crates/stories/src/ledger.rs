//! The model: what was acknowledged, by whom, and what may therefore never be lost or doubled.

use std::collections::{BTreeMap, BTreeSet};

use vocabulary::{AttachmentId, Digest, OperationId, OrderId};

/// What the world has been promised.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Operations that a terminal said were recorded, with the terminal's place.
    pub recorded: BTreeMap<OperationId, Recorded>,
    /// Files that a terminal said were kept, once their operation was recorded.
    pub files: BTreeMap<AttachmentId, Digest>,
    /// Orders whose `new` the platform has acknowledged.
    pub handed_over: BTreeSet<String>,
    /// Orders whose `cancel` the platform has applied.
    pub cancelled: BTreeSet<String>,
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

impl Ledger {
    /// Writes down what happened.
    pub fn tell(&mut self, what: impl Into<String>) {
        let what = what.into();
        if self.aloud {
            println!("  {what}");
        }
        self.story.push(what);
    }
}
