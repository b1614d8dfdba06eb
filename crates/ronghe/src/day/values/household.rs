//! A household's connection in three stages (低压居民新装).

use rand::{Rng, RngExt as _};
use serde_json::{Value, json};
use time::Duration;
use vocabulary::{Instant, local_date};

use super::{Field, metering, position};
use crate::company::Custody;

/// 业务受理: everything but photos and signature. `data` is what the marketing system sent.
#[must_use]
pub fn acceptance(rng: &mut impl Rng, data: &Value, now: Instant) -> Vec<Field> {
    let applicant = &data["applicant"];
    let tomorrow = local_date(now).map(|today| today + Duration::days(rng.random_range(1..4)));
    let periods = ["morning", "afternoon", "evening"];
    let ownership = ["deed", "purchase_contract", "village_certificate"];
    vec![
        ("channel", "door".into()),
        ("customer_no_pending", true.into()),
        ("customer_name", applicant["name"].clone()),
        ("id_kind", "resident_id".into()),
        ("id_no", applicant["id_no"].clone()),
        ("mobile", applicant["mobile"].clone()),
        ("applicant", "owner".into()),
        ("service_address", data["address"].clone()),
        ("area_id", data["area_code"].clone()),
        ("box_id", data["box_id"].clone()),
        ("box_position_state", "free".into()),
        ("ownership_kind", ownership[rng.random_range(0..ownership.len())].into()),
        ("usage_class", data["usage_class"].clone()),
        ("industry_code", data["industry_code"].clone()),
        ("tariff", data["tariff"].clone()),
        ("requested_capacity_w", data["requested_capacity_w"].clone()),
        ("approved_capacity_w", data["requested_capacity_w"].clone()),
        ("supply_voltage_v", data["supply_voltage"].clone()),
        ("phase_wish", "by_installer".into()),
        ("own_generation", "none".into()),
        ("dwelling_count", 1.into()),
        ("id_seen", true.into()),
        ("ownership_seen", true.into()),
        ("papers_complete", true.into()),
        ("premises_arrears", "none".into()),
        ("appointment_date", tomorrow.map_or(Value::Null, |day| day.to_string().into())),
        ("appointment_period", periods[rng.random_range(0..periods.len())].into()),
        ("outcome", "proceed".into()),
        ("position", position(rng, data, now)),
    ]
}

/// Photos that acceptance asks for.
pub const ACCEPTANCE_PHOTOS: [&str; 2] = ["id_photos", "ownership_photos"];

/// 装表送电, before the second person confirms.
#[must_use]
pub fn installation(
    rng: &mut impl Rng,
    data: &Value,
    custody: &Custody,
    issuer: &str,
    now: Instant,
) -> Vec<Field> {
    let three_phase = data["supply_voltage"] == 380;
    let phase = if three_phase { "ABC" } else { ["A", "B", "C"][rng.random_range(0..3)] };
    let has_rates = data["tariff"].as_str().is_some_and(|tariff| tariff.ends_with("-TOU"));
    let mut fields: Vec<Field> = vec![
        ("outcome", "energised".into()),
        ("exception", "none".into()),
        ("permit_no", format!("DZ-{}", rng.random_range(100_000..999_999)).into()),
        ("permit_issuer", issuer.into()),
        ("safety_checks", json!(["ppe", "tools", "voltage_test", "isolation", "second_person"])),
        ("area_id", data["area_code"].clone()),
        ("box_id", data["box_id"].clone()),
        ("box_position", rng.random_range(1..=12).into()),
        ("phase", phase.into()),
        ("relation_check", "matches".into()),
        ("asset_no", custody.meter.as_str().into()),
        ("asset_no_source", "scanned".into()),
        ("comm_address", custody.comm_address.as_str().into()),
        ("meter_answer_address", custody.comm_address.as_str().into()),
        ("start_reading_total_ckwh", custody.start_reading_total_ckwh.into()),
        ("has_rates", has_rates.into()),
        ("wiring_check", "passed".into()),
        ("seals", metering::seals(custody, &SEALED)),
        ("position", position(rng, data, now)),
    ];
    if has_rates {
        fields.extend(metering::rates(custody.start_reading_total_ckwh));
    }
    for area_current in ["area_current_a_ma", "area_current_b_ma", "area_current_c_ma"] {
        // Balanced: the lightest is within a quarter of the heaviest.
        fields.push((area_current, rng.random_range(36_000..42_000).into()));
    }
    fields.extend(metering::measured(rng, phase));
    fields
}

/// Photos that the installation asks for.
pub const INSTALLATION_PHOTOS: [&str; 4] =
    ["photo_meter_face", "photo_box_overview", "photo_wiring", "photo_after_energise"];

const SEALED: [(&str, &str); 3] =
    [("terminal_cover", "yellow"), ("box_door", "green"), ("meter_cover", "blue")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::company::{application_data, applications_of, find_bundle, read_bundle};
    use crate::day::values::archiving;
    use crate::day::values::judged::{NOW, confirmed, faults, refused, with_photos};
    use city::{City, Size};
    use forms::Bundle;
    use platform::orders::facts;
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn what_is_filled_in_passes_the_shipped_forms_whatever_the_seed() {
        let files = read_bundle(&find_bundle(None).expect("a folder")).expect("read");
        let bundle = Bundle::open(files).expect("a bundle");
        for seed in 0..12 {
            let city = City::generate(seed, Size::small());
            let station = city.stations[0].code.as_str();
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            for (n, application) in applications_of(&city, station).take(12) {
                let custody = Custody::of(seed, n);
                let data = application_data(&application, &custody);
                let areas = [application.area.to_string()];
                let mut order = facts(&data, &areas);
                order["worker"] = json!({
                    "person_id": "01940000-0000-7000-8000-0000000000a1", "name": "张伟"
                });
                order["today"] = local_date(NOW).expect("a date").to_string().into();
                order["stages"] = json!({});

                let accepted = acceptance(&mut rng, &data, NOW);
                let accepted = refused(with_photos(accepted, &ACCEPTANCE_PHOTOS));
                assert_eq!(faults(&bundle, "acceptance", &accepted, &order), [], "seed {seed}");
                order["stages"]["acceptance"] = accepted;
                let installed = installation(&mut rng, &data, &custody, "赵刚", NOW);
                let installed = refused(with_photos(installed, &INSTALLATION_PHOTOS));
                let installed = confirmed(installed, &["second_person"]);
                let found = faults(&bundle, "install_energise", &installed, &order);
                assert_eq!(found, [], "seed {seed}");
                order["stages"]["install_energise"] = installed;
                let archived = archiving(&mut rng, &custody, NOW);
                let archived = archived.into_iter().map(|(name, value)| (name.to_owned(), value));
                let found = faults(&bundle, "archive", &archived.collect(), &order);
                assert_eq!(found, [], "seed {seed}");
            }
        }
    }

    #[test]
    fn another_record_of_the_meter_is_a_fault() {
        let files = read_bundle(&find_bundle(None).expect("a folder")).expect("read");
        let bundle = Bundle::open(files).expect("a bundle");
        let city = City::generate(1, Size::small());
        let station = city.stations[0].code.as_str();
        let (n, application) = applications_of(&city, station).next().expect("one");
        let custody = Custody::of(1, n);
        let data = application_data(&application, &custody);
        let mut order = facts(&data, &[application.area.to_string()]);
        order["meters"][custody.meter.as_str()]["comm_address"] = "900000000000".into();
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let installed = installation(&mut rng, &data, &custody, "赵刚", NOW);
        let installed = refused(with_photos(installed, &INSTALLATION_PHOTOS));
        let installed = confirmed(installed, &["second_person"]);
        let found = faults(&bundle, "install_energise", &installed, &order);
        let rules: Vec<_> = found.iter().filter_map(|finding| finding.rule.as_deref()).collect();
        assert_eq!(rules, ["comm_address_as_archived"]);
    }
}
