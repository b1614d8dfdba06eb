//! The migrations of both databases, compiled in.

use std::path::Path;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Row as _, SqlSafeStr as _};

use crate::StoreFault;

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

pub(crate) fn sqlite() -> Migrator {
    migrations!("sqlite": 20261122000001 "first_order")
}

pub(crate) fn postgres() -> Migrator {
    let mut migrator = migrations!("postgres": 20261122000001 "first_order");
    // Locking would take an advisory lock, which distributed dialects do not have.
    migrator.set_locking(false);
    migrator
}

const APPLIED: &str = "SELECT MAX(version) AS version FROM _sqlx_migrations";

/// Looks at the file without writing to it.
pub(crate) async fn refuse_newer_sqlite(path: &Path) -> Result<(), StoreFault> {
    if !path.exists() {
        return Ok(());
    }
    let looking = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut connection = looking.connect().await?;
    let found = sqlx::query(APPLIED).fetch_one(&mut connection).await;
    connection.close().await?;
    match found {
        Ok(row) => compare(row.try_get("version")?, &sqlite()),
        // An empty file has no table of migrations yet.
        Err(sqlx::Error::Database(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn refuse_newer_postgres(pool: &PgPool) -> Result<(), StoreFault> {
    match sqlx::query(APPLIED).fetch_one(pool).await {
        Ok(row) => compare(row.try_get("version")?, &postgres()),
        Err(sqlx::Error::Database(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn compare(found: Option<i64>, migrator: &Migrator) -> Result<(), StoreFault> {
    let known = migrator.iter().map(|migration| migration.version).max().unwrap_or(0);
    match found {
        Some(found) if found > known => Err(StoreFault::NewerDatabase { found, known }),
        _ => Ok(()),
    }
}
