//! Which parameters are written under which protection, and what an infrared port tells before anybody is known.

use serde::{Deserialize, Serialize};

use crate::DataIdentifier;

/// How a parameter is protected when it is written from afar (dlt645-2007.md, 9.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteClass {
    /// 一类参数: in plain with a MAC, level 99 (Southern Grid 97).
    Class1,
    /// 二类参数: in ciphertext with a MAC, level 98 (Southern Grid 96).
    Class2,
}

/// How the rest of a class-2 plaintext is filled up to 16 bytes: the reference leaves it unconfirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Padding {
    /// 80, then 00.
    #[default]
    OneAndZeros,
    Zeros,
}

/// The class of a parameter. A meter answers error bit 2 to the level of the other class.
#[must_use]
pub fn write_class(identifier: DataIdentifier) -> Option<WriteClass> {
    let [class, ..] = identifier.parts();
    if class != 0x04 {
        return None;
    }
    let is_class_1 = CLASS_1.contains(&identifier.number());
    Some(if is_class_1 { WriteClass::Class1 } else { WriteClass::Class2 })
}

/// What a class-2 ciphertext is made of: a length byte, the identifier DI3 first, the value high byte first, padding.
///
/// That identifier and value stand in natural order is concluded from 1CH and unconfirmed, as is the padding. None for
/// a value that the length byte cannot count.
#[must_use]
pub fn class_2_plaintext(
    identifier: DataIdentifier,
    value_on_wire: &[u8],
    padding: Padding,
) -> Option<Vec<u8>> {
    let len = u8::try_from(4 + value_on_wire.len()).ok()?;
    let mut plaintext = vec![len];
    plaintext.extend(identifier.parts());
    plaintext.extend(value_on_wire.iter().rev());
    if padding == Padding::OneAndZeros && plaintext.len() % 16 != 0 {
        plaintext.push(0x80);
    }
    plaintext.resize(plaintext.len().next_multiple_of(16), 0);
    Some(plaintext)
}

/// Identifier and value (in the order of the wire) of a class-2 plaintext; none if its length byte is beyond its end.
/// The padding is not looked at.
#[must_use]
pub fn from_class_2_plaintext(plaintext: &[u8]) -> Option<(DataIdentifier, Vec<u8>)> {
    let (&len, rest) = plaintext.split_first()?;
    let (identifier, value) = rest.get(..usize::from(len))?.split_first_chunk::<4>()?;
    let identifier = DataIdentifier::new(u32::from_be_bytes(*identifier));
    Some((identifier, value.iter().rev().copied().collect()))
}

/// Whether a meter of 2013 tells an item over infrared before infrared authentication. From one firmware of 2016.
#[must_use]
pub fn is_told_before_infrared_authentication(identifier: DataIdentifier) -> bool {
    let [class, .., settlement_day] = identifier.parts();
    let is_current_energy = class == 0x00 && settlement_day == 0x00;
    is_current_energy || TOLD_BEFORE_AUTHENTICATION.contains(&identifier.number())
}

/// 040501FF stands in older lists only.
const CLASS_1: [u32; 13] = [
    0x0400_0108,
    0x0400_0109,
    0x0400_0306,
    0x0400_0307,
    0x0400_0402,
    0x0400_040E,
    0x0400_1001,
    0x0400_1002,
    0x0405_01FF,
    0x0405_02FF,
    0x0406_05FF,
    0x0406_0AFF,
    0x0406_0BFF,
];

const TOLD_BEFORE_AUTHENTICATION: [u32; 7] =
    [0x0400_0402, 0x0400_0401, 0x0480_0004, 0x0400_0101, 0x0400_0102, 0x0400_010C, 0x0090_0200];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plaintext_of_class_2_gives_back_what_went_in() {
        let clock = DataIdentifier::new(0x0400_010C);
        let value = [0x30, 0x15, 0x10, 0x01, 0x30, 0x11, 0x26];
        for padding in [Padding::OneAndZeros, Padding::Zeros] {
            let plaintext = class_2_plaintext(clock, &value, padding).expect("short");
            assert_eq!(plaintext.len(), 16);
            assert_eq!(plaintext[..6], [11, 0x04, 0x00, 0x01, 0x0C, 0x26]);
            assert_eq!(from_class_2_plaintext(&plaintext), Some((clock, value.to_vec())));
        }
        assert_eq!(class_2_plaintext(clock, &[0; 252], Padding::Zeros), None);
        assert_eq!(from_class_2_plaintext(&[12, 0, 0]), None);
        assert_eq!(from_class_2_plaintext(&[3, 0, 0, 0]), None);
    }

    #[test]
    fn the_meter_number_is_of_class_1_and_the_clock_of_class_2() {
        let class = |number| write_class(DataIdentifier::new(number));
        assert_eq!(class(0x0400_0402), Some(WriteClass::Class1));
        assert_eq!(class(0x0400_010C), Some(WriteClass::Class2));
        assert_eq!(class(0x0001_0000), None);
    }

    #[test]
    fn an_infrared_port_tells_the_energy_now_to_anybody() {
        let is_told = |number| is_told_before_infrared_authentication(DataIdentifier::new(number));
        assert!(is_told(0x0001_FF00) && is_told(0x0400_0402) && is_told(0x0090_0200));
        assert!(!is_told(0x0001_0001) && !is_told(0x0400_0503) && !is_told(0x0201_0100));
    }
}
