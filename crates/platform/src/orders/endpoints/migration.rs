//! What the two endpoints that move running orders to another version have in common: preview and migration.

use std::sync::Arc;

use bpmn::{MigrationFault, MigrationPlan};
use platform_store::orders;
use serde::{Deserialize, Serialize};
use sync::OrderView;
use vocabulary::{Digest, OrderId, OrderNo};

use crate::Platform;
use crate::http::{Problem, ProblemKind};
use crate::orders::versions::ProcessVersion;

/// Which orders are moved, and how.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "from": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "to": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    "plan": { "completion_acceptance": "completion_check" },
}))]
pub struct MigrationRequest {
    /// The version that the orders run on.
    pub from: Digest,
    /// A version of the same process.
    pub to: Digest,
    /// Elements of the old version whose place another one takes; all others keep their id.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>)]
    pub plan: MigrationPlan,
    /// These orders only; at most 5,000, and so many are looked at without it.
    #[serde(default)]
    #[schema(max_items = 5_000)]
    pub orders: Option<Vec<OrderId>>,
}

/// What moves and what does not.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MigrationReport {
    /// How many orders were looked at.
    pub orders: u64,
    /// How many can be moved, or were.
    pub movable: u64,
    /// There are more than were looked at: ask again when these are moved.
    pub more: bool,
    /// Where the orders stand that can be moved.
    pub stages: Vec<StagesMoved>,
    pub faults: Vec<OrdersThatStay>,
}

/// Open stages of the orders that can be moved.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StagesMoved {
    pub element: String,
    /// The element of the new version.
    pub target: String,
    pub count: u64,
}

/// Orders that cannot be moved for the same reason.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrdersThatStay {
    #[schema(value_type = Object)]
    pub fault: MigrationFault,
    pub message: String,
    pub count: u64,
    /// One of them.
    pub example: OrderNo,
}

/// The two versions of a request.
pub struct Versions {
    pub from: Arc<ProcessVersion>,
    pub to: Arc<ProcessVersion>,
}

impl MigrationRequest {
    /// # Errors
    /// When one of the versions is not there, or they are of two processes.
    pub async fn versions(&self, platform: &Platform) -> Result<Versions, Problem> {
        let mut snapshot = platform.store().read().await?;
        let (org, versions) = (platform.org(), platform.versions());
        let from = versions.find(&mut snapshot.tx(), org, self.from).await?;
        let to = versions.find(&mut snapshot.tx(), org, self.to).await?;
        snapshot.finish().await?;
        let (Some(from), Some(to)) = (from, to) else {
            return Err(Problem::new(ProblemKind::NotFound, "没有这个流程版本"));
        };
        if from.process() != to.process() || self.from == self.to {
            return Err(Problem::new(ProblemKind::Invalid, "请选择同一流程的另一个版本"));
        }
        Ok(Versions { from, to })
    }

    /// The orders that are meant, and whether there are more.
    ///
    /// # Errors
    /// When too many are named, or the database refuses.
    pub async fn running(&self, platform: &Platform) -> Result<(Vec<OrderView>, bool), Problem> {
        if self.orders.as_ref().is_some_and(|orders| orders.len() > ORDERS_MAX) {
            return Err(Problem::new(ProblemKind::Invalid, "一次最多迁移 5000 个工单"));
        }
        let org = platform.org();
        let mut found: Vec<OrderView> = Vec::new();
        loop {
            let mut snapshot = platform.store().read().await?;
            let after = found.last().map(|view| view.order);
            let page =
                orders::running_of_version(&mut snapshot.tx(), org, self.from, after, PAGE).await?;
            snapshot.finish().await?;
            let is_last = page.len() < PAGE as usize;
            found.extend(page);
            if is_last || found.len() > ORDERS_MAX {
                break;
            }
        }
        let more = found.len() > ORDERS_MAX;
        found.truncate(ORDERS_MAX);
        if let Some(orders) = &self.orders {
            found.retain(|view| orders.contains(&view.order));
        }
        Ok((found, more))
    }
}

impl MigrationReport {
    /// Counts an order that can be moved, or was.
    pub fn moves(&mut self, view: &OrderView, plan: &MigrationPlan) {
        self.orders += 1;
        self.movable += 1;
        for stage in view.stages.values().filter(|stage| stage.state.is_open()) {
            let known = self.stages.iter_mut().find(|known| known.element == stage.element);
            match known {
                Some(known) => known.count += 1,
                None => self.stages.push(StagesMoved {
                    element: stage.element.clone(),
                    target: plan.0.get(&stage.element).unwrap_or(&stage.element).clone(),
                    count: 1,
                }),
            }
        }
    }

    /// Counts an order that stays where it is.
    pub fn stays(&mut self, view: &OrderView, faults: Vec<MigrationFault>) {
        self.orders += 1;
        for fault in faults {
            match self.faults.iter_mut().find(|known| known.fault == fault) {
                Some(known) => known.count += 1,
                None => self.faults.push(OrdersThatStay {
                    message: fault.to_string(),
                    fault,
                    count: 1,
                    example: view.order_no.clone(),
                }),
            }
        }
    }
}

const ORDERS_MAX: usize = 5_000;
const PAGE: u32 = 500;
