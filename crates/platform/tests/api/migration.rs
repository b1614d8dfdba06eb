//! Moving running orders to another version of their process.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sync::{Kind, OrderView};
use vocabulary::{OrderId, Role};

use crate::support::{
    Bench, Console, Worker, accepted, deploy, hand_over, open_stage, process_files, record_of,
};

/// Deploys and activates a version; gives its hash.
async fn activate(admin: &Console<'_>, files: &BTreeMap<String, String>) -> Value {
    let deployed = admin.post("/api/v1/processes", json!({ "files": files })).await.ok();
    let hash = deployed["hash"].clone();
    let path = format!("/api/v1/processes/{}/activate", hash.as_str().expect("a hash"));
    admin.post(&path, json!({})).await.ok();
    hash
}

/// The shipped process, with a form that asks for more at acceptance.
fn stricter() -> BTreeMap<String, String> {
    let mut files = process_files();
    let form = files.get_mut("forms/acceptance.schema.json").expect("there");
    *form = form.replacen(r#""required": ["#, r#""required": ["line_id","#, 1);
    files
}

/// The shipped process, in which 补齐资料 has another id.
fn renamed() -> BTreeMap<String, String> {
    let mut files = process_files();
    let drawing = files.get_mut("process.bpmn").expect("there");
    for before in [
        r#"id=""#,
        r#"sourceRef=""#,
        r#"targetRef=""#,
        r#"bpmnElement=""#,
        "flowNodeRef>",
        "order.stages.",
        "has(order.stages.",
    ] {
        *drawing =
            drawing.replace(&format!("{before}missing_papers"), &format!("{before}papers_later"));
    }
    files
}

async fn view(bench: &Bench, order: OrderId) -> OrderView {
    record_of(bench, order).await.view
}

#[tokio::test]
async fn an_order_moves_and_work_begun_under_the_old_version_counts() {
    let bench = Bench::with_everybody().await;
    deploy(&bench).await;
    let admin = bench.role(Role::Administrator).await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let before = hand_over(&bench).await;
    // Filled in without a network, under the version that he knew.
    let mut values = accepted();
    values.as_object_mut().expect("values").remove("line_id");
    let work = worker.operation(&before, Kind::Submit, values);

    let to = activate(&admin, &stricter()).await;
    let request = json!({ "from": before.bundle_hash, "to": to });
    let preview = admin.post("/api/v1/processes/preview-migration", request.clone()).await.ok();
    assert_eq!((&preview["orders"], &preview["movable"]), (&json!(1), &json!(1)));
    assert_eq!(
        preview["stages"],
        json!([{ "element": "acceptance", "target": "acceptance", "count": 1 }])
    );
    assert_eq!(view(&bench, before.order).await, before, "a preview changes nothing");

    let migrate =
        async || admin.keyed("move them", "/api/v1/processes/migrate", request.clone()).await.ok();
    let report = migrate().await;
    assert_eq!(report["movable"], 1);
    assert_eq!(migrate().await, report, "whoever heard nothing is told the same");
    let after = view(&bench, before.order).await;
    assert_eq!(json!(after.bundle_hash), to);
    assert_eq!(after.former_bundles, [before.bundle_hash]);
    let (was, is) = (open_stage(&before), open_stage(&after));
    assert_eq!(
        (is.stage_rev, is.generation, is.assignee),
        (was.stage_rev, was.generation, was.assignee)
    );
    let feed = worker.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
    let items = feed["items"].as_array().expect("a list");
    let bundles: Vec<&Value> = items.iter().filter(|item| item["type"] == "bundle").collect();
    assert!(
        bundles.iter().any(|bundle| bundle["id"] == to),
        "the new version goes to his terminal"
    );

    assert_eq!(worker.hand_in(&work).await["result"], "applied");
    let again = admin.post("/api/v1/processes/migrate", request).await.ok();
    assert_eq!(again["orders"], 0, "it is there already");
    // What is filled in now is judged by the new version.
    assert_eq!(open_stage(&view(&bench, before.order).await).element, "install_energise");
}

#[tokio::test]
async fn a_stage_that_is_gone_needs_a_place_in_the_plan() {
    let bench = Bench::with_everybody().await;
    deploy(&bench).await;
    let admin = bench.role(Role::Administrator).await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let mut short = accepted();
    let change = json!({
        "outcome": "papers_short", "papers_complete": false, "papers_missing": ["ownership"],
        "ownership_seen": false, "ownership_photos": null,
    });
    sync::apply_patch(&mut short, &change);
    let outcome = worker.hand_in(&worker.operation(&order, Kind::Submit, short)).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
    let waiting = view(&bench, order.order).await;
    assert_eq!(open_stage(&waiting).element, "missing_papers");

    let to = activate(&admin, &renamed()).await;
    let request = |plan: Value| json!({ "from": order.bundle_hash, "to": to, "plan": plan });
    let path = "/api/v1/processes/preview-migration";
    let stays = admin.post(path, request(json!({}))).await.ok();
    assert_eq!((&stays["movable"], &stays["faults"][0]["count"]), (&json!(0), &json!(1)));
    assert_eq!(stays["faults"][0]["fault"]["code"], "no_place");
    assert_eq!(stays["faults"][0]["example"], json!(order.order_no));

    let was = open_stage(&waiting).stage;
    let field = |value: &str| json!({ "value": value, "saved_at": 100 });
    let typed = json!({ "note": field("房产证明天到"), "no_such_field": field("x") });
    let draft = json!({ "order": order.order, "stage": was, "fields": typed });
    worker.send("POST", "/sync/v1/drafts", Some(json!({ "drafts": [draft] }))).await.ok();
    let plan = json!({ "missing_papers": "papers_later" });
    let report = admin.post("/api/v1/processes/migrate", request(plan)).await.ok();
    assert_eq!(report["movable"], 1, "{report}");
    let moved = view(&bench, order.order).await;
    let open = open_stage(&moved);
    assert_eq!((open.element.as_str(), open.assignee), ("papers_later", Some(worker.person)));
    // What he had typed is there under the stage that it is now, and his terminals are told what goes with it.
    let carried = open.carried.clone().expect("it says what it was");
    assert_eq!(carried.element, "missing_papers");
    assert!(carried.fields.contains(&"note".to_owned()), "{carried:?}");
    let feed = worker.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
    let items = feed["items"].as_array().expect("a list").iter();
    let mut drafts =
        items.filter(|item| item["type"] == "draft" && item["id"] == json!(open.stage));
    let draft = drafts.next().expect("the draft has gone with it");
    assert_eq!(draft["body"]["fields"], json!({ "note": field("房产证明天到") }));
    let file = admin.get(&format!("/api/v1/orders/{}", order.order)).await;
    assert_eq!(file.status, 403, "an administrator moves orders and reads none");
}

#[tokio::test]
async fn orders_move_between_versions_of_one_process_only() {
    let bench = Bench::with_everybody().await;
    deploy(&bench).await;
    let admin = bench.role(Role::Administrator).await;
    let order = hand_over(&bench).await;
    let path = "/api/v1/processes/migrate";
    let same = json!({ "from": order.bundle_hash, "to": order.bundle_hash });
    assert_eq!(admin.post(path, same).await.problem(422), "invalid");
    let nowhere = json!({ "from": order.bundle_hash, "to": "00".repeat(32) });
    assert_eq!(admin.post(path, nowhere).await.problem(404), "not-found");
    let head = bench.role(Role::StationHead).await;
    let to = activate(&admin, &stricter()).await;
    let request = json!({ "from": order.bundle_hash, "to": to });
    head.post(path, request).await.problem(403);
}
