//! What a worker has typed at a stage and not submitted, as it travels between his terminals: whoever takes a spare one at
//! noon finds it there. Files stay where they were taken.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{Epoch, Instant, OrderId, StageId};

/// Drafts in one request, at most.
pub const DRAFTS_MAX: usize = 50;
/// Fields of one draft, at most.
pub const DRAFT_FIELDS_MAX: usize = 500;
/// Bytes of one draft, at most.
pub const DRAFT_BYTES_MAX: usize = 256 * 1024;

/// `POST /sync/v1/drafts`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftBatch {
    pub drafts: Vec<StageDraft>,
}

/// The fields of one stage that somebody has typed into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StageDraft {
    pub order: OrderId,
    pub stage: StageId,
    pub fields: BTreeMap<String, DraftField>,
}

/// A field, and when it was typed; null where it was cleared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DraftField {
    pub value: Value,
    pub saved_at: Instant,
}

/// The answer: what of them belongs to a stage that the worker may submit is on the platform's disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DraftsKept {
    pub epoch: Epoch,
}

/// Why a draft is none that may travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DraftFault {
    #[error("a draft has at most {DRAFT_FIELDS_MAX} fields")]
    TooManyFields,
    #[error("a draft has at most {DRAFT_BYTES_MAX} bytes")]
    TooLarge,
}

impl StageDraft {
    /// # Errors
    /// When it is larger than any form.
    pub fn check(&self) -> Result<(), DraftFault> {
        if self.fields.len() > DRAFT_FIELDS_MAX {
            return Err(DraftFault::TooManyFields);
        }
        let octets =
            |(name, field): (&String, &DraftField)| name.len() + field.value.to_string().len();
        if self.fields.iter().map(octets).sum::<usize>() > DRAFT_BYTES_MAX {
            return Err(DraftFault::TooLarge);
        }
        Ok(())
    }

    /// Takes what was typed later there than here; tells whether that was anything. Whichever way round two drafts are
    /// merged, the same comes out.
    pub fn merge(&mut self, other: &Self) -> bool {
        let mut changed = false;
        for (name, theirs) in &other.fields {
            let older = |own: &DraftField| {
                (own.saved_at, own.value.to_string()) < (theirs.saved_at, theirs.value.to_string())
            };
            if self.fields.get(name).is_none_or(older) {
                self.fields.insert(name.clone(), theirs.clone());
                changed = true;
            }
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn draft(fields: impl IntoIterator<Item = (u8, u8, i64)>) -> StageDraft {
        let field = |(name, value, at): (u8, u8, i64)| {
            let saved_at = Instant::from_micros(at);
            (format!("field_{name}"), DraftField { value: json!(value), saved_at })
        };
        let mut whole = StageDraft {
            order: "01940000-0000-7000-8000-000000000001".parse().expect("an id"),
            stage: "01940000-0000-7000-8000-000000000002".parse().expect("an id"),
            fields: BTreeMap::new(),
        };
        for (name, field) in fields.into_iter().map(field) {
            let fields = BTreeMap::from([(name, field)]);
            whole.merge(&StageDraft { fields, ..whole.clone() });
        }
        whole
    }

    #[test]
    fn what_was_typed_later_stays() {
        let mut noon = draft([(1, 7, 100), (2, 8, 100)]);
        assert!(!noon.merge(&draft([(1, 9, 99)])), "it is older");
        assert!(noon.merge(&draft([(1, 9, 101), (3, 3, 50)])));
        assert_eq!(noon, draft([(1, 9, 101), (2, 8, 100), (3, 3, 50)]));
    }

    #[test]
    fn no_form_is_that_large() {
        let many = (0..=DRAFT_FIELDS_MAX).map(|n| {
            let field = DraftField { value: json!(1), saved_at: Instant::from_micros(1) };
            (format!("field_{n}"), field)
        });
        let mut large = draft([]);
        large.fields = many.collect();
        assert_eq!(large.check(), Err(DraftFault::TooManyFields));
        let value = json!("长".repeat(DRAFT_BYTES_MAX / 3 + 1));
        let field = DraftField { value, saved_at: Instant::from_micros(1) };
        large.fields = BTreeMap::from([("note".to_owned(), field)]);
        assert_eq!(large.check(), Err(DraftFault::TooLarge));
        assert_eq!(draft([(1, 1, 1)]).check(), Ok(()));
    }

    proptest! {
        #[test]
        fn merging_does_not_hang_on_the_way_round(
            one in prop::collection::vec((0_u8..4, 0_u8..3, 0_i64..3), 0..8),
            two in prop::collection::vec((0_u8..4, 0_u8..3, 0_i64..3), 0..8),
        ) {
            let (one, two) = (draft(one), draft(two));
            let (mut here, mut there) = (one.clone(), two.clone());
            here.merge(&two);
            there.merge(&one);
            prop_assert_eq!(&here, &there);
            prop_assert!(!here.clone().merge(&there), "and once is enough");
        }
    }
}
