//! Customers: what the marketing system says of them, whose terminals hold them, and who looked at them.

use async_trait::async_trait;
use futures::future::join_all;
use platform::customers::Changed;
use platform::customers::jobs::pack_outdated;
use platform_store::{Command, StoreFault, Tx, orders};
use serde_json::{Value, json};
use vocabulary::{Clock as _, Digest, Instant, OrderId, OrderState, OrganisationId, Role};

use crate::support::{Bench, NEIGHBOUR_KEY, Reply, Worker, hand_over_as, staff_no};

const METER: &str = "1330001000000000000019";

fn record(customer_no: &str, revision: u64, change: &Value) -> Value {
    let mut record = json!({
        "customer_no": customer_no, "revision": revision, "as_of": 1_779_000_000_000_000_i64,
        "area_code": "A1", "customer_name": "王建国", "service_address": "滦南县倴城镇东街村12号",
        "mobile": "15412341234", "usage_class": "residential", "tariff": "RES-TIER",
        "contract_capacity_w": 6000, "supply_voltage_v": 220, "fee_control": "remote",
        "metering_points": [{ "point_no": "01", "meters": [{
            "asset_no": METER, "comm_address": "000000000001", "multiplier": 1, "phase": "single",
        }] }],
        "readings": [
            { "asset_no": METER, "register": "total", "at": 1_778_000_000_000_000_i64, "value_kwh_e4": 12_345_600 },
        ],
    });
    sync::apply_patch(&mut record, change);
    record
}

async fn send(bench: &Bench, message_id: &str, records: &[Value]) -> Reply {
    let key = format!("Bearer {NEIGHBOUR_KEY}");
    let body = json!({ "message_id": message_id, "records": records });
    let path = "/neighbours/v1/marketing/customers";
    bench.send("POST", path, &[("authorization", &*key)], Some(body)).await
}

/// The manifests in a worker's feed, by area.
async fn manifests(worker: &Worker<'_>) -> Vec<(String, Value)> {
    let feed = worker.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
    let items = feed["items"].as_array().expect("a list").iter();
    let items = items.filter(|item| item["type"] == "customers");
    items
        .map(|item| (item["id"].as_str().expect("a code").to_owned(), item["body"].clone()))
        .collect()
}

async fn fetch(worker: &Worker<'_>, manifest: &Value) -> Reply {
    let hash = manifest["hash"].as_str().expect("a hash");
    worker.send("GET", &format!("/sync/v1/customers/{hash}"), None).await
}

#[tokio::test]
async fn five_copies_of_a_message_count_once_and_another_one_under_its_id_is_refused() {
    let bench = Bench::with_everybody().await;
    let records = [record("1302000101", 1, &json!({}))];
    let replies = join_all((0..5).map(|_| send(&bench, "m-1", &records))).await;
    let mut outcomes: Vec<_> =
        replies.into_iter().map(|reply| reply.ok()["outcome"].clone()).collect();
    outcomes.sort_by_key(ToString::to_string);
    assert_eq!(outcomes, ["applied", "duplicate", "duplicate", "duplicate", "duplicate"]);
    let other = [record("1302000101", 2, &json!({}))];
    assert_eq!(send(&bench, "m-1", &other).await.problem(409), "conflict");
}

#[tokio::test]
async fn an_older_revision_after_a_newer_one_changes_nothing() {
    let bench = Bench::with_everybody().await;
    let newer = record("1302000101", 5, &json!({ "customer_name": "李敏" }));
    send(&bench, "m-5", &[newer]).await.ok();
    let late = [record("1302000101", 4, &json!({})), record("1302000102", 1, &json!({}))];
    let outcome = send(&bench, "m-4", &late).await.ok();
    assert_eq!((&outcome["written"], &outcome["superseded"]), (&json!(1), &json!(1)));
    let head = bench.role(Role::StationHead).await;
    let file = head.get("/api/v1/customers/1302000101").await.ok();
    assert_eq!(file["card"]["record"]["customer_name"], "李*");
}

#[tokio::test]
async fn a_batch_that_cannot_be_is_refused_whole_and_says_why() {
    let bench = Bench::with_everybody().await;
    let good = record("1302000101", 1, &json!({}));
    let says = async |records: Vec<Value>, words: &str| {
        let reply = send(&bench, "m-1", &records).await;
        assert!(
            reply.body["detail"].as_str().unwrap_or_default().contains(words),
            "{}",
            reply.body
        );
        assert_eq!(reply.problem(422), "invalid");
    };
    says(vec![], "1 to 200 records").await;
    says(vec![good.clone(), good.clone()], "twice").await;
    says(vec![good.clone(), record("1302000102", 1, &json!({ "mobile": "123" }))], "mobile").await;
    says(vec![record("13020", 1, &json!({}))], "10 or 13").await;
    let many: Vec<_> = (0..201).map(|n| record(&format!("13020{n:05}"), 1, &json!({}))).collect();
    says(many, "1 to 200 records").await;
    let head = bench.role(Role::StationHead).await;
    assert_eq!(head.get("/api/v1/customers/1302000101").await.problem(404), "not-found");

    let long = record(
        "1302000101",
        1,
        &json!({ "complaints": vec![
        json!({ "at": 1, "kind": "投".repeat(1_000_000), "state": "open" })
    ] }),
    );
    assert_eq!(send(&bench, "m-1", &[long]).await.problem(413), "too-large");
}

#[tokio::test]
async fn an_area_takes_no_more_customers_than_a_bundle_carries() {
    let bench = Bench::with_everybody().await;
    let record = |n: u32| {
        let none = json!({ "metering_points": null, "readings": null });
        record(&format!("13020{n:05}"), 1, &none)
    };
    for batch in 0..10 {
        let records: Vec<_> = (batch * 200..(batch + 1) * 200).map(record).collect();
        send(&bench, &format!("m-{batch}"), &records).await.ok();
    }
    let refused = send(&bench, "m-10", &[record(2_000)]).await;
    assert!(
        refused.body["detail"].as_str().expect("a text").contains("area A1"),
        "{}",
        refused.body
    );
    assert_eq!(refused.problem(422), "invalid");
}

#[tokio::test]
async fn an_areas_customers_reach_a_and_b_of_its_grid_and_nobody_else() {
    let bench = Bench::with_everybody().await;
    let primary = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let backup = Worker::sign_in(&bench, Role::MeterInstaller, "倴城-02").await;
    let other = Worker::sign_in(&bench, Role::UsageInspector, "倴城-03").await;
    let two =
        [record("1302000101", 1, &json!({})), record("1302000102", 1, &json!({ "closed": true }))];
    send(&bench, "m-1", &two).await.ok();
    assert_eq!(manifests(&primary).await, [], "nothing is packed yet");
    assert_eq!(pack_outdated(&bench.platform).await.expect("packed"), 1);

    let told = manifests(&primary).await;
    assert_eq!(told.len(), 1);
    let (area, manifest) = &told[0];
    assert_eq!(
        (area.as_str(), &manifest["customers"]),
        ("A1", &json!(1)),
        "the closed one is gone"
    );
    assert_eq!(manifests(&backup).await, told);
    assert_eq!(manifests(&other).await, []);
    let bundle = fetch(&primary, manifest).await;
    assert_eq!(Digest::of(&bundle.bytes).to_string(), manifest["hash"].as_str().expect("a hash"));
    let bundle = bundle.ok();
    assert_eq!(bundle["area_name"], "东街台区");
    assert_eq!(bundle["customers"][0]["record"]["customer_name"], "王建国");
    assert_eq!(fetch(&other, manifest).await.problem(403), "not-allowed");

    // The backup is another one now, and the area moves to his own grid.
    let admin = bench.sign_in("admin").await;
    let grid = json!({
        "grids": [{
            "code": "S1-01", "name": "一网格", "station": "S1",
            "primary": staff_no(Role::AreaManager), "backup": staff_no(Role::UsageInspector),
        }],
    });
    admin.post("/api/v1/organisation/import", grid).await.ok();
    assert_eq!(fetch(&backup, manifest).await.problem(403), "not-allowed", "at once");
    pack_outdated(&bench.platform).await.expect("packed");
    assert_eq!(manifests(&backup).await, []);
    assert_eq!(manifests(&other).await, told);
    let moved = json!({
        "grids": [{
            "code": "S1-02", "name": "二网格", "station": "S1",
            "primary": staff_no(Role::MeterInstaller),
        }],
        "areas": [{ "code": "A1", "name": "东街台区", "grid": "S1-02" }],
    });
    admin.post("/api/v1/organisation/import", moved).await.ok();
    pack_outdated(&bench.platform).await.expect("packed");
    assert_eq!((manifests(&primary).await, manifests(&other).await), (vec![], vec![]));
    assert_eq!(manifests(&backup).await, told);
}

#[tokio::test]
async fn a_changed_customer_sends_his_area_anew_and_an_unchanged_one_nothing() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let admin = bench.sign_in("admin").await;
    let second = json!({ "areas": [{ "code": "A2", "name": "西街台区", "grid": "S1-01" }] });
    admin.post("/api/v1/organisation/import", second).await.ok();
    let in_two = json!({ "area_code": "A2" });
    send(&bench, "m-1", &[record("1302000101", 1, &json!({})), record("1302000102", 1, &in_two)])
        .await
        .ok();
    pack_outdated(&bench.platform).await.expect("packed");
    let first = manifests(&worker).await;
    send(&bench, "m-2", &[record("1302000101", 2, &json!({ "guard_on": true }))]).await.ok();
    pack_outdated(&bench.platform).await.expect("packed");
    let second = manifests(&worker).await;
    let of = |list: &[(String, Value)], area: &str| {
        list.iter().find(|(code, _)| code == area).expect("told").1["hash"].clone()
    };
    assert_ne!(of(&first, "A1"), of(&second, "A1"));
    assert_eq!(of(&first, "A2"), of(&second, "A2"));
    assert_eq!(pack_outdated(&bench.platform).await.expect("packed"), 0);
    // He moves: both areas are sent anew, and the empty one leaves.
    send(&bench, "m-3", &[record("1302000101", 3, &in_two)]).await.ok();
    pack_outdated(&bench.platform).await.expect("packed");
    let third = manifests(&worker).await;
    assert_eq!((third.len(), &third[0].1["customers"]), (1, &json!(2)));
}

#[tokio::test]
async fn the_office_finds_its_stations_customers_masked_and_unmasks_with_a_reason() {
    let bench = Bench::with_everybody().await;
    send(&bench, "m-1", &[record("1302000101", 1, &json!({}))]).await.ok();
    let head = bench.role(Role::StationHead).await;
    let found = async |text: &str| head.get(&format!("/api/v1/customers?search={text}")).await.ok();
    for (text, by) in [
        ("13020001", "customer_no"),
        ("1330001", "asset_no"),
        ("0000000000", "comm_address"),
        ("%E7%8E%8B%E5%BB%BA", "customer_name"),
        ("15412341234", "mobile"),
    ] {
        let list = found(text).await;
        assert_eq!(list["items"][0]["found_by"], by, "{list}");
        assert_eq!(list["items"][0]["customer_name"], "王*国");
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
    }
    assert_eq!(found("1541234").await["items"], json!([]), "a beginning of a mobile number");
    assert_eq!(head.get("/api/v1/customers?search=1").await.problem(422), "invalid");
    // Who may not unmask finds nobody by what is personal.
    let dispatcher = bench.role(Role::Dispatcher).await;
    let by_name = dispatcher.get("/api/v1/customers?search=%E7%8E%8B%E5%BB%BA").await.ok();
    assert_eq!(by_name["items"], json!([]));

    let masked = head.get("/api/v1/customers/1302000101").await.ok();
    assert_eq!(masked["card"]["record"]["mobile"], "154****1234");
    assert_eq!(masked["unmasked"], false);
    let path = "/api/v1/customers/1302000101/unmask";
    assert_eq!(head.post(path, json!({ "reason": " " })).await.problem(422), "invalid");
    for _ in 0..2 {
        let file = head.keyed("once", path, json!({ "reason": "用户来电核对" })).await.ok();
        assert_eq!(file["card"]["record"]["mobile"], "15412341234");
    }
    let officer = bench.role(Role::SecurityOfficer).await;
    let chain = officer.get("/api/v1/audit/customer:1302000101").await.ok();
    let kinds: Vec<_> =
        chain["items"].as_array().expect("a list").iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(kinds, ["customer_read", "customer_unmasked"]);
    let inquiries = officer.get("/api/v1/inquiries").await.ok();
    assert_eq!(inquiries["items"].as_array().map(Vec::len), Some(1), "asked twice under one key");
    assert_eq!(inquiries["items"][0]["note"], "用户来电核对");
    let searcher = bench.person(Role::StationHead).await;
    let searches = officer.get(&format!("/api/v1/audit/searches:{searcher}")).await.ok();
    assert_eq!(searches["items"].as_array().map(Vec::len), Some(6));
}

#[tokio::test]
async fn another_stations_customers_are_neither_found_nor_opened() {
    let bench = Bench::with_everybody().await;
    send(&bench, "m-1", &[record("1302000101", 1, &json!({}))]).await.ok();
    let admin = bench.sign_in("admin").await;
    let person = json!({
        "people": [{
            "staff_no": "head-2", "name": "李敏", "mobile": "15412340002", "station": "S2",
            "roles": ["station_head"],
        }, {
            "staff_no": "manager-2", "name": "李敏", "mobile": "15412340002", "station": "S1",
            "roles": ["area_manager"],
        }],
    });
    admin.post("/api/v1/organisation/import", person).await.ok();
    for login in ["head-2", "manager-2"] {
        let account =
            json!({ "login": login, "staff_no": login, "password": crate::support::PASSWORD });
        admin.post("/api/v1/accounts", account).await.ok();
        let stranger = bench.sign_in(login).await;
        let list = stranger.get("/api/v1/customers?search=13020").await.ok();
        assert_eq!(list["items"], json!([]), "{login}");
        assert_eq!(stranger.get("/api/v1/customers/1302000101").await.problem(403), "not-allowed");
        let unmask =
            stranger.post("/api/v1/customers/1302000101/unmask", json!({ "reason": "想看" }));
        assert_eq!(unmask.await.problem(403), "not-allowed");
    }
    let manager = bench.role(Role::AreaManager).await;
    let list = manager.get("/api/v1/customers?search=13020").await.ok();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "his own grid");
}

#[tokio::test]
async fn an_inquiry_lands_once_in_the_audit_and_on_the_officers_list() {
    let bench = Bench::with_everybody().await;
    send(&bench, "m-1", &[record("1302000101", 1, &json!({}))]).await.ok();
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let inquiry = |id: u32, customer_no: &str, reason: &str| {
        json!({
            "inquiry": format!("019a0000-0000-7000-8000-0000000000{id:02}"), "customer_no": customer_no,
            "reason": reason, "note": "问上月电费", "at": 1_779_000_000_000_000_i64,
        })
    };
    let body = json!({ "inquiries": [
        inquiry(1, "1302000101", "bill"),
        inquiry(2, "1302000999", "a reason of a later release, longer than any code is today"),
    ] });
    for _ in 0..2 {
        let kept = worker.send("POST", "/sync/v1/inquiries", Some(body.clone())).await.ok();
        assert_eq!(kept["kept"].as_array().map(Vec::len), Some(2));
        assert_eq!(kept["epoch"], json!(bench.platform.epoch()));
    }
    let officer = bench.role(Role::SecurityOfficer).await;
    let listed = officer.get("/api/v1/inquiries").await.ok();
    let items = listed["items"].as_array().expect("a list");
    assert_eq!(items.len(), 2);
    let in_scope = |no: &str| {
        let one = items.iter().find(|item| item["customer_no"] == no).expect("listed");
        (one["in_scope"].clone(), one["staff_no"].clone())
    };
    let own = json!(staff_no(Role::AreaManager));
    assert_eq!(in_scope("1302000101"), (json!(true), own.clone()));
    assert_eq!(in_scope("1302000999"), (json!(false), own));
    let chain = officer.get("/api/v1/audit/customer:1302000101").await.ok();
    assert_eq!(chain["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(chain["items"][0]["body"]["reason"], "bill");
    assert_eq!(chain["verified"], true);
    let of_one = officer.get("/api/v1/inquiries?customer_no=1302000101&limit=1").await.ok();
    assert_eq!(
        (of_one["items"].as_array().map(Vec::len), &of_one["next"]),
        (Some(1), &Value::Null)
    );
    let many = json!({ "inquiries": vec![inquiry(1, "1302000101", "bill"); 201] });
    let refused = worker.send("POST", "/sync/v1/inquiries", Some(many)).await;
    assert_eq!(refused.problem(422), "invalid");
}

#[tokio::test]
async fn a_finished_work_stands_on_its_customers_card_and_a_terminated_order_does_not() {
    let bench = Bench::with_everybody().await;
    send(&bench, "m-1", &[record("1302000101", 1, &json!({}))]).await.ok();
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    pack_outdated(&bench.platform).await.expect("packed");
    let before = manifests(&worker).await;
    let of_customer = json!({ "customer_no": "1302000101" });
    let order = hand_over_as(&bench, "1302000100000007", &of_customer).await;
    let head = bench.role(Role::StationHead).await;
    let end = json!({ "order": order.order, "reason": "重复报装" });
    head.post("/api/v1/orders/terminate", end).await.ok();
    assert_eq!(pack_outdated(&bench.platform).await.expect("packed"), 0, "no work was done");
    assert_eq!(manifests(&worker).await, before);

    let order = hand_over_as(&bench, "1302000100000008", &of_customer).await;
    let archive = Archive { org: bench.platform.org(), order: order.order, at: bench.clock.now() };
    bench.platform.store().write(archive).await.expect("archived");
    pack_outdated(&bench.platform).await.expect("packed");
    let after = manifests(&worker).await;
    assert_ne!(after, before);
    let bundle = fetch(&worker, &after[0].1).await.ok();
    let work = &bundle["customers"][0]["works"][0];
    assert_eq!(work["order_no"], "1302000100000008");
    assert_eq!(work["worker_name"], "王建国");
    let file = head.get("/api/v1/customers/1302000101").await.ok();
    assert_eq!(file["card"]["works"][0]["order"], json!(order.order));
}

/// Ends an order as its last stage would.
struct Archive {
    org: OrganisationId,
    order: OrderId,
    at: Instant,
}

#[async_trait]
impl Command for Archive {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        let before = orders::find(tx, self.org, self.order).await?.expect("an order");
        let mut after = before.clone();
        after.rev += 1;
        after.view.state = OrderState::Archived;
        after.closed_at = Some(self.at);
        orders::update(tx, self.org, &before, &after).await?;
        platform::customers::follow(tx, self.org, Changed::Customer("1302000101")).await
    }
}
