//! The stand-in for SM1: unit, ESAM and key machine in software, with SM4. `docs/security-unit.md` describes it octet
//! by octet.
//!
//! Read `sm4.rs` (labels), `keys.rs` (which keys), `authority.rs`, then the formulas in `seal_keys.rs`, `key_wrap.rs` and
//! `session.rs`; unit and ESAM only put them in order.

mod authority;
mod esam;
#[cfg(any(test, feature = "fake"))]
mod fake_unit;
mod key_machine;
mod key_wrap;
mod keys;
mod ledger;
mod seal_keys;
mod sealed_file;
mod session;
mod sm4;
mod software_unit;
#[cfg(test)]
mod tests;
mod unit_core;
mod windows;

pub use esam::{EsamLimits, EsamRefusal, IdentityReply, NewEsam, Purse, SoftwareEsam};
#[cfg(any(test, feature = "fake"))]
pub use fake_unit::{AskedOfUnit, AskedTask, FakeMeterSecurity, UnitStep};
pub use key_machine::{Grant, KeyMachineFault, SoftwareKeyMachine};
pub use keys::{KeySet, Purpose};
pub use sealed_file::FileFault;
pub use software_unit::{NewUnit, SoftwareUnit};
