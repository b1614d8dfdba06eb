//! What was typed and not submitted: kept for the worker's next terminal, until its stage is over.

use serde_json::{Value, json};
use sync::{Kind, OrderView};
use vocabulary::Role;

use crate::support::{Bench, TestTerminal, Worker, accepted, hand_over, open_stage};

fn draft(order: &OrderView, fields: &Value) -> Value {
    json!({ "order": order.order, "stage": open_stage(order).stage, "fields": fields })
}

fn field(value: &str, saved_at: i64) -> Value {
    json!({ "value": value, "saved_at": saved_at })
}

async fn keep(bench: &Bench, token: &str, drafts: Value) -> u16 {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", &*bearer)];
    let body = json!({ "drafts": drafts });
    bench.send("POST", "/sync/v1/drafts", &headers, Some(body)).await.status.as_u16()
}

/// The drafts in a worker's scope.
async fn fed(bench: &Bench, token: &str) -> Vec<Value> {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", &*bearer)];
    let feed = bench.send("GET", "/sync/v1/feed?cursor=0&limit=500", &headers, None).await.ok();
    let items = feed["items"].as_array().expect("a list").iter();
    items.filter(|item| item["type"] == "draft").map(|item| item["body"].clone()).collect()
}

#[tokio::test]
async fn whoever_takes_a_spare_terminal_finds_what_he_typed() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let typed = draft(&order, &json!({ "mobile": field("138", 100), "note": field("门卫", 100) }));
    assert_eq!(keep(&bench, &worker.token, json!([typed])).await, 200);

    let spare = TestTerminal::enrol(&bench, "倴城-02").await;
    let token = spare.sign_in(worker.card()).await;
    assert_eq!(fed(&bench, &token).await, std::slice::from_ref(&typed));
    // Each of the two sends what it has: what was typed later stays, whatever comes last.
    let later = draft(&order, &json!({ "mobile": field("139", 200) }));
    assert_eq!(keep(&bench, &token, json!([later])).await, 200);
    assert_eq!(keep(&bench, &worker.token, json!([typed])).await, 200);
    let both = json!({ "mobile": field("139", 200), "note": field("门卫", 100) });
    assert_eq!(fed(&bench, &worker.token).await, [draft(&order, &both)]);
}

#[tokio::test]
async fn a_draft_goes_with_its_stage() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let typed = draft(&order, &json!({ "note": field("门卫", 100) }));
    keep(&bench, &worker.token, json!([typed])).await;
    let forget = async || platform::orders::jobs::forget_drafts(&bench.platform).await;
    assert_eq!(forget().await.expect("it runs"), 0, "he may still submit it");
    let submit = worker.operation(&order, Kind::Submit, accepted());
    assert_eq!(worker.hand_in(&submit).await["result"], "applied");
    assert_eq!(forget().await.expect("it runs"), 1);
    assert_eq!(fed(&bench, &worker.token).await, [] as [Value; 0]);
    // What comes from the terminal that lay in the car is not kept again.
    assert_eq!(keep(&bench, &worker.token, json!([typed])).await, 200);
    assert_eq!(fed(&bench, &worker.token).await, [] as [Value; 0]);
}

#[tokio::test]
async fn nobody_keeps_a_draft_of_anothers_stage_or_a_large_one() {
    let bench = Bench::with_everybody().await;
    let other = Worker::sign_in(&bench, Role::UsageInspector, "倴城-03").await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let typed = draft(&order, &json!({ "note": field("门卫", 100) }));
    assert_eq!(keep(&bench, &other.token, json!([typed])).await, 200);
    assert_eq!(fed(&bench, &other.token).await, [] as [Value; 0]);
    let long = draft(&order, &json!({ "note": field(&"长".repeat(100_000), 100) }));
    assert_eq!(keep(&bench, &worker.token, json!([long])).await, 413);
    let many = vec![typed; 51];
    assert_eq!(keep(&bench, &worker.token, json!(many)).await, 413);
    assert_eq!(fed(&bench, &worker.token).await, [] as [Value; 0]);
}
