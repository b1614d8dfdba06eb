//! One frame: `68 A0..A5 68 C L DATA CS 16` (dlt645-2007.md, section 2).

use std::fmt;
use std::ops::{Deref, Range};

use crate::{ControlCode, MeterAddress};

/// A frame as it lies in a buffer, checked: both starts, length, checksum and end are right.
///
/// Looking at it copies nothing but the data, and allocates nothing.
///
/// ```
/// # fn main() -> Result<(), dlt645::FrameFault> {
/// let octets = [
///     0x68, 0x61, 0x01, 0, 0, 0, 0, 0x68, 0x91, 0x06, 0x33, 0x34, 0x34, 0x35, 0x34, 0x43, 0x10, 0x16,
/// ];
/// let view = dlt645::FrameView::new_checked(&octets)?;
/// assert_eq!(view.address().to_string(), "000000000161");
/// assert_eq!(view.data()[..], [0x00, 0x01, 0x01, 0x02, 0x01, 0x10]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FrameView<'a> {
    octets: &'a [u8],
}

/// A frame of one's own.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    address: MeterAddress,
    control: ControlCode,
    data: Vec<u8>,
}

/// The data field (数据域) without the 33H that travels on each byte: at most 255 bytes, on the stack.
#[derive(Clone, Copy)]
pub struct Data {
    octets: [u8; DATA_LEN_MAX],
    len: usize,
}

/// Why bytes are no frame. Bytes are counted from 0, the first 68H.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameFault {
    #[error("expected 68H at byte {at}, found {found:02X}H")]
    Start { at: usize, found: u8 },
    /// The bytes end within the frame. As long as the length is not told, `missing` counts up to it.
    #[error("the frame is cut off at byte {at}, at least {missing} bytes are missing")]
    Short { at: usize, missing: usize },
    #[error("expected 16H at byte {at}, found {found:02X}H")]
    End { at: usize, found: u8 },
    #[error("expected the checksum {expected:02X}H at byte {at}, found {found:02X}H")]
    Checksum { at: usize, expected: u8, found: u8 },
    #[error("the frame ends before byte {at}, {extra} bytes follow it")]
    Extra { at: usize, extra: usize },
}

impl FrameFault {
    /// The first byte that is not as it should be, or that is missing.
    #[must_use]
    pub const fn at(&self) -> usize {
        match self {
            Self::Start { at, .. }
            | Self::Short { at, .. }
            | Self::End { at, .. }
            | Self::Checksum { at, .. }
            | Self::Extra { at, .. } => *at,
        }
    }
}

/// The length field counts to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the data field holds at most {DATA_LEN_MAX} bytes, not {len}")]
pub struct DataTooLong {
    pub len: usize,
}

/// What wakes a meter's receiver before a frame (唤醒符): four bytes that belong to no frame.
pub const WAKE_UP: [u8; 4] = [0xFE; 4];
/// What the length field can say. The standard allows 200 in a read and 50 in a write; security commands take more.
pub const DATA_LEN_MAX: usize = 255;
/// Both starts, address, control code, length, checksum and end.
pub const FRAME_LEN_MIN: usize = at::DATA + 2;
/// The longest frame there can be.
pub const FRAME_LEN_MAX: usize = FRAME_LEN_MIN + DATA_LEN_MAX;

impl<'a> FrameView<'a> {
    /// The frame that these bytes are, no more and no less.
    ///
    /// # Errors
    /// [`FrameFault`] with the first byte that is not as it should be.
    pub fn new_checked(octets: &'a [u8]) -> Result<Self, FrameFault> {
        let view = Self::at_start(octets)?;
        let at = view.octets.len();
        if at < octets.len() {
            return Err(FrameFault::Extra { at, extra: octets.len() - at });
        }
        Ok(view)
    }

    /// The frame that these bytes begin with.
    ///
    /// # Errors
    /// [`FrameFault`] with the first byte that is not as it should be; [`FrameFault::Short`] when more bytes may make
    /// it a frame.
    pub fn at_start(octets: &'a [u8]) -> Result<Self, FrameFault> {
        for at in [at::START, at::SECOND_START] {
            match octets.get(at) {
                Some(&START) => {}
                Some(&found) => return Err(FrameFault::Start { at, found }),
                None => return Err(short(octets, FRAME_LEN_MIN)),
            }
        }
        let Some(&data_len) = octets.get(at::LENGTH) else {
            return Err(short(octets, FRAME_LEN_MIN));
        };
        let len = FRAME_LEN_MIN + usize::from(data_len);
        let Some(frame) = octets.get(..len) else { return Err(short(octets, len)) };
        let (at, found) = (len - 1, frame[len - 1]);
        if found != END {
            return Err(FrameFault::End { at, found });
        }
        let (at, found) = (len - 2, frame[len - 2]);
        let expected = checksum(&frame[..at]);
        if found != expected {
            return Err(FrameFault::Checksum { at, expected, found });
        }
        Ok(Self { octets: frame })
    }

    /// The bytes from the first 68H to the 16H.
    #[must_use]
    pub const fn octets(&self) -> &'a [u8] {
        self.octets
    }

    #[must_use]
    pub fn address(&self) -> MeterAddress {
        let octets = &self.octets[at::ADDRESS];
        MeterAddress::from_wire(octets.try_into().expect("the range has six bytes"))
    }

    #[must_use]
    pub fn control(&self) -> ControlCode {
        ControlCode::from_octet(self.octets[at::CONTROL])
    }

    /// The data field as it travels, each byte with 33H added.
    #[must_use]
    pub fn data_on_wire(&self) -> &'a [u8] {
        &self.octets[at::DATA..self.octets.len() - 2]
    }

    /// The data field with the 33H taken off.
    #[must_use]
    pub fn data(&self) -> Data {
        let on_wire = self.data_on_wire();
        let mut data = Data { octets: [0; DATA_LEN_MAX], len: on_wire.len() };
        for (octet, sent) in data.octets.iter_mut().zip(on_wire) {
            *octet = sent.wrapping_sub(OFFSET);
        }
        data
    }

    #[must_use]
    pub fn to_frame(&self) -> Frame {
        Frame { address: self.address(), control: self.control(), data: self.data().to_vec() }
    }
}

impl fmt::Debug for FrameView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FrameView({})", hex::encode_upper(self.octets))
    }
}

impl Frame {
    /// A frame of data without the 33H.
    ///
    /// # Errors
    /// [`DataTooLong`] above 255 bytes.
    pub fn new(
        address: MeterAddress,
        control: ControlCode,
        data: impl Into<Vec<u8>>,
    ) -> Result<Self, DataTooLong> {
        let data = data.into();
        if data.len() > DATA_LEN_MAX {
            return Err(DataTooLong { len: data.len() });
        }
        Ok(Self { address, control, data })
    }

    /// # Errors
    /// [`FrameFault`] with the first byte that is not as it should be.
    pub fn parse(octets: &[u8]) -> Result<Self, FrameFault> {
        Ok(FrameView::new_checked(octets)?.to_frame())
    }

    #[must_use]
    pub const fn address(&self) -> MeterAddress {
        self.address
    }

    #[must_use]
    pub const fn control(&self) -> ControlCode {
        self.control
    }

    /// The data field without the 33H.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// How many bytes [`Frame::emit`] writes.
    #[must_use]
    pub fn buffer_len(&self) -> usize {
        FRAME_LEN_MIN + self.data.len()
    }

    /// Appends the frame to `out`, from the first 68H to the 16H; [`WAKE_UP`] is the sender's to put before it.
    pub fn emit(&self, out: &mut Vec<u8>) {
        let begin = out.len();
        out.reserve(self.buffer_len());
        out.push(START);
        out.extend_from_slice(&self.address.to_wire());
        out.push(START);
        out.push(self.control.octet());
        out.push(u8::try_from(self.data.len()).expect("no more than 255 bytes got in"));
        out.extend(self.data.iter().map(|octet| octet.wrapping_add(OFFSET)));
        out.push(checksum(&out[begin..]));
        out.push(END);
    }

    /// The frame by itself.
    #[must_use]
    pub fn to_octets(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.emit(&mut out);
        out
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame({} {} {})", self.address, self.control, hex::encode_upper(&self.data))
    }
}

impl Deref for Data {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.octets[..self.len]
    }
}

impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Data({})", hex::encode_upper(&**self))
    }
}

/// Where the fields stand, counted from the first 68H.
pub(crate) mod at {
    use super::Range;

    pub const START: usize = 0;
    pub const ADDRESS: Range<usize> = 1..7;
    pub const SECOND_START: usize = 7;
    pub const CONTROL: usize = 8;
    pub const LENGTH: usize = 9;
    pub const DATA: usize = 10;
}

/// Sum modulo 256 from the first 68H to the last byte of the data, as they travel.
fn checksum(octets: &[u8]) -> u8 {
    octets.iter().fold(0, |sum, octet| sum.wrapping_add(*octet))
}

fn short(octets: &[u8], len: usize) -> FrameFault {
    FrameFault::Short { at: octets.len(), missing: len.saturating_sub(octets.len()).max(1) }
}

pub(crate) const START: u8 = 0x68;
const END: u8 = 0x16;
const OFFSET: u8 = 0x33;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn octets(text: &str) -> Vec<u8> {
        hex::decode(text.replace(' ', "")).expect("hexadecimal")
    }

    #[test]
    fn names_the_first_byte_that_is_wrong() {
        let check = |text: &str, fault| {
            assert_eq!(FrameView::new_checked(&octets(text)), Err(fault), "{text}");
        };
        check("", FrameFault::Short { at: 0, missing: 12 });
        check("67", FrameFault::Start { at: 0, found: 0x67 });
        check("68 AAAAAAAAAAAA", FrameFault::Short { at: 7, missing: 5 });
        check("68 AAAAAAAAAAAA 69", FrameFault::Start { at: 7, found: 0x69 });
        check("68 AAAAAAAAAAAA 68 13 04 DF 16", FrameFault::Short { at: 12, missing: 4 });
        let checksum = FrameFault::Checksum { at: 10, expected: 0xDF, found: 0xDE };
        check("68 AAAAAAAAAAAA 68 13 00 DE 16", checksum);
        check("68 AAAAAAAAAAAA 68 13 00 DF 17", FrameFault::End { at: 11, found: 0x17 });
        check("68 AAAAAAAAAAAA 68 13 00 DF 16 00", FrameFault::Extra { at: 12, extra: 1 });
    }

    #[test]
    fn data_longer_than_the_length_field_tells_is_refused() {
        let control = ControlCode::from_octet(0x91);
        assert!(Frame::new(MeterAddress::ANY, control, [0; 255]).is_ok());
        let refused = Frame::new(MeterAddress::ANY, control, [0; 256]);
        assert_eq!(refused, Err(DataTooLong { len: 256 }));
    }

    proptest! {
        #[test]
        fn what_is_emitted_parses_as_the_same_frame(
            address: [u8; 6],
            control: u8,
            data in proptest::collection::vec(any::<u8>(), 0..=DATA_LEN_MAX),
        ) {
            let address = MeterAddress::from_wire(address);
            let frame = Frame::new(address, ControlCode::from_octet(control), data).expect("fits");
            let octets = frame.to_octets();
            prop_assert_eq!(octets.len(), frame.buffer_len());
            prop_assert_eq!(Frame::parse(&octets), Ok(frame));
        }
    }
}
