//! What the marketing system says of an order, under the names that forms and rules use.
//!
//! One table leads from the one to the other, for a new order as for a change: a change is a merge patch (RFC 7396), so
//! a null takes a fact away. A fact that is not known is not there, and neither is a group of facts of which none is
//! known: rules ask with `has()`.

use serde_json::{Map, Value, json};
use sync::apply_patch;
use vocabulary::IdNo;

/// The facts of a new order; `areas` are those of the grid that it lies in.
#[must_use]
pub fn facts(data: &Value, areas: &[String]) -> Value {
    let mut facts = json!({});
    change_facts(&mut facts, data);
    set_areas(&mut facts, areas);
    facts
}

/// Changes the facts of an order by what the marketing system says anew; what it does not name stays.
pub fn change_facts(facts: &mut Value, data: &Value) {
    let mut patch = json!({});
    for member in MEMBERS {
        if let Some(said) = said(data, member.data) {
            *place(&mut patch, member.fact) = said.clone();
        }
    }
    // A new number says nothing of the paper that the one before stood on.
    let new = said(data, &["applicant", "id_no"]);
    let renumbered = new.is_some_and(|new| *new != facts["customer"]["id_no"]);
    if renumbered && said(data, &["applicant", "id_kind"]).is_none() {
        *place(&mut patch, &["customer", "id_kind"]) = Value::Null;
    }
    apply_patch(facts, &patch);
    settle(facts);
    drop_empty(facts);
}

/// Which areas the rules take for the order's own grid.
pub fn set_areas(facts: &mut Value, areas: &[String]) {
    let areas = if areas.is_empty() { Value::Null } else { json!({ "areas": areas }) };
    apply_patch(facts, &json!({ "grid": areas }));
}

/// Says what in the data of a new order or of a change cannot be: no object, or a member of another type. Members that
/// this release does not know are the marketing system's own.
///
/// # Errors
/// The name of the member and what it should be.
pub fn check_data(data: &Value) -> Result<(), String> {
    if !data.is_object() {
        return Err("data is no object".to_owned());
    }
    if !matches!(data.get("applicant"), None | Some(Value::Null | Value::Object(_))) {
        return Err("data.applicant is no object".to_owned());
    }
    for Member { data: path, is, .. } in MEMBERS {
        let said = said(data, path).filter(|said| !said.is_null());
        if said.is_some_and(|said| !is.holds(said)) {
            return Err(format!("data.{} is no {}", path.join("."), is.words()));
        }
    }
    Ok(())
}

/// What follows from other facts.
fn settle(facts: &mut Value) {
    let customer = place(facts, &["customer"]);
    let numbered = customer.get("customer_no").is_some();
    customer["customer_no_pending"] = (!numbered).into();
    // Where nobody says what kind of paper it is: a number that can only be a resident's is one.
    let is_resident = |id_no: &str| id_no.parse::<IdNo>().is_ok();
    match (customer.get("id_kind"), customer["id_no"].as_str()) {
        (_, None) => apply_patch(customer, &json!({ "id_kind": null })),
        (None, Some(id_no)) if is_resident(id_no) => customer["id_kind"] = "resident_id".into(),
        _ => {}
    }
    // Half a position is none.
    let located = ["lon", "lat"].iter().all(|name| facts["box"].get(name).is_some());
    if !located {
        apply_patch(facts, &json!({ "box": null }));
    }
}

fn drop_empty(facts: &mut Value) {
    if let Value::Object(groups) = facts {
        groups.retain(|_, group| group.as_object().is_none_or(|group| !group.is_empty()));
    }
}

/// What the data say of a member: nothing when it is not named; null when it, or what it is part of, is taken away.
fn said<'d>(data: &'d Value, path: &[&str]) -> Option<&'d Value> {
    path.iter().try_fold(data, |value, name| match value {
        Value::Null => Some(value),
        _ => value.get(name),
    })
}

/// The place of a fact, made if it is not there.
fn place<'v>(value: &'v mut Value, path: &[&str]) -> &'v mut Value {
    path.iter().fold(value, |value, name| {
        if !value.is_object() {
            *value = Value::Object(Map::new());
        }
        &mut value[*name]
    })
}

/// A member of the marketing system's data, and the fact that it becomes.
struct Member {
    data: &'static [&'static str],
    fact: &'static [&'static str],
    is: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Whole,
    /// Yes or no.
    Flag,
    /// Degrees, up to this many either way.
    Degrees(f64),
    Texts,
    /// Records by their key.
    Records,
}

impl Kind {
    fn holds(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Whole => value.is_u64(),
            Self::Flag => value.is_boolean(),
            Self::Degrees(most) => value.as_f64().is_some_and(|degrees| degrees.abs() <= most),
            Self::Texts => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
            Self::Records => value
                .as_object()
                .is_some_and(|all| all.values().all(|one| one.is_object() || one.is_null())),
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "whole number",
            Self::Flag => "yes or no",
            Self::Degrees(_) => "number of degrees",
            Self::Texts => "list of texts",
            Self::Records => "object of objects",
        }
    }
}

const fn member(data: &'static [&'static str], fact: &'static [&'static str], is: Kind) -> Member {
    Member { data, fact, is }
}

const MEMBERS: &[Member] = &[
    member(&["customer_no"], &["customer", "customer_no"], Kind::Text),
    member(&["applicant", "name"], &["customer", "customer_name"], Kind::Text),
    member(&["applicant", "id_kind"], &["customer", "id_kind"], Kind::Text),
    member(&["applicant", "id_no"], &["customer", "id_no"], Kind::Text),
    member(&["applicant", "mobile"], &["customer", "mobile"], Kind::Text),
    member(&["address"], &["customer", "service_address"], Kind::Text),
    member(&["channel"], &["intake", "channel"], Kind::Text),
    member(&["area_code"], &["intake", "area_id"], Kind::Text),
    member(&["line_id"], &["intake", "line_id"], Kind::Text),
    member(&["box_id"], &["intake", "box_id"], Kind::Text),
    member(&["usage_class"], &["intake", "usage_class"], Kind::Text),
    member(&["industry_code"], &["intake", "industry_code"], Kind::Text),
    member(&["tariff"], &["intake", "tariff"], Kind::Text),
    member(&["requested_capacity_w"], &["intake", "requested_capacity_w"], Kind::Whole),
    member(&["supply_voltage"], &["intake", "supply_voltage_v"], Kind::Whole),
    member(&["premises_arrears"], &["intake", "premises_arrears"], Kind::Text),
    member(&["lon"], &["box", "lon"], Kind::Degrees(180.0)),
    member(&["lat"], &["box", "lat"], Kind::Degrees(90.0)),
    member(&["critical"], &["customer", "critical"], Kind::Flag),
    member(&["hardship"], &["customer", "hardship"], Kind::Flag),
    member(&["business_kind"], &["intake", "business_kind"], Kind::Text),
    member(&["contract", "capacity_w"], &["contract", "capacity_w"], Kind::Whole),
    member(&["old_meter", "asset_no"], &["old_meter", "asset_no"], Kind::Text),
    member(
        &["old_meter", "last_reading_total_ckwh"],
        &["old_meter", "last_reading_total_ckwh"],
        Kind::Whole,
    ),
    member(&["fees", "amount_fen"], &["fees", "amount_fen"], Kind::Whole),
    member(&["fees", "deposit_fen"], &["fees", "deposit_fen"], Kind::Whole),
    member(&["arrears", "bill_no"], &["arrears", "bill_no"], Kind::Text),
    member(&["arrears", "oldest_month"], &["arrears", "oldest_month"], Kind::Text),
    member(&["arrears", "months_count"], &["arrears", "months_count"], Kind::Whole),
    member(&["arrears", "amount_fen"], &["arrears", "amount_fen"], Kind::Whole),
    member(&["arrears", "late_fee_fen"], &["arrears", "late_fee_fen"], Kind::Whole),
    member(&["arrears", "dispute_open"], &["arrears", "dispute_open"], Kind::Flag),
    member(&["payment", "receipt_no"], &["payment", "receipt_no"], Kind::Text),
    member(&["payment", "amount_fen"], &["payment", "amount_fen"], Kind::Whole),
    member(&["payment", "paid_at"], &["payment", "paid_at"], Kind::Whole),
    member(&["supply", "guard_on"], &["supply", "guard_on"], Kind::Flag),
    member(&["supply", "life_support"], &["supply", "life_support"], Kind::Flag),
    member(&["no_stop", "until"], &["no_stop", "until"], Kind::Whole),
    member(&["fee_control", "task"], &["fee_control", "task"], Kind::Text),
    member(&["fee_control", "stop_mode"], &["fee_control", "stop_mode"], Kind::Text),
    member(&["fee_control", "restore_mode"], &["fee_control", "restore_mode"], Kind::Text),
    member(&["fee_control", "overdraft_fen"], &["fee_control", "overdraft_fen"], Kind::Whole),
    member(&["notice", "receipt_no"], &["notice", "receipt_no"], Kind::Text),
    member(&["notice", "delivered_at"], &["notice", "delivered_at"], Kind::Whole),
    member(&["notice", "stop_from_at"], &["notice", "stop_from_at"], Kind::Whole),
    member(&["route", "plan_no"], &["route", "plan_no"], Kind::Text),
    member(&["route", "route_id"], &["route", "route_id"], Kind::Text),
    member(&["route", "billing_month"], &["route", "billing_month"], Kind::Text),
    member(&["route", "plan_kind"], &["route", "plan_kind"], Kind::Text),
    member(&["route", "due_at"], &["route", "due_at"], Kind::Whole),
    member(&["route", "meters_due"], &["route", "meters_due"], Kind::Whole),
    member(&["route", "new_customers_count"], &["route", "new_customers_count"], Kind::Whole),
    member(&["route", "capacity_changes_count"], &["route", "capacity_changes_count"], Kind::Whole),
    member(&["route", "meter_changes_count"], &["route", "meter_changes_count"], Kind::Whole),
    member(&["open_orders_here"], &["open_orders_here"], Kind::Texts),
    member(&["meters"], &["meters"], Kind::Records),
    member(&["seals_in_custody"], &["seals_in_custody"], Kind::Texts),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> Value {
        json!({
            "applicant": { "name": "张伟", "id_no": "11010519491231002X", "mobile": "15400000099" },
            "address": "倴城镇东街12号", "area_code": "A1", "lon": 118.18, "lat": 39.63,
            "requested_capacity_w": 8_000, "meters": { "M1": { "comm_address": "01" } },
        })
    }

    #[test]
    fn what_is_not_said_is_not_there() {
        let bare = facts(&json!({ "address": "东街", "lon": 118.18, "customer_no": null }), &[]);
        let customer = json!({ "customer_no_pending": true, "service_address": "东街" });
        assert_eq!(
            bare,
            json!({ "customer": customer }),
            "no box of half a position, no empty grid"
        );
    }

    #[test]
    fn a_change_adds_replaces_and_takes_away() {
        let mut facts = facts(&data(), &["A1".to_owned()]);
        let patch = json!({
            "customer_no": "0301234567", "applicant": { "mobile": null, "id_no": null },
            "lon": null, "lat": null, "meters": { "M1": null, "M2": { "comm_address": "02" } },
        });
        change_facts(&mut facts, &patch);
        let expect = json!({
            "customer": {
                "customer_no": "0301234567", "customer_no_pending": false, "customer_name": "张伟",
                "service_address": "倴城镇东街12号",
            },
            "intake": { "area_id": "A1", "requested_capacity_w": 8_000 },
            "meters": { "M2": { "comm_address": "02" } },
            "grid": { "areas": ["A1"] },
        });
        assert_eq!(facts, expect);
        change_facts(&mut facts, &json!({ "applicant": null, "customer_no": null }));
        let customer = json!({ "customer_no_pending": true, "service_address": "倴城镇东街12号" });
        assert_eq!(facts["customer"], customer);
    }

    #[test]
    fn what_is_owed_and_paid_comes_in_groups() {
        let mut owing = facts(&data(), &[]);
        let bill = json!({ "bill_no": "B1", "amount_fen": 12_345, "dispute_open": false });
        change_facts(&mut owing, &json!({ "arrears": bill, "critical": true }));
        assert_eq!(owing["arrears"], bill);
        assert_eq!(owing["customer"]["critical"], true);
        change_facts(&mut owing, &json!({ "arrears": null, "payment": { "receipt_no": "R1" } }));
        assert_eq!(owing.get("arrears"), None, "nothing is owed any more");
        assert_eq!(owing["payment"], json!({ "receipt_no": "R1" }));
    }

    #[test]
    fn a_new_number_does_not_keep_the_kind_of_the_paper_before() {
        let mut changed = facts(&data(), &[]);
        assert_eq!(changed["customer"]["id_kind"], "resident_id");
        let same = json!({ "applicant": { "id_no": "11010519491231002X", "mobile": "1" } });
        change_facts(&mut changed, &same);
        assert_eq!(changed["customer"]["id_kind"], "resident_id");
        change_facts(&mut changed, &json!({ "applicant": { "id_no": "E12345678" } }));
        assert_eq!(changed["customer"].get("id_kind"), None);
        let said = json!({ "applicant": { "id_no": "E87654321", "id_kind": "passport" } });
        change_facts(&mut changed, &said);
        assert_eq!(changed["customer"]["id_kind"], "passport");
    }

    #[test]
    fn a_change_that_says_nothing_changes_nothing() {
        let mut changed = facts(&data(), &["A1".to_owned()]);
        let before = changed.clone();
        change_facts(&mut changed, &json!({ "weather": "雨" }));
        assert_eq!(changed, before);
    }

    #[test]
    fn data_of_another_type_are_named() {
        assert_eq!(check_data(&data()), Ok(()));
        assert_eq!(check_data(&json!({ "lon": null, "applicant": null, "weather": 7 })), Ok(()));
        let check = |data: Value, expect: &str| {
            assert_eq!(check_data(&data).expect_err("refused"), expect);
        };
        check(Value::Null, "data is no object");
        check(json!([]), "data is no object");
        check(json!({ "applicant": "张伟" }), "data.applicant is no object");
        check(json!({ "applicant": { "mobile": 154 } }), "data.applicant.mobile is no text");
        check(json!({ "lat": 90.5 }), "data.lat is no number of degrees");
        check(json!({ "lon": "118" }), "data.lon is no number of degrees");
        check(
            json!({ "requested_capacity_w": 8.5 }),
            "data.requested_capacity_w is no whole number",
        );
        check(json!({ "critical": "yes" }), "data.critical is no yes or no");
        check(
            json!({ "arrears": { "amount_fen": -1 } }),
            "data.arrears.amount_fen is no whole number",
        );
        check(json!({ "seals_in_custody": [7] }), "data.seals_in_custody is no list of texts");
        check(json!({ "meters": ["M1"] }), "data.meters is no object of objects");
    }
}
