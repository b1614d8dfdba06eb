//! The key of a person's store: random, and wrapped by what his card and the platform's lease give together.
//!
//! Neither is enough: without the card nobody opens the store, and without a lease not even its owner does.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use sha2::Sha256;
use terminal_store::StoreKey;
use vocabulary::{Entropy, PersonId, TerminalId};
use zeroize::Zeroizing;

/// What the card is asked for.
pub(super) const CARD_SECRET: &str = "ronghe/terminal-store/v1";

/// Whose store on which terminal; part of what is authenticated.
#[derive(Debug, Clone, Copy)]
pub(super) struct StoreOwner {
    pub terminal: TerminalId,
    pub person: PersonId,
}

/// The two halves.
pub(super) struct Halves<'a> {
    pub card: &'a [u8; 32],
    pub lease: &'a [u8; 32],
}

/// Wraps the key: nonce, then ciphertext with tag. Nothing only if the cipher fails, which it cannot for 32 bytes.
pub(super) fn wrap(
    entropy: &dyn Entropy,
    owner: StoreOwner,
    halves: &Halves<'_>,
    key: &StoreKey,
) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    entropy.fill(&mut nonce);
    let payload = Payload { msg: key.reveal(), aad: &owner.associated() };
    let sealed = cipher(owner, halves)?.encrypt(&Nonce::from(nonce), payload).ok()?;
    Some([nonce.as_slice(), &sealed].concat())
}

/// Unwraps the key; nothing when a half is another one.
pub(super) fn unwrap(owner: StoreOwner, halves: &Halves<'_>, wrapped: &[u8]) -> Option<StoreKey> {
    let (nonce, sealed) = wrapped.split_first_chunk::<NONCE_LEN>()?;
    let payload = Payload { msg: sealed, aad: &owner.associated() };
    let opened = cipher(owner, halves)?.decrypt(&Nonce::from(*nonce), payload).ok()?;
    let opened = Zeroizing::new(opened);
    Some(StoreKey::from_bytes(opened.as_slice().try_into().ok()?))
}

fn cipher(owner: StoreOwner, halves: &Halves<'_>) -> Option<ChaCha20Poly1305> {
    let secret = Zeroizing::new([halves.card.as_slice(), halves.lease].concat());
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, &secret).expand(&owner.associated(), &mut *key).ok()?;
    Some(ChaCha20Poly1305::new(&Key::from(*key)))
}

impl StoreOwner {
    fn associated(self) -> Vec<u8> {
        let (terminal, person) = (self.terminal.uuid(), self.person.uuid());
        [CONTEXT, terminal.as_bytes().as_slice(), person.as_bytes()].concat()
    }
}

const CONTEXT: &[u8] = b"ronghe/data-key/v1\0";
const NONCE_LEN: usize = 12;

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use vocabulary::SeededEntropy;

    use super::*;

    #[test]
    fn both_halves_and_the_owner_are_needed() {
        let owner = StoreOwner {
            terminal: TerminalId::from_uuid(Uuid::from_u128(1)),
            person: PersonId::from_uuid(Uuid::from_u128(2)),
        };
        let key = StoreKey::from_bytes([9; 32]);
        let right = Halves { card: &[1; 32], lease: &[2; 32] };
        let wrapped = wrap(&SeededEntropy::new(1), owner, &right, &key).expect("wrapped");
        let opened = unwrap(owner, &right, &wrapped).expect("the halves");
        assert_eq!(opened.reveal(), key.reveal());

        assert!(unwrap(owner, &Halves { card: &[3; 32], ..right }, &wrapped).is_none());
        let right = Halves { card: &[1; 32], lease: &[2; 32] };
        assert!(unwrap(owner, &Halves { lease: &[3; 32], ..right }, &wrapped).is_none());
        let another = StoreOwner { person: PersonId::from_uuid(Uuid::from_u128(3)), ..owner };
        let right = Halves { card: &[1; 32], lease: &[2; 32] };
        assert!(unwrap(another, &right, &wrapped).is_none());
        assert!(unwrap(owner, &right, &wrapped[..11]).is_none());
    }
}
