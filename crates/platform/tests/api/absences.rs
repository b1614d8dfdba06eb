//! Who is away, and to whom his orders go meanwhile.

use serde_json::{Value, json};
use vocabulary::{Clock as _, PersonId, Role, hours};

use crate::support::{Bench, Console, hand_over, hand_over_as, open_stage, record_of};

async fn away(bench: &Bench, head: &Console<'_>, person: PersonId, from_hours: u64) -> Value {
    let from = bench.clock.now().plus(hours(from_hours));
    let body = json!({
        "person": person, "kind": "leave", "from": from, "until": from.plus(hours(24)),
        "note": "年休",
    });
    head.post("/api/v1/absences", body).await.ok()
}

#[tokio::test]
async fn an_order_passes_over_who_is_away_and_says_so() {
    let bench = Bench::with_everybody().await;
    let head = bench.role(Role::StationHead).await;
    let primary = open_stage(&hand_over(&bench).await).assignee.expect("grid A");
    away(&bench, &head, primary, 48).await;
    let before = hand_over_as(&bench, "1302000100000002", &json!({})).await;
    assert_eq!(open_stage(&before).assignee, Some(primary), "he goes only the day after tomorrow");

    let absence = away(&bench, &head, primary, 0).await;
    let order = hand_over_as(&bench, "1302000100000003", &json!({})).await;
    let other = open_stage(&order).assignee.expect("whoever stands in");
    assert_ne!(other, primary);
    let file = head.get(&format!("/api/v1/orders/{}", order.order)).await.ok();
    let story = file["story"].as_array().expect("a story");
    let passed = story.iter().find(|entry| entry["kind"] == "passed_over").expect("it says so");
    assert_eq!(passed["body"]["person"], json!(primary));

    // Nor does the head give him anything.
    let stage = open_stage(&order).stage;
    let give = json!({ "order": order.order, "stage": stage, "to": primary, "reason": "他熟悉" });
    let reply = head.post("/api/v1/orders/dispatch", give.clone()).await;
    assert!(reply.body["more"]["away_until"].is_i64(), "{}", reply.body);
    assert_eq!(reply.problem(409), "conflict");

    head.post("/api/v1/absences/cancel", absence).await.ok();
    head.post("/api/v1/orders/dispatch", give).await.ok();
    let view = record_of(&bench, order.order).await.view;
    assert_eq!(open_stage(&view).assignee, Some(primary), "he came back early");
}

#[tokio::test]
async fn absences_are_listed_for_the_station_and_kept_by_its_own_people() {
    let bench = Bench::with_everybody().await;
    let head = bench.role(Role::StationHead).await;
    let clerk = bench.person(Role::CounterClerk).await;
    let absence = away(&bench, &head, clerk, 1).await["absence"].clone();
    let listed = head.get("/api/v1/absences").await.ok()["items"].clone();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    assert_eq!((&listed[0]["absence"], &listed[0]["kind"]), (&absence, &json!("leave")));
    bench.pass(hours(26));
    let head = bench.role(Role::StationHead).await;
    assert_eq!(head.get("/api/v1/absences").await.ok()["items"], json!([]), "it is over");

    let now = bench.clock.now();
    let upside_down = json!({ "person": clerk, "kind": "sick", "from": now, "until": now });
    assert_eq!(head.post("/api/v1/absences", upside_down).await.problem(422), "invalid");
    let gone = json!({ "absence": "019a0000-0000-7000-8000-000000000099" });
    assert_eq!(head.post("/api/v1/absences/cancel", gone).await.problem(404), "not-found");
}
