//! The card as its users see it.

use serde::{Deserialize, Serialize};
use vocabulary::{CardId, CardKind, PersonId};
use zeroize::Zeroizing;

use crate::{Pin, PublicKey, Signature, UnlockCode};

/// How often in a row a PIN or an unlock code may be wrong.
pub const TRIES: u8 = 5;

/// A card that signs: for a person (操作员卡, 业务卡), or for the terminal that it is in (TF 卡).
///
/// The PIN state lives in the value: presented once, it holds until [`SigningToken::withdraw`], a
/// wrong PIN or the card's removal.
pub trait SigningToken: Send + Sync {
    /// Whose card this is; readable without a PIN.
    fn identity(&self) -> CardIdentity;

    /// The card's certificate (证书), X.509 in DER, if it has one; readable without a PIN. The platform knows cards by
    /// their public keys; a certificate is for neighbours that ask for one.
    ///
    /// # Errors
    /// When the card is gone or cannot be read.
    fn certificate(&self) -> Result<Option<Vec<u8>>, TokenFault>;

    /// How many wrong PINs the card still takes, as far as it tells: one that does not count aloud says
    /// [`TRIES`] until few are left. 0 is locked.
    ///
    /// # Errors
    /// When the card is gone or cannot be read.
    fn tries_left(&self) -> Result<u8, TokenFault>;

    /// Proves that the owner is there. A wrong PIN also forgets an earlier right one.
    ///
    /// # Errors
    /// [`TokenFault::WrongPin`], [`TokenFault::Locked`], or the card is gone or cannot be read.
    fn present_pin(&self, pin: &Pin) -> Result<(), TokenFault>;

    /// Signs as the card's key does: ECDSA P-256 over SHA-256 of `message`, or SM2 over SM3. Sign a [`crate::SignedStatement`] rather than bare
    /// bytes.
    ///
    /// # Errors
    /// [`TokenFault::PinNeeded`] before the PIN, [`TokenFault::Removed`] after the card has gone.
    fn sign(&self, message: &[u8]) -> Result<Signature, TokenFault>;

    /// A secret bound to this card and `label`: always the same, and independent of the PIN, so
    /// that what it wraps (the key of the terminal's store) outlives a PIN change.
    ///
    /// # Errors
    /// As [`SigningToken::sign`].
    fn release_secret(&self, label: &str) -> Result<Zeroizing<[u8; 32]>, TokenFault>;

    /// Replaces the PIN; a wrong `current` costs a try.
    ///
    /// # Errors
    /// As [`SigningToken::present_pin`].
    fn change_pin(&self, current: &Pin, new: &Pin) -> Result<(), TokenFault>;

    /// Gives a locked card a new PIN with the code that only the platform has. The owner presents
    /// the new PIN himself.
    ///
    /// # Errors
    /// [`TokenFault::WrongUnlockCode`], or [`TokenFault::UnlockBlocked`] when that was wrong too
    /// often as well.
    fn unlock(&self, code: &UnlockCode, new_pin: &Pin) -> Result<(), TokenFault>;

    /// Forgets the presented PIN: the worker locked his screen or pulled the card.
    fn withdraw(&self);
}

/// What a card says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardIdentity {
    pub card: CardId,
    /// The number printed on the card.
    pub serial: String,
    /// A card that says none is an operator's.
    #[serde(default, skip_serializing_if = "CardKind::is_operator")]
    pub kind: CardKind,
    pub owner: CardOwner,
    pub public_key: PublicKey,
}

/// Who a card was made for; whom a TF card was handed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardOwner {
    pub person: PersonId,
    pub name: String,
    /// 工号
    pub staff_no: String,
}

/// Why a card did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum TokenFault {
    #[error("the card needs its PIN first")]
    PinNeeded,
    #[error("the PIN is wrong, {tries_left} tries are left")]
    WrongPin { tries_left: u8 },
    #[error("the card is locked; an officer can unlock it")]
    Locked,
    #[error("the unlock code is wrong, {tries_left} tries are left")]
    WrongUnlockCode { tries_left: u8 },
    #[error("the unlock code was wrong too often; the card must be replaced")]
    UnlockBlocked,
    #[error("the card is no longer in its slot")]
    Removed,
    #[error("this is no card that can be trusted: {reason}")]
    Damaged { reason: String },
    #[error("the card cannot be read or written")]
    Storage(#[source] std::io::Error),
}
