//! Process bundles by their hash.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocabulary::{Digest, Instant};

use super::PersonStore;
use crate::StoreFault;
use crate::row::Columns as _;

/// A process version as the platform hands it out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredBundle {
    pub process: String,
    pub version: u32,
    /// Path in the process folder to text.
    pub files: BTreeMap<String, String>,
}

impl PersonStore {
    /// Keeps a bundle whose hash has been checked.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_bundle(
        &self,
        hash: Digest,
        bundle: &StoredBundle,
        at: Instant,
    ) -> Result<(), StoreFault> {
        let mut tx = self.database.begin().await?;
        sqlx::query(INSERT)
            .bind(hash.to_string())
            .bind(serde_json::to_string(bundle)?)
            .bind(at.micros())
            .execute(&mut *tx)
            .await?;
        self.database.commit(tx).await
    }

    /// The bundle of that hash.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn bundle(&self, hash: Digest) -> Result<Option<StoredBundle>, StoreFault> {
        let mut connection = self.database.read().await?;
        let query = sqlx::query(SELECT).bind(hash.to_string());
        query.fetch_optional(&mut *connection).await?.map(|row| row.json("body")).transpose()
    }

    /// The bundles that are here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn bundle_hashes(&self) -> Result<Vec<Digest>, StoreFault> {
        let mut connection = self.database.read().await?;
        let rows = sqlx::query(SELECT_HASHES).fetch_all(&mut *connection).await?;
        rows.iter().map(|row| row.parsed("hash")).collect()
    }
}

const INSERT: &str = "
    INSERT INTO bundle (hash, body, fetched_at)
    VALUES ($1, $2, $3)
    ON CONFLICT (hash) DO NOTHING";

const SELECT: &str = "SELECT body FROM bundle WHERE hash = $1";

const SELECT_HASHES: &str = "SELECT hash FROM bundle";
