//! Keys and cards: cards that sign for a person, and the security unit that a meter believes.
//!
//! Two traits, one for each. [`SigningToken`] is below; [`metering::MeterSecurity`] has a page of its own in
//! [`metering`]. Neither lets a key out. Each has a software form for pilots and simulations, which says what it cannot
//! do, and with the feature `fake` a form that records what was asked.
//!
//! # Cards
//! A [`SigningToken`] is a card with a PIN: anyone may read whose it is, only its holder makes it
//! sign or give out a secret. It sits in a [`CardSlot`], which says when it comes and goes.
//! [`SoftwareCard`] is a card in a file, for pilots and simulations. With the features `pkcs11` and `skf`, the
//! modules `pkcs11` and `skf_card` hold cards of plastic behind the same traits. The server
//! checks what a card signed with [`verify`] or, better, as a [`SignedStatement`], whose context
//! keeps a signature for one purpose from serving another.
//!
//! ## What a software card cannot do
//! Its try counter is a number in a file. It is written before a PIN is checked, so that pulling
//! the battery wins nothing, but **it is not tamper-proof**: who can copy the file can put an old
//! copy back, or guess PINs on his own computer at the pace that the [`PinCost`] allows. A PIN of
//! six digits does not survive that for long. A lost software card is therefore blocked at the
//! server at once; a chip card counts inside the chip.
//!
//! ```
//! # use std::sync::Arc;
//! # use security_unit::*;
//! # use vocabulary::{CardKind, Clock, Entropy, Instant, ManualClock, PersonId, SeededEntropy};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let clock = ManualClock::at(Instant::from_micros(1_780_000_000_000_000));
//! # let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(1));
//! # let person = PersonId::make(&clock, &*entropy);
//! let owner = CardOwner { person, name: "王建国".into(), staff_no: "T0123".into() };
//! let pin = Pin::parse("135790")?;
//! let unlock_code = UnlockCode::make(&*entropy);
//! let order = NewCard { serial: "6021000001", kind: CardKind::Operator, owner, pin: &pin, unlock_code: &unlock_code,
//!                       cost: PinCost::SIMULATION };
//! let card = SoftwareCard::issue(&clock, entropy, folder.path(), order)?;
//! card.present_pin(&pin)?;
//! let body = b"nonce and channel".to_vec();
//! let statement = SignedStatement::make(&card, Context::CardSession, body)?;
//! let body = statement.verify(&card.identity().public_key, Context::CardSession)?;
//! assert_eq!(body, b"nonce and channel");
//! # Ok(())
//! # }
//! ```

mod codes;
mod contents;
#[cfg(test)]
mod contract;
mod durable_file;
#[cfg(any(test, feature = "fake"))]
mod fake;
mod keys;
pub mod metering;
#[cfg(feature = "pkcs11")]
pub mod pkcs11;
#[cfg(any(feature = "pkcs11", feature = "skf"))]
mod signed_identity;
#[cfg(feature = "skf")]
pub mod skf_card;
mod slot;
mod software;
mod statement;
mod token;

pub use codes::{CodeRule, Pin, UnlockCode};
#[cfg(any(test, feature = "fake"))]
pub use fake::{Asked, FakeCard, FakeSlot};
pub use keys::{BadKey, BadSignature, PublicKey, Signature, verify};
pub use slot::{CardSlot, SlotEvent};
pub use software::{FolderSlot, IssueFault, NewCard, PinCost, SoftwareCard};
pub use statement::{Context, SignedStatement};
pub use token::{CardIdentity, CardOwner, SigningToken, TRIES, TokenFault};
