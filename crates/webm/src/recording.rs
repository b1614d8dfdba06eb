//! A recording from its header to its last block.

use crate::element::{Element, Number, unsigned};
use crate::tracks::{self, Picture, Track, children};

/// What a recording is, as its container says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recording {
    /// None when there is only sound.
    pub picture: Option<Picture>,
    pub has_sound: bool,
    /// From the first block to the last, milliseconds.
    pub duration_ms: u64,
    /// How many of the bytes are whole elements: all, unless the recording was cut off within one.
    pub whole_len: usize,
}

/// What a recording may be kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Medium {
    /// Sound and nothing else.
    Voice,
    /// Pictures, with sound or without.
    Video,
}

/// Why bytes are no recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebmFault {
    #[error("this is no WebM file")]
    Format,
    #[error("there is no whole block of sound or pictures in it")]
    Empty,
    #[error("a track is neither Opus nor VP8 nor VP9")]
    Codec,
    #[error("the container is broken at byte {at}")]
    Malformed { at: usize },
}

impl Medium {
    /// The media type that files of it have.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Voice => "audio/webm",
            Self::Video => "video/webm",
        }
    }

    /// What a media type says that a file is, if it is that of a recording.
    #[must_use]
    pub fn of_mime(mime: &str) -> Option<Self> {
        [Self::Voice, Self::Video].into_iter().find(|medium| medium.mime() == mime)
    }
}

impl Recording {
    /// Walks through the whole container. The last element may be cut off; anything else must be as it should.
    ///
    /// # Errors
    /// What keeps the bytes from being a recording.
    pub fn read(bytes: &[u8]) -> Result<Self, WebmFault> {
        let mut at = header(bytes)?;
        let mut walk = Walk { whole_len: at, ..Walk::default() };
        while let Some(element) = Element::at(bytes, at)? {
            // Bodies of these are walked like what lies around them: a stream does not say where they end.
            if ENTERED.contains(&element.id) {
                walk.enter(element, at)?;
                at = element.body;
                continue;
            }
            if !KNOWN.contains(&element.id) || element.len.is_none() {
                return Err(WebmFault::Malformed { at });
            }
            let Some(body) = element.body_in(bytes) else { break };
            walk.take(bytes, element, at)?;
            at = element.body + body.len();
            walk.whole_len = at;
        }
        walk.finish()
    }

    #[must_use]
    pub const fn medium(&self) -> Medium {
        if self.picture.is_some() { Medium::Video } else { Medium::Voice }
    }
}

/// The EBML header says WebM; gives where it ends.
fn header(bytes: &[u8]) -> Result<usize, WebmFault> {
    let header = Element::at(bytes, 0).ok().flatten().filter(|header| header.id == EBML);
    let header = header.ok_or(WebmFault::Format)?;
    let fields = children(bytes, header).map_err(|_| WebmFault::Format)?;
    let doc_type = fields.iter().find(|field| field.id == DOC_TYPE);
    let doc_type = doc_type.and_then(|field| field.body_in(bytes));
    if doc_type != Some(b"webm") {
        return Err(WebmFault::Format);
    }
    Ok(header.body + header.len.unwrap_or_default())
}

/// What was met so far.
#[derive(Default)]
struct Walk {
    in_segment: bool,
    /// The cluster's time, in the recording's own units; none before it is told.
    cluster: Option<u64>,
    /// Nanoseconds of a unit, if it is told.
    unit_ns: Option<u64>,
    tracks: Vec<Track>,
    heard: bool,
    seen: bool,
    /// Of the first and of the last block, in units.
    span: Option<(u64, u64)>,
    whole_len: usize,
}

impl Walk {
    fn enter(&mut self, element: Element, at: usize) -> Result<(), WebmFault> {
        let malformed = WebmFault::Malformed { at };
        match element.id {
            SEGMENT if self.in_segment => return Err(malformed),
            SEGMENT => self.in_segment = true,
            CLUSTER if self.tracks.is_empty() => return Err(malformed),
            CLUSTER => self.cluster = None,
            _ if self.cluster.is_none() => return Err(malformed),
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self, bytes: &[u8], element: Element, at: usize) -> Result<(), WebmFault> {
        let malformed = WebmFault::Malformed { at };
        if !self.in_segment {
            return Err(malformed);
        }
        let body = element.body_in(bytes).ok_or(malformed)?;
        match element.id {
            INFO => {
                let scale = children(bytes, element)?.into_iter().find(|c| c.id == TIMESTAMP_SCALE);
                self.unit_ns = scale.and_then(|scale| unsigned(scale.body_in(bytes)?));
            }
            TRACKS if !self.tracks.is_empty() => return Err(malformed),
            TRACKS => self.tracks = tracks::read(bytes, element)?,
            TIMESTAMP => {
                self.cluster = Some(unsigned(body).filter(|t| *t < UNITS_MAX).ok_or(malformed)?);
            }
            SIMPLE_BLOCK | BLOCK => self.take_block(body).ok_or(malformed)?,
            _ => {}
        }
        Ok(())
    }

    /// A block: the number of its track, its time from the cluster's on, flags, and what was recorded.
    fn take_block(&mut self, body: &[u8]) -> Option<()> {
        let number = Number::at(body, 0).ok()??;
        let [high, low, _flags, _, ..] = *body.get(number.len..)? else { return None };
        let track = self.tracks.iter().find(|track| track.number == number.value)?;
        match track.picture {
            Some(_) => self.seen = true,
            None => self.heard = true,
        }
        let offset = i64::from(i16::from_be_bytes([high, low]));
        let time = self.cluster?.checked_add_signed(offset)?;
        let (first, last) = self.span.unwrap_or((time, time));
        self.span = Some((first.min(time), last.max(time)));
        Some(())
    }

    fn finish(self) -> Result<Recording, WebmFault> {
        let (first, last) = self.span.ok_or(WebmFault::Empty)?;
        let picture = self.tracks.iter().find_map(|track| track.picture);
        if picture.is_some() && !self.seen {
            return Err(WebmFault::Empty);
        }
        let ns = u128::from(last - first) * u128::from(self.unit_ns.unwrap_or(UNIT_NS_USUAL));
        let duration_ms = u64::try_from(ns / 1_000_000).unwrap_or(u64::MAX);
        Ok(Recording { picture, has_sound: self.heard, duration_ms, whole_len: self.whole_len })
    }
}

const EBML: u32 = 0x1A45_DFA3;
const DOC_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const TIMESTAMP_SCALE: u32 = 0x2A_D7B1;
const TRACKS: u32 = 0x1654_AE6B;
const CLUSTER: u32 = 0x1F43_B675;
const TIMESTAMP: u32 = 0xE7;
const SIMPLE_BLOCK: u32 = 0xA3;
const BLOCK_GROUP: u32 = 0xA0;
const BLOCK: u32 = 0xA1;
const ENTERED: [u32; 3] = [SEGMENT, CLUSTER, BLOCK_GROUP];

/// Everything that WebM allows in a segment, a cluster or a block group: what is not among it is no recording's.
const KNOWN: [u32; 19] = [
    INFO,
    TRACKS,
    TIMESTAMP,
    SIMPLE_BLOCK,
    BLOCK,
    0x114D_9B74, // seek head
    0x1C53_BB6B, // cues
    0x1254_C367, // tags
    0x1043_A770, // chapters
    0xEC,        // void
    0xBF,        // checksum
    0xA7,        // position
    0xAB,        // previous size
    0x9B,        // block duration
    0xFB,        // reference block
    0x75A1,      // block additions
    0x75A2,      // discard padding
    0xFA,        // reference priority
    0x8E,        // slices
];

/// RFC 9559: a unit is a millisecond unless told otherwise.
const UNIT_NS_USUAL: u64 = 1_000_000;
/// Far beyond any recording, and far from overflowing.
const UNITS_MAX: u64 = 1 << 48;
