//! What the platform tells of a work at a meter, and what it is answered.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;
use vocabulary::{CommAddress, MeterCommand, MeterOutcome};

/// `POST /acquisition/v1/results`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkResult {
    /// Makes it the same.
    pub work: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<Uuid>,
    pub comm_address: CommAddress,
    pub command: MeterCommand,
    pub outcome: MeterOutcome,
    /// What the meter said of itself before and after.
    pub before: Map<String, Json>,
    pub after: Map<String, Json>,
    /// Whatever else is told: when, by whom, readings.
    #[serde(flatten)]
    pub further: Map<String, Json>,
}

/// What the acquisition system says to a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultAnswer {
    /// Taken, now or before.
    Accepted,
    /// The id came before with another body.
    Reused,
    /// Understood, and no: a matter for people.
    Refused { code: String, reason: String },
}
