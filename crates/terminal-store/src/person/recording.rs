//! Recording an operation, and taking one back: each in one transaction with everything that hangs on it.

use rusqlite::params;
use sync::{Kind, Operation};
use vocabulary::{Instant, OperationId, OutboxId};

use super::PersonStore;
use super::drafts::{self, Draft};
use super::operations::{self, OperationRow, OperationState};
use super::predictions::{self, Prediction};
use crate::StoreFault;
use crate::connection::Connection;
use crate::row::{Columns as _, stored};

/// The place in the queue that a new operation gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub outbox: OutboxId,
    pub n: u64,
}

/// What is to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    pub operation: Operation,
    /// The stage that opens on this terminal at once.
    pub prediction: Option<Prediction>,
}

/// What taking an operation back has undone.
#[derive(Debug, Clone, PartialEq)]
pub struct Withdrawn {
    /// The operation and those behind it in its lane that had never been sent.
    pub operations: Vec<OperationId>,
}

impl PersonStore {
    /// Records an operation: `make` gets its place in the queue and signs it there. A submit ends its stage's draft and
    /// makes its files wanted, in the same transaction. When this returns, it is on the disk.
    ///
    /// # Errors
    /// What `make` says, or the database; nothing is then recorded, and the place goes to the next.
    pub async fn record<E: From<StoreFault>>(
        &self,
        at: Instant,
        make: impl FnOnce(Place) -> Result<Recorded, E> + Send,
    ) -> Result<Operation, E> {
        let tx = self.database.begin().await?;
        let n = next_n(&tx)?;
        let recorded = make(Place { outbox: self.outbox, n })?;
        insert(&tx, &recorded, at)?;
        tx.commit()?;
        Ok(recorded.operation)
    }

    /// Takes a parked operation back, and what stands behind it in its lane and has never been sent: values of a
    /// submit become a draft again, its files wait with them. What may have been sent already stays in the queue.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn withdraw(
        &self,
        op_id: OperationId,
        at: Instant,
    ) -> Result<Option<Withdrawn>, StoreFault> {
        let tx = self.database.begin().await?;
        let parked = tx.row(SELECT_PARKED, [op_id.to_string()], operations::of)?;
        let Some(parked) = parked else { return Ok(None) };
        let order = parked.operation.order.to_string();
        let place = params![order, stored(parked.operation.n)];
        let behind: Vec<_> = tx.rows(SELECT_BEHIND, place, operations::of)?;
        // Later ones first, so that of two drafts of one field the earlier operation's value stays.
        let mut undone = Vec::new();
        for row in behind.iter().rev() {
            undone.push(take_back(&tx, row, at)?);
        }
        undone.push(take_back(&tx, &parked, at)?);
        tx.execute(predictions::DELETE_OF_ORDER, [order])?;
        tx.commit()?;
        Ok(Some(Withdrawn { operations: undone }))
    }
}

fn next_n(tx: &Connection) -> Result<u64, StoreFault> {
    tx.one(TAKE_PLACE, (), |row| row.count("n"))
}

fn insert(tx: &Connection, recorded: &Recorded, at: Instant) -> Result<(), StoreFault> {
    let operation = &recorded.operation;
    let (order, stage) = (operation.order.to_string(), operation.stage.to_string());
    tx.execute(
        INSERT,
        params![
            stored(operation.n),
            operation.op_id.to_string(),
            &order,
            &stage,
            operation.kind.as_str(),
            serde_json::to_string(operation)?,
            operation.digest()?.to_string(),
            at.micros()
        ],
    )?;
    for attached in &operation.needs {
        tx.execute(
            UPDATE_NEEDED,
            params![attached.attachment.to_string(), operation.op_id.to_string()],
        )?;
    }
    if operation.kind == Kind::Submit {
        tx.execute(DELETE_DRAFT, params![&order, &stage])?;
    }
    if let Some(prediction) = &recorded.prediction {
        tx.execute(
            predictions::INSERT,
            params![
                prediction.view.stage.to_string(),
                &order,
                operation.op_id.to_string(),
                serde_json::to_string(&prediction.view)?,
                prediction.engine.to_string()
            ],
        )?;
    }
    Ok(())
}

fn take_back(tx: &Connection, row: &OperationRow, at: Instant) -> Result<OperationId, StoreFault> {
    let operation = &row.operation;
    tx.execute(
        UPDATE_WITHDRAWN,
        params![operation.op_id.to_string(), OperationState::Withdrawn.as_str()],
    )?;
    tx.execute(UPDATE_CAPTURED, [operation.op_id.to_string()])?;
    if let (Kind::Submit, Some(values)) = (operation.kind, operation.body.as_object()) {
        for (field, value) in values {
            let (order, stage) = (operation.order, operation.stage);
            let (field, value) = (field.clone(), value.clone());
            // How it came about nobody knows any more.
            let travels = false;
            drafts::write(tx, &Draft { order, stage, field, value, saved_at: at, travels })?;
        }
    }
    Ok(operation.op_id)
}

const TAKE_PLACE: &str = "UPDATE outbox SET next_n = next_n + 1 RETURNING next_n - 1 AS n";

const INSERT: &str = "
    INSERT INTO operation (n, op_id, work_order, stage, kind, state, body, digest, made_at)
    VALUES (?1, ?2, ?3, ?4, ?5, 'pending', ?6, ?7, ?8)";

const UPDATE_NEEDED: &str = "
    UPDATE attachment
       SET state = 'needed', op_id = ?2
     WHERE attachment = ?1 AND state = 'captured'";

const DELETE_DRAFT: &str = "DELETE FROM draft WHERE work_order = ?1 AND stage = ?2";

const SELECT_PARKED: &str = "SELECT * FROM operation WHERE op_id = ?1 AND state = 'parked'";

const SELECT_BEHIND: &str = "
    SELECT * FROM operation
     WHERE work_order = ?1 AND n > ?2 AND state = 'pending' AND attempts = 0
     ORDER BY n";

const UPDATE_WITHDRAWN: &str = "UPDATE operation SET state = ?2 WHERE op_id = ?1";

/// What the platform has of a file already stays known: sent anew, it goes on from there.
const UPDATE_CAPTURED: &str = "
    UPDATE attachment
       SET state = 'captured', op_id = NULL, confirmed_at = NULL
     WHERE op_id = ?1";
