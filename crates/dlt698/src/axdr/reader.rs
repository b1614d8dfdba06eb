//! Reads bytes under the rules of A-XDR, and tells whoever asked which bytes became what.

use crate::axdr::Wire;

/// Why bytes are not what they should be, with the offset of the first byte that is wrong.
///
/// Offsets count from the start of what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the bytes end at {at}, {needed} more are needed")]
    Ended { at: usize, needed: usize },
    #[error("byte {at} is {found:02X}H, which is no {expected}")]
    Unknown { at: usize, expected: &'static str, found: u8 },
    #[error("byte {at} is {found:02X}H, which begins no length of at most four bytes")]
    Length { at: usize, found: u8 },
    #[error("{count} elements from byte {at} on do not fit into the {left} bytes that are left")]
    Count { at: usize, count: usize, left: usize },
    #[error("the value at byte {at} lies deeper than {} levels", crate::DEPTH_MAX)]
    Depth { at: usize },
    #[error("behind the APDU {left} bytes are left over from byte {at} on")]
    Trailing { at: usize, left: usize },
}

impl Fault {
    /// The offset of the byte at which reading stopped.
    #[must_use]
    pub const fn at(self) -> usize {
        match self {
            Self::Ended { at, .. }
            | Self::Unknown { at, .. }
            | Self::Length { at, .. }
            | Self::Count { at, .. }
            | Self::Depth { at }
            | Self::Trailing { at, .. } => at,
        }
    }

    /// The same fault where the bytes that were read lie `base` further on.
    pub(crate) const fn moved(mut self, base: usize) -> Self {
        match &mut self {
            Self::Ended { at, .. }
            | Self::Unknown { at, .. }
            | Self::Length { at, .. }
            | Self::Count { at, .. }
            | Self::Depth { at }
            | Self::Trailing { at, .. } => *at += base,
        }
        self
    }
}

/// What was read although it should have been written otherwise. It is never written so again.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize,
)]
#[serde(tag = "remark", rename_all = "snake_case")]
pub enum Remark {
    #[error("the length at byte {at} is longer than it needs to be")]
    LongLength { at: usize },
    #[error("reserved bits are set in byte {at}, {found:02X}H")]
    ReservedBits { at: usize, found: u8 },
    #[error("byte {at} is {found:02X}H where only 00H and 01H stand for no and yes")]
    Truth { at: usize, found: u8 },
    #[error("unused bits are set in byte {at}, {found:02X}H")]
    UnusedBits { at: usize, found: u8 },
}

impl Remark {
    /// The offset of the byte that it is about.
    #[must_use]
    pub const fn at(self) -> usize {
        match self {
            Self::LongLength { at }
            | Self::ReservedBits { at, .. }
            | Self::Truth { at, .. }
            | Self::UnusedBits { at, .. } => at,
        }
    }

    /// The same remark where the bytes that were read lie `base` further on.
    pub(crate) const fn moved(mut self, base: usize) -> Self {
        match &mut self {
            Self::LongLength { at }
            | Self::ReservedBits { at, .. }
            | Self::Truth { at, .. }
            | Self::UnusedBits { at, .. } => *at += base,
        }
        self
    }
}

/// Hears which bytes became which field, from the outside in.
pub(crate) trait Trace {
    /// Whether anybody listens.
    const TELLS: bool;

    fn open(&mut self, name: &'static str, at: usize);
    fn close(&mut self, end: usize, told: impl FnOnce() -> Option<String>);
}

/// Nobody asked.
pub(crate) struct Quiet;

impl Trace for Quiet {
    const TELLS: bool = false;

    fn open(&mut self, _name: &'static str, _at: usize) {}
    fn close(&mut self, _end: usize, _told: impl FnOnce() -> Option<String>) {}
}

/// A place in bytes, moving on.
pub(crate) struct Reader<'b, T> {
    bytes: &'b [u8],
    at: usize,
    depth: usize,
    pub remarks: Vec<Remark>,
    pub trace: T,
}

impl<'b, T: Trace> Reader<'b, T> {
    pub fn new(bytes: &'b [u8], trace: T) -> Self {
        Self { bytes, at: 0, depth: 0, remarks: Vec::new(), trace }
    }

    /// The next field, under its name.
    pub fn field<V: Wire>(&mut self, name: &'static str) -> Result<V, Fault> {
        self.trace.open(name, self.at);
        let value = V::read(self)?;
        self.trace.close(self.at, || value.told());
        Ok(value)
    }

    /// Fields that belong together, under one name.
    pub fn group<V>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> Result<V, Fault>,
    ) -> Result<V, Fault> {
        self.trace.open(name, self.at);
        let value = read(self)?;
        self.trace.close(self.at, || None);
        Ok(value)
    }

    /// The next `len` octets, which are a value of their own; nothing behind them is read.
    pub fn within<V>(
        &mut self,
        len: usize,
        read: impl FnOnce(&mut Self) -> Result<V, Fault>,
    ) -> Result<V, Fault> {
        let whole = self.bytes;
        self.bytes = whole.get(..self.at + len).unwrap_or(whole);
        let value = self.deeper(read);
        self.bytes = whole;
        value
    }

    /// One level further in, as values that hold values are.
    pub fn deeper<V>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<V, Fault>,
    ) -> Result<V, Fault> {
        if self.depth == crate::DEPTH_MAX {
            return Err(Fault::Depth { at: self.at });
        }
        self.depth += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    pub fn remark(&mut self, remark: Remark) {
        if self.remarks.len() < REMARKS_MAX {
            self.remarks.push(remark);
        }
    }

    pub fn octet(&mut self) -> Result<u8, Fault> {
        let octet = *self.bytes.get(self.at).ok_or(Fault::Ended { at: self.at, needed: 1 })?;
        self.at += 1;
        Ok(octet)
    }

    pub fn octets(&mut self, len: usize) -> Result<&'b [u8], Fault> {
        let octets = self.peek(len)?;
        self.at += len;
        Ok(octets)
    }

    /// The next octets, without going on behind them.
    pub fn peek(&self, len: usize) -> Result<&'b [u8], Fault> {
        let needed = || Fault::Ended { at: self.bytes.len(), needed: len - self.left() };
        self.bytes[self.at..].get(..len).ok_or_else(needed)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let left = self.left();
        let needed = || Fault::Ended { at: self.bytes.len(), needed: N - left };
        let octets = *self.bytes[self.at..].first_chunk().ok_or_else(needed)?;
        self.at += N;
        Ok(octets)
    }

    /// A length or count: one byte below 80H, or 80H plus the number of bytes that hold it.
    pub fn length(&mut self) -> Result<usize, Fault> {
        let at = self.at;
        let first = self.octet()?;
        if first < 0x80 {
            return Ok(usize::from(first));
        }
        let bytes = usize::from(first & 0x7F);
        if !(1..=4).contains(&bytes) {
            return Err(Fault::Length { at, found: first });
        }
        let octets = self.octets(bytes)?;
        let length = octets.iter().fold(0_u64, |length, octet| length << 8 | u64::from(*octet));
        // What does not fit into memory does not fit into the bytes either.
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if bytes + 1 != length_len(length) {
            self.remark(Remark::LongLength { at });
        }
        Ok(length)
    }

    /// A count of elements, each of which takes at least one of the bytes that are left.
    pub fn count(&mut self) -> Result<usize, Fault> {
        let at = self.at;
        let count = self.length()?;
        if count > self.left() {
            return Err(Fault::Count { at, count, left: self.left() });
        }
        Ok(count)
    }

    /// Nothing may be left.
    pub fn finish(&self) -> Result<(), Fault> {
        match self.left() {
            0 => Ok(()),
            left => Err(Fault::Trailing { at: self.at, left }),
        }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }
}

/// How many bytes a length or count takes in its shortest form.
pub(crate) const fn length_len(length: usize) -> usize {
    match length {
        0..0x80 => 1,
        0x80..0x100 => 2,
        0x100..0x1_0000 => 3,
        0x1_0000..0x100_0000 => 4,
        _ => 5,
    }
}

/// Enough for any peer's habit; the rest would only repeat it.
const REMARKS_MAX: usize = 64;
