//! By which numbers and names an order is found.

use std::collections::BTreeSet;

use platform_store::order_keys::{Key, KeyKind, compared};
use platform_store::orders::OrderRecord;
use serde_json::Value;

/// The keys of an order: its own number, its customer's, and those of the meter that is replaced or that a task is about, of
/// the meters of a route, and of whatever its forms name. The meters of other orders are those that a worker holds, and say nothing of the order.
#[must_use]
pub fn keys_of(record: &OrderRecord) -> BTreeSet<Key> {
    let view = &record.view;
    let customer = &view.facts["customer"];
    let mut keys = BTreeSet::new();
    put(&mut keys, KeyKind::OrderNo, view.order_no.as_str());
    put(&mut keys, KeyKind::CustomerName, &record.customer_name);
    for (kind, name) in [(KeyKind::CustomerNo, "customer_no"), (KeyKind::Mobile, "mobile")] {
        put(&mut keys, kind, customer[name].as_str().unwrap_or_default());
    }
    gather(&mut keys, &view.facts["old_meter"]);
    gather(&mut keys, &view.facts["task"]);
    if view.facts["route"].is_object() {
        for (asset_no, meter) in view.facts["meters"].as_object().into_iter().flatten() {
            put(&mut keys, KeyKind::AssetNo, asset_no);
            gather(&mut keys, meter);
        }
    }
    for stage in view.stages.values() {
        gather(&mut keys, &stage.values);
    }
    keys
}

/// What stands under a field that is named as an asset number or a communication address, however deep.
fn gather(keys: &mut BTreeSet<Key>, value: &Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (kind_of(name), value) {
                    (Some(kind), Value::String(text)) => put(keys, kind, text),
                    _ => gather(keys, value),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(keys, item)),
        _ => {}
    }
}

/// `old_asset_no` and `ct_asset_no_a` are asset numbers; `asset_no_source` says where one came from.
fn kind_of(field: &str) -> Option<KeyKind> {
    if field.ends_with("_source") {
        None
    } else if field.contains("asset_no") {
        Some(KeyKind::AssetNo)
    } else if field.contains("comm_address") {
        Some(KeyKind::CommAddress)
    } else {
        None
    }
}

fn put(keys: &mut BTreeSet<Key>, kind: KeyKind, text: &str) {
    let key = compared(text);
    if !key.is_empty() {
        keys.insert(Key { kind, key });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_of_meters_are_gathered_wherever_a_form_has_them() {
        let mut keys = BTreeSet::new();
        let values = json!({
            "asset_no": "13-02", "asset_no_source": "scan", "note": "asset_no",
            "installed": { "ct_asset_no_a": "c1", "comm_address": "000012345678" },
            "seals": [{ "seal_no": "7" }], "old_asset_no": "",
        });
        gather(&mut keys, &values);
        let found: Vec<_> = keys.iter().map(|key| (key.kind, key.key.as_str())).collect();
        let expected = [
            (KeyKind::AssetNo, "1302"),
            (KeyKind::AssetNo, "C1"),
            (KeyKind::CommAddress, "000012345678"),
        ];
        assert_eq!(found, expected);
    }
}
