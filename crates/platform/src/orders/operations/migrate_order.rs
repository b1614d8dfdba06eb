//! A running order is moved to another version of its process.

use std::sync::Arc;

use async_trait::async_trait;
use bpmn::{MigrationFault, MigrationPlan};
use platform_store::{Command, Tx};
use vocabulary::{Digest, OrderId};

use super::start_order::stuck;
use crate::Platform;
use crate::http::Problem;
use crate::orders::order::{Cause, Order};
use crate::orders::versions::ProcessVersion;

/// Moves one order, if it still runs on the version that it is to be moved from.
pub struct MigrateOrder {
    pub platform: Platform,
    pub cause: Cause,
    pub order: OrderId,
    pub from: Digest,
    pub to: Arc<ProcessVersion>,
    pub plan: MigrationPlan,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Migrated {
    Moved,
    /// It has ended, or runs on another version by now.
    NotThere,
    Stays(Vec<MigrationFault>),
}

#[async_trait]
impl Command for MigrateOrder {
    type Answer = Migrated;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Migrated, Problem> {
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), self.order).await?;
        let runs_on_it =
            |order: &Order| !order.view().state.is_over() && order.view().bundle_hash == self.from;
        let Some(mut order) = loaded.filter(runs_on_it) else { return Ok(Migrated::NotThere) };
        let step = match order.try_migrate(&self.to, &self.plan) {
            Ok(step) => step,
            Err(faults) => return Ok(Migrated::Stays(faults)),
        };
        order.migrate(tx, Arc::clone(&self.to), &self.plan, step).await.map_err(stuck)?;
        order.save(tx).await?;
        Ok(Migrated::Moved)
    }
}
