//! Messages from and to the company's other systems.

use serde_json::Value as Json;
use vocabulary::{CorrelationId, Digest, Instant, MessageId, OrderId, OrganisationId};

use crate::{ListPlace, Row, StoreFault, Tx, args};

/// What makes an inbox message the same message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxKey {
    pub neighbour: String,
    pub order_no: String,
    pub stage: String,
    pub version: u64,
}

#[derive(Debug, Clone)]
pub struct InboxRow {
    pub key: InboxKey,
    pub kind: String,
    pub digest: Digest,
    pub body: Json,
    /// What the platform did with it: `applied`, or why not.
    pub outcome: Json,
    pub received_at: Instant,
}

/// Takes a message, once. `false` when it came before.
///
/// # Errors
/// When the database refuses.
pub async fn receive(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    message: &InboxRow,
) -> Result<bool, StoreFault> {
    let key = &message.key;
    let row = args![
        org,
        &key.neighbour,
        &key.order_no,
        &key.stage,
        key.version,
        &message.kind,
        message.digest,
        &message.body,
        &message.outcome,
        message.received_at,
    ];
    Ok(tx.execute(RECEIVE, &row).await? == 1)
}

/// Counts another copy of a message and tells what was done with the first.
///
/// # Errors
/// When the database refuses.
pub async fn received_before(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    key: &InboxKey,
) -> Result<Option<(Digest, Json)>, StoreFault> {
    let arguments = args![org, &key.neighbour, &key.order_no, &key.stage, key.version];
    let Some(row) = tx.row(COUNT_COPY, &arguments).await? else { return Ok(None) };
    Ok(Some((row.get("digest")?, row.get("outcome")?)))
}

/// The messages of a kind that were taken for the same order and stage and have a later version, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn later_versions(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    key: &InboxKey,
    kind: &str,
) -> Result<Vec<Json>, StoreFault> {
    let (neighbour, order_no, stage) = (&key.neighbour, &key.order_no, &key.stage);
    let arguments = args![org, neighbour, order_no, stage, kind, key.version, VERSIONS_MAX];
    let rows = tx.rows(LATER_VERSIONS, &arguments).await?;
    rows.iter().map(|row| row.get("body")).collect()
}

/// How many messages came, and how many copies of them.
///
/// # Errors
/// When the database refuses.
pub async fn count_received(
    tx: &mut Tx<'_>,
    org: OrganisationId,
) -> Result<(u64, u64), StoreFault> {
    let row = tx.row(COUNT_RECEIVED, &args![org]).await?.ok_or(StoreFault::LostGuard)?;
    Ok((row.get("messages")?, row.get("copies")?))
}

/// How many messages have yet to reach a neighbour.
///
/// # Errors
/// When the database refuses.
pub async fn count_waiting(tx: &mut Tx<'_>, org: OrganisationId) -> Result<u64, StoreFault> {
    let row = tx.row(COUNT_WAITING, &args![org]).await?.ok_or(StoreFault::LostGuard)?;
    row.get("messages")
}

/// A message on its way to a neighbour.
#[derive(Debug, Clone)]
pub struct OutboxRow {
    /// The neighbour recognises a repetition by it.
    pub message: MessageId,
    pub neighbour: String,
    /// The order that it tells of, if it tells of one.
    pub order: Option<OrderId>,
    pub kind: String,
    pub body: Json,
    pub correlation: CorrelationId,
    pub state: OutboxState,
    pub attempts: u32,
    pub next_at: Instant,
    pub last_error: Option<String>,
    pub created_at: Instant,
    pub settled_at: Option<Instant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutboxState {
    /// Waits for the evidence that it lists.
    Held,
    Pending,
    Delivered,
    /// The neighbour took it and said no: a matter for the office.
    Refused,
}

impl OutboxState {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
        }
    }
}

/// # Errors
/// When the database refuses.
pub async fn send(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    message: &OutboxRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        message.message,
        &message.neighbour,
        message.order,
        &message.kind,
        &message.body,
        message.correlation,
        message.state.as_str(),
        message.attempts,
        message.next_at,
        message.last_error.clone(),
        message.created_at,
        message.settled_at,
    ];
    tx.execute(SEND, &row).await.map(|_| ())
}

/// Messages that may be tried at `now`, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn due(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    now: Instant,
    limit: u32,
) -> Result<Vec<OutboxRow>, StoreFault> {
    let rows = tx.rows(DUE, &args![org, now, limit]).await?;
    rows.iter().map(read_outbox).collect()
}

/// Newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    after: ListPlace,
    limit: u32,
) -> Result<Vec<OutboxRow>, StoreFault> {
    let rows = tx.rows(LIST, &args![org, after.at, after.id, limit]).await?;
    rows.iter().map(read_outbox).collect()
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    message: MessageId,
) -> Result<Option<OutboxRow>, StoreFault> {
    let row = tx.row(FIND, &args![org, message]).await?;
    row.as_ref().map(read_outbox).transpose()
}

/// Takes a message back that no neighbour has answered yet; `false` when there is none, or one has.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    message: MessageId,
) -> Result<bool, StoreFault> {
    Ok(tx.execute(WITHDRAW, &args![org, message]).await? == 1)
}

/// Messages of an order that wait for its evidence.
///
/// # Errors
/// When the database refuses.
pub async fn held_of_order(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
) -> Result<Vec<OutboxRow>, StoreFault> {
    let rows = tx.rows(HELD_OF_ORDER, &args![org, order]).await?;
    rows.iter().map(read_outbox).collect()
}

/// Writes what became of an attempt, guarded by the attempts before it.
///
/// # Errors
/// [`StoreFault::LostGuard`] when another program attempted it too.
pub async fn settle(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: &OutboxRow,
    after: &OutboxRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        before.message,
        before.attempts,
        before.state.as_str(),
        after.state.as_str(),
        after.attempts,
        after.next_at,
        after.last_error.clone(),
        after.settled_at,
        &after.body,
    ];
    tx.execute_guarded(SETTLE, &row).await
}

fn read_outbox(row: &Row) -> Result<OutboxRow, StoreFault> {
    let state = match row.get::<String>("state")?.as_str() {
        "held" => OutboxState::Held,
        "pending" => OutboxState::Pending,
        "delivered" => OutboxState::Delivered,
        "refused" => OutboxState::Refused,
        _ => return Err(StoreFault::BadRow { table: "outbox_message", column: "state" }),
    };
    Ok(OutboxRow {
        message: row.get("message")?,
        neighbour: row.get("neighbour")?,
        order: row.get("work_order")?,
        kind: row.get("kind")?,
        body: row.get("body")?,
        correlation: row.get("correlation")?,
        state,
        attempts: row.get("attempts")?,
        next_at: row.get("next_at")?,
        last_error: row.get("last_error")?,
        created_at: row.get("created_at")?,
        settled_at: row.get("settled_at")?,
    })
}

const RECEIVE: &str = "
    INSERT INTO inbox_message
           (org, neighbour, order_no, stage, version, kind, digest, body, outcome, copies,
            received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)
    ON CONFLICT DO NOTHING";

const COUNT_COPY: &str = "
    UPDATE inbox_message
       SET copies = copies + 1
     WHERE org = $1 AND neighbour = $2 AND order_no = $3 AND stage = $4 AND version = $5
    RETURNING digest, outcome";

const COUNT_WAITING: &str = "
    SELECT COUNT(*) AS messages
      FROM outbox_message
     WHERE org = $1 AND state IN ('held', 'pending')";

const LATER_VERSIONS: &str = "
    SELECT body
      FROM inbox_message
     WHERE org = $1 AND neighbour = $2 AND order_no = $3 AND stage = $4 AND kind = $5 AND version > $6
     ORDER BY version
     LIMIT $7";

/// Later messages of one kind that are looked at; nobody changes an order more often while one change is on its way.
const VERSIONS_MAX: u32 = 1_000;

const COUNT_RECEIVED: &str = "
    SELECT COUNT(*) AS messages, CAST(COALESCE(SUM(copies), 0) AS BIGINT) AS copies
      FROM inbox_message
     WHERE org = $1";

const SEND: &str = "
    INSERT INTO outbox_message
           (org, message, neighbour, work_order, kind, body, correlation, state, attempts, next_at,
            last_error, created_at, settled_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

const DUE: &str = "
    SELECT message, neighbour, work_order, kind, body, correlation, state, attempts, next_at,
           last_error, created_at, settled_at
      FROM outbox_message
     WHERE org = $1 AND state = 'pending' AND next_at <= $2
     ORDER BY next_at, message
     LIMIT $3";

const LIST: &str = "
    SELECT message, neighbour, work_order, kind, body, correlation, state, attempts, next_at,
           last_error, created_at, settled_at
      FROM outbox_message
     WHERE org = $1 AND (created_at, message) < ($2, $3)
     ORDER BY created_at DESC, message DESC
     LIMIT $4";

const FIND: &str = "
    SELECT message, neighbour, work_order, kind, body, correlation, state, attempts, next_at,
           last_error, created_at, settled_at
      FROM outbox_message
     WHERE org = $1 AND message = $2";

const WITHDRAW: &str = "
    DELETE FROM outbox_message
     WHERE org = $1 AND message = $2 AND state IN ('held', 'pending')";

const HELD_OF_ORDER: &str = "
    SELECT message, neighbour, work_order, kind, body, correlation, state, attempts, next_at,
           last_error, created_at, settled_at
      FROM outbox_message
     WHERE org = $1 AND work_order = $2 AND state = 'held'
     ORDER BY created_at, message";

const SETTLE: &str = "
    UPDATE outbox_message
       SET state = $5, attempts = $6, next_at = $7, last_error = $8, settled_at = $9, body = $10
     WHERE org = $1 AND message = $2 AND attempts = $3 AND state = $4";
