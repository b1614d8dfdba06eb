//! What the marketing system has to say for rules to see an order as an example has it.

use serde_json::{Map, Value, json};

/// Facts that stand under another name, or elsewhere, in the marketing system's data.
const ELSEWHERE: &[(&[&str], &[&str])] = &[
    (&["customer", "customer_no"], &["customer_no"]),
    (&["customer", "customer_name"], &["applicant", "name"]),
    (&["customer", "id_kind"], &["applicant", "id_kind"]),
    (&["customer", "id_no"], &["applicant", "id_no"]),
    (&["customer", "mobile"], &["applicant", "mobile"]),
    (&["customer", "service_address"], &["address"]),
    (&["customer", "critical"], &["critical"]),
    (&["customer", "hardship"], &["hardship"]),
    (&["intake", "area_id"], &["area_code"]),
    (&["box", "lon"], &["lon"]),
    (&["box", "lat"], &["lat"]),
];

/// Facts that the marketing system calls the same.
const THE_SAME: &[&str] = &[
    "contract",
    "old_meter",
    "fees",
    "arrears",
    "payment",
    "supply",
    "no_stop",
    "replacement",
    "fee_control",
    "notice",
    "route",
    "open_orders_here",
    "meters",
    "seals_in_custody",
];

/// The data of a message about an order with these facts.
#[must_use]
pub fn marketing_data(facts: &Value) -> Value {
    let mut data = Map::new();
    for (fact, said) in ELSEWHERE {
        let Some(value) = fact.iter().try_fold(facts, |facts, name| facts.get(name)) else {
            continue;
        };
        match said {
            [name] => data.insert((*name).to_owned(), value.clone()),
            [group, name] => {
                let group = data.entry(*group).or_insert_with(|| json!({}));
                group[*name] = value.clone();
                None
            }
            _ => None,
        };
    }
    for name in THE_SAME {
        if let Some(value) = facts.get(name) {
            data.insert((*name).to_owned(), value.clone());
        }
    }
    Value::Object(data)
}
