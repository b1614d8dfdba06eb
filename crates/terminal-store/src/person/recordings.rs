//! Voice notes and videos that are not finished: their pieces lie in the [`crate::EvidenceFolder`], their rows here.

use rusqlite::{Row, params};
use serde_json::Value;
use vocabulary::{AttachmentId, Instant, OrderId, StageId};

use super::PersonStore;
use super::attachments::{self, Attachment};
use super::drafts::{self, Draft};
use crate::StoreFault;
use crate::connection::Connection;
use crate::row::{Columns as _, stored};

/// A recording under way, or one that was cut off.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// What the file will be called once it is whole.
    pub attachment: AttachmentId,
    pub order: OrderId,
    pub stage: StageId,
    pub field: String,
    /// Voice or video, in the word of whoever records.
    pub medium: String,
    /// What stands beside it because it cannot be burnt in.
    pub facts: Value,
    pub begun_at: Instant,
    /// The recording whose place it takes once it is finished.
    pub instead: Option<AttachmentId>,
    /// On the disk so far.
    pub bytes: u64,
}

/// A piece of it that lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordingPiece {
    pub first_byte: u64,
    pub len: u64,
    pub file_name: String,
}

impl PersonStore {
    /// Notes that a recording begins; it has no bytes yet.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin_recording(&self, recording: &Recording) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(
            INSERT,
            params![
                recording.attachment.to_string(),
                recording.order.to_string(),
                recording.stage.to_string(),
                &recording.field,
                &recording.medium,
                recording.facts.to_string(),
                recording.begun_at.micros(),
                recording.instead.map(|instead| instead.to_string())
            ],
        )?;
        tx.commit()
    }

    /// Keeps the row of a piece that already lies in its folder. One that was there before stays as it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_piece(
        &self,
        attachment: AttachmentId,
        piece: &RecordingPiece,
    ) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(
            INSERT_PIECE,
            params![
                attachment.to_string(),
                stored(piece.first_byte),
                stored(piece.len),
                &piece.file_name
            ],
        )?;
        tx.commit()
    }

    /// The recording of that id, if it is not finished.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn recording(
        &self,
        attachment: AttachmentId,
    ) -> Result<Option<Recording>, StoreFault> {
        self.database.read().await?.row(SELECT_ONE, [attachment.to_string()], of)
    }

    /// Whether a recording of a stage has bytes and was neither finished nor discarded.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn records(&self, stage: StageId) -> Result<bool, StoreFault> {
        let found =
            self.database.read().await?.row(SELECT_OPEN, [stage.to_string()], |_| Ok(()))?;
        Ok(found.is_some())
    }

    /// What of an order's recordings is not finished, oldest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn recordings_of(&self, order: OrderId) -> Result<Vec<Recording>, StoreFault> {
        self.database.read().await?.rows(SELECT_OF_ORDER, [order.to_string()], of)
    }

    /// The pieces of a recording, in order.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn pieces(
        &self,
        attachment: AttachmentId,
    ) -> Result<Vec<RecordingPiece>, StoreFault> {
        let of = |row: &Row<'_>| {
            Ok(RecordingPiece {
                first_byte: row.count("first_byte")?,
                len: row.count("len")?,
                file_name: row.text("file_name")?,
            })
        };
        self.database.read().await?.rows(SELECT_PIECES, [attachment.to_string()], of)
    }

    /// Puts the whole file, which lies in its folder, in the place of the pieces, with the draft field that names it, at
    /// once. Returns the names of the pieces, which may go.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn finish_recording(
        &self,
        attachment: &Attachment,
        draft: &Draft,
    ) -> Result<Vec<String>, StoreFault> {
        let tx = self.database.begin().await?;
        let names = delete(&tx, attachment.attachment)?;
        attachments::insert(&tx, attachment, None)?;
        drafts::write(&tx, draft)?;
        tx.commit()?;
        Ok(names)
    }

    /// Forgets a recording that is not finished. Returns the names of its pieces, or nothing when there is none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn discard_recording(
        &self,
        attachment: AttachmentId,
    ) -> Result<Option<Vec<String>>, StoreFault> {
        if self.recording(attachment).await?.is_none() {
            return Ok(None);
        }
        let tx = self.database.begin().await?;
        let names = delete(&tx, attachment)?;
        tx.commit()?;
        Ok(Some(names))
    }
}

/// Takes away the recordings of a stage that was handed in, or of an order that left, before `before`.
pub(super) fn erase_abandoned(tx: &Connection, before: i64) -> Result<Vec<String>, StoreFault> {
    let of = |row: &Row<'_>| row.parsed::<AttachmentId>("attachment");
    let abandoned: Vec<_> = tx.rows(SELECT_ABANDONED, [before], of)?;
    let mut names = Vec::new();
    for attachment in abandoned {
        names.extend(delete(tx, attachment)?);
    }
    Ok(names)
}

fn delete(tx: &Connection, attachment: AttachmentId) -> Result<Vec<String>, StoreFault> {
    let names = tx.rows(DELETE_PIECES, [attachment.to_string()], |row| row.text("file_name"))?;
    tx.execute(DELETE, [attachment.to_string()])?;
    Ok(names)
}

fn of(row: &Row<'_>) -> Result<Recording, StoreFault> {
    Ok(Recording {
        attachment: row.parsed("attachment")?,
        order: row.parsed("work_order")?,
        stage: row.parsed("stage")?,
        field: row.text("field")?,
        medium: row.text("medium")?,
        facts: row.json("facts")?,
        begun_at: row.instant("begun_at")?,
        instead: row.maybe_parsed("instead")?,
        bytes: row.count("bytes")?,
    })
}

const INSERT: &str = "
    INSERT INTO recording (attachment, work_order, stage, field, medium, facts, begun_at, instead)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

const INSERT_PIECE: &str = "
    INSERT INTO recording_piece (attachment, first_byte, len, file_name)
    VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT DO NOTHING";

const SELECT_ONE: &str = "
    SELECT recording.*,
           (SELECT COALESCE(SUM(len), 0) FROM recording_piece
             WHERE recording_piece.attachment = recording.attachment) AS bytes
      FROM recording
     WHERE attachment = ?1";

const SELECT_OPEN: &str = "
    SELECT 1 AS open FROM recording
     WHERE stage = ?1
       AND EXISTS (SELECT 1 FROM recording_piece AS piece
                    WHERE piece.attachment = recording.attachment)";

const SELECT_OF_ORDER: &str = "
    SELECT recording.*,
           (SELECT COALESCE(SUM(len), 0) FROM recording_piece
             WHERE recording_piece.attachment = recording.attachment) AS bytes
      FROM recording
     WHERE work_order = ?1
     ORDER BY begun_at";

const SELECT_PIECES: &str = "
    SELECT first_byte, len, file_name
      FROM recording_piece
     WHERE attachment = ?1
     ORDER BY first_byte";

const SELECT_ABANDONED: &str = "
    SELECT attachment
      FROM recording
     WHERE EXISTS (
             SELECT 1 FROM operation
              WHERE operation.stage = recording.stage AND operation.kind = 'submit'
                AND operation.received_at < ?1)
        OR EXISTS (
             SELECT 1 FROM kept_order
              WHERE kept_order.work_order = recording.work_order
                AND kept_order.dropped_at < ?1)";

const DELETE_PIECES: &str = "
    DELETE FROM recording_piece
     WHERE attachment = ?1
    RETURNING file_name";

const DELETE: &str = "DELETE FROM recording WHERE attachment = ?1";

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;
    use vocabulary::Digest;

    use super::*;
    use crate::person::tests::{NOON, opened};
    use crate::person::{AttachmentClass, AttachmentState};

    fn recording() -> Recording {
        Recording {
            attachment: AttachmentId::from_uuid(Uuid::from_u128(1)),
            order: OrderId::from_uuid(Uuid::from_u128(2)),
            stage: StageId::from_uuid(Uuid::from_u128(3)),
            field: "voice_note".to_owned(),
            medium: "voice".to_owned(),
            facts: json!({ "clock": "sure" }),
            begun_at: NOON,
            instead: None,
            bytes: 0,
        }
    }

    fn piece(first_byte: u64, len: u64) -> RecordingPiece {
        RecordingPiece { first_byte, len, file_name: format!("{first_byte}.piece") }
    }

    #[tokio::test]
    async fn pieces_are_there_after_the_store_was_dropped_and_are_swept_by_nobody() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store.db");
        let begun = recording();
        let store = opened(&path).await;
        store.begin_recording(&begun).await.expect("begun");
        for piece in [piece(0, 700), piece(700, 300)] {
            store.add_piece(begun.attachment, &piece).await.expect("kept");
        }
        // The page never heard the answer and sends the piece again.
        store.add_piece(begun.attachment, &piece(700, 300)).await.expect("known");
        drop(store);

        let store = opened(&path).await;
        let cut = Recording { bytes: 1_000, ..begun };
        let found = store.recordings_of(cut.order).await.expect("read");
        assert_eq!(found, std::slice::from_ref(&cut));
        assert_eq!(
            store.pieces(cut.attachment).await.expect("read"),
            [piece(0, 700), piece(700, 300)]
        );
        assert_eq!(store.file_names().await.expect("read"), ["0.piece", "700.piece"]);
    }

    #[tokio::test]
    async fn a_finished_recording_takes_the_place_of_its_pieces_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        let begun = recording();
        store.begin_recording(&begun).await.expect("begun");
        store.add_piece(begun.attachment, &piece(0, 700)).await.expect("kept");
        let whole = Attachment {
            attachment: begun.attachment,
            order: begun.order,
            stage: begun.stage,
            field: begun.field.clone(),
            operation: None,
            class: AttachmentClass::Recording,
            sha256: Digest::of(b"sound"),
            size: 700,
            mime: "audio/webm".to_owned(),
            file_name: "whole.sealed".to_owned(),
            state: AttachmentState::Captured,
            taken_at: NOON,
        };
        let draft = Draft {
            order: begun.order,
            stage: begun.stage,
            field: begun.field.clone(),
            value: json!([1]),
            saved_at: NOON,
            travels: false,
        };
        let names = store.finish_recording(&whole, &draft).await.expect("finished");
        assert_eq!(names, ["0.piece"]);
        assert_eq!(store.recording(begun.attachment).await.expect("read"), None);
        assert_eq!(store.attachment(begun.attachment).await.expect("read"), Some(whole));
        assert_eq!(store.file_names().await.expect("read"), ["whole.sealed"]);
        assert_eq!(store.discard_recording(begun.attachment).await.expect("asked"), None);
    }
}
