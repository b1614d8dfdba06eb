//! What a terminal must be fitted with before it may touch a meter.

use std::collections::BTreeSet;

use vocabulary::{SecurityPart, Text};

/// Leave to open an exchange with a meter on this terminal; only [`may_meter`] gives it. It says nothing about who may
/// do what to which meter: that is asked besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeteringPermit(());

/// Why a terminal does no metering.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "this terminal does no metering: it has no {}; use a metering terminal",
    join(.missing, SecurityPart::en, ", no ")
)]
pub struct MeteringRefusal {
    /// Never empty.
    pub missing: BTreeSet<SecurityPart>,
}

impl MeteringRefusal {
    /// The reason as people see it, and what to do.
    #[must_use]
    pub fn reason(&self) -> Text {
        let missing = join(&self.missing, SecurityPart::zh, "、");
        Text::new(
            format!("本终端缺少{missing}，不能进行计量作业；请改用计量终端"),
            self.to_string(),
        )
    }

    /// A stable word for problem types, counters and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "not_fitted_for_metering"
    }
}

/// A terminal that lacks any part does no metering at all, reading included (`domain.md` 1, point 20).
///
/// `fitted` is what the security unit itself found; a terminal whose unit does not answer has found nothing.
///
/// # Errors
/// Names what is missing.
pub fn may_meter(fitted: &BTreeSet<SecurityPart>) -> Result<MeteringPermit, MeteringRefusal> {
    let missing: BTreeSet<SecurityPart> =
        SecurityPart::ALL.into_iter().filter(|part| !fitted.contains(part)).collect();
    if missing.is_empty() { Ok(MeteringPermit(())) } else { Err(MeteringRefusal { missing }) }
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
    use proptest::prelude::*;

    #[test]
    fn every_single_missing_part_forbids_metering_and_is_named() {
        let check = |part, zh: &str, en: &str| {
            let fitted = SecurityPart::ALL.into_iter().filter(|other| *other != part).collect();
            let refusal = may_meter(&fitted).expect_err("a part is missing");
            assert_eq!(refusal.missing, BTreeSet::from([part]));
            assert_eq!(refusal.reason(), Text::new(zh, en));
        };
        check(
            SecurityPart::Esam,
            "本终端缺少ESAM，不能进行计量作业；请改用计量终端",
            "this terminal does no metering: it has no ESAM; use a metering terminal",
        );
        check(
            SecurityPart::SecurityUnit,
            "本终端缺少安全单元，不能进行计量作业；请改用计量终端",
            "this terminal does no metering: it has no security unit; use a metering terminal",
        );
        check(
            SecurityPart::OperatorCardSlot,
            "本终端缺少操作员卡槽，不能进行计量作业；请改用计量终端",
            "this terminal does no metering: it has no operator card slot; use a metering terminal",
        );
        check(
            SecurityPart::BusinessCardSlot,
            "本终端缺少业务卡槽，不能进行计量作业；请改用计量终端",
            "this terminal does no metering: it has no business card slot; use a metering terminal",
        );
    }

    #[test]
    fn says_all_that_is_missing() {
        let fitted = BTreeSet::from([SecurityPart::Esam, SecurityPart::OperatorCardSlot]);
        let refusal = may_meter(&fitted).expect_err("two parts are missing");
        assert_eq!(
            refusal.reason().zh,
            "本终端缺少安全单元、业务卡槽，不能进行计量作业；请改用计量终端"
        );
        assert_eq!(
            refusal.reason().en,
            "this terminal does no metering: it has no security unit, no business card slot; \
             use a metering terminal"
        );
        assert_eq!(refusal.code(), "not_fitted_for_metering");
    }

    proptest! {
        #[test]
        fn only_all_four_parts_give_leave(
            fitted in prop::collection::btree_set(prop::sample::select(&SecurityPart::ALL), 0..=4),
        ) {
            let every = SecurityPart::ALL.iter().all(|part| fitted.contains(part));
            prop_assert_eq!(may_meter(&fitted).is_ok(), every);
            if let Err(refusal) = may_meter(&fitted) {
                prop_assert!(refusal.missing.is_disjoint(&fitted));
                prop_assert_eq!(refusal.missing.len() + fitted.len(), SecurityPart::ALL.len());
            }
        }
    }
}
