//! Public keys and signatures of cards: ECDSA P-256 with SHA-256, and with the feature `skf` SM2 with SM3.
//!
//! Points and signing of P-256 are `p256`'s. Checking is `ring`'s, which is several times faster: the platform checks every
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
        #[cfg(feature = "skf")]
        if let [first @ (0x12 | 0x13), x @ ..] = bytes {
            return skf::Sm2PublicKey::from_x(x, first == 0x13).map(Self::from).ok_or(BadKey);
        }
        VerifyingKey::from_sec1_bytes(&bytes).map(|key| Self::from(&key)).map_err(|_| BadKey)
    }

    /// Compressed: x, and in front of it the curve and whether y is odd, 02 or 03 for P-256, 12 or 13 for SM2. So none
    /// passes for the other.
    #[must_use]
    pub fn bytes(&self) -> [u8; 33] {
        let [curve, coordinates @ ..] = &self.0;
        let (x, y) = coordinates.split_at(32);
        let is_odd = y.last().is_some_and(|last| last % 2 == 1);
        let even = if *curve == SM2 { 0x12 } else { 0x02 };
        let mut bytes = [even + u8::from(is_odd); 33];
        bytes[1..].copy_from_slice(x);
        bytes
    }

    /// The key as SM2 knows it, if it is one of SM2's.
    #[cfg(feature = "skf")]
    pub(crate) fn sm2(&self) -> Option<skf::Sm2PublicKey> {
        let [SM2, coordinates @ ..] = &self.0 else { return None };
        let ([x, y], []) = coordinates.as_chunks::<32>() else { return None };
        skf::Sm2PublicKey::new(*x, *y)
    }
}

impl From<&VerifyingKey> for PublicKey {
    fn from(key: &VerifyingKey) -> Self {
        let mut bytes = [0; 65];
        bytes.copy_from_slice(key.to_sec1_point(false).as_bytes());
        Self(bytes)
    }
}

#[cfg(feature = "skf")]
impl From<skf::Sm2PublicKey> for PublicKey {
    fn from(key: skf::Sm2PublicKey) -> Self {
        let mut bytes = key.bytes();
        bytes[0] = SM2;
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
    #[cfg(feature = "skf")]
    if let Some(key) = key.sm2() {
        let ([r, s], _) = signature.0.as_chunks::<32>() else { return Err(BadSignature) };
        let signature = skf::Sm2Signature::new(*r, *s);
        let holds = skf::verify_sm2(&key, message, &signature);
        return if holds { Ok(()) } else { Err(BadSignature) };
    }
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &key.0);
    key.verify(message, &signature.0).map_err(|_| BadSignature)
}

/// Bytes that are no public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are no point of a curve that cards have")]
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

/// In front of the coordinates of a point of SM2's curve; 04 stands in front of one of P-256.
const SM2: u8 = 0x14;

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

    #[cfg(feature = "skf")]
    #[test]
    fn a_key_of_sm2_is_no_key_of_p_256() {
        // GB/T 32918.5-2017, annex A.2: the key, and the signature of "message digest".
        let x = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";
        let key: PublicKey = serde_json::from_str(&format!("\"13{x}\"")).expect("a point");
        assert_eq!(serde_json::json!(key), format!("13{x}"));
        assert_eq!(PublicKey::parse(key.bytes()), Ok(key));
        let r = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3";
        let s = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
        let signature = serde_json::from_str(&format!("\"{r}{s}\"")).expect("two scalars");
        assert_eq!(verify(&key, b"message digest", &signature), Ok(()));
        assert_eq!(verify(&key, b"message Digest", &signature), Err(BadSignature));

        let (p256, of_p256) = published();
        assert_eq!(verify(&key, b"sample", &of_p256), Err(BadSignature));
        assert_eq!(verify(&p256, b"message digest", &signature), Err(BadSignature));
        assert_eq!(p256.sm2(), None);
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
