//! Cards of the national standard behind a vendor's SKF library (GM/T 0016), with SM2 keys.
//!
//! The vendor's library is named by the configuration of whoever uses this ([`skf::SkfLibrary::load`]); [`SkfSlot`] finds
//! a card in the reader that it is told, or in the first that has one.
//!
//! On a card of ours lies the application `ronghe` with the container `signing` (the SM2 pair, which never leaves the
//! card), the file `ronghe.identity` (everybody's: whose card it is and of which kind, signed by the card) and the file `ronghe.secret` (32
//! bytes, readable after the user's PIN, from which released secrets are made). The unlock code is the administrator's
//! PIN. Making such a card is a matter of the vendor's own tool: creating applications needs the device's
//! authentication key, which is the vendor's or the company's, and is not done here.

mod card;
mod slot;
#[cfg(test)]
pub(crate) mod soft;

pub use card::SkfCard;
pub use slot::SkfSlot;
