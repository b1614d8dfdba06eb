//! Finds frames in what a line brings: wake-up bytes, noise, echoes, broken and cut-off frames between them.

use crate::frame::{FRAME_LEN_MAX, START};
use crate::{FrameFault, FrameView};

/// Takes bytes as they come and tells what they are, each byte once and in order.
///
/// A candidate begins with 68H and has another 68H seven bytes later. If its end or checksum is wrong, the search goes
/// on at the byte behind its first 68H, so that a broken frame hides none that follows (dlt645-2007.md, section 1).
/// Within a frame FEH, 68H and 16H are bytes like others. No more than two frames' worth of bytes is held.
///
/// A broken length can make a candidate wait for bytes that never come. The owner of the port calls
/// [`Decoder::finish`] when the line has been silent for Tb (500 ms): frames that lie within such a candidate come out
/// then.
///
/// ```
/// use dlt645::{Decoder, End, Event};
///
/// let mut decoder = Decoder::new(End::Master);
/// let mut frames = Vec::new();
/// let request = [0x68, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0x68, 0x13, 0, 0xDF, 0x16];
/// let reply = [
///     0xFE, 0x68, 0x02, 0, 0, 0, 0, 0, 0x68, 0x93, 6, 0x35, 0x33, 0x33, 0x33, 0x33, 0x33, 0x9F, 0x16,
/// ];
/// // The infrared head hears its own frame.
/// for bytes in [&request[..], &reply[..7], &reply[7..]] {
///     decoder.push(bytes, |event| {
///         if let Event::Frame(view) = event {
///             frames.push(view.to_frame());
///         }
///     });
/// }
/// assert_eq!(frames.len(), 1);
/// assert_eq!(frames[0].address().to_string(), "000000000002");
/// ```
#[derive(Debug)]
pub struct Decoder {
    end: End,
    held: Vec<u8>,
}

/// Which end of the line listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// Frames with bit 7 of the control code clear are its own echo, or another master's.
    Master,
    /// Frames with bit 7 of the control code set are replies of other meters on the line.
    Meter,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    Frame(FrameView<'a>),
    Skipped { bytes: &'a [u8], why: Skip },
}

/// Why bytes are no frame for this end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// FEH before a frame.
    WakeUp,
    /// Bytes that no frame begins with.
    Noise,
    /// The first 68H of what looked like a frame and is none; what follows it is looked at by itself.
    Broken(FrameFault),
    /// A whole frame that goes the other way: at a master the echo of its own.
    OtherDirection,
    /// The line fell silent within a frame.
    Unfinished { missing: usize },
}

impl Decoder {
    #[must_use]
    pub fn new(end: End) -> Self {
        Self { end, held: Vec::with_capacity(2 * FRAME_LEN_MAX) }
    }

    /// Takes what the line brought and hands on what is known by now.
    pub fn push(&mut self, bytes: &[u8], mut on: impl FnMut(Event<'_>)) {
        for part in bytes.chunks(FRAME_LEN_MAX) {
            self.held.extend_from_slice(part);
            let known = scan(self.end, &self.held, &mut on);
            self.held.drain(..known);
        }
    }

    /// The line is silent, nothing will complete what is held: hands on the frames within it and names the rest.
    pub fn finish(&mut self, mut on: impl FnMut(Event<'_>)) {
        let mut at = 0;
        while at < self.held.len() {
            let rest = &self.held[at..];
            at += scan(self.end, rest, &mut on);
            let rest = &self.held[at..];
            let Err(FrameFault::Short { missing, .. }) = FrameView::at_start(rest) else { break };
            if rest.is_empty() {
                break;
            }
            let next = (1..rest.len()).find(|next| FrameView::at_start(&rest[*next..]).is_ok());
            let bytes = &rest[..next.unwrap_or(rest.len())];
            on(Event::Skipped { bytes, why: Skip::Unfinished { missing } });
            at += bytes.len();
        }
        self.held.clear();
    }

    /// How many bytes wait for what follows them.
    #[must_use]
    pub fn held_len(&self) -> usize {
        self.held.len()
    }
}

/// Hands on what is known of these bytes and gives how many those are: all up to a candidate that may still complete.
fn scan(end: End, bytes: &[u8], on: &mut impl FnMut(Event<'_>)) -> usize {
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let rest = &bytes[at..];
        if first != START {
            let (run, why) = match rest.iter().position(|octet| *octet != WAKE_UP_OCTET) {
                Some(0) => {
                    (rest.iter().position(|o| [START, WAKE_UP_OCTET].contains(o)), Skip::Noise)
                }
                run => (run, Skip::WakeUp),
            };
            let run = &rest[..run.unwrap_or(rest.len())];
            on(Event::Skipped { bytes: run, why });
            at += run.len();
            continue;
        }
        match FrameView::at_start(rest) {
            Ok(view) => {
                let is_for_us = view.control().is_from_meter() == (end == End::Master);
                let bytes = view.octets();
                on(if is_for_us {
                    Event::Frame(view)
                } else {
                    Event::Skipped { bytes, why: Skip::OtherDirection }
                });
                at += bytes.len();
            }
            Err(FrameFault::Short { .. }) => break,
            Err(fault) => {
                on(Event::Skipped { bytes: &rest[..1], why: Skip::Broken(fault) });
                at += 1;
            }
        }
    }
    at
}

const WAKE_UP_OCTET: u8 = 0xFE;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What comes of bytes: `frame N` and the reason and number of bytes that are skipped.
    fn told(end: End, pushes: &[&[u8]]) -> Vec<String> {
        let mut told = Vec::new();
        let mut tell = |event: Event<'_>| {
            told.push(match event {
                Event::Frame(view) => format!("frame {}", view.octets().len()),
                Event::Skipped { bytes, why: Skip::Broken(fault) } => {
                    format!("{}: {fault}", bytes.len())
                }
                Event::Skipped { bytes, why } => format!("{}: {why:?}", bytes.len()),
            });
        };
        let mut decoder = Decoder::new(end);
        for bytes in pushes {
            decoder.push(bytes, &mut tell);
        }
        decoder.finish(&mut tell);
        told
    }

    const REPLY: [u8; 18] =
        [0x68, 0x02, 0, 0, 0, 0, 0, 0x68, 0x93, 6, 0x35, 0x33, 0x33, 0x33, 0x33, 0x33, 0x9F, 0x16];
    const REQUEST: [u8; 12] = [0x68, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0x68, 0x13, 0, 0xDF, 0x16];

    #[test]
    fn an_echo_is_told_apart_from_the_reply() {
        let line = [&[0xFE; 4][..], &REQUEST, &[0xFE], &REPLY].concat();
        let expect = ["4: WakeUp", "12: OtherDirection", "1: WakeUp", "frame 18"];
        assert_eq!(told(End::Master, &[&line]), expect);
        let expect = ["4: WakeUp", "frame 12", "1: WakeUp", "18: OtherDirection"];
        assert_eq!(told(End::Meter, &[&line]), expect);
    }

    #[test]
    fn a_frame_whose_length_grew_hides_no_reply() {
        let mut grown = REPLY;
        grown[9] = 0xC8;
        let line = [grown, REPLY].concat();
        let expect = ["18: Unfinished { missing: 176 }", "frame 18"];
        assert_eq!(told(End::Master, &[&line]), expect);
    }

    #[test]
    fn a_doubled_start_costs_one_byte() {
        let line = [&[0x68][..], &REPLY].concat();
        let expect = ["1: expected 68H at byte 7, found 00H", "frame 18"];
        assert_eq!(told(End::Master, &[&line]), expect);
    }

    #[test]
    fn a_cut_off_frame_says_how_much_is_missing() {
        assert_eq!(told(End::Master, &[&REPLY[..12]]), ["12: Unfinished { missing: 6 }"]);
        let line = [&REPLY[..12], &REPLY].concat();
        assert_eq!(
            told(End::Master, &[&line]).last().map(String::as_str),
            Some("frame 18"),
            "the reply behind it is found"
        );
    }

    #[test]
    fn bytes_may_come_one_by_one() {
        let line = [&[0x00, 0x16][..], &REPLY, &REPLY].concat();
        let single: Vec<&[u8]> = line.chunks(1).collect();
        let expect = ["1: Noise", "1: Noise", "frame 18", "frame 18"];
        assert_eq!(told(End::Master, &single), expect);
    }

    proptest! {
        #[test]
        fn every_byte_comes_out_once_and_little_is_held(
            pieces in proptest::collection::vec(
                prop_oneof![
                    proptest::collection::vec(any::<u8>(), 0..40),
                    proptest::collection::vec(Just(0x68u8), 0..600),
                    Just(REPLY.to_vec()),
                    Just(REQUEST.to_vec()),
                    Just(REPLY[..11].to_vec()),
                ],
                0..12,
            ),
        ) {
            let mut decoder = Decoder::new(End::Master);
            let mut came_out = Vec::new();
            let mut collect = |event: Event<'_>| match event {
                Event::Frame(view) => came_out.extend_from_slice(view.octets()),
                Event::Skipped { bytes, .. } => came_out.extend_from_slice(bytes),
            };
            for piece in &pieces {
                decoder.push(piece, &mut collect);
                prop_assert!(decoder.held_len() < FRAME_LEN_MAX);
            }
            decoder.finish(&mut collect);
            prop_assert_eq!(came_out, pieces.concat());
        }
    }
}
