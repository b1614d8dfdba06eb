//! How much people take: who has as much in hand as he may is passed over, unless somebody says why.

use serde_json::{Value, json};
use vocabulary::{OrderId, PersonId, Role, StationId};

use crate::support::{Bench, Console, hand_over_as, open_stage, record_of};

async fn nth_order(bench: &Bench, n: u32) -> OrderId {
    hand_over_as(bench, &format!("130200010000000{n}"), &json!({})).await.order
}

async fn holder(bench: &Bench, order: OrderId) -> Option<PersonId> {
    open_stage(&record_of(bench, order).await.view).assignee
}

async fn own_station(bench: &Bench, head: &Console<'_>) -> StationId {
    let id = head.get("/api/v1/session").await.ok()["station"].clone();
    let _ = bench;
    id.as_str().expect("an id").parse().expect("an id")
}

async fn told(head: &Console<'_>, order: OrderId, kind: &str) -> Value {
    let file = head.get(&format!("/api/v1/orders/{order}")).await.ok();
    let story = file["story"].as_array().expect("a story").clone();
    let found = story.into_iter().rfind(|entry| entry["kind"] == kind);
    found.unwrap_or_else(|| panic!("{kind} in {file}"))["body"].clone()
}

#[tokio::test]
async fn whoever_has_as_much_as_he_may_is_passed_over_and_the_story_says_so() {
    let bench = Bench::with_everybody().await;
    let head = bench.role(Role::StationHead).await;
    let station = own_station(&bench, &head).await;
    let rules = json!({ "station": station, "most_in_hand": 2 });
    let path = "/api/v1/dispatch/rules";
    assert_eq!(head.command("PUT", path, rules.clone()).await.ok()["changed"], true);
    assert_eq!(head.command("PUT", path, rules).await.ok()["changed"], false);
    let first = nth_order(&bench, 1).await;
    let primary = holder(&bench, first).await.expect("grid A");
    let second = nth_order(&bench, 2).await;
    assert_eq!(holder(&bench, second).await, Some(primary));
    let third = nth_order(&bench, 3).await;
    let other = holder(&bench, third).await.expect("somebody else");
    assert_ne!(other, primary);
    let passed = told(&head, third, "passed_over").await;
    assert_eq!(passed["person"], json!(primary));
    assert_eq!((&passed["in_hand"], &passed["most_in_hand"]), (&json!(2), &json!(2)));

    // The head may give it to him all the same, and has to say why.
    let stage = open_stage(&record_of(&bench, third).await.view).stage;
    let nobody_has = |reason: Option<&str>| json!({ "order": third, "stage": stage, "to": primary, "reason": reason });
    let dispatch = "/api/v1/orders/dispatch";
    let refused = head.post(dispatch, nobody_has(None)).await;
    assert_eq!(refused.problem(422), "invalid", "somebody has it: that alone needs a reason");
    head.post(dispatch, nobody_has(Some("客户指定"))).await.ok();
    assert_eq!(holder(&bench, third).await, Some(primary));
    let over = told(&head, third, "limit_exceeded").await;
    assert_eq!((&over["in_hand"], &over["reason"]), (&json!(2), &json!("客户指定")));

    let loads = head.get("/api/v1/dispatch/loads").await.ok();
    let of = |person: PersonId| {
        let mut people = loads["people"].as_array().expect("a list").iter();
        people.find(|load| load["person"] == json!(person)).expect("counted").clone()
    };
    assert_eq!((&of(primary)["open"], &of(primary)["most_in_hand"]), (&json!(3), &json!(2)));
    assert_eq!(of(other)["open"], 0, "who has nothing is told where there is a limit");
    assert_eq!((&loads["open"], &loads["undispatched"]), (&json!(3), &json!(0)));
    assert_eq!(loads["grids"].as_array().map(Vec::len), Some(1));
    assert_eq!(loads["grids"][0]["open"], 3);
}

#[tokio::test]
async fn a_person_may_take_more_than_his_station_says_and_what_nobody_takes_waits() {
    let bench = Bench::with_everybody().await;
    let head = bench.role(Role::StationHead).await;
    let station = own_station(&bench, &head).await;
    let rules = json!({ "station": station, "most_in_hand": 1 });
    head.command("PUT", "/api/v1/dispatch/rules", rules).await.ok();
    let first = nth_order(&bench, 1).await;
    let primary = holder(&bench, first).await.expect("grid A");
    let limit = json!({ "person": primary, "most_in_hand": 2 });
    head.command("PUT", "/api/v1/dispatch/person-limit", limit).await.ok();
    let listed = head.get("/api/v1/dispatch/rules").await.ok();
    assert_eq!(listed["stations"][0]["most_in_hand"], 1);
    assert_eq!(listed["people"], json!([{ "person": primary, "most_in_hand": 2 }]));
    let second = nth_order(&bench, 2).await;
    assert_eq!(holder(&bench, second).await, Some(primary), "he takes two");

    // Everybody else who may accept an application takes one more; then it waits.
    let mut waiting = None;
    for n in 3..9 {
        let order = nth_order(&bench, n).await;
        if holder(&bench, order).await.is_none() {
            waiting = Some(order);
            break;
        }
    }
    let waiting = waiting.expect("at last nobody takes any more");
    let nobody = told(&head, waiting, "nobody_free").await;
    assert!(nobody["full"].as_u64().is_some_and(|full| full > 0), "{nobody}");
    let items = head.get("/api/v1/items").await.ok();
    assert!(items.to_string().contains("nobody_found"), "{items}");

    // Whoever gives it by hand is told how much he has.
    let stage = open_stage(&record_of(&bench, waiting).await.view).stage;
    let give = json!({ "order": waiting, "stage": stage, "to": primary });
    let refused = head.post("/api/v1/orders/dispatch", give).await;
    assert_eq!(refused.body["more"], json!({ "in_hand": 2, "most_in_hand": 2 }));
    assert_eq!(refused.problem(409), "conflict");

    let back = json!({ "person": primary, "most_in_hand": null });
    head.command("PUT", "/api/v1/dispatch/person-limit", back).await.ok();
    assert_eq!(head.get("/api/v1/dispatch/rules").await.ok()["people"], json!([]));
    for (path, wrong) in [
        ("rules", json!({ "station": station, "most_in_hand": 0 })),
        ("rules", json!({ "station": station, "sign_in_minutes": 4 })),
        ("person-limit", json!({ "person": primary, "most_in_hand": 1_001 })),
    ] {
        let refused = head.command("PUT", &format!("/api/v1/dispatch/{path}"), wrong).await;
        assert_eq!(refused.problem(422), "invalid");
    }
}

#[tokio::test]
async fn whoever_sees_his_grid_alone_is_told_his_own_load_alone() {
    let bench = Bench::with_everybody().await;
    let order = nth_order(&bench, 1).await;
    let primary = holder(&bench, order).await.expect("grid A");
    let manager = bench.role(Role::AreaManager).await;
    let loads = manager.get("/api/v1/dispatch/loads").await.ok();
    assert_eq!(loads["people"].as_array().map(Vec::len), Some(1));
    assert_eq!(loads["people"][0]["person"], json!(primary));
    assert_eq!(loads["grids"][0]["open"], 1);
    let installer = bench.role(Role::UsageInspector).await;
    let loads = installer.get("/api/v1/dispatch/loads").await.ok();
    assert_eq!((&loads["people"], &loads["grids"]), (&json!([]), &json!([])));
}
