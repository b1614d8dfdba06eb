//! What a terminal must be fitted with before it may touch a meter.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use vocabulary::Text;

/// A part that guards metering.
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

    const fn zh(self) -> &'static str {
        match self {
            SecurityPart::Esam => "ESAM",
            SecurityPart::SecurityUnit => "安全单元",
            SecurityPart::OperatorCardSlot => "操作员卡槽",
            SecurityPart::BusinessCardSlot => "业务卡槽",
        }
    }

    const fn en(self) -> &'static str {
        match self {
            SecurityPart::Esam => "ESAM",
            SecurityPart::SecurityUnit => "security unit",
            SecurityPart::OperatorCardSlot => "operator card slot",
            SecurityPart::BusinessCardSlot => "business card slot",
        }
    }
}

/// Why a terminal does no metering.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this terminal does no metering: it has no {}", join(.missing, SecurityPart::en, ", no "))]
pub struct MeteringRefusal {
    /// Never empty.
    pub missing: BTreeSet<SecurityPart>,
}

impl MeteringRefusal {
    /// The reason as people see it.
    #[must_use]
    pub fn reason(&self) -> Text {
        let missing = join(&self.missing, SecurityPart::zh, "、");
        Text::new(format!("本终端缺少{missing}，不能进行计量作业"), self.to_string())
    }
}

/// A terminal that lacks any part does no metering at all, reading included.
///
/// # Errors
/// Names what is missing.
pub fn may_meter(fitted: &BTreeSet<SecurityPart>) -> Result<(), MeteringRefusal> {
    let missing: BTreeSet<SecurityPart> =
        SecurityPart::ALL.into_iter().filter(|part| !fitted.contains(part)).collect();
    if missing.is_empty() { Ok(()) } else { Err(MeteringRefusal { missing }) }
}

fn join(
    parts: &BTreeSet<SecurityPart>,
    word: fn(SecurityPart) -> &'static str,
    between: &str,
) -> String {
    parts.iter().map(|part| word(*part)).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_single_missing_part_forbids_metering() {
        let all = BTreeSet::from(SecurityPart::ALL);
        assert_eq!(may_meter(&all), Ok(()));
        for part in SecurityPart::ALL {
            let mut fitted = all.clone();
            fitted.remove(&part);
            let refusal = may_meter(&fitted).expect_err("a part is missing");
            assert_eq!(refusal.missing, BTreeSet::from([part]));
        }
    }

    #[test]
    fn says_what_is_missing() {
        let fitted = BTreeSet::from([SecurityPart::Esam, SecurityPart::OperatorCardSlot]);
        let reason = may_meter(&fitted).expect_err("two parts are missing").reason();
        assert_eq!(reason.zh, "本终端缺少安全单元、业务卡槽，不能进行计量作业");
        assert_eq!(
            reason.en,
            "this terminal does no metering: it has no security unit, no business card slot"
        );
    }
}
