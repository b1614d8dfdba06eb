//! The record of a work at a meter, made from what a form says of it.

use serde_json::{Value, json};
use sync::MeterWork;
use vocabulary::{CardId, Digest, OrderId, StageId};

/// The record that says what the form says; it follows on one which has not come.
pub fn record_as_told(told: &Value, (order, stage): (OrderId, StageId), card: CardId) -> MeterWork {
    let mut record = json!({
        "order": order, "stage": stage, "card": card, "started_at": told["at"],
        "ended_at": told["at"], "frames": [], "app_version": "1.0.0",
        "previous": Digest::of(told["work"].to_string().as_bytes()),
        "before": state_of(&told["before"]), "after": state_of(&told["after"]),
    });
    for name in ["work", "command", "meter", "outcome", "authorisation"] {
        record[name] = told[name].clone();
    }
    if let Some(readings) = told.get("readings") {
        let tariffs = readings["tariffs"].as_array().expect("a list").iter();
        let tariffs: Vec<i64> = tariffs.map(e4).collect();
        record["readings"] =
            json!({ "total_kwh_e4": e4(&readings["total"]), "tariffs_kwh_e4": tariffs });
    }
    let record: MeterWork = serde_json::from_value(record).expect("a record");
    assert!(record.is_as_told(told), "{told} is not {record:?}");
    record
}

/// How a meter stood, as the record says it, by what the form says.
fn state_of(told: &Value) -> Value {
    let mut state = json!({});
    let members = [
        ("relay", "relay"),
        ("clock_offset_s", "clock_ahead_s"),
        ("keys", "keys"),
        ("balance_fen", "balance_fen"),
        ("purchase_count", "purchase_count"),
        ("asset_no", "asset_no"),
    ];
    for (theirs, own) in members {
        if let Some(value) = told.get(theirs) {
            state[own] = value.clone();
        }
    }
    if let Some(guard) = told.get("guard") {
        state["guard_on"] = json!(guard == "on");
    }
    if let Some(millivolts) = told["voltage_mv"].as_u64() {
        state["voltage_v_e1"] = json!([millivolts / 100]);
    }
    state
}

/// 10⁻⁴ kWh of a decimal text.
fn e4(text: &Value) -> i64 {
    let (whole, part) = text.as_str().expect("a text").split_once('.').unwrap_or_default();
    format!("{whole}{part:0<4}").parse().expect("a number")
}
