//! What a cut-over does, or did, to the open orders of its area.

use std::collections::BTreeMap;

use serde::Serialize;
use vocabulary::{OrderNo, PersonId};

use crate::orders::cut_over::{OrderMoved, StageMoved, StaysFor};

/// What becomes of the open orders of the area.
#[derive(Debug, Clone, Default, Serialize, utoipa::ToSchema)]
pub struct CutOverReport {
    pub orders: u64,
    /// Stages that go to somebody else, and how many to whom.
    pub went: u64,
    #[schema(value_type = BTreeMap<String, u64>)]
    pub to: BTreeMap<PersonId, u64>,
    /// Stages that stay with whoever has them, by why.
    pub stays: Vec<StagesThatKeep>,
    /// Stages that nobody can be found for.
    pub waits: u64,
    /// There are more orders than a preview looks at.
    pub more: bool,
}

/// Stages that stay where they are for the same reason.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct StagesThatKeep {
    pub why: StaysFor,
    pub count: u64,
    #[schema(value_type = BTreeMap<String, u64>)]
    pub with: BTreeMap<PersonId, u64>,
    /// The order of one of them.
    pub example: Option<OrderNo>,
}

impl CutOverReport {
    /// Counts an order.
    pub fn count(&mut self, order: OrderMoved) {
        self.orders += 1;
        for stage in order.stages {
            match stage {
                StageMoved::Went { to, .. } => {
                    self.went += 1;
                    *self.to.entry(to).or_default() += 1;
                }
                StageMoved::Waits { .. } => self.waits += 1,
                StageMoved::Stays { with, why } => self.keep(with, why, order.order_no.as_ref()),
            }
        }
    }

    fn keep(&mut self, with: PersonId, why: StaysFor, order_no: Option<&OrderNo>) {
        let at = self.stays.iter().position(|known| known.why == why).unwrap_or_else(|| {
            let (with, example) = (BTreeMap::new(), order_no.cloned());
            self.stays.push(StagesThatKeep { why, count: 0, with, example });
            self.stays.len() - 1
        });
        let kept = &mut self.stays[at];
        kept.count += 1;
        *kept.with.entry(with).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn stages_are_counted_by_what_became_of_them() {
        let person = |n| PersonId::from_uuid(Uuid::from_u128(n));
        let stays = |why| StageMoved::Stays { with: person(1), why };
        let mut report = CutOverReport::default();
        report.count(OrderMoved {
            order_no: Some("1302000100000001".parse().unwrap()),
            stages: vec![
                StageMoved::Went { from: Some(person(1)), to: person(2) },
                stays(StaysFor::Begun),
            ],
        });
        report.count(OrderMoved {
            order_no: None,
            stages: vec![StageMoved::Waits { from: None }, stays(StaysFor::Begun)],
        });
        assert_eq!((report.orders, report.went, report.waits), (2, 1, 1));
        assert_eq!(report.to, BTreeMap::from([(person(2), 1)]));
        assert_eq!((report.stays.len(), report.stays[0].count), (1, 2));
        assert!(report.stays[0].example.is_some());
    }
}
