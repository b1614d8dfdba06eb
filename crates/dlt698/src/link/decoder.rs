//! Finds frames in what comes over a line, among preambles, noise and the wreckage of other frames.

use crate::link::frame::{FrameView, LinkFault, LinkFrame, LinkRules, START};

/// Bytes in, frames out. It holds at most one unfinished frame and what was pushed and not yet asked for.
///
/// A frame ends where its length says, never at a 16H; a candidate that turns out to be none costs one byte, and the
/// search goes on behind its 68H. How long a pause ends a frame is for whoever has the clock: [`Decoder::finish`].
///
/// ```
/// use dlt698::{Decoder, Event};
///
/// let mut decoder = Decoder::default();
/// decoder.push(b"\xFE\xFE\xFE\xFE\x68\x17\x00\x43\x05\x07\x09\x19\x05\x16\x20\x10");
/// assert!(matches!(decoder.poll(), Some(Event::Skipped { .. })), "the preamble");
/// assert_eq!(decoder.poll(), None, "the frame is not whole yet");
/// decoder.push(b"\x94\x70\x05\x01\x01\x40\x01\x02\x00\x00\xC6\x07\x16");
/// assert!(matches!(decoder.poll(), Some(Event::Frame(_))));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Decoder {
    rules: LinkRules,
    buffer: Vec<u8>,
    /// What of the buffer was dealt with.
    done: usize,
    /// No more bytes will come for what is there.
    is_over: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Frame(LinkFrame),
    /// Bytes that belong to no frame, in one piece, and why its first one does not.
    Skipped {
        bytes: Vec<u8>,
        why: SkipReason,
    },
}

/// Why bytes belong to no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SkipReason {
    /// FEH, with which senders wake a line up.
    #[error("preamble")]
    Preamble,
    /// No frame begins here.
    #[error("noise between frames")]
    Noise,
    /// A frame seemed to begin here.
    #[error("no frame: {0}")]
    Broken(LinkFault),
}

impl Decoder {
    #[must_use]
    pub fn new(rules: LinkRules) -> Self {
        Self { rules, ..Self::default() }
    }

    /// Takes what came over the line.
    pub fn push(&mut self, bytes: &[u8]) {
        self.is_over = false;
        self.buffer.drain(..self.done);
        self.done = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The line has been silent for so long that nothing more belongs to what came: an unfinished frame is given up,
    /// and what lies in it is searched. Ask [`Decoder::poll`] for what comes of it.
    pub fn finish(&mut self) {
        self.is_over = true;
    }

    /// The next thing that was found; nothing until more bytes come.
    pub fn poll(&mut self) -> Option<Event> {
        let begin = self.done;
        let mut why = None;
        while let Some(&first) = self.buffer.get(self.done) {
            let reason = match first {
                START => match self.candidate() {
                    Candidate::Frame(..) | Candidate::Unfinished if self.done > begin => break,
                    Candidate::Frame(frame, len) => {
                        self.done += len;
                        return Some(Event::Frame(frame));
                    }
                    Candidate::Unfinished => return None,
                    Candidate::Broken(fault) => SkipReason::Broken(fault),
                },
                PREAMBLE => SkipReason::Preamble,
                _ => SkipReason::Noise,
            };
            // One event has one kind of bytes, so that a preamble is told from noise; broken frames and the noise
            // behind them are one piece.
            let why = *why.get_or_insert(reason);
            if (why == SkipReason::Preamble) != (reason == SkipReason::Preamble)
                || self.done - begin == SKIPPED_MAX
            {
                break;
            }
            self.done += 1;
        }
        let bytes = self.buffer[begin..self.done].to_vec();
        why.filter(|_| !bytes.is_empty()).map(|why| Event::Skipped { bytes, why })
    }

    /// Bytes of a frame that is not whole yet.
    #[must_use]
    pub fn unfinished(&self) -> &[u8] {
        &self.buffer[self.done..]
    }

    fn candidate(&self) -> Candidate {
        let bytes = &self.buffer[self.done..];
        match FrameView::whole(bytes, self.rules) {
            Ok(Some(view)) => Candidate::Frame(view.to_frame(), view.bytes().len()),
            Ok(None) if self.is_over => match FrameView::new_checked_by(bytes, self.rules) {
                Ok(view) => Candidate::Frame(view.to_frame(), view.bytes().len()),
                Err(fault) => Candidate::Broken(fault),
            },
            Ok(None) => Candidate::Unfinished,
            Err(fault) => Candidate::Broken(fault),
        }
    }
}

/// What a 68H turned out to be.
enum Candidate {
    /// With its length.
    Frame(LinkFrame, usize),
    Unfinished,
    Broken(LinkFault),
}

const PREAMBLE: u8 = 0xFE;
/// Longer noise is told in pieces.
const SKIPPED_MAX: usize = 1_024;
