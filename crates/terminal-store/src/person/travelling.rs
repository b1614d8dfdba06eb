//! Files of stages before that travel with an order, such as drawings: here to be read without a network.

use rusqlite::{Row, params};
use vocabulary::{AttachmentId, OrderId};

use super::PersonStore;
use crate::StoreFault;
use crate::row::Columns as _;

/// A file that was fetched; its bytes lie sealed beside those of the person's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TravellingFile {
    pub attachment: AttachmentId,
    pub order: OrderId,
    pub mime: String,
    pub file_name: String,
}

impl PersonStore {
    /// Notes a file whose bytes are on the disk.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_travelling(&self, file: &TravellingFile) -> Result<(), StoreFault> {
        let tx = self.database.begin().await?;
        let TravellingFile { attachment, order, mime, file_name } = file;
        tx.execute(INSERT, params![attachment.to_string(), order.to_string(), mime, file_name])?;
        tx.commit()
    }

    /// One of them.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn travelling(
        &self,
        attachment: AttachmentId,
    ) -> Result<Option<TravellingFile>, StoreFault> {
        self.database.read().await?.row(SELECT_ONE, [attachment.to_string()], read)
    }

    /// Forgets those of orders that are not here any more; returns the names of the files that may go.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_travelling(&self) -> Result<Vec<String>, StoreFault> {
        // Most people have none, and nothing is written for them.
        if self.database.read().await?.row(SELECT_ANY, (), |_| Ok(()))?.is_none() {
            return Ok(Vec::new());
        }
        let tx = self.database.begin().await?;
        let names = tx.rows::<_, Vec<_>>(DELETE_GONE, (), |row| row.text("file_name"))?;
        tx.commit()?;
        Ok(names)
    }
}

fn read(row: &Row<'_>) -> Result<TravellingFile, StoreFault> {
    Ok(TravellingFile {
        attachment: row.parsed("attachment")?,
        order: row.parsed("work_order")?,
        mime: row.text("mime")?,
        file_name: row.text("file_name")?,
    })
}

const INSERT: &str = "
    INSERT OR REPLACE INTO travelling_file (attachment, work_order, mime, file_name)
    VALUES (?1, ?2, ?3, ?4)";

const SELECT_ONE: &str = "
    SELECT attachment, work_order, mime, file_name
      FROM travelling_file
     WHERE attachment = ?1";

const SELECT_ANY: &str = "SELECT 1 FROM travelling_file LIMIT 1";

const DELETE_GONE: &str = "
    DELETE FROM travelling_file
     WHERE NOT EXISTS (
             SELECT 1 FROM entity
              WHERE entity.kind = 'order' AND entity.id = travelling_file.work_order)
       AND NOT EXISTS (
             SELECT 1 FROM kept_order
              WHERE kept_order.work_order = travelling_file.work_order)
    RETURNING file_name";

#[cfg(test)]
mod tests {
    use vocabulary::{ManualClock, SeededEntropy};

    use super::*;
    use crate::person::tests::{NOON, opened};

    #[tokio::test]
    async fn a_file_stays_as_long_as_its_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(&folder.path().join("store.db")).await;
        let (clock, entropy) = (ManualClock::at(NOON), SeededEntropy::new(1));
        let file = TravellingFile {
            attachment: AttachmentId::make(&clock, &entropy),
            order: OrderId::make(&clock, &entropy),
            mime: "image/jpeg".to_owned(),
            file_name: "drawing.sealed".to_owned(),
        };
        store.keep_travelling(&file).await.expect("kept");
        assert_eq!(store.travelling(file.attachment).await.expect("read"), Some(file.clone()));
        assert!(store.file_names().await.expect("read").contains(&file.file_name), "not swept");
        // Its order is not here.
        assert_eq!(store.forget_travelling().await.expect("forgotten"), ["drawing.sealed"]);
        assert_eq!(store.travelling(file.attachment).await.expect("read"), None);
    }
}
