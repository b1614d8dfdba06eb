//! Single facts about the store: whether a re-offer is due, when the scope was last fetched anew.

use rusqlite::params;
use vocabulary::{Epoch, Instant};

use super::PersonStore;
use crate::StoreFault;
use crate::row::Columns as _;

impl PersonStore {
    /// The epoch whose platform has not yet been offered what this terminal still holds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reoffer_due(&self) -> Result<Option<Epoch>, StoreFault> {
        self.fact(REOFFER_DUE).await
    }

    /// When the scope was last fetched anew because its digest differed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn resynced_at(&self) -> Result<Option<Instant>, StoreFault> {
        Ok(self.fact(RESYNCED_AT).await?.map(Instant::from_micros))
    }

    /// When the platform last answered a whole sync.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn synced_at(&self) -> Result<Option<Instant>, StoreFault> {
        Ok(self.fact(SYNCED_AT).await?.map(Instant::from_micros))
    }

    /// Notes a whole sync, unless nothing but the time has changed for less than a minute: an idle sync writes nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_sync(&self, at: Instant) -> Result<(), StoreFault> {
        let before = self.synced_at().await?;
        if before.is_some_and(|before| (0..NOTE_SYNC_MICROS).contains(&at.since(before))) {
            return Ok(());
        }
        let tx = self.database.begin().await?;
        tx.execute(UPSERT, params![SYNCED_AT, at.micros().to_string()])?;
        tx.commit()
    }

    async fn fact<T: std::str::FromStr>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, StoreFault> {
        self.database.read().await?.row(SELECT, [name], |row| row.parsed("value"))
    }
}

pub(super) const REOFFER_DUE: &str = "reoffer_due";
pub(super) const RESYNCED_AT: &str = "resynced_at";
const SYNCED_AT: &str = "synced_at";
const NOTE_SYNC_MICROS: i64 = 60_000_000;

const SELECT: &str = "SELECT value FROM fact WHERE name = ?1";

pub(super) const UPSERT: &str = "
    INSERT INTO fact (name, value)
    VALUES (?1, ?2)
    ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value";

pub(super) const DELETE: &str = "DELETE FROM fact WHERE name = ?1";
