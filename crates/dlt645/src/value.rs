//! What an item holds, typed.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use vocabulary::Quantity;

use crate::{DataIdentifier, Speed, Stamp, StatusWord};

/// One value of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Quantity(Quantity),
    /// Maximum demand and when it was reached.
    Demand {
        demand: Quantity,
        at: Stamp,
    },
    Stamp(Stamp),
    /// Digits that name something (a meter, a customer, an operator), high digits first, leading zeros kept.
    Digits(String),
    Text(String),
    Status(StatusWord),
    /// A word whose bits the reference does not name, or a count in binary.
    Bits(u32),
    /// An entry of a yearly zone table: from this day on, this daily period table.
    Zone {
        month: u8,
        day: u8,
        table: u8,
    },
    /// An entry of a daily period table: from this time on, this tariff.
    Period {
        hour: u8,
        minute: u8,
        tariff: u8,
    },
    /// A holiday and its daily period table. The day is [`Stamp::Never`] for one that nobody has set.
    Holiday {
        day: Stamp,
        table: u8,
    },
    Identifier(DataIdentifier),
    Speed(Speed),
    /// All FF: the meter has no such phase or slot (dlt645-2007.md, 6.4). Never zero, never −1.
    Unavailable,
    /// Bytes as they travel (without the 33H), of an item that the catalogue does not know.
    Octets(Vec<u8>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantity(quantity) => quantity.fmt(f),
            Self::Demand { demand, at } => write!(f, "{demand} @ {at}"),
            Self::Stamp(stamp) => stamp.fmt(f),
            Self::Digits(text) | Self::Text(text) => f.write_str(text),
            Self::Status(word) => {
                write!(f, "{:04X}H", word.bits())?;
                word.flags().try_for_each(|flag| write!(f, " {}", flag.name.zh))
            }
            Self::Bits(bits) => write!(f, "{bits:02X}H"),
            Self::Zone { month, day, table } => write!(f, "{month:02}-{day:02} table {table}"),
            Self::Period { hour, minute, tariff } => {
                write!(f, "{hour:02}:{minute:02} tariff {tariff}")
            }
            Self::Holiday { day, table } => write!(f, "{day} table {table}"),
            Self::Identifier(identifier) => identifier.fmt(f),
            Self::Speed(speed) => speed.fmt(f),
            Self::Unavailable => f.write_str("-"),
            Self::Octets(octets) => f.write_str(&hex::encode_upper(octets)),
        }
    }
}

/// As JSON: a quantity as number and unit, everything else as it is displayed; `null` if it is not available.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (quantity, at) = match self {
            Self::Quantity(quantity) => (quantity, None),
            Self::Demand { demand, at } => (demand, Some(at)),
            Self::Unavailable => return serializer.serialize_none(),
            told => return serializer.collect_str(told),
        };
        let mut fields = serializer.serialize_struct("Quantity", 2 + usize::from(at.is_some()))?;
        fields.serialize_field("number", &quantity.number())?;
        fields.serialize_field("unit", &quantity.unit())?;
        if let Some(at) = at {
            fields.serialize_field("at", &at.to_string())?;
        }
        fields.end()
    }
}
