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
pub mod metering;
pub mod notices;
pub mod orders;
pub mod outbox;
pub mod photos;
pub mod practice;
pub mod recordings;
pub mod signatures;
pub mod state;
pub mod submitting;
pub mod sync;

use http::HeaderMap;
use serde::{Deserialize, Serialize};
use vocabulary::{AttachmentId, OrderId, StageId};

use super::problem::{Problem, ProblemKind};
use crate::agent::PlaceTaken;

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

/// A file of a stage.
#[derive(Deserialize)]
pub struct FilePath {
    pub order: OrderId,
    pub stage: StageId,
    pub attachment: AttachmentId,
}

/// Where the page says that something is taken.
fn place(headers: &HeaderMap) -> Result<Option<PlaceTaken>, Problem> {
    let Some(told) = headers.get("x-ronghe-position") else { return Ok(None) };
    serde_json::from_slice(told.as_bytes())
        .map_err(|fault| Problem::new(ProblemKind::Invalid, format!("X-Ronghe-Position: {fault}")))
}

/// The field that a photo, a recording, a signature or a confirmation belongs to.
#[derive(Deserialize)]
pub struct OfField {
    pub field: String,
}
