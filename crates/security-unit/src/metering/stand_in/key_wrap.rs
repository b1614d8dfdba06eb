//! How a new key travels: from the key machine to one meter's ESAM, past the unit, which cannot open it.
//!
//! `W` is the work key of the meter's present main control key for wrapping. The 32 bytes are SM4-CBC from an IV of
//! zeros, without padding, under `CMAC(W, [70] head meter)`, of: the key (16), its version (1), and the first 15 bytes of
//! `CMAC(W, [71] head meter key version)`. The head is four bytes: of 2009 state, mode 01, number, version; of 2013 total,
//! reserved, number, state. The meter stands as its diversifier, 8 bytes.

use vocabulary::MeterNo;
use zeroize::Zeroizing;

use super::keys::{KeyNumber, KeySet};
use super::sm4::{Label, Sm4Key};
use crate::metering::{Generation, diversifier};

/// A new key and where it goes.
pub(super) struct NewKey {
    pub number: KeyNumber,
    pub set: KeySet,
    pub key: Sm4Key,
}

/// The head of a key in its message.
pub(super) fn head(generation: Generation, number: KeyNumber, set: KeySet) -> [u8; 4] {
    let (state, version) = (set.state().code(), set.version());
    match generation {
        Generation::Of2009 => [state, REMOTE, number.code(), version],
        Generation::Of2013 => [generation.keys(), 0, number.code(), state],
    }
}

/// Enciphers `new` for `meter`.
pub(super) fn wrap(
    work_key: &Sm4Key,
    generation: Generation,
    meter: &MeterNo,
    new: &NewKey,
) -> ([u8; 4], [u8; 32]) {
    let head = head(generation, new.number, new.set);
    let version = [new.set.version()];
    let check = check(work_key, head, meter, &new.key, version);
    let mut plain = Zeroizing::new([0; 32]);
    plain[..16].copy_from_slice(new.key.bytes());
    plain[16..17].copy_from_slice(&version);
    plain[17..].copy_from_slice(&check);
    (head, cipher_key(work_key, head, meter).encipher_32(&plain))
}

/// Opens a key for `meter`; nothing when any octet of head or cipher is not the key machine's.
pub(super) fn unwrap(
    work_key: &Sm4Key,
    generation: Generation,
    meter: &MeterNo,
    told: [u8; 4],
    cipher: &[u8; 32],
) -> Option<NewKey> {
    let (number, state) = match (generation, told) {
        (Generation::Of2009, [state, REMOTE, number, _]) => (number, state),
        (Generation::Of2013, [total, 0, number, state]) if total == generation.keys() => {
            (number, state)
        }
        _ => return None,
    };
    let plain = cipher_key(work_key, told, meter).decipher_32(cipher);
    let (key, rest) = plain.split_first_chunk::<16>()?;
    let (version, told_check) = rest.split_first_chunk::<1>()?;
    let key = Sm4Key::from_bytes(*key);
    let parts = [&told[..], &diversifier(meter), key.bytes(), version];
    let told_check = <&[u8; 15]>::try_from(told_check).ok()?;
    if !work_key.holds(Label::KeyCheck, &parts, told_check) {
        return None;
    }

    let set = KeySet::from_codes(state, version[0])?;
    let number = KeyNumber::new(number)?;
    let within = number.code() < generation.keys() && head(generation, number, set) == told;
    within.then_some(NewKey { number, set, key })
}

fn cipher_key(work_key: &Sm4Key, head: [u8; 4], meter: &MeterNo) -> Sm4Key {
    work_key.derive(Label::KeyWrap, &[&head, &diversifier(meter)])
}

fn check(
    work_key: &Sm4Key,
    head: [u8; 4],
    meter: &MeterNo,
    key: &Sm4Key,
    version: [u8; 1],
) -> [u8; 15] {
    let parts = [&head[..], &diversifier(meter), key.bytes(), &version];
    let [check @ .., _] = work_key.tag(Label::KeyCheck, &parts);
    check
}

/// The mode of a key message of 2009: remote.
const REMOTE: u8 = 1;

#[cfg(test)]
mod tests {
    use super::*;

    fn meter(text: &str) -> MeterNo {
        text.parse().expect("twelve digits")
    }

    #[test]
    fn a_key_opens_at_its_meter_under_its_head_only() {
        let work_key = Sm4Key::from_bytes([7; 16]);
        let here = meter("000000000001");
        let set = KeySet::Private { version: 3.try_into().expect("not 0") };
        let new = || NewKey { number: KeyNumber::CONTROL, set, key: Sm4Key::from_bytes([9; 16]) };
        for generation in [Generation::Of2009, Generation::Of2013] {
            let (head, cipher) = wrap(&work_key, generation, &here, &new());
            let opened = unwrap(&work_key, generation, &here, head, &cipher).expect("its own");
            assert_eq!(opened.key.bytes(), &[9; 16]);
            assert_eq!((opened.number, opened.set), (KeyNumber::CONTROL, set));

            let there = meter("000000000002");
            assert!(unwrap(&work_key, generation, &there, head, &cipher).is_none());
            for place in 0..4 {
                let mut other = head;
                other[place] ^= 0x02;
                assert!(unwrap(&work_key, generation, &here, other, &cipher).is_none());
            }
            for place in 0..32 {
                let mut other = cipher;
                other[place] ^= 0x01;
                assert!(unwrap(&work_key, generation, &here, head, &other).is_none());
            }
        }
    }
}
