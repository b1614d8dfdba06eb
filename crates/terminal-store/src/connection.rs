//! A connection whose statements run here and now.

use std::path::Path;
use std::time::Duration;

use rusqlite::{OpenFlags, Params, Row};
use zeroize::Zeroizing;

use crate::{StoreFault, StoreKey};

pub(crate) struct Connection(rusqlite::Connection);

impl Connection {
    /// Opens a file that is there and has its tables.
    pub fn open_writer(path: &Path, key: &StoreKey, forgetful: bool) -> Result<Self, StoreFault> {
        let connection = Self::open(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let synchronous = if forgetful { "OFF" } else { "FULL" };
        connection.0.pragma_update(None, "synchronous", synchronous)?;
        connection.0.pragma_update(None, "foreign_keys", "ON")?;
        Ok(connection)
    }

    /// Opens a file that is there, to read.
    pub fn open_reader(path: &Path, key: &StoreKey) -> Result<Self, StoreFault> {
        Self::open(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)
    }

    fn open(path: &Path, key: &StoreKey, access: OpenFlags) -> Result<Self, StoreFault> {
        // One owner at a time: SQLite's own lock is not needed.
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(path, flags)?;
        connection.execute_batch(&Zeroizing::new(format!("PRAGMA key = {}", &*key.pragma())))?;
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
        Ok(Self(connection))
    }

    /// Begins a transaction. One that was left open (a full disk can keep even its end from being written) ends first.
    pub fn begin(&self, statement: &'static str) -> Result<(), StoreFault> {
        self.roll_back();
        self.execute(statement, ()).map(drop)
    }

    /// Ends a transaction, if there is one, as if it had never begun.
    pub fn roll_back(&self) {
        if !self.0.is_autocommit() {
            // What fails here is still open at the next beginning, and ends or fails there.
            let _ = self.execute("ROLLBACK", ());
        }
    }

    /// How many rows the statement touched.
    pub fn execute(
        &self,
        statement: &'static str,
        arguments: impl Params,
    ) -> Result<usize, StoreFault> {
        Ok(self.0.prepare_cached(statement)?.execute(arguments)?)
    }

    /// All rows of an answer, each read by `of`.
    pub fn rows<T, R: FromIterator<T>>(
        &self,
        statement: &'static str,
        arguments: impl Params,
        of: impl FnMut(&Row<'_>) -> Result<T, StoreFault>,
    ) -> Result<R, StoreFault> {
        self.0.prepare_cached(statement)?.query_and_then(arguments, of)?.collect()
    }

    /// The row of an answer that always has one.
    pub fn one<T>(
        &self,
        statement: &'static str,
        arguments: impl Params,
        of: impl FnOnce(&Row<'_>) -> Result<T, StoreFault>,
    ) -> Result<T, StoreFault> {
        self.row(statement, arguments, of)?.ok_or(rusqlite::Error::QueryReturnedNoRows.into())
    }

    /// The first row of an answer, if it has one.
    pub fn row<T>(
        &self,
        statement: &'static str,
        arguments: impl Params,
        of: impl FnOnce(&Row<'_>) -> Result<T, StoreFault>,
    ) -> Result<Option<T>, StoreFault> {
        let mut prepared = self.0.prepare_cached(statement)?;
        let mut rows = prepared.query(arguments)?;
        rows.next()?.map(of).transpose()
    }
}

/// How long a lock of another process is waited for.
const BUSY: Duration = Duration::from_secs(10);
/// More than there are statements in this crate.
const STATEMENTS_MAX: usize = 128;
