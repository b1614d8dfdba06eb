//! Where workers' terminals stand, as their newest requests tell: what lies before has been delivered.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use vocabulary::{Instant, PersonId, TerminalId};

/// The newest cursors that nobody has looked at yet. Kept in memory only: a terminal soon asks again.
#[derive(Debug, Default)]
pub struct Cursors {
    newest: Mutex<HashMap<PersonId, Seen>>,
    /// Since when terminals could ask.
    up_since: OnceLock<Instant>,
}

/// A cursor and whose request brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub terminal: TerminalId,
    pub cursor: u64,
}

impl Cursors {
    pub fn see(&self, worker: PersonId, seen: Seen) {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner).insert(worker, seen);
    }

    /// Since when terminals could ask here: what they did not fetch from a program that was down is not their fault.
    pub fn up_since(&self, now: Instant) -> Instant {
        *self.up_since.get_or_init(|| now)
    }

    /// All of them, leaving none.
    pub fn take(&self) -> HashMap<PersonId, Seen> {
        std::mem::take(&mut *self.newest.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
