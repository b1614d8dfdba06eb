//! The parts of a terminal that guard metering.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A part that guards metering; a metering terminal has all four (`domain.md` 1, points 19 and 20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityPart {
    /// 嵌入式安全模块 (ESAM)
    Esam,
    /// 安全单元
    SecurityUnit,
    /// 操作员卡槽
    OperatorCardSlot,
    /// 业务卡槽
    BusinessCardSlot,
}

impl SecurityPart {
    pub const ALL: [SecurityPart; 4] = [
        SecurityPart::Esam,
        SecurityPart::SecurityUnit,
        SecurityPart::OperatorCardSlot,
        SecurityPart::BusinessCardSlot,
    ];

    /// What it is called in Chinese.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            SecurityPart::Esam => "ESAM",
            SecurityPart::SecurityUnit => "安全单元",
            SecurityPart::OperatorCardSlot => "操作员卡槽",
            SecurityPart::BusinessCardSlot => "业务卡槽",
        }
    }

    /// What it is called in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            SecurityPart::Esam => "ESAM",
            SecurityPart::SecurityUnit => "security unit",
            SecurityPart::OperatorCardSlot => "operator card slot",
            SecurityPart::BusinessCardSlot => "business card slot",
        }
    }
}

/// Serial number of a security unit (安全单元序列号): 8 bytes, 16 hex digits as text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UnitSerial([u8; 8]);

/// A text that is no serial number of a security unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a security unit's serial number must have 16 hex digits")]
pub struct NoUnitSerial;

impl UnitSerial {
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

impl fmt::Display for UnitSerial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for UnitSerial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnitSerial({self})")
    }
}

impl FromStr for UnitSerial {
    type Err = NoUnitSerial;

    fn from_str(text: &str) -> Result<Self, NoUnitSerial> {
        let mut bytes = [0; 8];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NoUnitSerial)?;
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for UnitSerial {
    type Error = NoUnitSerial;

    fn try_from(text: String) -> Result<Self, NoUnitSerial> {
        text.parse()
    }
}

impl From<UnitSerial> for String {
    fn from(serial: UnitSerial) -> Self {
        serial.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_serial_is_sixteen_hex_digits() {
        let serial: UnitSerial = "00112233445566ff".parse().expect("a serial");
        assert_eq!(serial.bytes()[7], 0xFF);
        assert_eq!(serde_json::json!(serial), "00112233445566ff");
        for text in ["", "0011", "00112233445566fg", "00112233445566ff00"] {
            assert_eq!(text.parse::<UnitSerial>(), Err(NoUnitSerial), "{text}");
        }
    }
}
