//! How a type stands on the wire, and the two shapes that the standard builds everything from: SEQUENCE and CHOICE.

use crate::axdr::reader::{Fault, Quiet, Reader, Remark, Trace, length_len};

/// A type with one form on the wire. Reading is lenient where the meaning is certain; writing has one form only.
pub(crate) trait Wire: Sized {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault>;

    fn write(&self, out: &mut Vec<u8>);

    /// The value in words, for people; nothing where its parts say it all.
    fn told(&self) -> Option<String> {
        None
    }
}

/// All of the bytes are one value; with what was odd about them.
pub(crate) fn parse_all<V: Wire>(bytes: &[u8]) -> Result<(V, Vec<Remark>), Fault> {
    let mut reader = Reader::new(bytes, Quiet);
    let value = V::read(&mut reader)?;
    reader.finish()?;
    Ok((value, reader.remarks))
}

pub(crate) fn emit<V: Wire>(value: &V) -> Vec<u8> {
    let mut out = Vec::new();
    value.write(&mut out);
    out
}

/// Writes a length or count in its shortest form.
pub(crate) fn write_length(length: usize, out: &mut Vec<u8>) {
    let bytes = (length as u64).to_be_bytes();
    match length_len(length) {
        1 => out.push(bytes[7]),
        more => {
            out.push(0x80 + (more as u8 - 1));
            out.extend_from_slice(&bytes[9 - more..]);
        }
    }
}

/// A SEQUENCE: its fields one behind the other, without tags. `shown` tells the whole as it is displayed, too.
macro_rules! sequence {
    ($($(#[$meta:meta])* pub struct $name:ident $($shown:ident)? {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $crate::axdr::Wire for $name {
            fn read<T: $crate::axdr::Trace>(
                r: &mut $crate::axdr::Reader<'_, T>,
            ) -> Result<Self, $crate::Fault> {
                Ok(Self { $($field: r.field(stringify!($field))?,)* })
            }

            fn write(&self, out: &mut Vec<u8>) {
                $($crate::axdr::Wire::write(&self.$field, out);)*
            }

            $(fn told(&self) -> Option<String> {
                $crate::axdr::wire::shown!($shown self)
            })?
        }
    )*};
}

/// What a sequence that is marked `shown` is told as.
macro_rules! shown {
    (shown $self:ident) => {
        Some($self.to_string())
    };
}

/// A CHOICE: the number of the alternative, then what it holds. `read_body` and `write_body` leave the number to the
/// caller, because the services put the PIID between the two.
macro_rules! choice {
    ($($(#[$meta:meta])* pub enum $name:ident: $what:literal {
        $($(#[$variant_meta:meta])* $number:literal $variant:ident $(($field:ident: $type:ty))?,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case", deny_unknown_fields)]
        pub enum $name {
            $($(#[$variant_meta])* $variant $(($type))?,)*
        }

        impl $name {
            /// The number of the alternative on the wire.
            #[must_use]
            pub const fn number(&self) -> u8 {
                match self { $($crate::axdr::wire::ignoring!($variant $($field)?) => $number,)* }
            }

            #[allow(unused_variables)]
            pub(crate) fn read_body<T: $crate::axdr::Trace>(
                number: $crate::axdr::Choice,
                r: &mut $crate::axdr::Reader<'_, T>,
            ) -> Result<Self, $crate::Fault> {
                match number.found {
                    $($number => Ok(Self::$variant $((r.field::<$type>(stringify!($field))?))?),)*
                    _ => Err(number.unknown($what)),
                }
            }

            #[allow(unused_variables)]
            pub(crate) fn write_body(&self, out: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(($field))? => { $($crate::axdr::Wire::write($field, out);)? })*
                }
            }
        }

        impl $crate::axdr::Wire for $name {
            fn read<T: $crate::axdr::Trace>(
                r: &mut $crate::axdr::Reader<'_, T>,
            ) -> Result<Self, $crate::Fault> {
                let number = r.field("choice")?;
                Self::read_body(number, r)
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.push(self.number());
                self.write_body(out);
            }
        }
    )*};
}

/// The pattern that any value of a variant matches.
macro_rules! ignoring {
    ($variant:ident) => {
        Self::$variant
    };
    ($variant:ident $field:ident) => {
        Self::$variant(_)
    };
}

/// A number with names, one byte; a number without a name is kept.
macro_rules! codes {
    ($($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$code_meta:meta])* $code:ident = $number:literal, $en:literal, $zh:literal;)*
    })*) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u8);

        impl $name {
            $($(#[$code_meta])* pub const $code: Self = Self($number);)*

            /// What it means, in English and in Chinese; nothing for a number that the references do not name.
            #[must_use]
            pub const fn words(self) -> Option<$crate::Words> {
                match self.0 {
                    $($number => Some($crate::Words { en: $en, zh: $zh }),)*
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.words() {
                    Some(words) => write!(f, "{} {} {}", self.0, words.en, words.zh),
                    None => write!(f, "{}", self.0),
                }
            }
        }

        impl $crate::axdr::Wire for $name {
            fn read<T: $crate::axdr::Trace>(
                r: &mut $crate::axdr::Reader<'_, T>,
            ) -> Result<Self, $crate::Fault> {
                Ok(Self(r.octet()?))
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.push(self.0);
            }

            fn told(&self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )*};
}

pub(crate) use {choice, codes, ignoring, sequence, shown};

/// The number of an alternative that was read, and where it stood.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice {
    pub at: usize,
    pub found: u8,
}

impl Choice {
    pub const fn unknown(self, expected: &'static str) -> Fault {
        Fault::Unknown { at: self.at, expected, found: self.found }
    }
}

impl Wire for Choice {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        Ok(Self { at: r.at(), found: r.octet()? })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.found);
    }

    fn told(&self) -> Option<String> {
        Some(self.found.to_string())
    }
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl Wire for $type {
            fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
                Ok(Self::from_be_bytes(r.array()?))
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_be_bytes());
            }

            fn told(&self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )*};
}

integers! { u8 i8 u16 i16 u32 i32 u64 i64 }

impl Wire for bool {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let at = r.at();
        let found = r.octet()?;
        if found > 1 {
            r.remark(Remark::Truth { at, found });
        }
        Ok(found != 0)
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn told(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// How many elements a SEQUENCE OF has.
pub(crate) struct Count(pub usize);

impl Wire for Count {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        r.count().map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.0, out);
    }

    fn told(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

/// How many octets follow.
pub(crate) struct Length(pub usize);

impl Wire for Length {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        r.length().map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.0, out);
    }

    fn told(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

/// SEQUENCE OF: a count, then the elements.
impl<V: Wire> Wire for Vec<V> {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let Count(count) = r.field("count")?;
        let mut elements = Self::with_capacity(count.min(AHEAD_MAX));
        for _ in 0..count {
            elements.push(r.field("element")?);
        }
        Ok(elements)
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.len(), out);
        for element in self {
            element.write(out);
        }
    }
}

/// OPTIONAL: 00H, or 01H and the value.
impl<V: Wire> Wire for Option<V> {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        match r.field("present")? {
            true => r.field("value").map(Some),
            false => Ok(None),
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }
}

impl<V: Wire> Wire for Box<V> {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        V::read(r).map(Self::new)
    }

    fn write(&self, out: &mut Vec<u8>) {
        V::write(self, out);
    }

    fn told(&self) -> Option<String> {
        V::told(self)
    }
}

/// Elements for which memory is taken before they are read.
const AHEAD_MAX: usize = 64;
