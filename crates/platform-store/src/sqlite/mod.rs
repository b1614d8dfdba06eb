//! SQLite: one writer that takes what waits into one transaction, several readers.
//!
//! `synchronous=FULL` makes every commit wait for the disk (about 4 ms on the machines we measured), so commands that
//! wait are committed together. Each runs in its own savepoint and sees the ones before it; nobody gets an answer
//! before the COMMIT that carries all of them.

mod checkpointer;
mod connection;
mod readers;
mod writer;

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

pub(crate) use self::connection::SqliteConnection;
pub use self::connection::SqliteRow;
pub(crate) use self::readers::Lent;
use self::readers::Readers;
use self::writer::Writer;
use crate::migrations;
use crate::store::SnapshotConnection;
use crate::{Command, Options, Snapshot, StoreFault};

#[derive(Clone)]
pub(crate) struct SqliteStore {
    writer: Writer,
    readers: Readers,
}

impl SqliteStore {
    pub(crate) async fn open(path: &Path, options: Options) -> Result<Self, StoreFault> {
        migrations::refuse_newer_sqlite(path).await?;
        migrate(path, options.forgetful).await?;
        let writer = Writer::start(path, options)?;
        Ok(Self { writer, readers: Readers::of(path) })
    }

    pub(crate) async fn write<C: Command>(&self, command: C) -> Result<C::Answer, C::Fault> {
        self.writer.run(command).await
    }

    pub(crate) async fn read(&self) -> Result<Snapshot, StoreFault> {
        Ok(Snapshot::new(SnapshotConnection::Sqlite(self.readers.begin().await?)))
    }

    pub(crate) async fn copy_to(&self, target: &Path) -> Result<(), StoreFault> {
        self.readers.copy_to(target).await
    }

    pub(crate) async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }
}

/// Makes the file, with a write-ahead log, and brings its tables to this version; by sqlx, which does the same on
/// PostgreSQL.
async fn migrate(path: &Path, forgetful: bool) -> Result<(), StoreFault> {
    let synchronous = if forgetful { SqliteSynchronous::Off } else { SqliteSynchronous::Full };
    let connect = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging();
    let mut connection = connect.connect().await?;
    migrations::migrate_sqlite(&mut connection).await?;
    Ok(connection.close().await?)
}
