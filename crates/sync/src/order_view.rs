//! An order as the worker's terminal holds it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{
    Digest, Instant, OrderId, OrderNo, OrderState, PersonId, Role, StageId, StageState, Text,
};

/// A work order in a worker's scope: enough to do the work without a network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrderView {
    pub order: OrderId,
    pub order_no: OrderNo,
    pub process: String,
    pub bundle_hash: Digest,
    pub state: OrderState,
    pub title: Text,
    /// Statutory or internal due time, whichever comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Instant>,
    /// How often the marketing system has urged (催办).
    #[serde(default)]
    pub urged: u32,
    /// When the order reached the platform.
    pub created_at: Instant,
    /// What the marketing system handed over: customer, address, application.
    pub intake: Value,
    pub stages: Vec<StageView>,
    /// The process engine's state, so that the terminal can step on by itself.
    pub engine: Value,
    /// When this revision was written, in platform time.
    pub fed_at: Instant,
}

impl OrderView {
    #[must_use]
    pub fn stage(&self, stage: StageId) -> Option<&StageView> {
        self.stages.iter().find(|view| view.stage == stage)
    }
}

/// One opening of one element of the process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StageView {
    pub stage: StageId,
    pub element: String,
    pub occurrence: u32,
    pub name: String,
    pub state: StageState,
    pub stage_rev: u64,
    /// Counts assignments.
    pub generation: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Values submitted here, or those that a new occurrence is prefilled with.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub values: Value,
    pub opened_at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Instant>,
    /// Why it came back, or why it was given to this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// A message to a worker about something that happened without him.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Notice {
    pub at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_no: Option<OrderNo>,
    /// What it is about: `reassigned`, `cancelled`, `urged`, `changed`, `late`, `conflict`, `refused`, `returned`.
    pub about: String,
    pub text: Text,
}

/// Somebody who may take a next stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Candidate {
    pub person: PersonId,
    pub name: String,
    pub staff_no: String,
    pub roles: Vec<Role>,
}
