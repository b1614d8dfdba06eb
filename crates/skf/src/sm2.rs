//! SM2 signatures (GB/T 32918.2-2016) around what the card computes.

use std::fmt;

use sm2::dsa::signature::Verifier;
use sm2::dsa::{Signature, VerifyingKey};
use sm3::{Digest as _, Sm3};

/// A point of SM2's curve: x and y, 32 bytes each.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sm2PublicKey {
    x: [u8; 32],
    y: [u8; 32],
}

/// A signature: r and s, 32 bytes each.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sm2Signature {
    r: [u8; 32],
    s: [u8; 32],
}

impl Sm2PublicKey {
    /// Nothing when there is no such point.
    #[must_use]
    pub fn new(x: [u8; 32], y: [u8; 32]) -> Option<Self> {
        let key = Self { x, y };
        key.verifying_key().is_some().then_some(key)
    }

    /// The point with this x whose y is odd or even; nothing when there is none.
    #[must_use]
    pub fn from_x(x: [u8; 32], is_y_odd: bool) -> Option<Self> {
        let mut compressed = [if is_y_odd { 3 } else { 2 }; 33];
        compressed[1..].copy_from_slice(&x);
        let point = VerifyingKey::from_sec1_bytes(SIGNER, &compressed).ok()?.to_sec1_bytes();
        let (_, y) = point.split_last_chunk::<32>()?;
        Self::new(x, *y)
    }

    /// Uncompressed as SEC1 says: 04, x, y.
    #[must_use]
    pub fn bytes(&self) -> [u8; 65] {
        let mut bytes = [4; 65];
        bytes[1..33].copy_from_slice(&self.x);
        bytes[33..].copy_from_slice(&self.y);
        bytes
    }

    fn verifying_key(&self) -> Option<VerifyingKey> {
        VerifyingKey::from_sec1_bytes(SIGNER, &self.bytes()).ok()
    }
}

impl Sm2Signature {
    #[must_use]
    pub const fn new(r: [u8; 32], s: [u8; 32]) -> Self {
        Self { r, s }
    }

    /// r, then s.
    #[must_use]
    pub fn bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&self.r);
        bytes[32..].copy_from_slice(&self.s);
        bytes
    }
}

impl fmt::Debug for Sm2PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sm2PublicKey({:02x?})", self.bytes())
    }
}

impl fmt::Debug for Sm2Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sm2Signature({:02x?})", self.bytes())
    }
}

/// What a card signs for `message` under `key`: SM3 over `Z` and the message, where `Z` is SM3 over the signer's id, the
/// curve and the key (GB/T 32918.2-2016, 5.5 and 6.1). The id is the one of GM/T 0009-2012, 10.
#[must_use]
pub fn sm2_digest(key: &Sm2PublicKey, message: &[u8]) -> [u8; 32] {
    let bits = u16::try_from(SIGNER.len() * 8).expect("the id is short");
    let z = Sm3::new()
        .chain_update(bits.to_be_bytes())
        .chain_update(SIGNER)
        .chain_update(CURVE)
        .chain_update(key.x)
        .chain_update(key.y)
        .finalize();
    Sm3::new().chain_update(z).chain_update(message).finalize().into()
}

/// Whether the card with `key` signed `message`.
#[must_use]
pub fn verify_sm2(key: &Sm2PublicKey, message: &[u8], signature: &Sm2Signature) -> bool {
    let (Some(key), Ok(signature)) =
        (key.verifying_key(), Signature::from_slice(&signature.bytes()))
    else {
        return false;
    };
    key.verify(message, &signature).is_ok()
}

/// The signer's id where nothing else was agreed upon.
const SIGNER: &str = "1234567812345678";

/// a, b and the base point of the curve (GB/T 32918.5-2017, 2).
const CURVE: [u8; 128] = [
    0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC,
    0x28, 0xE9, 0xFA, 0x9E, 0x9D, 0x9F, 0x5E, 0x34, 0x4D, 0x5A, 0x9E, 0x4B, 0xCF, 0x65, 0x09, 0xA7,
    0xF3, 0x97, 0x89, 0xF5, 0x15, 0xAB, 0x8F, 0x92, 0xDD, 0xBC, 0xBD, 0x41, 0x4D, 0x94, 0x0E, 0x93,
    0x32, 0xC4, 0xAE, 0x2C, 0x1F, 0x19, 0x81, 0x19, 0x5F, 0x99, 0x04, 0x46, 0x6A, 0x39, 0xC9, 0x94,
    0x8F, 0xE3, 0x0B, 0xBF, 0xF2, 0x66, 0x0B, 0xE1, 0x71, 0x5A, 0x45, 0x89, 0x33, 0x4C, 0x74, 0xC7,
    0xBC, 0x37, 0x36, 0xA2, 0xF4, 0xF6, 0x77, 0x9C, 0x59, 0xBD, 0xCE, 0xE3, 0x6B, 0x69, 0x21, 0x53,
    0xD0, 0xA9, 0x87, 0x7C, 0xC6, 0x2A, 0x47, 0x40, 0x02, 0xDF, 0x32, 0xE5, 0x21, 0x39, 0xF0, 0xA0,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn unhex(text: &str) -> [u8; 32] {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).expect("64 digits");
        bytes
    }

    /// GB/T 32918.5-2017, annex A.2: the key, and the signature of "message digest".
    fn published() -> (Sm2PublicKey, Sm2Signature) {
        let x = unhex("09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020");
        let y = unhex("ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
        let r = unhex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3");
        let s = unhex("b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
        (Sm2PublicKey::new(x, y).expect("a point"), Sm2Signature::new(r, s))
    }

    #[test]
    fn makes_the_published_digest() {
        let (key, _) = published();
        assert_eq!(
            sm2_digest(&key, b"message digest"),
            unhex("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640")
        );
    }

    #[test]
    fn accepts_the_published_signature_and_no_other_message() {
        let (key, signature) = published();
        assert!(verify_sm2(&key, b"message digest", &signature));
        assert!(!verify_sm2(&key, b"message Digest", &signature));
        assert!(!verify_sm2(&key, b"message digest", &Sm2Signature::new([0; 32], [0; 32])));
        assert!(!verify_sm2(&key, b"message digest", &Sm2Signature::new([255; 32], [255; 32])));
    }

    #[test]
    fn a_point_is_known_by_its_x_and_whether_y_is_odd() {
        let (key, _) = published();
        assert_eq!(Sm2PublicKey::from_x(key.x, true), Some(key));
        assert_ne!(Sm2PublicKey::from_x(key.x, false), Some(key));
        assert_eq!(Sm2PublicKey::from_x([255; 32], true), None);
    }

    #[test]
    fn a_point_off_the_curve_is_no_key() {
        assert!(Sm2PublicKey::new([1; 32], [1; 32]).is_none());
        assert!(Sm2PublicKey::new([0; 32], [0; 32]).is_none());
    }
}
