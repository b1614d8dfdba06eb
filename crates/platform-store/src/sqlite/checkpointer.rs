//! The checkpointer: carries what is committed from the write-ahead log into the database, beside the writer.
//!
//! The copying and its two fsyncs would else fall to whichever COMMIT fills the log. A log can be begun afresh only when
//! all of it has been carried over and nobody reads from it, which a writer that never pauses would put off for ever;
//! beyond [`LOG_FRAMES_MAX`] it carries the rest over itself.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::SqliteConnection;
use crate::StoreFault;

/// Frames of the log (pages, mostly of 4 KiB) after which the checkpointer is woken.
const FRAMES_BETWEEN: u32 = 1_000;
/// Frames at which the writer waits for a checkpoint.
const LOG_FRAMES_MAX: u32 = 16_384;

pub(super) struct Checkpointer {
    wake: SyncSender<()>,
    thread: JoinHandle<()>,
    /// The length of the log when it was woken last.
    woken_at: u32,
}

impl Checkpointer {
    pub(super) fn start(path: &Path, forgetful: bool) -> Result<Self, StoreFault> {
        let connection = SqliteConnection::open(path, forgetful)?;
        let (wake, woken) = sync_channel(1);
        let thread = std::thread::Builder::new().name("checkpointer".to_owned());
        let thread = thread.spawn(move || serve(connection, &woken));
        let thread = thread.map_err(|error| StoreFault::Database(error.into()))?;
        Ok(Self { wake, thread, woken_at: 0 })
    }

    /// The writer has committed.
    pub(super) fn committed(&mut self, writer: &SqliteConnection) {
        let frames = SqliteConnection::log_frames();
        if frames >= LOG_FRAMES_MAX {
            checkpoint(writer);
        }
        if frames < self.woken_at {
            self.woken_at = 0;
        }
        if frames >= self.woken_at + FRAMES_BETWEEN {
            self.woken_at = frames;
            // When it is at it already, it is woken once more afterwards.
            let _ = self.wake.try_send(());
        }
    }

    pub(super) fn close(self) {
        drop(self.wake);
        if self.thread.join().is_err() {
            tracing::error!("the checkpointer had panicked");
        }
    }
}

fn serve(connection: SqliteConnection, woken: &Receiver<()>) {
    while woken.recv().is_ok() {
        checkpoint(&connection);
    }
    connection.close();
}

/// Carries over what no reader holds back. What fails is tried again after the next commits.
fn checkpoint(connection: &SqliteConnection) {
    if let Err(error) = connection.checkpoint() {
        tracing::warn!(%error, "the write-ahead log was not carried over");
    }
}
