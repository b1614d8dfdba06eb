//! What every test here stands on: a small company, its programs, and a terminal in the test's own hands.

mod company;
mod hand;
mod process;
mod room;
pub mod trace;

pub use company::{AtWork, Company};
pub use hand::{Hand, evidence};
pub use process::Process;
pub use ronghe::day::waiting::until;
pub use room::Room;
