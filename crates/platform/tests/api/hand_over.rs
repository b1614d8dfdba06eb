//! What somebody has in hand goes to others: named, or as it would fall without him.

use serde_json::{Value, json};
use vocabulary::{PersonId, Role};

use crate::support::{Bench, Worker, hand_over_as, open_stage, record_of};

async fn three_orders(bench: &Bench) -> Vec<vocabulary::OrderId> {
    let mut orders = Vec::new();
    for n in 1..=3 {
        let order = hand_over_as(bench, &format!("130200010000000{n}"), &json!({})).await;
        orders.push(order.order);
    }
    orders
}

async fn holder(bench: &Bench, order: vocabulary::OrderId) -> Option<PersonId> {
    open_stage(&record_of(bench, order).await.view).assignee
}

#[tokio::test]
async fn a_list_goes_to_whoever_is_named_and_both_are_told_once() {
    let bench = Bench::with_everybody().await;
    let manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let clerk = Worker::sign_in(&bench, Role::CounterClerk, "倴城-02").await;
    let orders = three_orders(&bench).await;
    let before = manager.notices().await.len();
    let head = bench.role(Role::StationHead).await;
    let request = json!({ "from": manager.person, "to": clerk.person, "reason": "中午起病假" });
    let path = "/api/v1/orders/hand-over";
    let report = head.keyed("k1", path, request.clone()).await.ok();
    assert_eq!((&report["moved"], &report["stays"]), (&json!(3), &json!([])), "{report}");
    assert_eq!(report["to"], json!({ clerk.person.to_string(): 3 }));
    for order in &orders {
        assert_eq!(holder(&bench, *order).await, Some(clerk.person));
    }
    assert_eq!(manager.notices().await.len(), before + 1, "one notice, however many orders");
    let told = clerk.notices().await;
    let told = told.last().expect("the other is told too");
    assert!(told["text"]["zh"].as_str().is_some_and(|text| text.contains("3 个环节")), "{told}");

    // The same command again is answered as before; the same key with another one is not.
    assert_eq!(head.keyed("k1", path, request.clone()).await.ok(), report);
    let other = json!({ "from": clerk.person, "to": manager.person, "reason": "回来了" });
    let reused = head.keyed("k1", path, other.clone()).await;
    assert_eq!(reused.problem(422), "idempotency-key-reused");
    assert_eq!(holder(&bench, orders[0]).await, Some(clerk.person), "and it has moved nothing");
    assert_eq!(head.post(path, request).await.ok()["moved"], 0, "nothing is left");
    assert_eq!(head.post(path, other).await.ok()["moved"], 3);
}

#[tokio::test]
async fn without_a_name_each_stage_falls_to_whom_it_would_without_him() {
    let bench = Bench::with_everybody().await;
    let orders = three_orders(&bench).await;
    let primary = holder(&bench, orders[0]).await.expect("grid A");
    let head = bench.role(Role::StationHead).await;
    let request = json!({ "from": primary, "reason": "休假" });
    let report = head.post("/api/v1/orders/hand-over", request).await.ok();
    assert_eq!(report["moved"], 3, "{report}");
    for order in &orders {
        let now = holder(&bench, *order).await.expect("somebody");
        assert_ne!(now, primary);
    }
    let file = head.get(&format!("/api/v1/orders/{}", orders[0])).await.ok();
    let story = file["story"].as_array().expect("a story");
    let given = story.iter().rfind(|entry| entry["kind"] == "reassigned").expect("it says so");
    assert_eq!(given["body"]["reason"], "休假");
}

#[tokio::test]
async fn what_has_to_stay_is_reported_and_keeps_nothing_else() {
    let bench = Bench::with_everybody().await;
    let orders = three_orders(&bench).await;
    let holder_before = holder(&bench, orders[0]).await.expect("grid A");
    let head = bench.role(Role::StationHead).await;
    let path = "/api/v1/orders/hand-over";
    let watcher = bench.person(Role::MonitorOperator).await;
    let request = json!({ "from": holder_before, "to": watcher, "reason": "试试" });
    let report = head.post(path, request).await.ok();
    assert_eq!(report["moved"], 0);
    let stays: &Value = &report["stays"][0];
    assert_eq!(stays["count"], 3);
    assert!(stays["example"].as_str().is_some_and(|no| no.starts_with("130200010000000")));
    assert!(stays["reason"].as_str().is_some_and(|why| why.contains("岗位")), "{stays}");

    for (refused, code) in [
        (json!({ "from": holder_before, "to": holder_before, "reason": "x" }), "invalid"),
        (json!({ "from": holder_before, "reason": " " }), "invalid"),
    ] {
        assert_eq!(head.post(path, refused).await.problem(422), code);
    }
}
