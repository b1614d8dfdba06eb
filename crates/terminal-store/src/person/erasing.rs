//! Erasing what the platform holds. Nothing goes without the receipts of an operation and of all its files.

use rusqlite::Row;
use vocabulary::Instant;

use super::{PersonStore, recordings};
use crate::StoreFault;
use crate::row::Columns as _;

impl PersonStore {
    /// Erases what was received before `before`, orders kept for reading that have nothing unsent any more, and what
    /// was typed but never submitted on orders that left before `before`. Returns the names of files that may go.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn erase(&self, before: Instant) -> Result<Vec<String>, StoreFault> {
        if !self.has_erasable(before).await? {
            return Ok(Vec::new());
        }
        let tx = self.database.begin().await?;
        let before = before.micros();
        let mut files = Vec::new();
        for statement in [DELETE_FILES, DELETE_ABANDONED_FILES] {
            files.extend(tx.rows::<_, Vec<_>>(statement, [before], |row| row.text("file_name"))?);
        }
        files.extend(recordings::erase_abandoned(&tx, before)?);
        for statement in [DELETE_OPERATIONS, DELETE_ABANDONED_DRAFTS] {
            tx.execute(statement, [before])?;
        }
        for statement in [DELETE_KEPT, DELETE_BUNDLES] {
            tx.execute(statement, ())?;
        }
        tx.commit()?;
        Ok(files)
    }

    /// Looks first: an idle sync should not write.
    async fn has_erasable(&self, before: Instant) -> Result<bool, StoreFault> {
        let of = |row: &Row<'_>| Ok(row.int("found")? != 0);
        self.database.read().await?.one(SELECT_ANY, [before.micros()], of)
    }
}

const SELECT_ANY: &str = "
    SELECT EXISTS (SELECT 1 FROM operation WHERE received_at < ?1)
        OR EXISTS (SELECT 1 FROM operation WHERE state = 'withdrawn' AND made_at < ?1)
        OR EXISTS (SELECT 1 FROM kept_order) AS found";

/// Files that the platform holds, of operations that it holds.
const DELETE_FILES: &str = "
    DELETE FROM attachment
     WHERE state = 'confirmed' AND confirmed_at < ?1
       AND EXISTS (
             SELECT 1 FROM operation
              WHERE operation.op_id = attachment.op_id AND operation.received_at < ?1)
    RETURNING file_name";

/// Files that were taken for a stage and left out of what was submitted, or whose order left long ago.
const DELETE_ABANDONED_FILES: &str = "
    DELETE FROM attachment
     WHERE state = 'captured'
       AND (EXISTS (
             SELECT 1 FROM operation
              WHERE operation.stage = attachment.stage AND operation.kind = 'submit'
                AND operation.received_at < ?1)
         OR EXISTS (
             SELECT 1 FROM kept_order
              WHERE kept_order.work_order = attachment.work_order
                AND kept_order.dropped_at < ?1))
    RETURNING file_name";

const DELETE_OPERATIONS: &str = "
    DELETE FROM operation
     WHERE (received_at < ?1 OR state = 'withdrawn' AND made_at < ?1)
       AND sealed_at IS NULL
       AND NOT EXISTS (
             SELECT 1 FROM attachment WHERE attachment.op_id = operation.op_id)";

const DELETE_ABANDONED_DRAFTS: &str = "
    DELETE FROM draft
     WHERE work_order IN (SELECT work_order FROM kept_order WHERE dropped_at < ?1)";

const DELETE_KEPT: &str = "
    DELETE FROM kept_order
     WHERE NOT EXISTS (
             SELECT 1 FROM operation
              WHERE operation.work_order = kept_order.work_order
                AND received_at IS NULL AND state <> 'withdrawn')
       AND NOT EXISTS (
             SELECT 1 FROM attachment
              WHERE attachment.work_order = kept_order.work_order AND state <> 'confirmed')
       AND NOT EXISTS (
             SELECT 1 FROM recording WHERE recording.work_order = kept_order.work_order)
       AND NOT EXISTS (
             SELECT 1 FROM draft WHERE draft.work_order = kept_order.work_order AND is_own = 1)";

/// Bundles that neither the scope nor an order of the person names any more.
const DELETE_BUNDLES: &str = "
    DELETE FROM bundle
     WHERE NOT EXISTS (
             SELECT 1 FROM entity WHERE entity.kind = 'bundle' AND entity.id = bundle.hash)
       AND NOT EXISTS (
             SELECT 1 FROM entity
              WHERE entity.kind = 'order'
                AND json_extract(entity.body, '$.bundle_hash') = bundle.hash)
       AND NOT EXISTS (
             SELECT 1 FROM kept_order
              WHERE json_extract(kept_order.body, '$.bundle_hash') = bundle.hash)";
