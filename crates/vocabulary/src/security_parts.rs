//! The parts of a terminal that guard metering.

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
