//! The names of things: objects, attributes, methods, and columns of records (DL/T 698.45-2017, clause 6).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::axdr::{Fault, Reader, Trace, Wire, choice, sequence};

/// Object identifier (对象标识, OI): 2 bytes. The high half byte is the family: 0 energy, 1 demand, 2 variable, 3 event,
/// 4 parameter, 5 freeze, 6 acquisition, 7 collection, 8 control, F file, security and ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oi(pub u16);

/// Object attribute descriptor (对象属性描述符, OAD): 4 bytes, the object, the attribute, the element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oad {
    pub oi: Oi,
    /// Bits 0 to 4 are the attribute's number, 0 for all of them; bits 5 to 7 its feature, of which the references
    /// do not say what each value means (unconfirmed).
    pub attribute: u8,
    /// 0 for the whole attribute, n for its n-th element, counted from 1; of records the n-th last.
    pub index: u8,
}

/// Object method descriptor (对象方法描述符, OMD): 4 bytes, the object, the method, the mode of operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Omd {
    pub oi: Oi,
    pub method: u8,
    /// 0 is the only mode in use.
    pub mode: u8,
}

impl Oad {
    /// The whole attribute `attribute` of an object.
    #[must_use]
    pub const fn new(oi: u16, attribute: u8) -> Self {
        Self::element(oi, attribute, 0)
    }

    /// One element of an attribute, counted from 1.
    #[must_use]
    pub const fn element(oi: u16, attribute: u8, index: u8) -> Self {
        Self { oi: Oi(oi), attribute, index }
    }

    /// The number of the attribute, without the feature: 0 to 31.
    #[must_use]
    pub const fn attribute_number(self) -> u8 {
        self.attribute & 0x1F
    }

    /// The feature of the attribute: 0 to 7.
    #[must_use]
    pub const fn feature(self) -> u8 {
        self.attribute >> 5
    }
}

impl Omd {
    /// A method in mode 0.
    #[must_use]
    pub const fn new(oi: u16, method: u8) -> Self {
        Self { oi: Oi(oi), method, mode: 0 }
    }
}

sequence! {
    /// Related object attributes (关联对象属性描述符, ROAD): an object and those of its record that are meant.
    pub struct Road {
        pub oad: Oad,
        pub related: Vec<Oad>,
    }
}

choice! {
    /// Column selection (列选择描述符, CSD).
    pub enum Csd: "column selection (0 OAD, 1 ROAD)" {
        0 Oad(oad: Oad),
        1 Road(road: Road),
    }
}

/// Record column selection (记录列选择描述符, RCSD); none means all columns.
pub type Rcsd = Vec<Csd>;

impl Csd {
    /// How many values a row has for this column: a ROAD has one for each related attribute.
    #[must_use]
    pub fn values(&self) -> usize {
        match self {
            Self::Oad(_) => 1,
            Self::Road(road) => road.related.len(),
        }
    }
}

impl fmt::Display for Oi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

/// As people write it: `4000-02-00`.
impl fmt::Display for Oad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02X}-{:02X}", self.oi, self.attribute, self.index)
    }
}

/// As people write it: `8000-81-00`.
impl fmt::Display for Omd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02X}-{:02X}", self.oi, self.method, self.mode)
    }
}

/// Not eight hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be {digits} hexadecimal digits, hyphens between them as you like")]
pub struct NoIdentifier {
    digits: usize,
}

fn octets<const N: usize>(text: &str) -> Result<[u8; N], NoIdentifier> {
    let digits = text.replace('-', "");
    let mut octets = [0; N];
    hex::decode_to_slice(digits, &mut octets).map_err(|_| NoIdentifier { digits: 2 * N })?;
    Ok(octets)
}

impl FromStr for Oi {
    type Err = NoIdentifier;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        octets(text).map(|octets| Self(u16::from_be_bytes(octets)))
    }
}

impl FromStr for Oad {
    type Err = NoIdentifier;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        octets(text).map(Self::from)
    }
}

impl FromStr for Omd {
    type Err = NoIdentifier;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        octets(text).map(Self::from)
    }
}

impl From<[u8; 4]> for Oad {
    fn from([high, low, attribute, index]: [u8; 4]) -> Self {
        Self { oi: Oi(u16::from_be_bytes([high, low])), attribute, index }
    }
}

impl From<[u8; 4]> for Omd {
    fn from([high, low, method, mode]: [u8; 4]) -> Self {
        Self { oi: Oi(u16::from_be_bytes([high, low])), method, mode }
    }
}

impl Wire for Oi {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        u16::read(r).map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    fn told(&self) -> Option<String> {
        Some(crate::catalogue::named(*self))
    }
}

impl Wire for Oad {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        r.array::<4>().map(Self::from)
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.oi.write(out);
        out.extend_from_slice(&[self.attribute, self.index]);
    }

    fn told(&self) -> Option<String> {
        Some(crate::catalogue::named_attribute(*self))
    }
}

impl Wire for Omd {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        r.array::<4>().map(Self::from)
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.oi.write(out);
        out.extend_from_slice(&[self.method, self.mode]);
    }

    fn told(&self) -> Option<String> {
        Some(crate::catalogue::named_method(*self))
    }
}

macro_rules! written_as_text {
    ($($type:ty)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

written_as_text! { Oi Oad Omd }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_written_as_people_write_it() {
        let total = Oad::element(0x0010, 2, 1);
        assert_eq!(total.to_string(), "0010-02-01");
        assert_eq!("0010-02-01".parse(), Ok(total));
        assert_eq!("00100201".parse(), Ok(total));
        for text in ["0010-02", "0010-02-0G", "", "电"] {
            assert!(text.parse::<Oad>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_feature_lies_above_the_number() {
        let after: Oad = "4000-82-00".parse().expect("an attribute");
        assert_eq!((after.attribute_number(), after.feature()), (2, 4));
    }
}
