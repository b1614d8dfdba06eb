//! Small facts about the terminal, by name.

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
        let mut tx = self.database.begin().await?;
        sqlx::query(UPSERT).bind(name).bind(value).execute(&mut *tx).await?;
        self.database.commit(tx).await
    }

    /// Reads a setting.
    ///
    /// # Errors
    /// When the database refuses, or the setting is not what `T` can be.
    pub async fn setting<T: DeserializeOwned>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, StoreFault> {
        let mut connection = self.database.read().await?;
        let row = sqlx::query(SELECT).bind(name).fetch_optional(&mut *connection).await?;
        row.map(|row| row.json("value")).transpose()
    }
}

const UPSERT: &str = "
    INSERT INTO setting (name, value)
    VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";

const SELECT: &str = "SELECT value FROM setting WHERE name = $1";
