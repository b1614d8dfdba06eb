//! What the data identifiers mean (dlt645-2007.md, section 7): names, formats, units, and what blocks hold.
//!
//! To add an item, add a row to the table of its class: `energy`, `demand`, `variable`, `event`, `parameter`, `freeze`.
//! What the catalogue does not know is kept as bytes.

mod demand;
mod energy;
mod event;
mod freeze;
mod naming;
mod parameter;
mod register;
mod shape;
mod variable;

use std::ops::Range;

use serde::Serialize;

use crate::{DataIdentifier, Format, FullName, Value, ValueFault};
use naming::Naming;
use shape::{Shape, Slot};

/// An item: what a data identifier names, or a block of them.
#[derive(Debug, Clone)]
pub struct Item {
    identifier: DataIdentifier,
    naming: Naming,
    shape: Shape,
}

/// One value that was read, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// In a block the identifier of the single item.
    pub identifier: DataIdentifier,
    pub name: FullName,
    /// Where the value stands in the item's bytes.
    #[serde(skip)]
    pub octets: Range<usize>,
    pub value: Value,
}

/// Bytes that are no value of the item that stands in their place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} ({identifier}): {fault}", name.en)]
pub struct BadReading {
    pub identifier: DataIdentifier,
    pub name: FullName,
    /// Where the bytes stand in the item's bytes.
    pub octets: Range<usize>,
    pub fault: ValueFault,
}

/// What a meter is made for: decides how long its blocks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fitted {
    /// Tariffs as set in the meter (04000204), 0 to 63.
    pub tariffs: u8,
    /// Phases that its blocks hold, 1 to 3. A single-phase meter may answer three, two of them FF.
    pub phases: u8,
}

/// The item that an identifier names; none if the catalogue does not know it.
///
/// ```
/// use dlt645::{DataIdentifier, item};
///
/// let voltage = item(DataIdentifier::new(0x0201_0100)).expect("it is in the catalogue");
/// assert_eq!(voltage.name().zh, "A相电压");
/// let readings = voltage.decode(&[0x01, 0x10])?;
/// assert_eq!(readings[0].value.to_string(), "100.1 V");
///
/// let block = item(DataIdentifier::new(0x0001_FF02)).expect("and blocks are");
/// assert_eq!(block.holds().count(), 64, "the total and up to 63 tariffs");
/// # Ok::<(), dlt645::ValueFault>(())
/// ```
#[must_use]
pub fn item(identifier: DataIdentifier) -> Option<Item> {
    let parts = identifier.parts();
    let (naming, shape) = match parts[0] {
        0x00 => energy::find(parts),
        0x01 => demand::find(parts),
        0x02 => variable::find(parts),
        0x03 | 0x1D | 0x1E => event::find(parts),
        0x04 => parameter::find(parts),
        0x05 => freeze::find(parts),
        _ => None,
    }?;
    Some(Item { identifier, naming, shape })
}

impl Item {
    #[must_use]
    pub const fn identifier(&self) -> DataIdentifier {
        self.identifier
    }

    #[must_use]
    pub fn name(&self) -> FullName {
        self.naming.name()
    }

    /// The format of an item with one value; none for records, tables and blocks.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        match &self.shape {
            Shape::Fixed(slots) if slots.len() == 1 => Some(slots[0].format),
            _ => None,
        }
    }

    /// The single items that a block holds, at the most; the item itself if it is none.
    pub fn holds(&self) -> impl Iterator<Item = DataIdentifier> {
        let mut identifiers = self.shape.identifiers();
        identifiers.dedup();
        if identifiers.is_empty() {
            identifiers.push(self.identifier);
        }
        identifiers.into_iter()
    }

    /// The single items that a meter of this make answers with it, the item itself if it is none; none where only the
    /// meter knows.
    #[must_use]
    pub fn answers(&self, fitted: Fitted) -> Vec<DataIdentifier> {
        let slots = self.len_of(fitted).and_then(|len| self.shape.slots_of_len(len));
        let slots = slots.unwrap_or_default();
        let mut identifiers: Vec<_> = slots.iter().filter_map(|slot| slot.identifier).collect();
        identifiers.dedup();
        if identifiers.is_empty() && !slots.is_empty() {
            identifiers.push(self.identifier);
        }
        identifiers
    }

    /// The values that the item's bytes hold, in their order: one, or those of a record, table or block.
    ///
    /// A block may end early, behind a whole item: a meter answers as many tariffs as it has.
    ///
    /// # Errors
    /// [`ValueFault`]; bytes are counted from the first behind the identifier.
    pub fn decode(&self, octets: &[u8]) -> Result<Vec<Reading>, ValueFault> {
        let readings = self.decode_each(octets)?.into_iter();
        readings.map(|reading| reading.map_err(|bad| bad.fault)).collect()
    }

    /// The same, but one bad value in a record, table or block hides none of the others.
    ///
    /// # Errors
    /// [`ValueFault::Length`] and [`ValueFault::Split`].
    pub fn decode_each(
        &self,
        octets: &[u8],
    ) -> Result<Vec<Result<Reading, BadReading>>, ValueFault> {
        if matches!(self.shape, Shape::Open) {
            let value = Value::Octets(octets.to_vec());
            let (identifier, name) = (self.identifier, self.name());
            return Ok(vec![Ok(Reading { identifier, name, octets: 0..octets.len(), value })]);
        }
        let mut at = 0;
        let readings = self.slots(octets.len())?.into_iter().map(|slot| {
            let place = at..at + slot.format.buffer_len();
            at = place.end;
            self.read(&slot, octets, place)
        });
        Ok(readings.collect())
    }

    /// The bytes that hold these values, in the order in which [`Item::decode`] gives them.
    ///
    /// # Errors
    /// [`ValueFault::Count`] and [`ValueFault::Misfit`].
    pub fn encode(&self, values: &[Value]) -> Result<Vec<u8>, ValueFault> {
        if let (Shape::Open, [Value::Octets(octets)]) = (&self.shape, values) {
            return Ok(octets.clone());
        }
        let fault = ValueFault::Count { found: values.len() };
        let slots = self.shape.slots_of_count(values.len()).ok_or(fault)?;
        let mut octets = Vec::new();
        for (index, (slot, value)) in slots.iter().zip(values).enumerate() {
            let part = slot.format.encode(value).ok_or(ValueFault::Misfit { index })?;
            octets.extend(part);
        }
        Ok(octets)
    }

    /// How many bytes a meter of this make answers behind the identifier; none where only the meter knows.
    #[must_use]
    pub fn len_of(&self, fitted: Fitted) -> Option<usize> {
        self.shape.len_of(fitted)
    }

    fn slots(&self, len: usize) -> Result<Vec<Slot>, ValueFault> {
        let fault = match self.shape.fixed_len() {
            Some(expected) => ValueFault::Length { expected, found: len },
            None => ValueFault::Split { found: len },
        };
        self.shape.slots_of_len(len).ok_or(fault)
    }

    fn read(&self, slot: &Slot, octets: &[u8], place: Range<usize>) -> Result<Reading, BadReading> {
        let identifier = slot.identifier.unwrap_or(self.identifier);
        let whole = match slot.identifier.and_then(item) {
            Some(single) => single.name(),
            None => self.name(),
        };
        let name = slot.label.named(whole);
        match slot.format.decode(&octets[place.clone()]) {
            Ok(value) => Ok(Reading { identifier, name, octets: place, value }),
            Err(fault) => {
                let fault = fault.behind(place.start);
                Err(BadReading { identifier, name, octets: place, fault })
            }
        }
    }
}

impl ValueFault {
    /// The same, with bytes counted from `offset` bytes earlier.
    #[must_use]
    pub(crate) fn behind(self, offset: usize) -> Self {
        match self {
            Self::Digits { at, found } => Self::Digits { at: at + offset, found },
            Self::Stamp { at, pattern } => Self::Stamp { at: at + offset, pattern },
            Self::Text { at, found } => Self::Text { at: at + offset, found },
            Self::Length { .. } | Self::Split { .. } | Self::Misfit { .. } | Self::Count { .. } => {
                self
            }
        }
    }
}

#[cfg(test)]
mod tests;
