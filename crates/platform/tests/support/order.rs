//! A real order: its process deployed, handed over by the marketing system, with the manager of its grid.

use std::collections::BTreeMap;
use std::path::Path;

use platform_store::{orders, processes};
use serde_json::json;
use sync::{OrderView, StageView};
use vocabulary::Role;

use super::{Bench, NEIGHBOUR_KEY};

/// A process, and its bundle seen from this crate.
const RESIDENTIAL: (&str, &str) =
    ("low_voltage_residential_new", "../../processes/low_voltage_residential_new");
/// Two stages and an archive, with short forms.
const SHORT: (&str, &str) = ("short", "../stories/process");

/// Hands over an order in the area `A1`.
pub async fn hand_over(bench: &Bench) -> OrderView {
    hand_over_of(bench, RESIDENTIAL).await
}

/// As [`hand_over`], of a process whose forms have few fields.
pub async fn hand_over_short(bench: &Bench) -> OrderView {
    hand_over_of(bench, SHORT).await
}

async fn hand_over_of(bench: &Bench, (process, folder): (&str, &str)) -> OrderView {
    deploy(bench, process, folder).await;
    let message = json!({
        "order_no": "1302000100000001", "stage": "acceptance", "version": 1, "kind": "new",
        "process": process, "at": 1_780_000_000_000_000_i64,
        "data": {
            "applicant": {
                "name": "张伟", "id_no": "11010519491231002X", "mobile": "15400000099",
            },
            "address": "倴城镇东街12号", "area_code": "A1", "lon": 118.18, "lat": 39.63,
            "requested_capacity_w": 8_000, "usage_class": "residential", "tariff": "RES-TIERED",
            "supply_voltage": 220,
        },
    });
    let bearer = format!("Bearer {NEIGHBOUR_KEY}");
    let headers = [("authorization", &*bearer)];
    let path = "/neighbours/v1/marketing/messages";
    let taken = bench.send("POST", path, &headers, Some(message)).await.ok();
    let order = taken["order"].as_str().expect("an order").parse().expect("an id");
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let org = bench.platform.org();
    let record = orders::find(&mut snapshot.tx(), org, order).await.expect("readable");
    record.expect("there").view
}

/// The stage that waits for its worker.
pub fn open_stage(order: &OrderView) -> &StageView {
    order.stages_in_order().last().copied().expect("one stage is open")
}

async fn deploy(bench: &Bench, process: &str, folder: &str) {
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let org = bench.platform.org();
    let active = processes::active(&mut snapshot.tx(), org, process).await.expect("readable");
    snapshot.finish().await.expect("done");
    if active.is_some() {
        return;
    }
    let admin = bench.role(Role::Administrator).await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = BTreeMap::new();
    read(&folder, &folder, &mut files);
    let deployed = admin.post("/api/v1/processes", json!({ "files": files })).await.ok();
    let hash = deployed["hash"].as_str().expect("a hash");
    admin.post(&format!("/api/v1/processes/{hash}/activate"), json!({})).await.ok();
}

fn read(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            read(root, &path, files);
            continue;
        }
        let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
        files.insert(name, std::fs::read_to_string(&path).expect("text"));
    }
}
