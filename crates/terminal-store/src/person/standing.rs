//! Orders as they stand: the mirror's view with all that was recorded on it, read as of one moment.
//!
//! A sync may take an answer, end a prediction or bring the real stage at any time. Read one after the other, view,
//! operations and predictions could then belong to different moments, and a stage be missing from all three.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Row;
use serde_json::{Map, Value};
use sync::OrderView;
use vocabulary::{OrderId, StageId};

use super::operations::OperationRow;
use super::predictions::Prediction;
use super::{PersonStore, drafts, operations, predictions};
use crate::StoreFault;
use crate::connection::Connection;
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
        let snapshot = self.database.read().await?;
        let standing = snapshot.row(SELECT_VIEW, [order.to_string()], Standing::untouched)?;
        let Some(mut standing) = standing else { return Ok(None) };
        standing.lay_over(&snapshot)?;
        Ok(Some(standing))
    }

    /// All orders of the scope, and those that were kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn standings(&self) -> Result<Vec<Standing>, StoreFault> {
        let snapshot = self.database.read().await?;
        let touched: BTreeSet<OrderId> =
            snapshot.rows(SELECT_TOUCHED, (), |row| row.parsed("work_order"))?;
        // One order that a later release wrote in words of its own does not hide the others.
        let of = |row: &Row<'_>| Ok(Standing::untouched(row).ok());
        let standings: Vec<_> = snapshot.rows(SELECT_VIEWS, (), of)?;
        let mut standings: Vec<_> = standings.into_iter().flatten().collect();
        for standing in &mut standings {
            if touched.contains(&standing.view.order) {
                standing.lay_over(&snapshot)?;
            }
        }
        Ok(standings)
    }
}

impl Standing {
    /// As the mirror has it, which is how most orders of a long list are.
    fn untouched(row: &Row<'_>) -> Result<Self, StoreFault> {
        Ok(Self {
            view: row.json("body")?,
            is_kept: row.int("is_kept")? != 0,
            operations: Vec::new(),
            predictions: Vec::new(),
            drafts: BTreeMap::new(),
        })
    }

    fn lay_over(&mut self, snapshot: &Connection) -> Result<(), StoreFault> {
        let order = self.view.order;
        self.operations = operations::of_order(snapshot, order)?;
        self.predictions = predictions::of_order(snapshot, order)?;
        self.drafts = drafts::of_order(snapshot, order)?;
        Ok(())
    }
}

const SELECT_VIEW: &str = "
    SELECT entity.body, 0 AS is_kept
      FROM entity
      JOIN mirror ON mirror.generation = entity.generation AND mirror.standing = 'current'
     WHERE entity.kind = 'order' AND entity.id = ?1
     UNION ALL
    SELECT body, 1 AS is_kept
      FROM kept_order
     WHERE work_order = ?1
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
