//! Who sees what happens on a line: the audit record, the progress that a worker sees, a log.

use vocabulary::Instant;

/// What happened on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEvent<'a> {
    /// A frame, with its wake-up bytes as they were sent.
    Frame { way: Way, bytes: &'a [u8] },
    /// Bytes that were no frame for this end, and why; damaged where they are neither wake-up bytes nor an echo.
    Skipped { bytes: &'a [u8], why: &'a str, is_damage: bool },
    /// Nothing came in time; the request is sent for the given time.
    Again { tries: u32 },
    /// Exchange `done` of `of` that are planned begins.
    Progress { done: usize, of: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Sent,
    Heard,
}

/// Sees every frame, in the order of the line.
pub trait Observer: Send {
    fn see(&mut self, at: Instant, event: LineEvent<'_>);
}

/// Sees nothing.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Observer for Silent {
    fn see(&mut self, _at: Instant, _event: LineEvent<'_>) {}
}
