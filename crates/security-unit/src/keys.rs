//! Public keys and signatures of cards: ECDSA P-256 with SHA-256.
//!
//! Points and signing are `p256`'s. Checking is `ring`'s, which is several times faster: the platform checks every
//! operation, a card signs a few in a minute.

use std::fmt;

use p256::ecdsa::VerifyingKey;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

/// A card's public key: a point of P-256, compressed as SEC1 says (33 bytes), written in
/// hexadecimal.
// Held uncompressed: finding y anew for every signature would cost half as much as checking it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "HexKey", into = "HexKey")]
#[schema(value_type = String)]
pub struct PublicKey([u8; 65]);

impl PublicKey {
    /// # Errors
    /// When the bytes are no point of the curve.
    pub fn parse(bytes: [u8; 33]) -> Result<Self, BadKey> {
        VerifyingKey::from_sec1_bytes(&bytes).map(|key| Self::from(&key)).map_err(|_| BadKey)
    }

    /// Compressed: x, and in front of it whether y is odd.
    #[must_use]
    pub fn bytes(&self) -> [u8; 33] {
        let [_, coordinates @ ..] = &self.0;
        let (x, y) = coordinates.split_at(32);
        let is_odd = y.last().is_some_and(|last| last % 2 == 1);
        let mut bytes = [if is_odd { 3 } else { 2 }; 33];
        bytes[1..].copy_from_slice(x);
        bytes
    }
}

impl From<&VerifyingKey> for PublicKey {
    fn from(key: &VerifyingKey) -> Self {
        let mut bytes = [0; 65];
        bytes.copy_from_slice(key.to_sec1_point(false).as_bytes());
        Self(bytes)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

/// A signature: r and s, 32 bytes each, written in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct Signature(#[serde(with = "hex::serde")] [u8; 64]);

impl Signature {
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl From<p256::ecdsa::Signature> for Signature {
    fn from(signature: p256::ecdsa::Signature) -> Self {
        Self(signature.to_bytes().into())
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({})", hex::encode(self.0))
    }
}

/// Checks that the card with `key` signed `message`.
///
/// # Errors
/// When it did not.
pub fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> Result<(), BadSignature> {
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &key.0);
    key.verify(message, &signature.0).map_err(|_| BadSignature)
}

/// Bytes that are no public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are no point of P-256")]
pub struct BadKey;

/// A signature that this key did not make over this message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature does not belong to this message and this card")]
pub struct BadSignature;

/// The key's form in JSON, before it is known to lie on the curve.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct HexKey(#[serde(with = "hex::serde")] [u8; 33]);

impl TryFrom<HexKey> for PublicKey {
    type Error = BadKey;

    fn try_from(key: HexKey) -> Result<Self, BadKey> {
        Self::parse(key.0)
    }
}

impl From<PublicKey> for HexKey {
    fn from(key: PublicKey) -> Self {
        Self(key.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6979, A.2.5: the key pair, and the signature of "sample" with SHA-256.
    const X: &str = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
    const R: &str = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
    const S: &str = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

    fn published() -> (PublicKey, Signature) {
        // y of the published key is odd, hence 03.
        let key = serde_json::from_str(&format!("\"03{X}\"")).expect("a point");
        let signature = serde_json::from_str(&format!("\"{R}{S}\"")).expect("two scalars");
        (key, signature)
    }

    #[test]
    fn accepts_the_published_signature_and_no_other_message() {
        let (key, signature) = published();
        assert_eq!(verify(&key, b"sample", &signature), Ok(()));
        assert_eq!(verify(&key, b"Sample", &signature), Err(BadSignature));
    }

    #[test]
    fn refuses_zero_and_foreign_bytes() {
        let (key, _) = published();
        assert_eq!(verify(&key, b"sample", &Signature::from_bytes([0; 64])), Err(BadSignature));
        assert_eq!(verify(&key, b"sample", &Signature::from_bytes([255; 64])), Err(BadSignature));
        assert_eq!(PublicKey::parse([0; 33]), Err(BadKey));
    }

    #[test]
    fn json_is_hexadecimal_and_checked() {
        let (key, _) = published();
        assert_eq!(serde_json::json!(key), format!("03{X}"));
        let off_the_curve = format!("\"02{}\"", "f".repeat(64));
        assert!(serde_json::from_str::<PublicKey>(&off_the_curve).is_err());
        assert!(serde_json::from_str::<PublicKey>("\"03\"").is_err());
    }
}
