//! The migrations of both databases, compiled in.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection, Row as _, SqlSafeStr as _, SqliteConnection,
};

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

fn sqlite() -> Migrator {
    migrations!(
        "sqlite": 20261122000001 "first_order", 20261126000001 "uploads_and_delivery",
        20261129000001 "orders_by_version", 20261129000002 "absences",
        20261129000003 "order_list", 20261129000101 "station_region",
        20261129000102 "calendar_year", 20261129000103 "deadline_alerts",
        20261129000201 "customers",
        20261129100001 "dispatch_rules", 20261129100002 "certificates",
        20261129100003 "cut_overs", 20261129100004 "area_centres",
        20261129100005 "unsigned_stages",
        20261129300001 "drafts",
        20261130000001 "orders_by_process", 20261130000101 "metering", 20261130000201 "duties",
        20261130000301 "acquisition", 20261130000401 "meter_work_chain",
        20261130000601 "works_across_meters",
        20261130000701 "card_kinds", 20261130000702 "tf_cards",
        20261130000703 "present_parameters", 20261130000704 "unfetched_stages"
    )
}

fn postgres() -> Migrator {
    let mut migrator = migrations!(
        "postgres": 20261122000001 "first_order", 20261126000001 "uploads_and_delivery",
        20261129000001 "orders_by_version", 20261129000002 "absences",
        20261129000003 "order_list", 20261129000101 "station_region",
        20261129000102 "calendar_year", 20261129000103 "deadline_alerts",
        20261129000201 "customers",
        20261129100001 "dispatch_rules", 20261129100002 "certificates",
        20261129100003 "cut_overs", 20261129100004 "area_centres",
        20261129100005 "unsigned_stages",
        20261129300001 "drafts",
        20261130000001 "orders_by_process", 20261130000101 "metering", 20261130000201 "duties",
        20261130000301 "acquisition", 20261130000401 "meter_work_chain",
        20261130000601 "works_across_meters",
        20261130000701 "card_kinds", 20261130000702 "tf_cards",
        20261130000703 "present_parameters", 20261130000704 "unfetched_stages"
    );
    // Locking would take an advisory lock, which distributed dialects do not have.
    migrator.set_locking(false);
    migrator
}

// `Migrator::run` asks for more than a connection's own lifetime gives, so that no task could open a store; what it
// calls does not.

pub(crate) async fn migrate_sqlite(connection: &mut SqliteConnection) -> Result<(), StoreFault> {
    sqlite().run_direct(None, connection, false).await.map_err(StoreFault::Migration)
}

pub(crate) async fn migrate_postgres(connection: &mut PgConnection) -> Result<(), StoreFault> {
    let mut attempts = Attempts::default();
    loop {
        match postgres().run_direct(None, connection, false).await {
            Ok(()) => return Ok(()),
            Err(error) => attempts.wait_after(error).await?,
        }
    }
}

/// Programs that start together on a fresh database all try to make its tables. One succeeds; the others find them
/// there when they look again.
#[derive(Default)]
struct Attempts(u32);

impl Attempts {
    /// Waits for the next attempt, or gives up.
    async fn wait_after(&mut self, error: MigrateError) -> Result<(), StoreFault> {
        self.0 += 1;
        let others_may_have =
            matches!(error, MigrateError::Execute(_) | MigrateError::ExecuteMigration(..));
        if !others_may_have || self.0 == ATTEMPTS_MAX {
            return Err(StoreFault::Migration(error));
        }
        tokio::time::sleep(PAUSE).await;
        Ok(())
    }
}

const ATTEMPTS_MAX: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

const APPLIED: &str = "SELECT MAX(version) AS version FROM _sqlx_migrations";

/// Looks at the file without writing to it.
pub(crate) async fn refuse_newer_sqlite(path: &Path) -> Result<(), StoreFault> {
    if !path.exists() {
        return Ok(());
    }
    // Without a write-ahead log nobody is at it and nothing is outstanding, and the file can be read without the side
    // files that SQLite would otherwise leave.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let alone = !Path::new(&log).exists();
    let looking = SqliteConnectOptions::new().filename(path).read_only(true).immutable(alone);
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
