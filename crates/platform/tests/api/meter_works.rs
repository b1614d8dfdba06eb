//! What was done at meters, across meters: to the security officer, and to the head of the station that it concerns.

use std::time::Duration;

use serde_json::{Value, json};
use vocabulary::{Clock as _, Role};

use crate::metering::{METER, Morning};
use crate::rights::strangers;
use crate::support::{Bench, Console};

/// Leave that nobody gave.
const NOBODYS: &str = "019a0000-0000-7000-8000-000000000099";

async fn works(console: &Console<'_>, asked: &str) -> Vec<Value> {
    let list = console.get(&format!("/api/v1/meter-works?{asked}")).await.ok();
    list["items"].as_array().expect("a list").clone()
}

/// A trip whose end nobody saw, without leave, and a look at another meter.
async fn two_works(morning: &Morning<'_>) -> (Value, Value) {
    let trip = morning.work(NOBODYS, &json!({ "outcome": "unknown", "after": { "relay": null } }));
    morning.hand_in(&trip).await.ok();
    morning.bench.pass(Duration::from_secs(60));
    let read = morning.work("", &look("000000000002"));
    morning.hand_in(&read).await.ok();
    (trip, read)
}

fn look(meter: &str) -> Value {
    json!({ "command": "read", "authorisation": null, "meant": meter, "meter": meter })
}

#[tokio::test]
async fn works_are_found_across_meters_by_whatever_narrows_them() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let (trip, read) = two_works(&morning).await;
    let officer = bench.role(Role::SecurityOfficer).await;
    let (order, person) = (trip["order"].as_str().expect("an id"), morning.worker().person);
    let now = bench.clock.now().micros();
    let check = async |asked: &str, expected: &[&Value]| {
        let found = works(&officer, asked).await;
        let found: Vec<_> = found.iter().map(|work| &work["work"]).collect();
        assert_eq!(found, expected.iter().map(|work| &work["work"]).collect::<Vec<_>>(), "{asked}");
    };
    check("", &[&read, &trip]).await;
    check(&format!("order={order}"), &[&read, &trip]).await;
    check(&format!("person={person}"), &[&read, &trip]).await;
    check("meter=000000000002", &[&read]).await;
    check("meter=00000000000&command=trip", &[&trip]).await;
    check("outcome=unknown", &[&trip]).await;
    check("unverified=true", &[&trip]).await;
    check("odd=true", &[&trip]).await;
    check(&format!("from={}", now - 30_000_000), &[&read]).await;
    check(&format!("before={}", now - 30_000_000), &[&trip]).await;
    assert_eq!(officer.get("/api/v1/meter-works?meter=000").await.problem(422), "invalid");
    // Page by page.
    let first = officer.get("/api/v1/meter-works?limit=1").await.ok();
    assert_eq!(first["items"][0]["work"], read["work"]);
    let next = first["next"].as_str().expect("there is more");
    check(&format!("limit=1&after={next}"), &[&trip]).await;

    let line = &works(&officer, "odd=true").await[0];
    assert_eq!(line["oddities"], json!(["unauthorised"]));
    assert_eq!((&line["comm_address"], &line["unverified"]), (&json!(METER), &json!(true)));
    // The number is told, and the door to the order is not his.
    assert_eq!(line["order_no"], "1302000100000001");
    assert_eq!(line["may_open_order"], false);
    // What is counted says what each choice would show, whatever is chosen.
    let counts = officer.get("/api/v1/meter-works/counts?outcome=done&command=trip").await.ok();
    let counted = json!({
        "done": 0, "failed": 0, "refused": 0, "unknown": 1, "unverified": 1, "odd": 1, "most": 1000,
    });
    assert_eq!(counts, counted);
}

#[tokio::test]
async fn a_work_is_unverified_until_a_look_has_read_what_it_would_have_changed() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let (trip, _) = two_works(&morning).await;
    let officer = bench.role(Role::SecurityOfficer).await;
    let unverified = async || {
        let of_meter = officer.get(&format!("/api/v1/meters/{METER}/works")).await.ok();
        let of_meter = of_meter["items"].as_array().expect("a list").clone();
        let told = of_meter.iter().find(|work| work["work"] == trip["work"]).expect("it is there");
        let listed = !works(&officer, "unverified=true").await.is_empty();
        assert_eq!(told["unverified"], listed);
        listed
    };
    assert!(unverified().await);
    bench.pass(Duration::from_secs(60));
    let mut looked = look(METER);
    looked["after"] = json!({ "relay": null });
    morning.hand_in(&morning.work("", &looked)).await.ok();
    assert!(unverified().await, "it did not hear how the relay stands");
    bench.pass(Duration::from_secs(60));
    morning.hand_in(&morning.work("", &look(METER))).await.ok();
    assert!(!unverified().await);
    assert_eq!(works(&officer, "outcome=unknown").await.len(), 1, "what it was it stays");
}

#[tokio::test]
async fn a_station_head_sees_meters_and_works_of_his_station_and_no_frames() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let (trip, read) = two_works(&morning).await;
    strangers(&bench).await;
    let (head, other) = (bench.role(Role::StationHead).await, bench.sign_in("head-2").await);
    let found: Vec<_> =
        works(&head, "").await.into_iter().map(|work| work["work"].clone()).collect();
    assert_eq!(found, [read["work"].clone(), trip["work"].clone()]);
    assert_eq!(works(&head, "odd=true").await[0]["may_open_order"], true);
    let meters = head.get("/api/v1/meters").await.ok();
    assert_eq!(meters["items"][0]["comm_address"], METER);
    let path = format!("/api/v1/meter-works/{}", trip["work"].as_str().expect("an id"));
    let file = head.get(&path).await.ok();
    assert_eq!((&file["frames_withheld"], &file["record"]["frames"]), (&json!(true), &json!([])));
    assert_eq!(file["may_open_order"], true);
    head.get("/api/v1/meter-works/chains").await.problem(403);
    let officer = bench.role(Role::SecurityOfficer).await;
    let whole = officer.get(&path).await.ok();
    assert_eq!(whole["frames_withheld"], false);
    assert_eq!(whole["record"]["frames"].as_array().map(Vec::len), Some(1));

    // From another station: nothing, and no word that there is something.
    assert_eq!(works(&other, "").await, [] as [Value; 0]);
    assert_eq!(other.get("/api/v1/meters").await.ok()["items"], json!([]));
    let at_meter = other.get(&format!("/api/v1/meters/{METER}/works")).await.ok();
    assert_eq!(at_meter["items"], json!([]));
    assert_eq!(other.get(&path).await.problem(404), "not-found");
    let order = trip["order"].as_str().expect("an id");
    assert_eq!(works(&other, &format!("order={order}")).await, [] as [Value; 0]);
    let counts = other.get("/api/v1/meter-works/counts").await.ok();
    assert_eq!((&counts["unknown"], &counts["odd"]), (&json!(0), &json!(0)));
    let stations = bench.sign_in("admin").await.get("/api/v1/stations").await.ok();
    let mut stations = stations["items"].as_array().expect("a list").iter();
    let first = stations.find(|station| station["code"] == "S1").expect("S1")["station"].clone();
    let of_first = format!("/api/v1/meter-works?station={}", first.as_str().expect("an id"));
    assert_eq!(other.get(&of_first).await.problem(403), "not-allowed");
    assert_eq!(head.get(&of_first).await.ok()["items"].as_array().map(Vec::len), Some(2));
}

async fn broken(console: &Console<'_>) -> Value {
    console.get("/api/v1/meter-works/chains").await.ok()["items"].clone()
}

#[tokio::test]
async fn a_gap_that_stays_and_a_fork_are_told_to_the_security_officer() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let digest = |work: &Value| {
        let work: sync::MeterWork = serde_json::from_value(work.clone()).expect("a work");
        json!(work.digest().expect("JSON"))
    };
    let next = |previous: Value| {
        let mut change = look(METER);
        change["previous"] = previous;
        morning.work("", &change)
    };
    let officer = bench.role(Role::SecurityOfficer).await;
    let standing = async |work: &Value| {
        let path = format!("/api/v1/meter-works/{}", work["work"].as_str().expect("an id"));
        officer.get(&path).await.ok()["chain"].clone()
    };
    let mut first = look(METER);
    first["previous"] = Value::Null;
    let first = morning.work("", &first);
    let second = next(digest(&first));
    let third = next(digest(&second));
    morning.hand_in(&third).await.ok();
    assert_eq!(
        (standing(&third).await, broken(&officer).await),
        (json!("gap"), json!([])),
        "it is young"
    );
    bench.pass(Duration::from_secs(8 * 3_600 + 1));
    let officer = bench.role(Role::SecurityOfficer).await;
    let told = broken(&officer).await[0].clone();
    assert_eq!((&told["gaps"], &told["forks"]), (&json!(1), &json!(0)));
    assert_eq!((&told["broken"], &told["last"]), (&third["work"], &third["work"]));
    // What waited comes, in whatever order.
    morning.hand_in(&first).await.ok();
    morning.hand_in(&second).await.ok();
    assert_eq!(broken(&officer).await, json!([]));
    let beside = next(digest(&first));
    morning.hand_in(&beside).await.ok();
    assert_eq!(broken(&officer).await[0]["forks"], 2);
    assert_eq!(works(&officer, "odd=true").await.len(), 2, "one of the two was made beside it");
}
