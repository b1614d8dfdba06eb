//! What the marketing system says of its orders: taken once, in whatever order and however often it comes.

use futures::future::join_all;
use serde_json::{Value, json};
use sync::Kind;
use vocabulary::{OrderState, Role, StageState};

use crate::support::{
    Bench, ORDER_NO, Reply, Worker, accepted, application, deploy, hand_over, hand_over_as,
    message, open_stage, record_of, station, tell,
};

#[tokio::test]
async fn five_copies_at_once_count_once() {
    let bench = Bench::with_everybody().await;
    deploy(&bench).await;
    let new = message(ORDER_NO, 1, "new", application());
    let order = once(&bench, new).await;
    let urge = message(ORDER_NO, 2, "urge", json!({ "reason": "用户催办" }));
    assert_eq!(once(&bench, urge).await, order);
    let record = record_of(&bench, order["order"].as_str().expect("an id").parse().expect("one"));
    assert_eq!(record.await.view.urged, 1);
}

/// Sends five copies at once; gives what the one that counted was answered.
async fn once(bench: &Bench, message: Value) -> Value {
    let replies = join_all((0..5).map(|_| tell(bench, message.clone()))).await;
    let mut answers: Vec<_> = replies.into_iter().map(Reply::ok).collect();
    answers.sort_by_key(|answer| answer["outcome"] != "applied");
    let applied = answers.remove(0);
    assert_eq!(applied["outcome"], "applied");
    let duplicate = json!({ "outcome": "duplicate", "first": applied });
    assert_eq!(answers, vec![duplicate; 4]);
    applied
}

#[tokio::test]
async fn another_body_under_a_known_key_is_refused_and_changes_nothing() {
    let bench = Bench::with_everybody().await;
    let order = hand_over(&bench).await;
    let other = message(ORDER_NO, 1, "new", json!({ "address": "西街1号" }));
    assert_eq!(tell(&bench, other).await.problem(409), "conflict");
    let cancel = message(ORDER_NO, 1, "cancel", json!({ "reason": "客户撤回" }));
    assert_eq!(tell(&bench, cancel).await.problem(409), "conflict");
    assert_eq!(record_of(&bench, order.order).await.view, order);
    // Another stage or version makes it another message.
    let again = tell(&bench, message(ORDER_NO, 2, "new", application())).await.ok();
    assert_eq!(again, json!({ "outcome": "known" }));
}

#[tokio::test]
async fn a_message_that_overtakes_its_order_comes_again() {
    let bench = Bench::with_everybody().await;
    deploy(&bench).await;
    let urge = message(ORDER_NO, 2, "urge", json!({ "reason": "用户催办" }));
    assert_eq!(tell(&bench, urge.clone()).await.problem(409), "conflict");
    let order = hand_over(&bench).await;
    assert_eq!(tell(&bench, urge).await.ok()["outcome"], "applied");
    assert_eq!(record_of(&bench, order.order).await.view.urged, 1);
}

#[tokio::test]
async fn an_older_version_after_a_newer_one_changes_nothing() {
    let bench = Bench::with_everybody().await;
    let order = hand_over(&bench).await;
    let change = |version, address: &str| {
        message(ORDER_NO, version, "change", json!({ "address": address }))
    };
    assert_eq!(tell(&bench, change(4, "东街4号")).await.ok()["outcome"], "applied");
    let late = tell(&bench, change(3, "东街3号")).await.ok();
    assert_eq!(late, json!({ "outcome": "superseded", "order": order.order }));
    assert_eq!(record_of(&bench, order.order).await.address, "东街4号");
    // It was taken, so that its copies are copies.
    assert_eq!(tell(&bench, change(3, "东街3号")).await.ok()["outcome"], "duplicate");
}

/// A change names what it changes; what no later one has named still counts.
#[tokio::test]
async fn an_older_change_counts_for_what_a_newer_one_left_alone() {
    let bench = Bench::with_everybody().await;
    let order = hand_over(&bench).await;
    let change = |version, data: Value| message(ORDER_NO, version, "change", data);
    let newer = json!({ "address": "东街12号", "applicant": { "name": "张伟民" } });
    assert_eq!(tell(&bench, change(12, newer)).await.ok()["outcome"], "applied");
    let older = json!({
        "address": "东街11号", "applicant": { "name": "张韦", "mobile": "15400000011" },
    });
    assert_eq!(tell(&bench, change(11, older)).await.ok()["outcome"], "applied");
    let customer = record_of(&bench, order.order).await.view.facts["customer"].clone();
    assert_eq!(customer["mobile"], "15400000011");
    assert_eq!(customer["customer_name"], "张伟民");
    assert_eq!(customer["service_address"], "东街12号");
}

#[tokio::test]
async fn a_change_adds_replaces_and_takes_away() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let patch = json!({
        "applicant": { "name": "张建军", "mobile": null }, "customer_no": "0301234567",
        "lon": null, "lat": null, "tariff": null,
    });
    let changed = tell(&bench, message(ORDER_NO, 2, "change", patch)).await.ok();
    assert_eq!(changed, json!({ "outcome": "applied", "order": order.order }));
    let record = record_of(&bench, order.order).await;
    let facts = &record.view.facts;
    let customer = json!({
        "customer_no": "0301234567", "customer_no_pending": false, "customer_name": "张建军",
        "id_kind": "resident_id", "id_no": "11010519491231002X", "service_address": "倴城镇东街12号",
    });
    assert_eq!(facts["customer"], customer);
    assert_eq!((facts.get("box"), facts["intake"].get("tariff")), (None, None));
    assert_eq!(facts["grid"], json!({ "areas": ["A1"] }));
    assert_eq!(record.customer_name, "张建军");
    assert_eq!(told(&worker).await, ["changed"]);
}

#[tokio::test]
async fn an_order_without_a_position_asks_for_none() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over_as(&bench, ORDER_NO, &json!({ "lon": null, "lat": null })).await;
    assert_eq!(order.facts.get("box"), None);
    let submit = worker.operation(&order, Kind::Submit, accepted());
    assert_eq!(worker.hand_in(&submit).await["result"], "applied");
}

#[tokio::test]
async fn an_order_of_another_area_goes_to_the_station_there() {
    let bench = Bench::with_everybody().await;
    let admin = bench.sign_in("admin").await;
    let there = json!({
        "stations": [station("S2")],
        "grids": [{ "code": "S2-01", "name": "二网格", "station": "S2" }],
        "areas": [
            { "code": "A2", "name": "西街台区", "grid": "S2-01" },
            { "code": "A3", "name": "北街台区", "grid": "S2-01" },
        ],
    });
    admin.post("/api/v1/organisation/import", there).await.ok();
    let order = hand_over(&bench).await;
    let before = record_of(&bench, order.order).await;
    let change =
        |version, area: &str| message(ORDER_NO, version, "change", json!({ "area_code": area }));
    tell(&bench, change(2, "A3")).await.ok();
    let moved = record_of(&bench, order.order).await;
    assert!(moved.station != before.station && moved.grid != before.grid);
    assert_eq!(moved.view.facts["grid"], json!({ "areas": ["A2", "A3"] }));
    assert_eq!(moved.view.facts["intake"]["area_id"], "A3");
    let head = bench.role(Role::StationHead).await;
    assert_eq!(head.get("/api/v1/orders").await.ok()["items"], json!([]));
    head.get(&format!("/api/v1/orders/{}", order.order)).await.problem(403);

    // An area that nobody here knows leaves the order where somebody sees it.
    tell(&bench, change(3, "A9")).await.ok();
    let unknown = record_of(&bench, order.order).await;
    assert_eq!((unknown.station, unknown.grid), (moved.station, moved.grid));
    tell(&bench, change(4, "A1")).await.ok();
    let back = record_of(&bench, order.order).await;
    assert_eq!((back.station, back.grid), (before.station, before.grid));
    assert_eq!(head.get("/api/v1/orders").await.ok()["items"][0]["order"], json!(order.order));
}

#[tokio::test]
async fn a_cancelled_order_ends_and_late_work_is_kept() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let submit = worker.operation(&order, Kind::Submit, accepted());
    let cancel = message(ORDER_NO, 2, "cancel", json!({ "reason": "客户撤回" }));
    assert_eq!(tell(&bench, cancel).await.ok()["outcome"], "applied");
    let view = record_of(&bench, order.order).await.view;
    assert_eq!(view.state, OrderState::Terminated);
    assert_eq!(open_stage(&view).state, StageState::Cancelled);
    let told = told(&worker).await;
    assert!(!told.is_empty() && told.iter().all(|about| about == "cancelled"), "{told:?}");
    let kept = worker.hand_in(&submit).await;
    assert_eq!(kept, json!({ "result": "accepted_late", "reason": "order_over" }));
    let over = tell(&bench, message(ORDER_NO, 3, "urge", Value::Null)).await.ok();
    assert_eq!(over, json!({ "outcome": "order_over", "order": order.order }));
}

#[tokio::test]
async fn an_order_that_is_rolled_back_is_done_again_by_whoever_did_it() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let submit = worker.operation(&order, Kind::Submit, accepted());
    assert_eq!(worker.hand_in(&submit).await["result"], "applied");
    let to = |to: &str| json!({ "to_stage": to, "reason": "资料有误" });
    let nowhere = message(ORDER_NO, 2, "roll_back", to("nowhere"));
    assert_eq!(tell(&bench, nowhere).await.problem(422), "invalid");
    let back = message(ORDER_NO, 2, "roll_back", to("acceptance"));
    assert_eq!(tell(&bench, back).await.ok()["outcome"], "applied");
    let view = record_of(&bench, order.order).await.view;
    let again = open_stage(&view);
    assert_eq!((again.element.as_str(), again.occurrence), ("acceptance", 2));
    assert_eq!(again.assignee, Some(worker.person));
    let why = again.sent_back.as_ref().map(|back| back.reason.as_str());
    assert_eq!(why, Some("资料有误"));
    assert_eq!(again.values["mobile"], accepted()["mobile"], "prefilled with what was said");
    assert_eq!(again.values.get("customer_signature"), None, "but nobody has signed it");
    let left = view.last_of("install_energise").expect("it had come that far");
    assert_eq!(left.state, StageState::SentBack);
}

#[tokio::test]
async fn data_that_are_not_what_the_message_promises_are_refused() {
    let bench = Bench::with_everybody().await;
    let order = hand_over(&bench).await;
    let check = async |kind: &str, data: Value, expect: &str| {
        let order_no = if kind == "new" { "1302000100000002" } else { ORDER_NO };
        let reply = tell(&bench, message(order_no, 9, kind, data)).await;
        let detail = reply.body["detail"].to_string();
        assert_eq!(reply.problem(422), "invalid");
        assert!(detail.contains(expect), "{detail}");
    };
    for kind in ["new", "change"] {
        check(kind, Value::Null, "data is no object").await;
        check(kind, json!([1]), "data is no object").await;
        check(kind, json!({ "applicant": "张伟" }), "data.applicant is no object").await;
        check(kind, json!({ "area_code": 7 }), "data.area_code is no text").await;
        check(kind, json!({ "lat": "39" }), "data.lat is no number of degrees").await;
    }
    check("urge", json!({ "reason": 7 }), "data.reason is no text").await;
    check("cancel", json!("客户撤回"), "data is no object").await;
    check("roll_back", json!({ "reason": "资料有误" }), "data.to_stage is no text").await;
    assert_eq!(record_of(&bench, order.order).await.view, order);
}

/// What the worker's notices are about, oldest first.
async fn told(worker: &Worker<'_>) -> Vec<String> {
    let notices = worker.notices().await.into_iter();
    notices.map(|notice| notice["about"].as_str().expect("a word").to_owned()).collect()
}
