//! Records of works as pages see them.

use serde::Serialize;
use serde_json::Value;
use sync::{
    FrameRecord, LineQuality, LinkKind, MeterReadings, MeterState, ParameterChange, ParameterRead,
    WorkPosition,
};
use terminal_store::{JournalledWork, WorksAsked};
use vocabulary::{
    AuthorisationId, CommAddress, Instant, MeterCommand, MeterOutcome, MeterWorkId, OrderId,
    OrderNo, Text,
};

use crate::agent::{Agent, AgentFault};

/// A work in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkLine {
    pub work: MeterWorkId,
    pub command: MeterCommand,
    /// Who answered; who was meant, where nobody did.
    pub comm_address: Option<CommAddress>,
    pub outcome: MeterOutcome,
    pub reason: Option<String>,
    pub started_at: Instant,
    pub ended_at: Instant,
    pub order: Option<OrderId>,
    /// The platform holds it.
    pub is_sent: bool,
    pub readings: Option<MeterReadings>,
    /// What stood under a parameter, where a look asked for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter_read: Option<ParameterRead>,
}

/// A whole work.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkShown {
    #[serde(flatten)]
    pub in_list: WorkLine,
    pub order_no: Option<OrderNo>,
    pub position: Option<WorkPosition>,
    pub line: Option<LinkKind>,
    pub line_quality: Option<LineQuality>,
    pub before: MeterState,
    pub after: MeterState,
    pub parameter: Option<ParameterChange>,
    /// [`meter_link::Readout`] as it was written down.
    pub readout: Option<Value>,
    pub frames: Vec<FrameRecord>,
    pub authorisation: Option<AuthorisationId>,
    pub why: Option<Text>,
}

impl From<&JournalledWork> for WorkLine {
    fn from(found: &JournalledWork) -> Self {
        let work = &found.work;
        Self {
            work: work.work,
            command: work.command,
            comm_address: work.meter.clone().or_else(|| work.meant.clone()),
            outcome: work.outcome,
            reason: work.reason.clone(),
            started_at: work.started_at,
            ended_at: work.ended_at,
            order: work.order,
            is_sent: found.kept_epoch.is_some(),
            readings: work.readings.clone(),
            parameter_read: work.parameter_read.clone(),
        }
    }
}

impl From<JournalledWork> for WorkShown {
    fn from(found: JournalledWork) -> Self {
        let in_list = WorkLine::from(&found);
        let JournalledWork { work, readout, why, .. } = found;
        Self {
            in_list,
            order_no: work.order_no,
            position: work.position,
            line: work.line,
            line_quality: work.line_quality,
            before: work.before,
            after: work.after,
            parameter: work.parameter,
            readout,
            frames: work.frames,
            authorisation: work.authorisation,
            why,
        }
    }
}

impl Agent {
    /// The worker's works on this terminal, the newest first; begun before a time, if one is given.
    ///
    /// # Errors
    /// When nobody works here.
    pub async fn metering_works(
        &self,
        before: Option<Instant>,
        limit: u32,
    ) -> Result<Vec<WorkLine>, AgentFault> {
        let desk = self.working_desk().await?;
        let asked = WorksAsked { before, limit: limit.min(WORKS_MAX), ..WorksAsked::default() };
        let works = self.device.meter_works(desk.person.person, &asked).await?;
        Ok(works.iter().map(WorkLine::from).collect())
    }

    /// One of the worker's works.
    ///
    /// # Errors
    /// [`AgentFault::UnknownWork`].
    pub async fn metering_work(&self, work: MeterWorkId) -> Result<WorkShown, AgentFault> {
        let desk = self.working_desk().await?;
        let found = self.device.meter_work(desk.person.person, work).await?;
        found.map(WorkShown::from).ok_or(AgentFault::UnknownWork)
    }
}

/// Works in one list, at most.
const WORKS_MAX: u32 = 200;
