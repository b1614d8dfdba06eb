//! The acquisition system as the key authority of signed leave, and as the receiver of what was done: over the stand-in's
//! own decisions, on a line that loses requests, answers and the platform.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use http::{HeaderMap, StatusCode};
use neighbour_sims::Retry;
use neighbour_sims::acquisition::{
    AcquisitionSystem, AuthorityRequest, Entry, Mood, ResultAnswer, WorkResult,
};
use platform::neighbours::{
    Answer, HttpKeyAuthority, HttpLinks, KeyAuthority, MaterialAnswer, MaterialRequest,
    NeighbourLink, Outgoing, PortRequest,
};
use security_unit::metering::{Permit, PortMaterial, SoftwareKeyMachine, WorkMaterial};
use serde_json::{Value, json};
use sync::{
    AUTHORISATION_BYTES_MAX, Authorisation, PORTS_MAX, PortRefused, PortsOpened,
    SignedAuthorisation,
};
use tokio::net::TcpListener;
use vocabulary::{Clock, CorrelationId, Instant, Role, SeededEntropy, UnitSerial};

use crate::metering::{METER, Morning, blocks, id_of};
use crate::support::{Bench, Reply};

const UNIT: UnitSerial = UnitSerial::from_bytes([0x11; 8]);
const SPARE: UnitSerial = UnitSerial::from_bytes([0x22; 8]);

/// The stand-in in memory, reached without sockets.
#[derive(Clone)]
struct Acquisition(Arc<Mutex<Inside>>);

struct Inside {
    system: AcquisitionSystem<Vec<Entry>>,
    /// The platform's clock, once there is a platform.
    clock: Option<Arc<dyn Clock>>,
    /// How often it was asked for material.
    asked: u32,
}

impl Acquisition {
    fn new(meter: Value) -> Self {
        let machine = SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(3)));
        let now = Instant::from_micros(0);
        let mut system = AcquisitionSystem::open(Vec::new(), &[], machine, Retry::default(), now);
        for unit in [UNIT, SPARE] {
            system.register_unit(now, unit).expect("kept");
        }
        let meter = serde_json::from_value(meter).expect("a meter");
        system.archive(now, vec![meter]).expect("kept");
        Self(Arc::new(Mutex::new(Inside { system, clock: None, asked: 0 })))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Inside, Instant) -> T) -> T {
        let mut inside = self.0.lock().expect("nobody panics");
        let now = inside.clock.as_ref().map_or(Instant::from_micros(0), |clock| clock.now());
        act(&mut inside, now)
    }

    fn asked(&self) -> u32 {
        self.with(|inside, _| inside.asked)
    }

    fn results(&self) -> (u64, u64) {
        let totals = self.with(|inside, _| inside.system.book().totals());
        (totals.results, totals.result_duplicates)
    }

    fn be(&self, mood: Option<Mood>) {
        self.with(|inside, now| match mood {
            Some(mood) => inside.system.change_mood(now, mood, None),
            None => inside.system.be_well(now),
        })
        .expect("kept");
    }
}

#[async_trait]
impl KeyAuthority for Acquisition {
    async fn material(&self, _: CorrelationId, request: &MaterialRequest) -> MaterialAnswer {
        let request: AuthorityRequest =
            serde_json::from_value(json!(request)).expect("as the contract says");
        self.with(|inside, now| {
            inside.asked += 1;
            if let Some(mood) = inside.system.mood(now) {
                return MaterialAnswer::Silent { error: format!("{mood:?}") };
            }
            match inside.system.permit(now, request).expect("kept") {
                Ok(material) => MaterialAnswer::Given(json!(material)),
                Err(why) => {
                    MaterialAnswer::Refused { code: why.code().into(), reason: why.to_string() }
                }
            }
        })
    }

    async fn port(&self, _: CorrelationId, request: &PortRequest) -> MaterialAnswer {
        let request = serde_json::from_value(json!(request)).expect("as the contract says");
        self.with(|inside, now| {
            if let Some(mood) = inside.system.mood(now) {
                return MaterialAnswer::Silent { error: format!("{mood:?}") };
            }
            match inside.system.open_port(now, request).expect("kept") {
                Ok(material) => MaterialAnswer::Given(json!(material)),
                Err(why) => {
                    MaterialAnswer::Refused { code: why.code().into(), reason: why.to_string() }
                }
            }
        })
    }
}

#[async_trait]
impl NeighbourLink for Acquisition {
    async fn hand_over(&self, message: &Outgoing<'_>) -> Answer {
        assert_eq!((message.neighbour, message.kind), ("acquisition", "meter_work"));
        let result: WorkResult =
            serde_json::from_value(message.body.clone()).expect("as the contract says");
        self.with(|inside, now| {
            let silent = || Answer::Silent { error: "no answer".to_owned() };
            let mood = inside.system.mood(now);
            if matches!(mood, Some(Mood::Silent | Mood::Failing)) {
                return silent();
            }
            let answer = inside.system.take_result(now, result).expect("kept");
            match answer {
                _ if mood == Some(Mood::AnswerLost) => silent(),
                ResultAnswer::Accepted => Answer::Accepted,
                ResultAnswer::Reused => {
                    Answer::Refused { code: "work_reused".to_owned(), reason: String::new() }
                }
                ResultAnswer::Refused { code, reason } => Answer::Refused { code, reason },
            }
        })
    }
}

/// Takes the result, and never gets to say so: the platform is gone by then.
struct GoneBeforeTheAnswer(Acquisition);

#[async_trait]
impl NeighbourLink for GoneBeforeTheAnswer {
    async fn hand_over(&self, message: &Outgoing<'_>) -> Answer {
        self.0.hand_over(message).await;
        std::future::pending().await
    }
}

/// The stand-in behind a socket, with the doors of its contract.
async fn serve(acquisition: &Acquisition) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let router = Router::new()
        .route("/acquisition/v1/authorities", post(authorities))
        .route("/acquisition/v1/results", post(results))
        .with_state(acquisition.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.expect("it serves") });
    url
}

async fn authorities(
    State(acquisition): State<Acquisition>,
    headers: HeaderMap,
    Json(request): Json<AuthorityRequest>,
) -> (StatusCode, Json<Value>) {
    assert_eq!(headers["authorization"], format!("Bearer {AUTHORITY_KEY}"));
    assert!(headers.contains_key("x-correlation-id"));
    let made = acquisition.with(|inside, now| match inside.system.mood(now) {
        Some(_) => None,
        None => Some(inside.system.permit(now, request).expect("kept")),
    });
    match made {
        None => no(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "out of service"),
        Some(Ok(material)) => (StatusCode::OK, Json(json!({ "material": material }))),
        Some(Err(why)) => no(StatusCode::UNPROCESSABLE_ENTITY, why.code(), &why.to_string()),
    }
}

async fn results(
    State(acquisition): State<Acquisition>,
    headers: HeaderMap,
    Json(result): Json<WorkResult>,
) -> (StatusCode, Json<Value>) {
    assert_eq!(headers["authorization"], format!("Bearer {AUTHORITY_KEY}"));
    let taken = acquisition.with(|inside, now| inside.system.take_result(now, result));
    match taken.expect("kept") {
        ResultAnswer::Accepted => (StatusCode::OK, Json(json!({ "accepted": true }))),
        ResultAnswer::Reused => no(StatusCode::CONFLICT, "work_reused", ""),
        ResultAnswer::Refused { code, reason } => {
            no(StatusCode::UNPROCESSABLE_ENTITY, &code, &reason)
        }
    }
}

/// A problem as the stand-in's program words it.
fn no(status: StatusCode, code: &str, detail: &str) -> (StatusCode, Json<Value>) {
    let problem = json!({
        "type": format!("urn:acquisition:problem:{code}"), "status": status.as_u16(),
        "code": code, "detail": detail,
    });
    (status, Json(problem))
}

const AUTHORITY_KEY: &str = "a-key-of-the-platform";

fn single_phase() -> Value {
    json!({
        "comm_address": METER, "meter_no": METER, "protocol": "dlt645",
        "customer_no": "1302000101",
    })
}

/// A company with a key authority, on the morning of a stop.
async fn bench_with(acquisition: &Acquisition) -> Bench {
    let bench = Bench::with_key_authority(Arc::new(acquisition.clone())).await;
    acquisition.with(|inside, _| inside.clock = Some(bench.clock.clone()));
    bench
}

async fn release(morning: &Morning<'_>, authorisation: &str, unit: Option<UnitSerial>) -> Reply {
    let body = json!({ "authorisation": authorisation, "unit": unit });
    morning.worker().send("POST", "/sync/v1/authorisations/release", Some(body)).await
}

fn read(signed: &Value) -> Authorisation {
    let signed: SignedAuthorisation = serde_json::from_value(signed.clone()).expect("signed");
    signed.read().expect("an authorisation")
}

fn material_of(leave: &Authorisation) -> WorkMaterial {
    let material = leave.material.clone().expect("it has material");
    serde_json::from_value(material).expect("as the security unit reads it")
}

async fn run_outbox(bench: &Bench, link: &dyn NeighbourLink) {
    platform::neighbours::jobs::run_due(&bench.platform, link).await.expect("it runs");
}

async fn outbox(bench: &Bench) -> Vec<Value> {
    let admin = bench.role(Role::MonitorOperator).await;
    let list = admin.get("/api/v1/outbox").await.ok();
    list["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn released_leave_carries_what_the_unit_at_the_meter_needs() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    assert_eq!(acquisition.asked(), 0, "a stop's material is made at the moment of action");

    let released = release(&morning, &asked, Some(UNIT)).await.ok();
    let leave = read(&released["signed"]);
    let Some(Permit::Control(trip)) = material_of(&leave).permit else { panic!("a trip") };
    let until = vocabulary::MeterTime::right_at(leave.not_after).expect("a time");
    assert_eq!(trip.task.deadline(), until, "unit and leave end together");
    let log = acquisition.with(|inside, _| inside.system.book().given().to_vec());
    assert_eq!((log.len(), log[0].request.unit), (1, UNIT));
    assert_ne!(log[0].request.executor, log[0].request.approver);

    // The answer was lost: the same for the same unit, nothing for another, and nobody is asked again.
    assert_eq!(release(&morning, &asked, Some(UNIT)).await.ok()["signed"], released["signed"]);
    assert_eq!(release(&morning, &asked, Some(SPARE)).await.problem(410), "gone");
    assert_eq!(release(&morning, &asked, None).await.problem(410), "gone");
    assert_eq!(acquisition.asked(), 1);
}

#[tokio::test]
async fn ports_are_opened_for_reading_to_whoever_works_at_those_meters() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let order = morning.request("trip", Value::Null)["order"].clone();
    let of = |meters: &[&str]| {
        let meters: Vec<_> =
            meters.iter().map(|meter| json!({ "order": order, "comm_address": meter })).collect();
        json!({ "unit": UNIT, "meters": meters })
    };
    let ask = async |body: Value| morning.worker().send("POST", "/sync/v1/ports", Some(body)).await;
    let open = async |body: Value| {
        serde_json::from_value::<PortsOpened>(ask(body).await.ok()).expect("an answer")
    };
    // One that is not the order's takes none of the others down.
    let answer = open(of(&[METER, "000000000999"])).await;
    let opening = &answer.opened[0];
    let material: PortMaterial =
        serde_json::from_value(opening.material.clone().expect("there is a key machine"))
            .expect("reads");
    assert_eq!(opening.not_after.since(bench.clock.now()), 12 * 3_600 * 1_000_000);
    assert_eq!(material.keys, security_unit::metering::KeySet::Public);
    assert_eq!(acquisition.with(|inside, _| inside.system.book().ports_opened()), 1);
    let refused = &answer.refused[0];
    assert_eq!((refused.code.as_str(), refused.again), ("not-found", false));

    // No unit of the company's, no stage of his, none at all, too many.
    let mut stranger = of(&[METER]);
    stranger["unit"] = json!(UnitSerial::from_bytes([0x33; 8]));
    let refused = open(stranger).await.refused;
    assert_eq!((refused[0].code.as_str(), refused[0].again), ("conflict", false));
    assert_eq!(ask(of(&[])).await.problem(422), "invalid");
    assert_eq!(ask(of(&[METER; PORTS_MAX + 1])).await.problem(422), "invalid");

    // A terminal of the release before asks for one.
    let one = json!({ "order": order, "comm_address": METER, "unit": UNIT });
    assert!(ask(one).await.ok()["material"].is_object());

    // Who says nothing is not asked fifty times.
    acquisition.be(Some(Mood::Silent));
    let before = acquisition.asked();
    let silent = open(of(&[METER; PORTS_MAX])).await;
    assert_eq!((silent.opened.len(), silent.refused.len()), (0, PORTS_MAX));
    let again = |refused: &PortRefused| refused.again && refused.code == "neighbour-silent";
    assert!(silent.refused.iter().all(again));
    assert!(acquisition.asked() - before <= 8, "{}", acquisition.asked() - before);
}

#[tokio::test]
async fn what_is_read_outside_a_task_is_told_once() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let readings = json!({ "total_kwh_e4": 12_345_600, "tariffs_kwh_e4": [0, 4_001_000] });
    let read = json!({
        "command": "read", "authorisation": null, "readings": readings, "before": { "relay": null },
        "after": { "relay": null },
    });
    let work = morning.work("01940000-0000-7000-8000-000000000999", &read);
    for _ in 0..2 {
        morning.hand_in(&work).await.ok();
        run_outbox(&bench, &acquisition).await;
    }
    let id = work["work"].as_str().expect("an id").parse().expect("an id");
    let taken = acquisition.with(|inside, _| inside.system.book().result(id).cloned());
    let taken = taken.expect("it was told");
    assert_eq!((taken.copies, &taken.result.further["readings"]), (1, &readings));
    assert_eq!(taken.result.further["order_no"], "1302000100000001");

    // What brought no reading is nobody's news.
    let mut nothing = read.clone();
    nothing["readings"] = Value::Null;
    for change in
        [nothing, json!({ "command": "read", "authorisation": null, "outcome": "failed" })]
    {
        let work = morning.work("01940000-0000-7000-8000-000000000999", &change);
        morning.hand_in(&work).await.ok();
        run_outbox(&bench, &acquisition).await;
        let id = work["work"].as_str().expect("an id").parse().expect("an id");
        assert!(acquisition.with(|inside, _| inside.system.book().result(id).is_none()));
    }
}

#[tokio::test]
async fn a_report_names_the_order_by_the_platforms_word_and_else_by_the_records() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let reported = async |change: Value| {
        let work = morning.work("01940000-0000-7000-8000-000000000999", &change);
        morning.hand_in(&work).await.ok();
        run_outbox(&bench, &acquisition).await;
        let id = work["work"].as_str().expect("an id").parse().expect("an id");
        let taken = acquisition.with(|inside, _| inside.system.book().result(id).cloned());
        taken.expect("it was told").result.further.get("order_no").cloned().unwrap_or_default()
    };
    let other = json!({ "order_no": "1302000100000099" });
    assert_eq!(reported(other).await, "1302000100000001", "the order is here");
    // After a restore it is not, and neither is the leave.
    let lost = "01940000-0000-7000-8000-000000000998";
    let lost = json!({ "order": lost, "order_no": "1302000100000001" });
    assert_eq!(reported(lost).await, "1302000100000001");
    let older = json!({ "order": "01940000-0000-7000-8000-000000000997" });
    assert_eq!(reported(older).await, Value::Null, "records had no number before");
}

#[tokio::test]
async fn a_silent_key_authority_releases_nothing() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    acquisition.be(Some(Mood::Silent));
    let silent = release(&morning, &asked, Some(UNIT)).await;
    assert_eq!(silent.headers["retry-after"], "10");
    assert_eq!(silent.body["more"]["retry_after"], 10);
    assert_eq!(silent.problem(503), "neighbour-silent");
    assert_eq!(morning.fed().await[0]["state"], "approved");
    acquisition.be(None);
    let released = release(&morning, &asked, Some(UNIT)).await.ok();
    assert!(read(&released["signed"]).material.is_some());
}

#[tokio::test]
async fn a_terminal_without_a_unit_gets_leave_without_material() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    let released = release(&morning, &asked, None).await.ok();
    assert_eq!(read(&released["signed"]).material, None);
    assert_eq!(acquisition.asked(), 0);
}

#[tokio::test]
async fn what_is_forbidden_does_not_trouble_the_key_authority_and_its_no_is_told() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    let paid = json!({ "payment": { "receipt_no": "R1" } });
    let change = crate::support::message("1302000100000001", 2, "change", paid);
    crate::support::tell(&bench, change).await.ok();
    let forbidden = release(&morning, &asked, Some(UNIT)).await;
    assert_eq!(blocks(forbidden), json!(["paid_meanwhile"]));
    assert_eq!(acquisition.asked(), 0);

    let gone = json!({ "payment": null });
    let change = crate::support::message("1302000100000001", 3, "change", gone);
    crate::support::tell(&bench, change).await.ok();
    let stranger = UnitSerial::from_bytes([0x33; 8]);
    let refused = release(&morning, &asked, Some(stranger)).await;
    assert_eq!(refused.body["more"]["code"], "unit_unknown");
    assert_eq!(refused.problem(409), "conflict");
    assert_eq!(morning.fed().await[0]["state"], "approved");
}

#[tokio::test]
async fn a_restore_travels_with_the_material_of_the_unit_that_asked() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({ "fee_control": { "restore_mode": "auto" } })).await;
    let mut request = morning.request("permit_close", Value::Null);
    request["unit"] = json!(UNIT);
    let asked = id_of(&morning.ask(&request).await.ok());
    request["unit"] = json!(SPARE);
    assert_eq!(morning.ask(&request).await.problem(409), "conflict", "it is another request");

    acquisition.be(Some(Mood::Failing));
    let silent = morning.decide(Role::StationHead, "approve", &asked).await;
    assert_eq!(silent.problem(503), "neighbour-silent");
    assert_eq!(morning.fed().await[0]["state"], "requested");
    acquisition.be(None);
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    let leave = read(&morning.fed().await[0]["signed"]);
    let material = material_of(&leave);
    assert!(matches!(material.permit, Some(Permit::Control(_))), "{material:?}");
    let log = acquisition.with(|inside, _| inside.system.book().given().to_vec());
    assert_eq!(log[0].request.not_after, leave.not_after);
}

#[tokio::test]
async fn the_largest_key_update_fits_into_signed_leave() {
    for protocol in ["dlt645", "dlt698"] {
        let mut meter = single_phase();
        meter["protocol"] = json!(protocol);
        let acquisition = Acquisition::new(meter);
        let bench = bench_with(&acquisition).await;
        let morning = Morning::of(&bench, &json!({})).await;
        // The longest parameter that may come with a request travels in the signed text too.
        let remark = json!({ "remark": "x".repeat(4_000) });
        let asked = id_of(&morning.ask(&morning.request("update_keys", remark)).await.ok());
        morning.decide(Role::SecurityOfficer, "approve", &asked).await.ok();
        let released = release(&morning, &asked, Some(UNIT)).await.ok();
        let len = released["signed"]["body"].as_str().expect("a text").len();
        assert!(len < AUTHORISATION_BYTES_MAX, "{protocol}: {len} bytes");
        assert!(material_of(&read(&released["signed"])).permit.is_some());
    }
}

#[tokio::test]
async fn what_was_done_reaches_the_acquisition_system_exactly_once() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    release(&morning, &asked, Some(UNIT)).await.ok();
    let work = morning.work(&asked, &json!({}));
    morning.hand_in(&work).await.ok();
    morning.hand_in(&work).await.ok();
    assert_eq!(outbox(&bench).await.len(), 1, "handed in twice, told once");

    acquisition.be(Some(Mood::Silent));
    run_outbox(&bench, &acquisition).await;
    assert_eq!(acquisition.results(), (0, 0));
    acquisition.be(Some(Mood::AnswerLost));
    bench.pass(Duration::from_secs(3_600));
    run_outbox(&bench, &acquisition).await;
    assert_eq!(acquisition.results(), (1, 0));
    acquisition.be(None);
    bench.pass(Duration::from_secs(3_600));
    let gone = GoneBeforeTheAnswer(acquisition.clone());
    let cut = Duration::from_millis(500);
    let attempt = tokio::time::timeout(cut, run_outbox(&bench, &gone)).await;
    assert!(attempt.is_err(), "the platform ended before it heard the answer");
    assert_eq!(acquisition.results(), (1, 1));
    assert_eq!(outbox(&bench).await[0]["state"], "pending");
    run_outbox(&bench, &acquisition).await;
    run_outbox(&bench, &acquisition).await;
    assert_eq!(acquisition.results(), (1, 2), "one result, however often it came");
    assert_eq!(outbox(&bench).await[0]["state"], "delivered");

    let taken = acquisition
        .with(|inside, _| inside.system.book().results().next().expect("a result").result.clone());
    assert_eq!(json!(taken.work), work["work"]);
    assert_eq!(taken.after["relay"], "open");
    assert_eq!(taken.further["order_no"], "1302000100000001");
    assert!(taken.further["performer"].is_string());
    assert_eq!(taken.further.get("frames"), None);
    // What changes nothing is nobody's business there.
    let looked = json!({ "command": "acquire", "authorisation": null, "after": null });
    morning.hand_in(&morning.work(&asked, &looked)).await.ok();
    assert_eq!(outbox(&bench).await.len(), 1);
}

#[tokio::test]
async fn a_result_that_is_refused_waits_for_the_office_and_goes_again_when_told() {
    let acquisition = Acquisition::new(single_phase());
    let bench = bench_with(&acquisition).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let address = || METER.parse().expect("an address");
    let why = ("business_rule".to_owned(), "表计已销户".to_owned());
    acquisition.with(|inside, now| inside.system.set_refusal(now, address(), why)).expect("kept");
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    release(&morning, &asked, Some(UNIT)).await.ok();
    morning.hand_in(&morning.work(&asked, &json!({}))).await.ok();
    // One without an order is told of as well, and its item is the station's whose worker did it.
    let alone = json!({ "order": null, "stage": null, "outcome": "failed" });
    morning.hand_in(&morning.work(&asked, &alone)).await.ok();
    run_outbox(&bench, &acquisition).await;
    let states = outbox(&bench).await;
    assert!(states.iter().all(|message| message["state"] == "refused"), "{states:?}");

    let head = bench.role(Role::StationHead).await;
    let items = head.get("/api/v1/items?kind=result_refused").await.ok();
    let item = items["items"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|item| item["order"].is_string())
        .expect("the order's")
        .clone();
    assert_eq!(item["reason"], "business_rule");
    assert_eq!(item["detail"]["neighbour"], "acquisition");
    assert_eq!(items["items"].as_array().map(Vec::len), Some(2), "and the one without an order");

    acquisition.with(|inside, now| inside.system.lift_refusal(now, address())).expect("kept");
    let again = json!({
        "item": item["item"], "resolution": "retry", "remark": "采集系统已恢复该表档案",
    });
    head.post("/api/v1/items/resolve", again).await.ok();
    run_outbox(&bench, &acquisition).await;
    assert_eq!(acquisition.results().0, 1);
    assert!(outbox(&bench).await.iter().any(|message| message["state"] == "delivered"));
}

#[tokio::test]
async fn over_http_material_comes_a_no_is_told_and_results_go() {
    let acquisition = Acquisition::new(single_phase());
    let url = serve(&acquisition).await;
    let authority = HttpKeyAuthority::new(&url, AUTHORITY_KEY).expect("an address");
    let bench = Bench::with_key_authority(Arc::new(authority)).await;
    acquisition.with(|inside, _| inside.clock = Some(bench.clock.clone()));
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    acquisition.be(Some(Mood::Failing));
    assert_eq!(release(&morning, &asked, Some(UNIT)).await.problem(503), "neighbour-silent");
    acquisition.be(None);
    let stranger = UnitSerial::from_bytes([0x33; 8]);
    let refused = release(&morning, &asked, Some(stranger)).await;
    assert_eq!(refused.body["more"]["code"], "unit_unknown");
    let released = release(&morning, &asked, Some(UNIT)).await.ok();
    assert!(material_of(&read(&released["signed"])).permit.is_some());

    morning.hand_in(&morning.work(&asked, &json!({}))).await.ok();
    let mut links = HttpLinks::default();
    run_outbox(&bench, &links).await;
    let waiting = outbox(&bench).await.remove(0);
    assert_eq!((&waiting["state"], &waiting["attempts"]), (&json!("pending"), &json!(1)));
    links.acquisition(&url, AUTHORITY_KEY).expect("an address");
    bench.pass(Duration::from_secs(3_600));
    run_outbox(&bench, &links).await;
    assert_eq!(acquisition.results(), (1, 0));
    assert_eq!(outbox(&bench).await[0]["state"], "delivered");
}

#[tokio::test]
async fn a_key_authority_that_is_not_there_is_silent() {
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let url = format!("http://{}", nobody.local_addr().expect("an address"));
    drop(nobody);
    let authority = HttpKeyAuthority::new(&url, AUTHORITY_KEY).expect("an address");
    let bench = Bench::with_key_authority(Arc::new(authority)).await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    assert_eq!(release(&morning, &asked, Some(UNIT)).await.problem(503), "neighbour-silent");
    assert_eq!(morning.fed().await[0]["state"], "approved");
}

#[tokio::test]
async fn without_a_key_authority_leave_is_signed_as_before() {
    let bench = Bench::with_everybody().await;
    let morning = Morning::of(&bench, &json!({})).await;
    let asked = morning.ask_to_trip().await;
    morning.decide(Role::StationHead, "approve", &asked).await.ok();
    let released = release(&morning, &asked, Some(UNIT)).await.ok();
    assert_eq!(read(&released["signed"]).material, None);
    assert_eq!(release(&morning, &asked, Some(SPARE)).await.problem(410), "gone");
}
