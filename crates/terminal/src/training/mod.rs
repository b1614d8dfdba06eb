//! Practice (练习): what a new worker may do with the terminal without harm.
//!
//! The orders and their process are shipped with the program, so that practice needs neither network nor card. A practice
//! store knows no operation: [`play`] does with an order what the platform would, and nothing is ever in a queue. The
//! agent's side of it is in `agent/practising.rs`.

mod orders;
mod play;

pub use orders::{FACTS, PRACTICE_PERSON};
pub(crate) use orders::{bundle, orders, trainee};
pub(crate) use play::{PlayFault, Played, play, start};
