//! Records every frame, and shows the worker where the work is.

use std::sync::{Arc, Mutex, PoisonError};

use meter_link::{LineEvent, Observer, Way};
use sync::{FrameRecord, FrameWay};
use vocabulary::Instant;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Who is there, in which protocol?
    Finding,
    /// How does it stand?
    Looking,
    /// The infrared port's own authentication.
    Opening,
    /// Identity authentication, or a session.
    Proving,
    Reading,
    /// From here on the meter may be changed.
    Commanding,
    /// How does it stand now?
    ReadingBack,
}

/// Where a work is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    Doing(Doing),
    /// A frame went over the line.
    Frame {
        way: FrameWay,
        len: usize,
    },
    /// Nothing came in time; the request is sent for the given time.
    Again {
        tries: u32,
    },
    /// Exchange `done` of `of` begins.
    Part {
        done: usize,
        of: usize,
    },
}

/// Sees where a work is; must not wait.
pub trait Watcher: Send + Sync {
    fn see(&self, progress: Progress);
}

/// The frames of a work so far.
#[derive(Clone)]
pub(crate) struct Recorder {
    frames: Arc<Mutex<Vec<FrameRecord>>>,
    watcher: Arc<dyn Watcher>,
}

impl Recorder {
    pub(crate) fn new(watcher: Arc<dyn Watcher>) -> Self {
        Self { frames: Arc::default(), watcher }
    }

    pub(crate) fn doing(&self, doing: Doing) {
        self.watcher.see(Progress::Doing(doing));
    }

    /// How many frames were sent.
    pub(crate) fn sent(&self) -> usize {
        let frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        frames.iter().filter(|frame| frame.way == FrameWay::Sent).count()
    }

    pub(crate) fn frames(&self) -> Vec<FrameRecord> {
        self.frames.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Observer for Recorder {
    fn see(&mut self, at: Instant, event: LineEvent<'_>) {
        match event {
            LineEvent::Frame { way, bytes } => {
                let way = match way {
                    Way::Sent => FrameWay::Sent,
                    Way::Heard => FrameWay::Heard,
                };
                let record = FrameRecord { at, way, hex: hex::encode(bytes) };
                self.frames.lock().unwrap_or_else(PoisonError::into_inner).push(record);
                self.watcher.see(Progress::Frame { way, len: bytes.len() });
            }
            LineEvent::Again { tries } => self.watcher.see(Progress::Again { tries }),
            LineEvent::Progress { done, of } => self.watcher.see(Progress::Part { done, of }),
            LineEvent::Skipped { .. } => {}
        }
    }
}
