//! Files of evidence and how far they have come. The bytes themselves lie in the [`crate::EvidenceFolder`].

use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use vocabulary::{AttachmentId, Digest, Instant, OperationId, OrderId, StageId};

use super::PersonStore;
use super::drafts::{self, Draft};
use crate::StoreFault;
use crate::connection::Connection;
use crate::row::{Columns as _, stored};

/// A file of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub attachment: AttachmentId,
    pub order: OrderId,
    pub stage: StageId,
    pub field: String,
    /// The operation that needs it; none while the form is being filled in.
    pub operation: Option<OperationId>,
    pub class: AttachmentClass,
    /// Of the content, not of the sealed file.
    pub sha256: Digest,
    pub size: u64,
    pub mime: String,
    pub file_name: String,
    pub state: AttachmentState,
    pub taken_at: Instant,
}

/// What goes first on a slow link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentClass {
    Signature,
    /// Less than a second on a slow link.
    Small,
    Photo,
    /// Voice notes and videos: many times a photo.
    Recording,
}

/// How far a file has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AttachmentState {
    /// Taken, but its form is not submitted.
    Captured,
    /// Wanted by the platform; `sent_bytes` of it are there, at `url`.
    Needed { url: Option<String>, sent_bytes: u64 },
    /// All bytes are sent; the receipt is out.
    Uploaded,
    /// The platform holds it.
    Confirmed,
}

impl AttachmentState {
    const fn as_str(&self) -> &'static str {
        match self {
            Self::Captured => "captured",
            Self::Needed { .. } => "needed",
            Self::Uploaded => "uploaded",
            Self::Confirmed => "confirmed",
        }
    }
}

impl AttachmentClass {
    const ALL: [Self; 4] = [Self::Signature, Self::Small, Self::Photo, Self::Recording];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Small => "small",
            Self::Photo => "photo",
            Self::Recording => "recording",
        }
    }
}

impl PersonStore {
    /// Keeps the row of a file that already lies in its folder, and the draft field that names it, at once.
    ///
    /// # Errors
    /// When the database refuses; the file then belongs to nobody and is swept away later.
    pub async fn add_attachment(
        &self,
        attachment: &Attachment,
        thumbnail: Option<&[u8]>,
        draft: &Draft,
    ) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        insert(&tx, attachment, thumbnail)?;
        drafts::write(&tx, draft)?;
        tx.commit()
    }

    /// Takes away a file whose form is not submitted, together with the draft field's mention of it, if one has it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn discard_attachment(
        &self,
        attachment: AttachmentId,
        draft: Option<&Draft>,
    ) -> Result<bool, StoreFault> {
        let tx = self.database.begin().await?;
        let gone = tx.execute(DELETE_CAPTURED, [attachment.to_string()])?;
        if let (1, Some(draft)) = (gone, draft) {
            drafts::write(&tx, draft)?;
        }
        tx.commit()?;
        Ok(gone == 1)
    }

    /// Notes where an upload stands.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_upload(
        &self,
        attachment: AttachmentId,
        state: &AttachmentState,
    ) -> Result<(), StoreFault> {
        let (url, sent_bytes) = match state {
            AttachmentState::Needed { url, sent_bytes } => (url.as_deref(), Some(*sent_bytes)),
            _ => (None, None),
        };
        let tx = self.database.begin().await?;
        tx.execute(
            UPDATE_UPLOAD,
            params![attachment.to_string(), state.as_str(), url, sent_bytes.map(stored)],
        )?;
        tx.commit()
    }

    /// What is to be uploaded: signatures first, then what is small, then photos, then recordings, each from
    /// the oldest.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn uploads(&self) -> Result<Vec<Attachment>, StoreFault> {
        let mut uploads: Vec<_> = self.database.read().await?.rows(SELECT_NEEDED, (), of)?;
        uploads.sort_by_key(|upload| (upload.class, upload.taken_at, upload.attachment));
        Ok(uploads)
    }

    /// The file of that id.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn attachment(
        &self,
        attachment: AttachmentId,
    ) -> Result<Option<Attachment>, StoreFault> {
        self.database.read().await?.row(SELECT_ONE, [attachment.to_string()], of)
    }

    /// The small picture of a photo.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn thumbnail(&self, attachment: AttachmentId) -> Result<Option<Vec<u8>>, StoreFault> {
        let of = |row: &Row<'_>| row.maybe_bytes("thumbnail");
        let snapshot = self.database.read().await?;
        Ok(snapshot.row(SELECT_THUMBNAIL, [attachment.to_string()], of)?.flatten())
    }

    /// The files of one order.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn attachments_of(&self, order: OrderId) -> Result<Vec<Attachment>, StoreFault> {
        self.database.read().await?.rows(SELECT_OF_ORDER, [order.to_string()], of)
    }

    /// The names of all files and pieces that have a row; others in the folder belong to nobody.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn file_names(&self) -> Result<Vec<String>, StoreFault> {
        self.database.read().await?.rows(SELECT_FILE_NAMES, (), |row| row.text("file_name"))
    }
}

pub(super) fn insert(
    tx: &Connection,
    attachment: &Attachment,
    thumbnail: Option<&[u8]>,
) -> Result<(), StoreFault> {
    tx.execute(
        INSERT,
        params![
            attachment.attachment.to_string(),
            attachment.order.to_string(),
            attachment.stage.to_string(),
            &attachment.field,
            attachment.class.as_str(),
            attachment.sha256.to_string(),
            stored(attachment.size),
            &attachment.mime,
            &attachment.file_name,
            attachment.state.as_str(),
            attachment.taken_at.micros(),
            thumbnail
        ],
    )?;
    Ok(())
}

fn of(row: &Row<'_>) -> Result<Attachment, StoreFault> {
    let class = row.text("class")?;
    let class = AttachmentClass::ALL.into_iter().find(|known| known.as_str() == class);
    let state = match row.text("state")?.as_str() {
        "captured" => AttachmentState::Captured,
        "needed" => AttachmentState::Needed {
            url: row.maybe_text("url")?,
            sent_bytes: row.count("sent_bytes")?,
        },
        "uploaded" => AttachmentState::Uploaded,
        "confirmed" => AttachmentState::Confirmed,
        _ => return Err(StoreFault::BadRow { column: "state" }),
    };
    Ok(Attachment {
        attachment: row.parsed("attachment")?,
        order: row.parsed("work_order")?,
        stage: row.parsed("stage")?,
        field: row.text("field")?,
        operation: row.maybe_parsed("op_id")?,
        class: class.ok_or(StoreFault::BadRow { column: "class" })?,
        sha256: row.parsed("sha256")?,
        size: row.count("size")?,
        mime: row.text("mime")?,
        file_name: row.text("file_name")?,
        state,
        taken_at: row.instant("taken_at")?,
    })
}

const INSERT: &str = "
    INSERT INTO attachment
           (attachment, work_order, stage, field, class, sha256, size, mime, file_name, state,
            taken_at, thumbnail)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

const DELETE_CAPTURED: &str = "
    DELETE FROM attachment
     WHERE attachment = ?1 AND state = 'captured'";

/// A receipt that came meanwhile is never taken back.
const UPDATE_UPLOAD: &str = "
    UPDATE attachment
       SET state = ?2, url = COALESCE(?3, url), sent_bytes = COALESCE(?4, size)
     WHERE attachment = ?1 AND state = 'needed'";

const SELECT_NEEDED: &str = "SELECT * FROM attachment WHERE state = 'needed'";

const SELECT_ONE: &str = "SELECT * FROM attachment WHERE attachment = ?1";

const SELECT_THUMBNAIL: &str = "SELECT thumbnail FROM attachment WHERE attachment = ?1";

const SELECT_OF_ORDER: &str = "SELECT * FROM attachment WHERE work_order = ?1 ORDER BY taken_at";

const SELECT_FILE_NAMES: &str = "
    SELECT file_name FROM attachment
     UNION
    SELECT file_name FROM recording_piece
     UNION
    SELECT file_name FROM travelling_file";
