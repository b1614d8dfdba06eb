//! The two folders of migrations describe the same tables.

use std::collections::BTreeMap;

use platform_store::{Location, Options, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Row as _};

use crate::ground::PostgresDatabase;

/// A table: its columns in their order, its primary key, its indexes by name.
#[derive(Debug, Default, PartialEq)]
struct Table {
    columns: Vec<Column>,
    key: Vec<String>,
    indexes: BTreeMap<String, Index>,
}

#[derive(Debug, PartialEq)]
struct Column {
    name: String,
    kind: Kind,
    nullable: bool,
    default: Option<String>,
}

/// The three types that both databases share.
#[derive(Debug, PartialEq)]
enum Kind {
    Int,
    Text,
    Bytes,
}

#[derive(Debug, Default, PartialEq)]
struct Index {
    unique: bool,
    columns: Vec<String>,
}

type Schema = BTreeMap<String, Table>;

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let (sqlite, postgres) = (of_sqlite().await, of_postgres().await);
    assert!(sqlite.contains_key("work_order"));
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (name, table) in &sqlite {
        assert_eq!(table, &postgres[name], "{name}");
    }
}

/// Tables that belong to the installation, not to an organisation.
const OF_THE_INSTALLATION: [&str; 2] = ["job_lease", "platform_state"];

#[tokio::test]
async fn the_organisation_leads_every_key_and_index() {
    for (name, table) in of_sqlite().await {
        let leads = |columns: &[String]| columns.first().is_some_and(|first| first == "org");
        assert_eq!(leads(&table.key), !OF_THE_INSTALLATION.contains(&name.as_str()), "{name}");
        for (index, Index { columns, .. }) in table.indexes {
            assert!(leads(&columns), "{index}");
        }
    }
}

/// Otherwise a server that sorts by a language would page, range and chain differently from SQLite.
#[tokio::test]
async fn postgres_sorts_every_text_by_its_bytes() {
    const OTHERWISE: &str = "
        SELECT table_name || '.' || column_name AS column_name
          FROM information_schema.columns
         WHERE table_schema = 'public'
           AND table_name <> '_sqlx_migrations'
           AND data_type = 'text'
           AND collation_name IS DISTINCT FROM 'C'";
    let database = migrated().await;
    let mut connection = database.connect().await;
    let rows = sqlx::query(OTHERWISE).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    database.remove().await;
    let columns = rows.iter().map(|row| row.get("column_name")).collect::<Vec<String>>();
    assert_eq!(columns, Vec::<String>::new());
}

async fn of_sqlite() -> Schema {
    const COLUMNS: &str = r#"
        SELECT t.name AS table_name, c.name AS column_name, c.type AS data_type, c."notnull",
               c.dflt_value, c.pk
          FROM sqlite_schema t, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> '_sqlx_migrations'
         ORDER BY t.name, c.cid"#;
    const INDEXES: &str = r#"
        SELECT t.name AS table_name, i.name AS index_name, i."unique", i.partial,
               c.name AS column_name, c."desc"
          FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) c
         WHERE t.type = 'table' AND i.origin <> 'pk' AND c.key = 1
           AND t.name NOT LIKE 'sqlite%' AND t.name <> '_sqlx_migrations'
         ORDER BY t.name, i.name, c.seqno"#;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let store = Store::open(&Location::Sqlite(path.clone()), Options::default()).await.unwrap();
    store.close().await;
    let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    let columns = sqlx::query(COLUMNS).fetch_all(&mut connection).await.unwrap();
    let indexes = sqlx::query(INDEXES).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();

    let mut schema = Schema::new();
    let mut keys: BTreeMap<String, BTreeMap<i64, String>> = BTreeMap::new();
    for row in &columns {
        let (table, name): (String, String) = (row.get("table_name"), row.get("column_name"));
        if row.get::<i64, _>("pk") > 0 {
            keys.entry(table.clone()).or_default().insert(row.get("pk"), name.clone());
        }
        schema.entry(table).or_default().columns.push(Column {
            name,
            kind: kind(&row.get::<String, _>("data_type")),
            nullable: row.get::<i64, _>("notnull") == 0,
            default: row.get("dflt_value"),
        });
    }
    for (table, key) in keys {
        schema.get_mut(&table).unwrap().key = key.into_values().collect();
    }
    for row in &indexes {
        assert_eq!(row.get::<i64, _>("partial") + row.get::<i64, _>("desc"), 0);
        let table = schema.get_mut(&row.get::<String, _>("table_name")).unwrap();
        let index = table.indexes.entry(row.get("index_name")).or_default();
        index.unique = row.get::<i64, _>("unique") == 1;
        index.columns.push(row.get("column_name"));
    }
    schema
}

async fn of_postgres() -> Schema {
    const COLUMNS: &str = "
        SELECT table_name::text, column_name::text, data_type::text, is_nullable::text,
               column_default::text
          FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'
         ORDER BY table_name, ordinal_position";
    const INDEXES: &str = "
        SELECT t.relname::text AS table_name, i.relname::text AS index_name, x.indisprimary,
               x.indisunique, x.indpred IS NOT NULL AS partial, a.attname::text AS column_name
          FROM pg_index x
          JOIN pg_class t ON t.oid = x.indrelid
          JOIN pg_class i ON i.oid = x.indexrelid
         CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k (attnum, place)
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
         WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> '_sqlx_migrations'
         ORDER BY t.relname, i.relname, k.place";
    let database = migrated().await;
    let mut connection = database.connect().await;
    let columns = sqlx::query(COLUMNS).fetch_all(&mut connection).await.unwrap();
    let indexes = sqlx::query(INDEXES).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    database.remove().await;

    let mut schema = Schema::new();
    for row in &columns {
        schema.entry(row.get("table_name")).or_default().columns.push(Column {
            name: row.get("column_name"),
            kind: kind(&row.get::<String, _>("data_type")),
            nullable: row.get::<String, _>("is_nullable") == "YES",
            // It names the type of a text.
            default: row
                .get::<Option<String>, _>("column_default")
                .map(|default| default.trim_end_matches("::text").to_owned()),
        });
    }
    for row in &indexes {
        assert!(!row.get::<bool, _>("partial"));
        let table = schema.get_mut(&row.get::<String, _>("table_name")).unwrap();
        if row.get("indisprimary") {
            table.key.push(row.get("column_name"));
            continue;
        }
        let index = table.indexes.entry(row.get("index_name")).or_default();
        index.unique = row.get("indisunique");
        index.columns.push(row.get("column_name"));
    }
    schema
}

async fn migrated() -> PostgresDatabase {
    let database = PostgresDatabase::make().await;
    Store::open(&database.location(), Options::default()).await.unwrap().close().await;
    database
}

fn kind(declared: &str) -> Kind {
    match declared {
        "INTEGER" | "bigint" => Kind::Int,
        "TEXT" | "text" => Kind::Text,
        "BLOB" | "bytea" => Kind::Bytes,
        other => panic!("a type that the two databases do not share: {other}"),
    }
}
