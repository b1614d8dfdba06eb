//! What the warehouse has handed to a worker for one order (领用).

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};
use vocabulary::{AssetNo, CommAddress};

/// A meter with its record, seals, and current transformers for whoever is metered through them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    pub meter: AssetNo,
    pub comm_address: CommAddress,
    pub start_reading_total_ckwh: u32,
    pub seals: Vec<String>,
    /// One a phase (互感器).
    pub transformers: [AssetNo; 3],
}

impl Custody {
    /// What is issued for the `n`th order: another meter, other seals for each.
    #[must_use]
    pub fn of(seed: u64, n: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(CUSTODY_STREAM + n);
        let meter = asset_no(METERS, n);
        let comm_address = comm_address(&meter);
        Self {
            meter,
            comm_address,
            // A new meter has run a little in the laboratory.
            start_reading_total_ckwh: rng.random_range(0..40),
            seals: (0..SEALS).map(|place| format!("F{:08}", n * SEALS + place + 1)).collect(),
            transformers: [0, 1, 2].map(|phase| asset_no(TRANSFORMERS, 3 * n + phase)),
        }
    }

    /// `meters` of the marketing system's messages: the record by the asset number.
    #[must_use]
    pub fn meters(&self) -> Value {
        let record = json!({
            "comm_address": self.comm_address,
            "start_reading_total_ckwh": self.start_reading_total_ckwh,
        });
        Value::Object(Map::from_iter([(self.meter.to_string(), record)]))
    }
}

/// An asset of a delivery that no customer of the city has: province, city, class, delivery 9.
fn asset_no(class: &str, n: u64) -> AssetNo {
    let body = format!("1302{class}9{n:014}");
    let check = AssetNo::check_digit(&body).expect("twenty-one digits");
    format!("{body}{check}").parse().expect("made to pass its check")
}

/// The twelve digits before the check digit, as meters are delivered.
fn comm_address(meter: &AssetNo) -> CommAddress {
    meter.as_str()[9..21].parse().expect("twelve digits")
}

const METERS: &str = "01";
const TRANSFORMERS: &str = "04";
/// Terminal cover, box door, meter cover; transformer and joint box where there are some.
const SEALS: u64 = 5;
/// Far behind the city's own streams.
const CUSTODY_STREAM: u64 = 1 << 50;

#[cfg(test)]
mod tests {
    use super::*;
    use city::{City, Size};
    use std::collections::BTreeSet;

    #[test]
    fn every_order_has_a_meter_transformers_and_seals_of_its_own() {
        let custodies: Vec<_> = (0..500).map(|n| Custody::of(3, n)).collect();
        let meters: BTreeSet<_> = custodies.iter().map(|one| one.meter.clone()).collect();
        let seals: BTreeSet<_> = custodies.iter().flat_map(|one| &one.seals).collect();
        let transformers: BTreeSet<_> =
            custodies.iter().flat_map(|one| &one.transformers).collect();
        assert_eq!((meters.len(), seals.len(), transformers.len()), (500, 2_500, 1_500));
        let city = City::generate(3, Size::small());
        let installed: BTreeSet<_> = city.customers().map(|one| one.meter_asset_no).collect();
        assert!(meters.is_disjoint(&installed));
    }
}
