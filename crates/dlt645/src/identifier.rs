//! What a value is: the data identifier DI3..DI0.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Data identifier (数据标识, DI): four bytes, told DI3 first, sent DI0 first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DataIdentifier(u32);

/// Eight hexadecimal digits are expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be eight hexadecimal digits, DI3 first")]
pub struct NoDataIdentifier;

impl DataIdentifier {
    /// From the number as tables print it: `0x00010000`.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    #[must_use]
    pub const fn from_wire(octets: [u8; 4]) -> Self {
        Self(u32::from_le_bytes(octets))
    }

    #[must_use]
    pub const fn to_wire(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }

    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// DI3, DI2, DI1, DI0.
    #[must_use]
    pub const fn parts(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for DataIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08X}", self.0)
    }
}

impl fmt::Debug for DataIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataIdentifier({self})")
    }
}

impl FromStr for DataIdentifier {
    type Err = NoDataIdentifier;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut octets = [0; 4];
        hex::decode_to_slice(text, &mut octets).map_err(|_| NoDataIdentifier)?;
        Ok(Self(u32::from_be_bytes(octets)))
    }
}

impl TryFrom<String> for DataIdentifier {
    type Error = NoDataIdentifier;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<DataIdentifier> for String {
    fn from(identifier: DataIdentifier) -> Self {
        identifier.to_string()
    }
}
