//! The asking end of a line, in tokio's time and without a device between.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::line::Line;
use crate::serve::LineClock;

/// What a port does at a line. Whoever else holds the line looks at its meters between two bytes.
#[derive(Clone)]
pub struct AskingEnd {
    line: Arc<Mutex<Line>>,
    clock: LineClock,
}

impl AskingEnd {
    #[must_use]
    pub const fn new(line: Arc<Mutex<Line>>, clock: LineClock) -> Self {
        Self { line, clock }
    }

    /// Sends; what the meters answer arrives later.
    pub fn send(&self, bytes: &[u8]) {
        self.line().send(bytes, self.clock.now());
    }

    /// Waits for bytes, no longer than `patience`; none if none came in time.
    pub async fn hear(&self, patience: Duration) -> Vec<u8> {
        let patient_until = self.clock.now().plus(patience);
        let due = self.line().next_arrival().filter(|due| *due <= patient_until);
        tokio::time::sleep_until(self.clock.until(due.unwrap_or(patient_until))).await;
        self.line().receive(self.clock.now())
    }

    /// Forgets what has arrived.
    pub fn discard(&self) {
        self.line().receive(self.clock.now());
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
