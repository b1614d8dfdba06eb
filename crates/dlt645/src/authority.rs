//! By what right a command is given: a password, or a MAC with or without a ciphertext (dlt645-2007.md, sections 5, 9.4, 9.5).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::fields::{FieldFault, Fields};
use crate::octets::{as_hex, as_hex_octet};
use crate::{Mac, Name, Octets, OperatorCode};

/// Password and its level (密码权限 PA, 密码 P0..P2): told as six digits, sent low byte first.
///
/// It is left out of what `Debug` writes. State Grid meters of 2013 take a few commands at level 02 or 04 only.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Password {
    /// 00 (highest) to 09; vendors have others.
    #[serde(with = "as_hex_octet")]
    pub level: u8,
    /// Six digits, as people write them.
    pub secret: Octets<3>,
}

/// A password and who gives the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Plain {
    pub password: Password,
    pub operator: OperatorCode,
}

/// Whose levels a MAC travels under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grid {
    /// 99 for class 1 and 98 for class 2 (国家电网).
    State,
    /// 97 for class 1 and 96 for class 2 (南方电网).
    Southern,
}

/// A ciphertext of 16 bytes and its MAC, which travel as one block turned round: the MAC comes first on the wire.
///
/// So 1AH, 1BH and 1CH have it; 14H turns its ciphertext and its MAC round each by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SealedBlock {
    pub ciphertext: Octets<16>,
    pub mac: Mac,
}

/// A command under a class-2 level (98 or 96) with its sealed block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sealed {
    pub grid: Grid,
    pub operator: OperatorCode,
    pub block: SealedBlock,
}

/// What a write (14H) brings, and by what right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteContent {
    /// The value as [`Item::encode`](crate::Item::encode) gives it, with a password.
    Password {
        password: Password,
        operator: OperatorCode,
        #[serde(with = "as_hex")]
        value: Vec<u8>,
    },
    /// Class 1 (一类参数), level 99 or 97: the value as [`Item::encode`](crate::Item::encode) gives it, and its MAC.
    Mac {
        grid: Grid,
        operator: OperatorCode,
        #[serde(with = "as_hex")]
        value: Vec<u8>,
        mac: Mac,
    },
    /// Class 2 (二类参数), level 98 or 96: a ciphertext in natural order, a multiple of 16 bytes, and its MAC.
    Sealed {
        grid: Grid,
        operator: OperatorCode,
        #[serde(with = "as_hex")]
        ciphertext: Vec<u8>,
        mac: Mac,
    },
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Password(level {:02X})", self.level)
    }
}

impl Password {
    #[must_use]
    pub const fn new(level: u8, secret: [u8; 3]) -> Self {
        Self { level, secret: Octets::new(secret) }
    }

    pub(crate) fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let level = fields.octet(LEVEL)?;
        fields.tell(|| format!("{level:02X}H"));
        Ok(Self { level, secret: Octets::from_wire(fields.take(SECRET)?) })
    }

    pub(crate) fn emit(self, out: &mut Vec<u8>) {
        out.push(self.level);
        out.extend(self.secret.to_wire());
    }
}

impl Plain {
    pub(crate) fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let password = Password::parse(fields)?;
        Ok(Self { password, operator: fields.group(OPERATOR)? })
    }

    pub(crate) fn emit(self, out: &mut Vec<u8>) {
        self.password.emit(out);
        out.extend(self.operator.to_wire());
    }
}

impl Grid {
    /// The level of a plain value with a MAC.
    #[must_use]
    pub const fn class_1(self) -> u8 {
        match self {
            Self::State => 0x99,
            Self::Southern => 0x97,
        }
    }

    /// The level of a ciphertext with a MAC.
    #[must_use]
    pub const fn class_2(self) -> u8 {
        match self {
            Self::State => 0x98,
            Self::Southern => 0x96,
        }
    }

    fn of_class_1(level: u8) -> Option<Self> {
        [Self::State, Self::Southern].into_iter().find(|grid| grid.class_1() == level)
    }

    pub(crate) fn of_class_2(level: u8) -> Option<Self> {
        [Self::State, Self::Southern].into_iter().find(|grid| grid.class_2() == level)
    }
}

impl SealedBlock {
    fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let mac = fields.group(MAC)?;
        Ok(Self { mac, ciphertext: fields.group(CIPHERTEXT)? })
    }

    fn emit(self, out: &mut Vec<u8>) {
        out.extend(self.mac.to_wire());
        out.extend(self.ciphertext.to_wire());
    }
}

impl Sealed {
    /// Reads it if the level at this place is one of a ciphertext.
    pub(crate) fn parse(fields: &mut Fields<'_>) -> Result<Option<Self>, FieldFault> {
        let Some(grid) = fields.peek(0).and_then(Grid::of_class_2) else { return Ok(None) };
        take_level(fields)?;
        let operator = fields.group(OPERATOR)?;
        Ok(Some(Self { grid, operator, block: SealedBlock::parse(fields)? }))
    }

    pub(crate) fn emit(self, out: &mut Vec<u8>) {
        out.extend([self.grid.class_2(), 0, 0, 0]);
        out.extend(self.operator.to_wire());
        self.block.emit(out);
    }
}

impl WriteContent {
    pub(crate) fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let level = fields.peek(0);
        if let Some(grid) = level.and_then(Grid::of_class_2) {
            take_level(fields)?;
            let operator = fields.group(OPERATOR)?;
            let ciphertext = fields.rest_but(CIPHERTEXT, MAC_LEN)?;
            if ciphertext.is_empty() || ciphertext.len() % CIPHER_BLOCK != 0 {
                let expected = "a multiple of 16 bytes";
                return Err(fields.value_fault(CIPHERTEXT, ciphertext.len(), expected));
            }
            let ciphertext = ciphertext.iter().rev().copied().collect();
            return Ok(Self::Sealed { grid, operator, ciphertext, mac: fields.group(MAC)? });
        }
        if let Some(grid) = level.and_then(Grid::of_class_1) {
            take_level(fields)?;
            let operator = fields.group(OPERATOR)?;
            let value = fields.rest_but(VALUE, MAC_LEN)?.to_vec();
            return Ok(Self::Mac { grid, operator, value, mac: fields.group(MAC)? });
        }
        let Plain { password, operator } = Plain::parse(fields)?;
        let value = fields.rest_but(VALUE, 0)?.to_vec();
        Ok(Self::Password { password, operator, value })
    }

    pub(crate) fn emit(&self, out: &mut Vec<u8>) {
        match self {
            Self::Password { password, operator, value } => {
                Plain { password: *password, operator: *operator }.emit(out);
                out.extend(value);
            }
            Self::Mac { grid, operator, value, mac } => {
                out.extend([grid.class_1(), 0, 0, 0]);
                out.extend(operator.to_wire());
                out.extend(value);
                out.extend(mac.to_wire());
            }
            Self::Sealed { grid, operator, ciphertext, mac } => {
                out.extend([grid.class_2(), 0, 0, 0]);
                out.extend(operator.to_wire());
                out.extend(ciphertext.iter().rev());
                out.extend(mac.to_wire());
            }
        }
    }
}

/// A level under a MAC and the three zeros in place of a password.
fn take_level(fields: &mut Fields<'_>) -> Result<(), FieldFault> {
    let level = fields.octet(LEVEL)?;
    fields.tell(|| format!("{level:02X}H"));
    match fields.take(SECRET)? {
        [0, 0, 0] => Ok(()),
        _ => Err(fields.value_fault(SECRET, 3, "000000 under a level with a MAC")),
    }
}

const LEVEL: Name = Name::new("密码权限", "password level");
pub(crate) const SECRET: Name = Name::new("密码", "password");
pub(crate) const OPERATOR: Name = Name::new("操作者代码", "operator code");
pub(crate) const CIPHERTEXT: Name = Name::new("密文", "ciphertext");
pub(crate) const MAC: Name = Name::new("MAC", "MAC");
pub(crate) const VALUE: Name = Name::new("数据", "value");
pub(crate) const MAC_LEN: usize = 4;
/// What the ESAM's cipher works on.
const CIPHER_BLOCK: usize = 16;
