//! How the stand-in protects what DL/T 698.45 carries: CONNECT by symmetric key, and APDUs within the session.
//!
//! `W` is the work key for connecting, `rc` and `rs` the randoms of client and server (16 bytes each), `E` and `M` as in
//! `seal_keys.rs`, `S` the ESAM's serial number.
//!
//! | what | formula |
//! |---|---|
//! | ciphertext 1, 32 bytes | SM4-CBC without padding under `CMAC(W, [72] S)` of `rc`, the counter (4), twelve zeros |
//! | client signature 1, 4 bytes | `M(W, [73] S ciphertext)` |
//! | server signature, 4 bytes | `M(W, [74] rc rs)` |
//! | session keys | `Se = CMAC(W, [30] rc rs)`, `Sm = CMAC(W, [31] rc rs)` |
//! | SID | the first 4 bytes of `rs`; attached: the command's number in the session, 2 bytes, from 1 |
//! | command | `E(CMAC(Se, [68] protection number), APDU)`; `M(Sm, [68] protection SID number body)` |
//! | its reply | `E(CMAC(Se, [6A] protection number), APDU)`; `M(Sm, [6A] protection number body)` |
//! | plain read's reply | `M(Sm, [69] len RN APDU)`, RN of 8 bytes, len its length in one |

use super::sm4::{Label, Sm4Key};
use crate::metering::{EsamSerial, Mac, ProtectedCommand, ProtectedReply, Protection, Sid};

/// Both ends' keys of one session.
pub(super) struct SessionKeys {
    cipher: Sm4Key,
    mac: Sm4Key,
    identity: [u8; 4],
}

/// A random of one side, 16 bytes.
pub(super) type SessionRandom = [u8; 16];

/// Ciphertext 1 and client signature 1.
pub(super) fn client_proof(
    work_key: &Sm4Key,
    esam: EsamSerial,
    client: SessionRandom,
    counter: u32,
) -> ([u8; 32], Mac) {
    let mut plain = [0; 32];
    plain[..16].copy_from_slice(&client);
    plain[16..20].copy_from_slice(&counter.to_be_bytes());
    let cipher = work_key.derive(Label::ConnectKey, &[esam.bytes()]).encipher_32(&plain);
    let signature = work_key.mac(Label::ClientSignature, &[esam.bytes(), &cipher]);
    (cipher, signature)
}

/// The client's random and the counter, if the proof is for this ESAM.
pub(super) fn open_client_proof(
    work_key: &Sm4Key,
    esam: EsamSerial,
    cipher: &[u8],
    signature: &[u8],
) -> Option<(SessionRandom, u32)> {
    let cipher: &[u8; 32] = cipher.try_into().ok()?;
    let signature: &[u8; 4] = signature.try_into().ok()?;
    if !work_key.holds(Label::ClientSignature, &[esam.bytes(), cipher], signature) {
        return None;
    }
    let plain = work_key.derive(Label::ConnectKey, &[esam.bytes()]).decipher_32(cipher);
    let (client, rest) = plain.split_first_chunk::<16>()?;
    let (counter, zeros) = rest.split_first_chunk::<4>()?;
    (zeros == [0; 12]).then_some((*client, u32::from_be_bytes(*counter)))
}

pub(super) fn server_signature(
    work_key: &Sm4Key,
    client: SessionRandom,
    server: SessionRandom,
) -> Mac {
    work_key.mac(Label::ServerSignature, &[&client, &server])
}

pub(super) fn holds_server_signature(
    work_key: &Sm4Key,
    client: SessionRandom,
    server: SessionRandom,
    signature: &[u8],
) -> bool {
    let Ok(signature) = <&[u8; 4]>::try_from(signature) else { return false };
    work_key.holds(Label::ServerSignature, &[&client, &server], signature)
}

impl SessionKeys {
    pub(super) fn new(work_key: &Sm4Key, client: SessionRandom, server: SessionRandom) -> Self {
        let cipher = work_key.derive(Label::CipherKey, &[&client, &server]);
        let mac = work_key.derive(Label::MacKey, &[&client, &server]);
        let [a, b, c, d, ..] = server;
        Self { cipher, mac, identity: [a, b, c, d] }
    }

    pub(super) fn protect(
        &self,
        protection: Protection,
        number: u16,
        apdu: Vec<u8>,
    ) -> ProtectedCommand {
        let attached = number.to_be_bytes();
        let body = match protection {
            Protection::PlainMac => apdu,
            Protection::Cipher | Protection::CipherMac => {
                self.cipher_key(Label::Command, protection, attached).encipher(&apdu)
            }
        };
        let mac = match protection {
            Protection::Cipher => None,
            Protection::PlainMac | Protection::CipherMac => {
                let parts = [&[protection.code()][..], &self.identity, &attached, &body];
                Some(self.mac.mac(Label::Command, &parts))
            }
        };
        let sid = Sid { identity: self.identity, attached: attached.to_vec() };
        ProtectedCommand { protection, body, sid, mac }
    }

    /// The number and the plain APDU of a command, if it is of this session and has the protection that it claims.
    pub(super) fn open_command(&self, command: &ProtectedCommand) -> Option<(u16, Vec<u8>)> {
        let attached: [u8; 2] = command.sid.attached.as_slice().try_into().ok()?;
        if command.sid.identity != self.identity {
            return None;
        }
        match (command.protection, command.mac) {
            (Protection::Cipher, None) => {}
            (Protection::PlainMac | Protection::CipherMac, Some(mac)) => {
                let protection = [command.protection.code()];
                let parts = [&protection[..], &self.identity, &attached, &command.body];
                if !self.mac.holds(Label::Command, &parts, mac.bytes()) {
                    return None;
                }
            }
            _ => return None,
        }
        let apdu = match command.protection {
            Protection::PlainMac => command.body.clone(),
            Protection::Cipher | Protection::CipherMac => {
                let key = self.cipher_key(Label::Command, command.protection, attached);
                key.decipher(&command.body)?.to_vec()
            }
        };
        Some((u16::from_be_bytes(attached), apdu))
    }

    pub(super) fn protect_reply(
        &self,
        protection: Protection,
        number: u16,
        apdu: Vec<u8>,
    ) -> ProtectedReply {
        let number = number.to_be_bytes();
        let mac =
            |body: &[u8]| self.mac.mac(Label::CommandReply, &[&[protection.code()], &number, body]);
        let encipher =
            |apdu: &[u8]| self.cipher_key(Label::CommandReply, protection, number).encipher(apdu);
        match protection {
            Protection::PlainMac => ProtectedReply::Plain { mac: mac(&apdu), apdu },
            Protection::Cipher => ProtectedReply::Cipher { cipher: encipher(&apdu), mac: None },
            Protection::CipherMac => {
                let cipher = encipher(&apdu);
                ProtectedReply::Cipher { mac: Some(mac(&cipher)), cipher }
            }
        }
    }

    /// The plain APDU of the reply to command `number`; nothing when it has less protection than the command had.
    pub(super) fn open_reply(
        &self,
        protection: Protection,
        number: u16,
        reply: &ProtectedReply,
    ) -> Option<Vec<u8>> {
        let number = number.to_be_bytes();
        let holds = |body: &[u8], mac: Mac| {
            let parts = [&[protection.code()][..], &number, body];
            self.mac.holds(Label::CommandReply, &parts, mac.bytes())
        };
        let decipher = |cipher: &[u8]| {
            let key = self.cipher_key(Label::CommandReply, protection, number);
            key.decipher(cipher).map(|apdu| apdu.to_vec())
        };
        match (protection, reply) {
            (Protection::PlainMac, ProtectedReply::Plain { apdu, mac }) => {
                holds(apdu, *mac).then(|| apdu.clone())
            }
            (Protection::Cipher, ProtectedReply::Cipher { cipher, mac: None }) => decipher(cipher),
            (Protection::CipherMac, ProtectedReply::Cipher { cipher, mac: Some(mac) }) => {
                holds(cipher, *mac).then(|| decipher(cipher)).flatten()
            }
            _ => None,
        }
    }

    /// The protection is part of the key: a cipher from which somebody cut the MAC does not pass for one without.
    fn cipher_key(&self, label: Label, protection: Protection, number: [u8; 2]) -> Sm4Key {
        self.cipher.derive(label, &[&[protection.code()], &number])
    }

    pub(super) fn read_mac(&self, random: &[u8], apdu: &[u8]) -> Mac {
        // The random's length stands in front, so that no octet of it can pass for one of the APDU.
        self.mac.mac(Label::ReadReply, &[&len_octet(random), random, apdu])
    }

    pub(super) fn holds_read(&self, random: &[u8], apdu: &[u8], mac: Mac) -> bool {
        self.mac.holds(Label::ReadReply, &[&len_octet(random), random, apdu], mac.bytes())
    }
}

/// A random of more octets than fit counts as 255: no unit draws one.
fn len_octet(random: &[u8]) -> [u8; 1] {
    [u8::try_from(random.len()).unwrap_or(u8::MAX)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys() -> SessionKeys {
        SessionKeys::new(&Sm4Key::from_bytes([7; 16]), [1; 16], [2; 16])
    }

    const ALL: [Protection; 3] = [Protection::PlainMac, Protection::Cipher, Protection::CipherMac];

    #[test]
    fn a_client_proof_opens_at_its_esam_only() {
        let work_key = Sm4Key::from_bytes([7; 16]);
        let (here, there) = (EsamSerial::from_bytes([1; 8]), EsamSerial::from_bytes([2; 8]));
        let (cipher, signature) = client_proof(&work_key, here, [5; 16], 9);
        let open = |esam| open_client_proof(&work_key, esam, &cipher, signature.bytes());
        assert_eq!(open(here), Some(([5; 16], 9)));
        assert_eq!(open(there), None);
        assert_eq!(open_client_proof(&work_key, here, &cipher, &signature.bytes()[..1]), None);
    }

    #[test]
    fn a_reply_with_less_protection_than_its_command_is_none() {
        for asked in ALL {
            for given in ALL {
                let reply = keys().protect_reply(given, 1, vec![0x87, 1, 0]);
                let opened = keys().open_reply(asked, 1, &reply);
                assert_eq!(opened.is_some(), asked == given, "{asked:?} {given:?}");
            }
        }
    }

    #[test]
    fn a_reply_belongs_to_its_command() {
        let reply = keys().protect_reply(Protection::CipherMac, 1, vec![0x87, 1, 0]);
        assert_eq!(keys().open_reply(Protection::CipherMac, 2, &reply), None);
    }

    #[test]
    fn a_cipher_whose_mac_was_cut_off_does_not_pass_for_one_without() {
        let apdu = vec![7, 1, 2];
        let mut command = keys().protect(Protection::CipherMac, 1, apdu.clone());
        command.mac = None;
        assert_eq!(keys().open_command(&command), None);
        command.protection = Protection::Cipher;
        assert_ne!(keys().open_command(&command), Some((1, apdu)));
    }

    proptest! {
        #[test]
        fn what_is_protected_opens_at_the_other_end(
            apdu in prop::collection::vec(any::<u8>(), 0..200),
            number in any::<u16>(),
            protection in prop::sample::select(&ALL[..]),
        ) {
            let command = keys().protect(protection, number, apdu.clone());
            prop_assert_eq!(keys().open_command(&command), Some((number, apdu.clone())));
            let reply = keys().protect_reply(protection, number, apdu.clone());
            prop_assert_eq!(keys().open_reply(protection, number, &reply), Some(apdu));
        }

        #[test]
        fn a_changed_octet_under_a_mac_opens_nothing(
            apdu in prop::collection::vec(any::<u8>(), 1..50),
            place in any::<prop::sample::Index>(),
            mask in 1u8..,
        ) {
            let mut command = keys().protect(Protection::CipherMac, 1, apdu);
            let place = place.index(command.body.len());
            command.body[place] ^= mask;
            prop_assert_eq!(keys().open_command(&command), None);
        }
    }
}
