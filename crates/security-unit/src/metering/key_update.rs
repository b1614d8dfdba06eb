//! Key updates (密钥更新): from the factory's test keys to the company's keys, to a newer version of them, and back.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Authority, KeyState, Mac};

/// Which keys a meter gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyDirection {
    /// 密钥恢复: the test keys again. Code 00.
    Restore,
    /// 密钥下装: the company's keys. Code 01.
    Load,
}

impl KeyDirection {
    /// Whose keys the meter holds afterwards.
    #[must_use]
    pub const fn key_state(self) -> KeyState {
        match self {
            KeyDirection::Restore => KeyState::Public,
            KeyDirection::Load => KeyState::Private,
        }
    }
}

/// Which specification a meter's ESAM keeps to; the messages differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Generation {
    /// State Grid's meters of 2009: four keys, one message each (`070201FF` to `070204FF`).
    #[serde(rename = "2009")]
    Of2009,
    /// State Grid's meters of 2013, those of the Southern Grid and those of DL/T 698.45: twenty keys, four in a
    /// message (`070301FF`).
    #[serde(rename = "2013")]
    Of2013,
}

impl Generation {
    /// How many keys an ESAM has.
    #[must_use]
    pub const fn keys(self) -> u8 {
        match self {
            Generation::Of2009 => 4,
            Generation::Of2013 => 20,
        }
    }

    /// Length of the material that the key machine makes for one meter: 208 or 736 bytes (reference 9.6).
    #[must_use]
    pub const fn material_len(self) -> usize {
        match self {
            Generation::Of2009 => 208,
            Generation::Of2013 => 736,
        }
    }
}

/// New keys for one meter as the key machine enciphered them; only the meter can open them. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "HexMaterial", into = "HexMaterial")]
pub struct KeyMaterial {
    generation: Generation,
    bytes: Vec<u8>,
}

impl KeyMaterial {
    /// # Errors
    /// When the length is not the generation's.
    pub fn new(generation: Generation, bytes: Vec<u8>) -> Result<Self, MaterialLength> {
        if bytes.len() != generation.material_len() {
            return Err(MaterialLength { expected: generation.material_len(), found: bytes.len() });
        }
        Ok(Self { generation, bytes })
    }

    #[must_use]
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for KeyMaterial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyMaterial({:?})", self.generation)
    }
}

/// Key material of a wrong length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("key material must have {expected} bytes, has {found}")]
pub struct MaterialLength {
    pub expected: usize,
    pub found: usize,
}

/// New keys for one meter, and the authority to give them to it. The material carries its own proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyUpdateTask {
    pub direction: KeyDirection,
    pub material: KeyMaterial,
    pub authority: Authority,
}

/// One message of an update. They are sent in the order in which the unit gives them: the main control key (主控密钥),
/// which opens the others, comes last.
#[derive(Clone, PartialEq, Eq)]
pub enum KeyMessage {
    /// `070201FF` to `070204FF`: key information (state, mode, number, version) and 32 bytes of ciphertext.
    Of2009 { info: [u8; 4], cipher: [u8; 32], mac: Mac },
    /// `070301FF`: one to four records, and a MAC over the XOR of them.
    Of2013 { records: Vec<KeyRecord>, mac: Mac },
}

impl KeyMessage {
    /// The numbers of the keys that it brings.
    #[must_use]
    pub fn numbers(&self) -> Vec<u8> {
        match self {
            KeyMessage::Of2009 { info: [_, _, number, _], .. } => vec![*number],
            KeyMessage::Of2013 { records, .. } => {
                records.iter().map(|record| record.number()).collect()
            }
        }
    }
}

impl fmt::Debug for KeyMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyMessage(keys {:?})", self.numbers())
    }
}

/// One key of `070301FF`, 36 bytes in natural order: total, reserved, number, type (0 public, 1 private), ciphertext 32.
/// Never printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyRecord([u8; 36]);

impl KeyRecord {
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 36]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn bytes(&self) -> &[u8; 36] {
        &self.0
    }

    #[must_use]
    pub const fn number(&self) -> u8 {
        self.0[2]
    }

    /// Total, reserved, number, type; and the ciphertext.
    pub(super) fn parts(&self) -> ([u8; 4], [u8; 32]) {
        let mut head = [0; 4];
        let mut cipher = [0; 32];
        head.copy_from_slice(&self.0[..4]);
        cipher.copy_from_slice(&self.0[4..]);
        (head, cipher)
    }
}

impl fmt::Debug for KeyRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyRecord(key {})", self.number())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HexMaterial {
    generation: Generation,
    #[serde(with = "hex::serde")]
    bytes: Vec<u8>,
}

impl TryFrom<HexMaterial> for KeyMaterial {
    type Error = MaterialLength;

    fn try_from(material: HexMaterial) -> Result<Self, MaterialLength> {
        Self::new(material.generation, material.bytes)
    }
}

impl From<KeyMaterial> for HexMaterial {
    fn from(material: KeyMaterial) -> Self {
        Self { generation: material.generation, bytes: material.bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn material_has_the_length_of_its_generation() {
        let expected = 736;
        let short = KeyMaterial::new(Generation::Of2013, vec![0; 208]);
        assert_eq!(short, Err(MaterialLength { expected, found: 208 }));
        assert!(KeyMaterial::new(Generation::Of2009, vec![0; 208]).is_ok());
    }

    #[test]
    fn neither_material_nor_messages_print_their_octets() {
        let material = KeyMaterial::new(Generation::Of2009, vec![0xAB; 208]).expect("its length");
        assert_eq!(format!("{material:?}"), "KeyMaterial(Of2009)");
        let record = KeyRecord::from_bytes([0xAB; 36]);
        let mac = Mac::from_bytes([0; 4]);
        let message = KeyMessage::Of2013 { records: vec![record], mac };
        assert_eq!(format!("{message:?}"), "KeyMessage(keys [171])");
    }
}
