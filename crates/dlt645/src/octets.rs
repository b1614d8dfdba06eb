//! Groups of bytes without a number in them: MACs, random numbers, ciphertexts, serial numbers, codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// `N` bytes in natural order, as cards and keys have them. On the wire they travel last byte first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Octets<const N: usize>([u8; N]);

/// Message authentication code (MAC): 4 bytes.
pub type Mac = Octets<4>;
/// Operator code (操作者代码, C0..C3): 4 bytes; C3 is the first of the natural order.
pub type OperatorCode = Octets<4>;

/// As many hexadecimal digits are expected as the bytes have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be {digits} hexadecimal digits")]
pub struct NoOctets {
    pub digits: usize,
}

impl<const N: usize> Octets<N> {
    #[must_use]
    pub const fn new(natural: [u8; N]) -> Self {
        Self(natural)
    }

    /// In natural order.
    #[must_use]
    pub const fn natural(&self) -> &[u8; N] {
        &self.0
    }

    /// From bytes in the order of the wire.
    #[must_use]
    pub fn from_wire(mut octets: [u8; N]) -> Self {
        octets.reverse();
        Self(octets)
    }

    /// In the order of the wire.
    #[must_use]
    pub fn to_wire(self) -> [u8; N] {
        let mut octets = self.0;
        octets.reverse();
        octets
    }
}

impl<const N: usize> Default for Octets<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> fmt::Display for Octets<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode_upper(self.0))
    }
}

impl<const N: usize> fmt::Debug for Octets<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Octets({self})")
    }
}

impl<const N: usize> FromStr for Octets<N> {
    type Err = NoOctets;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut octets = [0; N];
        hex::decode_to_slice(text, &mut octets).map_err(|_| NoOctets { digits: 2 * N })?;
        Ok(Self(octets))
    }
}

impl<const N: usize> TryFrom<String> for Octets<N> {
    type Error = NoOctets;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl<const N: usize> From<Octets<N>> for String {
    fn from(octets: Octets<N>) -> Self {
        octets.to_string()
    }
}

/// A byte as two hexadecimal digits in JSON: levels and control codes are told so.
pub(crate) mod as_hex_octet {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Octets;

    pub fn serialize<S: Serializer>(octet: &u8, serializer: S) -> Result<S::Ok, S::Error> {
        Octets::new([*octet]).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
        let [octet] = *Octets::deserialize(deserializer)?.natural();
        Ok(octet)
    }
}

/// Two bytes as four hexadecimal digits in JSON: files and addresses are told so.
pub(crate) mod as_hex_short {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Octets;

    pub fn serialize<S: Serializer>(number: &u16, serializer: S) -> Result<S::Ok, S::Error> {
        Octets::new(number.to_be_bytes()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
        Ok(u16::from_be_bytes(*Octets::deserialize(deserializer)?.natural()))
    }
}

/// Bytes of any number as hexadecimal digits in JSON.
pub(crate) mod as_hex {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(octets: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode_upper(octets))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        hex::decode(text).map_err(D::Error::custom)
    }
}
