//! Which values belong together when a worker reads a meter.

use dlt645::DataIdentifier;
use dlt698::Oad;

/// A set of items that is read in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemSet {
    /// Address, numbers, model, clock, relay and keys: is it the meter of the order?
    Identity,
    /// Active energy by tariff, both directions.
    Energy,
    /// What a bill is made from.
    Billing,
    /// What flows now.
    Snapshot,
    /// The last seven days' freezes.
    Freeze,
    /// How often something happened.
    Events,
}

impl ItemSet {
    pub const ALL: [Self; 6] =
        [Self::Identity, Self::Energy, Self::Billing, Self::Snapshot, Self::Freeze, Self::Events];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Energy => "energy",
            Self::Billing => "billing",
            Self::Snapshot => "snapshot",
            Self::Freeze => "freeze",
            Self::Events => "events",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.as_str() == word)
    }

    /// Values that somebody pays for: read twice on a noisy line.
    #[must_use]
    pub const fn is_billed(self) -> bool {
        matches!(self, Self::Energy | Self::Billing | Self::Freeze)
    }

    /// The items in DL/T 645 (dlt645-2007.md, section 7), for a meter with so many phases.
    #[must_use]
    pub fn items_645(self, phases: u8) -> Vec<DataIdentifier> {
        let numbers: &[u32] = match (self, phases) {
            (Self::Identity, _) => &[
                0x0400_0401,
                0x0400_0402,
                0x0400_0403,
                0x0400_040B,
                0x0400_0101,
                0x0400_0102,
                0x0400_0503,
                0x0400_0508,
            ],
            (Self::Energy, _) => &[0x0001_FF00, 0x0002_FF00],
            (Self::Billing, 1) => &[0x0001_FF00, 0x0400_0101, 0x0400_0102, 0x0400_0503],
            (Self::Billing, _) => &[
                0x0001_FF00,
                0x0002_FF00,
                0x0005_0000,
                0x0006_0000,
                0x0007_0000,
                0x0008_0000,
                0x0101_0000,
                0x0400_0101,
                0x0400_0102,
                0x0400_05FF,
            ],
            (Self::Snapshot, 1) => {
                &[0x0201_0100, 0x0202_0100, 0x0203_0000, 0x0206_0000, 0x0280_0002]
            }
            (Self::Snapshot, _) => {
                &[0x0201_FF00, 0x0202_FF00, 0x0203_FF00, 0x0204_FF00, 0x0206_FF00]
            }
            (Self::Freeze, _) => &[
                0x0506_FF01,
                0x0506_FF02,
                0x0506_FF03,
                0x0506_FF04,
                0x0506_FF05,
                0x0506_FF06,
                0x0506_FF07,
            ],
            (Self::Events, _) => &[
                0x0301_0000,
                0x0311_0000,
                0x0330_0000,
                0x0330_0400,
                0x0330_0D00,
                0x0330_0E00,
                0x1D00_0001,
                0x1E00_0001,
            ],
        };
        numbers.iter().map(|number| DataIdentifier::new(*number)).collect()
    }

    /// The items in DL/T 698.45 (dlt698-45.md, section 7), for a meter with so many phases.
    #[must_use]
    pub fn items_698(self, phases: u8) -> Vec<Oad> {
        let whole = |oi| Oad::new(oi, 2);
        let total = |oi| Oad::element(oi, 2, 1);
        match (self, phases) {
            (Self::Identity, _) => vec![
                whole(0x4001),
                whole(0x4002),
                whole(0x4103),
                whole(0x410B),
                whole(0x4000),
                Oad::element(0x2014, 2, 3),
                Oad::new(0xF100, 4),
            ],
            (Self::Energy, _) => vec![whole(0x0010), whole(0x0020)],
            (Self::Billing, 1) => vec![whole(0x0010), whole(0x4000), Oad::element(0x2014, 2, 3)],
            (Self::Billing, _) => vec![
                whole(0x0010),
                whole(0x0020),
                total(0x0050),
                total(0x0060),
                total(0x0070),
                total(0x0080),
                total(0x1010),
                whole(0x4000),
                whole(0x2014),
            ],
            (Self::Snapshot, _) => vec![
                whole(0x2000),
                whole(0x2001),
                whole(0x2004),
                whole(0x2005),
                whole(0x200A),
                whole(0x200F),
            ],
            // Freezes and events are records: asked for by `records_698`.
            (Self::Freeze | Self::Events, _) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_in_its_catalogue() {
        for set in ItemSet::ALL {
            for phases in [1, 3] {
                for identifier in set.items_645(phases) {
                    assert!(dlt645::item(identifier).is_some(), "{identifier} of {}", set.as_str());
                }
                for oad in set.items_698(phases) {
                    assert!(
                        dlt698::catalogue::attribute(oad).is_some(),
                        "{oad} of {}",
                        set.as_str()
                    );
                }
            }
            assert_eq!(ItemSet::parse(set.as_str()), Some(set));
        }
    }
}
