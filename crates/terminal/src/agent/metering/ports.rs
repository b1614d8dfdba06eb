//! What opens the gated infrared ports of meters for reading (红外认证): fetched with the orders, kept for the day.

use std::collections::BTreeSet;

use meter_work::Job;
use security_unit::metering::PortMaterial;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sync::{LinkKind, OrderView, PortAsked, PortOpening};
use vocabulary::{CommAddress, CorrelationId, Instant, OrderId, PersonId, UnitSerial};

use crate::agent::{Agent, AgentFault, Desk};
use crate::platform::CallFault;
use crate::syncing::{Session, SyncFault};

/// Whoever works here next asks for his own.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    person: PersonId,
    opening: PortOpening,
}

impl Agent {
    /// Fetches what the ports of an order's meters need, where this terminal has an infrared head and the order a stage of
    /// his; says whether nothing is missing.
    pub(crate) async fn bring_ports(
        &self,
        session: &Session<'_>,
        desk: &Desk,
        view: &OrderView,
    ) -> Result<bool, SyncFault> {
        let Some(unit) = self.unit_behind_infrared() else { return Ok(true) };
        let person = desk.person.person;
        let mut stages = view.stages.values();
        if !stages.any(|stage| stage.state.is_open() && stage.assignee == Some(person)) {
            return Ok(true);
        }
        let mut all = true;
        for comm_address in meters_of(&view.facts) {
            let lasts = self.times.corrected().plus(RENEWED_BEFORE);
            if self.kept_port(person, &comm_address, lasts).await?.is_none() {
                all &= self.fetch_port(session, person, (view.order, comm_address, unit)).await?;
            }
        }
        Ok(all)
    }

    /// What opens the port of the meter that is to be read: of this moment, because each use counts; without a network what
    /// came with the order.
    pub(super) async fn port_material(
        &self,
        correlation: CorrelationId,
        desk: &Desk,
        job: &Job,
    ) -> Option<PortMaterial> {
        let (Some(_), Some(meter)) = (job.beam, &job.meant) else { return None };
        let (person, now) = (desk.person.person, self.times.corrected());
        if let Some(order) = job.order {
            let unit = self.fittings().ok()?.unit.identify().ok()?.serial;
            let session = Session::of_person(self, correlation, desk, desk.work().ok()?);
            let wanted = (order, meter.clone(), unit);
            if let Err(fault) = self.fetch_port(&session, person, wanted).await {
                tracing::debug!(%fault, "the port is opened with what came before");
            }
        }
        let material = self.kept_port(person, meter, now).await.ok()??.material?;
        let read = serde_json::from_value(material);
        read.inspect_err(|fault| tracing::warn!(%fault, "material of another kind")).ok()
    }

    /// The security unit of a terminal that has an infrared head, too.
    pub(crate) fn unit_behind_infrared(&self) -> Option<UnitSerial> {
        let fittings = self.fittings().ok()?;
        let mut links = fittings.links.iter();
        links.any(|link| link.way.kind() == LinkKind::Infrared).then_some(())?;
        fittings.unit.identify().ok().map(|unit| unit.serial)
    }

    async fn kept_port(
        &self,
        person: PersonId,
        meter: &CommAddress,
        lasts: Instant,
    ) -> Result<Option<PortOpening>, AgentFault> {
        let kept: Vec<Kept> = self.device.setting(PORTS).await?.unwrap_or_default();
        let mut kept = kept.into_iter().filter(|kept| kept.person == person);
        let found =
            kept.find(|kept| kept.opening.comm_address == *meter && kept.opening.not_after > lasts);
        Ok(found.map(|kept| kept.opening))
    }

    /// Says whether it needs no second try: what the platform refuses once it refuses again.
    async fn fetch_port(
        &self,
        session: &Session<'_>,
        person: PersonId,
        (order, comm_address, unit): (OrderId, CommAddress, UnitSerial),
    ) -> Result<bool, SyncFault> {
        let asked = PortAsked { order, comm_address, unit };
        let opening: PortOpening = match session.post("/sync/v1/ports", &asked).await {
            Err(SyncFault::Platform(fault)) => {
                tracing::warn!(%fault, meter = %asked.comm_address, "nothing opens the port");
                return Ok(!matches!(fault, CallFault::Refused { status: 500.., .. }));
            }
            answer => answer?,
        };
        let now = self.times.corrected();
        let mut kept: Vec<Kept> = self.device.setting(PORTS).await?.unwrap_or_default();
        kept.retain(|kept| {
            let is_same =
                kept.person == person && kept.opening.comm_address == opening.comm_address;
            kept.opening.not_after > now && !is_same
        });
        kept.push(Kept { person, opening });
        let too_many = kept.len().saturating_sub(KEPT_MAX);
        kept.drain(..too_many);
        self.device.set(PORTS, &kept).await?;
        Ok(true)
    }
}

/// The meters that an order names.
fn meters_of(facts: &Value) -> BTreeSet<CommAddress> {
    let held = facts["meters"].as_object().into_iter().flat_map(|meters| meters.values());
    let named = held.chain([&facts["task"], &facts["old_meter"]]);
    named.filter_map(|meter| meter["comm_address"].as_str()?.parse().ok()).collect()
}

const PORTS: &str = "metering.ports";
/// What ends while he is on his way is fetched again.
const RENEWED_BEFORE: std::time::Duration = vocabulary::hours(2);
/// More meters than a route of a day has.
const KEPT_MAX: usize = 500;
