//! The city's meters as the acquisition system archives them.

use city::{City, Customer, Station, UsageClass};
use security_unit::metering::KeySet;
use serde_json::{Value, json};

use super::metered::Metered;

/// A station's meters, in batches that go in one message.
pub fn meter_batches(city: &City, station: &Station, simulated: &[Metered]) -> Vec<Vec<Value>> {
    let customers = station.areas().flat_map(|area| city.customers_of(station, area));
    let is_there = |customer: &Customer| {
        simulated.iter().any(|metered| metered.customer.comm_address == customer.comm_address)
    };
    // As it left the factory: the first key update brings the company's own keys.
    let as_made = customers.filter(|customer| !is_there(customer));
    let mut meters: Vec<_> = as_made.map(|customer| archived(&customer, KeySet::Public)).collect();
    meters.extend(simulated.iter().flat_map(Metered::archive));
    meters.chunks(BATCH).map(<[Value]>::to_vec).collect()
}

/// With the keys that it holds.
pub(super) fn archived(customer: &Customer, keys: KeySet) -> Value {
    let residential = customer.usage_class == UsageClass::Residential;
    json!({
        "comm_address": customer.comm_address, "meter_no": customer.comm_address,
        "protocol": if residential { "dlt645" } else { "dlt698" }, "three_phase": !residential,
        "asset_no": customer.meter_asset_no, "customer_no": customer.customer_no,
        "area_code": customer.area.as_str(), "keys": keys,
    })
}

/// As many as the platform takes at once.
const BATCH: usize = 500;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use city::Size;

    use super::*;

    #[test]
    fn every_meter_is_archived_once_in_both_protocols() {
        let city = City::generate(3, Size::demo());
        let batches = meter_batches(&city, &city.stations[0], &[]);
        let meters: Vec<_> = batches.iter().flatten().collect();
        let addresses: BTreeSet<_> =
            meters.iter().map(|meter| meter["comm_address"].as_str()).collect();
        assert_eq!((meters.len(), addresses.len()), (1_200, 1_200));
        let protocols: BTreeSet<_> =
            meters.iter().map(|meter| meter["protocol"].as_str()).collect();
        assert_eq!(protocols.len(), 2);
        // The stand-in takes a command of at most 256 KiB.
        assert!(batches.iter().all(|batch| json!(batch).to_string().len() < 200 << 10));
    }
}
