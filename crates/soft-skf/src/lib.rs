//! A small SKF library in software (GM/T 0016-2012), as a vendor's would be, for tests: devices in memory, SM2 by
//! `sm2`.
//!
//! It has the functions that the crate `skf` calls, under their C names, and a few of its own by which a test puts
//! devices in, writes their files and pulls them out; [`Hand`] calls those. A device is fresh when it is put in:
//! application `ronghe`, container `signing`, user PIN 135790 and administrator PIN 12345678901234567890 with five tries
//! each, the files `ronghe.identity` (everybody's, empty) and `ronghe.secret` (the user's). **It protects nothing**: keys
//! lie in the memory of whoever loads it.
//!
//! ```no_run
//! let hand = soft_skf::Hand::new();
//! hand.insert("reader 1", 7);
//! let library = soft_skf::Hand::path(); // what `skf` loads
//! hand.remove("reader 1");
//! ```

mod card;
mod exports;
mod hand;

pub use card::{ADMINISTRATOR_PIN, USER_PIN};
pub use hand::Hand;
