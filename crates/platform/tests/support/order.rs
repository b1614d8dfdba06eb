//! A real order: its process deployed, handed over by the marketing system, with the manager of its grid.

use std::collections::BTreeMap;
use std::path::Path;

use platform_store::orders::OrderRecord;
use platform_store::{orders, processes};
use serde_json::{Value, json};
use sync::{OrderView, StageView, apply_patch};
use vocabulary::{OrderId, Role};

use super::{ACQUISITION_KEY, Bench, NEIGHBOUR_KEY, Reply};

pub const PROCESS: &str = "low_voltage_residential_new";
/// Two stages and an archive, with short forms.
const SHORT: &str = "short";
const STOP: &str = "stop";

pub const ORDER_NO: &str = "1302000100000001";

/// Hands over an order in the area `A1`.
pub async fn hand_over(bench: &Bench) -> OrderView {
    hand_over_as(bench, ORDER_NO, &json!({})).await
}

/// As [`hand_over`], of a process whose forms have few fields.
pub async fn hand_over_short(bench: &Bench) -> OrderView {
    deploy_of(bench, SHORT, files_below("../stories/process")).await;
    let message = json!({ "process": SHORT });
    let mut short = self::message(ORDER_NO, 1, "new", application());
    apply_patch(&mut short, &message);
    taken(bench, short).await
}

/// Hands over an order whose one visit is to stop a customer at his meter, and is filed away afterwards.
pub async fn hand_over_stop(bench: &Bench, order_no: &str, change: &Value) -> OrderView {
    deploy_of(bench, STOP, files_below("tests/processes/stop")).await;
    let mut data = application();
    apply_patch(&mut data, change);
    taken(bench, message_of(STOP, order_no, 1, "new", data)).await
}

/// Hands over an order whose application differs from the usual one by a merge patch.
pub async fn hand_over_as(bench: &Bench, order_no: &str, change: &Value) -> OrderView {
    deploy(bench).await;
    let mut data = application();
    apply_patch(&mut data, change);
    taken(bench, message(order_no, 1, "new", data)).await
}

async fn taken(bench: &Bench, message: Value) -> OrderView {
    let taken = tell(bench, message).await.ok();
    let order = taken["order"].as_str().expect("an order").parse().expect("an id");
    record_of(bench, order).await.view
}

/// The usual application.
pub fn application() -> Value {
    json!({
        "applicant": { "name": "张伟", "id_no": "11010519491231002X", "mobile": "15400000099" },
        "address": "倴城镇东街12号", "area_code": "A1", "lon": 118.18, "lat": 39.63,
        "requested_capacity_w": 8_000, "usage_class": "residential", "tariff": "RES-TIERED",
        "supply_voltage": 220,
    })
}

/// A message of the marketing system.
pub fn message(order_no: &str, version: u64, kind: &str, data: Value) -> Value {
    message_of(PROCESS, order_no, version, kind, data)
}

/// A message of the marketing system about an order of some process.
pub fn message_of(process: &str, order_no: &str, version: u64, kind: &str, data: Value) -> Value {
    json!({
        "order_no": order_no, "stage": "acceptance", "version": version, "kind": kind,
        "process": process, "at": 1_780_000_000_000_000_i64, "data": data,
    })
}

/// Sends a message as the marketing system does.
pub async fn tell(bench: &Bench, message: Value) -> Reply {
    let bearer = format!("Bearer {NEIGHBOUR_KEY}");
    let headers = [("authorization", &*bearer)];
    bench.send("POST", "/neighbours/v1/marketing/messages", &headers, Some(message)).await
}

/// Tells the platform of customers, as the marketing system does.
pub async fn tell_customers(bench: &Bench, message_id: &str, records: &[Value]) {
    let bearer = format!("Bearer {NEIGHBOUR_KEY}");
    let headers = [("authorization", &*bearer)];
    let message = json!({ "message_id": message_id, "records": records });
    let path = "/neighbours/v1/marketing/customers";
    bench.send("POST", path, &headers, Some(message)).await.ok();
}

/// Tells the platform of meters, as the acquisition system does.
pub async fn tell_meters(bench: &Bench, meters: &[Value]) {
    let bearer = format!("Bearer {ACQUISITION_KEY}");
    let headers = [("authorization", &*bearer)];
    let message = json!({ "meters": meters });
    bench.send("POST", "/neighbours/v1/acquisition/meters", &headers, Some(message)).await.ok();
}

/// Hands a batch of meter tasks over, as the acquisition system does.
pub async fn send_tasks(bench: &Bench, tasks: &[Value]) -> Reply {
    let bearer = format!("Bearer {ACQUISITION_KEY}");
    let headers = [("authorization", &*bearer)];
    let message = json!({ "tasks": tasks });
    bench.send("POST", "/neighbours/v1/acquisition/tasks", &headers, Some(message)).await
}

/// An order as it lies in the store.
pub async fn record_of(bench: &Bench, order: OrderId) -> OrderRecord {
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let org = bench.platform.org();
    let record = orders::find(&mut snapshot.tx(), org, order).await.expect("readable");
    record.expect("there")
}

/// The files of the process, as they are deployed.
pub fn process_files() -> BTreeMap<String, String> {
    process_files_of(PROCESS)
}

/// The files of a shipped process, as they are deployed.
pub fn process_files_of(process: &str) -> BTreeMap<String, String> {
    files_below(&format!("../../processes/{process}"))
}

/// The files of a folder, seen from this crate.
fn files_below(folder: &str) -> BTreeMap<String, String> {
    shipped::files_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("readable")
}

/// The stage that waits for its worker.
pub fn open_stage(order: &OrderView) -> &StageView {
    order.stages_in_order().last().copied().expect("one stage is open")
}

/// Deploys the process and makes it the active one, once.
pub async fn deploy(bench: &Bench) {
    deploy_of(bench, PROCESS, process_files()).await;
}

async fn deploy_of(bench: &Bench, process: &str, files: BTreeMap<String, String>) {
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let org = bench.platform.org();
    let active = processes::active(&mut snapshot.tx(), org, process).await.expect("readable");
    snapshot.finish().await.expect("done");
    if active.is_none() {
        activate(bench, files).await;
    }
}

/// Deploys the files of a process and makes them the version that new orders start with.
pub async fn activate(bench: &Bench, files: BTreeMap<String, String>) {
    let admin = bench.role(Role::Administrator).await;
    let files = json!({ "files": files });
    let deployed = admin.post("/api/v1/processes", files).await.ok();
    let hash = deployed["hash"].as_str().expect("a hash");
    admin.post(&format!("/api/v1/processes/{hash}/activate"), json!({})).await.ok();
}
