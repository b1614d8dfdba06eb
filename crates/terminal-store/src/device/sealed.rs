//! Work that is sealed to the company's recovery key: what is sent when nobody is signed in.
//!
//! A row goes when the platform has taken it, or when the person's own outbox has its receipts. Locking and wiping a
//! person's store never touches it, nor the sealed files it names.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use vocabulary::{
    AttachmentId, Digest, Instant, OperationId, OrderId, OutboxId, PersonId, StageId,
};

use super::DeviceStore;
use crate::StoreFault;
use crate::row::{Columns as _, stored};

/// A sealed operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedOperation {
    pub op_id: OperationId,
    pub person: PersonId,
    pub outbox: OutboxId,
    pub sealed: Vec<u8>,
    pub sealed_at: Instant,
}

/// A file of a sealed operation, as it lies in the person's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFileRow {
    pub attachment: AttachmentId,
    pub op_id: OperationId,
    pub person: PersonId,
    pub order: OrderId,
    pub stage: StageId,
    pub outbox: OutboxId,
    pub file_name: String,
    /// Of the sealed bytes.
    pub sha256: Digest,
    /// Of the sealed bytes.
    pub size: u64,
    pub url: Option<String>,
}

/// What became of a sealed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealedProgress {
    /// The platform has a place for it.
    Created { url: String },
    /// All of it is there.
    Taken { at: Instant },
}

/// How much sealed work the platform has not taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedLeft {
    pub operations: u64,
    pub files: u64,
    pub bytes: u64,
}

impl DeviceStore {
    /// Keeps a sealed operation with its files; twice is the same as once.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_sealed(
        &self,
        operation: &SealedOperation,
        files: &[SealedFileRow],
    ) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(
            INSERT,
            params![
                operation.op_id.to_string(),
                operation.person.to_string(),
                operation.outbox.to_string(),
                &operation.sealed,
                operation.sealed_at.micros()
            ],
        )?;
        for file in files {
            tx.execute(
                INSERT_FILE,
                params![
                    file.attachment.to_string(),
                    file.op_id.to_string(),
                    file.person.to_string(),
                    file.order.to_string(),
                    file.stage.to_string(),
                    file.outbox.to_string(),
                    &file.file_name,
                    file.sha256.to_string(),
                    stored(file.size)
                ],
            )?;
        }
        tx.commit()
    }

    /// Sealed operations that the platform has not taken, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sealed_waiting(&self, limit: u32) -> Result<Vec<SealedOperation>, StoreFault> {
        self.database.read().await?.rows(SELECT_WAITING, [limit], |row| {
            Ok(SealedOperation {
                op_id: row.parsed("op_id")?,
                person: row.parsed("person")?,
                outbox: row.parsed("outbox")?,
                sealed: row.bytes("sealed")?,
                sealed_at: row.instant("sealed_at")?,
            })
        })
    }

    /// What is sealed and not taken, without the work of `person`, whose own outbox sends it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sealed_left(&self, person: Option<PersonId>) -> Result<SealedLeft, StoreFault> {
        let person = person.map(|person| person.to_string()).unwrap_or_default();
        let left: Vec<SealedLeft> =
            self.database.read().await?.rows(SELECT_LEFT, [person], |row| {
                Ok(SealedLeft {
                    operations: row.count("operations")?,
                    files: row.count("files")?,
                    bytes: row.count("bytes")?,
                })
            })?;
        Ok(left.first().copied().unwrap_or_default())
    }

    /// Notes that the platform has taken sealed operations.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_taken(&self, ids: &[OperationId], at: Instant) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        for id in ids {
            tx.execute(UPDATE_TAKEN, params![id.to_string(), at.micros()])?;
        }
        tx.commit()
    }

    /// Sealed files that the platform does not have.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sealed_files_waiting(&self) -> Result<Vec<SealedFileRow>, StoreFault> {
        self.database.read().await?.rows(SELECT_FILES, (), |row| {
            Ok(SealedFileRow {
                attachment: row.parsed("attachment")?,
                op_id: row.parsed("op_id")?,
                person: row.parsed("person")?,
                order: row.parsed("work_order")?,
                stage: row.parsed("stage")?,
                outbox: row.parsed("outbox")?,
                file_name: row.text("file_name")?,
                sha256: row.parsed("sha256")?,
                size: row.count("size")?,
                url: row.maybe_text("url")?,
            })
        })
    }

    /// Notes how far a sealed file has come.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_sealed_file(
        &self,
        attachment: AttachmentId,
        progress: &SealedProgress,
    ) -> Result<(), StoreFault> {
        let (url, taken_at) = match progress {
            SealedProgress::Created { url } => (Some(url.as_str()), None),
            SealedProgress::Taken { at } => (None, Some(at.micros())),
        };
        let tx = self.database.begin().await?;
        tx.execute(UPDATE_FILE, params![attachment.to_string(), url, taken_at])?;
        tx.commit()
    }

    /// Forgets sealed work whose own outbox has its receipts, or that was withdrawn.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_sealed(&self, ids: &[OperationId]) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        for id in ids {
            for statement in [DELETE_FILES, DELETE] {
                tx.execute(statement, [id.to_string()])?;
            }
        }
        tx.commit()
    }

    /// The names of a person's files that must stay although his store may be gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sealed_file_names(&self, person: PersonId) -> Result<Vec<String>, StoreFault> {
        self.database
            .read()
            .await?
            .rows(SELECT_NAMES, [person.to_string()], |row| row.text("file_name"))
    }
}

const INSERT: &str = "
    INSERT INTO sealed_operation (op_id, person, outbox, sealed, sealed_at)
    VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (op_id) DO NOTHING";

const INSERT_FILE: &str = "
    INSERT INTO sealed_file
           (attachment, op_id, person, work_order, stage, outbox, file_name, sha256, size)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (attachment) DO UPDATE
       SET op_id = EXCLUDED.op_id, url = NULL, taken_at = NULL";

const SELECT_WAITING: &str = "
    SELECT * FROM sealed_operation
     WHERE taken_at IS NULL
     ORDER BY sealed_at, op_id
     LIMIT ?1";

const SELECT_LEFT: &str = "
    SELECT (SELECT COUNT(*) FROM sealed_operation WHERE taken_at IS NULL AND person <> ?1) AS operations,
           COUNT(*) AS files,
           COALESCE(SUM(size), 0) AS bytes
      FROM sealed_file
     WHERE taken_at IS NULL AND person <> ?1";

const UPDATE_TAKEN: &str = "UPDATE sealed_operation SET taken_at = ?2 WHERE op_id = ?1";

/// Files follow their operation, so that the platform knows what it gets.
const SELECT_FILES: &str = "
    SELECT sealed_file.*
      FROM sealed_file
      JOIN sealed_operation ON sealed_operation.op_id = sealed_file.op_id
                           AND sealed_operation.taken_at IS NOT NULL
     WHERE sealed_file.taken_at IS NULL
     ORDER BY sealed_file.size";

const UPDATE_FILE: &str = "
    UPDATE sealed_file
       SET url = COALESCE(?2, url), taken_at = ?3
     WHERE attachment = ?1";

const DELETE_FILES: &str = "DELETE FROM sealed_file WHERE op_id = ?1";

const DELETE: &str = "DELETE FROM sealed_operation WHERE op_id = ?1";

const SELECT_NAMES: &str = "
    SELECT file_name FROM sealed_file WHERE person = ?1 AND taken_at IS NULL";
