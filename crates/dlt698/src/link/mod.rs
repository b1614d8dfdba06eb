//! The link layer (DL/T 698.45-2017, data link layer): frames, addresses, fragments, and the way out of noise.

mod address;
mod control;
mod decoder;
mod fragment;
mod frame;

pub use address::{AddressError, AddressKind, ServerAddress};
pub use control::{Control, Function};
pub use decoder::{Decoder, Event, SkipReason};
pub use fragment::{
    FragmentError, FragmentHeader, FragmentKind, Fragmenter, Reassembler, Reassembly,
};
pub use frame::{FRAME_LEN_MAX, FrameView, LinkFault, LinkFrame, LinkRules, ReservedLengthBits};
pub(crate) use frame::{FrameLayout, SCRAMBLE, START};
