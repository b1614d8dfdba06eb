//! The migrations of both stores, compiled in.

use std::path::Path;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqlSafeStr as _};

use crate::connection::Connection;
use crate::row::Columns as _;
use crate::{StoreFault, StoreKey};

macro_rules! migrations {
    ($folder:literal: $($version:literal $name:literal),* $(,)?) => {
        Migrator::with_migrations(vec![$(
            Migration::new(
                $version,
                $name.into(),
                MigrationType::Simple,
                include_str!(concat!("../migrations/", $folder, "/", $version, "_", $name, ".sql"))
                    .into_sql_str(),
                false,
            ),
        )*])
    };
}

pub(crate) fn person() -> Migrator {
    migrations!(
        "person": 20261122000001 "first_order", 20261129000201 "customers",
        20261129200001 "recordings", 20261129300001 "drafts_travel",
        20261130100001 "travelling_files"
    )
}

pub(crate) fn device() -> Migrator {
    migrations!(
        "device": 20261122000001 "first_order", 20261129000001 "store_per_card",
        20261130000001 "meter_works", 20261130000701 "tf_card",
        20261130000702 "port_openings"
    )
}

/// Looks into a store that may be of a later release, and writes nothing.
pub(crate) fn refuse_newer(
    path: &Path,
    key: &StoreKey,
    migrator: &Migrator,
) -> Result<(), StoreFault> {
    if !path.exists() {
        return Ok(());
    }
    let connection = Connection::open_reader(path, key)?;
    // A store whose making was cut short has no table of migrations yet.
    if connection.row(SELECT_TABLE, (), |_| Ok(()))?.is_none() {
        return Ok(());
    }
    let found = connection.row(SELECT_VERSION, (), |row| row.maybe_int("version"))?.flatten();
    let known = migrator.iter().map(|migration| migration.version).max().unwrap_or(0);
    match found {
        Some(found) if found > known => Err(StoreFault::NewerDatabase { found, known }),
        _ => Ok(()),
    }
}

/// Makes the file, with a write-ahead log, and brings its tables to this version; by sqlx, as on the platform.
pub(crate) async fn migrate(
    path: &Path,
    key: &StoreKey,
    migrator: &Migrator,
    forgetful: bool,
) -> Result<(), StoreFault> {
    let synchronous = if forgetful { SqliteSynchronous::Off } else { SqliteSynchronous::Full };
    let connect = SqliteConnectOptions::new()
        .filename(path)
        .pragma("key", key.pragma().to_string())
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .disable_statement_logging();
    let migrate = async {
        let mut connection = connect.connect().await?;
        // `run` asks for more than the connection's own lifetime gives, so that no task could open a store.
        migrator.run_direct(None, &mut connection, false).await?;
        Ok(connection.close().await?)
    };
    migrate.await.map_err(StoreFault::Migration)
}

const SELECT_TABLE: &str =
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_sqlx_migrations'";

const SELECT_VERSION: &str = "SELECT MAX(version) AS version FROM _sqlx_migrations";
