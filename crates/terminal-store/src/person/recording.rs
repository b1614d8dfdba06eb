//! Recording an operation, and taking one back: each in one transaction with everything that hangs on it.

use sqlx::{Sqlite, Transaction};
use sync::{Kind, Operation};
use vocabulary::{Instant, OperationId, OutboxId};

use super::PersonStore;
use super::drafts::{self, Draft};
use super::operations::{self, OperationRow, OperationState};
use super::predictions::{self, Prediction};
use crate::StoreFault;
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
        let mut tx = self.database.begin().await?;
        let n = next_n(&mut tx).await?;
        let recorded = make(Place { outbox: self.outbox, n })?;
        insert(&mut tx, &recorded, at).await?;
        self.database.commit(tx).await?;
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
        let mut tx = self.database.begin().await?;
        let row =
            sqlx::query(SELECT_PARKED).bind(op_id.to_string()).fetch_optional(&mut *tx).await?;
        let Some(parked) = row.as_ref().map(operations::of).transpose()? else { return Ok(None) };
        let behind = sqlx::query(SELECT_BEHIND)
            .bind(parked.operation.order.to_string())
            .bind(stored(parked.operation.n))
            .fetch_all(&mut *tx)
            .await?;
        // Later ones first, so that of two drafts of one field the earlier operation's value stays.
        let mut undone = Vec::new();
        for row in behind.iter().rev() {
            undone.push(take_back(&mut tx, &operations::of(row)?, at).await?);
        }
        undone.push(take_back(&mut tx, &parked, at).await?);
        sqlx::query(predictions::DELETE_OF_ORDER)
            .bind(parked.operation.order.to_string())
            .execute(&mut *tx)
            .await?;
        self.database.commit(tx).await?;
        Ok(Some(Withdrawn { operations: undone }))
    }
}

type Tx = Transaction<'static, Sqlite>;

async fn next_n(tx: &mut Tx) -> Result<u64, StoreFault> {
    sqlx::query(TAKE_PLACE).fetch_one(&mut **tx).await?.count("n")
}

async fn insert(tx: &mut Tx, recorded: &Recorded, at: Instant) -> Result<(), StoreFault> {
    let operation = &recorded.operation;
    let (order, stage) = (operation.order.to_string(), operation.stage.to_string());
    sqlx::query(INSERT)
        .bind(stored(operation.n))
        .bind(operation.op_id.to_string())
        .bind(&order)
        .bind(&stage)
        .bind(operation.kind.as_str())
        .bind(serde_json::to_string(operation)?)
        .bind(operation.digest()?.to_string())
        .bind(at.micros())
        .execute(&mut **tx)
        .await?;
    for attached in &operation.needs {
        sqlx::query(UPDATE_NEEDED)
            .bind(attached.attachment.to_string())
            .bind(operation.op_id.to_string())
            .execute(&mut **tx)
            .await?;
    }
    if operation.kind == Kind::Submit {
        sqlx::query(DELETE_DRAFT).bind(&order).bind(&stage).execute(&mut **tx).await?;
    }
    if let Some(prediction) = &recorded.prediction {
        sqlx::query(predictions::INSERT)
            .bind(prediction.view.stage.to_string())
            .bind(&order)
            .bind(operation.op_id.to_string())
            .bind(serde_json::to_string(&prediction.view)?)
            .bind(prediction.engine.to_string())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

async fn take_back(
    tx: &mut Tx,
    row: &OperationRow,
    at: Instant,
) -> Result<OperationId, StoreFault> {
    let operation = &row.operation;
    sqlx::query(UPDATE_WITHDRAWN)
        .bind(operation.op_id.to_string())
        .bind(OperationState::Withdrawn.as_str())
        .execute(&mut **tx)
        .await?;
    sqlx::query(UPDATE_CAPTURED).bind(operation.op_id.to_string()).execute(&mut **tx).await?;
    if let (Kind::Submit, Some(values)) = (operation.kind, operation.body.as_object()) {
        for (field, value) in values {
            let (order, stage) = (operation.order, operation.stage);
            let (field, value) = (field.clone(), value.clone());
            drafts::write(tx, &Draft { order, stage, field, value, saved_at: at }).await?;
        }
    }
    Ok(operation.op_id)
}

const TAKE_PLACE: &str = "UPDATE outbox SET next_n = next_n + 1 RETURNING next_n - 1 AS n";

const INSERT: &str = "
    INSERT INTO operation (n, op_id, work_order, stage, kind, state, body, digest, made_at)
    VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8)";

const UPDATE_NEEDED: &str = "
    UPDATE attachment
       SET state = 'needed', op_id = $2
     WHERE attachment = $1 AND state = 'captured'";

const DELETE_DRAFT: &str = "DELETE FROM draft WHERE work_order = $1 AND stage = $2";

const SELECT_PARKED: &str = "SELECT * FROM operation WHERE op_id = $1 AND state = 'parked'";

const SELECT_BEHIND: &str = "
    SELECT * FROM operation
     WHERE work_order = $1 AND n > $2 AND state = 'pending' AND attempts = 0
     ORDER BY n";

const UPDATE_WITHDRAWN: &str = "UPDATE operation SET state = $2 WHERE op_id = $1";

/// What the platform has of a file already stays known: sent anew, it goes on from there.
const UPDATE_CAPTURED: &str = "
    UPDATE attachment
       SET state = 'captured', op_id = NULL, confirmed_at = NULL
     WHERE op_id = $1";
