//! Tells whether bytes are a WebM recording as browsers make it, of what, and how long.
//!
//! A browser's recorder writes WebM as a stream: a header, the tracks, then clusters of blocks whose sizes nobody knew
//! when they began. [`Recording::read`] walks that stream once, from element to element; it decodes no sound and no
//! picture, and believes no length that leads out of the bytes.
//!
//! ```
//! let page = b"<!doctype html><script>alert(1)</script>";
//! assert!(matches!(webm::Recording::read(page), Err(webm::WebmFault::Format)));
//! ```

mod element;
mod recording;
mod tracks;

pub use recording::{Medium, Recording, WebmFault};
pub use tracks::Picture;
