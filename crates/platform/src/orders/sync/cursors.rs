//! Where workers' terminals stand, as their newest requests tell: what lies before has been delivered.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use vocabulary::{PersonId, TerminalId};

/// The newest cursors that nobody has looked at yet. Kept in memory only: a terminal soon asks again.
#[derive(Debug, Default)]
pub struct Cursors(Mutex<HashMap<PersonId, Seen>>);

/// A cursor and whose request brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub terminal: TerminalId,
    pub cursor: u64,
}

impl Cursors {
    pub fn see(&self, worker: PersonId, seen: Seen) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(worker, seen);
    }

    /// All of them, leaving none.
    pub fn take(&self) -> HashMap<PersonId, Seen> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
