//! SM4 (GB/T 32907-2016) as the stand-in uses it: CMAC for proofs and keys, CBC for what is hidden.

use cbc::cipher::block_padding::{Iso7816, NoPadding};
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use cmac::{Cmac, KeyInit, Mac as _};
use sm4::Sm4;
use vocabulary::Entropy;
use zeroize::Zeroizing;

use crate::metering::{Mac, RandomCipher};

/// A key of 16 bytes; wiped when dropped, has no `Debug` on purpose.
#[derive(Clone)]
pub(super) struct Sm4Key(Zeroizing<[u8; 16]>);

/// What a key is used for: the first octet of everything that CMAC is made over, so that a value made for one purpose
/// is none for another.
#[derive(Clone, Copy)]
pub(super) enum Label {
    MeterKey = 0x10,
    WorkKey = 0x20,
    CipherKey = 0x30,
    MacKey = 0x31,
    UnitKey = 0x40,
    AuthorityWrap = 0x41,
    AuthorityTag = 0x42,
    TaskMac = 0x43,
    KeyMaterial = 0x44,
    Identity = 0x50,
    InfraredMeter = 0x51,
    InfraredUnit = 0x52,
    Control = 0x60,
    Class1 = 0x61,
    Class2 = 0x62,
    KeyMessage2009 = 0x63,
    KeyMessage2013 = 0x64,
    Money = 0x65,
    Customer = 0x66,
    ReadBack = 0x67,
    Command = 0x68,
    ReadReply = 0x69,
    CommandReply = 0x6A,
    KeyWrap = 0x70,
    KeyCheck = 0x71,
    ConnectKey = 0x72,
    ClientSignature = 0x73,
    ServerSignature = 0x74,
}

impl Sm4Key {
    pub(super) fn draw(entropy: &dyn Entropy) -> Self {
        let mut key = Zeroizing::new([0; 16]);
        entropy.fill(&mut *key);
        Self(key)
    }

    pub(super) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(super) fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Another key: CMAC over label and parts.
    pub(super) fn derive(&self, label: Label, parts: &[&[u8]]) -> Self {
        Self(Zeroizing::new(self.tag(label, parts)))
    }

    /// The whole CMAC, 16 bytes.
    pub(super) fn tag(&self, label: Label, parts: &[&[u8]]) -> [u8; 16] {
        self.cmac(label, parts).finalize().into_bytes().into()
    }

    /// The first 4 bytes of the CMAC.
    pub(super) fn mac(&self, label: Label, parts: &[&[u8]]) -> Mac {
        let [a, b, c, d, ..] = self.tag(label, parts);
        Mac::from_bytes([a, b, c, d])
    }

    /// The first 8 bytes of the CMAC.
    pub(super) fn proof(&self, label: Label, parts: &[&[u8]]) -> RandomCipher {
        let [a, b, c, d, e, f, g, h, ..] = self.tag(label, parts);
        RandomCipher::from_bytes([a, b, c, d, e, f, g, h])
    }

    /// Whether `told` is the beginning of the CMAC; takes the same time wherever it differs. The length is the type's:
    /// whoever sends fewer octets guesses no easier.
    #[must_use]
    pub(super) fn holds<const N: usize>(
        &self,
        label: Label,
        parts: &[&[u8]],
        told: &[u8; N],
    ) -> bool {
        self.cmac(label, parts).verify_truncated_left(told).is_ok()
    }

    /// CBC from an IV of zeros, padded with `80 00 …`. Every key enciphers under one random only.
    pub(super) fn encipher(&self, plain: &[u8]) -> Vec<u8> {
        cbc::Encryptor::<Sm4>::new(&(*self.0).into(), &ZERO_IV.into())
            .encrypt_padded_vec::<Iso7816>(plain)
    }

    /// Nothing when the length or the padding is none of ours.
    pub(super) fn decipher(&self, cipher: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        cbc::Decryptor::<Sm4>::new(&(*self.0).into(), &ZERO_IV.into())
            .decrypt_padded_vec::<Iso7816>(cipher)
            .ok()
            .map(Zeroizing::new)
    }

    /// As [`Sm4Key::encipher`] without padding, for two whole blocks.
    pub(super) fn encipher_32(&self, plain: &[u8; 32]) -> [u8; 32] {
        let mut cipher = [0; 32];
        cbc::Encryptor::<Sm4>::new(&(*self.0).into(), &ZERO_IV.into())
            .encrypt_padded_b2b::<NoPadding>(plain, &mut cipher)
            .expect("32 bytes are two blocks");
        cipher
    }

    pub(super) fn decipher_32(&self, cipher: &[u8; 32]) -> Zeroizing<[u8; 32]> {
        let mut plain = Zeroizing::new([0; 32]);
        cbc::Decryptor::<Sm4>::new(&(*self.0).into(), &ZERO_IV.into())
            .decrypt_padded_b2b::<NoPadding>(cipher, &mut *plain)
            .expect("32 bytes are two blocks");
        plain
    }

    /// One block under a key that enciphers no other.
    pub(super) fn wrap(&self, key: &Sm4Key) -> [u8; 16] {
        let mut block = (*key.0).into();
        sm4::cipher::BlockCipherEncrypt::encrypt_block(&self.cipher(), &mut block);
        block.into()
    }

    pub(super) fn unwrap(&self, wrapped: [u8; 16]) -> Sm4Key {
        let mut block = wrapped.into();
        sm4::cipher::BlockCipherDecrypt::decrypt_block(&self.cipher(), &mut block);
        Self::from_bytes(block.into())
    }

    fn cipher(&self) -> Sm4 {
        Sm4::new(&(*self.0).into())
    }

    fn cmac(&self, label: Label, parts: &[&[u8]]) -> Cmac<Sm4> {
        let mut cmac = <Cmac<Sm4> as KeyInit>::new(&(*self.0).into());
        cmac.update(&[label as u8]);
        for part in parts {
            cmac.update(part);
        }
        cmac
    }
}

const ZERO_IV: [u8; 16] = [0; 16];

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: [u8; 16] = [
        0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32,
        0x10,
    ];

    fn unhex<const N: usize>(text: &str) -> [u8; N] {
        let mut bytes = [0; N];
        hex::decode_to_slice(text, &mut bytes).expect("hexadecimal of this length");
        bytes
    }

    #[test]
    fn enciphers_the_example_of_gb_32907() {
        // GB/T 32907-2016, A.1: key and plain text are the same sixteen bytes.
        let key = Sm4Key::from_bytes(EXAMPLE);
        let cipher = key.wrap(&Sm4Key::from_bytes(EXAMPLE));
        assert_eq!(hex::encode(cipher), "681edf34d206965e86b3e94f536e4246");
        assert_eq!(key.unwrap(cipher).bytes(), &EXAMPLE);
    }

    #[test]
    fn enciphers_the_example_a_million_times() {
        // GB/T 32907-2016, A.2.
        let cipher = Sm4Key::from_bytes(EXAMPLE).cipher();
        let mut block = EXAMPLE.into();
        for _ in 0..1_000_000 {
            sm4::cipher::BlockCipherEncrypt::encrypt_block(&cipher, &mut block);
        }
        assert_eq!(hex::encode(block), "595298c7c6fd271f0402f804c33d3f66");
    }

    #[test]
    fn chains_blocks_as_the_draft_of_sm4_does() {
        // draft-ribose-cfrg-sm4-10, A.2.2.1. Its IV is moved into the first block, since ours is zero.
        let key = Sm4Key::from_bytes(EXAMPLE);
        let iv: [u8; 16] = unhex("000102030405060708090a0b0c0d0e0f");
        let mut plain: [u8; 32] =
            unhex("aaaaaaaabbbbbbbbccccccccddddddddeeeeeeeeffffffffaaaaaaaabbbbbbbb");
        for (octet, mask) in plain.iter_mut().zip(iv) {
            *octet ^= mask;
        }
        let cipher = key.encipher_32(&plain);
        assert_eq!(
            hex::encode(cipher),
            "78ebb11cc40b0a48312aaeb2040244cb4cb7016951909226979b0d15dc6a8f6d"
        );
        assert_eq!(*key.decipher_32(&cipher), plain);
    }

    #[test]
    fn makes_the_cmac_that_openssl_makes() {
        // `openssl mac -cipher SM4-CBC -macopt hexkey:0123456789ABCDEFFEDCBA9876543210 -in FILE CMAC` of OpenSSL
        // 3.0.19, where FILE holds the octets 60 61 62 63: label and parts.
        let key = Sm4Key::from_bytes(EXAMPLE);
        let tag = key.tag(Label::Control, &[b"ab", b"c"]);
        assert_eq!(hex::encode(tag), "b31ea2357ae4f346cfa9194ce2071490");
    }

    #[test]
    fn padding_is_a_set_bit_and_zeros() {
        let key = Sm4Key::from_bytes(EXAMPLE);
        let cipher = key.encipher(&[7; 8]);
        let block: [u8; 16] = cipher.as_slice().try_into().expect("one block");
        let plain = key.unwrap(block);
        assert_eq!(plain.bytes(), &[7, 7, 7, 7, 7, 7, 7, 7, 0x80, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(key.decipher(&cipher).as_deref().map(Vec::as_slice), Some(&[7; 8][..]));
        assert_eq!(key.encipher(&[7; 16]).len(), 32, "a full block gets one of padding");
        assert!(key.decipher(&[7; 16]).is_none());
        assert!(key.decipher(&[7; 15]).is_none());
        assert!(key.decipher(&[]).is_none());
    }

    #[test]
    fn a_proof_is_the_beginning_of_the_cmac() {
        let key = Sm4Key::from_bytes(EXAMPLE);
        let tag = key.tag(Label::Class1, &[b"x"]);
        let [a, b, c, d, e, ..] = tag;
        assert!(key.holds(Label::Class1, &[b"x"], &tag));
        assert!(key.holds(Label::Class1, &[b"x"], &[a, b, c, d]));
        assert!(!key.holds(Label::Class2, &[b"x"], &[a, b, c, d]));
        assert!(!key.holds(Label::Class1, &[b"y"], &[a, b, c, d]));
        assert!(!key.holds(Label::Class1, &[b"x"], &[b, c, d, e]));
    }
}
