//! Messages to the worker: the platform's, which come with the feed, and the terminal's own.

use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use sync::Notice;
use vocabulary::Instant;

use super::PersonStore;
use crate::StoreFault;
use crate::connection::Connection;
use crate::row::Columns as _;

/// A message and when it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoticeRow {
    pub id: String,
    #[serde(flatten)]
    pub notice: Notice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Instant>,
}

impl PersonStore {
    /// All messages, newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn notices(&self) -> Result<Vec<NoticeRow>, StoreFault> {
        let of = |row: &Row<'_>| {
            Ok(NoticeRow {
                id: row.text("id")?,
                notice: row.json("body")?,
                read_at: row.maybe_instant("read_at")?,
            })
        };
        let mut notices: Vec<NoticeRow> = self.database.read().await?.rows(SELECT, (), of)?;
        notices.sort_by(|a, b| b.notice.at.cmp(&a.notice.at).then_with(|| b.id.cmp(&a.id)));
        Ok(notices)
    }

    /// Adds a message of the terminal's own; the same id only once.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn add_notice(&self, id: &str, notice: &Notice) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        insert(&tx, id, notice)?;
        tx.commit()
    }

    /// Notes that a message was read.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_notice(&self, id: &str, at: Instant) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        tx.execute(INSERT_READ, params![id, at.micros()])?;
        tx.commit()
    }
}

pub(super) fn insert(tx: &Connection, id: &str, notice: &Notice) -> Result<(), StoreFault> {
    let body = serde_json::to_string(notice)?;
    tx.execute(INSERT, params![id, body])?;
    Ok(())
}

const SELECT: &str = "
    SELECT said.id, said.body, notice_read.read_at
      FROM (SELECT id, body FROM local_notice
            UNION ALL
            SELECT entity.id, entity.body
              FROM entity
              JOIN mirror ON mirror.generation = entity.generation
                         AND mirror.standing = 'current'
             WHERE entity.kind = 'notice') AS said
      LEFT JOIN notice_read ON notice_read.id = said.id";

const INSERT: &str = "
    INSERT INTO local_notice (id, body)
    VALUES (?1, ?2)
    ON CONFLICT (id) DO NOTHING";

const INSERT_READ: &str = "
    INSERT INTO notice_read (id, read_at)
    VALUES (?1, ?2)
    ON CONFLICT (id) DO NOTHING";
