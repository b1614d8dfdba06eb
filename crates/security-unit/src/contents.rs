//! What lies behind the PIN: the signing key and the card's secret.

use hkdf::Hkdf;
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use sha2::Sha256;
use vocabulary::Entropy;
use zeroize::Zeroizing;

use crate::{PublicKey, Signature};

/// Wiped when dropped; has no `Debug` on purpose.
pub(crate) struct CardContents {
    key: SigningKey,
    secret: Zeroizing<[u8; 32]>,
}

/// The contents as bytes: key, then secret.
pub(crate) const CONTENTS_LEN: usize = 64;

impl CardContents {
    pub(crate) fn make(entropy: &dyn Entropy) -> Self {
        let secret = Zeroizing::new(entropy.key());
        loop {
            // A random number is no key once in 2^32 times (zero, or not below the curve's order);
            // then draw again.
            if let Ok(key) = SigningKey::from_slice(&*Zeroizing::new(entropy.key())) {
                return Self { key, secret };
            }
        }
    }

    pub(crate) fn from_bytes(bytes: &[u8; CONTENTS_LEN]) -> Option<Self> {
        let (key, rest) = bytes.split_first_chunk::<32>()?;
        let mut secret = Zeroizing::new([0; 32]);
        secret.copy_from_slice(rest);
        Some(Self { key: SigningKey::from_slice(key).ok()?, secret })
    }

    pub(crate) fn to_bytes(&self) -> Zeroizing<[u8; CONTENTS_LEN]> {
        let mut bytes = Zeroizing::new([0; CONTENTS_LEN]);
        let key = Zeroizing::new(<[u8; 32]>::from(self.key.to_bytes()));
        bytes[..32].copy_from_slice(&*key);
        bytes[32..].copy_from_slice(&*self.secret);
        bytes
    }

    pub(crate) fn public_key(&self) -> PublicKey {
        PublicKey::from(self.key.verifying_key())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Signature {
        let signature: p256::ecdsa::Signature = self.key.sign(message);
        Signature::from(signature)
    }

    /// HKDF-SHA-256 of the card's secret; `label` says what for.
    pub(crate) fn secret_for(&self, label: &str) -> Zeroizing<[u8; 32]> {
        secret_for(&self.secret, label)
    }
}

/// What a card with this secret releases under `label`.
pub(crate) fn secret_for(secret: &[u8; 32], label: &str) -> Zeroizing<[u8; 32]> {
    let mut released = Zeroizing::new([0; 32]);
    let info = [RELEASE_CONTEXT, label.as_bytes()].concat();
    Hkdf::<Sha256>::new(None, secret)
        .expand(&info, &mut *released)
        .expect("32 bytes are less than the 8160 that HKDF-SHA-256 gives");
    released
}

/// In front of the label of a secret that a card releases.
pub(crate) const RELEASE_CONTEXT: &[u8] = b"ronghe/card-release/v1\0";

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::SeededEntropy;

    #[test]
    fn bytes_bring_the_same_card_back() {
        let contents = CardContents::make(&SeededEntropy::new(9));
        let back = CardContents::from_bytes(&contents.to_bytes()).expect("its own bytes");
        assert_eq!(back.public_key(), contents.public_key());
        assert_eq!(back.secret_for("store"), contents.secret_for("store"));
        assert_ne!(back.secret_for("store"), contents.secret_for("stor"));
    }

    #[test]
    fn zero_is_no_key() {
        assert!(CardContents::from_bytes(&[0; CONTENTS_LEN]).is_none());
    }
}
