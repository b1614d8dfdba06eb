//! An area goes to another grid on its day, and its open orders follow.

use platform::orders::jobs::carry_out_cut_overs;
use platform::orders::operations::{BeginCutOver, FollowArea};
use platform_store::cut_overs;
use serde_json::{Value, json};
use sync::Kind;
use vocabulary::{Clock as _, CorrelationId, OrderId, PersonId, Role, hours};

use crate::support::{Bench, Console, Worker, hand_over_as, open_stage, record_of, station};

/// A second grid at the station of the first, with somebody else in charge. Gives its id and his.
async fn other_grid(bench: &Bench) -> (String, PersonId) {
    let admin = bench.sign_in("admin").await;
    let more = json!({
        "stations": [station("S1")],
        "people": [{
            "staff_no": "M2", "name": "李敏", "mobile": "15412340002", "station": "S1",
            "roles": ["area_manager"],
        }],
        "grids": [{ "code": "S1-02", "name": "二网格", "station": "S1", "primary": "M2" }],
    });
    admin.post("/api/v1/organisation/import", more).await.ok();
    let of = async |list: &str, name: &str, value: &str, id: &str| {
        let items = admin.get(&format!("/api/v1/{list}?limit=500")).await.ok();
        let mut items = items["items"].as_array().expect("a list").iter();
        let found = items.find(|item| item[name] == value).expect("imported");
        found[id].as_str().expect("an id").to_owned()
    };
    let person = of("people", "staff_no", "M2", "person").await.parse().expect("an id");
    (of("grids", "code", "S1-02", "grid").await, person)
}

async fn nth_order(bench: &Bench, n: u32) -> OrderId {
    hand_over_as(bench, &format!("130200010000000{n}"), &json!({})).await.order
}

async fn holder(bench: &Bench, order: OrderId) -> Option<PersonId> {
    open_stage(&record_of(bench, order).await.view).assignee
}

async fn only(head: &Console<'_>) -> Value {
    let items = head.get("/api/v1/cut-overs").await.ok()["items"].clone();
    assert_eq!(items.as_array().map(Vec::len), Some(1), "{items}");
    items[0].clone()
}

#[tokio::test]
async fn on_its_day_the_area_goes_and_its_orders_follow_but_for_what_was_begun() {
    let bench = Bench::with_everybody().await;
    let mut manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let (grid, next) = other_grid(&bench).await;
    let (first, second) = (nth_order(&bench, 1).await, nth_order(&bench, 2).await);
    let signed_in =
        manager.operation(&record_of(&bench, second).await.view, Kind::SignIn, json!({}));
    assert_eq!(manager.hand_in(&signed_in).await["result"], "applied");
    let elsewhere = hand_over_as(&bench, "1302000100000003", &json!({ "area_code": "A9" })).await;

    let head = bench.role(Role::StationHead).await;
    // 2026-05-29 in Shanghai.
    let plan = json!({
        "area": "A1", "to_grid": grid, "from_day": "2026-05-30", "reason": "网格调整",
    });
    let preview = head.post("/api/v1/cut-overs/preview", plan.clone()).await.ok();
    assert_eq!((&preview["orders"], &preview["went"]), (&json!(2), &json!(1)), "{preview}");
    assert_eq!(preview["to"], json!({ next.to_string(): 1 }));
    let stays = &preview["stays"][0];
    assert_eq!((&stays["why"], &stays["count"]), (&json!("begun"), &json!(1)));
    assert_eq!(stays["example"], "1302000100000002");
    assert_eq!(holder(&bench, first).await, Some(manager.person), "nothing has changed");

    head.post("/api/v1/cut-overs", plan.clone()).await.ok();
    assert_eq!(
        head.post("/api/v1/cut-overs", plan).await.problem(409),
        "conflict",
        "one at a time"
    );
    assert_eq!(carry_out_cut_overs(&bench.platform).await.expect("done"), 0, "not its day");
    assert_eq!(only(&head).await["state"], "planned");

    bench.pass(hours(24));
    assert_eq!(carry_out_cut_overs(&bench.platform).await.expect("done"), 1);
    assert_eq!(carry_out_cut_overs(&bench.platform).await.expect("done"), 0, "once");
    let head = bench.role(Role::StationHead).await;
    manager.sign_in_again().await;
    let done = only(&head).await;
    assert_eq!(done["state"], "done");
    assert_eq!((&done["report"]["went"], &done["report"]["orders"]), (&json!(1), &json!(2)));
    assert_eq!(holder(&bench, first).await, Some(next));
    assert_eq!(holder(&bench, second).await, Some(manager.person), "he has signed it in");
    for order in [first, second] {
        let record = record_of(&bench, order).await;
        assert_eq!(record.grid.map(|grid| grid.to_string()), Some(grid.clone()));
        assert_eq!(record.view.facts["grid"]["areas"], json!(["A1"]), "what the rules take for it");
    }
    assert_eq!(record_of(&bench, elsewhere.order).await.view, elsewhere, "it lies in another area");
    let file = head.get(&format!("/api/v1/orders/{first}")).await.ok();
    let mut story = file["story"].as_array().expect("a story").iter();
    let moved = story.find(|entry| entry["kind"] == "area_moved").expect("it says so");
    assert_eq!(
        (&moved["body"]["area"], &moved["body"]["reason"]),
        (&json!("A1"), &json!("网格调整"))
    );
    let told = manager.notices().await;
    let told = told.last().expect("he is told");
    assert!(told["text"]["zh"].as_str().is_some_and(|text| text.contains("1 个环节")), "{told}");
    let feed = manager.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok().to_string();
    assert!(!feed.contains(&first.to_string()) && feed.contains(&second.to_string()));

    // What comes from now on is the new grid's, and the old time is known.
    assert_eq!(holder(&bench, nth_order(&bench, 4).await).await, Some(next));
    let history = head.get("/api/v1/areas/A1/history").await.ok()["items"].clone();
    assert_eq!(history.as_array().map(Vec::len), Some(2), "{history}");
    assert_eq!((&history[0]["grid"], &history[0]["until"]), (&json!(grid), &json!(null)));
    assert_eq!(
        (&history[1]["grid_name"], &history[1]["until"]),
        (&json!("一网格"), &history[0]["from"])
    );
    // 2026-05-30 at midnight in Shanghai, whenever the job ran.
    assert_eq!(history[0]["from"], 1_780_070_400_000_000_i64);
}

#[tokio::test]
async fn what_was_begun_goes_too_if_asked_and_a_stop_in_between_loses_nothing() {
    let bench = Bench::with_everybody().await;
    let manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let (grid, next) = other_grid(&bench).await;
    let orders =
        [nth_order(&bench, 1).await, nth_order(&bench, 2).await, nth_order(&bench, 3).await];
    let signed_in =
        manager.operation(&record_of(&bench, orders[0]).await.view, Kind::SignIn, json!({}));
    manager.hand_in(&signed_in).await;
    let head = bench.role(Role::StationHead).await;
    let plan = json!({ "area": "A1", "to_grid": grid, "takes_begun": true, "reason": "马上割接" });
    head.post("/api/v1/cut-overs", plan).await.ok();

    // The area has gone and one order with it; then the platform stops.
    let (org, at) = (bench.platform.org(), bench.clock.now());
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let due = cut_overs::due(&mut snapshot.tx(), org, at, 9).await.expect("readable");
    snapshot.finish().await.expect("done");
    let correlation = CorrelationId::make(&*bench.clock, &*bench.entropy);
    let act = platform::audit::Act { at, actor: "platform".into(), correlation };
    let begin = BeginCutOver { platform: bench.platform.clone(), act, row: due[0].clone() };
    let cut_over = bench.platform.store().write(begin).await.expect("begun").expect("to follow");
    let cause =
        platform::orders::Cause { at, received_at: at, actor: "platform".into(), correlation };
    let follow = FollowArea { platform: bench.platform.clone(), cause, cut_over, order: orders[1] };
    bench.platform.store().write(follow).await.expect("followed");
    assert_eq!(only(&head).await["state"], "running");
    assert_eq!(only(&head).await["report"]["went"], 1);

    assert_eq!(carry_out_cut_overs(&bench.platform).await.expect("done"), 1);
    for order in orders {
        assert_eq!(holder(&bench, order).await, Some(next));
    }
    let done = only(&head).await;
    assert_eq!((&done["state"], &done["report"]["went"]), (&json!("done"), &json!(3)));
    let counts = manager.notices().await;
    let told =
        counts.last().expect("he is told")["text"]["zh"].as_str().expect("a text").to_owned();
    assert!(told.contains("3 个环节"), "once, of all: {told}");
}

#[tokio::test]
async fn a_cut_over_is_taken_back_before_its_day_and_what_cannot_be_is_refused() {
    let bench = Bench::with_everybody().await;
    let (grid, _) = other_grid(&bench).await;
    let head = bench.role(Role::StationHead).await;
    let plan = |change: Value| {
        let mut plan = json!({
            "area": "A1", "to_grid": grid, "from_day": "2026-06-01", "reason": "网格调整",
        });
        sync::apply_patch(&mut plan, &change);
        plan
    };
    let made = head.post("/api/v1/cut-overs", plan(json!({}))).await.ok();
    head.post("/api/v1/cut-overs/cancel", made.clone()).await.ok();
    assert_eq!(head.post("/api/v1/cut-overs/cancel", made).await.problem(410), "gone");
    bench.pass(hours(24 * 9));
    assert_eq!(carry_out_cut_overs(&bench.platform).await.expect("done"), 0);
    let head = bench.role(Role::StationHead).await;
    let history = head.get("/api/v1/areas/A1/history").await.ok()["items"].clone();
    assert_eq!(history.as_array().map(Vec::len), Some(1), "it stays where it is");

    let own = history[0]["grid"].clone();
    for (change, status) in [
        (json!({ "to_grid": own, "from_day": "2026-07-01" }), 422),
        (json!({ "from_day": "2026-06-01" }), 422),
        (json!({ "from_day": "2026-07-01", "reason": " " }), 422),
        (json!({ "area": "A9", "from_day": "2026-07-01" }), 404),
    ] {
        let refused = head.post("/api/v1/cut-overs", plan(change.clone())).await;
        assert_eq!(refused.status, status, "{change}: {}", refused.body);
    }
    let clerk = bench.role(Role::CounterClerk).await;
    clerk.post("/api/v1/cut-overs/preview", plan(json!({}))).await.problem(403);
}

#[tokio::test]
async fn whoever_is_b_of_the_new_grid_hands_what_he_has_not_begun_to_its_a() {
    let bench = Bench::with_everybody().await;
    let manager = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let (grid, next) = other_grid(&bench).await;
    let admin = bench.sign_in("admin").await;
    let with_b = json!({
        "code": "S1-02", "name": "二网格", "station": "S1", "primary": "M2", "backup": "P00",
    });
    admin.command("PUT", "/api/v1/grids/S1-02", with_b).await.ok();
    let order = nth_order(&bench, 1).await;
    assert_eq!(holder(&bench, order).await, Some(manager.person));
    let head = bench.role(Role::StationHead).await;
    let plan = json!({ "area": "A1", "to_grid": grid, "reason": "网格调整" });
    head.post("/api/v1/cut-overs", plan).await.ok();
    assert_eq!(carry_out_cut_overs(&bench.platform).await.expect("done"), 1);
    assert_eq!(holder(&bench, order).await, Some(next));
    let file = head.get(&format!("/api/v1/orders/{order}")).await.ok();
    let mut story = file["story"].as_array().expect("a story").iter();
    let moved = story.find(|entry| entry["kind"] == "area_moved").expect("it says so");
    assert_eq!(
        (&moved["body"]["from_grid_name"], &moved["body"]["to_grid_name"]),
        (&json!("一网格"), &json!("二网格"))
    );
}
