//! A-XDR as the protocol uses it (DL/T 698.45-2017, clause 6): octets, texts, times and `Data`, each with its reader
//! and its writer.

mod bits;
mod data;
mod octets;
mod reader;
mod times;
pub(crate) mod wire;

pub use bits::{BitString, WrongBitCount};
pub use data::{Data, Float32, Float64};
pub use octets::{Characters, FixedCharacters, FixedOctets, Octets};
pub use reader::{Fault, Remark};
pub(crate) use reader::{Reader, Trace};
pub use times::{Date, DateTime, DateTimeS, Ti, TiUnit, Time};
pub(crate) use wire::{
    Choice, Count, Length, Wire, choice, codes, emit, parse_all, sequence, write_length,
};
