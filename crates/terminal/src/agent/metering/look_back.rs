//! What others did at a meter that the worker has something to do at, as the platform tells now.

use sync::{WorkAtMeter, WorksAtMeter};
use vocabulary::{CommAddress, CorrelationId};

use super::leave::permitted;
use crate::agent::{Agent, AgentFault};
use crate::syncing::Session;

impl Agent {
    /// The newest first; nothing of it is kept here.
    ///
    /// # Errors
    /// [`AgentFault::NotPermitted`] when nothing in his hands names the meter; [`AgentFault::Platform`] without a network.
    pub async fn look_back(
        &self,
        correlation: CorrelationId,
        address: &CommAddress,
    ) -> Result<Vec<WorkAtMeter>, AgentFault> {
        let desk = self.working_desk().await?;
        let session = Session::of_person(self, correlation, &desk, desk.work()?);
        let path = format!("/sync/v1/meters/{address}/works");
        let told: WorksAtMeter = session.get(&path).await.map_err(permitted)?;
        Ok(told.works)
    }
}
