//! Orders have reached the terminals of whoever has them: the time to sign in runs from here.

use async_trait::async_trait;
use platform_store::{Command, StoreFault, Tx, orders};
use serde_json::json;
use vocabulary::{OrderId, PersonId, StageId, TerminalId};

use crate::Platform;
use crate::http::Problem;
use crate::orders::order::{Cause, Order};

/// Writes down that stages were delivered, each once.
pub struct NoteDeliveries {
    pub platform: Platform,
    pub cause: Cause,
    pub worker: PersonId,
    pub terminal: TerminalId,
    pub stages: Vec<(OrderId, StageId)>,
}

#[async_trait]
impl Command for NoteDeliveries {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        for (order, stage) in &self.stages {
            let (place, at) = ((*order, *stage), self.cause.at);
            if !orders::deliver(tx, org, place, self.worker, at).await? {
                continue;
            }
            let loaded = Order::load(&self.platform, tx, self.cause.clone(), *order).await;
            let mut order = match loaded {
                Ok(Some(order)) => order,
                Ok(None) => continue,
                // It stays delivered: the worker's other orders do not wait for it.
                Err(problem) => {
                    tracing::error!(%order, detail = problem.detail, "a delivery was not noted");
                    continue;
                }
            };
            order.delivered(tx, *stage, self.terminal).await?;
            order.save_beside(tx).await?;
        }
        Ok(())
    }
}

impl Order {
    async fn delivered(
        &mut self,
        tx: &mut Tx<'_>,
        stage: StageId,
        terminal: TerminalId,
    ) -> Result<(), Problem> {
        self.hear_of_delivery(tx, stage).await?;
        self.note("delivered", json!({ "stage": stage, "terminal": terminal }));
        Ok(())
    }

    /// Starts what runs from a stage's delivery.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hear_of_delivery(
        &mut self,
        tx: &mut Tx<'_>,
        stage: StageId,
    ) -> Result<(), StoreFault> {
        let Some(view) = self.view().stage(stage) else { return Ok(()) };
        let event = format!("stage.{}.delivered", view.element);
        self.hear(tx, &event, Some(stage)).await
    }
}
