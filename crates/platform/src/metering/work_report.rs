//! What the acquisition system is told of a work: one that changed a meter or was to change it, and what was read outside its
//! tasks.

use serde::Serialize;
use serde_json::Value;
use sync::{MeterReadings, MeterState, MeterWork};
use vocabulary::{
    AuthorisationId, CommAddress, Instant, MeterCommand, MeterOutcome, MeterWorkId, OrderNo,
};

/// `POST /acquisition/v1/results` of the acquisition system; the frames stay here. It is the same whenever the work comes,
/// so that it counts once there after a restore of this platform too.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WorkReport<'w> {
    work: MeterWorkId,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorisation: Option<AuthorisationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_no: Option<&'w OrderNo>,
    comm_address: &'w CommAddress,
    command: MeterCommand,
    outcome: MeterOutcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'w str>,
    started_at: Instant,
    ended_at: Instant,
    before: &'w MeterState,
    after: &'w MeterState,
    #[serde(skip_serializing_if = "Option::is_none")]
    readings: Option<&'w MeterReadings>,
    /// Staff number of whoever did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    performer: Option<&'w str>,
}

/// What the record of a work does not say itself.
pub(super) struct Beside<'w> {
    pub comm_address: &'w CommAddress,
    pub order_no: Option<&'w OrderNo>,
    pub performer: Option<&'w str>,
}

impl<'w> WorkReport<'w> {
    pub fn of(work: &'w MeterWork, beside: &Beside<'w>) -> Self {
        Self {
            work: work.work,
            authorisation: work.authorisation,
            order_no: beside.order_no,
            comm_address: beside.comm_address,
            command: work.command,
            outcome: work.outcome,
            reason: work.reason.as_deref(),
            started_at: work.started_at,
            ended_at: work.ended_at,
            before: &work.before,
            after: &work.after,
            readings: work.readings.as_ref(),
            performer: beside.performer,
        }
    }

    /// # Errors
    /// Never for these types.
    pub fn body(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }
}
