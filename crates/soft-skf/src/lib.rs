//! A small SKF library in software (GM/T 0016-2012), as a vendor's would be, for tests: devices in memory, SM2 by
//! `sm2`.
//!
//! It has the functions that the crate `skf` calls, under their C names, and three of its own by which a test puts
//! devices in and pulls them out: `soft_skf_insert`, `soft_skf_remove`, `soft_skf_give_certificate`. A device is fresh
//! when it is put in: application `ronghe`, container `signing`, user PIN 135790 with five tries, administrator PIN
//! 12345678901234567890 with five tries, the files `identity` (everybody's) and `secret` (the user's). **It protects
//! nothing**: keys lie in the memory of whoever loads it.

mod card;
mod exports;

pub use card::{ADMINISTRATOR_PIN, USER_PIN};
