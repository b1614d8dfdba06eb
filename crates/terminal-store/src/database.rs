//! One encrypted SQLite file: one writer, a few readers.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, Row as _, Sqlite, Transaction};
use zeroize::Zeroizing;

use crate::StoreFault;

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
    fn pragma(&self) -> String {
        format!("\"x'{}'\"", hex::encode(*self.0))
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
    writer: SqlitePool,
    readers: SqlitePool,
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
        // Here and not when SQLCipher first needs it: OpenSSL is not to free its tables at the end of the process, while
        // the thread of a connection may still close its file. SQLCipher itself cannot be told (.config/nextest.toml).
        openssl_sys::init();
        refuse_newer(path, key, migrator).await?;
        let synchronous =
            if options.forgetful { SqliteSynchronous::Off } else { SqliteSynchronous::Full };
        let connect = keyed(path, key)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(128)
            .disable_statement_logging();
        let mut connection = connect.connect().await?;
        // `run` asks for more than the connection's own lifetime gives, so that no task could open a store.
        migrator.run_direct(None, &mut connection, false).await.map_err(StoreFault::Migration)?;
        connection.close().await?;
        let writer = SqlitePoolOptions::new().max_connections(1).connect_lazy_with(connect.clone());
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_lazy_with(connect.read_only(true).create_if_missing(false));
        Ok(Self { writer, readers, options })
    }

    /// Begins a change; nothing of it stays unless it is committed.
    pub async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreFault> {
        self.options.strike(Step::Begin)?;
        begin_on(&self.writer, "BEGIN IMMEDIATE").await
    }

    /// Returns when the change is on the disk.
    pub async fn commit(&self, tx: Transaction<'static, Sqlite>) -> Result<(), StoreFault> {
        self.options.strike(Step::Commit)?;
        tx.commit().await?;
        self.options.strike(Step::Committed)
    }

    pub async fn read(&self) -> Result<PoolConnection<Sqlite>, StoreFault> {
        Ok(self.readers.acquire().await?)
    }

    /// Begins to read as of one moment, whatever is committed meanwhile.
    pub async fn snapshot(&self) -> Result<Transaction<'static, Sqlite>, StoreFault> {
        begin_on(&self.readers, "BEGIN").await
    }

    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Begins a transaction. A full disk ends one below its connection, which then believes for ever that it is inside: such
/// a connection is replaced.
async fn begin_on(
    pool: &SqlitePool,
    statement: &'static str,
) -> Result<Transaction<'static, Sqlite>, StoreFault> {
    match pool.begin_with(statement).await {
        Err(sqlx::Error::InvalidSavePointStatement) => {
            pool.acquire().await?.close().await?;
            Ok(pool.begin_with(statement).await?)
        }
        begun => Ok(begun?),
    }
}

fn keyed(path: &Path, key: &StoreKey) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).pragma("key", key.pragma())
}

async fn refuse_newer(path: &Path, key: &StoreKey, migrator: &Migrator) -> Result<(), StoreFault> {
    if !path.exists() {
        return Ok(());
    }
    let mut looking = keyed(path, key).read_only(true).connect().await?;
    let found = sqlx::query("SELECT MAX(version) AS version FROM _sqlx_migrations")
        .fetch_one(&mut looking)
        .await
        .map_err(StoreFault::from);
    // What was read counts; how the looking connection ends does not.
    let _ = looking.close().await;
    let found: Option<i64> = match found {
        Ok(row) => row.try_get("version")?,
        // A store whose making was cut short has no table of migrations yet.
        Err(StoreFault::Database(sqlx::Error::Database(_))) => None,
        Err(fault) => return Err(fault),
    };
    let known = migrator.iter().map(|migration| migration.version).max().unwrap_or(0);
    match found {
        Some(found) if found > known => Err(StoreFault::NewerDatabase { found, known }),
        _ => Ok(()),
    }
}

const READERS: u32 = 2;
