//! The store: one door for writing, one for reading, whichever database stands behind.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use sqlx::Transaction;

use crate::postgres::PostgresStore;
use crate::sqlite::{Lent, SqliteStore};
use crate::transaction::{Connection, Tx};
use crate::{CommandFault, StoreFault};

/// A change to the platform's data: reads, decides and writes in one transaction.
///
/// A command may be run more than once before it is committed (a lost guard, a deadlock), so `run` borrows it and does
/// nothing outside the transaction. Answers, pushes and calls to neighbours come after [`Store::write`] has returned.
#[async_trait]
pub trait Command: Send + Sync + 'static {
    type Answer: Send + 'static;
    type Fault: CommandFault;

    /// Reads, decides, writes. An `Err` leaves no trace.
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Answer, Self::Fault>;
}

/// Where the platform's data lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// One file with its write-ahead log beside it: a city.
    Sqlite(PathBuf),
    /// A PostgreSQL-compatible server: a province.
    Postgres(String),
}

/// Pulls the plug at chosen moments; only the simulation has one.
pub trait Hazard: Send + Sync {
    /// Before a statement: the transaction is gone.
    fn strikes_statement(&self) -> bool;
    /// After a commit: the data are there, but nobody hears of it.
    fn strikes_answer(&self) -> bool;
}

/// How the store writes.
#[derive(Clone, Default)]
pub struct Options {
    /// Give up durability for speed: only where the data are thrown away at the end, as in simulations.
    pub forgetful: bool,
    pub hazard: Option<Arc<dyn Hazard>>,
}

/// The platform's data.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
}

#[derive(Clone)]
enum Backend {
    Sqlite(SqliteStore),
    Postgres(PostgresStore),
}

impl Store {
    /// Opens the data and brings them to this program's version.
    ///
    /// # Errors
    /// [`StoreFault::NewerDatabase`] for data of a later release, which are left untouched.
    pub async fn open(location: &Location, options: Options) -> Result<Self, StoreFault> {
        let backend = match location {
            Location::Sqlite(path) => Backend::Sqlite(SqliteStore::open(path, options).await?),
            Location::Postgres(url) => Backend::Postgres(PostgresStore::open(url, options).await?),
        };
        Ok(Self { backend })
    }

    /// Runs a command and returns when its changes are durable.
    ///
    /// # Errors
    /// The command's own fault, or the store's; in both cases nothing was written.
    pub async fn write<C: Command>(&self, command: C) -> Result<C::Answer, C::Fault> {
        match &self.backend {
            Backend::Sqlite(store) => store.write(command).await,
            Backend::Postgres(store) => store.write(command).await,
        }
    }

    /// Begins to read one unchanging state of the data.
    ///
    /// # Errors
    /// When no connection can be had in time.
    pub async fn read(&self) -> Result<Snapshot, StoreFault> {
        match &self.backend {
            Backend::Sqlite(store) => store.read().await,
            Backend::Postgres(store) => store.read().await,
        }
    }

    /// Writes a consistent copy of the data to `target` while others go on working (SQLite only; a PostgreSQL server
    /// has its own tools).
    ///
    /// # Errors
    /// When the copy cannot be written, or the data lie on a server.
    pub async fn copy_to(&self, target: &std::path::Path) -> Result<(), StoreFault> {
        match &self.backend {
            Backend::Sqlite(store) => store.copy_to(target).await,
            Backend::Postgres(_) => {
                Err(StoreFault::Database("a server makes its own copies".into()))
            }
        }
    }

    /// Waits for what is under way and lets go of the database.
    pub async fn close(&self) {
        match &self.backend {
            Backend::Sqlite(store) => store.close().await,
            Backend::Postgres(store) => store.close().await,
        }
    }
}

/// One unchanging state of the data; ends when dropped.
pub struct Snapshot {
    connection: SnapshotConnection,
}

pub(crate) enum SnapshotConnection {
    Sqlite(Lent),
    Postgres(Transaction<'static, sqlx::Postgres>),
}

impl Snapshot {
    pub(crate) fn new(connection: SnapshotConnection) -> Self {
        Self { connection }
    }

    /// The statements' door.
    pub fn tx(&mut self) -> Tx<'_> {
        let connection = match &mut self.connection {
            SnapshotConnection::Sqlite(lent) => Connection::Sqlite(&mut lent.connection),
            SnapshotConnection::Postgres(connection) => Connection::Postgres(connection),
        };
        Tx { connection, hazard: None, listener: None }
    }

    /// Ends the snapshot and gives its connection back.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn finish(self) -> Result<(), StoreFault> {
        match self.connection {
            SnapshotConnection::Sqlite(lent) => drop(lent),
            SnapshotConnection::Postgres(connection) => connection.rollback().await?,
        }
        Ok(())
    }
}
