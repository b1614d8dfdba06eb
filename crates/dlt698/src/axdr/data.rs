//! `Data`: a value with its type in front (DL/T 698.45-2017, clause 6, tags 0 to 96).

use serde::{Deserialize, Serialize};

use crate::axdr::bits::BitString;
use crate::axdr::octets::{Characters, Octets};
use crate::axdr::reader::{Fault, Reader, Remark, Trace};
use crate::axdr::times::{Date, DateTime, DateTimeS, Ti, Time};
use crate::axdr::wire::{Wire, emit, parse_all};
use crate::identifiers::{Csd, Oad, Oi, Omd, Rcsd, Road};
use crate::line::Comdcb;
use crate::scaling::ScalerUnit;
use crate::security::{Sid, SidMac};
use crate::selection::{Ms, Region, Rsd};
use crate::tsa::Tsa;

macro_rules! data {
    ($($(#[$meta:meta])* $tag:literal $variant:ident $(($type:ty))? $name:literal,)*) => {
        /// A value that says of itself what it is (数据类型 Data). A reserved tag is refused: its length is unknown.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Data {
            $($(#[$meta])* $variant $(($type))?,)*
        }

        impl Data {
            /// The number of the type on the wire.
            #[must_use]
            pub const fn tag(&self) -> u8 {
                match self { $(Self::$variant { .. } => $tag,)* }
            }

            /// What the standard calls a tag; nothing for a reserved one.
            #[must_use]
            pub const fn tag_name(tag: u8) -> Option<&'static str> {
                match tag { $($tag => Some($name),)* _ => None }
            }

            fn read_tagged<T: Trace>(
                tag: u8,
                at: usize,
                r: &mut Reader<'_, T>,
            ) -> Result<Self, Fault> {
                match tag {
                    $($tag => Ok(Self::$variant $((r.field::<$type>("value")?))?),)*
                    found => Err(Fault::Unknown { at, expected: "tag of a data type", found }),
                }
            }
        }
    };
}

data! {
    0x00 Null "NULL",
    0x01 Array(Vec<Data>) "array",
    0x02 Structure(Vec<Data>) "structure",
    0x03 Bool(bool) "bool",
    0x04 BitString(BitString) "bit-string",
    0x05 DoubleLong(i32) "double-long",
    0x06 DoubleLongUnsigned(u32) "double-long-unsigned",
    0x09 OctetString(Octets) "octet-string",
    0x0A VisibleString(Characters) "visible-string",
    0x0C Utf8String(Characters) "UTF8-string",
    0x0F Integer(i8) "integer",
    0x10 Long(i16) "long",
    0x11 Unsigned(u8) "unsigned",
    0x12 LongUnsigned(u16) "long-unsigned",
    0x14 Long64(i64) "long64",
    0x15 Long64Unsigned(u64) "long64-unsigned",
    0x16 Enum(u8) "enum",
    0x17 Float32(Float32) "float32",
    0x18 Float64(Float64) "float64",
    0x19 DateTime(DateTime) "date_time",
    0x1A Date(Date) "date",
    0x1B Time(Time) "time",
    0x1C DateTimeS(DateTimeS) "date_time_s",
    0x50 Oi(Oi) "OI",
    0x51 Oad(Oad) "OAD",
    0x52 Road(Box<Road>) "ROAD",
    0x53 Omd(Omd) "OMD",
    0x54 Ti(Ti) "TI",
    0x55 Tsa(Tsa) "TSA",
    0x56 Mac(Octets) "MAC",
    0x57 Rn(Octets) "RN",
    0x58 Region(Box<Region>) "Region",
    0x59 ScalerUnit(ScalerUnit) "Scaler_Unit",
    0x5A Rsd(Box<Rsd>) "RSD",
    0x5B Csd(Box<Csd>) "CSD",
    0x5C Ms(Box<Ms>) "MS",
    0x5D Sid(Box<Sid>) "SID",
    0x5E SidMac(Box<SidMac>) "SID_MAC",
    0x5F Comdcb(Comdcb) "COMDCB",
    0x60 Rcsd(Rcsd) "RCSD",
}

/// A float as its 32 bits: kept as they came, never computed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Float32(pub u32);

/// A float as its 64 bits: kept as they came, never computed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Float64(pub u64);

impl Data {
    /// The value that all of the bytes are.
    ///
    /// # Errors
    /// Where they stop being one.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        parse_all(bytes).map(|(data, _)| data)
    }

    /// The value that all of the bytes are, with what was odd about them.
    ///
    /// # Errors
    /// Where they stop being one.
    pub fn parse_noting(bytes: &[u8]) -> Result<(Self, Vec<Remark>), Fault> {
        parse_all(bytes)
    }

    /// The bytes of it, in their only form.
    #[must_use]
    pub fn emit(&self) -> Vec<u8> {
        emit(self)
    }

    /// The whole number that it is, whatever its width; nothing for anything else, or beyond 2^63.
    #[must_use]
    pub fn whole_number(&self) -> Option<i64> {
        Some(match *self {
            Self::DoubleLong(number) => i64::from(number),
            Self::DoubleLongUnsigned(number) => i64::from(number),
            Self::Integer(number) => i64::from(number),
            Self::Long(number) => i64::from(number),
            Self::Unsigned(number) | Self::Enum(number) => i64::from(number),
            Self::LongUnsigned(number) => i64::from(number),
            Self::Long64(number) => number,
            Self::Long64Unsigned(number) => i64::try_from(number).ok()?,
            _ => return None,
        })
    }

    /// The elements of an array or structure.
    #[must_use]
    pub fn elements(&self) -> Option<&[Self]> {
        match self {
            Self::Array(elements) | Self::Structure(elements) => Some(elements),
            _ => None,
        }
    }
}

impl Wire for Data {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        r.deeper(|r| {
            let at = r.at();
            let TagByte(tag) = r.field("tag")?;
            Self::read_tagged(tag, at, r)
        })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.tag());
        match self {
            Self::Null => {}
            Self::Array(elements) | Self::Structure(elements) => elements.write(out),
            Self::Bool(value) => value.write(out),
            Self::BitString(value) => value.write(out),
            Self::DoubleLong(value) => value.write(out),
            Self::DoubleLongUnsigned(value) => value.write(out),
            Self::OctetString(value) | Self::Mac(value) | Self::Rn(value) => value.write(out),
            Self::VisibleString(value) | Self::Utf8String(value) => value.write(out),
            Self::Integer(value) => value.write(out),
            Self::Long(value) => value.write(out),
            Self::Unsigned(value) | Self::Enum(value) => value.write(out),
            Self::LongUnsigned(value) => value.write(out),
            Self::Long64(value) => value.write(out),
            Self::Long64Unsigned(value) => value.write(out),
            Self::Float32(value) => value.write(out),
            Self::Float64(value) => value.write(out),
            Self::DateTime(value) => value.write(out),
            Self::Date(value) => value.write(out),
            Self::Time(value) => value.write(out),
            Self::DateTimeS(value) => value.write(out),
            Self::Oi(value) => value.write(out),
            Self::Oad(value) => value.write(out),
            Self::Road(value) => value.write(out),
            Self::Omd(value) => value.write(out),
            Self::Ti(value) => value.write(out),
            Self::Tsa(value) => value.write(out),
            Self::Region(value) => value.write(out),
            Self::ScalerUnit(value) => value.write(out),
            Self::Rsd(value) => value.write(out),
            Self::Csd(value) => value.write(out),
            Self::Ms(value) => value.write(out),
            Self::Sid(value) => value.write(out),
            Self::SidMac(value) => value.write(out),
            Self::Comdcb(value) => value.write(out),
            Self::Rcsd(value) => value.write(out),
        }
    }
}

/// The tag alone, told by its name.
struct TagByte(u8);

impl Wire for TagByte {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        Ok(Self(r.octet()?))
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.0);
    }

    fn told(&self) -> Option<String> {
        Data::tag_name(self.0).map(|name| format!("{} {name}", self.0))
    }
}

impl Wire for Float32 {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        u32::read(r).map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    fn told(&self) -> Option<String> {
        Some(f32::from_bits(self.0).to_string())
    }
}

impl Wire for Float64 {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        u64::read(r).map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    fn told(&self) -> Option<String> {
        Some(f64::from_bits(self.0).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reserved_tag_is_refused_where_it_stands() {
        for tag in [7, 8, 11, 13, 14, 19, 29, 79, 97, 255] {
            let bytes = [0x02, 0x02, 0x11, 0x01, tag, 0x00];
            let refused = Data::parse(&bytes);
            let expected = "tag of a data type";
            assert_eq!(refused, Err(Fault::Unknown { at: 4, expected, found: tag }));
        }
    }

    #[test]
    fn values_within_values_end_at_a_depth() {
        let mut bytes = [0x01, 0x01].repeat(crate::DEPTH_MAX - 1);
        bytes.push(0x00);
        assert!(Data::parse(&bytes).is_ok());
        let mut deeper = vec![0x01, 0x01];
        deeper.extend(&bytes);
        assert_eq!(Data::parse(&deeper), Err(Fault::Depth { at: bytes.len() + 1 }));
    }

    #[test]
    fn a_count_that_cannot_be_is_refused_before_memory_is_taken() {
        let refused = Data::parse(&[0x01, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x00]);
        assert_eq!(refused, Err(Fault::Count { at: 1, count: 0xFFFF_FFFF, left: 1 }));
    }

    #[test]
    fn a_value_takes_no_more_room_than_it_needs() {
        assert!(size_of::<Data>() <= 40, "{} bytes", size_of::<Data>());
    }
}
