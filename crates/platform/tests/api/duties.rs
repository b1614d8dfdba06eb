//! Who is on duty, and to whom orders go on days that are not worked.

use std::time::Duration;

use serde_json::{Value, json};
use vocabulary::{Clock as _, MeterTime, PersonId, Role, hours};

use crate::support::{Bench, Console, hand_over_as, open_stage};

async fn on_duty(bench: &Bench, head: &Console<'_>, person: PersonId) -> Value {
    let from = bench.clock.now();
    let body =
        json!({ "person": person, "kind": "day", "from": from, "until": from.plus(hours(8)) });
    head.post("/api/v1/duties", body).await.ok()
}

fn until(bench: &Bench, shown: &str) -> Duration {
    let then = shown.parse::<MeterTime>().expect("a time").instant();
    Duration::from_micros(u64::try_from(then.since(bench.clock.now())).expect("it lies ahead"))
}

#[tokio::test]
async fn on_a_day_off_an_order_goes_to_whoever_is_on_duty_and_the_story_says_so() {
    let bench = Bench::with_everybody().await;
    // Grid B has the role as well, and nothing to do with the order as long as A is there.
    let admin = bench.role(Role::Administrator).await;
    let mut backup = crate::support::person_of(Role::MeterInstaller);
    backup["roles"] = json!(["meter_installer", "area_manager"]);
    let staff_no = crate::support::staff_no(Role::MeterInstaller);
    admin.command("PUT", &format!("/api/v1/people/{staff_no}"), backup).await.ok();
    let (primary, other) =
        (bench.person(Role::AreaManager).await, bench.person(Role::MeterInstaller).await);
    let assignee = async |order_no: &str| {
        let order = hand_over_as(&bench, order_no, &json!({})).await;
        (order.order, open_stage(&order).assignee)
    };
    bench.pass(until(&bench, "2026-05-30T09:00:00"));
    let head = bench.role(Role::StationHead).await;
    assert_eq!(assignee("1302000100000001").await.1, Some(primary), "a Saturday, nobody on duty");
    on_duty(&bench, &head, other).await;
    let (order, taken_by) = assignee("1302000100000002").await;
    assert_eq!(taken_by, Some(other));
    let file = head.get(&format!("/api/v1/orders/{order}")).await.ok();
    let story = file["story"].as_array().expect("a story");
    let told = story.iter().find(|entry| entry["kind"] == "on_duty").expect("it says so");
    assert_eq!(told["body"]["person"], json!(other));
    // On a day that is worked A comes first, whoever is on duty.
    bench.pass(until(&bench, "2026-06-01T09:00:00"));
    let head = bench.role(Role::StationHead).await;
    on_duty(&bench, &head, other).await;
    assert_eq!(assignee("1302000100000003").await.1, Some(primary));
}

#[tokio::test]
async fn a_week_is_arranged_as_the_one_before_and_twice_is_once() {
    let bench = Bench::with_everybody().await;
    let head = bench.role(Role::StationHead).await;
    let person = bench.person(Role::AreaManager).await;
    on_duty(&bench, &head, person).await;
    let listed = async || head.get("/api/v1/duties").await.ok()["items"].clone();
    let station = listed().await[0]["station"].clone();
    let now = bench.clock.now();
    let copy =
        json!({ "station": station, "from": now, "until": now.plus(hours(7 * 24)), "days": 7 });
    for written in [1, 0] {
        let kept = head.post("/api/v1/duties/copy", copy.clone()).await.ok();
        assert_eq!(kept["duties"].as_array().map(Vec::len), Some(written));
    }
    let duties = listed().await;
    assert_eq!(duties.as_array().map(Vec::len), Some(2));
    assert_eq!(duties[1]["from"], json!(now.plus(hours(7 * 24))));
    let cancel = json!({ "duty": duties[1]["duty"] });
    head.post("/api/v1/duties/cancel", cancel.clone()).await.ok();
    assert_eq!(listed().await.as_array().map(Vec::len), Some(1));
    assert_eq!(head.post("/api/v1/duties/cancel", cancel).await.problem(404), "not-found");
}

#[tokio::test]
async fn nobody_is_on_duty_while_he_is_away_nor_twice_at_once() {
    let bench = Bench::with_everybody().await;
    let head = bench.role(Role::StationHead).await;
    let person = bench.person(Role::AreaManager).await;
    on_duty(&bench, &head, person).await;
    let listed = head.get("/api/v1/duties").await.ok()["items"].clone();
    let duty = &listed[0];
    let again = json!({
        "person": person, "kind": duty["kind"], "from": duty["from"], "until": duty["until"],
    });
    assert_eq!(head.post("/api/v1/duties", again.clone()).await.problem(409), "conflict");

    let now = bench.clock.now();
    let (next_week, after) = (now.plus(hours(7 * 24)), now.plus(hours(9 * 24)));
    let leave = json!({ "person": person, "kind": "leave", "from": next_week, "until": after });
    head.post("/api/v1/absences", leave).await.ok();
    let until = next_week.plus(hours(8));
    let away = json!({ "person": person, "kind": "day", "from": next_week, "until": until });
    assert_eq!(head.post("/api/v1/duties", away).await.problem(409), "conflict");
    let copy = json!({
        "station": duty["station"], "from": now, "until": now.plus(hours(7 * 24)), "days": 7,
    });
    let kept = head.post("/api/v1/duties/copy", copy).await.ok();
    assert_eq!(kept["duties"], json!([]), "he is away in that week");
}

#[tokio::test]
async fn a_duty_has_a_sensible_length_and_is_the_own_stations() {
    let bench = Bench::with_everybody().await;
    let head = bench.role(Role::StationHead).await;
    let person = bench.person(Role::AreaManager).await;
    let now = bench.clock.now();
    for until in [now, now.plus(hours(73))] {
        let body = json!({ "person": person, "kind": "night", "from": now, "until": until });
        assert_eq!(head.post("/api/v1/duties", body).await.problem(422), "invalid");
    }
    let officer = bench.person(Role::SecurityOfficer).await;
    let body =
        json!({ "person": officer, "kind": "day", "from": now, "until": now.plus(hours(8)) });
    assert_eq!(
        head.post("/api/v1/duties", body).await.problem(422),
        "invalid",
        "he is of no station"
    );
}
