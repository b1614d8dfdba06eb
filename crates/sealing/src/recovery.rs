//! Messages that only the holder of the company's recovery key can read.
//!
//! An ephemeral P-256 key agrees with the recovery key; HKDF-SHA-256 over both public keys gives a key that is used for
//! this one message. The purpose is authenticated, so that a message sealed for one thing cannot stand for another.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use vocabulary::Entropy;
use zeroize::Zeroizing;

use crate::key::expand;

/// A sealed message is no longer than this: an operation, its files' keys, and a margin.
pub const SEALED_LEN_MAX: usize = 512 * 1024;

/// The company's public key for sealed work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryKey(PublicKey);

/// Bytes that are no point of P-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are no point of P-256")]
pub struct BadKey;

/// A sealed message that was changed, or was sealed to another key or for another purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the seal is broken, or it is not this key's")]
pub struct BrokenSeal;

impl RecoveryKey {
    /// Takes a point as SEC1 writes it, compressed or not.
    ///
    /// # Errors
    /// When the bytes are no point of the curve.
    pub fn from_sec1(bytes: &[u8]) -> Result<Self, BadKey> {
        PublicKey::from_sec1_bytes(bytes).map(Self).map_err(|_| BadKey)
    }
}

/// Seals `message` for `purpose`: version, ephemeral public key (33 bytes), ciphertext with tag.
///
/// # Errors
/// When the message is too long to be sealed.
pub fn seal_to(
    entropy: &dyn Entropy,
    recovery: &RecoveryKey,
    purpose: &str,
    message: &[u8],
) -> Result<Vec<u8>, BrokenSeal> {
    let ephemeral = ephemeral(entropy);
    let public = point(&ephemeral.public_key());
    let key = message_key(&ephemeral, &recovery.0, &public, &point(&recovery.0));
    let payload = Payload { msg: message, aad: purpose.as_bytes() };
    // The key is never used again, so the nonce may be fixed.
    let sealed = ChaCha20Poly1305::new(&Key::from(*key))
        .encrypt(&Nonce::default(), payload)
        .map_err(|_| BrokenSeal)?;
    let whole = [&[VERSION], public.as_slice(), &sealed].concat();
    (whole.len() <= SEALED_LEN_MAX).then_some(whole).ok_or(BrokenSeal)
}

/// Opens what [`seal_to`] has sealed for the same purpose; `scalar` is the recovery key's secret.
///
/// # Errors
/// When key, purpose or bytes are others.
pub fn open_with(
    scalar: &[u8; 32],
    purpose: &str,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, BrokenSeal> {
    if sealed.len() > SEALED_LEN_MAX {
        return Err(BrokenSeal);
    }
    let (version, rest) = sealed.split_first().ok_or(BrokenSeal)?;
    let (public, message) = rest.split_first_chunk::<POINT_LEN>().ok_or(BrokenSeal)?;
    if *version != VERSION {
        return Err(BrokenSeal);
    }
    let secret = SecretKey::from_slice(scalar).map_err(|_| BrokenSeal)?;
    let ephemeral = PublicKey::from_sec1_bytes(public).map_err(|_| BrokenSeal)?;
    let key = message_key(&secret, &ephemeral, public, &point(&secret.public_key()));
    let payload = Payload { msg: message, aad: purpose.as_bytes() };
    ChaCha20Poly1305::new(&Key::from(*key))
        .decrypt(&Nonce::default(), payload)
        .map(Zeroizing::new)
        .map_err(|_| BrokenSeal)
}

fn ephemeral(entropy: &dyn Entropy) -> SecretKey {
    loop {
        // A random number is no scalar once in 2^32 times; then draw again.
        if let Ok(key) = SecretKey::from_slice(&*Zeroizing::new(entropy.key())) {
            return key;
        }
    }
}

fn message_key(
    secret: &SecretKey,
    public: &PublicKey,
    ephemeral: &[u8],
    recovery: &[u8],
) -> Zeroizing<[u8; 32]> {
    let shared = secret.diffie_hellman(public);
    expand(shared.raw_secret_bytes(), &[], &[CONTEXT, ephemeral, recovery].concat())
}

fn point(key: &PublicKey) -> [u8; POINT_LEN] {
    let mut bytes = [0; POINT_LEN];
    bytes.copy_from_slice(key.to_sec1_point(true).as_bytes());
    bytes
}

const VERSION: u8 = 1;
const POINT_LEN: usize = 33;
const CONTEXT: &[u8] = b"ronghe/recovery/v1\0";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use vocabulary::SeededEntropy;

    use super::*;

    fn pair(seed: u64) -> ([u8; 32], RecoveryKey) {
        let secret = ephemeral(&SeededEntropy::new(seed));
        let public = RecoveryKey::from_sec1(&point(&secret.public_key())).expect("a point");
        (secret.to_bytes().into(), public)
    }

    #[test]
    fn opens_with_its_key_and_purpose_only() {
        let (scalar, public) = pair(1);
        let sealed = seal_to(&SeededEntropy::new(2), &public, "a", b"work").expect("short");
        assert_eq!(*open_with(&scalar, "a", &sealed).expect("ours"), b"work");
        assert_eq!(open_with(&scalar, "b", &sealed), Err(BrokenSeal));
        assert_eq!(open_with(&pair(3).0, "a", &sealed), Err(BrokenSeal));
    }

    #[test]
    fn refuses_what_is_no_point() {
        let beyond_the_field = [&[2][..], &[255; 32]].concat();
        assert_eq!(RecoveryKey::from_sec1(&beyond_the_field).err(), Some(BadKey));
        assert_eq!(RecoveryKey::from_sec1(&[]).err(), Some(BadKey));
    }

    proptest! {
        #[test]
        fn a_changed_octet_breaks_the_seal(
            message in prop::collection::vec(any::<u8>(), 0..99),
            at in any::<prop::sample::Index>(),
        ) {
            let (scalar, public) = pair(1);
            let mut sealed = seal_to(&SeededEntropy::new(2), &public, "a", &message).expect("short");
            let place = at.index(sealed.len());
            sealed[place] ^= 1;
            prop_assert_eq!(open_with(&scalar, "a", &sealed), Err(BrokenSeal));
        }

        #[test]
        fn foreign_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(open_with(&pair(1).0, "a", &bytes), Err(BrokenSeal));
        }
    }
}
