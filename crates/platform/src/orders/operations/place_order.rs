//! A station head says to which grid an order belongs.

use access::{Action, Resource};
use async_trait::async_trait;
use platform_store::{Command, Tx, office, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::{GridId, OrderId};

use crate::Platform;
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::orders::order::{Cause, Order};

/// Places an order into a grid; what nobody has falls to that grid's people.
pub struct PlaceOrder {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub once: Once,
    pub request: PlaceRequest,
}

/// Which order belongs to which grid.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceRequest {
    pub order: OrderId,
    pub grid: GridId,
}

/// What it is now.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Placed {
    pub order: OrderId,
    pub rev: u64,
    /// Stages that somebody got by it.
    pub dispatched: u32,
}

#[async_trait]
impl Command for PlaceOrder {
    type Answer = Placed;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Placed, Problem> {
        answer_once(tx, &self.once, &self.request, async |tx: &mut Tx<'_>| self.place(tx).await)
            .await
    }
}

impl PlaceOrder {
    async fn place(&self, tx: &mut Tx<'_>) -> Result<Placed, Problem> {
        let (request, org) = (&self.request, self.platform.org());
        let mut order = Order::load(&self.platform, tx, self.cause.clone(), request.order)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such order"))?;
        self.caller.may(Action::DispatchOrder, &order.resource())?;
        if order.view().state.is_over() {
            return Err(Problem::new(ProblemKind::Gone, "the order is over"));
        }
        let grid = people::grid(tx, org, request.grid).await?;
        let grid = grid.ok_or_else(|| Problem::new(ProblemKind::Invalid, "没有这个网格"))?;
        let there = Resource::in_organisation(org).at_station(grid.station);
        self.caller.may(Action::DispatchOrder, &there)?;
        if order.record.grid.is_some() {
            let detail = "工单已归入网格，转派请用派工，整个台区请用割接";
            return Err(Problem::new(ProblemKind::Conflict, detail));
        }
        order.place(tx, &grid).await?;
        order.note("placed", json!({ "grid": grid.grid, "grid_name": grid.name }));
        let free: Vec<_> = order.view().stages_in_order().into_iter().cloned().collect();
        let free = free.into_iter().filter(|s| s.state.is_open() && s.assignee.is_none());
        let mut dispatched = 0;
        for stage in free {
            if let Some(person) = order.somebody_else(tx, &stage, None).await? {
                order.assign(stage.stage, &person, "dispatched", None);
                dispatched += 1;
            }
        }
        for item in office::of_order(tx, org, request.order).await? {
            let asked = item.state == "open" && item.reason == NEAREST;
            if asked && dispatched > 0 {
                let remark = format!("归入{} (placed into the grid)", grid.name);
                order.lapsed.push((item.item, Some(self.caller.person), remark));
            }
        }
        let rev = order.record.rev + 1;
        order.save(tx).await?;
        Ok(Placed { order: request.order, rev, dispatched })
    }
}

/// The reason of the item that asks for this.
pub const NEAREST: &str = "nearest_grid";
