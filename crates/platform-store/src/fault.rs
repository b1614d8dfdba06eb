//! What can go wrong in the store, as far as a caller can act on it.

/// Why the store gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// Somebody else changed what was read; the command is run again.
    #[error("a guarded row had changed")]
    LostGuard,
    /// Too much waits already, or the transaction that carried this command failed; nothing was written.
    #[error("the store is busy")]
    Busy,
    /// Nothing was written and nothing can be: the disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The database was written by a later release; it was left untouched.
    #[error("the database has version {found}, this program knows versions up to {known}")]
    NewerDatabase { found: i64, known: i64 },
    /// A row that the program's types cannot hold.
    #[error("column {column} of {table} holds what it must not")]
    BadRow { table: &'static str, column: &'static str },
    /// The database refused; the cause says why.
    #[error("the database refused")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The migrations do not fit the database.
    #[error("the database cannot be brought to this version")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// The simulation pulled the plug.
    #[error("the store was killed")]
    Killed,
}

impl From<sqlx::Error> for StoreFault {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        let code = error.as_database_error().and_then(|error| error.code());
        match code.as_deref() {
            // PostgreSQL: serialization_failure, deadlock_detected.
            Some("40001" | "40P01") => Self::LostGuard,
            // PostgreSQL disk_full.
            Some("53100") => Self::DiskFull,
            Some(code) if code.parse().is_ok_and(sqlite_disk_full) => Self::DiskFull,
            _ => Self::Database(error.into()),
        }
    }
}

impl From<rusqlite::Error> for StoreFault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error() {
            Some(code) if sqlite_disk_full(code.extended_code) => Self::DiskFull,
            _ => Self::Database(error.into()),
        }
    }
}

/// `SQLITE_FULL`; and `SQLITE_IOERR_SHMSIZE`, when there is no room for the index of the write-ahead log.
const fn sqlite_disk_full(code: i32) -> bool {
    matches!(code, 13 | 4874)
}

/// A command's own fault, which may hide one of the store's.
pub trait CommandFault: From<StoreFault> + Send + 'static {
    /// The store's fault, where it was one.
    fn store_fault(&self) -> Option<&StoreFault>;
}

impl CommandFault for StoreFault {
    fn store_fault(&self) -> Option<&StoreFault> {
        Some(self)
    }
}
