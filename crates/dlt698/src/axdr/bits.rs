//! BIT STRING: bits in their order, the first one the most significant of the first byte.

use serde::{Deserialize, Serialize};

use crate::axdr::octets::Octets;
use crate::axdr::reader::{Fault, Reader, Remark, Trace};
use crate::axdr::wire::{Wire, write_length};

/// Some bits (bit-string 位串). The count on the wire is of bits; unused low bits of the last byte are zero.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct BitString {
    len: usize,
    /// As many as the bits need, unused bits zero.
    bytes: Vec<u8>,
}

/// Not as many bytes as the bits need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{len} bits lie in {} bytes, not in {found}", len.div_ceil(8))]
pub struct WrongBitCount {
    len: usize,
    found: usize,
}

impl BitString {
    /// `len` bits; bits beyond them are dropped.
    ///
    /// # Errors
    /// [`WrongBitCount`] unless the bytes are exactly as many as the bits need.
    pub fn new(len: usize, mut bytes: Vec<u8>) -> Result<Self, WrongBitCount> {
        if bytes.len() != len.div_ceil(8) {
            return Err(WrongBitCount { len, found: bytes.len() });
        }
        if let Some(last) = bytes.last_mut() {
            *last &= used(len);
        }
        Ok(Self { len, bytes })
    }

    /// Bit `index`, counted from 0 at the most significant bit of the first byte.
    #[must_use]
    pub fn bit(&self, index: usize) -> Option<bool> {
        let byte = self.bytes.get(index / 8).filter(|_| index < self.len)?;
        Some(byte >> (7 - index % 8) & 1 == 1)
    }

    /// How many bits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Display for BitString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut bits = (0..self.len).filter_map(|index| self.bit(index));
        bits.try_for_each(|bit| f.write_str(if bit { "1" } else { "0" }))
    }
}

/// As JSON has it.
#[derive(Serialize, Deserialize)]
struct Written {
    bits: usize,
    bytes: Octets,
}

impl TryFrom<Written> for BitString {
    type Error = WrongBitCount;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        Self::new(written.bits, written.bytes.0)
    }
}

impl From<BitString> for Written {
    fn from(bits: BitString) -> Self {
        Self { bits: bits.len, bytes: Octets(bits.bytes) }
    }
}

impl Wire for BitString {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let len = r.length()?;
        let mut bytes = r.octets(len.div_ceil(8))?.to_vec();
        if let Some(last) = bytes.last_mut() {
            if *last & !used(len) != 0 {
                r.remark(Remark::UnusedBits { at: r.at() - 1, found: *last });
            }
            *last &= used(len);
        }
        Ok(Self { len, bytes })
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.len, out);
        out.extend_from_slice(&self.bytes);
    }

    fn told(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// The bits of the last byte that belong to `len` bits.
const fn used(len: usize) -> u8 {
    match len % 8 {
        0 => 0xFF,
        some => 0xFF << (8 - some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::axdr::{emit, parse_all};

    #[test]
    fn ten_bits_lie_in_two_bytes() {
        let (bits, remarks) = parse_all::<BitString>(&[0x0A, 0xAA, 0x80]).expect("bits");
        assert_eq!((bits.to_string().as_str(), remarks), ("1010101010", vec![]));
        assert_eq!((bits.bit(8), bits.bit(9), bits.bit(10)), (Some(true), Some(false), None));
        assert_eq!(emit(&bits), [0x0A, 0xAA, 0x80]);
    }

    #[test]
    fn unused_bits_are_told_and_never_written() {
        let (bits, remarks) = parse_all::<BitString>(&[0x0A, 0xAA, 0xBF]).expect("bits");
        assert_eq!(remarks, [Remark::UnusedBits { at: 2, found: 0xBF }]);
        assert_eq!(emit(&bits), [0x0A, 0xAA, 0x80]);
    }
}
