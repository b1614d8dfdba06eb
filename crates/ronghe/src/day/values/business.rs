//! A business's connection in ten stages (低压非居民新装): 60 kW and more, so that the head approves the scheme, through
//! current transformers, with works of the customer's own that are inspected.

use rand::{Rng, RngExt as _};
use serde_json::{Value, json};
use time::Duration;
use vocabulary::{Instant, local_date};

use super::{Field, metering, position};
use crate::company::Custody;

/// 业务受理 at the counter: nobody asks where. `data` is what the marketing system sent.
#[must_use]
pub fn acceptance(rng: &mut impl Rng, data: &Value) -> Vec<Field> {
    let applicant = &data["applicant"];
    let ownership = ["deed", "purchase_contract", "land_use"];
    let capacity_w = data["requested_capacity_w"].as_u64().unwrap_or_default();
    vec![
        ("channel", "counter".into()),
        ("business_kind", data["business_kind"].clone()),
        ("customer_no_pending", true.into()),
        ("customer_name", applicant["name"].clone()),
        ("id_kind", applicant["id_kind"].clone()),
        ("id_no", applicant["id_no"].clone()),
        ("contact_name", applicant["contact"].clone()),
        ("mobile", applicant["mobile"].clone()),
        ("applicant", "owner".into()),
        ("service_address", data["address"].clone()),
        ("area_id", data["area_code"].clone()),
        ("line_id", data["line_id"].clone()),
        ("pole_or_box_id", data["box_id"].clone()),
        ("ownership_kind", ownership[rng.random_range(0..ownership.len())].into()),
        ("duplicate_check", "none_found".into()),
        ("premises_arrears", "none".into()),
        ("usage_class", data["usage_class"].clone()),
        ("industry_code", data["industry_code"].clone()),
        ("tariff", data["tariff"].clone()),
        ("requested_capacity_w", capacity_w.into()),
        ("supply_voltage_v", data["supply_voltage"].clone()),
        ("source_count", 1.into()),
        ("own_generation", "none".into()),
        ("load_list", "电炉 12 kW 4 台\n空调 3 kW 4 台\n照明及其他 12 kW".into()),
        ("load_total_w", (capacity_w + rng.random_range(1..20) * 1_000).into()),
        ("id_seen", true.into()),
        ("ownership_seen", true.into()),
        ("papers_complete", true.into()),
        ("outcome", "accepted".into()),
    ]
}

/// Photos that acceptance asks for.
pub const ACCEPTANCE_PHOTOS: [&str; 3] = ["id_photos", "ownership_photos", "load_list_photos"];

/// 勘查派工 by whoever stands in for the grid's manager.
#[must_use]
pub fn survey_dispatch(installer: &str, now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "appointed".into()),
        ("phoned_at", now.micros().into()),
        ("phone_result", "reached".into()),
        ("appointment_at", (now.micros() + HOUR_US).into()),
        ("grid_duty", "backup".into()),
        ("duty_reason", "A 角培训".into()),
        ("installer_name", installer.into()),
        ("visit_mode", "separate".into()),
    ]
}

/// 现场勘查 with an installer.
#[must_use]
pub fn site_survey(rng: &mut impl Rng, data: &Value, with: &str, now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "pass".into()),
        ("surveyed_with", with.into()),
        ("area_id", data["area_code"].clone()),
        ("line_id", data["line_id"].clone()),
        ("pole_or_box_id", data["box_id"].clone()),
        ("relation_check", "matches".into()),
        ("distance_m", rng.random_range(8..60).into()),
        ("box_position_state", "new_box".into()),
        ("phase", "ABC".into()),
        ("area_rated_kva", 400.into()),
        ("area_max_load_pct", rng.random_range(30..55).into()),
        ("proposed_capacity_w", data["requested_capacity_w"].clone()),
        ("supply_voltage_v", data["supply_voltage"].clone()),
        ("metering_mode", "ct_three".into()),
        ("ct_ratio", CT_RATIO.into()),
        ("demarcation_point", "低压电缆分支箱出线桩头".into()),
        ("works_needed", "customer".into()),
        ("needs_approval", true.into()),
        ("own_generation_found", "none".into()),
        ("position", position(rng, data, now)),
    ]
}

/// Photos that the survey asks for.
pub const SURVEY_PHOTOS: [&str; 3] = ["photo_source", "photo_site", "sketch"];

/// What the survey says when it is done again: the point of demarcation that was meant.
#[must_use]
pub fn survey_put_right() -> [Field; 1] {
    [("demarcation_point", DEMARCATION.into())]
}

/// 方案审批
#[must_use]
pub fn scheme_approval(data: &Value) -> Vec<Field> {
    vec![
        ("outcome", "approved".into()),
        ("approved_capacity_w", data["requested_capacity_w"].clone()),
    ]
}

/// 供电方案答复: fees, works of the customer, an inspection; it holds for two months.
#[must_use]
pub fn scheme_reply(data: &Value, now: Instant) -> Vec<Field> {
    let until = local_date(now).map(|today| today + Duration::days(60));
    vec![
        ("outcome", "signed".into()),
        ("approved_capacity_w", data["requested_capacity_w"].clone()),
        ("supply_voltage_v", data["supply_voltage"].clone()),
        ("source_count", 1.into()),
        ("pole_or_box_id", data["box_id"].clone()),
        ("phase", "ABC".into()),
        ("metering_mode", "ct_three".into()),
        ("ct_ratio", CT_RATIO.into()),
        ("reactive_metering", true.into()),
        ("demand_metering", false.into()),
        ("tariff", data["tariff"].clone()),
        ("demarcation_point", DEMARCATION.into()),
        ("works_needed", "customer".into()),
        ("fee_due", true.into()),
        ("inspection_needed", true.into()),
        ("scheme_valid_until", until.map_or(Value::Null, |day| day.to_string().into())),
        ("reply_way", "on_site".into()),
    ]
}

/// Photos that the reply asks for.
pub const REPLY_PHOTOS: [&str; 1] = ["scheme_sheet_photos"];

/// 收费与外线工程
#[must_use]
pub fn fees_and_works(rng: &mut impl Rng, now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "done".into()),
        ("fee_status", "paid".into()),
        ("receipt_no", number(rng, "SF").into()),
        ("builder_name", "滦南电力工程队".into()),
        ("builder_licence_no", number(rng, "CZ").into()),
        ("works_accepted", true.into()),
        ("works_completed_at", now.micros().into()),
    ]
}

/// Photos that fees and works ask for.
pub const WORKS_PHOTOS: [&str; 1] = ["works_photos"];

/// 竣工验收 with the area manager: one defect, closed before he leaves.
#[must_use]
pub fn completion(rng: &mut impl Rng, data: &Value, with: &str, now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "passed".into()),
        ("inspected_with", with.into()),
        ("certificate_shown", true.into()),
        ("defects_found", true.into()),
        ("defects_note", "配电箱接地线未压接，已当场整改".into()),
        ("defects_open_count", 0.into()),
        ("insulation_resistance_kohm", rng.random_range(5_000..50_000).into()),
        ("earth_resistance_mohm", rng.random_range(1_500..3_900).into()),
        ("position", position(rng, data, now)),
    ]
}

/// Photos that the inspection asks for: the defect before and after, and what was built.
pub const COMPLETION_PHOTOS: [&str; 3] =
    ["defect_photos_before", "defect_photos_after", "photo_installation"];

/// 签订合同
#[must_use]
pub fn contract(rng: &mut impl Rng, data: &Value, signatory: &str, now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "signed".into()),
        ("contract_no", number(rng, "HT").into()),
        ("contract_capacity_w", data["requested_capacity_w"].clone()),
        ("tariff", data["tariff"].clone()),
        ("demarcation_point", DEMARCATION.into()),
        ("company_signatory", signatory.into()),
        ("company_signed_at", now.micros().into()),
    ]
}

/// Photos that the contract asks for.
pub const CONTRACT_PHOTOS: [&str; 1] = ["contract_photos"];

/// 配表领表: meter and transformers are taken by scan.
#[must_use]
pub fn meter_issue(rng: &mut impl Rng, custody: &Custody, now: Instant) -> Vec<Field> {
    let mut fields = vec![
        ("outcome", "issued".into()),
        ("issue_slip_no", number(rng, "LL").into()),
        // Nobody in the city has a surname of two characters: he is not the installer.
        ("storekeeper_name", "诸葛明亮".into()),
        ("issued_at", now.micros().into()),
        ("asset_no", custody.meter.as_str().into()),
        ("asset_no_source", "scanned".into()),
        ("with_transformers", true.into()),
    ];
    fields.extend(transformers(custody));
    fields
}

/// 装表送电, before anybody else confirms.
#[must_use]
pub fn installation(
    rng: &mut impl Rng,
    data: &Value,
    custody: &Custody,
    issuer: &str,
    now: Instant,
) -> Vec<Field> {
    let start = custody.start_reading_total_ckwh;
    let mut fields = vec![
        ("outcome", "energised".into()),
        ("exception", "none".into()),
        ("permit_no", number(rng, "DZ").into()),
        ("permit_issuer", issuer.into()),
        ("safety_checks", json!(["ppe", "tools", "voltage_test", "isolation", "second_person"])),
        ("area_id", data["area_code"].clone()),
        ("pole_or_box_id", data["box_id"].clone()),
        ("box_position", 1.into()),
        ("phase", "ABC".into()),
        ("relation_check", "matches".into()),
        ("asset_no", custody.meter.as_str().into()),
        ("asset_no_source", "scanned".into()),
        ("comm_address", custody.comm_address.as_str().into()),
        ("meter_answer_address", custody.comm_address.as_str().into()),
        ("ct_ratio", CT_RATIO.into()),
        ("multiplier", CT_RATIO.into()),
        ("start_reading_total_ckwh", start.into()),
        ("has_rates", true.into()),
        ("start_reading_reactive_ckvarh", 0.into()),
        ("wiring_check", "passed".into()),
        ("seals", metering::seals(custody, &SEALED)),
        ("position", position(rng, data, now)),
    ];
    fields.extend(transformers(custody));
    fields.extend(metering::rates(start));
    fields.extend(metering::measured(rng, "ABC"));
    fields
}

/// Who has to confirm beside the worker: the second person, and whoever checks the multiplier.
pub const CONFIRMED: [&str; 2] = ["second_person", "multiplier_checked_by"];

/// Photos that the installation asks for.
pub const INSTALLATION_PHOTOS: [&str; 5] = [
    "photo_meter_face",
    "photo_box_overview",
    "photo_wiring",
    "photo_ct_plate",
    "photo_after_energise",
];

fn transformers(custody: &Custody) -> [Field; 3] {
    let [a, b, c] = custody.transformers.each_ref().map(|one| one.as_str().into());
    [("ct_asset_no_a", a), ("ct_asset_no_b", b), ("ct_asset_no_c", c)]
}

/// A number as papers bear it.
fn number(rng: &mut impl Rng, kind: &str) -> String {
    format!("{kind}-{}", rng.random_range(100_000..999_999))
}

const DEMARCATION: &str = "客户配电箱进线开关上桩头";
/// 200 A to 5 A: 90 kW are 171 A.
const CT_RATIO: u32 = 40;
const HOUR_US: i64 = 3_600_000_000;
const SEALED: [(&str, &str); 5] = [
    ("terminal_cover", "yellow"),
    ("box_door", "green"),
    ("meter_cover", "blue"),
    ("transformer", "yellow"),
    ("joint_box", "yellow"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::company::{
        BUSINESS_PROCESS, business_data, businesses_of, find_bundle, read_bundle,
    };
    use crate::day::values::archiving;
    use crate::day::values::judged::{NOW, confirmed, faults, signed, with_photos};
    use city::{City, Size};
    use forms::Bundle;
    use platform::orders::facts;
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn what_is_filled_in_passes_the_shipped_forms_whatever_the_seed() {
        let folder = find_bundle(None).expect("a folder").with_file_name(BUSINESS_PROCESS);
        let bundle = Bundle::open(read_bundle(&folder).expect("read")).expect("a bundle");
        for seed in 0..6 {
            let city = City::generate(seed, Size::small());
            let station = city.stations[0].code.as_str();
            for (n, application) in businesses_of(&city, station).take(3) {
                let mut rng = ChaCha8Rng::seed_from_u64(seed + n);
                let custody = Custody::of(seed, n);
                let data = business_data(&application, &custody);
                let mut order = facts(&data, &[application.area.to_string()]);
                order["worker"] = json!({
                    "person_id": "01940000-0000-7000-8000-0000000000a1", "name": "张伟"
                });
                order["today"] = local_date(NOW).expect("a date").to_string().into();
                order["stages"] = json!({});
                for (form, values) in all_stages(&mut rng, &data, &custody) {
                    let found = faults(&bundle, form, &values, &order);
                    assert_eq!(found, [], "seed {seed}, {form}");
                    order["stages"][form] = values;
                }
            }
        }
    }

    fn all_stages(
        rng: &mut ChaCha8Rng,
        data: &Value,
        custody: &Custody,
    ) -> Vec<(&'static str, Value)> {
        let installed = installation(rng, data, custody, "赵刚", NOW);
        let installed = confirmed(with_photos(installed, &INSTALLATION_PHOTOS), &CONFIRMED);
        let mut survey = site_survey(rng, data, "李强", NOW);
        survey.extend(survey_put_right());
        let completed = completion(rng, data, "刘芳", NOW);
        let agreed = contract(rng, data, "周建国", NOW);
        vec![
            ("acceptance", signed(with_photos(acceptance(rng, data), &ACCEPTANCE_PHOTOS))),
            ("survey_dispatch", with_photos(survey_dispatch("李强", NOW), &[])),
            ("site_survey", with_photos(survey, &SURVEY_PHOTOS)),
            ("scheme_approval", with_photos(scheme_approval(data), &[])),
            ("scheme_reply", signed(with_photos(scheme_reply(data, NOW), &REPLY_PHOTOS))),
            ("fees_and_works", with_photos(fees_and_works(rng, NOW), &WORKS_PHOTOS)),
            ("completion_acceptance", signed(with_photos(completed, &COMPLETION_PHOTOS))),
            ("contract", signed(with_photos(agreed, &CONTRACT_PHOTOS))),
            ("meter_issue", with_photos(meter_issue(rng, custody, NOW), &[])),
            ("install_energise", signed(installed)),
            ("archive_callback", with_photos(archiving(rng, custody, NOW), &[])),
        ]
    }
}
