//! What a voice note or a video has to be before it counts as evidence.

use webm::{Medium, Picture, Recording, WebmFault};

/// How long and large recordings may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordingLimits {
    pub voice: MediumLimits,
    pub video: MediumLimits,
    /// The longer and the shorter side of a video's pictures, pixels.
    pub picture_sides_max: (u32, u32),
}

/// The limits of one medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediumLimits {
    /// Where the form says nothing.
    pub seconds_max: u32,
    /// For each second that it may last, and so for the whole.
    pub bytes_per_second_max: u64,
}

impl Default for RecordingLimits {
    fn default() -> Self {
        Self {
            // Opus at 32 kbit/s takes 4 kB/s; a page may ask for up to twice as much, and gets it.
            voice: MediumLimits { seconds_max: 60, bytes_per_second_max: 16_000 },
            // 720p from the field at 2.5 Mbit/s: 60 seconds are about 20 MB.
            video: MediumLimits { seconds_max: 60, bytes_per_second_max: 350_000 },
            // 720p is what the page asks for; a camera that has only 4:3 gives more lines.
            picture_sides_max: (1_280, 1_024),
        }
    }
}

impl RecordingLimits {
    #[must_use]
    pub const fn of(&self, medium: Medium) -> MediumLimits {
        match medium {
            Medium::Voice => self.voice,
            Medium::Video => self.video,
        }
    }
}

impl MediumLimits {
    /// What a recording of at most so many seconds may take.
    #[must_use]
    pub const fn bytes_max(&self, seconds_max: u32) -> u64 {
        self.bytes_per_second_max * seconds_max as u64
    }
}

/// Why a recording cannot serve as evidence.
#[derive(Debug, thiserror::Error)]
pub enum RecordingFault {
    #[error("the recording cannot be read")]
    Webm(#[source] WebmFault),
    #[error("voice and video were mixed up")]
    OtherMedium,
    #[error("the recording lasts {seconds} seconds, more than {seconds_max}")]
    TooLong { seconds: u64, seconds_max: u32 },
    #[error("the pictures have {} × {} pixels, which is too many", .0.width, .0.height)]
    TooLarge(Picture),
}

/// What the bytes are, if they are what was asked for. A recording that was cut off counts as far as it is whole.
///
/// # Errors
/// The first thing that keeps them from being evidence.
pub fn examine(
    bytes: &[u8],
    medium: Medium,
    seconds_max: u32,
    limits: &RecordingLimits,
) -> Result<Recording, RecordingFault> {
    let recording = Recording::read(bytes).map_err(RecordingFault::Webm)?;
    if recording.medium() != medium {
        return Err(RecordingFault::OtherMedium);
    }
    let seconds = recording.duration_ms / 1_000;
    if seconds > u64::from(seconds_max + STOPPING_SECONDS) {
        return Err(RecordingFault::TooLong { seconds, seconds_max });
    }
    if let Some(picture) = recording.picture {
        let Picture { width, height } = picture;
        let (long_max, short_max) = limits.picture_sides_max;
        if width.max(height) > long_max || width.min(height) > short_max {
            return Err(RecordingFault::TooLarge(picture));
        }
    }
    Ok(recording)
}

/// A page that stops in time has a last piece all the same.
const STOPPING_SECONDS: u32 = 5;

#[cfg(test)]
mod tests {
    use super::*;

    const VOICE: &[u8] = include_bytes!("../../../webm/tests/recorded/voice.webm");
    const VIDEO: &[u8] = include_bytes!("../../../webm/tests/recorded/video.webm");

    #[test]
    fn takes_what_was_asked_for_and_nothing_else() {
        let limits = RecordingLimits::default();
        assert!(examine(VOICE, Medium::Voice, 60, &limits).is_ok());
        assert!(examine(VIDEO, Medium::Video, 60, &limits).is_ok());
        let mixed = examine(VOICE, Medium::Video, 60, &limits);
        assert!(matches!(mixed, Err(RecordingFault::OtherMedium)));
        let photo = examine(b"\xff\xd8\xff\xe0", Medium::Video, 60, &limits);
        assert!(matches!(photo, Err(RecordingFault::Webm(WebmFault::Format))));
        let small = RecordingLimits { picture_sides_max: (319, 240), ..limits };
        let large = examine(VIDEO, Medium::Video, 60, &small);
        assert!(matches!(large, Err(RecordingFault::TooLarge(_))));
    }

    #[test]
    fn a_minute_of_either_has_room() {
        let limits = RecordingLimits::default();
        assert_eq!(limits.of(Medium::Voice).bytes_max(60), 960_000);
        assert_eq!(limits.of(Medium::Video).bytes_max(60), 21_000_000);
    }
}
