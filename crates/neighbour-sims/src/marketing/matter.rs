//! What an order is about: the fields that the marketing system has to have before it hands one over, by process.

use serde_json::{Map, Value as Json};

use super::application::Application;

/// Looks whether an order of a process has what it is about. Further fields are kept and sent as they are.
///
/// # Errors
/// What is missing, or is not what it should be.
pub(super) fn check(process: &str, data: &Map<String, Json>) -> Result<(), String> {
    let data = Json::Object(data.clone());
    match process {
        "low_voltage_non_residential" => check_application(&data).and(check_business_kind(&data)),
        "meter_reading" => check_members(&data, &ROUTE).and(check_count_of_meters(&data)),
        "dunning" => check_members(&data, &ARREARS),
        "fee_control" => check_members(&data, &FEE_CONTROL).and(check_fee_control(&data)),
        // Every other connection, and whatever somebody tries out.
        _ => check_application(&data),
    }
}

fn check_application(data: &Json) -> Result<(), String> {
    serde_json::from_value::<Application>(data.clone()).map(drop).map_err(|cause| cause.to_string())
}

/// A supply is new (新装), or more than the contract gives so far (增容).
fn check_business_kind(data: &Json) -> Result<(), String> {
    match data["business_kind"].as_str() {
        Some("new_connection") => Ok(()),
        Some("capacity_increase") => {
            check_members(data, &INCREASE)?;
            let (before, after) = (&data["contract"]["capacity_w"], &data["requested_capacity_w"]);
            let more = after.as_u64() > before.as_u64();
            more.then_some(()).ok_or_else(|| "requested_capacity_w is not more than before".into())
        }
        _ => Err("business_kind is neither new_connection nor capacity_increase".to_owned()),
    }
}

fn check_count_of_meters(data: &Json) -> Result<(), String> {
    let meters = data["meters"].as_object().map(|meters| meters.len() as u64);
    let counted = meters.is_some() && meters == data["route"]["meters_due"].as_u64();
    counted.then_some(()).ok_or_else(|| "meters are not as many as route.meters_due".into())
}

/// A stop comes with its contract and the receipt of its notice; a restore only with the contract.
fn check_fee_control(data: &Json) -> Result<(), String> {
    let one_of = |path: [&str; 2], words: [&str; 2]| {
        let said = data[path[0]][path[1]].as_str().unwrap_or_default();
        let is_one = words.contains(&said);
        is_one.then_some(()).ok_or_else(|| {
            format!("{}.{} is neither {} nor {}", path[0], path[1], words[0], words[1])
        })
    };
    one_of(["fee_control", "task"], ["stop", "restore"])?;
    one_of(["fee_control", "stop_mode"], ["auto", "approved"])?;
    one_of(["fee_control", "restore_mode"], ["auto", "confirmed"])?;
    let meters = data["meters"].as_object().is_some_and(|meters| !meters.is_empty());
    meters.then_some(()).ok_or_else(|| "meters are none".to_owned())?;
    match data["fee_control"]["task"].as_str() {
        Some("stop") => check_members(data, &STOP_NOTICE),
        _ => Ok(()),
    }
}

fn check_members(data: &Json, members: &[(&[&str], Kind)]) -> Result<(), String> {
    for (path, kind) in members {
        let value = path.iter().fold(data, |value, name| &value[*name]);
        if !kind.holds(value) {
            return Err(format!("{} is no {}", path.join("."), kind.word()));
        }
    }
    Ok(())
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Count,
}

impl Kind {
    fn holds(self, value: &Json) -> bool {
        match self {
            Self::Text => value.as_str().is_some_and(|text| !text.is_empty()),
            Self::Count => value.is_u64(),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Count => "whole number",
        }
    }
}

/// What a customer has who asks for more.
const INCREASE: [(&[&str], Kind); 4] = [
    (&["customer_no"], Kind::Text),
    (&["contract", "capacity_w"], Kind::Count),
    (&["old_meter", "asset_no"], Kind::Text),
    (&["old_meter", "last_reading_total_ckwh"], Kind::Count),
];

/// One route on its due day (抄表段、抄表例日).
const ROUTE: [(&[&str], Kind); 6] = [
    (&["area_code"], Kind::Text),
    (&["route", "plan_no"], Kind::Text),
    (&["route", "route_id"], Kind::Text),
    (&["route", "billing_month"], Kind::Text),
    (&["route", "due_at"], Kind::Count),
    (&["route", "meters_due"], Kind::Count),
];

/// What one customer owes (欠费).
const ARREARS: [(&[&str], Kind); 10] = [
    (&["customer_no"], Kind::Text),
    (&["applicant", "name"], Kind::Text),
    (&["applicant", "mobile"], Kind::Text),
    (&["address"], Kind::Text),
    (&["area_code"], Kind::Text),
    (&["arrears", "bill_no"], Kind::Text),
    (&["arrears", "oldest_month"], Kind::Text),
    (&["arrears", "months_count"], Kind::Count),
    (&["arrears", "amount_fen"], Kind::Count),
    (&["arrears", "late_fee_fen"], Kind::Count),
];

/// Whose supply is stopped or restored, for what he owes (费控停复电).
const FEE_CONTROL: [(&[&str], Kind); 7] = [
    (&["customer_no"], Kind::Text),
    (&["applicant", "name"], Kind::Text),
    (&["applicant", "mobile"], Kind::Text),
    (&["address"], Kind::Text),
    (&["area_code"], Kind::Text),
    (&["arrears", "amount_fen"], Kind::Count),
    (&["fee_control", "overdraft_fen"], Kind::Count),
];

/// That he was told of the stop (停电通知).
const STOP_NOTICE: [(&[&str], Kind); 3] = [
    (&["notice", "receipt_no"], Kind::Text),
    (&["notice", "delivered_at"], Kind::Count),
    (&["notice", "stop_from_at"], Kind::Count),
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(process: &str, data: &Json, expect: Result<(), &str>) {
        let data = data.as_object().expect("an object");
        assert_eq!(super::check(process, data), expect.map_err(str::to_owned), "{process}");
    }

    fn restaurant() -> Json {
        json!({
            "applicant": { "name": "好味餐馆", "id_no": "92130299MA0000001X", "mobile": "15440000001" },
            "address": "倴城镇东街12号", "area_code": "A1", "lon": 118.18, "lat": 39.63,
            "requested_capacity_w": 60_000, "usage_class": "commercial", "tariff": "COM-TOU",
            "supply_voltage": 380, "business_kind": "new_connection",
        })
    }

    #[test]
    fn an_increase_is_a_customers_and_more_than_before() {
        let process = "low_voltage_non_residential";
        let mut data = restaurant();
        check(process, &data, Ok(()));
        data["business_kind"] = "capacity_increase".into();
        check(process, &data, Err("customer_no is no text"));
        data["customer_no"] = "1300000012".into();
        data["contract"] = json!({ "capacity_w": 60_000 });
        data["old_meter"] = json!({ "asset_no": "1", "last_reading_total_ckwh": 1_234 });
        check(process, &data, Err("requested_capacity_w is not more than before"));
        data["contract"]["capacity_w"] = 20_000.into();
        check(process, &data, Ok(()));
        data["business_kind"] = "move".into();
        check(process, &data, Err("business_kind is neither new_connection nor capacity_increase"));
    }

    #[test]
    fn a_route_is_no_application_and_counts_its_meters() {
        let route = json!({
            "plan_no": "P1", "route_id": "A1-1", "billing_month": "2026-11",
            "due_at": 1_795_276_800_000_000_u64, "meters_due": 2,
        });
        let mut data = json!({ "area_code": "A1", "route": route, "meters": { "1": {} } });
        check("meter_reading", &data, Err("meters are not as many as route.meters_due"));
        data["meters"]["2"] = json!({});
        check("meter_reading", &data, Ok(()));
        data["route"]["plan_no"] = Json::Null;
        check("meter_reading", &data, Err("route.plan_no is no text"));
    }

    #[test]
    fn arrears_have_their_amounts() {
        let mut data = json!({
            "customer_no": "1300000012", "applicant": { "name": "王小明", "mobile": "15400000001" },
            "address": "倴城镇东街12号", "area_code": "A1",
            "arrears": {
                "bill_no": "B1", "oldest_month": "2026-09", "months_count": 2,
                "amount_fen": 28_640, "late_fee_fen": 1_260,
            },
        });
        check("dunning", &data, Ok(()));
        data["arrears"]["amount_fen"] = (-1).into();
        check("dunning", &data, Err("arrears.amount_fen is no whole number"));
    }

    #[test]
    fn a_stop_comes_with_its_contract_and_its_notice() {
        let process = "fee_control";
        let mut data = json!({
            "customer_no": "1300000012", "applicant": { "name": "王小明", "mobile": "15400000001" },
            "address": "倴城镇东街12号", "area_code": "A1", "arrears": { "amount_fen": 28_640 },
            "fee_control": {
                "task": "stop", "stop_mode": "auto", "restore_mode": "confirmed", "overdraft_fen": 5_000,
            },
            "meters": { "3130001000001234567893": { "comm_address": "000012345678" } },
        });
        check(process, &data, Err("notice.receipt_no is no text"));
        data["notice"] = json!({
            "receipt_no": "DX1", "delivered_at": 1_794_639_600_000_000_u64,
            "stop_from_at": 1_795_258_800_000_000_u64,
        });
        check(process, &data, Ok(()));
        data["fee_control"]["restore_mode"] = "sudden".into();
        check(process, &data, Err("fee_control.restore_mode is neither auto nor confirmed"));
        data["fee_control"]["restore_mode"] = "auto".into();
        data["fee_control"]["task"] = "restore".into();
        data["notice"] = Json::Null;
        check(process, &data, Ok(()));
        data["meters"] = json!({});
        check(process, &data, Err("meters are none"));
    }
}
