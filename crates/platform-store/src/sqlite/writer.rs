//! The writer: a thread of its own, which takes what waits, and what comes in while it is at it, into one transaction.
//!
//! Its statements run on the thread itself. Handing each of them over to a connection's thread and its answer back cost
//! more than the statements (ADR 0007).

use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use async_trait::async_trait;
use futures::FutureExt as _;
use futures::executor::block_on;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tracing::{Instrument as _, Span};

use super::SqliteConnection;
use super::checkpointer::Checkpointer;
use crate::transaction::{Connection, Tx};
use crate::{Command, Hazard, Options, StoreFault};

/// Commands in one transaction, at most.
const GROUP_MAX: usize = 64;
/// Commands that may wait; one more is told to come back.
const QUEUE_MAX: usize = 4_096;

/// The writer's door. It ends when the last of its clones is dropped, or at the word of one of them.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Word>,
    thread: Arc<tokio::sync::Mutex<Option<JoinHandle<()>>>>,
}

/// What the writer's thread hears.
enum Word {
    Work(Box<dyn Job>),
    /// What waits already is still done; nothing more is taken.
    End,
}

impl Writer {
    /// Starts the thread on a database that is there and has its tables.
    pub(super) fn start(path: &Path, options: Options) -> Result<Self, StoreFault> {
        let connection = SqliteConnection::open(path, options.forgetful)?;
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        let checkpointer = Checkpointer::start(path, options.forgetful)?;
        let running = Running { connection, checkpointer, waiting, hazard: options.hazard };
        let runtime = Handle::current();
        let serve = move || {
            let _entered = runtime.enter();
            running.serve();
        };
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(serve);
        let thread = thread.map_err(|error| StoreFault::Database(error.into()))?;
        Ok(Self { queue, thread: Arc::new(tokio::sync::Mutex::new(Some(thread))) })
    }

    pub(super) async fn run<C: Command>(&self, command: C) -> Result<C::Answer, C::Fault> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Waiting { command, caller: Span::current(), result: None, reply });
        // A full queue pushes back on the caller, who is told to come again.
        self.queue.try_send(Word::Work(job)).map_err(|_| C::Fault::from(StoreFault::Busy))?;
        match answer.await {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(StoreFault::Busy.into()),
        }
    }

    pub(super) async fn close(&self) {
        let Some(thread) = self.thread.lock().await.take() else { return };
        // Other clones may still hold the queue open; its end is a word, not the last clone.
        let _ = self.queue.send(Word::End).await;
        let ended = tokio::task::spawn_blocking(move || thread.join()).await;
        if !matches!(ended, Ok(Ok(()))) {
            tracing::error!("the writer had panicked");
        }
    }
}

/// What the thread works with.
struct Running {
    connection: SqliteConnection,
    checkpointer: Checkpointer,
    waiting: mpsc::Receiver<Word>,
    hazard: Option<Arc<dyn Hazard>>,
}

impl Running {
    fn serve(mut self) {
        while let Some(word) = self.waiting.blocking_recv() {
            match word {
                Word::Work(job) => self.run_group(job),
                Word::End => self.waiting.close(),
            }
        }
        self.checkpointer.close();
        self.connection.close();
    }

    fn run_group(&mut self, first: Box<dyn Job>) {
        let mut group = vec![first];
        let ending = self.commit_group(&mut group);
        for job in group {
            job.answer(ending);
        }
        if ending == Ending::Committed {
            self.checkpointer.committed(&self.connection);
        }
    }

    /// Runs all jobs in one transaction, and what comes in meanwhile.
    fn commit_group(&mut self, group: &mut Vec<Box<dyn Job>>) -> Ending {
        let Err(error) = self.try_commit_group(group) else {
            let unheard = self.hazard.as_ref().is_some_and(|hazard| hazard.strikes_answer());
            return if unheard { Ending::Unheard } else { Ending::Committed };
        };
        tracing::error!(%error, "the transaction was given up");
        // Some faults have ended the transaction already; then there is nothing left to take back.
        let _ = self.connection.bound("ROLLBACK");
        match StoreFault::from(error) {
            StoreFault::DiskFull => Ending::DiskFull,
            _ => Ending::GivenUp,
        }
    }

    fn try_commit_group(&mut self, group: &mut Vec<Box<dyn Job>>) -> Result<(), rusqlite::Error> {
        self.connection.bound("BEGIN IMMEDIATE")?;
        let mut next = 0;
        while let Some(job) = group.get_mut(next) {
            self.run_one(job.as_mut())?;
            next += 1;
            if next == group.len() && next < GROUP_MAX {
                group.extend(self.come_in());
            }
        }
        self.connection.bound("COMMIT")
    }

    /// What waits now.
    fn come_in(&mut self) -> Option<Box<dyn Job>> {
        loop {
            match self.waiting.try_recv().ok()? {
                Word::Work(job) => return Some(job),
                Word::End => self.waiting.close(),
            }
        }
    }

    /// Runs one job in its savepoint. A job that fails takes only its own writes back; an error here means that the
    /// transaction itself is lost.
    fn run_one(&mut self, job: &mut dyn Job) -> Result<(), rusqlite::Error> {
        self.connection.bound("SAVEPOINT command")?;
        let mut tx = Tx {
            connection: Connection::Sqlite(&mut self.connection),
            hazard: self.hazard.as_deref(),
            listener: None,
        };
        // What a command awaits here are its statements, which are done when they are asked.
        if !block_on(job.run(&mut tx)) {
            self.connection.bound("ROLLBACK TO command")?;
        }
        self.connection.bound("RELEASE command")
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
    /// The caller's span: what the command logs on the writer's thread belongs to the caller's request.
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
