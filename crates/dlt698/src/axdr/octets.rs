//! Octets and characters: bytes with a length in front, or as many as the standard fixes.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::axdr::reader::{Fault, Reader, Trace};
use crate::axdr::wire::{Wire, write_length};

/// OCTET STRING with its length; in JSON and for people capital hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Octets(pub Vec<u8>);

impl From<&[u8]> for Octets {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl fmt::Display for Octets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode_upper(&self.0))
    }
}

impl Serialize for Octets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Octets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        hex::decode(text).map(Self).map_err(serde::de::Error::custom)
    }
}

impl Wire for Octets {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        let len = r.length()?;
        r.octets(len).map(Self::from)
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.0.len(), out);
        out.extend_from_slice(&self.0);
    }

    fn told(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// Octets whose number the standard fixes: nothing in front of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FixedOctets<const N: usize>(pub [u8; N]);

impl<const N: usize> Default for FixedOctets<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> fmt::Display for FixedOctets<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode_upper(self.0))
    }
}

impl<const N: usize> Serialize for FixedOctets<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for FixedOctets<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Octets(bytes) = Octets::deserialize(deserializer)?;
        let expected = || serde::de::Error::invalid_length(bytes.len(), &"as many octets as fixed");
        bytes.as_slice().try_into().map(Self).map_err(|_| expected())
    }
}

impl<const N: usize> Wire for FixedOctets<N> {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        r.array().map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }

    fn told(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// Characters as they came, with their length: meters put GBK where the standard wants ASCII, so nothing is refused.
///
/// In JSON the text if it is UTF-8, else `{"hex": "..."}`.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Characters(pub Vec<u8>);

impl Characters {
    /// The text, if it is UTF-8; ASCII is.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}

impl From<&str> for Characters {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl fmt::Display for Characters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text() {
            Some(text) => f.write_str(text),
            None => write!(f, "{}H", hex::encode_upper(&self.0)),
        }
    }
}

impl fmt::Debug for Characters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Text, or what is none.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Other { hex: Octets },
}

impl Serialize for Characters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = match self.text() {
            Some(text) => Written::Text(text.to_owned()),
            None => Written::Other { hex: Octets(self.0.clone()) },
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Characters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Written::deserialize(deserializer)? {
            Written::Text(text) => Self(text.into_bytes()),
            Written::Other { hex: Octets(bytes) } => Self(bytes),
        })
    }
}

impl Wire for Characters {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        Octets::read(r).map(|Octets(bytes)| Self(bytes))
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.0.len(), out);
        out.extend_from_slice(&self.0);
    }

    fn told(&self) -> Option<String> {
        Some(self.to_string())
    }
}

/// Characters whose number the standard fixes: nothing in front of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FixedCharacters<const N: usize>(pub [u8; N]);

impl<const N: usize> fmt::Display for FixedCharacters<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Characters(self.0.to_vec()).fmt(f)
    }
}

impl<const N: usize> Serialize for FixedCharacters<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Characters(self.0.to_vec()).serialize(serializer)
    }
}

impl<'de, const N: usize> Deserialize<'de> for FixedCharacters<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Characters(bytes) = Characters::deserialize(deserializer)?;
        let expected = || serde::de::Error::invalid_length(bytes.len(), &"as many as fixed");
        bytes.as_slice().try_into().map(Self).map_err(|_| expected())
    }
}

impl<const N: usize> Wire for FixedCharacters<N> {
    fn read<T: Trace>(r: &mut Reader<'_, T>) -> Result<Self, Fault> {
        r.array().map(Self)
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }

    fn told(&self) -> Option<String> {
        Some(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::axdr::{emit, parse_all};

    #[test]
    fn a_length_of_128_takes_two_bytes() {
        let octets = Octets(vec![7; 128]);
        let bytes = emit(&octets);
        assert_eq!(bytes[..2], [0x81, 0x80]);
        assert_eq!(parse_all(&bytes), Ok((octets, vec![])));
    }

    #[test]
    fn an_indefinite_length_is_refused_where_it_stands() {
        let fault = Fault::Length { at: 0, found: 0x80 };
        assert_eq!(parse_all::<Octets>(&[0x80, 1, 2]), Err(fault));
        let fault = Fault::Ended { at: 3, needed: 1 };
        assert_eq!(parse_all::<Octets>(&[0x03, 1, 2]), Err(fault));
    }

    #[test]
    fn characters_that_are_no_text_survive_json() {
        for characters in [Characters::from("TOPS"), Characters(vec![0xB5, 0xE7, 0x00])] {
            let json = serde_json::to_string(&characters).expect("JSON");
            let again: Characters = serde_json::from_str(&json).expect("the same");
            assert_eq!(again, characters, "{json}");
        }
    }
}
