//! Reads the fields of a data field in their order and, where somebody asks, notes which bytes were what.

use crate::{Name, Octets};

/// Why a data field is not what its control code and identifier say. Bytes are counted from the first of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FieldFault {
    #[error("expected {needed} bytes of {} at byte {at} of the data, {left} are left", name.en)]
    Short { name: Name, at: usize, needed: usize, left: usize },
    #[error("nothing is expected from byte {at} of the data on, {extra} bytes are left")]
    Extra { at: usize, extra: usize },
    #[error("expected {expected} as {} at byte {at} of the data", name.en)]
    Value { name: Name, at: usize, expected: &'static str },
}

impl FieldFault {
    /// The byte of the data that is not as it should be.
    #[must_use]
    pub const fn at(&self) -> usize {
        match self {
            Self::Short { at, .. } | Self::Extra { at, .. } | Self::Value { at, .. } => *at,
        }
    }
}

/// A field that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub name: Name,
    pub at: usize,
    pub len: usize,
    /// What it says, where that is more than its bytes.
    pub told: Option<String>,
}

/// A data field that is being read.
pub(crate) struct Fields<'a> {
    data: &'a [u8],
    at: usize,
    spans: Option<Vec<Span>>,
}

impl<'a> Fields<'a> {
    pub const fn of(data: &'a [u8]) -> Self {
        Self { data, at: 0, spans: None }
    }

    /// Notes every field.
    pub const fn traced(data: &'a [u8]) -> Self {
        Self { data, at: 0, spans: Some(Vec::new()) }
    }

    /// The next `N` bytes, in the order of the wire.
    pub fn take<const N: usize>(&mut self, name: Name) -> Result<[u8; N], FieldFault> {
        let octets = self.bytes(name, N)?;
        Ok(octets.try_into().expect("as many were taken"))
    }

    /// The next `N` bytes, turned round.
    pub fn group<const N: usize>(&mut self, name: Name) -> Result<Octets<N>, FieldFault> {
        let group = Octets::from_wire(self.take(name)?);
        self.tell(|| group.to_string());
        Ok(group)
    }

    /// A binary number of two or four bytes, low byte first.
    pub fn short(&mut self, name: Name) -> Result<u16, FieldFault> {
        let number = u16::from_le_bytes(self.take(name)?);
        self.tell(|| format!("{number:04X}H"));
        Ok(number)
    }

    pub fn long(&mut self, name: Name) -> Result<u32, FieldFault> {
        let number = u32::from_le_bytes(self.take(name)?);
        self.tell(|| number.to_string());
        Ok(number)
    }

    pub fn octet(&mut self, name: Name) -> Result<u8, FieldFault> {
        Ok(self.take::<1>(name)?[0])
    }

    /// The next `len` bytes.
    pub fn bytes(&mut self, name: Name, len: usize) -> Result<&'a [u8], FieldFault> {
        let rest = &self.data[self.at..];
        let fault = FieldFault::Short { name, at: self.at, needed: len, left: rest.len() };
        let octets = rest.get(..len).ok_or(fault)?;
        if let Some(spans) = &mut self.spans {
            spans.push(Span { name, at: self.at, len, told: None });
        }
        self.at += len;
        Ok(octets)
    }

    /// What is left but for the last `kept` bytes.
    pub fn rest_but(&mut self, name: Name, kept: usize) -> Result<&'a [u8], FieldFault> {
        let left = self.left();
        let fault = FieldFault::Short { name, at: self.at, needed: kept, left };
        let len = left.checked_sub(kept).ok_or(fault)?;
        self.bytes(name, len)
    }

    /// Says what the last field says.
    pub fn tell(&mut self, told: impl FnOnce() -> String) {
        if let Some(span) = self.spans.as_mut().and_then(|spans| spans.last_mut()) {
            span.told = Some(told());
        }
    }

    /// The last field is not what it should be.
    pub fn value_fault(&self, name: Name, len: usize, expected: &'static str) -> FieldFault {
        FieldFault::Value { name, at: self.at - len, expected }
    }

    pub const fn left(&self) -> usize {
        self.data.len() - self.at
    }

    pub fn peek(&self, ahead: usize) -> Option<u8> {
        self.data.get(self.at + ahead).copied()
    }

    /// Nothing may be left.
    pub fn end(&self) -> Result<(), FieldFault> {
        match self.left() {
            0 => Ok(()),
            extra => Err(FieldFault::Extra { at: self.at, extra }),
        }
    }

    /// What was noted.
    pub fn into_spans(self) -> Vec<Span> {
        self.spans.unwrap_or_default()
    }
}
