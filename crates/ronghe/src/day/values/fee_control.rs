//! A stop for what was not paid, and the restore (费控停复电): the remote command fails, so both are done at the meter.

use rand::{Rng, RngExt as _};
use serde_json::{Value, json};
use vocabulary::Instant;

use super::{Field, position};

/// 预停电通知: told eight days ago, with a receipt.
#[must_use]
pub fn pre_stop_notice(data: &Value) -> Vec<Field> {
    let notice = &data["notice"];
    vec![
        ("outcome", "notified".into()),
        ("manual_trigger", true.into()),
        ("notice_channel", "sms".into()),
        ("notice_receipt_no", notice["receipt_no"].clone()),
        ("receipt_status", "delivered".into()),
        ("notice_delivered_at", notice["delivered_at"].clone()),
        ("stop_from_at", notice["stop_from_at"].clone()),
    ]
}

/// 停电审批
#[must_use]
pub fn approval(now: Instant) -> Vec<Field> {
    let mut fields = vec![
        ("outcome", "approved".into()),
        ("approved_at", json!(now)),
        ("decision_reason", "通知期满，仍欠费".into()),
    ];
    fields.extend(looked_at(now));
    fields
}

/// 下发前核查; the approver holds the key.
#[must_use]
pub fn remote_check(rng: &mut impl Rng, approver: &str, now: Instant) -> Vec<Field> {
    let ticket = format!("CZP-{}", rng.random_range(100_000..999_999));
    let mut fields = vec![
        ("outcome", "clear".into()),
        ("ticket_no", ticket.into()),
        ("key_holder", approver.into()),
    ];
    fields.extend(looked_at(now));
    fields
}

/// 远程停电: the meter is not on the line.
#[must_use]
pub fn remote_stop(now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "failed".into()),
        ("ticket_compared", json!(["executor", "approver"])),
        ("command_sent_at", json!(now)),
        ("returned_at", json!(now)),
        ("relay_read_back", "closed".into()),
        ("failure_reason", "offline".into()),
    ]
}

/// 现场核查; the customer was told once more forty minutes ago.
#[must_use]
pub fn field_check(rng: &mut impl Rng, data: &Value, now: Instant) -> Vec<Field> {
    let (asset_no, comm_address) = meter_of(data);
    let mut fields = vec![
        ("outcome", "clear".into()),
        ("identity_checks", json!(["premises", "label", "display"])),
        ("final_notice_at", json!(told_again_at(now))),
        ("final_notice_channel", "phone".into()),
        ("final_notice_reached", "customer".into()),
        ("asset_no", asset_no),
        ("asset_no_source", "scanned".into()),
        ("comm_address", comm_address),
        ("position", position(rng, data, now)),
    ];
    fields.extend(looked_at(now));
    fields
}

/// When the customer was told for the last time.
#[must_use]
pub fn told_again_at(now: Instant) -> Instant {
    now.shifted(-40 * 60_000_000)
}

pub const FIELD_CHECK_PHOTOS: [&str; 1] = ["photo_found"];

/// 现场停电, once the meter has been tripped.
#[must_use]
pub fn field_stop() -> Vec<Field> {
    vec![
        ("outcome", "stopped".into()),
        ("safety_checks", json!(["ppe", "voltage_test", "nobody_at_risk", "second_person"])),
        ("voltage_behind_mv", 0.into()),
    ]
}

pub const FIELD_STOP_PHOTOS: [&str; 1] = ["photo_display"];

/// 停电待缴
#[must_use]
pub fn await_payment() -> Vec<Field> {
    vec![("outcome", "paid".into())]
}

/// 远程复电: still not on the line.
#[must_use]
pub fn remote_restore(now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "failed".into()),
        ("command", "direct_close".into()),
        ("command_sent_at", json!(now)),
        ("returned_at", json!(now)),
        ("relay_read_back", "open".into()),
    ]
}

/// 现场复电, once the meter has been closed and looked at.
#[must_use]
pub fn field_restore(rng: &mut impl Rng, data: &Value, now: Instant) -> Vec<Field> {
    let (asset_no, comm_address) = meter_of(data);
    vec![
        ("outcome", "restored".into()),
        ("asset_no", asset_no),
        ("comm_address", comm_address),
        ("safety_checks", json!(["ppe", "wiring_seen", "customer_told", "second_person"])),
        ("customer_present", true.into()),
        ("voltage_mv", rng.random_range(215_000..236_000).into()),
        ("position", position(rng, data, now)),
    ]
}

pub const FIELD_RESTORE_PHOTOS: [&str; 1] = ["photo_display"];

/// 复电确认
#[must_use]
pub fn restore_confirm(now: Instant) -> Vec<Field> {
    vec![
        ("outcome", "confirmed".into()),
        ("restored_at", json!(now)),
        ("confirmed_by", "customer".into()),
        ("satisfaction", "satisfied".into()),
    ]
}

/// What is looked at again before every step that leads to a stop: nothing speaks against it.
fn looked_at(now: Instant) -> [Field; 7] {
    [
        ("flags_checked_at", json!(now)),
        ("unpaid_now", true.into()),
        ("critical_customer", false.into()),
        ("life_support", false.into()),
        ("guard_on", false.into()),
        ("dispute_open", false.into()),
        ("no_stop_window", false.into()),
    ]
}

/// The customer's one meter.
fn meter_of(data: &Value) -> (Value, Value) {
    let meter = data["meters"].as_object().and_then(|meters| meters.iter().next());
    meter.map_or((Value::Null, Value::Null), |(asset_no, record)| {
        (asset_no.as_str().into(), record["comm_address"].clone())
    })
}
