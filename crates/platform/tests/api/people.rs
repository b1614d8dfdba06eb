//! The organisation: imported, listed, drawn, and told to the terminals.

use platform_store::feed;
use serde_json::{Value, json};
use sync::EntityKind;
use vocabulary::{PersonId, Role};

use crate::support::{Bench, station};

#[tokio::test]
async fn importing_twice_changes_nothing() {
    let bench = Bench::new().await;
    let admin = bench.sign_in("admin").await;
    let organisation = json!({
        "stations": [station("S1")],
        "people": [{
            "staff_no": "P1", "name": "王建国", "mobile": "15412341234", "station": "S1",
            "roles": ["meter_installer", "area_manager"],
        }],
        "grids": [{ "code": "G1", "name": "一网格", "station": "S1", "primary": "P1" }],
        "areas": [{ "code": "A1", "name": "东街台区", "grid": "G1" }],
    });
    let path = "/api/v1/organisation/import";
    let first = admin.post(path, organisation.clone()).await.ok();
    assert_eq!(first, json!({ "stations": 1, "people": 1, "grids": 1, "areas": 1 }));
    let again = admin.post(path, organisation).await.ok();
    assert_eq!(again, json!({ "stations": 0, "people": 0, "grids": 0, "areas": 0 }));
}

#[tokio::test]
async fn a_large_import_is_written_in_parts_and_listed_in_pages() {
    let bench = Bench::new().await;
    let admin = bench.sign_in("admin").await;
    let areas: Vec<Value> = (0..1_203)
        .map(|n| json!({ "code": format!("A{n:05}"), "name": "台区", "grid": "G1" }))
        .collect();
    let organisation = json!({
        "stations": [station("S1")],
        "grids": [{ "code": "G1", "name": "一网格", "station": "S1" }],
        "areas": areas,
    });
    let written = admin.post("/api/v1/organisation/import", organisation).await.ok();
    assert_eq!(written["areas"], 1_203);
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/v1/areas?limit=500&after={after}");
        let page = admin.get(&path).await.ok();
        seen.extend(page["items"].as_array().expect("a list").iter().map(|a| a["code"].clone()));
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen.len(), 1_203);
    seen.dedup();
    assert_eq!(seen.len(), 1_203);
}

#[tokio::test]
async fn what_is_wrong_is_named_and_nothing_of_its_part_is_written() {
    let bench = Bench::new().await;
    let admin = bench.sign_in("admin").await;
    let path = "/api/v1/organisation/import";
    let check = async |organisation: Value, named: &str| {
        let reply = admin.post(path, organisation).await;
        let detail = reply.body["detail"].to_string();
        assert_eq!(reply.problem(422), "invalid");
        assert!(detail.contains(named), "{detail}");
    };
    let grid = json!({ "code": "G1", "name": "一网格", "station": "S9" });
    check(json!({ "stations": [station("S1")], "grids": [grid] }), "S9").await;
    assert_eq!(admin.get("/api/v1/stations").await.ok()["items"], json!([]));
    let person =
        |mobile: &str| json!({ "staff_no": "P1", "name": "王", "mobile": mobile, "roles": [] });
    check(json!({ "people": [person("12")] }), "P1").await;
    check(json!({ "weather": [] }), "weather").await;
    let too_many: Vec<_> = (0..5_001).map(|_| person("15412341234")).collect();
    let reply = admin.post(path, json!({ "people": too_many })).await;
    assert_eq!(reply.problem(413), "too-large");
}

#[tokio::test]
async fn a_and_b_of_a_grid_are_two_people() {
    let bench = Bench::with_everybody().await;
    let admin = bench.sign_in("admin").await;
    let grid = json!({
        "code": "G2", "name": "二网格", "station": "S1", "primary": "P00", "backup": "P00",
    });
    let reply = admin.command("PUT", "/api/v1/grids/G2", grid.clone()).await;
    assert_eq!(reply.problem(422), "invalid");
    let reply = admin.command("PUT", "/api/v1/grids/G3", grid).await;
    assert_eq!(reply.problem(422), "invalid", "path and body name two codes");
}

#[tokio::test]
async fn a_worker_sees_his_station_and_no_other() {
    let bench = Bench::with_everybody().await;
    let admin = bench.sign_in("admin").await;
    let stations = admin.get("/api/v1/stations").await.ok();
    let other = stations["items"][1]["station"].as_str().expect("an id").to_owned();
    let worker = bench.role(Role::AreaManager).await;
    assert_eq!(
        worker.get("/api/v1/stations").await.ok()["items"].as_array().map(Vec::len),
        Some(1)
    );
    let path = format!("/api/v1/people?station={other}");
    assert_eq!(worker.get(&path).await.problem(403), "not-allowed");
    let people = worker.get("/api/v1/people").await.ok();
    assert_eq!(people["items"][0]["mobile"], "154****1234");
    let grids = worker.get("/api/v1/grids").await.ok();
    assert_eq!(grids["items"][0]["code"], "S1-01");
}

#[tokio::test]
async fn the_map_is_geojson() {
    let bench = Bench::with_everybody().await;
    let admin = bench.sign_in("admin").await;
    let outline = json!([[[118.1, 39.5], [118.2, 39.5], [118.2, 39.6], [118.1, 39.5]]]);
    let area = json!({ "code": "A1", "name": "东街台区", "grid": "S1-01", "outline": outline });
    admin.command("PUT", "/api/v1/areas/A1", area).await.ok();
    let map = bench.role(Role::AreaManager).await.get("/api/v1/map").await.ok();
    assert_eq!(map["type"], "FeatureCollection");
    let features = map["features"].as_array().expect("a list");
    let kinds: Vec<_> = features.iter().map(|one| &one["properties"]["kind"]).collect();
    assert_eq!(kinds, ["station", "grid", "area"]);
    assert_eq!(features[0]["geometry"]["coordinates"], json!([118.67, 39.52]));
    assert_eq!(features[1]["geometry"], Value::Null);
    assert_eq!(features[2]["geometry"]["coordinates"], outline);
}

#[tokio::test]
async fn everybody_of_a_station_is_told_who_may_take_a_next_stage() {
    let bench = Bench::with_everybody().await;
    let worker = bench.person(Role::MeterInstaller).await;
    let before = candidates(&bench, worker).await.expect("told");
    let names = before.as_array().expect("a list").iter().map(|one| one["staff_no"].clone());
    assert_eq!(names.count(), 8, "the station's own people");

    // The area manager moves to the other station.
    bench.pass(vocabulary::minutes(1));
    let admin = bench.sign_in("admin").await;
    let mover = bench.person(Role::AreaManager).await;
    let moved = json!({
        "staff_no": "P00", "name": "王建国", "mobile": "15412341234", "station": "S2",
        "roles": ["area_manager"],
    });
    admin.command("PUT", "/api/v1/people/P00", moved).await.ok();
    let after = candidates(&bench, worker).await.expect("told again");
    assert_eq!(after.as_array().map(Vec::len), Some(7));
    let his = candidates(&bench, mover).await.expect("the new station's");
    assert_eq!(his.as_array().map(Vec::len), Some(1));
}

/// The candidates in a worker's feed, if there is exactly one list.
async fn candidates(bench: &Bench, worker: PersonId) -> Option<Value> {
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let from = feed::Position::default();
    let rows = feed::page(&mut snapshot.tx(), bench.platform.org(), worker, from, 100)
        .await
        .expect("readable");
    snapshot.finish().await.expect("done");
    let mut lists = rows.iter().filter(|row| row.kind == EntityKind::Candidates);
    let list = lists.next()?;
    assert!(lists.next().is_none(), "one list only");
    serde_json::from_str(list.body.as_deref()?).ok()
}
