//! Small facts about the terminal, by name.

use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::DeviceStore;
use crate::StoreFault;
use crate::row::Columns as _;

impl DeviceStore {
    /// Keeps a setting.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set<T: Serialize + Sync>(
        &self,
        name: &'static str,
        value: &T,
    ) -> Result<(), StoreFault> {
        let value = serde_json::to_string(value)?;
        let tx = self.database.begin().await?;
        tx.execute(UPSERT, params![name, value])?;
        tx.commit()
    }

    /// Reads a setting.
    ///
    /// # Errors
    /// When the database refuses, or the setting is not what `T` can be.
    pub async fn setting<T: DeserializeOwned>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, StoreFault> {
        self.database.read().await?.row(SELECT, [name], |row| row.json("value"))
    }
}

const UPSERT: &str = "
    INSERT INTO setting (name, value)
    VALUES (?1, ?2)
    ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";

const SELECT: &str = "SELECT value FROM setting WHERE name = ?1";
