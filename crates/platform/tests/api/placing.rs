//! Orders that say where they are, and not in which area: the nearest grid is proposed, or taken.

use serde_json::{Value, json};
use sync::OrderView;
use vocabulary::Role;

use crate::support::{Bench, Console, hand_over_as, open_stage, record_of};

/// The area `A1` gets a place on the map, about a kilometre from the usual application.
async fn drawn(bench: &Bench) -> Value {
    let admin = bench.sign_in("admin").await;
    let ring = [[118.18, 39.63], [118.2, 39.63], [118.2, 39.65], [118.18, 39.65], [118.18, 39.63]];
    let area = json!({ "code": "A1", "name": "东街台区", "grid": "S1-01", "outline": [ring] });
    admin.command("PUT", "/api/v1/areas/A1", area).await.ok();
    admin.get("/api/v1/grids").await.ok()["items"][0]["grid"].clone()
}

async fn nowhere(bench: &Bench, order_no: &str) -> OrderView {
    hand_over_as(bench, order_no, &json!({ "area_code": null })).await
}

async fn told(head: &Console<'_>, order: &OrderView, kind: &str) -> Value {
    let file = head.get(&format!("/api/v1/orders/{}", order.order)).await.ok();
    let story = file["story"].as_array().expect("a story").clone();
    let found = story.into_iter().rfind(|entry| entry["kind"] == kind);
    found.unwrap_or_else(|| panic!("{kind} in {file}"))["body"].clone()
}

#[tokio::test]
async fn the_nearest_grid_is_proposed_and_the_head_confirms_it() {
    let bench = Bench::with_everybody().await;
    let grid = drawn(&bench).await;
    let order = nowhere(&bench, "1302000100000001").await;
    assert_eq!(open_stage(&order).assignee, None, "nobody is given it before");
    assert_eq!(record_of(&bench, order.order).await.grid, None);
    let head = bench.role(Role::StationHead).await;
    let proposed = told(&head, &order, "grid_proposed").await;
    assert_eq!((&proposed["grid"], &proposed["area"]), (&grid, &json!("A1")));
    let distance = proposed["distance_m"].as_u64().expect("metres");
    assert!((900..1_600).contains(&distance), "{distance}");
    let item = head.get("/api/v1/items").await.ok()["items"][0].clone();
    assert_eq!((&item["reason"], &item["detail"]["grid"]), (&json!("nearest_grid"), &grid));

    let other = json!({ "order": order.order, "grid": "019a0000-0000-7000-8000-000000000099" });
    assert_eq!(head.post("/api/v1/orders/place", other).await.problem(422), "invalid");
    let place = json!({ "order": order.order, "grid": grid });
    let placed = head.post("/api/v1/orders/place", place.clone()).await.ok();
    assert_eq!(placed["dispatched"], 1);
    let record = record_of(&bench, order.order).await;
    assert_eq!(open_stage(&record.view).assignee, Some(bench.person(Role::AreaManager).await));
    assert_eq!(json!(record.grid), grid);
    assert_eq!(record.view.facts["grid"]["areas"], json!(["A1"]));
    assert_eq!(head.get("/api/v1/items").await.ok()["items"], json!([]), "it is settled");
    assert_eq!(head.post("/api/v1/orders/place", place).await.problem(409), "conflict");
}

#[tokio::test]
async fn a_station_that_says_so_takes_it_without_being_asked() {
    let bench = Bench::with_everybody().await;
    let grid = drawn(&bench).await;
    let head = bench.role(Role::StationHead).await;
    let station = head.get("/api/v1/session").await.ok()["station"].clone();
    let rules = json!({ "station": station, "places_itself": true });
    head.command("PUT", "/api/v1/dispatch/rules", rules).await.ok();
    let order = nowhere(&bench, "1302000100000001").await;
    assert_eq!(open_stage(&order).assignee, Some(bench.person(Role::AreaManager).await));
    assert_eq!(told(&head, &order, "placed").await["grid"], grid);
    assert_eq!(head.get("/api/v1/items").await.ok()["items"], json!([]));
}

#[tokio::test]
async fn what_is_far_from_everything_goes_on_as_before() {
    let bench = Bench::with_everybody().await;
    drawn(&bench).await;
    let change = json!({ "area_code": null, "lon": 110.0, "lat": 30.0 });
    let far = hand_over_as(&bench, "1302000100000001", &change).await;
    assert!(open_stage(&far).assignee.is_some(), "whoever has least to do");
    let known = hand_over_as(&bench, "1302000100000002", &json!({ "lon": 110.0 })).await;
    assert!(record_of(&bench, known.order).await.grid.is_some(), "its area says more");
}
