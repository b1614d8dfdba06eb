//! What can go wrong in the store, as far as a caller can act on it.

use rusqlite::ffi;

/// Why the store gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The key does not open the file, or the file is no store.
    #[error("the key does not open this store")]
    WrongKey,
    /// The store was written by a later release; it was left untouched.
    #[error("the store has version {found}, this program knows versions up to {known}")]
    NewerDatabase { found: i64, known: i64 },
    /// Nothing was written and nothing can be: the disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// Somebody has locked or wiped it meanwhile.
    #[error("the store is closed")]
    Closed,
    /// A row that the program's types cannot hold.
    #[error("column {column} holds what it must not")]
    BadRow { column: &'static str },
    /// What was to be written cannot be put into words.
    #[error("a value cannot be written as JSON")]
    Json(#[source] serde_json::Error),
    #[error("the database refused")]
    Database(#[source] rusqlite::Error),
    #[error("the store cannot be brought to this version")]
    Migration(#[source] sqlx::migrate::MigrateError),
    #[error("a file of evidence cannot be written or read")]
    File(#[source] std::io::Error),
    #[error("a file of evidence is damaged")]
    Evidence(#[source] sealing::BadFile),
    /// The journal takes only what follows on its last record.
    #[error("the record does not follow on the journal's last one")]
    OutOfChain,
    /// The simulation pulled the battery.
    #[error("the store was killed")]
    Killed,
}

impl From<rusqlite::Error> for StoreFault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error().map(|error| error.extended_code) {
            // The second: no room for the index of the write-ahead log.
            Some(ffi::SQLITE_FULL | ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            // What SQLCipher says of a file that another key wrote.
            Some(ffi::SQLITE_NOTADB) => Self::WrongKey,
            _ => Self::Database(error),
        }
    }
}

impl From<serde_json::Error> for StoreFault {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<std::io::Error> for StoreFault {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }
        Self::File(error)
    }
}
