//! Process bundles by their hash.

use std::collections::BTreeMap;

use rusqlite::params;
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
        let tx = self.database.begin().await?;
        tx.execute(INSERT, params![hash.to_string(), serde_json::to_string(bundle)?, at.micros()])?;
        tx.commit()
    }

    /// The bundle of that hash.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn bundle(&self, hash: Digest) -> Result<Option<StoredBundle>, StoreFault> {
        self.database.read().await?.row(SELECT, [hash.to_string()], |row| row.json("body"))
    }

    /// The bundles that are here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn bundle_hashes(&self) -> Result<Vec<Digest>, StoreFault> {
        self.database.read().await?.rows(SELECT_HASHES, (), |row| row.parsed("hash"))
    }
}

const INSERT: &str = "
    INSERT INTO bundle (hash, body, fetched_at)
    VALUES (?1, ?2, ?3)
    ON CONFLICT (hash) DO NOTHING";

const SELECT: &str = "SELECT body FROM bundle WHERE hash = ?1";

const SELECT_HASHES: &str = "SELECT hash FROM bundle";
