//! One stand-in of the program, and the order in which requests reach it.

use std::sync::{Arc, Mutex, PoisonError};

use neighbour_sims::LedgerFile;
use neighbour_sims::acquisition::AcquisitionSystem;
use neighbour_sims::marketing::MarketingSystem;
use tokio::sync::Notify;
use vocabulary::{Clock, Instant, SystemClock};

/// The marketing system of this program.
pub type Marketing = MarketingSystem<LedgerFile>;
/// The acquisition system of this program.
pub type Acquisition = AcquisitionSystem<LedgerFile>;

/// A stand-in whose ledger may break.
pub trait Kept: Send + 'static {
    fn is_broken(&self) -> bool;
}

impl Kept for Marketing {
    fn is_broken(&self) -> bool {
        self.ledger().is_broken()
    }
}

impl Kept for Acquisition {
    fn is_broken(&self) -> bool {
        self.ledger().is_broken()
    }
}

#[derive(Debug)]
pub struct Desk<S> {
    system: Mutex<S>,
    clock: SystemClock,
    commanded: Notify,
    broken: Notify,
}

impl<S: Kept> Desk<S> {
    pub fn new(system: S, clock: SystemClock) -> Self {
        let (commanded, broken) = (Notify::new(), Notify::new());
        Self { system: Mutex::new(system), clock, commanded, broken }
    }

    /// Runs `work` with the system to itself, off the async threads, because it waits for the disk.
    pub async fn ask<T, W>(self: &Arc<Self>, work: W) -> T
    where
        T: Send + 'static,
        W: FnOnce(Instant, &mut S) -> T + Send + 'static,
    {
        let desk = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            // After a panic the book is still what the ledger says: it only changes once an entry is written.
            let mut system = desk.system.lock().unwrap_or_else(PoisonError::into_inner);
            let answer = work(desk.clock.now(), &mut system);
            if system.is_broken() {
                desk.broken.notify_one();
            }
            answer
        });
        match done.await {
            Ok(answer) => answer,
            Err(failed) => std::panic::resume_unwind(failed.into_panic()),
        }
    }

    /// As [`Self::ask`], for what may put a message into the outbox: wakes the sender.
    pub async fn command<T, W>(self: &Arc<Self>, work: W) -> T
    where
        T: Send + 'static,
        W: FnOnce(Instant, &mut S) -> T + Send + 'static,
    {
        let answer = self.ask(work).await;
        self.commanded.notify_one();
        answer
    }

    /// Until a command was given.
    pub async fn commanded(&self) {
        self.commanded.notified().await;
    }

    /// Until the ledger broke.
    pub async fn broken(&self) {
        self.broken.notified().await;
    }

    pub fn now(&self) -> Instant {
        self.clock.now()
    }
}
