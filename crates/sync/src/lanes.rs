//! Which operations a terminal may send next: those of one order in order, different orders independent.

use std::collections::BTreeMap;

use vocabulary::{OperationId, OrderId};

/// An operation in the outbox, as the lanes see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneEntry {
    pub op_id: OperationId,
    pub order: OrderId,
    pub n: u64,
    pub state: LaneState,
}

/// Where an operation stands on its way up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneState {
    /// Waits to be sent.
    Pending,
    /// The platform holds it.
    Settled,
    /// Refused: what stands behind it in its order waits until the worker or the office has dealt with it.
    Parked,
}

/// The outbox seen as one lane per order.
#[derive(Debug, Default)]
pub struct Lanes {
    pending: BTreeMap<OrderId, Vec<(u64, OperationId)>>,
    /// Where each lane is parked.
    parked: BTreeMap<OrderId, u64>,
}

impl Lanes {
    #[must_use]
    pub fn of(entries: impl IntoIterator<Item = LaneEntry>) -> Self {
        let mut lanes = Self::default();
        for entry in entries {
            match entry.state {
                LaneState::Settled => {}
                LaneState::Parked => {
                    let first = lanes.parked.entry(entry.order).or_insert(entry.n);
                    *first = entry.n.min(*first);
                }
                LaneState::Pending => {
                    lanes.pending.entry(entry.order).or_default().push((entry.n, entry.op_id));
                }
            }
        }
        for lane in lanes.pending.values_mut() {
            lane.sort_unstable();
        }
        lanes
    }

    /// Up to `limit` operations that may go into one request: each lane in order up to where it is parked, lanes taken
    /// in the order of their oldest operation so that none starves.
    #[must_use]
    pub fn next(&self, limit: usize) -> Vec<OperationId> {
        let free = |(order, lane): (&OrderId, &Vec<(u64, OperationId)>)| -> Vec<_> {
            let parked = self.parked.get(order).copied();
            let before = |(n, _): &&(u64, OperationId)| parked.is_none_or(|parked| *n < parked);
            lane.iter().take_while(before).copied().collect()
        };
        let mut open: Vec<_> = self.pending.iter().map(free).collect();
        open.sort_unstable();
        open.into_iter().flatten().take(limit).map(|(_, op_id)| op_id).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(order: u128, n: u64, state: LaneState) -> LaneEntry {
        let op = u128::from(n) + 1_000;
        LaneEntry {
            op_id: format!("{op:032x}").parse().unwrap(),
            order: format!("{order:032x}").parse().unwrap(),
            n,
            state,
        }
    }

    #[test]
    fn a_refused_operation_parks_only_its_own_order() {
        let lanes = Lanes::of([
            entry(1, 1, LaneState::Parked),
            entry(1, 2, LaneState::Pending),
            entry(2, 3, LaneState::Pending),
        ]);
        assert_eq!(lanes.next(10), [entry(2, 3, LaneState::Pending).op_id]);
    }

    /// What a restored platform asks for again may stand before what it refused for the lack of it.
    #[test]
    fn what_comes_before_a_refused_operation_goes_up() {
        let lanes = Lanes::of([
            entry(1, 3, LaneState::Parked),
            entry(1, 1, LaneState::Pending),
            entry(1, 2, LaneState::Pending),
            entry(1, 4, LaneState::Pending),
        ]);
        let sent = [1, 2].map(|n| entry(1, n, LaneState::Pending).op_id);
        assert_eq!(lanes.next(10), sent);
    }

    proptest! {
        #[test]
        fn a_lane_is_never_sent_out_of_order(orders in prop::collection::vec(0u128..4, 0..40), limit in 0usize..50) {
            let entries: Vec<_> = orders
                .iter()
                .zip(1..)
                .map(|(order, n)| entry(*order, n, LaneState::Pending))
                .collect();
            let sent = Lanes::of(entries.iter().rev().copied()).next(limit);
            prop_assert_eq!(sent.len(), limit.min(entries.len()));
            for order in 0u128..4 {
                let lane: Vec<_> = entries.iter().filter(|e| e.order == entry(order, 0, LaneState::Pending).order).map(|e| e.op_id).collect();
                let of_lane: Vec<_> = sent.iter().copied().filter(|op| lane.contains(op)).collect();
                prop_assert_eq!(&lane[..of_lane.len()], &of_lane[..]);
            }
        }
    }
}
