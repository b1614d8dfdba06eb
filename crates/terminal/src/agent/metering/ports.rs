//! What opens the gated infrared ports of meters for reading (红外认证): fetched with the orders, kept for the day.

use std::collections::BTreeSet;

use meter_work::Job;
use security_unit::metering::PortMaterial;
use serde_json::Value;
use sync::{LinkKind, OrderView, PORTS_MAX, PortOfMeter, PortRefused, PortsAsked, PortsOpened};
use vocabulary::{CommAddress, CorrelationId, OrderId, UnitSerial};

use crate::agent::{Agent, Desk};
use crate::platform::CallFault;
use crate::syncing::{Session, SyncFault};

impl Agent {
    /// The meters of an order whose ports need what has not come yet, where this terminal has an infrared head and the order a
    /// stage of his. `opened` has those that need nothing.
    pub(crate) fn ports_wanted(
        &self,
        desk: &Desk,
        view: &OrderView,
        opened: &BTreeSet<CommAddress>,
    ) -> Vec<PortOfMeter> {
        let person = desk.person.person;
        let mut stages = view.stages.values();
        let is_his = stages.any(|stage| stage.state.is_open() && stage.assignee == Some(person));
        if self.unit_behind_infrared().is_none() || !is_his {
            return Vec::new();
        }
        let named = meters_of(&view.facts).into_iter();
        let wanted = named.filter(|meter| !opened.contains(meter));
        wanted.map(|comm_address| PortOfMeter { order: view.order, comm_address }).collect()
    }

    /// The meters of which he has what lasts while he is on his way.
    pub(crate) async fn ports_opened(
        &self,
        desk: &Desk,
    ) -> Result<BTreeSet<CommAddress>, SyncFault> {
        let lasts = self.times.corrected().plus(RENEWED_BEFORE);
        Ok(self.device.ports_opened(desk.person.person, lasts).await?)
    }

    /// Fetches what opens these ports, many with one request; says for which orders something is to be tried again.
    pub(crate) async fn bring_ports(
        &self,
        session: &Session<'_>,
        desk: &Desk,
        wanted: &[PortOfMeter],
    ) -> Result<BTreeSet<OrderId>, SyncFault> {
        let mut lacking = BTreeSet::new();
        let Some(unit) = self.unit_behind_infrared() else { return Ok(lacking) };
        for some in wanted.chunks(PORTS_MAX) {
            let again = self.fetch_ports(session, desk, unit, some).await?;
            let lacks = some.iter().filter(|meter| again.contains(&meter.comm_address));
            lacking.extend(lacks.map(|meter| meter.order));
        }
        Ok(lacking)
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
            let wanted = [PortOfMeter { order, comm_address: meter.clone() }];
            if let Err(fault) = self.fetch_ports(&session, desk, unit, &wanted).await {
                tracing::debug!(%fault, "the port is opened with what came before");
            }
        }
        let material = self.device.port_opening(person, meter, now).await.ok()??.material?;
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

    /// Says for which meters a second try may bring something: what the platform refuses once it refuses again.
    async fn fetch_ports(
        &self,
        session: &Session<'_>,
        desk: &Desk,
        unit: UnitSerial,
        meters: &[PortOfMeter],
    ) -> Result<BTreeSet<CommAddress>, SyncFault> {
        let asked = PortsAsked { unit, meters: meters.to_vec() };
        let answer: PortsOpened = match session.post("/sync/v1/ports", &asked).await {
            Err(SyncFault::Platform(fault)) => {
                tracing::warn!(%fault, meters = meters.len(), "nothing opens the ports");
                let again = matches!(fault, CallFault::Refused { status: 500.., .. });
                let all = meters.iter().map(|meter| meter.comm_address.clone());
                return Ok(if again { all.collect() } else { BTreeSet::new() });
            }
            answer => answer?,
        };
        for refused in &answer.refused {
            let PortRefused { comm_address, code, detail, .. } = refused;
            tracing::warn!(meter = %comm_address, code, detail, "nothing opens the port");
        }
        let now = self.times.corrected();
        self.device.keep_port_openings(desk.person.person, &answer.opened, now).await?;
        let again = answer.refused.into_iter().filter(|refused| refused.again);
        Ok(again.map(|refused| refused.comm_address).collect())
    }
}

/// The meters that an order names.
fn meters_of(facts: &Value) -> BTreeSet<CommAddress> {
    let held = facts["meters"].as_object().into_iter().flat_map(|meters| meters.values());
    let named = held.chain([&facts["task"], &facts["old_meter"]]);
    named.filter_map(|meter| meter["comm_address"].as_str()?.parse().ok()).collect()
}

/// What ends while he is on his way is fetched again.
const RENEWED_BEFORE: std::time::Duration = vocabulary::hours(2);
