//! What was done at a meter by whomever, for a worker who has something to do there.

use serde::{Deserialize, Serialize};
use vocabulary::{Instant, MeterCommand, MeterOutcome, MeterWorkId, RelayState};

use super::meter_work::MeterReadings;

/// `GET /sync/v1/meters/{comm_address}/works`, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WorksAtMeter {
    pub works: Vec<WorkAtMeter>,
}

/// A work in a line: no frames, no cards, no customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WorkAtMeter {
    pub work: MeterWorkId,
    pub command: MeterCommand,
    pub outcome: MeterOutcome,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Name of whoever did it.
    pub performer: String,
    pub started_at: Instant,
    pub ended_at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay_before: Option<RelayState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay_after: Option<RelayState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<MeterReadings>,
}
