//! A connection whose statements run here and now, on the thread that asks, with no other thread in between (ADR 0007).

use std::cell::Cell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::types::{FromSql, Value as Stored, ValueRef};
use rusqlite::{CachedStatement, Connection, Error, OpenFlags};

use crate::Value;

pub(crate) struct SqliteConnection {
    connection: Connection,
    /// The columns of each query that has been asked.
    columns: HashMap<&'static str, Arc<[String]>>,
}

/// A row of an answer.
#[derive(Debug)]
pub struct SqliteRow {
    columns: Arc<[String]>,
    values: Vec<Stored>,
}

impl SqliteConnection {
    /// Opens a database that is there and has its tables, to write or to carry its log over.
    pub(super) fn open(path: &Path, forgetful: bool) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Self::with_flags(path, flags)?;
        let set = |name, value: &str| connection.connection.pragma_update(None, name, value);
        set("synchronous", if forgetful { "OFF" } else { "FULL" })?;
        set("foreign_keys", "ON")?;
        set("cache_size", WRITER_CACHE)?;
        set("temp_store", "MEMORY")?;
        // In place of SQLite's own, which carries the log over inside a COMMIT.
        connection.connection.wal_hook(Some(|_, frames| {
            LOG_FRAMES.set(frames.unsigned_abs());
            Ok(())
        }));
        Ok(connection)
    }

    /// Opens a database that is there, to read.
    pub(super) fn open_reader(path: &Path) -> Result<Self, Error> {
        Self::with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
    }

    fn with_flags(path: &Path, flags: OpenFlags) -> Result<Self, Error> {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
        Ok(Self { connection, columns: HashMap::new() })
    }

    /// Begins or ends a transaction or a savepoint.
    pub(super) fn bound(&self, statement: &'static str) -> Result<(), Error> {
        self.connection.prepare_cached(statement)?.raw_execute().map(drop)
    }

    pub(super) fn is_in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// How many rows the statement touched.
    pub(crate) fn execute(
        &self,
        statement: &'static str,
        arguments: &[Value],
    ) -> Result<u64, Error> {
        let mut prepared = prepare(&self.connection, statement, arguments)?;
        let mut rows = prepared.raw_query();
        while rows.next()?.is_some() {}
        Ok(self.connection.changes())
    }

    pub(crate) fn rows(
        &mut self,
        statement: &'static str,
        arguments: &[Value],
    ) -> Result<Vec<SqliteRow>, Error> {
        let mut prepared = prepare(&self.connection, statement, arguments)?;
        let names = || prepared.column_names().into_iter().map(str::to_owned).collect();
        let columns = self.columns.entry(statement).or_insert_with(names);
        let mut read = Vec::new();
        let mut rows = prepared.raw_query();
        while let Some(row) = rows.next()? {
            let values = (0..columns.len()).map(|place| row.get(place));
            let values = values.collect::<Result<_, _>>()?;
            read.push(SqliteRow { columns: Arc::clone(columns), values });
        }
        Ok(read)
    }

    /// Writes a consistent copy to a file that is not there yet.
    pub(super) fn copy_to(&self, target: &Path) -> Result<(), Error> {
        let target = target.to_string_lossy();
        self.connection.execute("VACUUM INTO ?1", [target]).map(drop)
    }

    /// The length of the write-ahead log after this thread's last commit.
    pub(super) fn log_frames() -> u32 {
        LOG_FRAMES.get()
    }

    /// Carries the write-ahead log over into the database, as far as nobody reads from it.
    pub(super) fn checkpoint(&self) -> Result<(), Error> {
        self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(()))
    }

    pub(super) fn close(self) {
        if let Err((_, error)) = self.connection.close() {
            tracing::warn!(%error, "a connection did not close cleanly");
        }
    }
}

thread_local! {
    static LOG_FRAMES: Cell<u32> = const { Cell::new(0) };
}

fn prepare<'c>(
    connection: &'c Connection,
    statement: &'static str,
    arguments: &[Value],
) -> Result<CachedStatement<'c>, Error> {
    let mut prepared = connection.prepare_cached(statement)?;
    for place in 1..=prepared.parameter_count() {
        // `$2` is a name to SQLite; its place is that of its first mention.
        let number = prepared.parameter_name(place).and_then(|name| name.strip_prefix('$'));
        let number: Option<usize> = number.and_then(|number| number.parse().ok());
        let argument = number.and_then(|number| arguments.get(number.checked_sub(1)?));
        match argument.ok_or(Error::InvalidParameterCount(arguments.len(), place))? {
            Value::Int(number) => prepared.raw_bind_parameter(place, number)?,
            Value::Text(text) => prepared.raw_bind_parameter(place, text)?,
            Value::Bytes(bytes) => prepared.raw_bind_parameter(place, bytes)?,
        }
    }
    Ok(prepared)
}

impl SqliteRow {
    /// The value of a column; `None` when it is NULL.
    pub(crate) fn get<T: FromSql>(&self, column: &'static str) -> Result<Option<T>, Error> {
        let place = self.columns.iter().position(|name| name == column);
        let value = place.and_then(|place| self.values.get(place));
        let value = value.ok_or_else(|| Error::InvalidColumnName(column.to_owned()))?;
        match ValueRef::from(value) {
            ValueRef::Null => Ok(None),
            value => T::column_result(value).map(Some).map_err(Error::from),
        }
    }
}

/// How long a lock of another process is waited for.
const BUSY: Duration = Duration::from_secs(10);
const STATEMENTS_MAX: usize = 512;
/// Of the writer, in KiB (negative, as SQLite wants it): what 64 commands change together has to fit, or pages are
/// written before the commit and then once more.
const WRITER_CACHE: &str = "-65536";
