//! Evidence: photos that say by themselves when, where, by whom and for which order they were taken.
//!
//! [`burn_in`] takes what the camera wrote and hands back the picture that counts: the caption is part of the pixels,
//! the file carries no metadata, and its SHA-256 is what the operation names. The camera's file is not kept.
//! [`examine`] says whether what a page recorded may stand as a voice note or a video.

mod burn_in;
mod caption;
mod jpeg_end;
mod lettering;
mod photo;
mod position;
mod recording;

pub use burn_in::{BurntPhoto, burn_in};
pub use caption::{Caption, ClockTrust};
pub use photo::{Limits, PhotoFault};
pub use position::{Position, PositionFault, PositionSource};
pub use recording::{MediumLimits, RecordingFault, RecordingLimits, examine};
