//! Asking for leave to give a meter a command.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sync::{AuthorisationRequest, AuthorisationView};
use vocabulary::{
    AuthorisationId, CommAddress, CorrelationId, MeterCommand, OrderId, StageId, digest_of_json,
};

use super::leave::permitted;
use crate::agent::{Agent, AgentFault};
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
    /// [`AgentFault::NotPermitted`] in the platform's words.
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

const REQUEST: &str = "/sync/v1/authorisations";
const ASKED_AS: &str = "leave_asked_as";
/// Requests that are remembered: more than a worker has open in a day.
const ASKED_MAX: usize = 100;
