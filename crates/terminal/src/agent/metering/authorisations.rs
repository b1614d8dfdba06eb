//! Asking for leave to give a meter a command.

use meter_work::{parameter_identifier, written_as_asked};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sync::{AuthorisationRequest, AuthorisationView, ParameterPresent};
use vocabulary::{
    AuthorisationId, CommAddress, CorrelationId, MeterCommand, MeterWorkId, OrderId, StageId,
    digest_of_json,
};

use super::leave::permitted;
use crate::agent::{Agent, AgentFault, Desk};
use crate::syncing::Session;

/// What a worker wants leave for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveAsked {
    pub order: OrderId,
    pub stage: StageId,
    pub comm_address: CommAddress,
    pub command: MeterCommand,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<Value>,
    /// The look that read what the parameter is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present_in: Option<MeterWorkId>,
}

/// Under which id something was asked for: an answer that is lost is asked for again under the same.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct AskedAs {
    digest: vocabulary::Digest,
    authorisation: AuthorisationId,
}

impl Agent {
    /// Asks the platform now. The same request is one for as long as something can come of it.
    ///
    /// # Errors
    /// [`AgentFault::NotPermitted`] in the platform's words; [`AgentFault::UnknownWork`] when the look read something else.
    pub async fn ask_for_leave(
        &self,
        correlation: CorrelationId,
        asked: LeaveAsked,
    ) -> Result<AuthorisationView, AgentFault> {
        let desk = self.working_desk().await?;
        let unit = self.fittings()?.unit.identify().ok().map(|unit| unit.serial);
        // The same request twice at once would be two.
        let _asking = self.metering.asking.lock().await;
        let session = Session::of_person(self, correlation, &desk, desk.work()?);
        let present = self.present_of(&desk, &asked).await?;
        // Read once more, it is the same request.
        let asked = LeaveAsked { present_in: None, ..asked };
        let digest = digest_of_json(&serde_json::to_value((&asked, desk.person.person))?)?;
        let mut kept: Vec<AskedAs> = self.device.setting(ASKED_AS).await?.unwrap_or_default();
        let before = kept.iter().find(|kept| kept.digest == digest).map(|kept| kept.authorisation);
        let request = |authorisation| AuthorisationRequest {
            authorisation,
            order: asked.order,
            stage: asked.stage,
            comm_address: asked.comm_address.clone(),
            command: asked.command,
            parameter: asked.parameter.clone(),
            present: present.clone(),
            unit,
        };
        if let Some(before) = before {
            let view: AuthorisationView =
                session.post(REQUEST, &request(before)).await.map_err(permitted)?;
            if !view.state.is_over() {
                return Ok(view);
            }
            kept.retain(|kept| kept.digest != digest);
        }
        let authorisation = AuthorisationId::make(self.clock(), self.entropy());
        kept.push(AskedAs { digest, authorisation });
        let surplus = kept.len().saturating_sub(ASKED_MAX);
        kept.drain(..surplus);
        self.device.set(ASKED_AS, &kept).await?;
        let view = session.post(REQUEST, &request(authorisation)).await.map_err(permitted)?;
        self.metering.tell();
        Ok(view)
    }
}

impl Agent {
    /// What the parameter was when the worker read it at this meter: by the journal, not by the page.
    async fn present_of(
        &self,
        desk: &Desk,
        asked: &LeaveAsked,
    ) -> Result<Option<ParameterPresent>, AgentFault> {
        let (Some(work), Some(parameter)) = (asked.present_in, &asked.parameter) else {
            return Ok(None);
        };
        let found = self.device.meter_work(desk.person.person, work).await?;
        let work = found.ok_or(AgentFault::UnknownWork)?.work;
        let identifier = parameter_identifier(parameter).map(|number| format!("{number:08X}"));
        let is_of_meter = work.meter.as_ref() == Some(&asked.comm_address);
        let read = work.parameter_read.filter(|read| Some(&read.identifier) == identifier.as_ref());
        let Some(read) = read.filter(|_| is_of_meter) else { return Err(AgentFault::UnknownWork) };
        Ok(Some(ParameterPresent {
            value: read.value.and_then(|value| written_as_asked(parameter, &value)),
            read_at: work.ended_at,
            work: work.work,
        }))
    }
}

const REQUEST: &str = "/sync/v1/authorisations";
const ASKED_AS: &str = "leave_asked_as";
/// Requests that are remembered: more than a worker has open in a day.
const ASKED_MAX: usize = 100;
