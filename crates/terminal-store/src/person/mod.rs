//! Everything that one person has on one terminal.

mod attachments;
mod bundles;
mod carrying;
mod customers;
mod drafts;
mod erasing;
mod facts;
mod inquiries;
mod mirror;
mod notices;
mod operations;
mod practice;
mod predictions;
mod recording;
mod recordings;
mod standing;
mod travelling;

use std::path::Path;

use vocabulary::{Clock, Entropy, OutboxId};

use crate::database::Database;
use crate::row::Columns as _;
use crate::{Options, StoreFault, StoreKey, migrations};

pub use attachments::{Attachment, AttachmentClass, AttachmentState};
pub use bundles::StoredBundle;
pub use customers::{
    CustomerFlags, CustomerLine, CustomersStanding, FoundBy, Household, StoredCustomer,
};
pub use drafts::Draft;
pub use mirror::{Applied, Mirror, SwapReason};
pub use notices::NoticeRow;
pub use operations::{Mismatch, OperationRow, OperationState, Unsent};
pub use predictions::Prediction;
pub use recording::{Place, Recorded, Withdrawn};
pub use recordings::{Recording, RecordingPiece};
pub use standing::Standing;
pub use travelling::TravellingFile;

/// One person's store on one terminal.
pub struct PersonStore {
    database: Database,
    outbox: OutboxId,
}

impl PersonStore {
    /// Opens the store in `path`, or makes it with an outbox of its own.
    ///
    /// # Errors
    /// [`StoreFault::WrongKey`], or [`StoreFault::NewerDatabase`] for a store of a later release, which is left
    /// untouched.
    pub async fn open(
        clock: &dyn Clock,
        entropy: &dyn Entropy,
        path: &Path,
        key: &StoreKey,
        options: Options,
    ) -> Result<Self, StoreFault> {
        let database = Database::open(path, key, &migrations::person(), options).await?;
        let outbox = outbox(&database, OutboxId::make(clock, entropy)).await?;
        Ok(Self { database, outbox })
    }

    /// The id of this store's queue; a store that is made again has another one.
    #[must_use]
    pub fn outbox(&self) -> OutboxId {
        self.outbox
    }

    /// Waits for what is under way and lets go of the file.
    pub async fn close(&self) {
        self.database.close().await;
    }
}

/// The outbox's id, which is `fresh` if there was none.
async fn outbox(database: &Database, fresh: OutboxId) -> Result<OutboxId, StoreFault> {
    let tx = database.begin().await?;
    if let Some(outbox) = tx.row(SELECT_OUTBOX, (), |row| row.parsed("outbox"))? {
        return Ok(outbox);
    }
    tx.execute(INSERT_OUTBOX, [fresh.to_string()])?;
    tx.commit()?;
    Ok(fresh)
}

const SELECT_OUTBOX: &str = "SELECT outbox FROM outbox";

const INSERT_OUTBOX: &str = "INSERT INTO outbox (outbox, next_n) VALUES (?1, 1)";

#[cfg(test)]
pub(crate) mod tests {
    use vocabulary::{Instant, ManualClock, SeededEntropy};

    use super::*;
    use crate::connection::Connection;

    pub(crate) const NOON: Instant = Instant::from_micros(1_790_000_000_000_000);

    pub(crate) fn key() -> StoreKey {
        StoreKey::from_bytes([3; 32])
    }

    pub(crate) async fn opened(path: &Path) -> PersonStore {
        let options = Options { forgetful: true, hazard: None };
        PersonStore::open(&ManualClock::at(NOON), &SeededEntropy::new(1), path, &key(), options)
            .await
            .expect("a store")
    }

    #[tokio::test]
    async fn keeps_its_outbox_and_opens_with_its_key_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store.db");
        let first = opened(&path).await;
        let outbox = first.outbox();
        first.close().await;
        assert_eq!(opened(&path).await.outbox(), outbox);

        let wrong = PersonStore::open(
            &ManualClock::at(NOON),
            &SeededEntropy::new(2),
            &path,
            &StoreKey::from_bytes([4; 32]),
            Options::default(),
        )
        .await;
        assert!(matches!(wrong.err(), Some(StoreFault::WrongKey)));
    }

    #[tokio::test]
    async fn the_file_shows_nothing_to_those_without_the_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store.db");
        opened(&path).await.close().await;
        let bytes = std::fs::read(&path).expect("the file");
        assert!(!bytes.starts_with(b"SQLite format 3"));
        assert!(!bytes.windows(6).any(|window| window == b"outbox"));
    }

    #[tokio::test]
    async fn a_store_of_a_later_release_is_left_untouched() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("store.db");
        opened(&path).await.close().await;
        let connection = Connection::open_writer(&path, &key(), true).expect("its key");
        let later = "
            UPDATE _sqlx_migrations SET version = 99990101000000
             WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)";
        connection.execute(later, ()).expect("writable");
        drop(connection);
        let before = std::fs::read(&path).expect("the file");

        let opened = PersonStore::open(
            &ManualClock::at(NOON),
            &SeededEntropy::new(1),
            &path,
            &key(),
            Options::default(),
        )
        .await;
        assert!(matches!(
            opened.err(),
            Some(StoreFault::NewerDatabase { found: 99_990_101_000_000, .. })
        ));
        assert_eq!(std::fs::read(&path).expect("the file"), before);
    }
}
