//! What a recording is of: its tracks.

use crate::WebmFault;
use crate::element::{Element, unsigned};

/// Width and height of the pictures, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
}

/// One track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Track {
    pub number: u64,
    /// None for sound.
    pub picture: Option<Picture>,
}

/// The tracks that an element of tracks lists.
///
/// # Errors
/// When it lists none, too many, or one that no browser's recorder makes.
pub(crate) fn read(bytes: &[u8], tracks: Element) -> Result<Vec<Track>, WebmFault> {
    let mut found: Vec<Track> = Vec::new();
    for entry in children(bytes, tracks)? {
        if entry.id != TRACK_ENTRY {
            continue;
        }
        let track = track(bytes, entry)?;
        let is_repeated = found.iter().any(|known| known.number == track.number);
        if is_repeated || found.len() == TRACKS_MAX {
            return Err(WebmFault::Malformed { at: entry.body });
        }
        found.push(track);
    }
    if found.is_empty() { Err(WebmFault::Malformed { at: tracks.body }) } else { Ok(found) }
}

fn track(bytes: &[u8], entry: Element) -> Result<Track, WebmFault> {
    let malformed = || WebmFault::Malformed { at: entry.body };
    let (mut number, mut kind, mut codec, mut picture) = (None, None, None, None);
    for child in children(bytes, entry)? {
        let body = child.body_in(bytes).ok_or_else(malformed)?;
        match child.id {
            TRACK_NUMBER => number = unsigned(body),
            TRACK_TYPE => kind = unsigned(body),
            CODEC_ID => codec = Some(body),
            VIDEO => picture = Some(picture_of(bytes, child)?),
            _ => {}
        }
    }
    let number = number.filter(|number| *number > 0).ok_or_else(malformed)?;
    let picture = match (kind, codec) {
        (Some(KIND_SOUND), Some(b"A_OPUS")) => None,
        (Some(KIND_PICTURES), Some(b"V_VP8" | b"V_VP9")) => Some(picture.ok_or_else(malformed)?),
        _ => return Err(WebmFault::Codec),
    };
    Ok(Track { number, picture })
}

fn picture_of(bytes: &[u8], video: Element) -> Result<Picture, WebmFault> {
    let malformed = || WebmFault::Malformed { at: video.body };
    let (mut width, mut height) = (None, None);
    for child in children(bytes, video)? {
        let body = child.body_in(bytes).ok_or_else(malformed)?;
        match child.id {
            PIXEL_WIDTH => width = unsigned(body),
            PIXEL_HEIGHT => height = unsigned(body),
            _ => {}
        }
    }
    let side = |pixels: Option<u64>| {
        let pixels = u32::try_from(pixels?).ok()?;
        (1..=SIDE_MAX).contains(&pixels).then_some(pixels)
    };
    let (width, height) = side(width).zip(side(height)).ok_or_else(malformed)?;
    Ok(Picture { width, height })
}

/// The elements within one whose length is known and all of which is there.
pub(crate) fn children(bytes: &[u8], parent: Element) -> Result<Vec<Element>, WebmFault> {
    let malformed = WebmFault::Malformed { at: parent.body };
    let body = parent.body_in(bytes).ok_or(malformed)?;
    let end = parent.body + body.len();
    let mut found = Vec::new();
    let mut at = parent.body;
    while at < end {
        let child = Element::at(&bytes[..end], at)?.ok_or(malformed)?;
        let len = child.body_in(&bytes[..end]).ok_or(malformed)?.len();
        if found.len() == CHILDREN_MAX {
            return Err(malformed);
        }
        found.push(child);
        at = child.body + len;
    }
    Ok(found)
}

const TRACK_ENTRY: u32 = 0xAE;
const TRACK_NUMBER: u32 = 0xD7;
const TRACK_TYPE: u32 = 0x83;
const CODEC_ID: u32 = 0x86;
const VIDEO: u32 = 0xE0;
const PIXEL_WIDTH: u32 = 0xB0;
const PIXEL_HEIGHT: u32 = 0xBA;
const KIND_PICTURES: u64 = 1;
const KIND_SOUND: u64 = 2;
/// One of pictures, one of sound, and room for what a later recorder adds.
const TRACKS_MAX: usize = 4;
/// VP8 cannot have more.
const SIDE_MAX: u32 = 16_383;
const CHILDREN_MAX: usize = 64;
