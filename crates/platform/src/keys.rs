//! The platform's own keys: it signs audit roots, seals what it must be able to read again, and opens sealed work.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce};
use hkdf::Hkdf;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use vocabulary::Entropy;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Secrets of one platform, kept in a file that only it may read.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct PlatformKeys {
    /// P-256 scalar that signs audit roots; hex.
    #[serde(with = "hex::serde")]
    signing: [u8; 32],
    /// Seals unlock codes in the database; leases are derived from it.
    #[serde(with = "hex::serde")]
    sealing: [u8; 32],
    /// P-256 scalar that opens the terminals' sealed queues.
    #[serde(with = "hex::serde")]
    recovery: [u8; 32],
}

/// Sealed bytes that this platform did not seal, or not for this purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the seal is broken")]
pub struct BrokenSeal;

impl PlatformKeys {
    /// Makes new keys.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self { signing: scalar(entropy), sealing: entropy.key(), recovery: scalar(entropy) }
    }

    /// The key that audit roots are checked with: SEC1, compressed.
    #[must_use]
    pub fn public_key(&self) -> Vec<u8> {
        public_of(&self.signing)
    }

    /// The key that terminals seal their queues to: SEC1, compressed.
    #[must_use]
    pub fn recovery_public_key(&self) -> Vec<u8> {
        public_of(&self.recovery)
    }

    /// The scalar that opens sealed queues.
    #[must_use]
    pub fn recovery_scalar(&self) -> &[u8; 32] {
        &self.recovery
    }

    /// ECDSA P-256 over SHA-256, as fixed 64 bytes; empty should the key be unusable.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let Ok(key) = SigningKey::from_slice(&self.signing) else { return Vec::new() };
        let signature: Signature = key.sign(message);
        signature.to_bytes().to_vec()
    }

    /// Seals `secret` for `purpose`: nonce, then ciphertext with tag.
    #[must_use]
    pub fn seal(&self, entropy: &dyn Entropy, purpose: &str, secret: &[u8]) -> Vec<u8> {
        let mut nonce = [0; 12];
        entropy.fill(&mut nonce);
        let cipher = ChaCha20Poly1305::new(&Key::from(self.sealing));
        let payload = Payload { msg: secret, aad: purpose.as_bytes() };
        let sealed = cipher.encrypt(&Nonce::from(nonce), payload).unwrap_or_default();
        [nonce.as_slice(), &sealed].concat()
    }

    /// A secret for `purpose` that is always the same and tells nothing about any other.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut secret = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, &self.sealing)
            .expand(purpose.as_bytes(), &mut *secret)
            .expect("HKDF-SHA-256 gives up to 8,160 bytes");
        secret
    }

    /// Opens what [`PlatformKeys::seal`] has sealed for the same purpose.
    ///
    /// # Errors
    /// When key, purpose or bytes are others.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, BrokenSeal> {
        let (nonce, sealed) = sealed.split_first_chunk::<12>().ok_or(BrokenSeal)?;
        let cipher = ChaCha20Poly1305::new(&Key::from(self.sealing));
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        cipher.decrypt(&Nonce::from(*nonce), payload).map_err(|_| BrokenSeal)
    }
}

/// A scalar that P-256 takes: almost any 32 bytes.
fn scalar(entropy: &dyn Entropy) -> [u8; 32] {
    loop {
        let candidate = entropy.key();
        if SigningKey::from_slice(&candidate).is_ok() {
            return candidate;
        }
    }
}

fn public_of(scalar: &[u8; 32]) -> Vec<u8> {
    SigningKey::from_slice(scalar)
        .map(|key| key.verifying_key().to_sec1_point(true).as_bytes().to_vec())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use vocabulary::SeededEntropy;

    use super::*;

    #[test]
    fn a_seal_opens_only_for_its_purpose() {
        let entropy = SeededEntropy::new(1);
        let keys = PlatformKeys::generate(&entropy);
        let sealed = keys.seal(&entropy, "puk", b"secret");
        assert_eq!(keys.open("puk", &sealed), Ok(b"secret".to_vec()));
        assert_eq!(keys.open("lease", &sealed), Err(BrokenSeal));
        assert_eq!(keys.open("puk", &sealed[..9]), Err(BrokenSeal));
        let others = PlatformKeys::generate(&entropy);
        assert_eq!(others.open("puk", &sealed), Err(BrokenSeal));
    }
}
