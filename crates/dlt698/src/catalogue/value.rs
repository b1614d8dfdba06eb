//! What a value of a known attribute means.

use std::fmt;

use serde::Serialize;
use vocabulary::{MeterTime, Quantity};

use crate::Words;
use crate::axdr::{BitString, Data};
use crate::catalogue::shape::{Member, Shape};
use crate::identifiers::Oad;
use crate::scaling::{ScalerUnit, scaled};

/// A value as the business has it; what the catalogue does not know, or what came in another type, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Quantity(Quantity),
    Time(MeterTime),
    /// Characters, or the digits of an address or number.
    Text(String),
    /// A number that counts nothing: a code, a table's number.
    Number(i64),
    Flag(bool),
    Bits(BitString),
    Array(Vec<Value>),
    Structure(Vec<(Words, Value)>),
    Raw(Data),
}

/// What was read of an OAD, by the catalogue.
///
/// ```
/// use dlt698::{Data, Oad, catalogue};
///
/// let voltages = Data::parse(b"\x01\x03\x12\x09\x6D\x12\x09\x6D\x12\x09\x6E").expect("data");
/// let value = catalogue::value(Oad::new(0x2000, 2), &voltages);
/// assert_eq!(value.to_string(), "[241.3 V, 241.3 V, 241.4 V]");
/// ```
#[must_use]
pub fn value(oad: Oad, data: &Data) -> Value {
    shaped(crate::catalogue::shape(oad), None, data)
}

/// The same where the meter told its own scale and unit: they count for every number in it.
#[must_use]
pub fn value_scaled(oad: Oad, scale: ScalerUnit, data: &Data) -> Value {
    shaped(crate::catalogue::shape(oad), Some(scale), data)
}

fn shaped(shape: &Shape, scale: Option<ScalerUnit>, data: &Data) -> Value {
    let known = match *shape {
        Shape::Any => None,
        Shape::Of(tag) if tag != data.tag() => None,
        Shape::Of(_) => plain(data),
        Shape::Number { tag, .. } if tag != data.tag() => None,
        Shape::Number { scaler, unit, .. } => data
            .whole_number()
            .and_then(|number| match scale {
                Some(scale) => scale.quantity(number),
                None => scaled(number, scaler, unit),
            })
            .map(Value::Quantity),
        Shape::Digits => match data {
            Data::OctetString(octets) => Some(Value::Text(octets.to_string())),
            _ => None,
        },
        Shape::Array { of, .. } => match data {
            Data::Array(elements) => {
                let elements = elements.iter().map(|element| shaped(of, scale, element));
                Some(Value::Array(elements.collect()))
            }
            _ => None,
        },
        Shape::Structure(members) => structure(members, scale, data),
    };
    known.unwrap_or_else(|| Value::Raw(data.clone()))
}

/// A structure with more or fewer fields than are known is none that is known.
fn structure(members: &[Member], scale: Option<ScalerUnit>, data: &Data) -> Option<Value> {
    let Data::Structure(fields) = data else { return None };
    if fields.len() != members.len() {
        return None;
    }
    let named = members.iter().zip(fields);
    let named = named.map(|(member, field)| (member.name, shaped(&member.shape, scale, field)));
    Some(Value::Structure(named.collect()))
}

fn plain(data: &Data) -> Option<Value> {
    Some(match data {
        Data::Bool(flag) => Value::Flag(*flag),
        Data::BitString(bits) => Value::Bits(bits.clone()),
        Data::VisibleString(characters) | Data::Utf8String(characters) => {
            Value::Text(characters.text()?.to_owned())
        }
        Data::DateTime(time) => Value::Time(time.meter_time()?),
        Data::DateTimeS(time) => Value::Time(time.meter_time()?),
        other => Value::Number(other.whole_number()?),
    })
}

impl Value {
    /// The quantity that it is.
    #[must_use]
    pub const fn quantity(&self) -> Option<Quantity> {
        match self {
            Self::Quantity(quantity) => Some(*quantity),
            _ => None,
        }
    }

    /// The time that it is.
    #[must_use]
    pub const fn time(&self) -> Option<MeterTime> {
        match self {
            Self::Time(time) => Some(*time),
            _ => None,
        }
    }

    /// The n-th element or field, counted from 0.
    #[must_use]
    pub fn part(&self, n: usize) -> Option<&Self> {
        match self {
            Self::Array(elements) => elements.get(n),
            Self::Structure(fields) => fields.get(n).map(|(_, value)| value),
            _ => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantity(quantity) => quantity.fmt(f),
            Self::Time(time) => time.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
            Self::Bits(bits) => bits.fmt(f),
            Self::Array(elements) => {
                let elements: Vec<String> = elements.iter().map(Self::to_string).collect();
                write!(f, "[{}]", elements.join(", "))
            }
            Self::Structure(fields) => {
                let told = |(name, value): &(Words, Self)| format!("{}: {value}", name.en);
                let fields: Vec<String> = fields.iter().map(told).collect();
                write!(f, "{{{}}}", fields.join(", "))
            }
            Self::Raw(data) => write!(f, "{}H", hex::encode_upper(data.emit())),
        }
    }
}

/// For reports: a quantity is its number and unit, a structure a list of names and values, raw bytes hexadecimal.
impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Measured {
            number: String,
            unit: vocabulary::Unit,
        }
        #[derive(Serialize)]
        struct Named<'v> {
            name: Words,
            value: &'v Value,
        }
        match self {
            Self::Quantity(quantity) => {
                Measured { number: quantity.number(), unit: quantity.unit() }.serialize(serializer)
            }
            Self::Time(time) => time.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
            Self::Number(number) => number.serialize(serializer),
            Self::Flag(flag) => flag.serialize(serializer),
            Self::Bits(bits) => bits.serialize(serializer),
            Self::Array(elements) => elements.serialize(serializer),
            Self::Structure(fields) => serializer
                .collect_seq(fields.iter().map(|(name, value)| Named { name: *name, value })),
            Self::Raw(_) => serializer.collect_str(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scaling::UnitCode;

    fn check(oad: &str, data: &str, expect: &str) {
        let data = hex::decode(data.replace(' ', "")).expect("hexadecimal");
        let data = Data::parse(&data).expect("data");
        assert_eq!(value(oad.parse().expect("an OAD"), &data).to_string(), expect, "{oad}");
    }

    #[test]
    fn quantities_have_their_places_and_units() {
        check("00100200", "01 02 06 00 00 30 39 06 00 00 00 01", "[123.45 kWh, 0.01 kWh]");
        check("00100201", "06 00 00 30 39", "123.45 kWh");
        check("00000201", "05 FF FF FF FF", "-0.01 kWh");
        check("20010200", "01 01 05 FF FF FC 18", "[-1.000 A]");
        check("200F0200", "12 13 88", "50.00 Hz");
        check(
            "10100201",
            "02 02 06 00 00 30 39 1C 07 E0 01 14 10 1B 0B",
            "{maximum demand: 1.2345 kW, occurred at: 2016-01-20T16:27:11}",
        );
    }

    #[test]
    fn addresses_times_and_texts() {
        check("40010200", "09 06 12 34 56 78 90 12", "123456789012");
        check("40000200", "1C 07 E0 01 14 10 1B 0B", "2016-01-20T16:27:11");
        check("41030200", "0A 03 41 42 43", "ABC");
        check("80000500", "04 08 80", "10000000");
    }

    #[test]
    fn what_is_not_as_known_is_kept_raw() {
        check("FFFF0200", "11 07", "1107H");
        check("200F0200", "11 07", "1107H");
        check("40000200", "1C FF FF 01 01 00 00 00", "1CFFFF0101000000H");
        check("10100201", "02 01 06 00 00 30 39", "02010600003039H");
    }

    #[test]
    fn a_scale_that_the_meter_told_counts() {
        let told = value_scaled(
            Oad::element(0x0010, 2, 1),
            ScalerUnit::new(-1, UnitCode::KILOWATT_HOUR),
            &Data::DoubleLongUnsigned(12_345),
        );
        assert_eq!(told.to_string(), "1234.5 kWh");
    }
}
