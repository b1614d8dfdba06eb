//! Files of evidence: announced by an operation or an upload, complete once every byte is on disk and the hash fits.

use vocabulary::{
    AttachmentId, Digest, Instant, OperationId, OrderId, OrganisationId, OutboxId, StageId,
    TerminalId,
};

use crate::{Row, StoreFault, Tx, args};

/// A file of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentRow {
    pub attachment: AttachmentId,
    pub order: OrderId,
    pub stage: StageId,
    pub op_id: Option<OperationId>,
    pub sha256: Digest,
    pub size: u64,
    pub mime: String,
    pub outbox: Option<OutboxId>,
    /// Whose upload it is.
    pub terminal: Option<TerminalId>,
    /// Bytes on disk.
    pub received: u64,
    pub state: AttachmentState,
    /// The file that this one opens to: it came sealed, and its key comes with its operation.
    pub opens: Option<AttachmentId>,
    pub created_at: Instant,
    pub completed_at: Option<Instant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentState {
    /// Bytes are missing.
    Partial,
    /// All bytes are on disk and their hash is the announced one.
    Complete,
    /// All bytes came, but with another hash: the terminal must send it anew.
    Corrupt,
}

impl AttachmentState {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Partial => "partial",
            Self::Complete => "complete",
            Self::Corrupt => "corrupt",
        }
    }
}

/// Announces a file; an id that is known keeps what it has, and the answer is `false`.
///
/// # Errors
/// When the database refuses.
pub async fn announce(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    row: &AttachmentRow,
) -> Result<bool, StoreFault> {
    let values = args![
        org,
        row.attachment,
        row.order,
        row.stage,
        row.op_id,
        row.sha256,
        row.size,
        &row.mime,
        row.outbox,
        row.received,
        row.state.as_str(),
        row.opens,
        row.created_at,
        row.completed_at,
        row.terminal,
    ];
    Ok(tx.execute(ANNOUNCE, &values).await? == 1)
}

/// Ties a file that came before its operation to it.
///
/// # Errors
/// When the database refuses.
pub async fn claim(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    attachment: AttachmentId,
    op_id: OperationId,
    stage: StageId,
) -> Result<(), StoreFault> {
    tx.execute(CLAIM, &args![org, attachment, op_id, stage]).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn find(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    attachment: AttachmentId,
) -> Result<Option<AttachmentRow>, StoreFault> {
    let row = tx.row(FIND, &args![org, attachment]).await?;
    row.as_ref().map(read).transpose()
}

/// Writes down how many bytes are on disk, guarded by how many were before.
///
/// # Errors
/// [`StoreFault::LostGuard`] when another upload of the same file was faster.
pub async fn advance(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: &AttachmentRow,
    received: u64,
    state: AttachmentState,
    at: Instant,
) -> Result<(), StoreFault> {
    let completed_at = (state == AttachmentState::Complete).then_some(at);
    let values = args![
        org,
        before.attachment,
        before.received,
        before.state.as_str(),
        received,
        state.as_str(),
        completed_at,
    ];
    tx.execute_guarded(ADVANCE, &values).await
}

/// Sealed files that are whole and whose key is here, but which have not been opened yet.
///
/// # Errors
/// When the database refuses.
pub async fn sealed_waiting(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    limit: u32,
) -> Result<Vec<AttachmentRow>, StoreFault> {
    let rows = tx.rows(SEALED_WAITING, &args![org, limit]).await?;
    rows.iter().map(read).collect()
}

/// All files of an order.
///
/// # Errors
/// When the database refuses.
pub async fn of_order(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    order: OrderId,
) -> Result<Vec<AttachmentRow>, StoreFault> {
    let rows = tx.rows(OF_ORDER, &args![org, order]).await?;
    rows.iter().map(read).collect()
}

/// How many files a terminal has announced without the operation that they belong to.
///
/// # Errors
/// When the database refuses.
pub async fn count_unclaimed(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    terminal: TerminalId,
) -> Result<u64, StoreFault> {
    let row = tx.row(COUNT_UNCLAIMED, &args![org, terminal]).await?;
    row.map_or(Ok(0), |row| row.get("files"))
}

/// Files of an outbox that the platform holds whole; an outbox is a terminal's own.
///
/// # Errors
/// When the database refuses.
pub async fn complete_of_outbox(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    (terminal, outbox): (TerminalId, OutboxId),
    from: Option<AttachmentId>,
    limit: u32,
) -> Result<Vec<AttachmentRow>, StoreFault> {
    let rows = tx.rows(COMPLETE_OF_OUTBOX, &args![org, outbox, from, limit, terminal]).await?;
    rows.iter().map(read).collect()
}

/// Files that are not whole.
///
/// # Errors
/// When the database refuses.
pub async fn unfinished(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    limit: u32,
) -> Result<Vec<AttachmentRow>, StoreFault> {
    let rows = tx.rows(UNFINISHED, &args![org, limit]).await?;
    rows.iter().map(read).collect()
}

/// Marks a file that the office was told of.
///
/// # Errors
/// When the database refuses.
pub async fn flag(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    attachment: AttachmentId,
    at: Instant,
) -> Result<(), StoreFault> {
    tx.execute(FLAG, &args![org, attachment, at]).await.map(|_| ())
}

/// Files announced before `before` that are still not whole and that the office was not told of.
///
/// # Errors
/// When the database refuses.
pub async fn stale(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: Instant,
    limit: u32,
) -> Result<Vec<AttachmentRow>, StoreFault> {
    let rows = tx.rows(STALE, &args![org, before, limit]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<AttachmentRow, StoreFault> {
    let state = match row.get::<String>("state")?.as_str() {
        "partial" => AttachmentState::Partial,
        "complete" => AttachmentState::Complete,
        "corrupt" => AttachmentState::Corrupt,
        _ => return Err(StoreFault::BadRow { table: "attachment", column: "state" }),
    };
    Ok(AttachmentRow {
        attachment: row.get("attachment")?,
        order: row.get("work_order")?,
        stage: row.get("stage")?,
        op_id: row.get("op_id")?,
        sha256: row.get("sha256")?,
        size: row.get("size")?,
        mime: row.get("mime")?,
        outbox: row.get("outbox")?,
        terminal: row.get("terminal")?,
        received: row.get("received")?,
        state,
        opens: row.get("opens")?,
        created_at: row.get("created_at")?,
        completed_at: row.get("completed_at")?,
    })
}

/// Keeps the key of a file that was sealed on its terminal.
///
/// # Errors
/// When the database refuses.
pub async fn keep_file_key(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    attachment: AttachmentId,
    key_sealed: Vec<u8>,
) -> Result<(), StoreFault> {
    tx.execute(KEEP_FILE_KEY, &args![org, attachment, key_sealed]).await.map(|_| ())
}

/// The sealed key of a file that was sealed on its terminal.
///
/// # Errors
/// When the database refuses.
pub async fn file_key(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    attachment: AttachmentId,
) -> Result<Option<Vec<u8>>, StoreFault> {
    let row = tx.row(FILE_KEY, &args![org, attachment]).await?;
    row.map(|row| row.get("key_sealed")).transpose()
}

const ANNOUNCE: &str = "
    INSERT INTO attachment
           (org, attachment, work_order, stage, op_id, sha256, size, mime, outbox, received, state,
            opens, created_at, completed_at, terminal)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    ON CONFLICT DO NOTHING";

const CLAIM: &str = "
    UPDATE attachment
       SET op_id = $3, stage = $4
     WHERE org = $1 AND attachment = $2 AND op_id IS NULL";

const FIND: &str = "
    SELECT attachment, work_order, stage, op_id, sha256, size, mime, outbox, received, state,
           opens, created_at, completed_at, terminal
      FROM attachment
     WHERE org = $1 AND attachment = $2";

const ADVANCE: &str = "
    UPDATE attachment
       SET received = $5, state = $6, completed_at = $7
     WHERE org = $1 AND attachment = $2 AND received = $3 AND state = $4";

const OF_ORDER: &str = "
    SELECT attachment, work_order, stage, op_id, sha256, size, mime, outbox, received, state,
           opens, created_at, completed_at, terminal
      FROM attachment
     WHERE org = $1 AND work_order = $2
     ORDER BY created_at, attachment";

const SEALED_WAITING: &str = "
    SELECT s.attachment, s.work_order, s.stage, s.op_id, s.sha256, s.size, s.mime, s.outbox,
           s.received, s.state, s.opens, s.created_at, s.completed_at, s.terminal
      FROM attachment s
      JOIN attachment a ON a.org = s.org AND a.attachment = s.opens
      JOIN file_key k ON k.org = s.org AND k.attachment = s.opens
     WHERE s.org = $1 AND s.state = 'complete' AND a.state <> 'complete'
     ORDER BY s.created_at
     LIMIT $2";

const COUNT_UNCLAIMED: &str = "
    SELECT COUNT(*) AS files
      FROM attachment
     WHERE org = $1 AND terminal = $2 AND op_id IS NULL";

const COMPLETE_OF_OUTBOX: &str = "
    SELECT attachment, work_order, stage, op_id, sha256, size, mime, outbox, received, state,
           opens, created_at, completed_at, terminal
      FROM attachment
     WHERE org = $1 AND outbox = $2 AND state = 'complete' AND opens IS NULL
       AND (terminal IS NULL OR terminal = $5)
       AND ($3 IS NULL OR attachment >= $3)
     ORDER BY attachment
     LIMIT $4";

const STALE: &str = "
    SELECT attachment, work_order, stage, op_id, sha256, size, mime, outbox, received, state,
           opens, created_at, completed_at, terminal
      FROM attachment
     WHERE org = $1 AND state <> 'complete' AND created_at < $2 AND flagged_at IS NULL
     ORDER BY created_at, attachment
     LIMIT $3";

const UNFINISHED: &str = "
    SELECT attachment, work_order, stage, op_id, sha256, size, mime, outbox, received, state,
           opens, created_at, completed_at, terminal
      FROM attachment
     WHERE org = $1 AND state <> 'complete'
     ORDER BY created_at, attachment
     LIMIT $2";

const FLAG: &str = "
    UPDATE attachment
       SET flagged_at = $3
     WHERE org = $1 AND attachment = $2";

const KEEP_FILE_KEY: &str = "
    INSERT INTO file_key (org, attachment, key_sealed)
    VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING";

const FILE_KEY: &str = "
    SELECT key_sealed
      FROM file_key
     WHERE org = $1 AND attachment = $2";
