//! The outbox: what was recorded, on its way up.

use std::collections::BTreeSet;

use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use sync::{
    LaneEntry, LaneState, Notice, Operation, OperationReceipt, OperationResult, Outcome, Receipts,
    ReceiptsWanted, ReofferAnswer,
};
use uuid::Uuid;
use vocabulary::{AttachmentId, Digest, Instant, OperationId, OrderId, Text};

use super::{PersonStore, facts, notices, predictions};
use crate::StoreFault;
use crate::connection::Connection;
use crate::row::{Columns as _, stored};

/// Where an operation stands on its way up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// Waits to be sent.
    Pending,
    /// The platform has said what became of it.
    Settled,
    /// Refused; parks its order until the worker or the office has dealt with it.
    Parked,
    /// Taken back by the worker, never sent again.
    Withdrawn,
}

impl OperationState {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Settled => "settled",
            Self::Parked => "parked",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Pending, Self::Settled, Self::Parked, Self::Withdrawn]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// An operation with what is known about its way.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationRow {
    pub operation: Operation,
    pub digest: Digest,
    pub state: OperationState,
    pub made_at: Instant,
    pub attempts: u64,
    pub outcome: Option<Outcome>,
    pub settled_at: Option<Instant>,
    /// When the platform's receipt came; before that nothing of it is erased.
    pub received_at: Option<Instant>,
    /// When it was sealed to the company's recovery key.
    pub sealed_at: Option<Instant>,
}

/// How much is still to be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    pub operations: u64,
    pub files: u64,
    pub bytes_left: u64,
    pub bytes_total: u64,
    /// Looks at customers that the platform has not heard of.
    #[serde(default)]
    pub inquiries: u64,
    /// Recordings that were cut off or are under way: somebody has to say what becomes of them.
    #[serde(default)]
    pub recordings: u64,
}

/// Something that the platform holds under our id, but with other bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    Operation(OperationId),
    Attachment(AttachmentId),
}

impl PersonStore {
    /// The lanes as they stand: operations that wait for a while hold back those behind them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lane_entries(&self, now: Instant) -> Result<Vec<LaneEntry>, StoreFault> {
        let of = |row: &Row<'_>| {
            let state = match row.text("state")?.as_str() {
                "parked" => LaneState::Parked,
                _ => LaneState::Pending,
            };
            let (op_id, order) = (row.parsed("op_id")?, row.parsed("work_order")?);
            let entry = LaneEntry { op_id, order, n: row.count("n")?, state };
            Ok((entry, row.instant("not_before")?.since(now)))
        };
        let rows: Vec<_> = self.database.read().await?.rows(SELECT_LANES, (), of)?;
        let mut waiting = BTreeSet::new();
        let mut entries = Vec::new();
        for (entry, wait) in rows {
            let LaneEntry { order, state, .. } = entry;
            // A wait beyond the longest was noted by a clock that has been set since.
            if state == LaneState::Pending && (1..=WAIT_MICROS_MAX).contains(&wait) {
                waiting.insert(order);
            }
            if state == LaneState::Pending && waiting.contains(&order) {
                continue;
            }
            entries.push(entry);
        }
        Ok(entries)
    }

    /// Takes operations out to be sent, in order, until `bytes_max` are full, and notes that they may have been sent.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_out(
        &self,
        ids: &[OperationId],
        bytes_max: usize,
    ) -> Result<Vec<Operation>, StoreFault> {
        let tx = self.database.begin().await?;
        let mut operations = Vec::with_capacity(ids.len());
        let mut bytes = 0;
        for id in ids {
            let id = id.to_string();
            let body = tx.row(SELECT_PENDING, [&id], |row| row.text("body"))?;
            let Some(body) = body else { continue };
            bytes += body.len();
            // The first goes whatever its size: the platform says what it thinks of it.
            if bytes > bytes_max && !operations.is_empty() {
                break;
            }
            let operation = serde_json::from_str(&body);
            operations.push(operation.map_err(|_| StoreFault::BadRow { column: "body" })?);
            tx.execute(UPDATE_ATTEMPTS, [&id])?;
        }
        tx.commit()?;
        Ok(operations)
    }

    /// Keeps what became of operations. Where one was not applied, what was predicted on it ends with one notice.
    ///
    /// # Errors
    /// When the database refuses; then none is kept, and the operations are sent again.
    pub async fn settle(&self, results: &[OperationResult], at: Instant) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        for result in results {
            settle_one(&tx, result.op_id, &result.outcome, at)?;
        }
        tx.commit()
    }

    /// From where receipts are wanted; `None` when nothing waits for one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn receipts_wanted(&self) -> Result<Option<ReceiptsWanted>, StoreFault> {
        let of = |row: &Row<'_>| Ok((row.maybe_int("first")?, row.maybe_parsed("file")?));
        let (first, file) = self.database.read().await?.one(SELECT_UNRECEIVED, (), of)?;
        if first.is_none() && file.is_none() {
            return Ok(None);
        }
        Ok(Some(ReceiptsWanted {
            outbox: self.outbox,
            after_n: first.map_or(Ok(NO_OPERATION), |first| u64::try_from(first - 1)).unwrap_or(0),
            from_attachment: Some(file.unwrap_or(AttachmentId::from_uuid(Uuid::max()))),
        }))
    }

    /// Notes what the platform holds, and tells where it holds something else than we sent.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_receipts(
        &self,
        receipts: &Receipts,
        at: Instant,
    ) -> Result<Vec<Mismatch>, StoreFault> {
        let tx = self.database.begin().await?;
        let mut mismatches = Vec::new();
        for receipt in &receipts.operations {
            if !receive(&tx, receipt, at)? {
                mismatches.push(Mismatch::Operation(receipt.op_id));
            }
        }
        for receipt in &receipts.attachments {
            let id = receipt.attachment.to_string();
            let ours = tx.row(SELECT_SHA256, [&id], |row| row.parsed::<Digest>("sha256"))?;
            match ours {
                None => {}
                Some(ours) if ours == receipt.sha256 => {
                    tx.execute(UPDATE_CONFIRMED, params![id, at.micros()])?;
                }
                Some(_) => mismatches.push(Mismatch::Attachment(receipt.attachment)),
            }
        }
        if !receipts.more {
            // Sent to the end, and yet the platform does not hold them: look again at the next upload.
            tx.execute(UPDATE_LOOK_AGAIN, ())?;
        }
        tx.commit()?;
        Ok(mismatches)
    }

    /// Everything that was sent since `since`: what a restored platform is offered again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sent_since(
        &self,
        since: Instant,
    ) -> Result<(Vec<(OperationId, Digest)>, Vec<(AttachmentId, Digest)>), StoreFault> {
        let snapshot = self.database.read().await?;
        let since = [since.micros()];
        let operations = snapshot
            .rows(SELECT_SENT, since, |row| Ok((row.parsed("op_id")?, row.parsed("digest")?)))?;
        let files = snapshot.rows(SELECT_SENT_FILES, since, |row| {
            Ok((row.parsed("attachment")?, row.parsed("sha256")?))
        })?;
        Ok((operations, files))
    }

    /// Puts back into the queue what a restored platform lacks, and closes the re-offer.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn resend(&self, lacking: &ReofferAnswer) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        for id in &lacking.operations {
            tx.execute(UPDATE_RESEND, [id.to_string()])?;
        }
        for id in &lacking.attachments {
            tx.execute(UPDATE_RESEND_FILE, [id.to_string()])?;
        }
        tx.execute(facts::DELETE, [facts::REOFFER_DUE])?;
        tx.commit()
    }

    /// Sends a parked operation again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn retry(&self, op_id: OperationId) -> Result<bool, StoreFault> {
        let tx = self.database.begin().await?;
        let changed = tx.execute(UPDATE_RETRY, [op_id.to_string()])?;
        tx.commit()?;
        Ok(changed == 1)
    }

    /// Notes that operations are sealed to the company's recovery key.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_sealed(&self, ids: &[OperationId], at: Instant) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        for id in ids {
            tx.execute(UPDATE_SEALED, params![id.to_string(), at.micros()])?;
        }
        tx.commit()
    }

    /// The operation of that id.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn operation(&self, op_id: OperationId) -> Result<Option<OperationRow>, StoreFault> {
        self.database.read().await?.row(SELECT_ONE, [op_id.to_string()], of)
    }

    /// Operations whose receipt is still out, in the order of the queue.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unreceived(&self) -> Result<Vec<OperationRow>, StoreFault> {
        self.database.read().await?.rows(SELECT_OPEN, (), of)
    }

    /// Operations that were received since, whose sealed copies are no longer needed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sealed_and_done(&self) -> Result<Vec<OperationId>, StoreFault> {
        self.database.read().await?.rows(SELECT_SEALED_DONE, (), |row| row.parsed("op_id"))
    }

    /// Notes that the sealed copies of these operations are gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_sealed(&self, ids: &[OperationId]) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        for id in ids {
            tx.execute(CLEAR_SEALED, [id.to_string()])?;
        }
        tx.commit()
    }

    /// How much is still to be sent.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unsent(&self) -> Result<Unsent, StoreFault> {
        self.database.read().await?.one(SELECT_COUNTS, (), |row| {
            Ok(Unsent {
                operations: row.count("operations")?,
                files: row.count("files")?,
                bytes_left: row.count("bytes_left")?,
                bytes_total: row.count("bytes_total")?,
                inquiries: row.count("inquiries")?,
                recordings: row.count("recordings")?,
            })
        })
    }
}

/// The operations of one order, withdrawn ones left out, in the order of the queue.
pub(super) fn of_order(
    snapshot: &Connection,
    order: OrderId,
) -> Result<Vec<OperationRow>, StoreFault> {
    snapshot.rows(SELECT_OF_ORDER, [order.to_string()], of)
}

fn settle_one(
    tx: &Connection,
    op_id: OperationId,
    outcome: &Outcome,
    at: Instant,
) -> Result<(), StoreFault> {
    let first = outcome.first();
    let state = match first {
        Outcome::RetryAfter { millis } => {
            let wait = stored(millis.saturating_mul(1_000)).clamp(WAIT_MICROS_MIN, WAIT_MICROS_MAX);
            let not_before = at.shifted(wait);
            tx.execute(UPDATE_NOT_BEFORE, params![op_id.to_string(), not_before.micros()])?;
            return Ok(());
        }
        Outcome::Refused { .. } => OperationState::Parked,
        _ => OperationState::Settled,
    };
    let operation = tx.row(
        UPDATE_OUTCOME,
        params![op_id.to_string(), state.as_str(), serde_json::to_string(first)?, at.micros()],
        |row| row.json::<Operation>("body"),
    )?;
    // Nothing, when it had been settled or withdrawn already.
    let Some(operation) = operation else { return Ok(()) };
    if matches!(first, Outcome::Applied { .. }) {
        return Ok(());
    }
    let ended = tx.execute(predictions::DELETE_AFTER, [op_id.to_string()])?;
    if ended > 0 {
        notices::insert(tx, &format!("step-{op_id}"), &step_differs(&operation, at))?;
    }
    Ok(())
}

fn step_differs(operation: &Operation, at: Instant) -> Notice {
    Notice {
        at,
        order: Some(operation.order),
        order_no: None,
        about: "late".to_owned(),
        text: Text::new(
            "此工单在平台上的流转与终端不同，后续环节的记录已作为补充证据保留。",
            "The platform took this order another way; what was recorded after is kept as evidence.",
        ),
    }
}

/// Notes a receipt; `false` when the platform holds other bytes than ours.
fn receive(tx: &Connection, receipt: &OperationReceipt, at: Instant) -> Result<bool, StoreFault> {
    let id = receipt.op_id.to_string();
    let ours = tx.row(SELECT_DIGEST, [&id], |row| row.parsed::<Digest>("digest"))?;
    let Some(ours) = ours else { return Ok(true) };
    if ours != receipt.digest {
        return Ok(false);
    }
    // The answer to the operation itself may have been lost; the receipt says the same.
    settle_one(tx, receipt.op_id, &receipt.outcome, at)?;
    tx.execute(UPDATE_RECEIVED, params![id, at.micros()])?;
    Ok(true)
}

pub(super) fn of(row: &Row<'_>) -> Result<OperationRow, StoreFault> {
    let state = OperationState::parse(&row.text("state")?);
    Ok(OperationRow {
        operation: row.json("body")?,
        digest: row.parsed("digest")?,
        state: state.ok_or(StoreFault::BadRow { column: "state" })?,
        made_at: row.instant("made_at")?,
        attempts: row.count("attempts")?,
        outcome: row.maybe_json("outcome")?,
        settled_at: row.maybe_instant("settled_at")?,
        received_at: row.maybe_instant("received_at")?,
        sealed_at: row.maybe_instant("sealed_at")?,
    })
}

const WAIT_MICROS_MIN: i64 = 1_000_000;
const WAIT_MICROS_MAX: i64 = 600 * 1_000_000;

const SELECT_LANES: &str = "
    SELECT op_id, work_order, n, state, not_before
      FROM operation
     WHERE state IN ('pending', 'parked')
     ORDER BY n";

const SELECT_PENDING: &str = "SELECT body FROM operation WHERE op_id = ?1 AND state = 'pending'";

const UPDATE_ATTEMPTS: &str = "UPDATE operation SET attempts = attempts + 1 WHERE op_id = ?1";

const UPDATE_NOT_BEFORE: &str = "
    UPDATE operation
       SET not_before = ?2
     WHERE op_id = ?1 AND state = 'pending'";

const UPDATE_OUTCOME: &str = "
    UPDATE operation
       SET state = ?2, outcome = ?3, settled_at = ?4, not_before = 0
     WHERE op_id = ?1 AND state = 'pending'
    RETURNING body";

const SELECT_UNRECEIVED: &str = "
    SELECT (SELECT MIN(n) FROM operation WHERE state = 'settled' AND received_at IS NULL) AS first,
           (SELECT MIN(attachment) FROM attachment WHERE state = 'uploaded') AS file";

/// Behind every place in a queue: no operation waits for its receipt.
const NO_OPERATION: u64 = i64::MAX as u64;

const SELECT_DIGEST: &str = "SELECT digest FROM operation WHERE op_id = ?1";

const UPDATE_RECEIVED: &str = "
    UPDATE operation
       SET received_at = COALESCE(received_at, ?2)
     WHERE op_id = ?1 AND state = 'settled'";

const SELECT_SHA256: &str = "SELECT sha256 FROM attachment WHERE attachment = ?1";

const UPDATE_CONFIRMED: &str = "
    UPDATE attachment
       SET state = 'confirmed', confirmed_at = ?2, sent_bytes = size
     WHERE attachment = ?1 AND state <> 'confirmed'";

const UPDATE_LOOK_AGAIN: &str = "UPDATE attachment SET state = 'needed' WHERE state = 'uploaded'";

const SELECT_SENT: &str = "
    SELECT op_id, digest
      FROM operation
     WHERE state = 'settled' AND settled_at >= ?1
     ORDER BY n";

const SELECT_SENT_FILES: &str = "
    SELECT attachment, sha256
      FROM attachment
     WHERE state IN ('uploaded', 'confirmed') AND COALESCE(confirmed_at, ?1) >= ?1";

const UPDATE_RESEND: &str = "
    UPDATE operation
       SET state = 'pending', outcome = NULL, settled_at = NULL, received_at = NULL, not_before = 0
     WHERE op_id = ?1 AND state = 'settled'";

const UPDATE_RESEND_FILE: &str = "
    UPDATE attachment
       SET state = 'needed', url = NULL, sent_bytes = 0, confirmed_at = NULL
     WHERE attachment = ?1 AND state IN ('uploaded', 'confirmed')";

const UPDATE_RETRY: &str = "
    UPDATE operation
       SET state = 'pending', outcome = NULL, settled_at = NULL, not_before = 0
     WHERE op_id = ?1 AND state = 'parked'";

const UPDATE_SEALED: &str = "UPDATE operation SET sealed_at = ?2 WHERE op_id = ?1";

const CLEAR_SEALED: &str = "UPDATE operation SET sealed_at = NULL WHERE op_id = ?1";

const SELECT_ONE: &str = "SELECT * FROM operation WHERE op_id = ?1";

const SELECT_OF_ORDER: &str = "
    SELECT * FROM operation
     WHERE work_order = ?1 AND state <> 'withdrawn'
     ORDER BY n";

const SELECT_OPEN: &str = "
    SELECT * FROM operation
     WHERE received_at IS NULL AND state <> 'withdrawn'
     ORDER BY n";

const SELECT_SEALED_DONE: &str = "
    SELECT op_id FROM operation
     WHERE sealed_at IS NOT NULL
       AND (state = 'withdrawn' OR received_at IS NOT NULL
            AND NOT EXISTS (
                  SELECT 1 FROM attachment
                   WHERE attachment.op_id = operation.op_id AND attachment.state <> 'confirmed'))";

const SELECT_COUNTS: &str = "
    SELECT (SELECT COUNT(*) FROM operation WHERE state IN ('pending', 'parked')) AS operations,
           (SELECT COUNT(*) FROM inquiry WHERE kept_epoch IS NULL) AS inquiries,
           (SELECT COUNT(*) FROM recording
             WHERE EXISTS (SELECT 1 FROM recording_piece AS piece
                            WHERE piece.attachment = recording.attachment)) AS recordings,
           COUNT(*) AS files,
           COALESCE(SUM(size - sent_bytes), 0) AS bytes_left,
           COALESCE(SUM(size), 0) AS bytes_total
      FROM attachment
     WHERE state = 'needed'";
