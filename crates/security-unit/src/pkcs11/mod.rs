//! Cards behind a PKCS#11 module: cards of plastic in a reader, USB tokens, SoftHSM in tests.
//!
//! The vendor's module is named by the configuration of whoever uses this: [`Pkcs11Module::load`] takes its path, none
//! is built in. A card is issued on a blank token by [`Pkcs11Module::issue`]; afterwards [`Pkcs11Slot`] finds it by the
//! label that it was given.
//!
//! On a card of ours lie, each under a fixed label: the P-256 key pair, whose private half never leaves it; a secret of
//! 32 bytes that never leaves it either, from which released secrets are made by HMAC-SHA-256; and the identity, which
//! says the card's kind too, in the open, signed by the card itself. The unlock code is the token's security officer PIN.
//!
//! PKCS#11 does not tell how many tries are left, only "few" and "one": [`crate::SigningToken::tries_left`] says
//! [`crate::TRIES`], 2, 1 or 0. How many there are is the card's own rule. SoftHSM never locks at all.

mod card;
mod module;
mod slot;
#[cfg(test)]
mod tests;

pub use card::Pkcs11Card;
pub use module::{NewPkcs11Card, Pkcs11Fault, Pkcs11Module};
pub use slot::Pkcs11Slot;
