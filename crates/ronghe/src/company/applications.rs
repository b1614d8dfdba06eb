//! Applications of the city as the marketing system hands them over, in the codes that the process's forms use.

use city::{Application, City, Tariff};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};
use vocabulary::{AssetNo, CommAddress};

/// What the warehouse has handed to the worker for one order (领用): a meter and seals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    pub meter: AssetNo,
    pub comm_address: CommAddress,
    pub start_reading_total_ckwh: u32,
    pub seals: Vec<String>,
}

impl Custody {
    /// The meter and the seals for the `n`th application: another one for each.
    #[must_use]
    pub fn of(seed: u64, n: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(CUSTODY_STREAM + n);
        let meter = asset_no(n);
        let comm_address = comm_address(&meter);
        Self {
            meter,
            comm_address,
            // A new meter has run a little in the laboratory.
            start_reading_total_ckwh: rng.random_range(0..40),
            seals: (0..SEALS).map(|place| format!("F{:08}", n * SEALS + place + 1)).collect(),
        }
    }

    fn facts(&self) -> Value {
        let record = json!({
            "comm_address": self.comm_address,
            "start_reading_total_ckwh": self.start_reading_total_ckwh,
        });
        Value::Object(Map::from_iter([(self.meter.to_string(), record)]))
    }
}

/// `data` of the marketing system's `new` message.
#[must_use]
pub fn application_data(application: &Application, custody: &Custody) -> Value {
    let in_town = application.address.contains("号楼");
    let mut data = json!({
        "applicant": {
            "name": application.applicant,
            "id_no": application.id_no,
            "mobile": application.mobile,
        },
        "channel": "online",
        "address": application.address,
        "area_code": application.area.as_str(),
        "lon": application.position.lon,
        "lat": application.position.lat,
        "requested_capacity_w": application.requested_capacity_w,
        "usage_class": "residential",
        // 城镇居民, 乡村居民
        "industry_code": if in_town { "9910" } else { "9920" },
        "tariff": tariff_code(application.tariff),
        "supply_voltage": application.supply_voltage_v,
        "premises_arrears": "none",
        "meters": custody.facts(),
        "seals_in_custody": custody.seals,
    });
    if let (Some(meter_box), Some(data)) = (&application.meter_box, data.as_object_mut()) {
        data.insert("box_id".to_owned(), meter_box.as_str().into());
    }
    data
}

/// Applications of one station that a worker can finish in one visit: there is a box with a free position.
pub fn applications_of<'a>(
    city: &'a City,
    station: &'a str,
) -> impl Iterator<Item = (u64, Application)> + 'a {
    (0..u64::MAX).zip(city.applications()).filter(move |(_, application)| {
        application.station.as_str() == station && application.meter_box.is_some()
    })
}

const fn tariff_code(tariff: Tariff) -> &'static str {
    match tariff {
        Tariff::ResidentialTiered => "RES-TIERED",
        Tariff::ResidentialTimeOfUse => "RES-TIERED-TOU",
    }
}

/// A meter of a delivery that no customer of the city has: province, city, class 01, delivery 9.
fn asset_no(n: u64) -> AssetNo {
    let body = format!("1302019{n:014}");
    let check = AssetNo::check_digit(&body).expect("twenty-one digits");
    format!("{body}{check}").parse().expect("made to pass its check")
}

/// The twelve digits before the check digit, as meters are delivered.
fn comm_address(meter: &AssetNo) -> CommAddress {
    meter.as_str()[9..21].parse().expect("twelve digits")
}

const SEALS: u64 = 3;
/// Far behind the city's own streams.
const CUSTODY_STREAM: u64 = 1 << 50;

#[cfg(test)]
mod tests {
    use super::*;
    use city::Size;
    use std::collections::BTreeSet;

    #[test]
    fn every_application_has_a_meter_and_seals_of_its_own() {
        let custodies: Vec<_> = (0..500).map(|n| Custody::of(3, n)).collect();
        let meters: BTreeSet<_> = custodies.iter().map(|one| one.meter.clone()).collect();
        let seals: BTreeSet<_> = custodies.iter().flat_map(|one| &one.seals).collect();
        assert_eq!((meters.len(), seals.len()), (500, 1_500));
        let city = City::generate(3, Size::small());
        let installed: BTreeSet<_> = city.customers().map(|one| one.meter_asset_no).collect();
        assert!(meters.is_disjoint(&installed));
    }

    #[test]
    fn speaks_the_codes_of_the_process() {
        let city = City::generate(11, Size::small());
        let station = city.stations[0].code.as_str();
        let mut tariffs = BTreeSet::new();
        for (n, application) in applications_of(&city, station).take(40) {
            let data = application_data(&application, &Custody::of(11, n));
            assert_eq!(data["area_code"], application.area.as_str());
            assert!(data["area_code"].as_str().is_some_and(|code| code.starts_with(station)));
            assert!(matches!(data["supply_voltage"].as_u64(), Some(220 | 380)));
            assert!(data["box_id"].is_string());
            tariffs.insert(data["tariff"].as_str().map(str::to_owned));
        }
        let both = [Some("RES-TIERED".to_owned()), Some("RES-TIERED-TOU".to_owned())];
        assert_eq!(tariffs, BTreeSet::from(both));
    }
}
