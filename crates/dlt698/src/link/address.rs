//! Who is meant: one meter, those that match a pattern, a group, or all (地址域, clause on the address field).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use vocabulary::CommAddress;

/// The address of a server (服务器地址, SA): its kind, its logical address, 1 to 16 bytes of BCD, low byte first on the
/// wire. Whatever a frame tells is kept; what is built from digits keeps to the rules.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct ServerAddress {
    kind: AddressKind,
    logical: u8,
    len: u8,
    /// Low byte first, as sent; zero behind `len`.
    bytes: [u8; BYTES_MAX],
}

/// What an address means (bits 7 and 6 of its flag).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressKind {
    /// One server (单地址).
    Single,
    /// All servers whose digits match; an A matches any digit (通配地址). One of them answers for itself.
    Wildcard,
    /// The servers of a group (组地址).
    Group,
    /// All servers; nobody answers (广播地址).
    Broadcast,
}

/// Why digits are no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("must have 1 to 32 digits, has {found}")]
    Length { found: usize },
    #[error("must consist of digits, and of A in a wildcard address")]
    Digits,
    #[error("must have a logical address of 0 to 3, has {found}")]
    Logical { found: u8 },
    #[error("a broadcast address is AA and nothing else")]
    Broadcast,
}

impl AddressKind {
    const fn bits(self) -> u8 {
        match self {
            Self::Single => 0,
            Self::Wildcard => 1,
            Self::Group => 2,
            Self::Broadcast => 3,
        }
    }
}

impl ServerAddress {
    /// All servers (C0H AAH).
    pub const BROADCAST: Self = Self::filled(AddressKind::Broadcast, 1);
    /// Any single server of six bytes of address: how a meter is asked for an address that nobody knows (45H and six
    /// times AAH).
    pub const ANY: Self = Self::filled(AddressKind::Wildcard, 6);

    const fn filled(kind: AddressKind, len: u8) -> Self {
        let mut bytes = [0; BYTES_MAX];
        let mut at = 0;
        while at < len as usize {
            bytes[at] = ANY_BYTE;
            at += 1;
        }
        Self { kind, logical: 0, len, bytes }
    }

    /// The address with these digits, as people write it: the highest first. An odd number of digits is filled up with
    /// an F behind the last (unconfirmed: no reference ran one).
    ///
    /// # Errors
    /// [`AddressError`] for more than 32 digits, none, or other characters.
    pub fn from_digits(kind: AddressKind, digits: &str) -> Result<Self, AddressError> {
        if kind == AddressKind::Broadcast {
            return if digits == "AA" { Ok(Self::BROADCAST) } else { Err(AddressError::Broadcast) };
        }
        let found = digits.chars().count();
        if !(1..=2 * BYTES_MAX).contains(&found) {
            return Err(AddressError::Length { found });
        }
        let is_allowed =
            |digit: u8| digit.is_ascii_digit() || (digit == b'A' && kind == AddressKind::Wildcard);
        if !digits.bytes().all(is_allowed) {
            return Err(AddressError::Digits);
        }
        let mut high_first: Vec<u8> = digits.bytes().map(nibble).collect();
        if found % 2 == 1 {
            high_first.push(FILL);
        }
        let mut bytes = [0; BYTES_MAX];
        for (byte, pair) in bytes.iter_mut().zip(high_first.rchunks(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Ok(Self { kind, logical: 0, len: high_first.len() as u8 / 2, bytes })
    }

    /// The same server under another logical address (逻辑地址), 0 to 3.
    ///
    /// # Errors
    /// [`AddressError::Logical`] for 4 and more.
    pub const fn with_logical(self, logical: u8) -> Result<Self, AddressError> {
        match logical {
            0..=3 => Ok(Self { logical, ..self }),
            _ => Err(AddressError::Logical { found: logical }),
        }
    }

    /// What a flag and the bytes behind it say, low byte first; nothing unless there are as many as the flag tells.
    #[must_use]
    pub fn from_wire(flag: u8, low_first: &[u8]) -> Option<Self> {
        let len = Self::len_in_flag(flag);
        if low_first.len() != len {
            return None;
        }
        let mut bytes = [0; BYTES_MAX];
        bytes[..len].copy_from_slice(low_first);
        let kind = match flag >> 6 {
            0 => AddressKind::Single,
            1 => AddressKind::Wildcard,
            2 => AddressKind::Group,
            _ => AddressKind::Broadcast,
        };
        Some(Self { kind, logical: flag >> 4 & 3, len: len as u8, bytes })
    }

    /// How many bytes of address follow a flag: 1 to 16.
    pub(crate) const fn len_in_flag(flag: u8) -> usize {
        (flag & 0x0F) as usize + 1
    }

    /// The flag in front of the bytes: kind, logical address, number of bytes less one.
    #[must_use]
    pub const fn flag(&self) -> u8 {
        self.kind.bits() << 6 | self.logical << 4 | (self.len - 1)
    }

    /// The bytes as sent, low byte first.
    #[must_use]
    pub fn wire_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    #[must_use]
    pub const fn kind(&self) -> AddressKind {
        self.kind
    }

    #[must_use]
    pub const fn logical(&self) -> u8 {
        self.logical
    }

    /// The digits, the highest first, without the filling F.
    #[must_use]
    pub fn digits(&self) -> String {
        let mut high_first = self.wire_bytes().to_vec();
        high_first.reverse();
        let mut digits = hex::encode_upper(high_first);
        if digits.ends_with('F') && digits.len() > 1 {
            digits.pop();
        }
        digits
    }

    /// The communication address that this single address is; nothing unless it has twelve digits.
    #[must_use]
    pub fn comm_address(&self) -> Option<CommAddress> {
        if self.kind == AddressKind::Single { self.digits().parse().ok() } else { None }
    }

    /// Whether what is sent to this address is for the server `own`, of the groups `groups`.
    #[must_use]
    pub fn reaches(&self, own: &Self, groups: &[Self]) -> bool {
        let same_bytes = |other: &Self| self.wire_bytes() == other.wire_bytes();
        match self.kind {
            AddressKind::Single => same_bytes(own) && self.logical == own.logical,
            AddressKind::Wildcard => self.matches(own),
            AddressKind::Group => groups.iter().any(same_bytes),
            AddressKind::Broadcast => true,
        }
    }

    /// Whether `own` may be the server that answers to this address.
    #[must_use]
    pub fn may_be_answered_by(&self, own: &Self) -> bool {
        own.kind == AddressKind::Single && self.reaches(own, &[])
    }

    /// Each half byte is the same, or an A here.
    fn matches(&self, own: &Self) -> bool {
        let half = |pattern: u8, digit: u8| pattern == ANY_DIGIT || pattern == digit;
        let byte = |(pattern, own): (&u8, &u8)| {
            half(pattern >> 4, own >> 4) && half(pattern & 0x0F, own & 0x0F)
        };
        self.len == own.len && self.wire_bytes().iter().zip(own.wire_bytes()).all(byte)
    }
}

impl From<&CommAddress> for ServerAddress {
    fn from(address: &CommAddress) -> Self {
        Self::from_digits(AddressKind::Single, address.as_str())
            .expect("a communication address has twelve digits")
    }
}

impl FromStr for ServerAddress {
    type Err = AddressError;

    /// A single address by its digits; a wildcard address if there is an A among them.
    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        let kind = if digits.contains('A') { AddressKind::Wildcard } else { AddressKind::Single };
        Self::from_digits(kind, digits)
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            AddressKind::Single => {}
            AddressKind::Wildcard => f.write_str("wildcard ")?,
            AddressKind::Group => f.write_str("group ")?,
            AddressKind::Broadcast => f.write_str("broadcast ")?,
        }
        f.write_str(&self.digits())?;
        if self.logical == 0 { Ok(()) } else { write!(f, " logical {}", self.logical) }
    }
}

impl fmt::Debug for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServerAddress({self})")
    }
}

/// As JSON has it: the digits as they are on the wire, filling included, the highest first.
#[derive(Serialize, Deserialize)]
struct Written {
    kind: AddressKind,
    logical: u8,
    digits: String,
}

impl TryFrom<Written> for ServerAddress {
    type Error = AddressError;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let mut bytes = hex::decode(&written.digits).map_err(|_| AddressError::Digits)?;
        let found = written.digits.len();
        bytes.reverse();
        let len = bytes.len().checked_sub(1).filter(|len| *len < BYTES_MAX);
        let len = len.ok_or(AddressError::Length { found })?;
        let flag = written.kind.bits() << 6 | len as u8;
        Self::from_wire(flag, &bytes)
            .ok_or(AddressError::Length { found })?
            .with_logical(written.logical)
    }
}

impl From<ServerAddress> for Written {
    fn from(address: ServerAddress) -> Self {
        let mut high_first = address.wire_bytes().to_vec();
        high_first.reverse();
        let digits = hex::encode_upper(high_first);
        Self { kind: address.kind, logical: address.logical, digits }
    }
}

const fn nibble(digit: u8) -> u8 {
    if digit == b'A' { ANY_DIGIT } else { digit - b'0' }
}

const BYTES_MAX: usize = 16;
const ANY_DIGIT: u8 = 0xA;
const ANY_BYTE: u8 = 0xAA;
const FILL: u8 = 0xF;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_sent_low_byte_first() {
        let meter: ServerAddress = "201605190907".parse().expect("an address");
        assert_eq!(meter.wire_bytes(), [0x07, 0x09, 0x19, 0x05, 0x16, 0x20]);
        assert_eq!((meter.flag(), meter.to_string().as_str()), (0x05, "201605190907"));
        let second = meter.with_logical(1).expect("a logical address");
        assert_eq!((second.flag(), second.to_string().as_str()), (0x15, "201605190907 logical 1"));
        assert_eq!(meter.with_logical(4), Err(AddressError::Logical { found: 4 }));
    }

    #[test]
    fn an_odd_number_of_digits_is_filled() {
        let odd: ServerAddress = "12345".parse().expect("an address");
        assert_eq!(odd.wire_bytes(), [0x5F, 0x34, 0x12]);
        assert_eq!(odd.digits(), "12345");
    }

    #[test]
    fn a_wildcard_matches_digit_by_digit() {
        let own: ServerAddress = "201605190907".parse().expect("an address");
        let check = |pattern: &str, matches| {
            let pattern: ServerAddress = pattern.parse().expect("a pattern");
            assert_eq!(pattern.reaches(&own, &[]), matches, "{pattern}");
            assert_eq!(pattern.may_be_answered_by(&own), matches, "{pattern}");
        };
        check("AAAAAAAAAAAA", true);
        check("2016051909A7", true);
        check("2016051909A8", false);
        check("AAAAAAAA", false);
        check("201605190907", true);
        assert!(ServerAddress::ANY.reaches(&own, &[]));
        assert_eq!((ServerAddress::ANY.flag(), ServerAddress::BROADCAST.flag()), (0x45, 0xC0));
    }

    #[test]
    fn a_group_is_for_its_members_and_a_broadcast_for_all() {
        let own: ServerAddress = "201605190907".parse().expect("an address");
        let group = ServerAddress::from_digits(AddressKind::Group, "0001").expect("a group");
        assert!(!group.reaches(&own, &[]));
        assert!(group.reaches(&own, &[group]));
        assert!(ServerAddress::BROADCAST.reaches(&own, &[]));
        assert!(!ServerAddress::BROADCAST.may_be_answered_by(&ServerAddress::BROADCAST));
    }

    #[test]
    fn other_characters_are_no_address() {
        let refused =
            |kind, digits: &str| ServerAddress::from_digits(kind, digits).expect_err("refused");
        assert_eq!(refused(AddressKind::Single, "2016A"), AddressError::Digits);
        assert_eq!(refused(AddressKind::Single, ""), AddressError::Length { found: 0 });
        let long = "1".repeat(33);
        assert_eq!(refused(AddressKind::Group, &long), AddressError::Length { found: 33 });
        assert_eq!(refused(AddressKind::Broadcast, "0001"), AddressError::Broadcast);
    }
}
