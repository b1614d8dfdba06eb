//! Whom a frame is for, or from: the address field A0..A5.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use vocabulary::CommAddress;

/// Meter address (地址域): 6 bytes, BCD, low byte first on the wire; told with the high digits first.
///
/// Any six bytes are kept, since a line carries anything; [`MeterAddress::kind`] says what they mean.
///
/// ```
/// use dlt645::{AddressKind, MeterAddress};
///
/// let address: MeterAddress = "123456789012".parse()?;
/// assert_eq!(address.to_wire(), [0x12, 0x90, 0x78, 0x56, 0x34, 0x12]);
/// let shortened: MeterAddress = "AAAAAA789012".parse()?;
/// assert_eq!(shortened.kind(), AddressKind::Shortened);
/// assert!(shortened.matches(address));
/// # Ok::<(), dlt645::NoMeterAddress>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeterAddress([u8; 6]);

/// What an address stands for (dlt645-2007.md, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// One meter: twelve digits.
    Meter,
    /// `99` six times (广播地址): every meter, none of which answers.
    Broadcast,
    /// `AA` six times: whichever meter is at the other end.
    Any,
    /// `AA` in the high bytes only (缩位寻址): meters that end in the digits below.
    Shortened,
    /// What the standard gives no meaning.
    Other,
}

/// Twelve hexadecimal digits are expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be twelve digits, high digits first; AA stands for a byte that is left open")]
pub struct NoMeterAddress;

impl MeterAddress {
    pub const BROADCAST: Self = Self([0x99; 6]);
    pub const ANY: Self = Self([OPEN; 6]);

    /// From A0..A5 as they follow each other on the wire.
    #[must_use]
    pub const fn from_wire(octets: [u8; 6]) -> Self {
        Self(octets)
    }

    /// A0..A5 as they follow each other on the wire.
    #[must_use]
    pub const fn to_wire(self) -> [u8; 6] {
        self.0
    }

    #[must_use]
    pub fn kind(self) -> AddressKind {
        if self == Self::BROADCAST {
            return AddressKind::Broadcast;
        }
        if self == Self::ANY {
            return AddressKind::Any;
        }
        let (digits, open) = self.0.split_at(self.told_len());
        match (digits.iter().all(|octet| is_bcd(*octet)), open.is_empty()) {
            (true, true) => AddressKind::Meter,
            (true, false) => AddressKind::Shortened,
            (false, _) => AddressKind::Other,
        }
    }

    /// Whether a frame to this address is for the meter that has `meter` as its own.
    #[must_use]
    pub fn matches(self, meter: Self) -> bool {
        match self.kind() {
            AddressKind::Any | AddressKind::Broadcast => true,
            AddressKind::Shortened => {
                let told = self.told_len();
                self.0[..told] == meter.0[..told]
            }
            AddressKind::Meter | AddressKind::Other => self == meter,
        }
    }

    /// The number that the business knows a meter by; none for an address of more or less than one meter.
    #[must_use]
    pub fn comm_address(self) -> Option<CommAddress> {
        (self.kind() == AddressKind::Meter).then(|| self.to_string().parse().ok()).flatten()
    }

    /// How many of the low bytes are told, the rest being left open.
    fn told_len(self) -> usize {
        self.0.iter().rposition(|octet| *octet != OPEN).map_or(0, |last| last + 1)
    }
}

impl From<&CommAddress> for MeterAddress {
    fn from(address: &CommAddress) -> Self {
        address.as_str().parse().expect("a communication address has twelve digits")
    }
}

impl fmt::Display for MeterAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().rev().try_for_each(|octet| write!(f, "{octet:02X}"))
    }
}

impl fmt::Debug for MeterAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MeterAddress({self})")
    }
}

impl FromStr for MeterAddress {
    type Err = NoMeterAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut octets = [0; 6];
        hex::decode_to_slice(text, &mut octets).map_err(|_| NoMeterAddress)?;
        octets.reverse();
        Ok(Self(octets))
    }
}

impl TryFrom<String> for MeterAddress {
    type Error = NoMeterAddress;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<MeterAddress> for String {
    fn from(address: MeterAddress) -> Self {
        address.to_string()
    }
}

fn is_bcd(octet: u8) -> bool {
    octet >> 4 <= 9 && octet & 0x0F <= 9
}

const OPEN: u8 = 0xAA;

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> MeterAddress {
        text.parse().expect("twelve digits")
    }

    #[test]
    fn tells_what_an_address_stands_for() {
        let check = |text: &str, kind| assert_eq!(address(text).kind(), kind, "{text}");
        check("123456789012", AddressKind::Meter);
        check("000000000000", AddressKind::Meter);
        check("999999999999", AddressKind::Broadcast);
        check("AAAAAAAAAAAA", AddressKind::Any);
        check("AAAAAAAAAA12", AddressKind::Shortened);
        check("AAAAAAAAAA99", AddressKind::Shortened);
        check("12AAAAAAAAAA", AddressKind::Other);
        check("AA12AA345678", AddressKind::Other);
        check("1234567890AB", AddressKind::Other);
    }

    #[test]
    fn a_shortened_address_asks_for_the_low_digits_only() {
        let shortened = address("AAAAAAAA9012");
        assert!(shortened.matches(address("123456789012")));
        assert!(!shortened.matches(address("123456789013")));
        assert!(!address("123456789012").matches(address("123456789013")));
        assert!(MeterAddress::ANY.matches(address("000000000001")));
    }

    #[test]
    fn a_zero_in_the_middle_is_no_end_of_the_digits() {
        assert!(address("AAAA00120000").matches(address("991200120000")));
        assert!(!address("AAAA00120000").matches(address("991201120000")));
    }

    #[test]
    fn the_business_knows_one_meter_only() {
        assert_eq!(
            address("000000000001").comm_address().map(|a| a.to_string()).as_deref(),
            Some("000000000001")
        );
        assert_eq!(MeterAddress::ANY.comm_address(), None);
        assert_eq!(MeterAddress::BROADCAST.comm_address(), None);
    }

    #[test]
    fn what_has_not_twelve_digits_is_no_address() {
        for text in ["", "12345678901", "1234567890123", "12345678901G", "一二三四五六七八九十一二"]
        {
            assert_eq!(text.parse::<MeterAddress>(), Err(NoMeterAddress), "{text}");
        }
    }
}
