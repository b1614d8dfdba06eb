//! The meters that the worker has to do with: of his authorisations, and of his works of the last 30 days.

use std::collections::BTreeMap;

use serde::Serialize;
use sync::{AuthorisationView, EntityKind};
use terminal_store::WorksAsked;
use vocabulary::{
    AssetNo, CommAddress, Instant, MeterCommand, MeterNo, MeterWorkId, OrderId, OrderNo, StageId,
};

use super::works::WorkLine;
use crate::agent::{Agent, AgentFault, Desk};

/// A meter in the worker's list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeterShown {
    pub comm_address: CommAddress,
    pub meter_no: Option<MeterNo>,
    pub asset_no: Option<AssetNo>,
    /// Of the newest authorisation that something can come of, else of the last work.
    pub order: Option<OrderId>,
    pub order_no: Option<OrderNo>,
    pub stage: Option<StageId>,
    /// A command of which nobody knows what became of it.
    pub unverified: Option<Unverified>,
    pub last: Option<WorkLine>,
    pub authorisations: Vec<AuthorisationView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Unverified {
    pub work: MeterWorkId,
    pub command: MeterCommand,
}

/// A meter with its works.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeterWithWorks {
    pub meter: MeterShown,
    pub works: Vec<WorkLine>,
}

/// What is known of a meter here, before it is shown.
#[derive(Default)]
struct Known {
    authorisations: Vec<AuthorisationView>,
    works: Vec<WorkLine>,
}

impl Agent {
    /// The meters whose address, number, asset number or order number begins with the text, the newest first.
    ///
    /// # Errors
    /// When nobody works here.
    pub async fn meters(&self, search: &str) -> Result<Vec<MeterShown>, AgentFault> {
        let desk = self.working_desk().await?;
        let mut found = Vec::new();
        for (address, known) in self.known_meters(&desk).await? {
            let newest = known.newest();
            let meter = self.shown_meter(&desk, address, known).await?;
            if meter.begins_with(search.trim()) {
                found.push((newest, meter));
            }
        }
        found.sort_by_key(|(newest, _)| std::cmp::Reverse(*newest));
        Ok(found.into_iter().map(|(_, meter)| meter).collect())
    }

    /// One of these meters with the worker's works at it.
    ///
    /// # Errors
    /// [`AgentFault::UnknownMeter`].
    pub async fn meter(&self, address: &CommAddress) -> Result<MeterWithWorks, AgentFault> {
        let desk = self.working_desk().await?;
        let known = self.known_meters(&desk).await?.remove(address);
        let known = known.ok_or(AgentFault::UnknownMeter)?;
        let works = known.works.clone();
        Ok(MeterWithWorks { meter: self.shown_meter(&desk, address.clone(), known).await?, works })
    }

    async fn known_meters(&self, desk: &Desk) -> Result<BTreeMap<CommAddress, Known>, AgentFault> {
        let mut meters: BTreeMap<CommAddress, Known> = BTreeMap::new();
        let views: Vec<AuthorisationView> = desk.store.entities(EntityKind::Authorisation).await?;
        for view in views {
            let known = meters.entry(view.meter.comm_address.clone()).or_default();
            known.authorisations.push(view);
        }
        let since = self.times.corrected().shifted(-REMEMBERED_MICROS);
        let asked = WorksAsked { since: Some(since), limit: WORKS_MAX, ..WorksAsked::default() };
        for work in self.device.meter_works(desk.person.person, &asked).await? {
            let line = WorkLine::from(&work);
            let Some(address) = line.comm_address.clone() else { continue };
            meters.entry(address).or_default().works.push(line);
        }
        for known in meters.values_mut() {
            known.authorisations.sort_by_key(|view| std::cmp::Reverse(view.requested_at));
        }
        Ok(meters)
    }

    async fn shown_meter(
        &self,
        desk: &Desk,
        address: CommAddress,
        known: Known,
    ) -> Result<MeterShown, AgentFault> {
        let now = self.times.corrected();
        let history = self.device.meter_history(Some(&address), None, now).await?;
        let Known { authorisations, works } = known;
        let live = authorisations.iter().find(|view| !view.state.is_over());
        let leave = live.or(authorisations.first());
        let last = works.into_iter().next();
        let order = leave.map(|view| view.order).or(last.as_ref().and_then(|last| last.order));
        let standing = match order {
            Some(order) => desk.store.standing(order).await?,
            None => None,
        };
        let own = standing.as_ref().and_then(|standing| {
            let stages = standing.view.stages_in_order();
            stages
                .into_iter()
                .rev()
                .find(|stage| stage.state.is_open() && stage.assignee == Some(desk.person.person))
        });
        Ok(MeterShown {
            comm_address: address,
            meter_no: leave.map(|view| view.meter.meter_no.clone()),
            asset_no: leave.and_then(|view| view.meter.asset_no.clone()),
            order,
            order_no: leave
                .map(|view| view.order_no.clone())
                .or_else(|| standing.as_ref().map(|standing| standing.view.order_no.clone())),
            stage: own.map(|stage| stage.stage),
            unverified: history.unverified.map(|(work, command)| Unverified { work, command }),
            last,
            authorisations,
        })
    }
}

impl Known {
    fn newest(&self) -> Option<Instant> {
        let asked = self.authorisations.first().map(|view| view.requested_at);
        asked.max(self.works.first().map(|work| work.started_at))
    }
}

impl MeterShown {
    fn begins_with(&self, text: &str) -> bool {
        let texts = [
            Some(self.comm_address.to_string()),
            self.meter_no.as_ref().map(ToString::to_string),
            self.asset_no.as_ref().map(ToString::to_string),
            self.order_no.as_ref().map(ToString::to_string),
        ];
        texts.iter().flatten().any(|found| found.starts_with(text))
    }
}

const REMEMBERED_MICROS: i64 = 30 * 24 * 3_600 * 1_000_000;
/// More than a worker does in a month.
const WORKS_MAX: u32 = 2_000;
