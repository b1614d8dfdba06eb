//! A new order from a neighbour: its process starts and its first stage falls to somebody.

use std::collections::BTreeMap;

use platform_store::orders::OrderRecord;
use platform_store::people::GridRow;
use platform_store::{StoreFault, Tx, people, processes};
use serde_json::{Value, json};
use sync::OrderView;
use vocabulary::{GridId, OrderId, OrderNo, OrderState, OrganisationId, StationId, Text};

use crate::Platform;
use crate::http::{Problem, ProblemKind};
use crate::orders::clocks::Clocks;
use crate::orders::completion::{CompletionFault, MARKETING};
use crate::orders::facts::facts;
use crate::orders::meter_task::MeterTask;
use crate::orders::order::{Cause, Order};
use crate::orders::placing::Nearest;

/// What a neighbour hands over.
#[derive(Debug, Clone)]
pub struct NewOrder {
    /// The system whose number it is.
    pub neighbour: &'static str,
    pub order_no: OrderNo,
    pub process: String,
    /// Who and where, by the names of the marketing system's data.
    pub data: Value,
    /// Of an order that is a meter task.
    pub task: Option<MeterTask>,
}

impl NewOrder {
    /// An order of the marketing system.
    #[must_use]
    pub fn of_marketing(order_no: OrderNo, process: String, data: Value) -> Self {
        Self { neighbour: MARKETING, order_no, process, data, task: None }
    }

    /// Starts the order inside the transaction of the message that brought it.
    ///
    /// # Errors
    /// When the process is unknown or cannot start, or the database refuses.
    pub async fn start(
        &self,
        platform: &Platform,
        tx: &mut Tx<'_>,
        cause: Cause,
    ) -> Result<OrderId, Problem> {
        let org = platform.org();
        let invalid = |detail: String| Problem::new(ProblemKind::Invalid, detail);
        let hash = processes::active(tx, org, &self.process)
            .await?
            .ok_or_else(|| invalid(format!("no active process {}", self.process)))?;
        let version = platform
            .versions()
            .find(tx, org, hash)
            .await?
            .ok_or_else(|| invalid(format!("no active process {}", self.process)))?;
        let ground = match text(&self.data, "area_code") {
            Some(code) => Ground::of_area(tx, org, code).await?,
            None => None,
        };
        // A position says less than an area, and is asked where that is not known.
        let nearest = match &ground {
            Some(_) => None,
            None => Nearest::to(tx, org, &self.data).await?,
        };
        let areas = ground.as_ref().map_or(&[][..], |ground| &ground.areas);
        let order = OrderId::derive(org, self.neighbour, self.order_no.as_str());
        let mut facts = facts(&self.data, areas);
        if let Some(task) = &self.task {
            facts["task"] = task.fact(&self.order_no);
        }
        let customer_name = text(&facts["customer"], "customer_name").unwrap_or_default();
        let address = text(&facts["customer"], "service_address").unwrap_or_default();
        let name = version.definition.process().name.clone();
        let zh = name.unwrap_or_else(|| self.process.clone());
        let record = OrderRecord {
            rev: 0,
            station: ground.as_ref().map(|ground| ground.station),
            grid: ground.as_ref().map(|ground| ground.grid),
            customer_name: customer_name.to_owned(),
            address: address.to_owned(),
            closed_at: None,
            evidence_missing: 0,
            view: OrderView {
                order,
                order_no: self.order_no.clone(),
                process: self.process.clone(),
                bundle_hash: hash,
                former_bundles: Vec::new(),
                state: OrderState::Open,
                title: Text::new(zh, spoken(&self.process)),
                due_at: None,
                urged: 0,
                created_at: cause.received_at,
                facts,
                stages: BTreeMap::new(),
                engine: Value::Null,
                waiting_for_evidence: Vec::new(),
                fed_at: cause.received_at,
            },
        };
        let at = cause.at;
        let mut started =
            Order::fresh(platform, cause, version, record, Clocks::none(platform.calendar()));
        started.note("order_accepted", json!({ "process": self.process, "bundle_hash": hash }));
        if let Some(nearest) = nearest {
            started.near(tx, nearest).await?;
        }
        started.hear(tx, "order.accepted", None).await?;
        let start = bpmn::Command::Start {
            start_element: None,
            variables: self.task.as_ref().map_or_else(rules::Variables::new, MeterTask::variables),
            at: at.micros(),
        };
        started.step(&start).map_err(|fault| invalid(fault.to_string()))?;
        started.assign_opened(tx, None).await?;
        started.serve(tx).await.map_err(stuck)?;
        started.save(tx).await?;
        Ok(order)
    }
}

/// Where an order belongs: the grid of its area, and all areas of that grid.
pub(super) struct Ground {
    pub station: StationId,
    pub grid: GridId,
    pub areas: Vec<String>,
}

impl Ground {
    /// `None` when no area of that code is known.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of_area(
        tx: &mut Tx<'_>,
        org: OrganisationId,
        code: &str,
    ) -> Result<Option<Self>, StoreFault> {
        let Some(GridRow { station, grid, .. }) = people::grid_of_area(tx, org, code).await? else {
            return Ok(None);
        };
        let areas = people::area_codes_of_grid(tx, org, grid).await?;
        Ok(Some(Self { station, grid, areas }))
    }
}

/// A completion that failed where no worker is involved.
pub fn stuck(fault: CompletionFault) -> Problem {
    match fault {
        CompletionFault::Stuck(fault) => Problem::new(ProblemKind::Invalid, fault.to_string()),
        CompletionFault::Problem(problem) => problem,
    }
}

/// The English of a process's name: `low_voltage_residential_new` is "Low voltage residential new".
fn spoken(process: &str) -> String {
    let mut words = process.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_process_can_be_read_aloud() {
        assert_eq!(spoken("low_voltage_residential_new"), "Low voltage residential new");
        assert_eq!(spoken("换表"), "换表");
    }
}
