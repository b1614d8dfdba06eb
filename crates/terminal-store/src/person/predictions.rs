//! Stages that the terminal opened by itself, so that the same visit can go on without a network.

use rusqlite::Row;
use serde_json::Value;
use sync::StageView;
use vocabulary::{OperationId, OrderId};

use crate::StoreFault;
use crate::connection::Connection;
use crate::row::Columns as _;

/// A stage that the platform is expected to open when it hears of `after`.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    pub order: OrderId,
    pub after: OperationId,
    pub view: StageView,
    /// The process engine's state after the terminal's own step.
    pub engine: Value,
}

/// The predicted stages of one order, in the order in which they opened.
pub(super) fn of_order(
    snapshot: &Connection,
    order: OrderId,
) -> Result<Vec<Prediction>, StoreFault> {
    let mut predictions: Vec<_> = snapshot.rows(SELECT, [order.to_string()], of)?;
    predictions.sort_by_key(|prediction| prediction.view.place);
    Ok(predictions)
}

fn of(row: &Row<'_>) -> Result<Prediction, StoreFault> {
    Ok(Prediction {
        order: row.parsed("work_order")?,
        after: row.parsed("after_op")?,
        view: row.json("view")?,
        engine: row.json("engine")?,
    })
}

const SELECT: &str = "
    SELECT work_order, after_op, view, engine
      FROM prediction
     WHERE work_order = ?1";

pub(super) const INSERT: &str = "
    INSERT INTO prediction (stage, work_order, after_op, view, engine)
    VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (stage) DO UPDATE
       SET after_op = EXCLUDED.after_op, view = EXCLUDED.view, engine = EXCLUDED.engine";

pub(super) const DELETE_OF_ORDER: &str = "DELETE FROM prediction WHERE work_order = ?1";

pub(super) const DELETE_AFTER: &str = "DELETE FROM prediction WHERE after_op = ?1";
