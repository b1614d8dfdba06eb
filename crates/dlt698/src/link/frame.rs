//! One frame on the wire: 68H, length, control, addresses, HCS, user data, FCS, 16H.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::axdr::Remark;
use crate::crc::crc16;
use crate::link::address::ServerAddress;
use crate::link::control::Control;

/// The longest frame that fourteen bits of length can tell, 68H and 16H included.
pub const FRAME_LEN_MAX: usize = LENGTH_MAX + 2;

/// A frame with its own values; the user data are in clear, scrambled or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkFrame {
    pub control: Control,
    pub server: ServerAddress,
    /// Client address (客户机地址, CA): 0 for a client that does not care.
    pub client: u8,
    /// The APDU, or a fragment of one with its header (链路用户数据).
    #[serde(with = "hex_upper")]
    pub payload: Vec<u8>,
}

/// A checked view of the bytes of one frame. Nothing is copied and nothing panics behind [`FrameView::new_checked`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameView<'b> {
    bytes: &'b [u8],
    layout: FrameLayout,
}

/// Where the fields of a frame lie. Everything from the length to the client address is under the HCS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrameLayout {
    /// Bytes of server address, 1 to 16.
    pub address_len: usize,
    /// The whole frame, 68H and 16H included.
    pub frame_len: usize,
}

/// What a reader of frames may be told about its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkRules {
    /// Longer frames are noise. At most [`FRAME_LEN_MAX`].
    pub frame_len_max: usize,
    pub reserved_length_bits: ReservedLengthBits,
}

/// What becomes of a length whose bits 14 and 15 are set. The text of 2017 reserves them; another reading has bit 14
/// count in kilobytes, and some peers ignore it (unconfirmed). They are never sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReservedLengthBits {
    #[default]
    Refuse,
    Ignore,
}

/// Why bytes are no frame. `at` counts from the first byte that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    #[error("byte 0 is {found:02X}H where a frame begins with 68H")]
    Start { found: u8 },
    #[error("the bytes end at {at}, {needed} more are needed")]
    Ended { at: usize, needed: usize },
    #[error("bits 14 and 15 of the length at byte 1 are reserved, it is {found:04X}H")]
    ReservedLengthBits { found: u16 },
    #[error("the length at byte 1 is {found}, a frame like this has {min} to {max}")]
    Length { found: usize, min: usize, max: usize },
    #[error("the header check at byte {at} is {found:04X}H, of the header it is {expected:04X}H")]
    HeaderCheck { at: usize, expected: u16, found: u16 },
    #[error("the frame check at byte {at} is {found:04X}H, of the frame it is {expected:04X}H")]
    FrameCheck { at: usize, expected: u16, found: u16 },
    #[error("byte {at} is {found:02X}H where the frame ends with 16H")]
    End { at: usize, found: u8 },
    #[error("behind the frame {left} bytes are left over from byte {at} on")]
    Trailing { at: usize, left: usize },
}

impl LinkFault {
    /// The offset of the first byte that is not as it should be.
    #[must_use]
    pub const fn at(self) -> usize {
        match self {
            Self::Start { .. } => 0,
            Self::ReservedLengthBits { .. } | Self::Length { .. } => LENGTH_AT,
            Self::Ended { at, .. }
            | Self::HeaderCheck { at, .. }
            | Self::FrameCheck { at, .. }
            | Self::End { at, .. }
            | Self::Trailing { at, .. } => at,
        }
    }
}

impl Default for LinkRules {
    fn default() -> Self {
        Self { frame_len_max: FRAME_LEN_MAX, reserved_length_bits: ReservedLengthBits::Refuse }
    }
}

impl FrameLayout {
    pub const fn client_at(self) -> usize {
        ADDRESS_AT + self.address_len
    }

    pub const fn header_check_at(self) -> usize {
        self.client_at() + 1
    }

    pub const fn payload_at(self) -> usize {
        self.header_check_at() + 2
    }

    pub const fn frame_check_at(self) -> usize {
        self.frame_len - 3
    }

    /// The layout that a header tells, once its check holds; nothing while more bytes are needed to know.
    pub fn of_header(bytes: &[u8], rules: LinkRules) -> Result<Option<Self>, LinkFault> {
        let Some(&start) = bytes.first() else { return Ok(None) };
        if start != START {
            return Err(LinkFault::Start { found: start });
        }
        let Some(length) = word(bytes, LENGTH_AT) else { return Ok(None) };
        if length & !LENGTH_BITS != 0 && rules.reserved_length_bits == ReservedLengthBits::Refuse {
            return Err(LinkFault::ReservedLengthBits { found: length });
        }
        let found = usize::from(length & LENGTH_BITS);
        let max = LENGTH_MAX.min(rules.frame_len_max.saturating_sub(2));
        if !(LENGTH_MIN..=max).contains(&found) {
            return Err(LinkFault::Length { found, min: LENGTH_MIN, max });
        }
        let Some(&flag) = bytes.get(FLAG_AT) else { return Ok(None) };
        let address_len = ServerAddress::len_in_flag(flag);
        let layout = Self { address_len, frame_len: found + 2 };
        let at = layout.header_check_at();
        let Some(header_check) = word(bytes, at) else { return Ok(None) };
        let expected = crc16(&bytes[LENGTH_AT..at]);
        if header_check != expected {
            return Err(LinkFault::HeaderCheck { at, expected, found: header_check });
        }
        let min = LENGTH_MIN + address_len - 1;
        if found < min {
            return Err(LinkFault::Length { found, min, max });
        }
        Ok(Some(layout))
    }
}

impl<'b> FrameView<'b> {
    /// The frame that the bytes begin with: the door for untrusted bytes.
    ///
    /// # Errors
    /// What keeps them from being a frame; [`LinkFault::Ended`] if only bytes are missing.
    pub fn new_checked(bytes: &'b [u8]) -> Result<Self, LinkFault> {
        Self::new_checked_by(bytes, LinkRules::default())
    }

    /// The same for a line with rules of its own.
    ///
    /// # Errors
    /// As [`FrameView::new_checked`].
    pub fn new_checked_by(bytes: &'b [u8], rules: LinkRules) -> Result<Self, LinkFault> {
        Self::whole(bytes, rules)?.ok_or_else(|| {
            let layout = FrameLayout::of_header(bytes, rules).ok().flatten();
            let len = layout.map_or(FRAME_LEN_MIN, |layout| layout.frame_len);
            let needed = len.saturating_sub(bytes.len()).max(1);
            LinkFault::Ended { at: bytes.len(), needed }
        })
    }

    /// The frame that the bytes begin with; nothing while it is not whole. The header check comes before the length is
    /// believed.
    pub(crate) fn whole(bytes: &'b [u8], rules: LinkRules) -> Result<Option<Self>, LinkFault> {
        let Some(layout) = FrameLayout::of_header(bytes, rules)? else { return Ok(None) };
        let Some(bytes) = bytes.get(..layout.frame_len) else { return Ok(None) };
        let at = layout.frame_len - 1;
        if bytes[at] != END {
            return Err(LinkFault::End { at, found: bytes[at] });
        }
        let at = layout.frame_check_at();
        let (expected, found) = (crc16(&bytes[LENGTH_AT..at]), word(bytes, at).unwrap_or_default());
        if expected != found {
            return Err(LinkFault::FrameCheck { at, expected, found });
        }
        Ok(Some(Self { bytes, layout }))
    }

    #[must_use]
    pub fn control(&self) -> Control {
        Control::from_byte(self.bytes[CONTROL_AT])
    }

    #[must_use]
    pub fn server(&self) -> ServerAddress {
        let address = &self.bytes[ADDRESS_AT..self.layout.client_at()];
        ServerAddress::from_wire(self.bytes[FLAG_AT], address)
            .expect("the layout has as many bytes of address as the flag tells")
    }

    /// Client address (CA).
    #[must_use]
    pub fn client(&self) -> u8 {
        self.bytes[self.layout.client_at()]
    }

    /// The user data as they were sent: with 33H added to each byte if the frame is scrambled.
    #[must_use]
    pub fn payload_as_sent(&self) -> &'b [u8] {
        &self.bytes[self.layout.payload_at()..self.layout.frame_check_at()]
    }

    /// The user data in clear; a copy only if the frame is scrambled.
    #[must_use]
    pub fn payload(&self) -> Cow<'b, [u8]> {
        let sent = self.payload_as_sent();
        if !self.control().is_scrambled {
            return Cow::Borrowed(sent);
        }
        Cow::Owned(sent.iter().map(|byte| byte.wrapping_sub(SCRAMBLE)).collect())
    }

    /// All bytes of the frame, from 68H to 16H.
    #[must_use]
    pub const fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// What was odd about it: reserved bits.
    pub fn remarks(&self) -> impl Iterator<Item = Remark> {
        let odd = |at: usize, mask: u8| {
            let found = self.bytes[at];
            (found & mask != 0).then_some(Remark::ReservedBits { at, found })
        };
        [odd(LENGTH_AT + 1, 0xC0), odd(CONTROL_AT, 0x10)].into_iter().flatten()
    }

    pub(crate) const fn layout(&self) -> FrameLayout {
        self.layout
    }

    /// The frame with its own values.
    #[must_use]
    pub fn to_frame(&self) -> LinkFrame {
        LinkFrame {
            control: self.control(),
            server: self.server(),
            client: self.client(),
            payload: self.payload().into_owned(),
        }
    }
}

impl LinkFrame {
    /// The frame that all of the bytes are.
    ///
    /// # Errors
    /// What keeps them from being one.
    pub fn parse(bytes: &[u8]) -> Result<Self, LinkFault> {
        let view = FrameView::new_checked(bytes)?;
        match bytes.len() - view.bytes.len() {
            0 => Ok(view.to_frame()),
            left => Err(LinkFault::Trailing { at: view.bytes.len(), left }),
        }
    }

    /// The bytes of it: from 68H to 16H, without preamble.
    ///
    /// # Panics
    /// When the payload is longer than [`LinkFrame::payload_len_max`]: what is longer is sent in fragments.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        let address = self.server.wire_bytes();
        let length = LENGTH_MIN - 1 + address.len() + self.payload.len();
        assert!(length <= LENGTH_MAX, "a payload of {} bytes needs fragments", self.payload.len());
        let mut out = Vec::with_capacity(length + 2);
        out.push(START);
        out.extend_from_slice(&(length as u16).to_le_bytes());
        out.extend_from_slice(&[self.control.byte(), self.server.flag()]);
        out.extend_from_slice(address);
        out.push(self.client);
        out.extend_from_slice(&crc16(&out[LENGTH_AT..]).to_le_bytes());
        if self.control.is_scrambled {
            out.extend(self.payload.iter().map(|byte| byte.wrapping_add(SCRAMBLE)));
        } else {
            out.extend_from_slice(&self.payload);
        }
        out.extend_from_slice(&crc16(&out[LENGTH_AT..]).to_le_bytes());
        out.push(END);
        out
    }

    /// How many bytes the frame around a payload takes, 68H and 16H included.
    #[must_use]
    pub fn overhead(server: &ServerAddress) -> usize {
        FRAME_LEN_MIN - 1 + server.wire_bytes().len()
    }

    /// The longest payload of a frame of `frame_len_max` bytes to or from a server.
    #[must_use]
    pub fn payload_len_max(server: &ServerAddress, frame_len_max: usize) -> usize {
        frame_len_max.min(FRAME_LEN_MAX).saturating_sub(Self::overhead(server))
    }
}

/// Two bytes, the low one first.
fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]))
}

/// The payload in JSON: capital hexadecimal.
mod hex_upper {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::axdr::Octets;

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        Octets::from(bytes).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        Octets::deserialize(deserializer).map(|Octets(bytes)| bytes)
    }
}

pub(crate) const START: u8 = 0x68;
pub(crate) const SCRAMBLE: u8 = 0x33;
const END: u8 = 0x16;
const LENGTH_AT: usize = 1;
const CONTROL_AT: usize = 3;
const FLAG_AT: usize = 4;
const ADDRESS_AT: usize = 5;
const LENGTH_BITS: u16 = 0x3FFF;
const LENGTH_MAX: usize = LENGTH_BITS as usize;
/// Length, control, flag, one byte of address, client address and the two checks.
const LENGTH_MIN: usize = 10;
const FRAME_LEN_MIN: usize = LENGTH_MIN + 2;

#[cfg(test)]
mod tests {
    use super::*;

    /// GET of the communication address (dlt698-45.md, vector 19).
    const GET: [u8; 25] = [
        0x68, 0x17, 0x00, 0x43, 0x05, 0x07, 0x09, 0x19, 0x05, 0x16, 0x20, 0x10, 0x94, 0x70, 0x05,
        0x01, 0x01, 0x40, 0x01, 0x02, 0x00, 0x00, 0xC6, 0x07, 0x16,
    ];

    #[test]
    fn a_view_tells_the_fields_and_the_frame_goes_back() {
        let view = FrameView::new_checked(&GET).expect("a frame");
        assert_eq!((view.control(), view.client()), (Control::REQUEST, 0x10));
        assert_eq!(view.server().to_string(), "201605190907");
        assert_eq!(view.payload_as_sent(), [0x05, 0x01, 0x01, 0x40, 0x01, 0x02, 0x00, 0x00]);
        assert_eq!(view.remarks().count(), 0);
        assert_eq!(view.to_frame().emit(), GET);
    }

    #[test]
    fn each_broken_byte_is_named() {
        let check = |at: usize, to: u8, fault: LinkFault| {
            let mut bytes = GET;
            bytes[at] = to;
            assert_eq!(LinkFrame::parse(&bytes), Err(fault));
        };
        check(0, 0x69, LinkFault::Start { found: 0x69 });
        check(1, 0x09, LinkFault::Length { found: 9, min: 10, max: 0x3FFF });
        check(2, 0x40, LinkFault::ReservedLengthBits { found: 0x4017 });
        check(12, 0x95, LinkFault::HeaderCheck { at: 12, expected: 0x7094, found: 0x7095 });
        check(16, 0x02, LinkFault::FrameCheck { at: 22, expected: 0x0BBB, found: 0x07C6 });
        check(24, 0x17, LinkFault::End { at: 24, found: 0x17 });
    }

    #[test]
    fn a_length_is_not_believed_before_the_header_check() {
        // It tells of 3FFFH bytes; with a wrong check nobody waits for them.
        let mut bytes = GET;
        bytes[1..3].copy_from_slice(&[0xFF, 0x3F]);
        let refused = FrameView::whole(&bytes, LinkRules::default());
        assert!(matches!(refused, Err(LinkFault::HeaderCheck { at: 12, .. })), "{refused:?}");
    }

    #[test]
    fn bytes_that_are_missing_are_counted() {
        let missing = |len: usize| FrameView::new_checked(&GET[..len]).expect_err("cut");
        assert_eq!(missing(0), LinkFault::Ended { at: 0, needed: 12 });
        assert_eq!(missing(20), LinkFault::Ended { at: 20, needed: 5 });
    }

    #[test]
    fn reserved_length_bits_may_be_ignored() {
        let mut bytes = GET.to_vec();
        bytes[2] |= 0x40;
        let header_check = crc16(&bytes[1..12]).to_le_bytes();
        bytes[12..14].copy_from_slice(&header_check);
        let frame_check = crc16(&bytes[1..22]).to_le_bytes();
        bytes[22..24].copy_from_slice(&frame_check);
        assert!(FrameView::new_checked(&bytes).is_err());
        let rules =
            LinkRules { reserved_length_bits: ReservedLengthBits::Ignore, ..LinkRules::default() };
        let view = FrameView::new_checked_by(&bytes, rules).expect("a frame");
        let remarks: Vec<_> = view.remarks().collect();
        assert_eq!(remarks, [Remark::ReservedBits { at: 2, found: 0x40 }]);
        assert_eq!(view.to_frame().emit(), GET, "they are never written");
    }

    #[test]
    fn the_header_must_fit_into_its_own_length() {
        // Sixteen bytes of address under a length for one, with a header check that holds.
        let mut bytes = vec![0x68, 0x0A, 0x00, 0x43, 0x0F];
        bytes.extend([0; 17]);
        bytes.extend(crc16(&bytes[1..]).to_le_bytes());
        let fault = LinkFault::Length { found: 10, min: 25, max: 0x3FFF };
        assert_eq!(FrameView::new_checked(&bytes), Err(fault));
    }
}
