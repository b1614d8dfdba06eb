//! Why a limit was missed: dated codes that the office chooses from.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;
use vocabulary::{Instant, Text, local_date};

use crate::policy::is_name;

/// One reason (超期原因), as a line of a bundle's `overdue_reasons.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverdueReason {
    pub code: String,
    pub name: Text,
    /// The first day on which it may be given.
    pub effective_from: Date,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_until: Option<Date>,
    /// The code alone says too little.
    #[serde(default)]
    pub note_required: bool,
}

impl OverdueReason {
    /// Whether it may be given at `at`.
    #[must_use]
    pub fn is_in_force(&self, at: Instant) -> bool {
        local_date(at).is_some_and(|day| {
            self.effective_from <= day && self.effective_until.is_none_or(|until| day <= until)
        })
    }

    fn check(&self) -> Result<(), ReasonFault> {
        if !is_name(&self.code) {
            return Err(ReasonFault::Code);
        }
        if self.name.zh.trim().is_empty() || self.name.en.trim().is_empty() {
            return Err(ReasonFault::Nameless);
        }
        if self.effective_until.is_some_and(|until| until < self.effective_from) {
            return Err(ReasonFault::NeverInForce);
        }
        Ok(())
    }
}

/// Reads a bundle's `overdue_reasons.json`.
///
/// # Errors
/// When it is too long, no list of reasons or an empty one, or names the reason that cannot be.
pub fn parse_reasons(bytes: &[u8]) -> Result<Vec<OverdueReason>, ReasonError> {
    if bytes.len() > FILE_LEN_MAX {
        return Err(ReasonError::TooLong);
    }
    let reasons: Vec<OverdueReason> = serde_json::from_slice(bytes).map_err(ReasonError::Syntax)?;
    if reasons.is_empty() {
        return Err(ReasonError::Empty);
    }
    let mut codes = BTreeSet::new();
    for reason in &reasons {
        let refused = |fault| ReasonError::Reason { code: reason.code.clone(), fault };
        reason.check().map_err(refused)?;
        if !codes.insert(&reason.code) {
            return Err(refused(ReasonFault::Twice));
        }
    }
    Ok(reasons)
}

/// The reasons of a process that brings none of its own.
///
/// # Panics
/// Never: a test reads them.
#[must_use]
pub fn shipped_reasons() -> Vec<OverdueReason> {
    parse_reasons(SHIPPED.as_bytes()).expect("the shipped reasons are tested to be such")
}

/// Why a file of reasons was refused.
#[derive(Debug, thiserror::Error)]
pub enum ReasonError {
    #[error("the file is longer than {FILE_LEN_MAX} bytes")]
    TooLong,
    #[error("the text is no list of reasons")]
    Syntax(#[source] serde_json::Error),
    #[error("there is no reason in it")]
    Empty,
    #[error("the reason {code:?} cannot be")]
    Reason {
        code: String,
        #[source]
        fault: ReasonFault,
    },
}

/// What is wrong with one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReasonFault {
    #[error("a code is 1 to 100 of a-z, 0-9 and _")]
    Code,
    #[error("it has no name in one of the languages")]
    Nameless,
    #[error("it would be out of force before it is in force")]
    NeverInForce,
    #[error("the same code appears twice")]
    Twice,
}

const SHIPPED: &str = include_str!("../reasons/overdue.json");
const FILE_LEN_MAX: usize = 65_536;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINE: &str = r#"{"code":"materials","name":{"zh":"物资未到","en":"Materials missing"},
        "effective_from":"2022-01-01","effective_until":"2026-12-31"}"#;

    fn parse(from: &str, to: &str) -> Result<Vec<OverdueReason>, ReasonError> {
        assert!(LINE.contains(from), "{from}");
        parse_reasons(format!("[{}]", LINE.replacen(from, to, 1)).as_bytes())
    }

    #[test]
    fn the_shipped_reasons_can_be_given_today_and_end_with_one_that_wants_words() {
        let reasons = shipped_reasons();
        let november = Instant::from_micros(1_795_968_000_000_000);
        assert!(reasons.iter().all(|reason| reason.is_in_force(november)));
        assert!(reasons.last().is_some_and(|reason| reason.note_required));
    }

    #[test]
    fn a_reason_may_be_given_from_its_first_to_its_last_day() {
        let reason = parse("", "").expect("a list").remove(0);
        let check = |micros: i64, expect: bool| {
            assert_eq!(reason.is_in_force(Instant::from_micros(micros)), expect, "{micros}");
        };
        // Midnight in Shanghai: the first moment of 2022, the last of 2026, and their neighbours.
        check(1_640_966_400_000_000 - 1, false);
        check(1_640_966_400_000_000, true);
        check(1_798_732_800_000_000 - 1, true);
        check(1_798_732_800_000_000, false);
    }

    #[test]
    fn names_what_is_wrong() {
        let check = |from: &str, to: &str, expect| match parse(from, to) {
            Err(ReasonError::Reason { fault, .. }) => assert_eq!(fault, expect, "{to}"),
            other => panic!("{to}: {other:?}"),
        };
        check("materials", "Materials!", ReasonFault::Code);
        check("物资未到", " ", ReasonFault::Nameless);
        check("2026-12-31", "2021-12-31", ReasonFault::NeverInForce);
        let twice = parse_reasons(format!("[{LINE},{LINE}]").as_bytes());
        assert!(matches!(twice, Err(ReasonError::Reason { fault: ReasonFault::Twice, .. })));
        assert!(matches!(parse_reasons(b"[]"), Err(ReasonError::Empty)));
        assert!(matches!(parse_reasons(&vec![b' '; 70_000]), Err(ReasonError::TooLong)));
        assert!(matches!(parse("\"code\"", "\"colour\""), Err(ReasonError::Syntax(_))));
    }

    proptest! {
        #[test]
        fn garbage_is_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
            prop_assert!(parse_reasons(&bytes).is_err());
        }
    }
}
