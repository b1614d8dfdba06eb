//! The readers: a few connections, each lent to one snapshot at a time.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use super::SqliteConnection;
use crate::StoreFault;

/// Snapshots at once.
const READERS: u32 = 8;
/// How long a snapshot waits for its turn before its caller is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub(super) struct Readers {
    path: PathBuf,
    turns: Arc<Semaphore>,
    open: Arc<std::sync::Mutex<Vec<Arc<Mutex<SqliteConnection>>>>>,
}

/// A reader that sees one unchanging state of the data; it goes back when it is dropped.
pub(crate) struct Lent {
    pub(crate) connection: OwnedMutexGuard<SqliteConnection>,
    _turn: OwnedSemaphorePermit,
}

impl Readers {
    pub(super) fn of(path: &Path) -> Self {
        let turns = Arc::new(Semaphore::new(READERS as usize));
        Self { path: path.to_owned(), turns, open: Arc::default() }
    }

    pub(super) async fn begin(&self) -> Result<Lent, StoreFault> {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(StoreFault::Busy) };
        let mut connection = self.idle()?;
        if connection.is_in_transaction() {
            // It did not come back as it went: it is replaced.
            *connection = SqliteConnection::open_reader(&self.path)?;
        }
        connection.bound("BEGIN")?;
        Ok(Lent { connection, _turn: turn })
    }

    /// One that is lent to nobody; whoever has a turn finds one, or there is room for one more.
    fn idle(&self) -> Result<OwnedMutexGuard<SqliteConnection>, StoreFault> {
        // A panic while the lock was held left at worst one reader out.
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let free = open.iter().find_map(|reader| Arc::clone(reader).try_lock_owned().ok());
        if let Some(free) = free {
            return Ok(free);
        }
        let reader = Arc::new(Mutex::new(SqliteConnection::open_reader(&self.path)?));
        open.push(Arc::clone(&reader));
        reader.try_lock_owned().map_err(|_| StoreFault::Busy)
    }

    /// Writes a consistent copy of the data while others go on working.
    pub(super) async fn copy_to(&self, target: &Path) -> Result<(), StoreFault> {
        let (path, target) = (self.path.clone(), target.to_owned());
        let copying = move || {
            let connection = SqliteConnection::open_reader(&path)?;
            connection.copy_to(&target)?;
            connection.close();
            Ok(())
        };
        let copied = tokio::task::spawn_blocking(copying).await;
        copied.map_err(|error| StoreFault::Database(error.into()))?
    }

    /// Lends nothing more, waits for what is lent, and closes all.
    pub(super) async fn close(&self) {
        // An error says that they are closed already.
        let turns = self.turns.acquire_many(READERS).await;
        self.turns.close();
        drop(turns);
        self.open.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Err(error) = self.connection.bound("ROLLBACK") {
            tracing::warn!(%error, "a snapshot did not end cleanly");
        }
    }
}
