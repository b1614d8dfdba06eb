//! One encrypted SQLite file: one writer, one reader.
//!
//! Statements run on the thread that asks (ADR 0007). Only its turn is waited for; a transaction lives between two awaits.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use sqlx::migrate::Migrator;
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};
use zeroize::Zeroizing;

use crate::connection::Connection;
use crate::{StoreFault, migrations};

/// The key of one store: 32 random bytes, used as they are.
#[derive(Clone)]
pub struct StoreKey(Zeroizing<[u8; 32]>);

impl StoreKey {
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key itself, to be wrapped or to derive others from.
    #[must_use]
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }

    /// As SQLCipher takes a raw key, without deriving it from a passphrase first.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("\"x'{}'\"", hex::encode(*self.0)))
    }
}

/// Where a kill can strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A transaction is about to begin.
    Begin,
    /// Everything is written, nothing is committed.
    Commit,
    /// It is committed, but nobody has heard of it.
    Committed,
    /// A file is about to be written.
    WriteFile,
    /// The file lies in its place, but nobody has heard of it.
    FileWritten,
}

/// Pulls the battery at chosen steps; only simulations have one.
pub trait Hazard: Send + Sync {
    fn strikes(&self, step: Step) -> bool;
}

/// How the stores write.
#[derive(Clone, Default)]
pub struct Options {
    /// Give up durability for speed: only where the data are thrown away at the end, as in simulations.
    pub forgetful: bool,
    pub hazard: Option<Arc<dyn Hazard>>,
}

impl Options {
    pub(crate) fn strike(&self, step: Step) -> Result<(), StoreFault> {
        match &self.hazard {
            Some(hazard) if hazard.strikes(step) => Err(StoreFault::Killed),
            _ => Ok(()),
        }
    }
}

pub(crate) struct Database {
    /// Nothing, once the store is closed.
    writer: Mutex<Option<Connection>>,
    reader: Mutex<Option<Connection>>,
    options: Options,
}

impl Database {
    /// Opens or makes the file and brings it to this program's version; a later version is left as it is.
    pub async fn open(
        path: &Path,
        key: &StoreKey,
        migrator: &Migrator,
        options: Options,
    ) -> Result<Self, StoreFault> {
        options.strike(Step::Begin)?;
        migrations::refuse_newer(path, key, migrator)?;
        migrations::migrate(path, key, migrator, options.forgetful).await?;
        let writer = Connection::open_writer(path, key, options.forgetful)?;
        let reader = Connection::open_reader(path, key)?;
        Ok(Self { writer: Mutex::new(Some(writer)), reader: Mutex::new(Some(reader)), options })
    }

    /// Begins a change; nothing of it stays unless it is committed.
    pub async fn begin(&self) -> Result<Transaction<'_>, StoreFault> {
        self.options.strike(Step::Begin)?;
        let connection = turn(&self.writer).await?;
        connection.begin("BEGIN IMMEDIATE")?;
        Ok(Transaction { snapshot: Snapshot { connection }, options: &self.options })
    }

    /// Begins to read as of one moment, whatever is committed meanwhile.
    pub async fn read(&self) -> Result<Snapshot<'_>, StoreFault> {
        let connection = turn(&self.reader).await?;
        connection.begin("BEGIN")?;
        Ok(Snapshot { connection })
    }

    /// Waits for what is under way and lets go of the file; nothing is begun afterwards.
    pub async fn close(&self) {
        drop(self.reader.lock().await.take());
        // The last one carries the write-ahead log over into the database.
        drop(self.writer.lock().await.take());
    }
}

async fn turn(
    connection: &Mutex<Option<Connection>>,
) -> Result<MappedMutexGuard<'_, Connection>, StoreFault> {
    let turn = MutexGuard::try_map(connection.lock().await, Option::as_mut);
    turn.map_err(|_| StoreFault::Closed)
}

/// What is there at one moment. It ends when it is dropped.
pub(crate) struct Snapshot<'d> {
    connection: MappedMutexGuard<'d, Connection>,
}

impl Deref for Snapshot<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        self.connection.roll_back();
    }
}

/// A change that is under way. Dropped, it leaves nothing.
pub(crate) struct Transaction<'d> {
    snapshot: Snapshot<'d>,
    options: &'d Options,
}

impl Transaction<'_> {
    /// Returns when the change is on the disk.
    pub fn commit(self) -> Result<(), StoreFault> {
        self.options.strike(Step::Commit)?;
        self.execute("COMMIT", ())?;
        self.options.strike(Step::Committed)
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.snapshot
    }
}
