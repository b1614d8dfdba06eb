//! The handlers, one file per concern.

pub mod actions;
pub mod appearance;
pub mod apps;
pub mod attachments;
pub mod customers;
pub mod drafts;
pub mod entry;
pub mod events;
pub mod locking;
pub mod notices;
pub mod orders;
pub mod outbox;
pub mod photos;
pub mod signatures;
pub mod state;
pub mod submitting;
pub mod sync;

use serde::{Deserialize, Serialize};
use vocabulary::{OrderId, StageId};

/// A list.
#[derive(Serialize)]
pub struct Items<T> {
    pub items: Vec<T>,
}

/// Done, and nothing to say about it.
#[derive(Serialize)]
pub struct Done {}

/// A stage of an order, as paths name it.
#[derive(Deserialize)]
pub struct StagePath {
    pub order: OrderId,
    pub stage: StageId,
}

/// The field that a photo, a signature or a confirmation belongs to.
#[derive(Deserialize)]
pub struct OfField {
    pub field: String,
}
