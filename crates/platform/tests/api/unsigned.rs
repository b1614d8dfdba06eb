//! What lies unsigned on a terminal goes to whoever stands in, but never while the terminal is out of touch; what a terminal
//! out of touch has not fetched goes to him as well.

use platform::orders::jobs::note_deliveries;
use serde_json::{Value, json};
use sync::{Kind, OrderView};
use vocabulary::{PersonId, Role, minutes};

use crate::support::{Bench, Console, Worker, hand_over, open_stage, record_of};

/// The station passes on what is unsigned after half an hour; the grid's B accepts applications, too.
async fn prepared(bench: &Bench) -> PersonId {
    let admin = bench.sign_in("admin").await;
    let more = json!({
        "people": [{
            "staff_no": "B1", "name": "李敏", "mobile": "15412340002", "station": "S1",
            "roles": ["area_manager"],
        }],
        "grids": [{
            "code": "S1-01", "name": "一网格", "station": "S1", "primary": "P00", "backup": "B1",
        }],
    });
    admin.post("/api/v1/organisation/import", more).await.ok();
    let head = bench.role(Role::StationHead).await;
    let station = head.get("/api/v1/session").await.ok()["station"].clone();
    let rules = json!({ "station": station, "sign_in_minutes": 30 });
    head.command("PUT", "/api/v1/dispatch/rules", rules).await.ok();
    let people = admin.get("/api/v1/people?limit=500").await.ok();
    let mut people = people["items"].as_array().expect("a list").iter();
    let found = people.find(|one| one["staff_no"] == "B1").expect("imported");
    found["person"].as_str().expect("an id").parse().expect("an id")
}

/// The terminal asks for its feed, and the job looks at what it has.
async fn in_touch(bench: &Bench, worker: &Worker<'_>) {
    let page = worker.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
    let cursor = page["cursor"].as_u64().expect("a cursor");
    worker.send("GET", &format!("/sync/v1/feed?cursor={cursor}&limit=500"), None).await.ok();
    note_deliveries(&bench.platform).await.expect("noted");
}

async fn holder(bench: &Bench, order: &OrderView) -> Option<PersonId> {
    open_stage(&record_of(bench, order.order).await.view).assignee
}

async fn told(head: &Console<'_>, order: &OrderView, kind: &str) -> Option<Value> {
    let file = head.get(&format!("/api/v1/orders/{}", order.order)).await.ok();
    let story = file["story"].as_array().expect("a story").clone();
    story.into_iter().rfind(|entry| entry["kind"] == kind).map(|entry| entry["body"].clone())
}

/// The grid has nobody behind its manager.
async fn nobody_stands_in(bench: &Bench) {
    let admin = bench.sign_in("admin").await;
    let alone = json!({ "code": "S1-01", "name": "一网格", "station": "S1", "primary": "P00" });
    admin.command("PUT", "/api/v1/grids/S1-01", alone).await.ok();
}

#[tokio::test]
async fn what_a_leaves_unsigned_goes_to_b_and_both_are_told() {
    let bench = Bench::with_everybody().await;
    let backup = prepared(&bench).await;
    let manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    in_touch(&bench, &manager).await;
    bench.pass(minutes(29));
    in_touch(&bench, &manager).await;
    bench.pass(minutes(2));
    in_touch(&bench, &manager).await;
    assert_eq!(holder(&bench, &order).await, Some(manager.person), "a sign-in may be on its way");
    bench.pass(minutes(1));
    in_touch(&bench, &manager).await;
    assert_eq!(holder(&bench, &order).await, Some(manager.person));
    bench.pass(minutes(2));
    in_touch(&bench, &manager).await;
    assert_eq!(holder(&bench, &order).await, Some(backup));
    let head = bench.role(Role::StationHead).await;
    let unsigned = told(&head, &order, "unsigned").await.expect("it says so");
    assert_eq!((&unsigned["person"], &unsigned["minutes"]), (&json!(manager.person), &json!(30)));
    let given = told(&head, &order, "reassigned").await.expect("and to whom it went");
    assert_eq!((&given["to"], &given["reason"]), (&json!(backup), &json!("送达 30 分钟未签收")));
    let notices = json!(manager.notices().await).to_string();
    assert!(notices.contains("送达 30 分钟未签收"), "{notices}");

    // What he signs in now is kept as evidence, as ever.
    let late = manager.operation(&order, Kind::SignIn, json!({}));
    assert_eq!(manager.hand_in(&late).await["result"], "accepted_late");
}

#[tokio::test]
async fn nothing_is_taken_from_a_terminal_that_is_out_of_touch_or_had_signed_in() {
    let bench = Bench::with_everybody().await;
    prepared(&bench).await;
    let manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    in_touch(&bench, &manager).await;
    // He signs in without a network, and comes back hours later.
    bench.pass(minutes(10));
    let sign_in = manager.operation(&order, Kind::SignIn, json!({}));
    bench.pass(minutes(180));
    note_deliveries(&bench.platform).await.expect("noted");
    assert_eq!(holder(&bench, &order).await, Some(manager.person), "out of touch");
    // The feed is asked before the sign-in goes up.
    in_touch(&bench, &manager).await;
    assert_eq!(manager.hand_in(&sign_in).await["result"], "applied");
    bench.pass(minutes(5));
    in_touch(&bench, &manager).await;
    assert_eq!(holder(&bench, &order).await, Some(manager.person));
    let head = bench.role(Role::StationHead).await;
    assert_eq!(told(&head, &order, "unsigned").await, None);
}

#[tokio::test]
async fn where_nobody_stands_in_the_head_is_told_once() {
    let bench = Bench::with_everybody().await;
    prepared(&bench).await;
    nobody_stands_in(&bench).await;
    let manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    in_touch(&bench, &manager).await;
    for _ in 0..4 {
        bench.pass(minutes(31));
        in_touch(&bench, &manager).await;
    }
    assert_eq!(holder(&bench, &order).await, Some(manager.person), "it stays");
    let head = bench.role(Role::StationHead).await;
    let items = head.get("/api/v1/items").await.ok()["items"].clone();
    let unsigned: Vec<_> = items.as_array().expect("a list").iter().collect();
    assert_eq!(unsigned.len(), 1, "{items}");
    assert_eq!(
        (&unsigned[0]["kind"], &unsigned[0]["detail"]["minutes"]),
        (&json!("unsigned"), &json!(30))
    );
    let sign_in = manager.operation(&order, Kind::SignIn, json!({}));
    assert_eq!(manager.hand_in(&sign_in).await["result"], "applied");
    assert_eq!(head.get("/api/v1/items").await.ok()["items"], json!([]), "it is settled by that");
}

#[tokio::test]
async fn whoever_begins_has_signed_in() {
    let bench = Bench::with_everybody().await;
    prepared(&bench).await;
    nobody_stands_in(&bench).await;
    let manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    for _ in 0..3 {
        in_touch(&bench, &manager).await;
        bench.pass(minutes(31));
    }
    let head = bench.role(Role::StationHead).await;
    let limit = async || {
        let file = head.get(&format!("/api/v1/orders/{}", order.order)).await.ok();
        let limits = file["limits"].as_array().expect("a list").clone();
        let found = limits.into_iter().find(|limit| limit["policy"] == "sign_in");
        found.unwrap_or_else(|| panic!("it runs from the delivery: {}", file["limits"]))
    };
    assert!(limit().await["ended_at"].is_null(), "nobody has signed in");
    assert_eq!(head.get("/api/v1/items?kind=unsigned").await.ok()["items"][0]["state"], "open");

    // He is there and sets to work; nobody asks him to sign in first.
    let begin = manager.operation(&order, Kind::Begin, json!({}));
    assert_eq!(manager.hand_in(&begin).await["result"], "applied");
    assert!(limit().await["ended_at"].is_i64(), "the limit does not run on under his hands");
    let items = head.get("/api/v1/items?kind=unsigned&state=all").await.ok()["items"].clone();
    assert_eq!(
        (&items[0]["state"], &items[0]["remark"]),
        (&json!("done"), &json!("已签收 (signed in)"))
    );
}

#[tokio::test]
async fn what_a_terminal_out_of_touch_has_not_fetched_goes_to_b_and_then_to_the_head() {
    let bench = Bench::with_everybody().await;
    let backup = prepared(&bench).await;
    let manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    note_deliveries(&bench.platform).await.expect("noted");
    bench.pass(minutes(60));
    let order = hand_over(&bench).await;
    // The terminal asks once and is gone: what it has got of it, nobody knows.
    manager.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
    let sign_in = manager.operation(&order, Kind::SignIn, json!({}));
    bench.pass(minutes(29));
    note_deliveries(&bench.platform).await.expect("noted");
    assert_eq!(holder(&bench, &order).await, Some(manager.person), "there is time yet");
    bench.pass(minutes(1));
    note_deliveries(&bench.platform).await.expect("noted");
    assert_eq!(holder(&bench, &order).await, Some(backup));
    let head = bench.role(Role::StationHead).await;
    let said = told(&head, &order, "out_of_touch").await.expect("it says so");
    assert_eq!((&said["person"], &said["minutes"]), (&json!(manager.person), &json!(30)));
    assert_eq!(told(&head, &order, "unsigned").await, None, "nobody says that he has it");
    let given = told(&head, &order, "reassigned").await.expect("and to whom it went");
    let reason = json!("派工 30 分钟，终端失联未取单");
    assert_eq!((&given["to"], &given["reason"]), (&json!(backup), &reason));

    // He comes back with what he did meanwhile: it is kept as evidence, as ever.
    assert_eq!(manager.hand_in(&sign_in).await["result"], "accepted_late");
    assert_eq!(holder(&bench, &order).await, Some(backup));

    // B has never had a terminal in hand, so that nothing is known of it; the order stays with him.
    bench.pass(minutes(31));
    note_deliveries(&bench.platform).await.expect("noted");
    let unsigned = async || head.get("/api/v1/items?kind=unsigned").await.ok()["items"].clone();
    assert_eq!(unsigned().await, json!([]));
}

#[tokio::test]
async fn where_nobody_stands_in_for_a_terminal_out_of_touch_the_head_is_told_once() {
    let bench = Bench::with_everybody().await;
    prepared(&bench).await;
    nobody_stands_in(&bench).await;
    let manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    // The platform has only just come up: nobody could fetch anything before.
    bench.pass(minutes(31));
    note_deliveries(&bench.platform).await.expect("noted");
    let head = bench.role(Role::StationHead).await;
    let items = async || head.get("/api/v1/items").await.ok()["items"].clone();
    assert_eq!(items().await, json!([]));
    for _ in 0..3 {
        bench.pass(minutes(31));
        note_deliveries(&bench.platform).await.expect("noted");
    }
    assert_eq!(holder(&bench, &order).await, Some(manager.person), "it stays");
    let told = items().await;
    assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
    let item = &told[0];
    let expect = (&json!("unsigned"), &json!("out_of_touch"), &json!(30));
    assert_eq!((&item["kind"], &item["reason"], &item["detail"]["minutes"]), expect);

    // He comes back, fetches it and signs in, and it is settled.
    in_touch(&bench, &manager).await;
    let sign_in = manager.operation(&order, Kind::SignIn, json!({}));
    assert_eq!(manager.hand_in(&sign_in).await["result"], "applied");
    assert_eq!(items().await, json!([]));
}

#[tokio::test]
async fn what_lies_with_somebody_without_a_terminal_is_not_missed() {
    let bench = Bench::with_everybody().await;
    prepared(&bench).await;
    note_deliveries(&bench.platform).await.expect("noted");
    let order = hand_over(&bench).await;
    let holds = holder(&bench, &order).await;
    bench.pass(minutes(120));
    note_deliveries(&bench.platform).await.expect("noted");
    assert_eq!(holder(&bench, &order).await, holds);
    let head = bench.role(Role::StationHead).await;
    assert_eq!(told(&head, &order, "out_of_touch").await, None);
}
