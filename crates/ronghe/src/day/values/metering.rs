//! What is asked about a meter wherever one is installed.

use rand::{Rng, RngExt as _};
use serde_json::{Value, json};

use super::Field;
use crate::company::Custody;

/// Voltage, current and power factor of the phases that are connected.
pub fn measured(rng: &mut impl Rng, phase: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    for (wanted, voltage, current, power_factor) in MEASURED {
        if phase.contains(wanted) {
            fields.push((voltage, rng.random_range(226_000..238_000).into()));
            fields.push((current, rng.random_range(0..3_000).into()));
            fields.push((power_factor, rng.random_range(930..1_000).into()));
        }
    }
    fields
}

/// One seal of those in custody for each place, in its colour.
pub fn seals(custody: &Custody, places: &[(&str, &str)]) -> Value {
    let seals = custody.seals.iter().zip(places).map(|(number, (position, colour))| {
        json!({ "position": position, "colour": colour, "number": number })
    });
    seals.collect()
}

/// The four rates add up to the total.
pub fn rates(total: u32) -> [Field; 4] {
    let part = total / 4;
    [
        ("start_reading_sharp_ckwh", part.into()),
        ("start_reading_peak_ckwh", part.into()),
        ("start_reading_flat_ckwh", part.into()),
        ("start_reading_valley_ckwh", (total - 3 * part).into()),
    ]
}

const MEASURED: [(char, &str, &str, &str); 3] = [
    ('A', "voltage_a_mv", "current_a_ma", "power_factor_a_permille"),
    ('B', "voltage_b_mv", "current_b_ma", "power_factor_b_permille"),
    ('C', "voltage_c_mv", "current_c_ma", "power_factor_c_permille"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_add_up() {
        for total in 0..100 {
            let sum: u64 = rates(total).iter().filter_map(|(_, rate)| rate.as_u64()).sum();
            assert_eq!(sum, u64::from(total));
        }
    }
}
