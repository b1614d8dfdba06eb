//! The very statements of completions in a bare loop: no HTTP, no engine, no validation.
//!
//! Each completion is carried out once on a copy of the data while a listener writes its statements down; the loop
//! then repeats them, arguments and all, on another copy.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use async_trait::async_trait;
use platform::http::Problem;
use platform::orders::operations::TakeOperation;
use platform_store::{Command, Listener, Tx, Value};
use sqlx::postgres::Postgres;
use sqlx::query::Query;
use sqlx::{Connection as _, Database, Executor as _, PgConnection};
use sync::Outcome;
use tokio::sync::Barrier;
use vocabulary::{Clock as _, SystemClock};

/// The statements of one completion.
pub type Trace = Vec<(&'static str, Vec<Value>)>;

/// Takes an operation and writes its statements down.
pub struct Traced(pub TakeOperation);

#[derive(Default)]
struct Tracing(Mutex<Trace>);

impl Listener for Tracing {
    fn hears(&self, statement: &'static str, arguments: &[Value]) {
        let mut trace = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        trace.push((statement, arguments.to_vec()));
    }
}

#[async_trait]
impl Command for Traced {
    type Answer = (Outcome, Trace);
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Answer, Problem> {
        let tracing = Tracing::default();
        let outcome = self.0.run(&mut tx.heard_by(&tracing)).await?;
        Ok((outcome, tracing.0.into_inner().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// Repeats traces on one connection, 64 in one transaction, each in its savepoint; gives completions per second after
/// the first `warm` ones.
///
/// # Errors
/// When the database refuses.
pub fn on_sqlite(file: &Path, traces: &[Trace], warm: usize) -> anyhow::Result<f64> {
    let connection = rusqlite::Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -64 * 1024)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    let (warm, timed) = traces.split_at(warm);
    repeat_in_groups(&connection, warm)?;
    let clock = SystemClock::new();
    repeat_in_groups(&connection, timed)?;
    Ok(timed.len() as f64 / clock.monotonic().as_secs_f64())
}

fn repeat_in_groups(connection: &rusqlite::Connection, traces: &[Trace]) -> anyhow::Result<()> {
    for group in traces.chunks(GROUP) {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for trace in group {
            connection.execute_batch("SAVEPOINT command")?;
            for (statement, arguments) in trace {
                repeat(connection, statement, arguments)?;
            }
            connection.execute_batch("RELEASE command")?;
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(())
}

fn repeat(
    connection: &rusqlite::Connection,
    statement: &str,
    arguments: &[Value],
) -> anyhow::Result<()> {
    let mut prepared = connection.prepare_cached(statement)?;
    for place in 1..=prepared.parameter_count() {
        // `$2` is a name to SQLite; its place is that of its first mention.
        let name = prepared.parameter_name(place).and_then(|name| name.strip_prefix('$'));
        let n: usize = name.context("every parameter is numbered")?.parse()?;
        match arguments.get(n - 1).context("every parameter has its argument")? {
            Value::Int(number) => prepared.raw_bind_parameter(place, number)?,
            Value::Text(text) => prepared.raw_bind_parameter(place, text)?,
            Value::Bytes(bytes) => prepared.raw_bind_parameter(place, bytes)?,
        }
    }
    let mut rows = prepared.raw_query();
    while rows.next()?.is_some() {}
    Ok(())
}

/// Repeats the traces of each client on a connection of its own, one transaction per completion; gives completions
/// per second of all together after the first `warm` ones of each.
///
/// # Errors
/// When the database refuses.
pub async fn on_postgres(url: &str, clients: Vec<Vec<Trace>>, warm: usize) -> anyhow::Result<f64> {
    let timed: usize = clients.iter().map(|traces| traces.len().saturating_sub(warm)).sum();
    let barrier = Arc::new(Barrier::new(clients.len() + 1));
    let mut loops = tokio::task::JoinSet::new();
    for traces in clients {
        let (url, barrier) = (url.to_owned(), Arc::clone(&barrier));
        loops.spawn(async move {
            let connected = warm_up(&url, &traces[..warm]).await;
            // Everybody arrives here, or the others would wait for ever.
            barrier.wait().await;
            let mut connection = connected?;
            repeat_one_by_one(&mut connection, &traces[warm..]).await?;
            Ok::<_, anyhow::Error>(connection.close().await?)
        });
    }
    barrier.wait().await;
    let clock = SystemClock::new();
    while let Some(ended) = loops.join_next().await {
        ended.context("a loop panicked")??;
    }
    Ok(timed as f64 / clock.monotonic().as_secs_f64())
}

async fn warm_up(url: &str, traces: &[Trace]) -> anyhow::Result<PgConnection> {
    let mut connection = PgConnection::connect(url).await?;
    repeat_one_by_one(&mut connection, traces).await?;
    Ok(connection)
}

async fn repeat_one_by_one(connection: &mut PgConnection, traces: &[Trace]) -> anyhow::Result<()> {
    for trace in traces {
        connection.execute("BEGIN").await?;
        for (statement, arguments) in trace {
            let query = bind(sqlx::query(*statement), arguments);
            query.fetch_all(&mut *connection).await?;
        }
        connection.execute("COMMIT").await?;
    }
    Ok(())
}

type Bound<'q> = Query<'q, Postgres, <Postgres as Database>::Arguments>;

fn bind<'q>(mut query: Bound<'q>, values: &'q [Value]) -> Bound<'q> {
    for value in values {
        query = match value {
            Value::Int(number) => query.bind(*number),
            Value::Text(text) => query.bind(text.as_deref()),
            Value::Bytes(bytes) => query.bind(bytes.as_deref()),
        };
    }
    query
}

/// As many as the platform's writer takes into one transaction.
const GROUP: usize = 64;
const STATEMENTS_MAX: usize = 512;
