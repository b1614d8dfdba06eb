//! The time limits of an order: which of them run, until when, and who hears of it.

use platform_store::orders;
use serde_json::{Value, json};
use sync::OrderView;
use vocabulary::Role;

use crate::support::{
    Bench, ORDER_NO, activate, application, message, process_files, record_of, station, tell,
};

/// The process with other limits.
fn with_limits(policies: Value) -> std::collections::BTreeMap<String, String> {
    let mut files = process_files();
    files.insert("policies.json".to_owned(), policies.to_string());
    files
}

/// From the acceptance of the order to its supply.
fn total(region: &str, value: u32) -> Value {
    json!({
        "kind": "statutory", "policy": "total", "name": { "zh": "全过程", "en": "Whole process" },
        "region": region, "effective_from": "2022-01-01", "unit": "working_day", "value": value,
        "start_event": "order.accepted", "end_event": "stage.install_energise.submitted",
        "pause_reasons": ["customer_postponed"],
    })
}

async fn order_with(bench: &Bench, policies: Value) -> OrderView {
    activate(bench, with_limits(policies)).await;
    let taken = tell(bench, message(ORDER_NO, 1, "new", application())).await.ok();
    let order = taken["order"].as_str().expect("an order").parse().expect("an id");
    record_of(bench, order).await.view
}

async fn values_of(bench: &Bench, order: &OrderView) -> Vec<Value> {
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let org = bench.platform.org();
    let rows = orders::deadlines(&mut snapshot.tx(), org, order.order).await.expect("readable");
    rows.into_iter().map(|row| row.clock["policy"]["value"].clone()).collect()
}

#[tokio::test]
async fn an_order_has_the_limits_of_its_stations_region() {
    let limits = json!([total("*", 5), total("130000", 6), total("130000-rural", 7)]);
    for (region, expect) in
        [(None, 5), (Some("110101-rural"), 5), (Some("130224"), 6), (Some("130224-rural"), 7)]
    {
        let bench = Bench::with_everybody().await;
        let admin = bench.role(Role::Administrator).await;
        if let Some(region) = region {
            let mut station = station("S1");
            station["region"] = region.into();
            admin.command("PUT", "/api/v1/stations/S1", station).await.ok();
        }
        let order = order_with(&bench, limits.clone()).await;
        assert_eq!(values_of(&bench, &order).await, [json!(expect)], "{region:?}");
    }
}

#[tokio::test]
async fn a_station_lies_where_there_is_such_a_place() {
    let bench = Bench::with_everybody().await;
    let admin = bench.role(Role::Administrator).await;
    let mut nowhere = station("S1");
    nowhere["region"] = "suburb".into();
    admin.command("PUT", "/api/v1/stations/S1", nowhere).await.problem(422);
    let stations = admin.get("/api/v1/stations").await.ok();
    assert_eq!(stations["items"][0]["region"], "*", "until somebody says more");
}
