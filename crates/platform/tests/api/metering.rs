//! Leave to command a meter: asked for, given by somebody else, asked again at the moment of action, used once.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use security_unit::{FakeCard, PublicKey, Signature, SigningToken as _};
use serde_json::{Value, json};
use sync::{OrderView, SignedAuthorisation};
use vocabulary::{AuthorisationId, CardId, CardKind, Clock as _, MeterTime, MeterWorkId, Role};

use crate::support::{
    ACQUISITION_KEY, Bench, NEIGHBOUR_KEY, Reply, Worker, card_body, hand_over_as, hand_over_stop,
    open_stage, record_of, staff_no, tell,
};

pub(super) const METER: &str = "000000000001";
const CUSTOMER: &str = "1302000101";

/// A Monday morning on which the area manager has an order of a customer who owes and was told in time.
pub(super) struct Morning<'b> {
    pub bench: &'b Bench,
    worker: Worker<'b>,
    order: OrderView,
}

impl<'b> Morning<'b> {
    pub async fn of(bench: &'b Bench, told: &Value) -> Self {
        bench.pass(until(bench, "2026-06-01T10:00:00"));
        let worker = Worker::sign_in(bench, Role::AreaManager, "倴城-01").await;
        let mut data = json!({
            "customer_no": CUSTOMER,
            "notice": { "receipt_no": "N1", "delivered_at": micros("2026-05-20T09:00:00") },
        });
        sync::apply_patch(&mut data, told);
        let order = hand_over_stop(bench, "1302000100000001", &data).await;
        customer(bench, 1, &json!({})).await.ok();
        meters(bench, json!([meter(1)])).await.ok();
        Self { bench, worker, order }
    }

    pub const fn worker(&self) -> &Worker<'b> {
        &self.worker
    }

    pub fn request(&self, command: &str, parameter: Value) -> Value {
        let id = AuthorisationId::make(&*self.bench.clock, &*self.bench.entropy);
        json!({
            "authorisation": id, "order": self.order.order, "stage": open_stage(&self.order).stage,
            "comm_address": METER, "command": command, "parameter": parameter,
        })
    }

    pub async fn ask(&self, request: &Value) -> Reply {
        self.worker.send("POST", "/sync/v1/authorisations", Some(request.clone())).await
    }

    /// Asks for leave to stop, with the second notice given forty minutes ago.
    pub async fn ask_to_trip(&self) -> String {
        let told = self.bench.clock.now().shifted(-40 * 60_000_000);
        let request = self.request("trip", json!({ "second_notice_at": told }));
        id_of(&self.ask(&request).await.ok())
    }

    /// Leave to stop that is given and fetched: the command may be under way.
    async fn release_a_trip(&self) -> String {
        let asked = self.ask_to_trip().await;
        self.decide(Role::StationHead, "approve", &asked).await.ok();
        self.release(&asked).await.ok();
        asked
    }

    pub async fn decide(&self, role: Role, verb: &str, authorisation: &str) -> Reply {
        let mut body = json!({ "authorisation": authorisation });
        if verb != "approve" {
            body["reason"] = "用户已到营业厅缴费".into();
        }
        self.bench.role(role).await.post(&format!("/api/v1/authorisations/{verb}"), body).await
    }

    pub async fn release(&self, authorisation: &str) -> Reply {
        let body = json!({ "authorisation": authorisation });
        self.worker.send("POST", "/sync/v1/authorisations/release", Some(body)).await
    }

    pub async fn hand_in(&self, work: &Value) -> Reply {
        let body = json!({ "works": [work] });
        self.worker.send("POST", "/sync/v1/meter-works", Some(body)).await
    }

    /// A record that follows on one which has not come: it waits with somebody else on the terminal.
    pub fn work(&self, authorisation: &str, change: &Value) -> Value {
        let now = self.bench.clock.now();
        let id = MeterWorkId::make(&*self.bench.clock, &*self.bench.entropy);
        let mut work = json!({
            "work": id, "previous": vocabulary::Digest::of(id.to_string().as_bytes()),
            "order": self.order.order, "stage": open_stage(&self.order).stage,
            "authorisation": authorisation, "card": self.worker.card().identity().card,
            "command": "trip", "meant": METER, "meter": METER, "outcome": "done",
            "started_at": now, "ended_at": now,
            "before": { "relay": "closed" }, "after": { "relay": "open" },
            "frames": [{ "at": now, "way": "sent", "hex": "68" }], "app_version": "0.1.0",
        });
        sync::apply_patch(&mut work, change);
        work
    }

    /// What the executor's feed says of his authorisations.
    pub async fn fed(&self) -> Vec<Value> {
        let feed = self.worker.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
        let items = feed["items"].as_array().expect("a list").iter();
        let items = items.filter(|item| item["type"] == "authorisation");
        items.map(|item| item["body"].clone()).collect()
    }

    /// What the executor's feed says is not done on site.
    async fn switched_off(&self) -> Value {
        let feed = self.worker.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
        feed.get("switched_off").cloned().unwrap_or_default()
    }

    pub async fn items(&self) -> Vec<Value> {
        let head = self.bench.role(Role::StationHead).await;
        let items = head.get("/api/v1/items?kind=meter_work").await.ok();
        items["items"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|item| item["reason"].clone())
            .collect()
    }
}

pub(super) fn id_of(view: &Value) -> String {
    view["authorisation"].as_str().expect("an id").to_owned()
}

fn micros(shown: &str) -> i64 {
    shown.parse::<MeterTime>().expect("a time").instant().micros()
}

fn until(bench: &Bench, shown: &str) -> Duration {
    let now = bench.clock.now().micros();
    Duration::from_micros(u64::try_from(micros(shown) - now).expect("it lies ahead"))
}

fn meter(revision: u64) -> Value {
    json!({
        "comm_address": METER, "revision": revision, "protocol": "dlt645", "phases": 1,
        "customer_no": CUSTOMER, "area_code": "A1", "keys": "private",
    })
}

async fn meters(bench: &Bench, meters: Value) -> Reply {
    let key = format!("Bearer {ACQUISITION_KEY}");
    let headers = [("authorization", &*key)];
    let body = json!({ "meters": meters });
    bench.send("POST", "/neighbours/v1/acquisition/meters", &headers, Some(body)).await
}

/// What the marketing system knows of the customer; he owes unless told otherwise.
async fn customer(bench: &Bench, revision: u64, change: &Value) -> Reply {
    let mut record = json!({
        "customer_no": CUSTOMER, "revision": revision, "as_of": 1_779_000_000_000_000_i64,
        "area_code": "A1", "customer_name": "王建国", "service_address": "倴城镇东街村12号",
        "usage_class": "residential", "tariff": "RES-TIER", "contract_capacity_w": 6000,
        "supply_voltage_v": 220, "fee_control": "remote",
        "arrears": { "amount_fen": 12_300, "months": 2, "as_of": 1_779_000_000_000_000_i64 },
    });
    sync::apply_patch(&mut record, change);
    let key = format!("Bearer {NEIGHBOUR_KEY}");
    let body = json!({ "message_id": format!("m-{revision}"), "records": [record] });
    let path = "/neighbours/v1/marketing/customers";
    bench.send("POST", path, &[("authorization", &*key)], Some(body)).await
}

pub(super) fn blocks(reply: Reply) -> Value {
    assert_eq!(reply.status.as_u16(), 409, "{}", reply.body);
    reply.body["more"]["blocks"].clone()
}

#[tokio::test]
async fn a_stop_is_approved_by_another_released_at_the_moment_and_used_once() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    let released_early = morning.release(&asked).await;
    assert_eq!(released_early.problem(409), "conflict", "nobody has approved it");
    assert_eq!(
        morning.decide(Role::StationHead, "approve", &asked).await.ok()["state"],
        "approved"
    );
    let fed = morning.fed().await;
    assert_eq!(fed[0]["state"], "approved");
    assert_eq!(fed[0].get("signed"), None, "a stop never travels signed");

    let released = morning.release(&asked).await.ok();
    let signed: SignedAuthorisation =
        serde_json::from_value(released["signed"].clone()).expect("signed");
    let key = bench.platform.keys().public_key().try_into().expect("33 bytes");
    let key = PublicKey::parse(key).expect("a key");
    let signature = STANDARD.decode(&signed.signature).expect("base64");
    let signature = Signature::from_bytes(signature.try_into().expect("64 bytes"));
    let message = SignedAuthorisation::message(&signed.body);
    security_unit::verify(&key, &message, &signature).expect("the platform's");
    let read = signed.read().expect("an authorisation");
    assert_eq!(read.meter.comm_address.as_str(), METER);
    assert_eq!(read.not_after.since(bench.clock.now()), 5 * 60 * 1_000_000);
    // The answer was lost: the same again. Later never, because the command may have reached the meter.
    assert_eq!(morning.release(&asked).await.ok()["signed"], released["signed"]);
    bench.pass(Duration::from_secs(301));
    assert_eq!(morning.release(&asked).await.problem(410), "gone");

    let work = morning.work(&asked, &json!({}));
    let kept = morning.hand_in(&work).await.ok();
    assert_eq!(kept["kept"][0], work["work"]);
    morning.hand_in(&work).await.ok();
    assert_eq!(morning.fed().await[0]["state"], "used");
    assert_eq!(morning.items().await, [] as [Value; 0]);
    let another = morning.work(&asked, &json!({}));
    morning.hand_in(&another).await.ok();
    assert_eq!(morning.items().await, ["used_twice"]);
    let officer = bench.role(Role::SecurityOfficer).await;
    let works = officer.get(&format!("/api/v1/meters/{METER}/works")).await.ok();
    assert_eq!(works["items"].as_array().map(Vec::len), Some(2));
    let file = works["items"][0]["work"].as_str().expect("an id");
    let file = officer.get(&format!("/api/v1/meter-works/{file}")).await.ok();
    assert_eq!(file["record"]["frames"][0]["hex"], "68");
    assert_eq!(file["chain"], "gap");
}

#[tokio::test]
async fn who_approves_a_parameter_sees_what_it_is_now() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let present = json!({
        "value": "05", "read_at": bench.clock.now(),
        "work": MeterWorkId::make(&*bench.clock, &*bench.entropy),
    });
    let asked = |command: &str, parameter: Value, change: Value| {
        let mut request = morning.request(command, parameter);
        request["present"] = present.clone();
        sync::apply_patch(&mut request, &change);
        request
    };
    let parameter = json!({ "item": "04000305", "value": "06" });
    let view = morning.ask(&asked("set_parameter", parameter.clone(), json!({}))).await.ok();
    assert_eq!(view["present"], present);
    assert_eq!(morning.fed().await[0]["present"], present);
    let head = bench.role(Role::StationHead).await;
    let listed = head.get("/api/v1/authorisations").await.ok();
    assert_eq!(listed["items"][0]["present"], present);

    let told = bench.clock.now().shifted(-40 * 60_000_000);
    let trip = asked("trip", json!({ "second_notice_at": told }), json!({}));
    assert_eq!(morning.ask(&trip).await.problem(422), "invalid", "a stop has no such thing");
    let no_hex = json!({ "present": { "value": "5!" } });
    let wrong = asked("set_parameter", parameter.clone(), no_hex);
    assert_eq!(morning.ask(&wrong).await.problem(422), "invalid");
    // A meter that has no such thing says so, and who has read nothing may ask, too.
    let none = asked("set_parameter", parameter.clone(), json!({ "present": { "value": null } }));
    assert_eq!(morning.ask(&none).await.ok()["present"]["value"], Value::Null);
    let unread = asked("set_parameter", parameter, json!({ "present": null }));
    assert_eq!(morning.ask(&unread).await.ok()["present"], Value::Null);
}

#[tokio::test]
async fn what_is_on_record_of_a_business_card_is_believed() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    let release = async |card: CardId| {
        let body = json!({ "authorisation": asked, "business_card": card });
        morning.worker.send("POST", "/sync/v1/authorisations/release", Some(body)).await
    };
    let own = morning.worker.card().identity().card;
    assert_eq!(release(own).await.problem(409), "other-card-kind", "an operator's card is none");

    let officer = bench.role(Role::SecurityOfficer).await;
    let person = bench.person(Role::AreaManager).await;
    let lost = FakeCard::with_pin_presented(&*bench.entropy).of_kind(CardKind::Business);
    officer.post("/api/v1/cards", card_body(&lost, person, "B1")).await.ok();
    let lost = lost.identity().card;
    let reason = json!({ "reason": "遗失" });
    officer.post(&format!("/api/v1/cards/{lost}/revoke"), reason).await.ok();
    assert_eq!(release(lost).await.problem(409), "conflict", "it is revoked");

    let good = FakeCard::with_pin_presented(&*bench.entropy).of_kind(CardKind::Business);
    officer.post("/api/v1/cards", card_body(&good, person, "B2")).await.ok();
    release(good.identity().card).await.ok();
}

#[tokio::test]
async fn a_leave_that_was_released_for_nothing_needs_no_second_approval() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    morning.release(&asked).await.ok();
    let missed = json!({ "outcome": "refused", "reason": "no_answer", "meter": null, "after": {} });
    morning.hand_in(&morning.work(&asked, &missed)).await.ok();
    let fed = morning.fed().await;
    assert_eq!((&fed[0]["state"], fed[0].get("signed")), (&json!("approved"), None));
    bench.pass(Duration::from_secs(301));
    // Everything is asked again, and only the terminal that has tried knows that it has sent nothing.
    customer(&bench, 2, &json!({ "arrears": null })).await.ok();
    assert_eq!(blocks(morning.release(&asked).await), json!(["paid_meanwhile"]));
    customer(&bench, 3, &json!({})).await.ok();
    let body = json!({ "authorisation": asked, "unit": "0000000000000009" });
    let elsewhere = morning.worker.send("POST", "/sync/v1/authorisations/release", Some(body));
    assert_eq!(elsewhere.await.problem(410), "gone");
    morning.release(&asked).await.ok();
    morning.hand_in(&morning.work(&asked, &json!({}))).await.ok();
    assert_eq!(morning.fed().await[0]["state"], "used");
    assert_eq!(morning.items().await, [] as [Value; 0]);
}

#[tokio::test]
async fn on_site_recharge_stands_behind_a_switch() {
    let paid = json!({ "payment": { "receipt_no": "R1", "amount_fen": 10_000 } });
    let ask = async |morning: &Morning<'_>| {
        let purchase = json!({ "amount_fen": 10_000, "count": 3, "customer_no": CUSTOMER });
        morning.ask(&morning.request("recharge", purchase)).await
    };
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &paid).await;
    let refused = ask(&morning).await;
    assert!(refused.body["detail"].as_str().is_some_and(|why| why.contains("营业厅")));
    let english = refused.body["more"]["detail_en"].as_str();
    assert!(english.is_some_and(|why| why.contains("at the counter")), "{english:?}");
    assert_eq!(blocks(refused), json!(["recharge_off"]));
    assert_eq!(morning.switched_off().await, json!(["recharge"]));

    let bench = Bench::with_on_site_recharge().await;
    let morning = Morning::of(&bench, &paid).await;
    let asked = id_of(&ask(&morning).await.ok());
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    morning.release(&asked).await.ok();
    assert_eq!(morning.switched_off().await, Value::Null);
}

#[tokio::test]
async fn who_has_a_meter_in_hand_looks_back_at_what_others_did_there() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let worker = morning.worker();
    let path = format!("/sync/v1/meters/{METER}/works");
    let look_back = async |worker: &Worker<'_>| worker.send("GET", &path, None).await;
    let other = Worker::sign_in(&bench, Role::UsageInspector, "倴城-02").await;
    let long_ago = bench.clock.now().shifted(-91 * 24 * 3_600_000_000);
    let theirs = |change: Value| {
        let mut work = morning.work("01940000-0000-7000-8000-000000000999", &json!({
            "order": null, "stage": null, "card": other.card().identity().card, "command": "read",
            "authorisation": null, "before": null, "after": { "relay": "closed" },
            "readings": { "total_kwh_e4": 123_456_700 },
        }));
        sync::apply_patch(&mut work, &change);
        work
    };
    let [seen, aged] =
        [theirs(json!({})), theirs(json!({ "started_at": long_ago, "ended_at": long_ago }))];
    let works = json!({ "works": [seen, aged] });
    other.send("POST", "/sync/v1/meter-works", Some(works)).await.ok();
    morning
        .hand_in(&morning.work("", &json!({ "command": "acquire", "authorisation": null })))
        .await
        .ok();

    let told = look_back(worker).await.ok();
    let lines = told["works"].as_array().expect("a list");
    assert_eq!(lines.len(), 1, "none from before 90 days, and none of his own: {told}");
    assert_eq!((&lines[0]["work"], &lines[0]["relay_after"]), (&seen["work"], &json!("closed")));
    assert_eq!(lines[0]["readings"]["total_kwh_e4"], 123_456_700);
    assert!(lines[0]["performer"].as_str().is_some_and(|name| !name.is_empty()));
    for kept_back in ["frames", "card", "person", "order"] {
        assert_eq!(lines[0].get(kept_back), None, "{kept_back}");
    }
    // Whoever did it has nothing to do there now; nor has anybody at a meter that no order of his names.
    assert_eq!(look_back(&other).await.problem(403), "not-allowed");
    let stranger = worker.send("GET", "/sync/v1/meters/000000000099/works", None).await;
    assert_eq!(stranger.problem(403), "not-allowed");
}

#[tokio::test]
async fn two_records_that_follow_on_the_same_one_are_the_offices_matter() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let read = |previous: Value| {
        let change = json!({ "command": "acquire", "authorisation": null, "previous": previous });
        morning.work("", &change)
    };
    let digest = |work: &Value| {
        let work: sync::MeterWork = serde_json::from_value(work.clone()).expect("a work");
        json!(work.digest().expect("JSON"))
    };
    let officer = bench.role(Role::SecurityOfficer).await;
    let chain = async |work: &Value| {
        let path = format!("/api/v1/meter-works/{}", work["work"].as_str().expect("an id"));
        officer.get(&path).await.ok()["chain"].clone()
    };
    let first = read(Value::Null);
    let second = read(digest(&first));
    for work in [&second, &first] {
        morning.hand_in(work).await.ok();
    }
    assert_eq!((chain(&first).await, chain(&second).await), (json!("first"), json!("follows")));
    assert_eq!(morning.items().await, [] as [Value; 0]);
    morning.hand_in(&read(digest(&first))).await.ok();
    assert_eq!(morning.items().await, ["out_of_chain"]);
    morning.hand_in(&read(Value::Null)).await.ok();
    assert_eq!(morning.items().await, ["out_of_chain", "out_of_chain"]);
}

#[tokio::test]
async fn what_forbids_a_stop_is_asked_each_time() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    let head = bench.role(Role::StationHead).await;
    let entry = head.get("/api/v1/authorisations").await.ok()["items"][0].clone();
    assert_eq!(entry["facts"]["arrears_fen"], 12_300);
    assert_eq!(entry["blocks"], json!([]));
    assert_eq!(entry["may_decide"], true);
    // Whoever may open the order sees whose supply it is, masked as everywhere.
    assert!(entry["customer_name"].as_str().is_some_and(|name| name.contains('*')), "{entry}");
    let officer = bench.role(Role::SecurityOfficer).await;
    let seen = officer.get("/api/v1/authorisations").await.ok()["items"][0].clone();
    assert_eq!((&seen["customer_name"], &seen["may_decide"]), (&Value::Null, &json!(false)));

    // He pays while the request waits, and the payment is found to be another's.
    customer(&bench, 2, &json!({ "arrears": null })).await.ok();
    assert_eq!(
        blocks(morning.decide(Role::StationHead, "approve", &asked).await),
        json!(["paid_meanwhile"])
    );
    customer(&bench, 3, &json!({})).await.ok();
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    // Between approval and the moment of action: a storm, a guard, and a ventilator.
    let now = bench.clock.now();
    let ban = json!({
        "from": now, "until": now.shifted(3_600_000_000), "reason": "台风蓝色预警",
        "station": entry_station(&morning).await,
    });
    let ban = head.post("/api/v1/stop-bans", ban).await.ok();
    assert_eq!(blocks(morning.release(&asked).await), json!(["announced"]));
    head.post("/api/v1/stop-bans/lift", json!({ "ban": ban["ban"] })).await.ok();
    customer(&bench, 4, &json!({ "life_support": true, "guard_on": true })).await.ok();
    assert_eq!(blocks(morning.release(&asked).await), json!(["life_support", "guard_on"]));
    customer(&bench, 5, &json!({})).await.ok();
    let paid = json!({ "payment": { "receipt_no": "R1" } });
    let change = crate::support::message("1302000100000001", 2, "change", paid);
    tell(&bench, change).await.ok();
    assert_eq!(blocks(morning.release(&asked).await), json!(["paid_meanwhile"]));
    let gone = json!({ "payment": null });
    tell(&bench, crate::support::message("1302000100000001", 3, "change", gone)).await.ok();
    bench.pass(until(&bench, "2026-06-01T17:59:59"));
    morning.release(&asked).await.ok();
}

async fn entry_station(morning: &Morning<'_>) -> Value {
    let admin = morning.bench.role(Role::Administrator).await;
    let stations = admin.get("/api/v1/stations").await.ok();
    let found = stations["items"].as_array().expect("a list").iter();
    let mut found = found.filter(|station| station["code"] == "S1");
    found.next().expect("there is one")["station"].clone()
}

#[tokio::test]
async fn nobody_approves_what_he_carries_out_and_only_who_may() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    for role in [Role::Dispatcher, Role::SecurityOfficer, Role::AreaManager, Role::Administrator] {
        let decided = morning.decide(role, "approve", &asked).await;
        assert_eq!(decided.problem(403), "not-allowed", "{role:?}");
    }
    let keys = morning.request("update_keys", Value::Null);
    let keys = id_of(&morning.ask(&keys).await.ok());
    let by_head = morning.decide(Role::StationHead, "approve", &keys).await;
    assert_eq!(by_head.problem(403), "not-allowed");
    let officer = bench.role(Role::SecurityOfficer).await;
    let asked_for = officer.get("/api/v1/authorisations").await.ok()["items"][0].clone();
    assert_eq!(
        (&asked_for["keys"], &asked_for["may_open_order"]),
        (&json!("private"), &json!(false))
    );
    morning.decide(Role::SecurityOfficer, "approve", &keys).await.ok();
    // He becomes station head as well: still not for his own stop.
    let manager = bench.person(Role::AreaManager).await;
    promote(&bench, "area_manager").await;
    let own = morning.decide(Role::AreaManager, "approve", &asked).await;
    assert_eq!(own.problem(403), "not-allowed");
    let listed = bench.role(Role::AreaManager).await.get("/api/v1/authorisations").await.ok();
    assert_eq!(listed["items"][0]["executor"], json!(manager));
    assert_eq!(listed["items"][0]["may_decide"], false);
}

/// Makes somebody a station head beside what he is.
async fn promote(bench: &Bench, role: &str) {
    let admin = bench.role(Role::Administrator).await;
    let mut person = crate::support::person_of(Role::AreaManager);
    person["roles"] = json!([role, "station_head"]);
    let staff_no = staff_no(Role::AreaManager);
    admin.command("PUT", &format!("/api/v1/people/{staff_no}"), person).await.ok();
}

#[tokio::test]
async fn leave_is_for_the_orders_own_meter_and_the_stages_own_worker() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let mut other = meter(1);
    other["comm_address"] = "000000000002".into();
    other["customer_no"] = "1302000102".into();
    meters(&bench, json!([other])).await.ok();
    let mut request = morning.request("set_clock", Value::Null);
    request["comm_address"] = "000000000002".into();
    assert_eq!(morning.ask(&request).await.problem(403), "not-allowed");
    request["comm_address"] = "000000000003".into();
    assert_eq!(morning.ask(&request).await.problem(404), "not-found");
    let reading = morning.request("read", Value::Null);
    assert_eq!(morning.ask(&reading).await.problem(422), "invalid");

    let stranger = Worker::sign_in(&bench, Role::UsageInspector, "倴城-02").await;
    let request = morning.request("set_clock", Value::Null);
    let path = "/sync/v1/authorisations";
    let asked = stranger.send("POST", path, Some(request.clone())).await;
    assert_eq!(asked.problem(403), "not-allowed");
    let asked = id_of(&morning.ask(&request).await.ok());
    assert_eq!(id_of(&morning.ask(&request).await.ok()), asked, "the same request is one");
    let mut changed = request;
    changed["command"] = "trip".into();
    assert_eq!(morning.ask(&changed).await.problem(409), "conflict");
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    let body = json!({ "authorisation": asked });
    let stolen = stranger.send("POST", "/sync/v1/authorisations/release", Some(body)).await;
    assert_eq!(stolen.problem(403), "not-allowed");
}

#[tokio::test]
async fn a_restore_travels_signed_unless_its_customer_must_be_asked() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({ "fee_control": { "restore_mode": "auto" } })).await;
    let asked = id_of(&morning.ask(&morning.request("permit_close", Value::Null)).await.ok());
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    let head = bench.role(Role::StationHead).await;
    let entry = head.get("/api/v1/authorisations?state=approved").await.ok()["items"][0].clone();
    assert_eq!(entry["travels"], true);
    assert!(morning.fed().await[0]["signed"]["body"].is_string());
    let withdrawn = morning.decide(Role::StationHead, "withdraw", &asked).await;
    assert_eq!(withdrawn.problem(409), "conflict", "it may be in use where no network is");
    let work = json!({ "command": "permit_close", "after": { "relay": "open" } });
    // The beam missed, where no network was; then it did not.
    let missed = json!({ "outcome": "refused", "reason": "no_answer", "meter": null, "after": {} });
    let mut first = work.clone();
    sync::apply_patch(&mut first, &missed);
    morning.hand_in(&morning.work(&asked, &first)).await.ok();
    assert_eq!(morning.fed().await[0]["state"], "approved", "nothing was sent");
    morning.hand_in(&morning.work(&asked, &work)).await.ok();
    assert_eq!(morning.fed().await[0]["state"], "used");
    assert_eq!(morning.items().await, [] as [Value; 0]);
}

#[tokio::test]
async fn a_restore_of_which_nothing_is_agreed_does_not_travel() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = id_of(&morning.ask(&morning.request("permit_close", Value::Null)).await.ok());
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    assert_eq!(morning.fed().await[0].get("signed"), None);
    morning.release(&asked).await.ok();
}

#[tokio::test]
async fn a_confirmed_restore_waits_for_its_customer() {
    let bench = Bench::with_everybody().await;
    let confirmed = json!({ "fee_control": { "restore_mode": "confirmed" } });
    let morning = Morning::of(&bench, &confirmed).await;
    let asked = id_of(&morning.ask(&morning.request("direct_close", Value::Null)).await.ok());
    let refused = morning.decide(Role::StationHead, "approve", &asked).await;
    assert_eq!(blocks(refused), json!(["not_contacted"]));
    morning.decide(Role::StationHead, "refuse", &asked).await.ok();
    assert_eq!(morning.fed().await[0]["reason"], "用户已到营业厅缴费");
    let contacted = morning.request("direct_close", json!({ "contacted": true }));
    let asked = id_of(&morning.ask(&contacted).await.ok());
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    let fed = morning.fed().await;
    let approved = fed.iter().find(|view| view["state"] == "approved").expect("it was approved");
    assert_eq!(approved.get("signed"), None, "it is asked again at the moment of action");
    morning.release(&asked).await.ok();
}

#[tokio::test]
async fn a_command_that_was_cut_off_is_verified_before_the_next() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.release_a_trip().await;
    let cut_off =
        morning.work(&asked, &json!({ "outcome": "unknown", "meter": null, "after": {} }));
    morning.hand_in(&cut_off).await.ok();
    assert_eq!(morning.items().await, ["unknown"]);
    let next = morning.request("trip", json!({}));
    assert_eq!(blocks(morning.ask(&next).await), json!(["unverified"]));
    bench.pass(Duration::from_secs(60));
    // A look that did not hear how the relay stands tells nothing of a trip.
    let mut looked =
        json!({ "command": "acquire", "authorisation": null, "after": { "relay": null } });
    morning.hand_in(&morning.work(&asked, &looked)).await.ok();
    assert_eq!(blocks(morning.ask(&next).await), json!(["unverified"]));
    bench.pass(Duration::from_secs(60));
    looked["after"] = json!({ "relay": "closed" });
    morning.hand_in(&morning.work(&asked, &looked)).await.ok();
    morning.ask(&next).await.ok();
}

/// Its terminal may be lost, and the customer in the dark: nobody knows until somebody has looked.
#[tokio::test]
async fn leave_that_went_out_and_was_never_told_of_holds_up_the_next() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let lost = morning.release_a_trip().await;
    let next = morning.ask_to_trip().await;
    let approve = async || morning.decide(Role::StationHead, "approve", &next).await;
    assert_eq!(blocks(approve().await), json!(["unreported"]));
    let look = json!({ "command": "acquire", "authorisation": null });
    let looked = async || morning.hand_in(&morning.work(&lost, &look)).await.ok();
    looked().await;
    assert_eq!(blocks(approve().await), json!(["unreported"]), "the command may still come");
    bench.pass(Duration::from_secs(301));
    looked().await;
    approve().await.ok();
}

#[tokio::test]
async fn a_stage_that_stops_nobody_asks_for_no_trip() {
    let bench = Bench::with_everybody().await;
    let mut morning = Morning::of(&bench, &json!({})).await;
    let told = json!({ "customer_no": CUSTOMER });
    morning.order = hand_over_as(&bench, "1302000100000002", &told).await;
    let trip = morning.ask(&morning.request("trip", json!({}))).await;
    assert_eq!(trip.problem(403), "not-allowed");
    morning.ask(&morning.request("set_clock", json!({}))).await.ok();
}

/// Whoever has gone home leaves no meter behind of which only his terminal knows.
#[tokio::test]
async fn a_terminal_brings_the_works_of_whoever_has_signed_out() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.release_a_trip().await;
    let alone = morning.worker.terminal.open(None).await.ok();
    let bearer = format!("Bearer {}", alone["token"].as_str().expect("a token"));
    let bring = async |work: &Value| {
        let headers = [("authorization", &*bearer)];
        let body = json!({ "works": [work] });
        bench.send("POST", "/terminal/v1/meter-works", &headers, Some(body)).await.ok()
    };
    let work = morning.work(&asked, &json!({ "outcome": "unknown", "after": {} }));
    assert_eq!(bring(&work).await["kept"][0], work["work"]);
    assert_eq!(morning.items().await, ["unknown"]);
    assert_eq!(morning.fed().await[0]["state"], "used", "it was his leave");
    let strange = json!({ "card": vocabulary::CardId::make(&*bench.clock, &*bench.entropy) });
    let of_nobody = bring(&morning.work(&asked, &strange)).await;
    assert_eq!(of_nobody["kept"], json!([]), "nobody knows whose it is");
}

/// Whoever leaves the order out of a record hides nothing by it.
#[tokio::test]
async fn an_odd_work_without_an_order_is_its_workers_stations_matter() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let hidden =
        json!({ "order": null, "stage": null, "authorisation": null, "outcome": "failed" });
    morning.hand_in(&morning.work("", &hidden)).await.ok();
    assert_eq!(morning.items().await, ["unauthorised"]);
}

/// However many looks nobody answers, the command before them is not verified.
#[tokio::test]
async fn looks_that_nobody_answered_hide_no_unknown_command() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.release_a_trip().await;
    let cut_off = json!({ "outcome": "unknown", "after": {} });
    morning.hand_in(&morning.work(&asked, &cut_off)).await.ok();
    let unanswered = json!({
        "command": "acquire", "authorisation": null, "outcome": "refused", "reason": "no_answer",
        "meter": null, "after": {},
    });
    for _ in 0..25 {
        bench.pass(Duration::from_secs(10));
        morning.hand_in(&morning.work(&asked, &unanswered)).await.ok();
    }
    let next = morning.request("trip", json!({}));
    assert_eq!(blocks(morning.ask(&next).await), json!(["unverified"]));
}

/// What a stage says of a work, as the agent writes it into the form.
fn in_form(work: &Value) -> Value {
    let work: sync::MeterWork = serde_json::from_value(work.clone()).expect("a work");
    work.in_form().expect("a meter was meant")
}

#[tokio::test]
async fn what_is_submitted_of_a_work_is_what_its_record_says() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.release_a_trip().await;
    let cut_off = json!({ "outcome": "unknown", "after": {} });
    let work = morning.work(&asked, &cut_off);
    morning.hand_in(&work).await.ok();
    let done = in_form(&morning.work(&asked, &json!({ "work": work["work"] })));
    let stopped = json!({ "outcome": "stopped", "trip": done });
    let refused = morning.worker.submits(&morning.order, stopped, &[], None).await;
    assert_eq!(
        (&refused["result"], &refused["reason"]),
        (&json!("refused"), &json!("form_invalid"))
    );
    let honest = json!({ "outcome": "state_unknown", "trip": in_form(&work) });
    let taken = morning.worker.submits(&morning.order, honest, &[], None).await;
    assert_eq!(taken["result"], "applied", "{taken}");
}

#[tokio::test]
async fn a_record_that_comes_after_its_stage_is_evidence_and_is_held_against_it() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.release_a_trip().await;
    let work = morning.work(&asked, &json!({}));
    let stopped = json!({ "outcome": "stopped", "trip": in_form(&work) });
    let taken = morning.worker.submits(&morning.order, stopped, &[], None).await;
    assert_eq!(taken["result"], "applied", "{taken}");
    let waiting = record_of(&bench, morning.order.order).await;
    assert_eq!(waiting.evidence_missing, 1);
    assert_eq!(open_stage(&waiting.view).element, "field_stop", "nothing is filed without it");

    let failed =
        json!({ "outcome": "failed", "reason": "no_effect", "after": { "relay": "closed" } });
    let mut otherwise = work.clone();
    sync::apply_patch(&mut otherwise, &failed);
    morning.hand_in(&otherwise).await.ok();
    assert_eq!(morning.items().await, ["told_otherwise"]);
    let held = record_of(&bench, morning.order.order).await;
    assert_eq!(held.evidence_missing, 1, "what is not so is not reported as if it were");
    assert_eq!(open_stage(&held.view).element, "field_stop");
    let head = bench.role(Role::StationHead).await;
    let items = head.get("/api/v1/items?kind=meter_work").await.ok();
    let settled = json!({
        "item": items["items"][0]["item"], "resolution": "done", "remark": "已核实，以记录为准",
    });
    head.post("/api/v1/items/resolve", settled).await.ok();
    let filed = record_of(&bench, morning.order.order).await;
    assert_eq!(filed.evidence_missing, 0);
    assert_eq!(open_stage(&filed.view).element, "file_away");
    // The same work with another record: the first stays, and somebody is told.
    morning.hand_in(&otherwise).await.ok();
    assert_eq!(morning.items().await, [] as [Value; 0]);
    morning.hand_in(&work).await.ok();
    assert!(morning.items().await.contains(&json!("rewritten")));
    let officer = bench.role(Role::SecurityOfficer).await;
    let id = work["work"].as_str().expect("an id");
    let kept = officer.get(&format!("/api/v1/meter-works/{id}")).await.ok();
    assert_eq!(kept["record"]["outcome"], "failed");
}

#[tokio::test]
async fn an_order_that_stands_still_stops_nobody_and_may_give_supply_back() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    let head = bench.role(Role::StationHead).await;
    let order = morning.order.order;
    let steer = async |what: &str, more: Value| {
        let mut body = json!({ "order": order });
        sync::apply_patch(&mut body, &more);
        head.post(&format!("/api/v1/orders/{what}"), body).await.ok()
    };
    let why = json!({ "reason": "customer_postponed", "proof": "电费有争议" });
    steer("suspend", why.clone()).await;
    let approve = async || morning.decide(Role::StationHead, "approve", &asked).await;
    assert_eq!(approve().await.problem(409), "conflict");
    let again = morning.request("trip", json!({}));
    assert_eq!(morning.ask(&again).await.problem(409), "conflict");
    steer("resume", json!({})).await;
    approve().await.ok();
    steer("suspend", why).await;
    assert_eq!(morning.release(&asked).await.problem(409), "conflict");
    let back = morning.request("direct_close", json!({}));
    morning.ask(&back).await.ok();
    steer("resume", json!({})).await;
    morning.release(&asked).await.ok();
}

#[tokio::test]
async fn a_meter_that_was_changed_without_leave_is_the_offices_matter() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let nobodys = "019a0000-0000-7000-8000-000000000099";
    morning.hand_in(&morning.work(nobodys, &json!({}))).await.ok();
    assert_eq!(morning.items().await, ["unauthorised"]);
    // No terminal records such a thing: refused whole, and nothing of it is kept.
    let doubtful = morning.work(nobodys, &json!({ "after": { "relay": "closed" } }));
    assert_eq!(morning.hand_in(&doubtful).await.problem(422), "invalid");
    let without = morning.work(nobodys, &json!({ "authorisation": null }));
    assert_eq!(morning.hand_in(&without).await.problem(422), "invalid");
}

#[tokio::test]
async fn leave_runs_out_unused_and_keys_are_known_as_last_seen() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    bench.pass(Duration::from_secs(8 * 3_600));
    let ended = platform::metering::jobs::let_run_out(&bench.platform).await.expect("it runs");
    assert_eq!(ended, 1);
    assert_eq!(morning.fed().await[0]["state"], "expired");
    let late = morning.decide(Role::StationHead, "approve", &asked).await;
    assert_eq!(late.problem(409), "conflict");

    let officer = bench.role(Role::SecurityOfficer).await;
    let keys = async || officer.get("/api/v1/meters").await.ok()["items"][0]["keys"].clone();
    assert_eq!(keys().await, "private");
    let half = json!({
        "command": "update_keys", "authorisation": null, "outcome": "failed",
        "after": { "keys": "half_updated" },
    });
    morning.hand_in(&morning.work(&asked, &half)).await.ok();
    assert_eq!(keys().await, "half_updated");
    meters(&bench, json!([meter(2)])).await.ok();
    assert_eq!(keys().await, "half_updated", "the register was not at the meter");
    let listed = officer.get("/api/v1/meters?keys=half_updated").await.ok();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn meters_are_the_acquisition_systems_and_an_older_revision_replaces_nothing() {
    let bench = Bench::with_everybody().await;
    meters(&bench, json!([meter(2)])).await.ok();
    let again = meters(&bench, json!([meter(2)])).await.ok();
    assert_eq!((&again["written"], &again["superseded"]), (&json!(0), &json!(1)));
    let twice = meters(&bench, json!([meter(3), meter(4)])).await;
    assert_eq!(twice.problem(422), "invalid");
    let mut odd = meter(3);
    odd["phases"] = 2.into();
    assert_eq!(meters(&bench, json!([odd])).await.problem(422), "invalid");
    let key = format!("Bearer {NEIGHBOUR_KEY}");
    let body = json!({ "meters": [meter(3)] });
    let path = "/neighbours/v1/acquisition/meters";
    let marketing = bench.send("POST", path, &[("authorization", &*key)], Some(body)).await;
    assert_eq!(marketing.problem(403), "not-allowed");
}
