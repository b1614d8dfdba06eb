//! Databases that this program must not touch, and those that it must open.

use std::collections::BTreeMap;
use std::path::Path;

use platform_store::{Location, Options, Store, StoreFault, attachments, housekeeping};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, Row as _, SqlSafeStr as _,
};
use vocabulary::{AttachmentId, Digest};

use crate::ground::{PostgresDatabase, read, write};
use crate::samples::{ORG, in_hand, order_id};

const OF_A_LATER_RELEASE: &str = "
    INSERT INTO _sqlx_migrations
           (version, description, installed_on, success, checksum, execution_time)
    VALUES (99990101000000, 'later', CURRENT_TIMESTAMP, TRUE, '\\x00', 0)";

const OF_ANOTHER_RELEASE: &str = "UPDATE _sqlx_migrations SET checksum = '\\x01'";

#[tokio::test]
async fn sqlite_of_a_later_release_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    open_and_close(&Location::Sqlite(path.clone())).await;
    change_sqlite(&path, OF_A_LATER_RELEASE).await;
    let before = digests(folder.path());

    let refused = Store::open(&Location::Sqlite(path), Options::default()).await;
    assert_refused(refused.err());
    assert_eq!(digests(folder.path()), before);
}

/// A program of a later release was killed: its version stands only in the write-ahead log.
#[tokio::test]
async fn sqlite_with_an_unfinished_log_of_a_later_release_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    open_and_close(&Location::Sqlite(path.clone())).await;
    let mut later = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    later.execute(OF_A_LATER_RELEASE).await.unwrap();
    let killed = tempfile::tempdir().unwrap();
    for name in ["platform.db", "platform.db-wal"] {
        std::fs::copy(folder.path().join(name), killed.path().join(name)).unwrap();
    }
    later.close().await.unwrap();
    let before = digests(killed.path());

    let path = killed.path().join("platform.db");
    let refused = Store::open(&Location::Sqlite(path), Options::default()).await;
    assert_refused(refused.err());
    let after = digests(killed.path());
    for (name, digest) in before {
        assert_eq!(after.get(&name), Some(&digest), "{name}");
    }
}

#[tokio::test]
async fn postgres_of_a_later_release_is_refused_untouched() {
    let database = PostgresDatabase::make().await;
    open_and_close(&database.location()).await;
    change_postgres(&database, OF_A_LATER_RELEASE).await;
    // Tables that this program would make anew, if it wrote before it looked.
    change_postgres(&database, "DROP TABLE job_lease").await;
    let before = contents(&database).await;

    let refused = Store::open(&database.location(), Options::default()).await;
    let after = contents(&database).await;
    database.remove().await;
    assert_refused(refused.err());
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_migration_that_was_edited_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    open_and_close(&Location::Sqlite(path.clone())).await;
    change_sqlite(&path, OF_ANOTHER_RELEASE).await;
    let refused = Store::open(&Location::Sqlite(path), Options::default()).await.err();
    assert!(matches!(refused, Some(StoreFault::Migration(_))), "{refused:?}");
}

#[tokio::test]
async fn an_empty_file_becomes_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    std::fs::write(&path, b"").unwrap();
    open_and_close(&Location::Sqlite(path)).await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    std::fs::write(&path, "not a database, but somebody's letters".repeat(100)).unwrap();
    let before = digests(folder.path());
    let refused = Store::open(&Location::Sqlite(path), Options::default()).await.err();
    assert!(refused.is_some());
    assert_eq!(digests(folder.path()), before);
}

#[tokio::test]
async fn sqlite_opens_again_with_what_it_held() {
    let folder = tempfile::tempdir().unwrap();
    opens_again(&Location::Sqlite(folder.path().join("platform.db"))).await;
}

#[tokio::test]
async fn postgres_opens_again_with_what_it_held() {
    let database = PostgresDatabase::make().await;
    opens_again(&database.location()).await;
    database.remove().await;
}

#[tokio::test]
async fn sqlite_of_the_first_release_opens_with_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let made = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut first = made.connect().await.unwrap();
    let schema = include_str!("../../migrations/sqlite/20261122000001_first_order.sql");
    first_release(schema).run_direct(None, &mut first, false).await.unwrap();
    first.execute(AssertSqlSafe(file_of_the_first_release("X'{}'"))).await.unwrap();
    first.close().await.unwrap();
    holds_the_file(&Location::Sqlite(path)).await;
}

#[tokio::test]
async fn postgres_of_the_first_release_opens_with_what_it_holds() {
    let database = PostgresDatabase::make().await;
    let mut first = database.connect().await;
    let schema = include_str!("../../migrations/postgres/20261122000001_first_order.sql");
    first_release(schema).run_direct(None, &mut first, false).await.unwrap();
    first.execute(AssertSqlSafe(file_of_the_first_release("'\\x{}'"))).await.unwrap();
    first.close().await.unwrap();
    holds_the_file(&database.location()).await;
    database.remove().await;
}

fn first_release(schema: &'static str) -> Migrator {
    let first = Migration::new(
        20_261_122_000_001,
        "first_order".into(),
        MigrationType::Simple,
        schema.into_sql_str(),
        false,
    );
    let mut migrator = Migrator::with_migrations(vec![first]);
    migrator.set_locking(false);
    migrator
}

/// A file as the first release wrote it; `bytes` is how the database spells bytes.
fn file_of_the_first_release(bytes: &str) -> String {
    let spelt = |id: uuid::Uuid| bytes.replace("{}", &id.simple().to_string());
    let digest = bytes.replace("{}", &Digest::of(b"photo").to_string());
    let (org, file) = (spelt(ORG.uuid()), spelt(uuid::Uuid::from_u128(0x8001)));
    let (order, stage) = (spelt(order_id(1).uuid()), spelt(in_hand(order_id(1)).uuid()));
    format!(
        "INSERT INTO attachment
                (org, attachment, work_order, stage, sha256, size, mime, received, state, created_at)
         VALUES ({org}, {file}, {order}, {stage}, {digest}, 9, 'image/jpeg', 4, 'partial', 1)"
    )
}

async fn holds_the_file(location: &Location) {
    let store = Store::open(location, Options::default()).await.unwrap();
    let attachment = AttachmentId::from_uuid(uuid::Uuid::from_u128(0x8001));
    let found =
        read(&store, attachment, |id, tx| Box::pin(attachments::find(tx, ORG, *id))).await.unwrap();
    assert_eq!((found.received, found.size, found.terminal), (4, 9, None));
    store.close().await;
}

/// Many programs share a server, and a new release starts them all; an SQLite file belongs to one program.
#[tokio::test(flavor = "multi_thread")]
async fn eight_programs_open_one_postgres_at_once() {
    let database = PostgresDatabase::make().await;
    let programs: Vec<_> = (0..8)
        .map(|_| {
            let location = database.location();
            tokio::spawn(async move { Store::open(&location, Options::default()).await })
        })
        .collect();
    let mut stores = Vec::new();
    for program in programs {
        stores.push(program.await.unwrap().unwrap());
    }
    for store in &stores {
        let number =
            write(store, (), |(), tx| Box::pin(housekeeping::allocate(tx, ORG, "program")));
        number.await.unwrap();
    }
    let next = write(&stores[0], (), |(), tx| Box::pin(housekeeping::allocate(tx, ORG, "program")));
    assert_eq!(next.await.unwrap(), 9);
    for store in stores {
        store.close().await;
    }
    database.remove().await;
}

async fn opens_again(location: &Location) {
    let store = Store::open(location, Options::default()).await.unwrap();
    write(&store, (), |(), tx| Box::pin(housekeeping::set_state(tx, "name", "value")))
        .await
        .unwrap();
    store.close().await;
    let store = Store::open(location, Options::default()).await.unwrap();
    let value = read(&store, (), |(), tx| Box::pin(housekeeping::state(tx, "name"))).await;
    assert_eq!(value.as_deref(), Some("value"));
    store.close().await;
}

async fn open_and_close(location: &Location) {
    Store::open(location, Options::default()).await.unwrap().close().await;
}

fn assert_refused(fault: Option<StoreFault>) {
    match fault {
        Some(StoreFault::NewerDatabase { found, known }) => {
            assert_eq!(found, 99_990_101_000_000);
            assert!(known < found);
        }
        other => panic!("opened, or another fault: {other:?}"),
    }
}

async fn change_sqlite(path: &Path, statement: &'static str) {
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    connection.execute(statement).await.unwrap();
    connection.close().await.unwrap();
}

async fn change_postgres(database: &PostgresDatabase, statement: &'static str) {
    let mut connection = database.connect().await;
    connection.execute(statement).await.unwrap();
    connection.close().await.unwrap();
}

/// The digest of every file in a folder.
fn digests(folder: &Path) -> BTreeMap<String, Digest> {
    let files = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    files
        .map(|file| {
            let name = file.file_name().into_string().unwrap();
            (name, Digest::of(&std::fs::read(file.path()).unwrap()))
        })
        .collect()
}

/// Every table with the file it lies in, and the migrations with the transactions that wrote them.
async fn contents(database: &PostgresDatabase) -> Vec<String> {
    const CONTENTS: &str = "
        SELECT relname || ' ' || relfilenode AS line
          FROM pg_class
         WHERE relnamespace = 'public'::regnamespace
         UNION ALL
        SELECT version || ' ' || xmin::text || ' ' || ctid::text FROM _sqlx_migrations
         ORDER BY 1";
    let mut connection = database.connect().await;
    let rows = sqlx::query(CONTENTS).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    rows.iter().map(|row| row.get("line")).collect()
}
