//! Which requests bring a set of items with the fewest bytes.

use std::collections::BTreeSet;

use dlt645::{DataIdentifier, Fitted, blocks_with, item, read_cost};
use dlt698::Oad;

use crate::pace::Pace;

/// The items and blocks to read, in the order in which the first of their items was wanted. Nothing is read that a block
/// before it gave.
///
/// A block replaces its items where it is shorter than they are together, wake-up bytes of request and reply included.
/// What the catalogue does not know the length of is read as it was wanted.
#[must_use]
pub fn plan_645(wanted: &[DataIdentifier], fitted: Fitted, pace: &Pace) -> Vec<DataIdentifier> {
    let mut singles = Vec::new();
    let mut planned: Vec<(usize, DataIdentifier)> = Vec::new();
    let mut seen = BTreeSet::new();
    let distinct = wanted.iter().enumerate().filter(|(_, identifier)| seen.insert(**identifier));
    for (place, identifier) in distinct {
        let answers = item(*identifier).map(|item| item.answers(fitted)).unwrap_or_default();
        match answers.as_slice() {
            // A block that was wanted whole, or something of a length of its own.
            [] => planned.push((place, *identifier)),
            [single] if single == identifier => singles.push((place, *identifier)),
            _ => planned.push((place, *identifier)),
        }
    }
    let given: BTreeSet<_> =
        planned.iter().flat_map(|(_, block)| answers(*block, fitted)).collect();
    singles.retain(|(_, single)| !given.contains(single));
    while let Some((block, place)) = best_block(&singles, fitted, pace) {
        let gives = answers(block, fitted);
        singles.retain(|(_, single)| !gives.contains(single));
        planned.push((place, block));
    }
    planned.extend(singles);
    planned.sort_by_key(|(place, _)| *place);
    planned.into_iter().map(|(_, identifier)| identifier).collect()
}

/// The block that saves most, if any does.
fn best_block(
    singles: &[(usize, DataIdentifier)],
    fitted: Fitted,
    pace: &Pace,
) -> Option<(DataIdentifier, usize)> {
    let blocks: BTreeSet<_> =
        singles.iter().flat_map(|(_, single)| blocks_with(*single, fitted)).collect();
    let saving = |block: &DataIdentifier| {
        let gives = answers(*block, fitted);
        let within = singles.iter().filter(|(_, single)| gives.contains(single));
        let apart: usize = within.map(|(_, single)| cost(*single, fitted, pace)).sum();
        apart.checked_sub(cost(*block, fitted, pace)).filter(|saved| *saved > 0)
    };
    let best = blocks.into_iter().filter_map(|block| Some((saving(&block)?, block)));
    let (_, block) = best.max_by_key(|(saved, _)| *saved)?;
    let gives = answers(block, fitted);
    let place =
        singles.iter().find(|(_, single)| gives.contains(single)).map(|(place, _)| *place)?;
    Some((block, place))
}

fn answers(identifier: DataIdentifier, fitted: Fitted) -> Vec<DataIdentifier> {
    item(identifier).map(|item| item.answers(fitted)).unwrap_or_default()
}

/// Bytes on the line.
fn cost(identifier: DataIdentifier, fitted: Fitted, pace: &Pace) -> usize {
    read_cost(identifier, fitted).map_or(usize::MAX / 1_000, |cost| {
        cost.sent + cost.received + 2 * cost.exchanges * pace.wake_up
    })
}

/// The attributes and elements to read in one request: an attribute whole where two of its elements or more are wanted,
/// because each element costs its OAD and its result again.
#[must_use]
pub fn plan_698(wanted: &[Oad]) -> Vec<Oad> {
    let whole = |oad: Oad| Oad { index: 0, ..oad };
    let mut planned: Vec<Oad> = Vec::new();
    for oad in wanted {
        let of_attribute = wanted.iter().filter(|other| whole(**other) == whole(*oad));
        let is_whole = oad.index == 0 || of_attribute.clone().any(|other| other.index == 0);
        let distinct: BTreeSet<_> = of_attribute.map(|other| other.index).collect();
        let asked = if is_whole || distinct.len() > 1 { whole(*oad) } else { *oad };
        if !planned.contains(&asked) {
            planned.push(asked);
        }
    }
    planned
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{ItemSet, PortSettings};

    const THREE: Fitted = Fitted { tariffs: 4, phases: 3 };
    const INFRARED: Pace = Pace::serial(PortSettings::INFRARED);

    fn planned(wanted: &[u32]) -> Vec<u32> {
        let wanted: Vec<_> = wanted.iter().map(|number| DataIdentifier::new(*number)).collect();
        plan_645(&wanted, THREE, &INFRARED).iter().map(|identifier| identifier.number()).collect()
    }

    #[test]
    fn tariffs_are_read_as_one_block() {
        let five = [0x0001_0000, 0x0001_0100, 0x0001_0200, 0x0001_0300, 0x0001_0400];
        assert_eq!(planned(&five), [0x0001_FF00]);
        // One item alone is shorter by itself; a block of three phases brings its neighbours for less than a second question.
        assert_eq!(planned(&[0x0001_0000]), [0x0001_0000]);
        assert_eq!(planned(&[0x0201_0100, 0x0201_0200]), [0x0201_FF00]);
    }

    #[test]
    fn what_a_block_gave_is_not_read_again() {
        assert_eq!(planned(&[0x0001_0000, 0x0001_FF00, 0x0001_0200]), [0x0001_FF00]);
        assert_eq!(planned(&[0x0400_0503, 0x0400_05FF]), [0x0400_05FF]);
        assert_eq!(planned(&[0x0400_0101, 0x0001_0000, 0x0400_0101]), [0x0400_0101, 0x0001_0000]);
    }

    #[test]
    fn a_three_phase_billing_readout_is_what_the_reference_counted() {
        // dlt645.md, section 7: 523 bytes with the address, which takes 38.
        let plan = plan_645(&ItemSet::Billing.items_645(3), THREE, &INFRARED);
        let bytes: usize = plan.iter().map(|identifier| cost(*identifier, THREE, &INFRARED)).sum();
        assert_eq!((plan.len(), bytes), (10, 523 - 38));
    }

    #[test]
    fn elements_of_one_attribute_are_read_whole() {
        let element = |index| Oad::element(0x0010, 2, index);
        assert_eq!(plan_698(&[element(1), element(3)]), [Oad::new(0x0010, 2)]);
        assert_eq!(plan_698(&[element(1), element(1)]), [element(1)]);
        assert_eq!(plan_698(&[element(1), Oad::new(0x0010, 2)]), [Oad::new(0x0010, 2)]);
    }

    proptest! {
        /// Everything that was wanted comes, and never for more bytes than one by one.
        #[test]
        fn a_plan_brings_all_that_was_wanted(picks in prop::collection::vec(0usize..40, 1..20)) {
            let pool: Vec<_> = ItemSet::ALL.iter().flat_map(|set| set.items_645(3)).collect();
            let blocks: Vec<_> = pool.iter().flat_map(|item| answers(*item, THREE)).collect();
            let wanted: Vec<_> = picks.iter().map(|pick| blocks[pick % blocks.len()]).collect();
            let plan = plan_645(&wanted, THREE, &INFRARED);
            let given: BTreeSet<_> = plan.iter().flat_map(|block| answers(*block, THREE)).collect();
            prop_assert!(wanted.iter().all(|single| given.contains(single)));
            let apart: BTreeSet<_> = wanted.iter().copied().collect();
            let apart: usize = apart.iter().map(|single| cost(*single, THREE, &INFRARED)).sum();
            let together: usize = plan.iter().map(|block| cost(*block, THREE, &INFRARED)).sum();
            prop_assert!(together <= apart);
        }
    }
}
