//! Applications of the city's households as the marketing system hands them over, in the codes that the process's forms
//! use.

use city::{Application, City, Tariff};
use serde_json::{Value, json};

use super::custody::Custody;

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
        "meters": custody.meters(),
        "seals_in_custody": custody.seals[..HOUSEHOLD_SEALS],
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

/// Terminal cover, box door and meter cover.
const HOUSEHOLD_SEALS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use city::Size;
    use std::collections::BTreeSet;

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
