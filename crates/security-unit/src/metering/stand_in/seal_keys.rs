//! How the stand-in seals what DL/T 645 carries: the same formulas for the unit, which seals, and the ESAM, which opens.
//!
//! `We` and `Wm` are CMACs of the work key over the random (label 30 and 31); `E` is SM4-CBC from an IV of zeros,
//! padded with `80 00 …`; `M` is the first 4 bytes of a CMAC whose first octet is the label in brackets.
//!
//! | what | random | cipher | MAC |
//! |---|---|---|---|
//! | control | random 2 | `E(We, N1 N2 YY MM DD hh mm ss)` | `M(Wm, [60] cipher)` |
//! | class 1 and prices | random 2 | – | `M(Wm, [61] DI value)` |
//! | class 2 and clock | random 2 | `E(We, len DI value)`, len = 4 + n | `M(Wm, [62] DI cipher)` |
//! | key message of 2009 | random 2 | (keys.rs) | `M(Wm, [63] info cipher)` |
//! | key message of 2013 | random 2 | (keys.rs) | `M(Wm, [64] XOR of the records)` |
//! | purchase, MAC1 | random 2 | – | `M(Wm, [65] DI amount count)` |
//! | purchase, MAC2 | random 2 | – | `M(Wm, [66] DI customer)` |
//! | read-back | random 1 | – | `M(Wm, [67] place data)` |

use zeroize::Zeroizing;

use super::sm4::{Label, Sm4Key};
use crate::metering::{
    EsamPlace, KeyRecord, Mac, Purchase, PurchaseKind, PurseCustomer, SealedControl,
};

/// What a work key becomes under one random.
pub(super) struct SealKeys {
    cipher: Sm4Key,
    mac: Sm4Key,
}

impl SealKeys {
    pub(super) fn under(work_key: &Sm4Key, random: &[u8]) -> Self {
        let cipher = work_key.derive(Label::CipherKey, &[random]);
        let mac = work_key.derive(Label::MacKey, &[random]);
        Self { cipher, mac }
    }

    pub(super) fn seal_control(&self, plain: [u8; 8]) -> SealedControl {
        let cipher = self.cipher.encipher(&plain);
        let cipher = cipher.try_into().expect("8 bytes are padded to one block");
        SealedControl { cipher, mac: self.mac.mac(Label::Control, &[&cipher]) }
    }

    pub(super) fn open_control(&self, sealed: &SealedControl) -> Option<[u8; 8]> {
        if !self.mac.holds(Label::Control, &[&sealed.cipher], sealed.mac.bytes()) {
            return None;
        }
        self.cipher.decipher(&sealed.cipher)?.as_slice().try_into().ok()
    }

    pub(super) fn class1(&self, item: [u8; 4], value: &[u8]) -> Mac {
        self.mac.mac(Label::Class1, &[&item, value])
    }

    pub(super) fn holds_class1(&self, item: [u8; 4], value: &[u8], mac: Mac) -> bool {
        self.mac.holds(Label::Class1, &[&item, value], mac.bytes())
    }

    /// `value` has at most 251 bytes: its length and the item's stand in one byte.
    pub(super) fn seal_class2(&self, item: [u8; 4], value: &[u8]) -> (Vec<u8>, Mac) {
        let len = u8::try_from(item.len() + value.len()).expect("a parameter's value is short");
        let plain = Zeroizing::new([&[len][..], &item, value].concat());
        let cipher = self.cipher.encipher(&plain);
        let mac = self.mac.mac(Label::Class2, &[&item, &cipher]);
        (cipher, mac)
    }

    /// The value, if MAC and length are right and the inner item is the outer one.
    pub(super) fn open_class2(&self, item: [u8; 4], cipher: &[u8], mac: Mac) -> Option<Vec<u8>> {
        if !self.mac.holds(Label::Class2, &[&item, cipher], mac.bytes()) {
            return None;
        }
        let plain = self.cipher.decipher(cipher)?;
        let (len, body) = plain.split_first()?;
        let value = body.strip_prefix(&item)?;
        (usize::from(*len) == body.len()).then(|| value.to_vec())
    }

    pub(super) fn key_message_2009(&self, info: [u8; 4], cipher: &[u8; 32]) -> Mac {
        self.mac.mac(Label::KeyMessage2009, &[&info, cipher])
    }

    pub(super) fn holds_key_message_2009(
        &self,
        info: [u8; 4],
        cipher: &[u8; 32],
        mac: Mac,
    ) -> bool {
        self.mac.holds(Label::KeyMessage2009, &[&info, cipher], mac.bytes())
    }

    pub(super) fn key_message_2013(&self, records: &[KeyRecord]) -> Mac {
        self.mac.mac(Label::KeyMessage2013, &[&xor(records)])
    }

    pub(super) fn holds_key_message_2013(&self, records: &[KeyRecord], mac: Mac) -> bool {
        self.mac.holds(Label::KeyMessage2013, &[&xor(records)], mac.bytes())
    }

    pub(super) fn money(&self, purchase: &Purchase) -> Mac {
        self.mac.mac(Label::Money, &[&purchase.kind.item(), &purchase.money()])
    }

    pub(super) fn holds_money(&self, purchase: &Purchase, mac: Mac) -> bool {
        let parts = [&purchase.kind.item()[..], &purchase.money()];
        self.mac.holds(Label::Money, &parts, mac.bytes())
    }

    pub(super) fn customer(&self, kind: PurchaseKind, customer: PurseCustomer) -> Mac {
        self.mac.mac(Label::Customer, &[&kind.item(), customer.bytes()])
    }

    pub(super) fn holds_customer(
        &self,
        kind: PurchaseKind,
        customer: PurseCustomer,
        mac: Mac,
    ) -> bool {
        self.mac.holds(Label::Customer, &[&kind.item(), customer.bytes()], mac.bytes())
    }

    pub(super) fn read_back(&self, place: EsamPlace, data: &[u8]) -> Mac {
        self.mac.mac(Label::ReadBack, &[&place.bytes(), data])
    }

    pub(super) fn holds_read_back(&self, place: EsamPlace, data: &[u8], mac: Mac) -> bool {
        self.mac.holds(Label::ReadBack, &[&place.bytes(), data], mac.bytes())
    }
}

/// The records of one message, XORed octet by octet (reference 9.2).
fn xor(records: &[KeyRecord]) -> [u8; 36] {
    records.iter().fold([0; 36], |mut sum, record| {
        for (octet, other) in sum.iter_mut().zip(record.bytes()) {
            *octet ^= other;
        }
        sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys() -> SealKeys {
        SealKeys::under(&Sm4Key::from_bytes([7; 16]), &[1, 2, 3, 4])
    }

    #[test]
    fn another_random_opens_nothing() {
        let sealed = keys().seal_control([0x1A, 0, 0x26, 0x11, 0x30, 0x10, 0, 0]);
        assert!(keys().open_control(&sealed).is_some());
        let later = SealKeys::under(&Sm4Key::from_bytes([7; 16]), &[1, 2, 3, 5]);
        assert!(later.open_control(&sealed).is_none());
    }

    #[test]
    fn the_inner_item_must_be_the_outer_one() {
        // A MAC of our own over another outer item, so that only the inner one differs.
        let (item, other) = ([4, 0, 0x10, 3], [4, 0, 0x10, 4]);
        let (cipher, _) = keys().seal_class2(item, &[0x12]);
        let mac = keys().mac.mac(Label::Class2, &[&other, &cipher]);
        assert_eq!(keys().open_class2(other, &cipher, mac), None);
    }

    #[test]
    fn the_order_of_records_in_a_message_is_not_what_its_mac_covers() {
        // The reference's rule: a MAC over the XOR. Each record vouches for its own number instead (keys.rs).
        let (one, two) = (KeyRecord::from_bytes([1; 36]), KeyRecord::from_bytes([2; 36]));
        assert_eq!(keys().key_message_2013(&[one, two]), keys().key_message_2013(&[two, one]));
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(
            plain in any::<[u8; 8]>(),
            item in any::<[u8; 4]>(),
            value in prop::collection::vec(any::<u8>(), 1..170),
        ) {
            prop_assert_eq!(keys().open_control(&keys().seal_control(plain)), Some(plain));
            let (cipher, mac) = keys().seal_class2(item, &value);
            prop_assert_eq!(keys().open_class2(item, &cipher, mac), Some(value));
        }

        #[test]
        fn one_changed_octet_opens_nothing(
            value in prop::collection::vec(any::<u8>(), 1..40),
            place in any::<prop::sample::Index>(),
            mask in 1u8..,
        ) {
            let (mut cipher, mac) = keys().seal_class2([4, 0, 1, 1], &value);
            let place = place.index(cipher.len());
            cipher[place] ^= mask;
            prop_assert_eq!(keys().open_class2([4, 0, 1, 1], &cipher, mac), None);
        }

        #[test]
        fn no_octets_make_opening_panic(
            cipher in prop::collection::vec(any::<u8>(), 0..64),
            mac in any::<[u8; 4]>(),
        ) {
            let _ = keys().open_class2([4, 0, 1, 1], &cipher, Mac::from_bytes(mac));
        }
    }
}
