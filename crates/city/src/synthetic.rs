//! Numbers that pass their checks and belong to nobody.

use std::str::FromStr;

use rand::{Rng, RngExt};
use vocabulary::{AssetNo, CommAddress, CustomerNo, IdNo, Mobile};

/// An identity number. Division 130299 does not exist, so no citizen can bear it.
pub(crate) fn id_no(rng: &mut impl Rng) -> IdNo {
    let year = rng.random_range(1950..=2004);
    let month = rng.random_range(1..=12);
    let day = rng.random_range(1..=28); // every month has these
    let order = rng.random_range(1..=999);
    let body = format!("130299{year}{month:02}{day:02}{order:03}");
    let check = IdNo::check_character(&body).expect("seventeen digits");
    passing(&format!("{body}{check}"))
}

/// The mobile number of the `n`th customer, in the range 154 that no carrier has been given.
pub(crate) fn customer_mobile(n: u64) -> Mobile {
    // A prime step scatters neighbours and meets every number once.
    let scattered = n.wrapping_mul(SCATTER) % CUSTOMER_MOBILES;
    passing(&format!("154{scattered:08}"))
}

/// The mobile number of the `n`th member of staff; customers' numbers end below these.
pub(crate) fn staff_mobile(n: usize) -> Mobile {
    passing(&format!("154{:08}", CUSTOMER_MOBILES + n as u64))
}

/// Ten digits: 13 for the province and the customer's place in the city.
pub(crate) fn customer_no(n: u64) -> CustomerNo {
    passing(&format!("13{n:08}"))
}

/// Province, city and class 01 (single-phase meter), the place in the city, the check digit.
pub(crate) fn asset_no(n: u64) -> AssetNo {
    let body = format!("130201{:015}", FIRST_METER + n.wrapping_mul(METER_STEP));
    let check = AssetNo::check_digit(&body).expect("twenty-one digits");
    passing(&format!("{body}{check}"))
}

/// The twelve digits before the check digit, as meters are delivered.
pub(crate) fn comm_address(asset_no: &AssetNo) -> CommAddress {
    passing(&asset_no.as_str()[9..21])
}

pub(crate) fn passing<T: FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("made to pass its check")
}

const CUSTOMER_MOBILES: u64 = 90_000_000;
const SCATTER: u64 = 48_271;

/// Meters come in boxes of consecutive numbers, and a city's meters from many boxes.
const FIRST_METER: u64 = 310_000_004_217;
const METER_STEP: u64 = 7;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn numbers_of_customers_are_unique() {
        let mobiles: BTreeSet<_> = (0..20_000).map(customer_mobile).collect();
        assert_eq!(mobiles.len(), 20_000);
        let addresses: BTreeSet<_> = (0..20_000).map(|n| comm_address(&asset_no(n))).collect();
        assert_eq!(addresses.len(), 20_000);
        assert_eq!(customer_no(12).as_str(), "1300000012");
    }

    #[test]
    fn customers_and_staff_never_share_a_mobile_number() {
        let last = (0..100_000).map(customer_mobile).max();
        assert!(last < Some(staff_mobile(0)));
    }
}
