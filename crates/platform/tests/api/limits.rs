//! The time limits of an order: which of them run, until when, and who hears of it.

use async_trait::async_trait;
use platform_store::deadlines::{self, DeadlineRow};
use platform_store::{Command, StoreFault, Tx};
use serde_json::{Value, json};
use sync::{Kind, OrderView};
use vocabulary::{OrderId, OrganisationId, Role, minutes};

use crate::support::{
    Bench, ORDER_NO, Worker, accepted, activate, application, message, open_stage, process_files,
    record_of, station, tell,
};

/// The process with other limits.
fn with_limits(policies: Value) -> std::collections::BTreeMap<String, String> {
    let mut files = process_files();
    files.insert("policies.json".to_owned(), policies.to_string());
    files
}

/// From the acceptance of the order to its supply.
fn total(region: &str, value: u32) -> Value {
    json!({
        "kind": "statutory", "policy": "total", "name": { "zh": "全过程", "en": "Whole process" },
        "region": region, "effective_from": "2022-01-01", "unit": "working_day", "value": value,
        "start_event": "order.accepted", "end_event": "stage.install_energise.submitted",
        "pause_reasons": ["customer_postponed"],
    })
}

async fn order_with(bench: &Bench, policies: Value) -> OrderView {
    activate(bench, with_limits(policies)).await;
    let taken = tell(bench, message(ORDER_NO, 1, "new", application())).await.ok();
    let order = taken["order"].as_str().expect("an order").parse().expect("an id");
    record_of(bench, order).await.view
}

async fn values_of(bench: &Bench, order: &OrderView) -> Vec<Value> {
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let org = bench.platform.org();
    let rows = deadlines::of_order(&mut snapshot.tx(), org, order.order).await.expect("readable");
    rows.into_iter().map(|row| row.clock["policy"]["value"].clone()).collect()
}

#[tokio::test]
async fn an_order_has_the_limits_of_its_stations_region() {
    let limits = json!([total("*", 5), total("130000", 6), total("130000-rural", 7)]);
    for (region, expect) in
        [(None, 5), (Some("110101-rural"), 5), (Some("130224"), 6), (Some("130224-rural"), 7)]
    {
        let bench = Bench::with_everybody().await;
        let admin = bench.role(Role::Administrator).await;
        if let Some(region) = region {
            let mut station = station("S1");
            station["region"] = region.into();
            admin.command("PUT", "/api/v1/stations/S1", station).await.ok();
        }
        let order = order_with(&bench, limits.clone()).await;
        assert_eq!(values_of(&bench, &order).await, [json!(expect)], "{region:?}");
    }
}

#[tokio::test]
async fn a_station_lies_where_there_is_such_a_place() {
    let bench = Bench::with_everybody().await;
    let admin = bench.role(Role::Administrator).await;
    let mut nowhere = station("S1");
    nowhere["region"] = "suburb".into();
    admin.command("PUT", "/api/v1/stations/S1", nowhere).await.problem(422);
    let stations = admin.get("/api/v1/stations").await.ok();
    assert_eq!(stations["items"][0]["region"], "*", "until somebody says more");
}

/// A limit from the acceptance of the order until its first stage is signed in.
fn to_sign_in(minutes: u32) -> Value {
    json!({
        "kind": "statutory", "policy": "first_sign_in",
        "name": { "zh": "首次签收", "en": "First sign-in" }, "region": "*",
        "effective_from": "2022-01-01", "unit": "minute", "value": minutes,
        "start_event": "order.accepted", "end_event": "stage.acceptance.signed_in",
        "pre_alert_minutes": 20,
    })
}

async fn watch(bench: &Bench) -> usize {
    platform::orders::jobs::watch_limits(&bench.platform).await.expect("it runs")
}

async fn file_of(bench: &Bench, order: &OrderView) -> Value {
    let head = bench.role(Role::StationHead).await;
    head.get(&format!("/api/v1/orders/{}", order.order)).await.ok()
}

fn kinds(file: &Value) -> Vec<&str> {
    let story = file["story"].as_array().expect("a story").iter();
    let kinds = story.map(|entry| entry["kind"].as_str().expect("a word"));
    kinds.filter(|kind| kind.contains("limit") || kind.contains("overdue")).collect()
}

fn abouts(notices: &[Value]) -> Vec<&str> {
    notices.iter().map(|notice| notice["about"].as_str().expect("a word")).collect()
}

#[tokio::test]
async fn a_limit_that_nobody_keeps_is_told_of_twice_and_waits_for_its_reason() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = order_with(&bench, json!([to_sign_in(60)])).await;
    bench.pass(minutes(39));
    assert_eq!(watch(&bench).await, 0, "there is time");
    bench.pass(minutes(1));
    assert_eq!((watch(&bench).await, watch(&bench).await), (1, 0), "once");
    let head = bench.role(Role::StationHead).await;
    let soon = head.get("/api/v1/limits?alert=pre_alert").await.ok();
    assert_eq!(soon["items"][0]["order"], json!(order.order));
    assert_eq!(soon["items"][0]["limit"]["level"], "due_soon");
    bench.pass(minutes(20));
    assert_eq!(watch(&bench).await, 0, "the last moment is in time");
    bench.pass(minutes(1));
    assert_eq!((watch(&bench).await, watch(&bench).await), (1, 0), "once");

    let file = file_of(&bench, &order).await;
    assert_eq!(kinds(&file), ["limit_due_soon", "limit_overdue"]);
    let limit = &file["limits"][0];
    assert_eq!((&limit["breach"], &limit["level"]), (&json!("overdue"), &json!("overdue")));
    assert_eq!(limit["wants_reason"], true);
    let notices = worker.notices().await;
    assert_eq!(abouts(&notices), ["due_soon", "overdue"]);
    assert_eq!(notices[1]["text"]["zh"], "“首次签收”已超期（5月29日05:26）");
    assert_eq!(head.get("/api/v1/limits?alert=pre_alert").await.ok()["items"], json!([]));
    let overdue = head.get("/api/v1/limits").await.ok();
    assert_eq!(overdue["items"][0]["limit"]["limit"], limit["limit"]);

    // It waits on the office's list until somebody says why.
    let items = head.get("/api/v1/items?kind=overdue").await.ok()["items"].clone();
    assert_eq!(items.as_array().map(Vec::len), Some(1));
    let done = json!({ "item": items[0]["item"], "resolution": "done", "remark": "已阅" });
    assert_eq!(head.post("/api/v1/items/resolve", done).await.problem(422), "invalid");
    let path = "/api/v1/orders/explain-overdue";
    let because = |code: &str, note: &str| {
        let limits = [&limit["limit"]];
        json!({ "order": order.order, "limits": limits, "code": code, "note": note })
    };
    assert_eq!(head.post(path, because("no_such_code", "")).await.problem(422), "invalid");
    assert_eq!(head.post(path, because("other", " ")).await.problem(422), "invalid");
    head.post(path, because("weather", "暴雨封路")).await.ok();
    assert_eq!(head.post(path, because("staff", "")).await.problem(409), "conflict");
    let file = file_of(&bench, &order).await;
    assert_eq!(kinds(&file), ["limit_due_soon", "limit_overdue", "overdue_explained"]);
    assert_eq!(file["limits"][0]["explained"]["code"], "weather");
    assert_eq!(file["limits"][0]["wants_reason"], false);
    assert_eq!(file["items"][0]["state"], "done");
    assert_eq!(file["items"][0]["remark"], "恶劣天气或不可抗力：暴雨封路");
    assert_eq!(file["story_verifies"], true);
    let codes = file["overdue_reasons"].as_array().expect("a list").iter();
    assert!(codes.map(|reason| &reason["code"]).any(|code| code == "weather"));
}

#[tokio::test]
async fn a_sign_in_that_arrives_late_puts_the_record_right_and_keeps_the_alert() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = order_with(&bench, json!([to_sign_in(60)])).await;
    bench.pass(minutes(30));
    let signed_in = worker.operation(&order, Kind::SignIn, json!({}));
    bench.pass(minutes(90));
    assert_eq!(watch(&bench).await, 1);
    assert_eq!(file_of(&bench, &order).await["items"][0]["state"], "open");

    assert_eq!(worker.hand_in(&signed_in).await["result"], "applied");
    let file = file_of(&bench, &order).await;
    assert_eq!(kinds(&file), ["limit_overdue", "limit_kept"]);
    let limit = &file["limits"][0];
    assert_eq!((&limit["breach"], &limit["level"]), (&json!("corrected"), &json!("on_time")));
    assert_eq!(limit["alerts"].as_array().map(Vec::len), Some(1), "what was told stays told");
    assert_eq!(limit["wants_reason"], false);
    assert_eq!(file["items"][0]["state"], "done");
    assert_eq!(file["items"][0]["resolved_by"], Value::Null, "nobody had to");
    bench.pass(minutes(90));
    assert_eq!(watch(&bench).await, 0);
}

#[tokio::test]
async fn work_that_comes_too_late_to_count_still_proves_when_it_was_done() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = order_with(&bench, json!([to_sign_in(60)])).await;
    bench.pass(minutes(30));
    let signed_in = worker.operation(&order, Kind::SignIn, json!({}));
    bench.pass(minutes(60));
    watch(&bench).await;
    let head = bench.role(Role::StationHead).await;
    let to = bench.person(Role::CounterClerk).await;
    let stage = open_stage(&order).stage;
    let give = json!({ "order": order.order, "stage": stage, "to": to, "reason": "联系不上" });
    head.post("/api/v1/orders/dispatch", give).await.ok();
    assert_eq!(worker.hand_in(&signed_in).await["result"], "accepted_late");
    let file = file_of(&bench, &order).await;
    assert_eq!(kinds(&file), ["limit_overdue", "limit_kept"]);
    assert_eq!(file["limits"][0]["breach"], "corrected");
    assert_eq!(file["limits"][0]["ended_at"], json!(signed_in.captured.device_time));
}

/// Late work that is kept as evidence is no proof that the limit was kept; once the office merges it, it is.
#[tokio::test]
async fn a_late_submit_counts_for_its_limit_once_it_is_merged() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let mut limit = to_sign_in(60);
    limit["end_event"] = "stage.acceptance.submitted".into();
    let order = order_with(&bench, json!([limit])).await;
    bench.pass(minutes(30));
    let submit = worker.operation(&order, Kind::Submit, accepted());
    bench.pass(minutes(60));
    watch(&bench).await;
    let head = bench.role(Role::StationHead).await;
    let to = bench.person(Role::CounterClerk).await;
    let stage = open_stage(&order).stage;
    let give = json!({ "order": order.order, "stage": stage, "to": to, "reason": "联系不上" });
    head.post("/api/v1/orders/dispatch", give).await.ok();
    assert_eq!(worker.hand_in(&submit).await["result"], "accepted_late");
    let file = file_of(&bench, &order).await;
    assert_eq!(file["limits"][0]["breach"], "overdue");
    let items = file["items"].as_array().expect("a list").iter();
    let mut late = items.filter(|item| item["kind"] == "late");
    let item = &late.next().expect("it waits for the office")["item"];
    let merge = json!({ "item": item, "resolution": "merge", "remark": "已核实" });
    head.post("/api/v1/items/resolve", merge).await.ok();
    let file = file_of(&bench, &order).await;
    assert_eq!(file["limits"][0]["breach"], "corrected", "{}", file["limits"]);
    assert_eq!(file["limits"][0]["ended_at"], json!(submit.captured.device_time));
}

/// The job was down while it happened.
#[tokio::test]
async fn a_limit_that_ended_late_is_told_of_although_nobody_looked_meanwhile() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = order_with(&bench, json!([to_sign_in(60)])).await;
    bench.pass(minutes(61));
    let signed_in = worker.operation(&order, Kind::SignIn, json!({}));
    assert_eq!(worker.hand_in(&signed_in).await["result"], "applied");
    let file = file_of(&bench, &order).await;
    assert_eq!(kinds(&file), ["limit_overdue"]);
    assert_eq!(file["limits"][0]["wants_reason"], true);
    assert_eq!(watch(&bench).await, 0);
}

fn notice(year: i32, days_off: &[(&str, &str)]) -> Value {
    let days_off = days_off.iter().map(|(from, to)| json!({ "name": "x", "from": from, "to": to }));
    json!({
        "year": year, "status": "confirmed", "source": "a test",
        "days_off": days_off.collect::<Vec<_>>(), "working_days": [],
    })
}

/// The order is accepted on Friday, 29 May 2026.
#[tokio::test]
async fn a_calendar_that_changes_moves_the_running_limits_once() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = order_with(&bench, json!([total("*", 2)])).await;
    let day = 24 * 3_600_000_000;
    let before = order.due_at.expect("it runs");
    let admin = bench.role(Role::Administrator).await;
    let put = async |notice: &Value| {
        let path = format!("/api/v1/calendar/{}", notice["year"]);
        admin.command("PUT", &path, notice.clone()).await
    };
    // The first of June is off, says a notice that forgets the rest of the year.
    let written = put(&notice(2026, &[("2026-06-01", "2026-06-01")])).await.ok();
    assert_eq!(written["changed"], true);
    assert_eq!((watch(&bench).await, watch(&bench).await), (1, 0), "once");
    let moved = record_of(&bench, order.order).await.view.due_at;
    assert_eq!(moved, Some(before.shifted(day)));
    let file = file_of(&bench, &order).await;
    assert_eq!(kinds(&file), ["limit_moved"]);
    let entry = file["story"].as_array().expect("a story").last().expect("one");
    assert_eq!(entry["body"]["from"], json!(before));
    let fed = worker.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
    let fed = fed["items"].as_array().expect("a list").iter();
    let mut of_order = fed.filter(|item| item["type"] == "order");
    assert_eq!(of_order.next().expect("his order")["body"]["due_at"], json!(moved));

    assert_eq!(put(&notice(2026, &[("2026-06-01", "2026-06-01")])).await.ok()["changed"], false);
    let calendar = admin.get("/api/v1/calendar").await.ok();
    assert_eq!(calendar["years"][0]["days_off"][0]["from"], "2026-06-01");
    assert!(calendar["years"][0]["written_at"].is_i64());
    for (path, body) in [
        (2027, notice(2026, &[])),
        (1999, notice(1999, &[])),
        (2027, notice(2027, &[("2027-02-30", "2027-03-01")])),
        (2027, notice(2027, &[("2027-05-05", "2027-05-01")])),
    ] {
        let path = format!("/api/v1/calendar/{path}");
        assert_eq!(admin.command("PUT", &path, body).await.problem(422), "invalid");
    }
    // A day of this year that the year before gives back.
    let mut works = notice(2027, &[]);
    works["working_days"] = json!(["2026-12-31"]);
    put(&works).await.ok();
    let off = notice(2026, &[("2026-12-31", "2026-12-31")]);
    assert_eq!(put(&off).await.problem(422), "invalid");
}

#[tokio::test]
async fn a_due_date_in_an_unknown_year_is_told_as_one_that_may_move() {
    let bench = Bench::with_everybody().await;
    let order = order_with(&bench, json!([total("*", 200)])).await;
    let file = file_of(&bench, &order).await;
    assert_eq!(file["limits"][0]["may_move"], true);
    let due = file["limits"][0]["due_at"].clone();
    let admin = bench.role(Role::Administrator).await;
    let spring = notice(2027, &[("2027-02-05", "2027-02-12")]);
    admin.command("PUT", "/api/v1/calendar/2027", spring).await.ok();
    assert_eq!((watch(&bench).await, watch(&bench).await), (1, 0));
    let file = file_of(&bench, &order).await;
    assert_eq!(file["limits"][0]["may_move"], false);
    assert!(file["limits"][0]["due_at"].as_i64() > due.as_i64());
    assert_eq!(kinds(&file), ["limit_moved"]);
}

#[tokio::test]
async fn an_internal_limit_warns_and_asks_for_no_reason() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let mut internal = to_sign_in(60);
    internal["kind"] = "internal".into();
    // The law's limit of the same name runs beside it.
    let order = order_with(&bench, json!([internal, to_sign_in(600)])).await;
    bench.pass(minutes(61));
    watch(&bench).await;
    let file = file_of(&bench, &order).await;
    assert_eq!(file["limits"].as_array().map(Vec::len), Some(2));
    assert_eq!(kinds(&file), ["limit_overdue"]);
    assert_eq!(file["items"], json!([]));
    assert_eq!(abouts(&worker.notices().await), ["overdue"]);
}

struct AsBefore(DeadlineRow, OrganisationId, OrderId);

#[async_trait]
impl Command for AsBefore {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        deadlines::put(tx, self.1, self.2, &self.0).await
    }
}

/// As the release before wrote them, and as the migration marks them.
#[tokio::test]
async fn clocks_of_the_release_before_are_counted_anew_and_watched() {
    let bench = Bench::with_everybody().await;
    let order = order_with(&bench, json!([total("*", 2), to_sign_in(60)])).await;
    let (store, org) = (bench.platform.store(), bench.platform.org());
    let rows = async || {
        let mut snapshot = store.read().await.expect("readable");
        deadlines::of_order(&mut snapshot.tx(), org, order.order).await.expect("readable")
    };
    let now = rows().await;
    for row in &now {
        let mut clock = row.clock.clone();
        let known = ["clock", "policy", "due_at"];
        clock.as_object_mut().expect("an object").retain(|name, _| known.contains(&name.as_str()));
        let calendar = Some(String::new());
        let before = DeadlineRow { clock, calendar, next_at: None, alert: None, ..row.clone() };
        store.write(AsBefore(before, org, order.order)).await.expect("written");
    }
    assert_eq!((watch(&bench).await, watch(&bench).await), (1, 0));
    assert_eq!(rows().await, now, "as if this release had written them");
    assert!(kinds(&file_of(&bench, &order).await).is_empty(), "nothing moved");
}
