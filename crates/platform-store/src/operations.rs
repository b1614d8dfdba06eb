//! What workers did, as received: each once, with what became of it.

use serde_json::Value as Json;
use sync::{Operation, OperationReceipt, Outcome};
use vocabulary::{Digest, Instant, OperationId, OrderId, OrganisationId, OutboxId, TerminalId};

use crate::{Row, StoreFault, Tx, args};

/// An operation that the platform holds.
#[derive(Debug, Clone)]
pub struct StoredOperation {
    pub operation: Operation,
    pub digest: Digest,
    pub outcome: Outcome,
    pub event_at: Instant,
    pub received_at: Instant,
}

/// Takes an operation, once. `false` when its id was taken before.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    stored: &StoredOperation,
) -> Result<bool, StoreFault> {
    let operation = &stored.operation;
    let bad = |_| StoreFault::BadRow { table: "operation", column: "body" };
    let row = args![
        org,
        operation.op_id,
        operation.outbox,
        operation.n,
        operation.author,
        operation.terminal,
        operation.order,
        operation.stage,
        stored.digest,
        serde_json::to_string(operation).map_err(bad)?,
        serde_json::to_string(&stored.outcome).map_err(bad)?,
        stored.event_at,
        stored.received_at,
    ];
    Ok(tx.execute(INSERT, &row).await? == 1)
}

/// What became of an operation, and the digest it came with.
///
/// # Errors
/// When the database refuses.
pub async fn outcome(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    op_id: OperationId,
) -> Result<Option<(Digest, Outcome)>, StoreFault> {
    let Some(row) = tx.row(READ_OUTCOME, &args![org, op_id]).await? else { return Ok(None) };
    Ok(Some((row.get("digest")?, read_outcome(&row)?)))
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    op_id: OperationId,
) -> Result<Option<StoredOperation>, StoreFault> {
    let row = tx.row(FIND, &args![org, op_id]).await?;
    row.as_ref().map(read_stored).transpose()
}

/// Everything that was done to an order, in the order in which it was received.
///
/// # Errors
/// When the database refuses.
pub async fn of_order(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
    limit: u32,
) -> Result<Vec<StoredOperation>, StoreFault> {
    let rows = tx.rows(OF_ORDER, &args![org, order, limit]).await?;
    rows.iter().map(read_stored).collect()
}

/// What the platform holds of an outbox after its `n`-th operation; an outbox is a terminal's own.
///
/// # Errors
/// When the database refuses.
pub async fn receipts(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    (terminal, outbox): (TerminalId, OutboxId),
    after_n: u64,
    limit: u32,
) -> Result<Vec<OperationReceipt>, StoreFault> {
    let rows = tx.rows(RECEIPTS, &args![org, outbox, after_n, limit, terminal]).await?;
    rows.iter()
        .map(|row| {
            Ok(OperationReceipt {
                op_id: row.get("op_id")?,
                n: row.get("n")?,
                digest: row.get("digest")?,
                outcome: read_outcome(row)?,
            })
        })
        .collect()
}

/// Gives an operation another outcome: the office merged what had been late, refused or in conflict.
///
/// # Errors
/// When the database refuses.
pub async fn settle(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    op_id: OperationId,
    outcome: &Outcome,
) -> Result<(), StoreFault> {
    let text = serde_json::to_string(outcome)
        .map_err(|_| StoreFault::BadRow { table: "operation", column: "outcome" })?;
    tx.execute_guarded(SETTLE, &args![org, op_id, text]).await
}

fn read_outcome(row: &Row) -> Result<Outcome, StoreFault> {
    serde_json::from_value(row.get::<Json>("outcome")?)
        .map_err(|_| StoreFault::BadRow { table: "operation", column: "outcome" })
}

fn read_stored(row: &Row) -> Result<StoredOperation, StoreFault> {
    Ok(StoredOperation {
        operation: serde_json::from_value(row.get::<Json>("body")?)
            .map_err(|_| StoreFault::BadRow { table: "operation", column: "body" })?,
        digest: row.get("digest")?,
        outcome: read_outcome(row)?,
        event_at: row.get("event_at")?,
        received_at: row.get("received_at")?,
    })
}

const INSERT: &str = "
    INSERT INTO operation
           (org, op_id, outbox, n, author, terminal, work_order, stage, digest, body, outcome,
            event_at, received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT DO NOTHING";

const READ_OUTCOME: &str = "SELECT digest, outcome FROM operation WHERE org = $1 AND op_id = $2";

const FIND: &str = "
    SELECT digest, body, outcome, event_at, received_at
      FROM operation
     WHERE org = $1 AND op_id = $2";

const OF_ORDER: &str = "
    SELECT digest, body, outcome, event_at, received_at
      FROM operation
     WHERE org = $1 AND work_order = $2
     ORDER BY received_at, n, op_id
     LIMIT $3";

const RECEIPTS: &str = "
    SELECT op_id, n, digest, outcome
      FROM operation
     WHERE org = $1 AND outbox = $2 AND terminal = $5 AND n > $3
     ORDER BY n
     LIMIT $4";

const SETTLE: &str = "UPDATE operation SET outcome = $3 WHERE org = $1 AND op_id = $2";
