//! Orders for benchmarks, made by the platform's own operations.

use async_trait::async_trait;
use platform::Platform;
use platform::http::Problem;
use platform::orders::operations::NewOrder;
use platform::orders::{Cause, Order};
use platform_store::{Command, Tx};
use serde_json::Value;
use vocabulary::OrderId;

/// Orders in one transaction.
const AT_ONCE: usize = 200;

/// Starts orders, each with its data from the marketing system; gives their ids.
///
/// # Errors
/// When one cannot be started.
pub async fn start(platform: &Platform, orders: Vec<NewOrder>) -> anyhow::Result<Vec<OrderId>> {
    let mut started = Vec::with_capacity(orders.len());
    for orders in orders.chunks(AT_ONCE) {
        let command = StartOrders { platform: platform.clone(), orders: orders.to_vec() };
        let ids = platform.store().write(command).await;
        started.extend(ids.map_err(|problem| said(&problem))?);
    }
    Ok(started)
}

/// Gives orders other facts: their workers' terminals hear of it.
///
/// # Errors
/// When one cannot be changed.
pub async fn put_facts(platform: &Platform, facts: Vec<(OrderId, Value)>) -> anyhow::Result<()> {
    for facts in facts.chunks(AT_ONCE) {
        let command = PutFacts { platform: platform.clone(), facts: facts.to_vec() };
        platform.store().write(command).await.map_err(|problem| said(&problem))?;
    }
    Ok(())
}

fn said(problem: &Problem) -> anyhow::Error {
    anyhow::anyhow!("{}", problem.detail)
}

fn cause(platform: &Platform) -> Cause {
    let now = platform.clock().now();
    Cause {
        at: now,
        received_at: now,
        actor: "neighbour:marketing".to_owned(),
        correlation: platform.correlate(),
    }
}

struct StartOrders {
    platform: Platform,
    orders: Vec<NewOrder>,
}

#[async_trait]
impl Command for StartOrders {
    type Answer = Vec<OrderId>;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<OrderId>, Problem> {
        let mut started = Vec::with_capacity(self.orders.len());
        for order in &self.orders {
            started.push(order.start(&self.platform, tx, cause(&self.platform)).await?);
        }
        Ok(started)
    }
}

struct PutFacts {
    platform: Platform,
    facts: Vec<(OrderId, Value)>,
}

#[async_trait]
impl Command for PutFacts {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        for (order, facts) in &self.facts {
            let loaded = Order::load(&self.platform, tx, cause(&self.platform), *order).await?;
            let Some(mut order) = loaded else { continue };
            order.record.view.facts = facts.clone();
            order.note("changed", Value::Null);
            order.save(tx).await?;
        }
        Ok(())
    }
}
