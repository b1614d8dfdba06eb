//! SQLite: one writer that takes what waits into one transaction, several readers.
//!
//! `synchronous=FULL` makes every commit wait for the disk (about 4 ms on the machines we measured), so commands that
//! wait are committed together. Each runs in its own savepoint and sees the ones before it; nobody gets an answer
//! before the COMMIT that carries all of them.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::migrations;
use crate::store::SnapshotConnection;
use crate::transaction::{Connection, Tx};
use crate::{Command, CommandFault, Hazard, Options, Snapshot, StoreFault};

/// Commands in one transaction, at most.
const GROUP_MAX: usize = 64;
/// Commands that may wait; one more is told to come back.
const QUEUE_MAX: usize = 4_096;
const READERS: u32 = 4;

#[derive(Clone)]
pub(crate) struct SqliteStore {
    queue: mpsc::Sender<Box<dyn Job>>,
    readers: SqlitePool,
    writer: Arc<tokio::sync::Mutex<Option<tokio::task::JoinHandle<()>>>>,
}

impl SqliteStore {
    pub(crate) async fn open(path: &Path, options: Options) -> Result<Self, StoreFault> {
        migrations::refuse_newer_sqlite(path).await?;
        let synchronous =
            if options.forgetful { SqliteSynchronous::Off } else { SqliteSynchronous::Full };
        let connect = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(true)
            .statement_cache_capacity(512)
            .busy_timeout(Duration::from_secs(10))
            .disable_statement_logging();
        let mut connection = connect.connect().await?;
        migrations::sqlite().run(&mut connection).await.map_err(StoreFault::Migration)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(connect.read_only(true).create_if_missing(false))
            .await?;
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        let writer = Writer { connection, hazard: options.hazard };
        let writer = tokio::spawn(writer.serve(waiting));
        Ok(Self { queue, readers, writer: Arc::new(tokio::sync::Mutex::new(Some(writer))) })
    }

    pub(crate) async fn write<C: Command>(&self, command: C) -> Result<C::Answer, C::Fault> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Waiting { command, result: None, reply });
        // A full queue pushes back on the caller, who is told to come again.
        self.queue.try_send(job).map_err(|_| C::Fault::from(StoreFault::Busy))?;
        answer.await.unwrap_or_else(|_| Err(StoreFault::Busy.into()))
    }

    pub(crate) async fn read(&self) -> Result<Snapshot, StoreFault> {
        let mut connection = self.readers.acquire().await?;
        connection.execute("BEGIN").await?;
        Ok(Snapshot::new(SnapshotConnection::Sqlite(connection)))
    }

    pub(crate) async fn copy_to(&self, target: &Path) -> Result<(), StoreFault> {
        let mut connection = self.readers.acquire().await?;
        let target = target.to_string_lossy().into_owned();
        sqlx::query("VACUUM INTO $1").bind(target).execute(&mut *connection).await?;
        Ok(())
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        let Some(writer) = self.writer.lock().await.take() else { return };
        // The writer ends with its queue, which other clones of this store may still hold open.
        writer.abort();
        if writer.await.is_err_and(|error| error.is_panic()) {
            tracing::error!("the writer had panicked");
        }
    }
}

struct Writer {
    connection: SqliteConnection,
    hazard: Option<Arc<dyn Hazard>>,
}

impl Writer {
    async fn serve(mut self, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
        while let Some(first) = waiting.recv().await {
            let mut group = vec![first];
            while group.len() < GROUP_MAX {
                match waiting.try_recv() {
                    Ok(job) => group.push(job),
                    Err(_) => break,
                }
            }
            let committed = self.commit_group(&mut group).await;
            let unheard = self.hazard.as_ref().is_some_and(|hazard| hazard.strikes_answer());
            for job in group {
                job.answer(committed && !unheard);
            }
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the writer's connection did not close cleanly");
        }
    }

    /// Runs all jobs in one transaction; `false` means that none of them left a trace.
    async fn commit_group(&mut self, group: &mut [Box<dyn Job>]) -> bool {
        if let Err(error) = self.connection.execute("BEGIN IMMEDIATE").await {
            tracing::error!(%error, "no transaction could be begun");
            return false;
        }
        for job in group.iter_mut() {
            if let Err(error) = self.run_one(job.as_mut()).await {
                tracing::error!(%error, "the transaction was given up");
                let _ = self.connection.execute("ROLLBACK").await;
                return false;
            }
        }
        if let Err(error) = self.connection.execute("COMMIT").await {
            tracing::error!(%error, "COMMIT failed");
            let _ = self.connection.execute("ROLLBACK").await;
            return false;
        }
        true
    }

    /// Runs one job in its savepoint. A job that fails takes only its own writes back; an error here means that the
    /// transaction itself is lost.
    async fn run_one(&mut self, job: &mut dyn Job) -> Result<(), sqlx::Error> {
        self.connection.execute("SAVEPOINT command").await?;
        let mut tx = Tx {
            connection: Connection::Sqlite(&mut self.connection),
            hazard: self.hazard.as_deref(),
        };
        if !job.run(&mut tx).await {
            self.connection.execute("ROLLBACK TO command").await?;
        }
        self.connection.execute("RELEASE command").await?;
        Ok(())
    }
}

/// A command in the queue, whatever its types.
#[async_trait]
trait Job: Send {
    /// Runs the command; `false` asks for its writes to be taken back.
    async fn run(&mut self, tx: &mut Tx<'_>) -> bool;

    /// Tells the caller, now that the transaction has ended.
    fn answer(self: Box<Self>, committed: bool);
}

struct Waiting<C: Command> {
    command: C,
    result: Option<Result<C::Answer, C::Fault>>,
    reply: oneshot::Sender<Result<C::Answer, C::Fault>>,
}

#[async_trait]
impl<C: Command> Job for Waiting<C> {
    async fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let result = self.command.run(tx).await;
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, committed: bool) {
        let result = match self.result {
            // What the command found wrong holds even if the others' transaction failed.
            Some(Err(fault)) if fault.store_fault().is_none() => Err(fault),
            Some(result) if committed => result,
            Some(Err(fault)) => Err(fault),
            _ => Err(StoreFault::Busy.into()),
        };
        // The caller may have gone; the command stands all the same.
        let _ = self.reply.send(result);
    }
}
