//! Evidence: photos that say by themselves when, where, by whom and for which order they were taken.
//!
//! [`burn_in`] takes what the camera wrote and hands back the picture that counts: the caption is part of the pixels,
//! the file carries no metadata, and its SHA-256 is what the operation names. The camera's file is not kept.

mod burn_in;
mod caption;
mod jpeg_end;
mod lettering;
mod photo;
mod position;

pub use burn_in::{BurntPhoto, burn_in};
pub use caption::{Caption, ClockTrust};
pub use photo::{Limits, PhotoFault};
pub use position::{Position, PositionFault, PositionSource};
