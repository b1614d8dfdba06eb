//! Orders as they stand: the mirror's view with all that was recorded on it, read as of one moment.
//!
//! A sync may take an answer, end a prediction or bring the real stage at any time. Read one after the other, view,
//! operations and predictions could then belong to different moments, and a stage be missing from all three.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sync::OrderView;
use vocabulary::{OrderId, StageId};

use super::operations::OperationRow;
use super::predictions::Prediction;
use super::{PersonStore, drafts, operations, predictions};
use crate::StoreFault;
use crate::row::Columns as _;

/// An order and everything of this person's that lies over it.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub view: OrderView,
    /// It left the scope with something unsent, and may only be read.
    pub is_kept: bool,
    /// In the order of the queue; withdrawn ones are left out.
    pub operations: Vec<OperationRow>,
    /// In the order in which they opened.
    pub predictions: Vec<Prediction>,
    /// Fields not yet submitted, also of stages that were only predicted and never came.
    pub drafts: BTreeMap<StageId, Map<String, Value>>,
}

impl PersonStore {
    /// One order, if it is in the scope or was kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn standing(&self, order: OrderId) -> Result<Option<Standing>, StoreFault> {
        let mut snapshot = self.database.snapshot().await?;
        let query = sqlx::query(SELECT_VIEW).bind(order.to_string());
        let Some(row) = query.fetch_optional(&mut *snapshot).await? else { return Ok(None) };
        let mut standing = Standing::untouched(&row)?;
        standing.lay_over(&mut snapshot).await?;
        Ok(Some(standing))
    }

    /// All orders of the scope, and those that were kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn standings(&self) -> Result<Vec<Standing>, StoreFault> {
        let mut snapshot = self.database.snapshot().await?;
        let rows = sqlx::query(SELECT_TOUCHED).fetch_all(&mut *snapshot).await?;
        let touched: BTreeSet<OrderId> =
            rows.iter().map(|row| row.parsed("work_order")).collect::<Result<_, _>>()?;
        let rows = sqlx::query(SELECT_VIEWS).fetch_all(&mut *snapshot).await?;
        let mut standings = Vec::with_capacity(rows.len());
        for row in rows {
            // One order that a later release wrote in words of its own does not hide the others.
            let Ok(mut standing) = Standing::untouched(&row) else { continue };
            if touched.contains(&standing.view.order) {
                standing.lay_over(&mut snapshot).await?;
            }
            standings.push(standing);
        }
        Ok(standings)
    }
}

impl Standing {
    /// As the mirror has it, which is how most orders of a long list are.
    fn untouched(row: &SqliteRow) -> Result<Self, StoreFault> {
        Ok(Self {
            view: row.json("body")?,
            is_kept: row.int("is_kept")? != 0,
            operations: Vec::new(),
            predictions: Vec::new(),
            drafts: BTreeMap::new(),
        })
    }

    async fn lay_over(&mut self, snapshot: &mut SqliteConnection) -> Result<(), StoreFault> {
        let order = self.view.order;
        self.operations = operations::of_order(snapshot, order).await?;
        self.predictions = predictions::of_order(snapshot, order).await?;
        self.drafts = drafts::of_order(snapshot, order).await?;
        Ok(())
    }
}

const SELECT_VIEW: &str = "
    SELECT entity.body, 0 AS is_kept
      FROM entity
      JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
     WHERE entity.kind = 'order' AND entity.id = $1
     UNION ALL
    SELECT body, 1 AS is_kept
      FROM kept_order
     WHERE work_order = $1
     ORDER BY is_kept
     LIMIT 1";

const SELECT_VIEWS: &str = "
    SELECT entity.body, 0 AS is_kept
      FROM entity
      JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
     WHERE entity.kind = 'order'
     UNION ALL
    SELECT body, 1 AS is_kept
      FROM kept_order";

/// A prediction hangs on an operation.
const SELECT_TOUCHED: &str = "
    SELECT work_order FROM operation
     UNION
    SELECT work_order FROM draft";
