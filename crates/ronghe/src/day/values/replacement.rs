//! A meter that is faulty is replaced (换表).

use rand::{Rng, RngExt as _};
use serde_json::{Value, json};
use time::Date;
use vocabulary::Instant;

use super::{Field, metering, position};
use crate::company::Custody;

/// 换表计划: a fault is urgent.
#[must_use]
pub fn plan() -> Vec<Field> {
    vec![("outcome", "planned_urgent".into()), ("spare_ready", true.into())]
}

/// 预告客户: told, and visited on the same day.
#[must_use]
pub fn notify(today: Date, now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "notified".into()),
        ("channel", "phone".into()),
        ("notified_at", json!(now)),
        ("visit_date", today.to_string().into()),
        ("visit_period", "afternoon".into()),
    ]
}

/// 配表领表
#[must_use]
pub fn meter_issue(rng: &mut impl Rng, custody: &Custody, now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "issued".into()),
        ("issue_slip_no", number(rng, "LL").into()),
        ("storekeeper_name", STOREKEEPER.into()),
        ("issued_at", json!(now)),
        ("asset_no", custody.meter.as_str().into()),
        ("asset_no_source", "scanned".into()),
    ]
}

/// 旧表: its display shows what was read.
#[must_use]
pub fn old_meter(rng: &mut impl Rng, data: &Value, end_ckwh: u64, now: Instant) -> Vec<Field> {
    let old = &data["old_meter"];
    vec![
        ("outcome", "read".into()),
        ("old_asset_no", old["asset_no"].clone()),
        ("old_asset_no_source", "scanned".into()),
        ("comm_address", old["comm_address"].clone()),
        ("end_reading_total_ckwh", end_ckwh.into()),
        ("customer_accepts", true.into()),
        (
            "broken_seals",
            json!([{
                "position": "box_door", "colour": "yellow",
                "number": format!("Z{:07}", rng.random_range(0..10_000_000)),
            }]),
        ),
        ("position", position(rng, data, now)),
    ]
}

pub const OLD_METER_PHOTOS: [&str; 1] = ["photo_old_meter"];

/// 换装, before it begins.
#[must_use]
pub fn swap_begins(rng: &mut impl Rng, issuer: &str) -> Vec<Field> {
    vec![
        ("outcome", "replaced".into()),
        ("permit_no", number(rng, "GZP").into()),
        ("permit_issuer", issuer.into()),
        ("safety_checks", json!(["ppe", "tools", "voltage_test", "isolation", "second_person"])),
    ]
}

/// 换装, once the new one hangs there.
#[must_use]
pub fn swap_ends(
    rng: &mut impl Rng,
    custody: &Custody,
    three_phase: bool,
    [off, on]: [Instant; 2],
) -> Vec<Field> {
    let phase = if three_phase { "ABC" } else { "A" };
    let mut fields = vec![
        ("supply_off_at", json!(off)),
        ("supply_on_at", json!(on)),
        ("supply_is_back", true.into()),
        ("asset_no", custody.meter.as_str().into()),
        ("asset_no_source", "scanned".into()),
        ("phase", phase.into()),
        ("ct_ratio", 1.into()),
        ("pt_ratio", 1.into()),
        ("multiplier", 1.into()),
        ("wiring_check", "passed".into()),
        ("phase_check", "passed".into()),
        ("customer_switch_test", true.into()),
    ];
    fields.extend(metering::measured(rng, phase));
    fields
}

pub const SWAP_PHOTOS: [&str; 1] = ["photo_wiring"];

/// 新表, before it is spoken to.
#[must_use]
pub fn new_meter_begins(custody: &Custody) -> Vec<Field> {
    vec![
        ("outcome", "in_order".into()),
        ("asset_no", custody.meter.as_str().into()),
        ("asset_no_source", "scanned".into()),
        ("comm_address", custody.comm_address.as_str().into()),
    ]
}

/// 新表, once it was read.
#[must_use]
pub fn new_meter_ends(
    rng: &mut impl Rng,
    data: &Value,
    custody: &Custody,
    start_ckwh: u64,
    now: Instant,
) -> Vec<Field> {
    vec![
        ("hplc_answer", "answers".into()),
        ("start_reading_total_ckwh", start_ckwh.into()),
        ("has_rates", true.into()),
        ("seals", metering::seals(custody, &SEALED)),
        ("position", position(rng, data, now)),
    ]
}

pub const NEW_METER_PHOTOS: [&str; 2] = ["photo_meter_face", "photo_box_overview"];

/// 告知签字
#[must_use]
pub fn sign_off(rng: &mut impl Rng) -> Vec<Field> {
    vec![
        ("notice_no", number(rng, "GZ").into()),
        ("outcome", "signed".into()),
        ("signer_kind", "customer".into()),
    ]
}

pub const SIGN_OFF_PHOTOS: [&str; 1] = ["photo_notice"];

/// 旧表退库, with the reading that it was taken down with.
#[must_use]
pub fn return_old(data: &Value, end_ckwh: u64, now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "returned".into()),
        ("old_asset_no", data["old_meter"]["asset_no"].clone()),
        ("old_asset_no_source", "scanned".into()),
        ("display_dead", false.into()),
        ("verified_total_ckwh", end_ckwh.into()),
        ("storekeeper_name", STOREKEEPER.into()),
        ("returned_at", json!(now)),
        ("shelf_no", "B-03-12".into()),
    ]
}

pub const RETURN_PHOTOS: [&str; 1] = ["photo_returned"];

/// 归档
#[must_use]
pub fn archive(rng: &mut impl Rng, end_ckwh: u64, start_ckwh: u64) -> Vec<Field> {
    vec![
        ("first_remote_read", "ok".into()),
        ("first_remote_reading_total_ckwh", (start_ckwh + rng.random_range(0..50)).into()),
        ("multiplier", 1.into()),
        ("billed_end_total_ckwh", end_ckwh.into()),
        ("relation_pushed", true.into()),
        ("old_meter_findable", true.into()),
    ]
}

/// A number as papers bear it.
fn number(rng: &mut impl Rng, kind: &str) -> String {
    format!("{kind}-{}", rng.random_range(100_000..999_999))
}

/// Nobody in the city has a surname of two characters.
const STOREKEEPER: &str = "诸葛秀英";
const SEALED: [(&str, &str); 2] = [("terminal_cover", "yellow"), ("box_door", "yellow")];
