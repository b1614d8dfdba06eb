//! A meter task of the examples, as the acquisition system hands it over.

use serde_json::{Value, json};
use vocabulary::OrderId;

use crate::support::{Bench, send_tasks, tell_customers, tell_meters};

/// Tells the platform of the customer and the meter of `facts`, then of the task, under a number of its own.
pub async fn hand_over(bench: &Bench, facts: &Value, number: usize) -> OrderId {
    let (customer, task) = (&facts["customer"], &facts["task"]);
    let area_code = &facts["intake"]["area_id"];
    let degrees = |name: &str| facts["box"][name].as_f64().expect("degrees");
    let e7 = |name: &str| (degrees(name) * 1e7).round() as i64;
    let record = json!({
        "customer_no": customer["customer_no"], "revision": 1, "as_of": 1_780_000_000_000_000_i64,
        "area_code": area_code, "customer_name": customer["customer_name"],
        "service_address": customer["service_address"], "mobile": customer["mobile"],
        "usage_class": facts["intake"]["usage_class"], "tariff": "RES-TIERED",
        "contract_capacity_w": 8_000, "supply_voltage_v": 220,
        "position": { "lon_e7": e7("lon"), "lat_e7": e7("lat") },
    });
    tell_customers(bench, "trade", &[record]).await;
    let meter = json!({
        "comm_address": task["comm_address"], "asset_no": task["asset_no"], "revision": 1,
        "protocol": "dlt645", "phases": 1, "customer_no": customer["customer_no"],
        "area_code": area_code,
    });
    tell_meters(bench, &[meter]).await;
    let mut line = task.clone();
    let members = line.as_object_mut().expect("a task");
    members.remove("asset_no");
    line["task_no"] = format!("CJ20261122{number:04}").into();
    line["version"] = 1.into();
    line["kind"] = "new".into();
    line["at"] = 1_795_307_400_000_000_i64.into();
    let answers = send_tasks(bench, &[line]).await.ok();
    let order = answers["answers"][0]["order"].as_str();
    order.unwrap_or_else(|| panic!("{answers}")).parse().expect("an id")
}
