//! SQLite: one writer that takes what waits into one transaction, several readers.
//!
//! `synchronous=FULL` makes every commit wait for the disk (about 4 ms on the machines we measured), so commands that
//! wait are committed together. Each runs in its own savepoint and sees the ones before it; nobody gets an answer
//! before the COMMIT that carries all of them.

use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::FutureExt as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tracing::{Instrument as _, Span};

use crate::migrations;
use crate::store::SnapshotConnection;
use crate::transaction::{Connection, Tx};
use crate::{Command, Hazard, Options, Snapshot, StoreFault};

/// Commands in one transaction, at most.
const GROUP_MAX: usize = 64;
/// Commands that may wait; one more is told to come back.
const QUEUE_MAX: usize = 4_096;
const READERS: u32 = 4;

#[derive(Clone)]
pub(crate) struct SqliteStore {
    queue: mpsc::Sender<Box<dyn Job>>,
    readers: SqlitePool,
    writer: Arc<tokio::sync::Mutex<Option<Running>>>,
}

/// The writer's task, and the word that ends it.
struct Running {
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl SqliteStore {
    pub(crate) async fn open(path: &Path, options: Options) -> Result<Self, StoreFault> {
        // Before SQLCipher first needs it: OpenSSL must not free its tables at the end of the process, while the thread
        // of a connection may still close its file.
        openssl_sys::init();
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
        migrations::migrate_sqlite(&mut connection).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(connect.read_only(true).create_if_missing(false))
            .await?;
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        let writer = Writer { connection, hazard: options.hazard };
        let (end, ended) = oneshot::channel();
        let running = Running { end, task: tokio::spawn(writer.serve(waiting, ended)) };
        Ok(Self { queue, readers, writer: Arc::new(tokio::sync::Mutex::new(Some(running))) })
    }

    pub(crate) async fn write<C: Command>(&self, command: C) -> Result<C::Answer, C::Fault> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Waiting { command, caller: Span::current(), result: None, reply });
        // A full queue pushes back on the caller, who is told to come again.
        self.queue.try_send(job).map_err(|_| C::Fault::from(StoreFault::Busy))?;
        match answer.await {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(StoreFault::Busy.into()),
        }
    }

    pub(crate) async fn read(&self) -> Result<Snapshot, StoreFault> {
        let connection = self.readers.begin().await?;
        Ok(Snapshot::new(SnapshotConnection::Sqlite(connection)))
    }

    pub(crate) async fn copy_to(&self, target: &Path) -> Result<(), StoreFault> {
        let mut connection = self.readers.acquire().await?;
        let target = target.to_string_lossy().into_owned();
        sqlx::query("VACUUM INTO $1").bind(target).execute(&mut *connection).await?;
        Ok(())
    }

    pub(crate) async fn close(&self) {
        let Some(writer) = self.writer.lock().await.take() else { return };
        // Other clones of this store may still hold the queue open; its end is a word, not the last clone.
        let _ = writer.end.send(());
        if let Err(error) = writer.task.await {
            tracing::error!(%error, "the writer had panicked");
        }
        self.readers.close().await;
    }
}

struct Writer {
    connection: SqliteConnection,
    hazard: Option<Arc<dyn Hazard>>,
}

impl Writer {
    async fn serve(
        mut self,
        mut waiting: mpsc::Receiver<Box<dyn Job>>,
        mut ended: oneshot::Receiver<()>,
    ) {
        loop {
            let first = tokio::select! {
                biased;
                // What waits already is still done; nothing more is taken.
                _ = &mut ended, if !waiting.is_closed() => {
                    waiting.close();
                    continue;
                }
                first = waiting.recv() => first,
            };
            let Some(first) = first else { break };
            let mut group = vec![first];
            while group.len() < GROUP_MAX {
                match waiting.try_recv() {
                    Ok(job) => group.push(job),
                    Err(_) => break,
                }
            }
            let mut ending = self.commit_group(&mut group).await;
            let unheard = self.hazard.as_ref().is_some_and(|hazard| hazard.strikes_answer());
            if ending == Ending::Committed && unheard {
                ending = Ending::Unheard;
            }
            for job in group {
                job.answer(ending);
            }
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the writer's connection did not close cleanly");
        }
    }

    /// Runs all jobs in one transaction.
    async fn commit_group(&mut self, group: &mut [Box<dyn Job>]) -> Ending {
        let Err(error) = self.try_commit_group(group).await else { return Ending::Committed };
        tracing::error!(%error, "the transaction was given up");
        // Some faults have ended the transaction already; then there is nothing left to take back.
        let _ = self.connection.execute("ROLLBACK").await;
        match StoreFault::from(error) {
            StoreFault::DiskFull => Ending::DiskFull,
            _ => Ending::GivenUp,
        }
    }

    async fn try_commit_group(&mut self, group: &mut [Box<dyn Job>]) -> Result<(), sqlx::Error> {
        self.connection.execute("BEGIN IMMEDIATE").await?;
        for job in group {
            self.run_one(job.as_mut()).await?;
        }
        self.connection.execute("COMMIT").await?;
        Ok(())
    }

    /// Runs one job in its savepoint. A job that fails takes only its own writes back; an error here means that the
    /// transaction itself is lost.
    async fn run_one(&mut self, job: &mut dyn Job) -> Result<(), sqlx::Error> {
        self.connection.execute("SAVEPOINT command").await?;
        let mut tx = Tx {
            connection: Connection::Sqlite(&mut self.connection),
            hazard: self.hazard.as_deref(),
            listener: None,
        };
        if !job.run(&mut tx).await {
            self.connection.execute("ROLLBACK TO command").await?;
        }
        self.connection.execute("RELEASE command").await?;
        Ok(())
    }
}

/// How a group's transaction ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Committed,
    /// The data are there, but nobody hears of it: the simulation pulled the plug.
    Unheard,
    /// None of the jobs left a trace.
    GivenUp,
    /// As given up, and no other try would help.
    DiskFull,
}

/// A command in the queue, whatever its types.
#[async_trait]
trait Job: Send {
    /// Runs the command; `false` asks for its writes to be taken back.
    async fn run(&mut self, tx: &mut Tx<'_>) -> bool;

    /// Tells the caller, now that the transaction has ended.
    fn answer(self: Box<Self>, ending: Ending);
}

struct Waiting<C: Command> {
    command: C,
    /// The caller's span: what the command logs on the writer's task belongs to the caller's request.
    caller: Span,
    result: Option<Caught<C>>,
    reply: oneshot::Sender<Caught<C>>,
}

/// What a command answered, or what it panicked with.
type Caught<C> = std::thread::Result<Result<<C as Command>::Answer, <C as Command>::Fault>>;

#[async_trait]
impl<C: Command> Job for Waiting<C> {
    async fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        // A panic takes its own caller down, not the writer that all others wait for.
        let running = AssertUnwindSafe(self.command.run(tx)).catch_unwind();
        let result = running.instrument(self.caller.clone()).await;
        let keep = matches!(result, Ok(Ok(_)));
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, ending: Ending) {
        let result = match (self.result, ending) {
            (Some(Err(panic)), _) => Err(panic),
            (Some(result), Ending::Committed) => result,
            // Even what a command found wrong may rest on one before it that has left no trace.
            (_, Ending::Unheard) => Ok(Err(StoreFault::Killed.into())),
            (_, Ending::DiskFull) => Ok(Err(StoreFault::DiskFull.into())),
            (_, Ending::Committed | Ending::GivenUp) => Ok(Err(StoreFault::Busy.into())),
        };
        // The caller may have gone; the command stands all the same.
        let _ = self.reply.send(result);
    }
}
