//! Records every frame, and shows the worker where the work is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use meter_link::{LineEvent, Observer, Way};
use sync::{FrameRecord, FrameWay, LineQuality};
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

/// The line of a work so far.
#[derive(Clone)]
pub(crate) struct Recorder {
    line: Arc<Mutex<OnLine>>,
    watcher: Arc<dyn Watcher>,
}

#[derive(Default)]
struct OnLine {
    frames: Vec<FrameRecord>,
    quality: LineQuality,
}

impl Recorder {
    pub(crate) fn new(watcher: Arc<dyn Watcher>) -> Self {
        Self { line: Arc::default(), watcher }
    }

    pub(crate) fn doing(&self, doing: Doing) {
        self.watcher.see(Progress::Doing(doing));
    }

    /// How many frames were sent.
    pub(crate) fn sent(&self) -> usize {
        self.line().frames.iter().filter(|frame| frame.way == FrameWay::Sent).count()
    }

    pub(crate) fn frames(&self) -> Vec<FrameRecord> {
        self.line().frames.clone()
    }

    pub(crate) fn quality(&self) -> LineQuality {
        self.line().quality
    }

    fn line(&self) -> MutexGuard<'_, OnLine> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
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
                self.line().frames.push(record);
                self.watcher.see(Progress::Frame { way, len: bytes.len() });
            }
            LineEvent::Again { tries } => {
                self.line().quality.sent_again += 1;
                self.watcher.see(Progress::Again { tries });
            }
            LineEvent::Progress { done, of } => self.watcher.see(Progress::Part { done, of }),
            LineEvent::Skipped { is_damage, .. } => {
                self.line().quality.damaged += u32::from(is_damage);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nobody;

    impl Watcher for Nobody {
        fn see(&self, _: Progress) {}
    }

    #[test]
    fn what_was_sent_again_and_what_came_damaged_is_counted() {
        let mut recorder = Recorder::new(Arc::new(Nobody));
        let now = Instant::from_micros(1);
        let heard = |why, is_damage| LineEvent::Skipped { bytes: &[0xFE], why, is_damage };
        for event in [
            LineEvent::Frame { way: Way::Sent, bytes: &[0x68] },
            heard("echo", false),
            heard("noise", true),
            LineEvent::Again { tries: 2 },
            LineEvent::Frame { way: Way::Sent, bytes: &[0x68] },
            heard("wake-up", false),
            heard("checksum", true),
            LineEvent::Again { tries: 3 },
            LineEvent::Frame { way: Way::Heard, bytes: &[0x68] },
        ] {
            recorder.see(now, event);
        }
        assert_eq!(recorder.quality(), LineQuality { sent_again: 2, damaged: 2 });
        assert_eq!((recorder.sent(), recorder.frames().len()), (2, 3));
    }
}
