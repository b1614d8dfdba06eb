//! What a worker fills in: the fields that he types, made from what the order says and from the seed.

use rand::{Rng, RngExt as _};
use serde_json::{Value, json};
use time::Duration;
use vocabulary::{Instant, local_date};

use crate::company::Custody;

/// One field and what is typed into it.
pub type Field = (&'static str, Value);

/// Where the worker stands: within metres of the box.
#[must_use]
pub fn position(rng: &mut impl Rng, data: &Value, at: Instant) -> Value {
    let near = |degrees: &Value, rng: &mut dyn FnMut() -> f64| {
        let moved = degrees.as_f64().unwrap_or_default() + rng();
        (moved * 1e7).round() / 1e7
    };
    // 10⁻⁴ degree are about ten metres.
    let mut step = || rng.random_range(-1e-4..1e-4);
    let (lon, lat) = (near(&data["lon"], &mut step), near(&data["lat"], &mut step));
    let accuracy_m = f64::from(rng.random_range(30_u32..120)) / 10.0;
    json!({ "lon": lon, "lat": lat, "accuracy_m": accuracy_m, "source": "gnss", "at": at })
}

/// The same for a photo, which has a time of its own.
#[must_use]
pub fn photo_position(position: &Value) -> Value {
    let mut place = position.clone();
    if let Some(place) = place.as_object_mut() {
        place.remove("at");
    }
    place
}

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
        ("seals", seals(custody)),
        ("position", position(rng, data, now)),
    ];
    if has_rates {
        fields.extend(rates(custody.start_reading_total_ckwh));
    }
    for area_current in ["area_current_a_ma", "area_current_b_ma", "area_current_c_ma"] {
        // Balanced: the lightest is within a quarter of the heaviest.
        fields.push((area_current, rng.random_range(36_000..42_000).into()));
    }
    for (wanted, voltage, current, power_factor) in MEASURED {
        if phase.contains(wanted) {
            fields.push((voltage, rng.random_range(226_000..238_000).into()));
            fields.push((current, rng.random_range(0..3_000).into()));
            fields.push((power_factor, rng.random_range(930..1_000).into()));
        }
    }
    fields
}

/// Photos that the installation asks for.
pub const INSTALLATION_PHOTOS: [&str; 4] =
    ["photo_meter_face", "photo_box_overview", "photo_wiring", "photo_after_energise"];

const MEASURED: [(char, &str, &str, &str); 3] = [
    ('A', "voltage_a_mv", "current_a_ma", "power_factor_a_permille"),
    ('B', "voltage_b_mv", "current_b_ma", "power_factor_b_permille"),
    ('C', "voltage_c_mv", "current_c_ma", "power_factor_c_permille"),
];

/// 归档: the first remote reading is a little above where the meter began.
#[must_use]
pub fn archiving(rng: &mut impl Rng, custody: &Custody, now: Instant) -> Vec<Field> {
    let reading = custody.start_reading_total_ckwh + rng.random_range(0..50);
    vec![
        ("first_remote_read", "ok".into()),
        ("first_remote_read_at", now.micros().into()),
        ("first_remote_reading_total_ckwh", reading.into()),
        ("relation_pushed", true.into()),
        ("papers_reviewed", true.into()),
        ("papers_masked", true.into()),
        ("callback_result", "reached".into()),
        ("satisfaction", rng.random_range(3..=5).into()),
    ]
}

/// A customer who signs.
#[must_use]
pub fn signature(rng: &mut impl Rng, signer: &str, image_base64: &str) -> Value {
    let points: Vec<Value> = (0..rng.random_range(12..40))
        .map(|n| json!({ "x": 20 + n * 8, "y": rng.random_range(20..140), "t": n * 16 }))
        .collect();
    json!({
        "strokes": [points],
        "image_base64": image_base64,
        "signer_name": signer,
        "relation": "self",
    })
}

/// A customer who does not, before two witnesses.
#[must_use]
pub fn refusal(now: Instant) -> Value {
    json!({
        "refused": true,
        "reason": "客户不愿签字",
        "refused_at": now,
        // Nobody in the city has a surname of two characters: neither is the worker, nor the second person.
        "witnesses": [{ "name": "欧阳文静" }, { "name": "司马志远" }],
    })
}

fn seals(custody: &Custody) -> Value {
    let places = [("terminal_cover", "yellow"), ("box_door", "green"), ("meter_cover", "blue")];
    let seals = custody.seals.iter().zip(places).map(|(number, (position, colour))| {
        json!({ "position": position, "colour": colour, "number": number })
    });
    seals.collect()
}

/// The four rates add up to the total.
fn rates(total: u32) -> [Field; 4] {
    let part = total / 4;
    [
        ("start_reading_sharp_ckwh", part.into()),
        ("start_reading_peak_ckwh", part.into()),
        ("start_reading_flat_ckwh", part.into()),
        ("start_reading_valley_ckwh", (total - 3 * part).into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::company::{application_data, applications_of, find_bundle, read_bundle};
    use city::{City, Size};
    use forms::{Bundle, Context, Finding, Purpose};
    use platform::orders::facts;
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn rates_add_up() {
        for total in 0..100 {
            let sum: u64 = rates(total).iter().filter_map(|(_, rate)| rate.as_u64()).sum();
            assert_eq!(sum, u64::from(total));
        }
    }

    const NOW: Instant = Instant::from_micros(1_795_330_800_000_000);

    /// What the agent adds when a photo is taken.
    fn photo() -> Value {
        json!([{
            "attachment_id": "01940000-0000-7000-8000-000000000001",
            "sha256": "ab".repeat(32),
            "size": 812_345,
            "mime": "image/jpeg",
            "taken_at": NOW,
            "position": { "lon": 118.18, "lat": 39.63, "accuracy_m": 8.5, "source": "gnss" },
        }])
    }

    fn with_evidence(fields: Vec<Field>, photos: &[&str]) -> Value {
        let photos = photos.iter().map(|name| ((*name).to_owned(), photo()));
        let typed = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
        let refusal = ("customer_signature".to_owned(), refusal(NOW));
        Value::Object(typed.chain(photos).chain([refusal]).collect())
    }

    fn confirmed(mut values: Value) -> Value {
        values["second_person"] = json!({
            "person_id": "01940000-0000-7000-8000-0000000000b2",
            "name": "李强",
            "card_id": "01940000-0000-7000-8000-0000000000c2",
            "confirmed_at": NOW.micros() - 1,
            "signature": "MEUCIQDx0m9v2v0m9v2v0m9v2v0m9v2v",
        });
        values["energised_at"] = NOW.micros().into();
        values
    }

    fn faults(bundle: &Bundle, form: &str, values: &Value, order: &Value) -> Vec<Finding> {
        let context = Context { order: order.clone(), now: NOW };
        let form = bundle.form(form).expect("the bundle has it");
        let values = form.visible_values(values, &context);
        form.check(&values, &context, Purpose::Submit).errors
    }

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

                let accepted = with_evidence(acceptance(&mut rng, &data, NOW), &ACCEPTANCE_PHOTOS);
                assert_eq!(faults(&bundle, "acceptance", &accepted, &order), [], "seed {seed}");
                order["stages"]["acceptance"] = accepted;
                let installed = installation(&mut rng, &data, &custody, "赵刚", NOW);
                let installed = confirmed(with_evidence(installed, &INSTALLATION_PHOTOS));
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

    /// What the acceptance form takes from the order before anybody has typed.
    fn prefilled(bundle: &Bundle, order: &Value) -> Value {
        let order = json!({ "order": order });
        let fields = bundle.form("acceptance").expect("the bundle has it").ui().fields.iter();
        let facts = fields.filter_map(|(name, field)| {
            let path = format!("/{}", field.prefill.as_ref()?.replace('.', "/"));
            Some((name.clone(), order.pointer(&path)?.clone()))
        });
        Value::Object(facts.collect())
    }

    #[test]
    fn what_the_order_says_beforehand_is_what_the_form_offers() {
        let files = read_bundle(&find_bundle(None).expect("a folder")).expect("read");
        let bundle = Bundle::open(files).expect("a bundle");
        let city = City::generate(1, Size::small());
        let station = city.stations[0].code.as_str();
        let form = bundle.form("acceptance").expect("the bundle has it");
        for (n, application) in applications_of(&city, station).take(12) {
            let data = application_data(&application, &Custody::of(1, n));
            let order = facts(&data, &[application.area.to_string()]);
            let values = prefilled(&bundle, &order);
            assert_eq!(values["id_kind"], "resident_id");
            let found = form.check(&values, &Context { order, now: NOW }, Purpose::Draft).errors;
            assert_eq!(found, [], "{values}");
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
        let installed = confirmed(with_evidence(installed, &INSTALLATION_PHOTOS));
        let found = faults(&bundle, "install_energise", &installed, &order);
        let rules: Vec<_> = found.iter().filter_map(|finding| finding.rule.as_deref()).collect();
        assert_eq!(rules, ["comm_address_as_archived"]);
    }
}
