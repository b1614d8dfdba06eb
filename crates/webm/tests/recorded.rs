//! Recordings that Chromium made, whole, cut and broken.

use proptest::prelude::*;
use webm::{Medium, Picture, Recording, WebmFault};

const VOICE: &[u8] = include_bytes!("recorded/voice.webm");
const VIDEO: &[u8] = include_bytes!("recorded/video.webm");

#[test]
fn a_voice_note_has_sound_and_a_length() {
    let voice = Recording::read(VOICE).expect("a recording");
    assert_eq!((voice.medium(), voice.has_sound, voice.picture), (Medium::Voice, true, None));
    assert_eq!(voice.whole_len, VOICE.len());
    assert!((1_000..2_000).contains(&voice.duration_ms), "{} ms", voice.duration_ms);
}

#[test]
fn a_video_has_pictures_of_a_size() {
    let video = Recording::read(VIDEO).expect("a recording");
    let picture = Some(Picture { width: 320, height: 240 });
    assert_eq!((video.medium(), video.has_sound, video.picture), (Medium::Video, true, picture));
    assert_eq!(video.whole_len, VIDEO.len());
    assert!((1_000..2_000).contains(&video.duration_ms), "{} ms", video.duration_ms);
}

#[test]
fn other_files_are_no_recordings() {
    for bytes in [&b""[..], b"\xff\xd8\xff\xe0", b"<html>", b"OggS\0\x02", &VOICE[..20]] {
        assert_eq!(Recording::read(bytes), Err(WebmFault::Format));
    }
    let mut matroska = VOICE.to_vec();
    let at = matroska.windows(4).position(|four| four == b"webm").expect("the document's type");
    matroska[at..at + 4].copy_from_slice(b"mkv0");
    assert_eq!(Recording::read(&matroska), Err(WebmFault::Format));
}

#[test]
fn a_head_without_a_block_is_empty() {
    let block = VOICE.windows(2).position(|two| two == [0xA3, 0x8C]).expect("a block");
    assert_eq!(Recording::read(&VOICE[..block]), Err(WebmFault::Empty));
    assert_eq!(Recording::read(&VOICE[..block + 5]), Err(WebmFault::Empty));
}

#[test]
fn what_is_appended_behind_a_recording_is_refused() {
    let mut page = VOICE.to_vec();
    page.extend_from_slice(b"<script>alert(1)</script>");
    assert_eq!(Recording::read(&page), Err(WebmFault::Malformed { at: VOICE.len() }));
}

#[test]
fn another_codec_is_refused() {
    let mut other = VOICE.to_vec();
    let at = other.windows(6).position(|six| six == b"A_OPUS").expect("the codec");
    other[at..at + 6].copy_from_slice(b"A_FLAC");
    assert_eq!(Recording::read(&other), Err(WebmFault::Codec));
}

proptest! {
    #[test]
    fn a_recording_cut_anywhere_keeps_what_is_whole(at in 0..VIDEO.len()) {
        let Ok(cut) = Recording::read(&VIDEO[..at]) else { return Ok(()) };
        prop_assert!(cut.whole_len <= at);
        let kept = Recording::read(&VIDEO[..cut.whole_len]);
        prop_assert_eq!(kept, Ok(cut), "what is left is whole by itself");
    }

    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((0..VOICE.len(), any::<u8>()), 1..9)) {
        let mut bytes = VOICE.to_vec();
        for (at, octet) in changes {
            bytes[at] = octet;
        }
        if let Ok(read) = Recording::read(&bytes) {
            prop_assert!(read.whole_len <= bytes.len());
        }
    }

    #[test]
    fn foreign_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Recording::read(&bytes).is_err());
    }
}
