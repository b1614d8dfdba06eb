//! Meter tasks of the acquisition system: each line counts once and is answered by itself, the order that carries a task,
//! and what became of it, over the stand-in's own decisions.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use neighbour_sims::acquisition::{
    AcquisitionSystem, Entry, PostBody, ResultAnswer, Task, TaskOutcome, TaskResult,
};
use neighbour_sims::{Delivery, Retry};
use platform::neighbours::{Answer, NeighbourLink, Outgoing};
use platform::orders::jobs;
use security_unit::SigningToken as _;
use security_unit::metering::SoftwareKeyMachine;
use serde_json::{Value, json};
use sync::{Attached, OrderView, works_named};
use vocabulary::{
    Clock as _, Instant, OrderId, OrderState, Role, SeededEntropy, StageState, hours,
};

use crate::support::{
    Bench, ORDER_NO, Worker, activate, application, hand_over, message, open_stage,
    process_files_of, record_as_told, record_of, send_tasks, staff_no, tell, tell_customers,
    tell_meters,
};

const METER: &str = "000000000001";
const ASSET: &str = "3130001000001234567893";
const CUSTOMER: &str = "1302000101";
const TASK_NO: &str = "CJ202605290001";

/// The stand-in in memory. What it tells the platform is posted by [`Acquisition::tell_platform`].
#[derive(Clone)]
struct Acquisition(Arc<Mutex<AcquisitionSystem<Vec<Entry>>>>);

impl Acquisition {
    fn with<T>(&self, act: impl FnOnce(&mut AcquisitionSystem<Vec<Entry>>) -> T) -> T {
        act(&mut self.0.lock().expect("nobody panics"))
    }

    fn task(&self, task_no: &str) -> Task {
        self.with(|system| system.book().task(task_no).cloned()).expect("a task")
    }

    fn result(&self, task_no: &str) -> (TaskResult, u64) {
        let taken = self.task(task_no).result.expect("a result");
        (taken.result, taken.copies)
    }

    /// Posts whatever it has to say, until the platform has it.
    async fn tell_platform(&self, bench: &Bench) {
        let next = || self.with(|system| system.next_to_send(bench.clock.now()));
        while let Some(post) = next() {
            let path = match &post.body {
                PostBody::Meters { .. } => "/neighbours/v1/acquisition/meters",
                PostBody::Tasks { .. } => "/neighbours/v1/acquisition/tasks",
            };
            let bearer = format!("Bearer {}", crate::support::ACQUISITION_KEY);
            let headers = [("authorization", &*bearer)];
            let reply = bench.send("POST", path, &headers, Some(json!(post.body))).await;
            let delivery = Delivery::of_answer(reply.status.as_u16(), &reply.bytes);
            let now = bench.clock.now();
            self.with(|system| system.answered(now, post.n, &delivery)).expect("kept");
        }
    }
}

#[async_trait]
impl NeighbourLink for Acquisition {
    async fn hand_over(&self, message: &Outgoing<'_>) -> Answer {
        assert_eq!((message.neighbour, message.kind), ("acquisition", "task_result"));
        let result = serde_json::from_value(message.body.clone()).expect("as the contract says");
        let now = Instant::from_micros(0);
        match self.with(|system| system.take_task_result(now, result)).expect("kept") {
            ResultAnswer::Accepted => Answer::Accepted,
            ResultAnswer::Reused => {
                Answer::Refused { code: "task_reused".to_owned(), reason: String::new() }
            }
            ResultAnswer::Refused { code, reason } => Answer::Refused { code, reason },
        }
    }
}

/// Takes it, and never gets to say so.
struct AnswerLost(Acquisition);

#[async_trait]
impl NeighbourLink for AnswerLost {
    async fn hand_over(&self, message: &Outgoing<'_>) -> Answer {
        self.0.hand_over(message).await;
        Answer::Silent { error: "no answer".to_owned() }
    }
}

/// A company where tasks can be carried out, with a customer and his meter in the archive of both systems.
async fn company() -> (Bench, Acquisition) {
    let bench = Bench::with_everybody().await;
    activate(&bench, process_files_of("meter_task")).await;
    tell_customers(&bench, "customers-1", &[customer()]).await;
    let machine = SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(3)));
    let now = bench.clock.now();
    let mut system = AcquisitionSystem::open(Vec::new(), &[], machine, Retry::default(), now);
    let meter = json!({
        "comm_address": METER, "meter_no": METER, "protocol": "dlt645", "asset_no": ASSET,
        "customer_no": CUSTOMER, "area_code": "A1",
    });
    let meter = serde_json::from_value(meter).expect("a meter");
    system.archive(now, vec![meter]).expect("kept");
    let acquisition = Acquisition(Arc::new(Mutex::new(system)));
    acquisition.tell_platform(&bench).await;
    (bench, acquisition)
}

fn customer() -> Value {
    json!({
        "customer_no": CUSTOMER, "revision": 1, "as_of": 1_780_000_000_000_000_i64,
        "area_code": "A1", "customer_name": "王小明", "service_address": "倴城镇东街12号",
        "mobile": "15400000077", "usage_class": "residential", "tariff": "RES-TIERED",
        "contract_capacity_w": 8_000, "supply_voltage_v": 220,
        "position": { "lon_e7": 1_181_800_000_i64, "lat_e7": 396_300_000_i64 },
    })
}

/// A line of a batch: a new task at the customer's meter, changed by a merge patch.
fn line(bench: &Bench, change: &Value) -> Value {
    let mut line = json!({
        "task_no": TASK_NO, "version": 1, "kind": "new", "at": bench.clock.now(),
        "comm_address": METER, "work": "re_read", "reason": "no_reading_for_days",
        "days_without_reading": 3, "valid_until": bench.clock.now().plus(hours(72)),
    });
    sync::apply_patch(&mut line, change);
    line
}

async fn answers(bench: &Bench, lines: &[Value]) -> Vec<Value> {
    let taken = send_tasks(bench, lines).await.ok();
    taken["answers"].as_array().expect("answers").clone()
}

/// Hands one task over through the stand-in and gives its order.
async fn task(bench: &Bench, acquisition: &Acquisition, change: &Value) -> OrderView {
    let mut new = json!({
        "task_no": TASK_NO, "comm_address": METER, "work": "re_read",
        "reason": "no_reading_for_days", "days_without_reading": 3,
    });
    sync::apply_patch(&mut new, change);
    let new = serde_json::from_value(new).expect("a task");
    let now = bench.clock.now();
    acquisition.with(|system| system.hand_over_tasks(now, vec![new])).expect("kept");
    acquisition.tell_platform(bench).await;
    let answer = acquisition.task(TASK_NO).lines[0].answer.clone().expect("answered");
    let order = answer["order"].as_str().unwrap_or_else(|| panic!("{answer}"));
    record_of(bench, order.parse().expect("an id")).await.view
}

async fn view(bench: &Bench, order: OrderId) -> OrderView {
    record_of(bench, order).await.view
}

/// What is handed in of work that was done.
fn done(bench: &Bench) -> Value {
    let now = bench.clock.now();
    json!({
        "comm_address": METER, "outcome": "done",
        "work": {
            "work": "01940000-0000-7000-8000-000000000201", "command": "read", "meter": METER,
            "outcome": "done", "at": now,
            "readings": { "total": "1234.56", "tariffs": ["0.00", "400.10", "600.30", "234.16"] },
        },
        "position": position(now),
    })
}

fn position(at: Instant) -> Value {
    json!({ "lon": 118.18, "lat": 39.63, "accuracy_m": 8.5, "source": "gnss", "at": at })
}

/// What is handed in where nobody opened, with the photo that it needs.
fn no_access(bench: &Bench) -> (Value, Vec<Attached>) {
    let now = bench.clock.now();
    let photo = json!({
        "attachment": "01940000-0000-7000-8000-000000000301", "sha256": "ab".repeat(32),
        "size": 7, "mime": "image/jpeg",
    });
    let values = json!({
        "comm_address": METER, "outcome": "exception", "exception": "no_access",
        "exception_reason": "客户不在家，表在院内", "position": position(now),
        "photo_exception": [{
            "attachment_id": photo["attachment"], "sha256": photo["sha256"], "size": 7,
            "mime": "image/jpeg", "taken_at": now,
        }],
    });
    (values, vec![serde_json::from_value(photo).expect("a file")])
}

/// Hands a stage in as a terminal does: first the records that it names.
async fn submit(
    worker: &Worker<'_>,
    order: &OrderView,
    (values, needs): (Value, Vec<Attached>),
) -> Value {
    bring_records(worker, order, &values).await;
    worker.submits(order, values, &needs, None).await
}

async fn bring_records(worker: &Worker<'_>, order: &OrderView, values: &Value) {
    let about = (order.order, open_stage(order).stage);
    let card = worker.card().identity().card;
    for named in works_named(values) {
        let works = json!({ "works": [record_as_told(named.told, about, card)] });
        worker.send("POST", "/sync/v1/meter-works", Some(works)).await.ok();
    }
}

async fn run_outbox(bench: &Bench, link: &dyn NeighbourLink) {
    bench.pass(Duration::from_secs(3_600));
    platform::neighbours::jobs::run_due(&bench.platform, link).await.expect("it runs");
}

async fn run_timers(bench: &Bench, later: Duration) {
    bench.pass(later);
    while jobs::run_due(&bench.platform).await.expect("it runs") > 0 {}
}

#[tokio::test]
async fn each_line_is_answered_by_itself_and_counts_once() {
    let (bench, _) = company().await;
    let long = "长".repeat(201);
    let batch = [
        line(&bench, &json!({})),
        line(&bench, &json!({ "task_no": "CJ-2", "comm_address": "000000000009" })),
        line(&bench, &json!({ "task_no": "CJ-3", "valid_until": bench.clock.now() })),
        line(
            &bench,
            &json!({ "task_no": "CJ-4", "valid_until": bench.clock.now().plus(hours(24 * 32)) }),
        ),
        line(&bench, &json!({ "task_no": "CJ-5", "work": "repair" })),
        line(&bench, &json!({ "task_no": "CJ-6", "reason": null })),
        line(&bench, &json!({ "task_no": "CJ-7", "remark": long })),
        json!("CJ-8"),
        line(&bench, &json!({ "task_no": "CJ-9", "kind": "cancel" })),
        line(&bench, &json!({})),
        line(&bench, &json!({ "days_without_reading": 4 })),
        line(&bench, &json!({ "version": 2 })),
    ];
    let first = answers(&bench, &batch).await;
    let words = |answers: &[Value]| -> Vec<String> {
        let word = |answer: &Value| answer.get("word").unwrap_or(&answer["outcome"]).clone();
        answers.iter().map(|answer| word(answer).as_str().expect("a word").to_owned()).collect()
    };
    let expect = [
        "applied",
        "meter_unknown",
        "valid_until_passed",
        "valid_until_too_far",
        "malformed",
        "malformed",
        "malformed",
        "malformed",
        "task_unknown",
        "duplicate",
        "conflict",
        "known",
    ];
    assert_eq!(words(&first), expect);
    let order = first[0]["order"].as_str().expect("an order");
    assert_eq!(first[9]["first"], json!({ "outcome": "applied", "order": order }));
    assert_eq!(first[11]["order"], order);

    // What was refused is not remembered: once the archive has the meter, the same line is taken.
    let meter = json!({
        "comm_address": "000000000009", "revision": 1, "protocol": "dlt645", "phases": 1,
        "area_code": "A1",
    });
    tell_meters(&bench, &[meter]).await;
    assert_eq!(words(&answers(&bench, &batch[1..2]).await), ["applied"]);
    // And a task that was taken is a copy although its time has passed by now.
    bench.pass(Duration::from_secs(5 * 24 * 3_600));
    assert_eq!(words(&answers(&bench, &batch[..1]).await), ["duplicate"]);
    assert_eq!(send_tasks(&bench, &[]).await.problem(422), "invalid");
    let many: Vec<Value> = (0..201).map(|_| batch[0].clone()).collect();
    assert_eq!(send_tasks(&bench, &many).await.problem(422), "invalid");
}

#[tokio::test]
async fn a_task_is_an_order_with_what_the_platform_knows_of_its_meter() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let remark = json!({ "remark": "集中器在线，单表无示数" });
    let order = task(&bench, &acquisition, &remark).await;
    let valid_until = bench.clock.now().plus(hours(72));
    let expect = json!({
        "customer": {
            "customer_no": CUSTOMER, "customer_no_pending": false, "customer_name": "王小明",
            "mobile": "15400000077", "service_address": "倴城镇东街12号", "critical": false,
        },
        "intake": { "area_id": "A1", "usage_class": "residential" },
        "box": { "lon": 118.18, "lat": 39.63 },
        "grid": { "areas": ["A1"] },
        "meters": { ASSET: { "comm_address": METER, "customer_no": CUSTOMER } },
        "task": {
            "task_no": TASK_NO, "comm_address": METER, "asset_no": ASSET, "work": "re_read",
            "reason": "no_reading_for_days", "days_without_reading": 3,
            "valid_until": valid_until, "remark": "集中器在线，单表无示数",
        },
    });
    assert_eq!(order.facts, expect);
    assert_eq!(order.order_no.as_str(), TASK_NO);
    assert_eq!((order.process.as_str(), order.title.zh.as_str()), ("meter_task", "采集任务"));
    assert_eq!(order.due_at, Some(valid_until), "its date is the task's own");
    assert_eq!(open_stage(&order).assignee, Some(worker.person));
    assert_eq!(order.order, OrderId::derive(bench.platform.org(), "acquisition", TASK_NO));
    let head = bench.role(Role::StationHead).await;
    for named in [TASK_NO, METER, ASSET, CUSTOMER] {
        let found = head.get(&format!("/api/v1/orders?text={named}")).await.ok();
        assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{named}: {found}");
    }
}

#[tokio::test]
async fn a_meter_of_nobody_in_no_known_area_waits_where_such_orders_wait() {
    let (bench, _) = company().await;
    let meter = json!({
        "comm_address": "000000000009", "revision": 1, "protocol": "dlt645", "phases": 3,
        "area_code": "A9",
    });
    tell_meters(&bench, &[meter]).await;
    let change = json!({ "comm_address": "000000000009" });
    let taken = answers(&bench, &[line(&bench, &change)]).await;
    let order = taken[0]["order"].as_str().expect("an order").parse().expect("an id");
    let record = record_of(&bench, order).await;
    assert_eq!((record.station, record.grid), (None, None));
    let meters = &record.view.facts["meters"];
    assert_eq!(*meters, json!({ "000000000009": { "comm_address": "000000000009" } }));

    // It is the task's meter: whoever has the stage may ask for leave to set its clock.
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let stage = open_stage(&record.view);
    assert_eq!(stage.assignee, Some(worker.person), "whoever has least to do");
    let ask = |comm_address: &str| {
        json!({
            "authorisation": vocabulary::AuthorisationId::make(&*bench.clock, &*bench.entropy),
            "order": order, "stage": stage.stage, "comm_address": comm_address,
            "command": "set_clock", "parameter": null,
        })
    };
    let path = "/sync/v1/authorisations";
    worker.send("POST", path, Some(ask("000000000009"))).await.ok();
    let other = worker.send("POST", path, Some(ask(METER))).await;
    assert!(other.status.is_client_error(), "another meter is not: {}", other.body);
}

#[tokio::test]
async fn two_systems_never_share_a_number() {
    let (bench, _) = company().await;
    let connection = hand_over(&bench).await;
    let lines = [
        line(&bench, &json!({ "task_no": ORDER_NO })),
        line(&bench, &json!({ "task_no": ORDER_NO, "kind": "cancel", "version": 2 })),
        line(&bench, &json!({})),
    ];
    let taken = answers(&bench, &lines).await;
    assert_eq!(taken[0]["word"], "number_taken");
    assert_eq!(taken[1]["word"], "number_taken");
    assert_eq!(view(&bench, connection.order).await.state, OrderState::Open);
    let task = taken[2]["order"].as_str().expect("an order").parse().expect("an id");
    for (kind, data) in [("new", application()), ("cancel", json!({})), ("change", application())] {
        let refused = tell(&bench, message(TASK_NO, 1, kind, data)).await;
        assert_eq!(refused.problem(422), "invalid", "{kind}");
    }
    assert_eq!(view(&bench, task).await.state, OrderState::Open);
}

#[tokio::test]
async fn without_the_process_the_batch_comes_again() {
    let bench = Bench::with_everybody().await;
    let meter = json!({ "comm_address": METER, "revision": 1, "protocol": "dlt645", "phases": 1 });
    tell_meters(&bench, &[meter]).await;
    assert_eq!(send_tasks(&bench, &[line(&bench, &json!({}))]).await.problem(409), "conflict");
    activate(&bench, process_files_of("meter_task")).await;
    assert_eq!(answers(&bench, &[line(&bench, &json!({}))]).await[0]["outcome"], "applied");
}

#[tokio::test]
async fn a_reading_of_which_there_is_no_record_is_not_reported() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    let values = done(&bench);
    let outcome = worker.submits(&order, values.clone(), &[], None).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
    run_outbox(&bench, &acquisition).await;
    assert!(acquisition.task(TASK_NO).result.is_none());
    bring_records(&worker, &order, &values).await;
    run_outbox(&bench, &acquisition).await;
    assert_eq!(acquisition.result(TASK_NO).0.outcome, TaskOutcome::Done);
    assert_eq!(view(&bench, order.order).await.state, OrderState::Archived);
}

#[tokio::test]
async fn a_reading_reaches_the_acquisition_system_exactly_once() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    let handed_in = bench.clock.now();
    let outcome = submit(&worker, &order, (done(&bench), Vec::new())).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
    assert_eq!(view(&bench, order.order).await.state, OrderState::Open, "until it was taken");

    run_outbox(&bench, &AnswerLost(acquisition.clone())).await;
    assert_eq!(view(&bench, order.order).await.state, OrderState::Open);
    run_outbox(&bench, &acquisition).await;
    run_outbox(&bench, &acquisition).await;
    assert_eq!(view(&bench, order.order).await.state, OrderState::Archived);
    let (result, copies) = acquisition.result(TASK_NO);
    assert_eq!((result.outcome, copies), (TaskOutcome::Done, 2));
    assert_eq!(result.works, ["01940000-0000-7000-8000-000000000201"]);
    assert_eq!(result.readings.as_ref().map(|read| &read["total"]), Some(&json!("1234.56")));
    assert_eq!(result.further["performer"], staff_no(Role::AreaManager));
    assert_eq!(result.further["done_at"], json!(handed_in));
    assert_eq!(result.further["at"], json!(handed_in), "not when it was told");
    assert_eq!(result.further["comm_address"], METER);
    assert_eq!(
        result.further.get("customer_name"),
        None,
        "the customer is nobody's business there"
    );
}

#[tokio::test]
async fn a_result_that_is_made_anew_after_a_restore_is_the_same() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    submit(&worker, &order, (done(&bench), Vec::new())).await;
    run_outbox(&bench, &acquisition).await;
    assert_eq!(acquisition.result(TASK_NO).1, 1);

    // What was restored is older than all of that, and hears of it again, hours later.
    let (restored, again) = company().await;
    let mut worker = Worker::sign_in(&restored, Role::AreaManager, "倴城-01").await;
    let order = task(&restored, &again, &json!({})).await;
    let values = done(&restored);
    let stage = open_stage(&order).stage;
    let submit = worker.submit_of(&order, stage, values.clone(), Vec::new(), None);
    restored.pass(Duration::from_secs(5 * 3_600));
    worker.sign_in_again().await;
    bring_records(&worker, &order, &values).await;
    let outcome = worker.hand_in(&submit).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
    run_outbox(&restored, &acquisition).await;
    assert_eq!(acquisition.result(TASK_NO).1, 2, "the same, and not refused");
    assert_eq!(view(&restored, order.order).await.state, OrderState::Archived);
}

#[tokio::test]
async fn a_result_that_is_refused_waits_for_the_office() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    submit(&worker, &order, (done(&bench), Vec::new())).await;
    let address = || METER.parse().expect("an address");
    let now = bench.clock.now();
    let why = ("business_rule".to_owned(), "表计已销户".to_owned());
    acquisition.with(|system| system.set_refusal(now, address(), why)).expect("kept");
    run_outbox(&bench, &acquisition).await;
    assert_eq!(view(&bench, order.order).await.state, OrderState::Open);
    let head = bench.role(Role::StationHead).await;
    let item = head.get("/api/v1/items?kind=result_refused").await.ok()["items"][0].clone();
    assert_eq!((&item["reason"], &item["order_no"]), (&json!("business_rule"), &json!(TASK_NO)));

    acquisition.with(|system| system.lift_refusal(now, address())).expect("kept");
    let retry = json!({
        "item": item["item"], "resolution": "retry", "remark": "采集系统已恢复该表",
    });
    head.post("/api/v1/items/resolve", retry).await.ok();
    run_outbox(&bench, &acquisition).await;
    assert_eq!(view(&bench, order.order).await.state, OrderState::Archived);
    assert_eq!(acquisition.result(TASK_NO).1, 1);
}

#[tokio::test]
async fn the_office_may_let_a_refused_result_be() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    submit(&worker, &order, (done(&bench), Vec::new())).await;
    let (now, address) = (bench.clock.now(), METER.parse().expect("an address"));
    let why = ("business_rule".to_owned(), "表计已销户".to_owned());
    acquisition.with(|system| system.set_refusal(now, address, why)).expect("kept");
    run_outbox(&bench, &acquisition).await;
    let head = bench.role(Role::StationHead).await;
    let item = head.get("/api/v1/items?kind=result_refused").await.ok()["items"][0].clone();
    let leave = json!({ "item": item["item"], "resolution": "done", "remark": "已电话告知" });
    head.post("/api/v1/items/resolve", leave).await.ok();
    assert_eq!(view(&bench, order.order).await.state, OrderState::Archived);
    assert_eq!(acquisition.task(TASK_NO).result, None);
}

#[tokio::test]
async fn what_could_not_be_done_is_settled_by_the_clerk_and_told() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let clerk = Worker::sign_in(&bench, Role::BackOfficeClerk, "后台-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    let outcome = submit(&worker, &order, no_access(&bench)).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
    let order = view(&bench, order.order).await;
    assert_eq!(open_stage(&order).element, "exception_check");
    assert_eq!(open_stage(&order).assignee, Some(clerk.person));

    let tomorrow = bench.clock.now().plus(hours(24));
    let again = json!({
        "outcome": "again", "appointment_at": tomorrow, "decision_reason": "已约明日下午",
    });
    submit(&clerk, &order, (again, Vec::new())).await;
    let order = view(&bench, order.order).await;
    let stage = open_stage(&order);
    assert_eq!((stage.element.as_str(), stage.occurrence), ("field_work", 2));
    assert_eq!(stage.assignee, Some(worker.person));
    let (values, needs) = no_access(&bench);
    submit(&worker, &order, (values, needs)).await;
    let order = view(&bench, order.order).await;
    let close = json!({
        "outcome": "fault_order", "fault_order_no": "GZ-1", "decision_reason": "转故障处理",
    });
    bench.pass(Duration::from_secs(60));
    let decided = bench.clock.now();
    let outcome = submit(&clerk, &order, (close, Vec::new())).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
    // The photo has not come, and is not waited for.
    assert!(record_of(&bench, order.order).await.evidence_missing > 0);
    run_outbox(&bench, &acquisition).await;
    assert_eq!(view(&bench, order.order).await.state, OrderState::Archived);
    let (result, _) = acquisition.result(TASK_NO);
    assert_eq!(result.outcome, TaskOutcome::Exception);
    assert_eq!(result.exception.as_deref(), Some("no_access"));
    assert_eq!(result.further["decision"], "fault_order");
    assert_eq!(result.further["fault_order_no"], "GZ-1");
    assert_eq!(result.further["at"], json!(decided));
    assert_eq!(result.works, Vec::<String>::new());
}

#[tokio::test]
async fn nobody_goes_again_after_it_has_run_out() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let clerk = Worker::sign_in(&bench, Role::BackOfficeClerk, "后台-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    submit(&worker, &order, no_access(&bench)).await;
    let order = view(&bench, order.order).await;
    let late = json!({
        "outcome": "again", "appointment_at": bench.clock.now().plus(hours(73)),
        "decision_reason": "已约下周",
    });
    let outcome = submit(&clerk, &order, (late, Vec::new())).await;
    assert_eq!(outcome["result"], "refused", "{outcome}");
}

#[tokio::test]
async fn what_is_not_done_in_time_runs_out_and_is_told() {
    let (bench, acquisition) = company().await;
    let mut worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    let hour = Duration::from_secs(3_600);
    run_timers(&bench, 71 * hour).await;
    jobs::watch_limits(&bench.platform).await.expect("it runs");
    worker.sign_in_again().await;
    let told = |notices: &[Value]| -> Vec<String> {
        let about = |notice: &Value| notice["about"].as_str().expect("a word").to_owned();
        notices.iter().map(about).collect()
    };
    assert!(told(&worker.notices().await).contains(&"due_soon".to_owned()));
    assert_eq!(open_stage(&view(&bench, order.order).await).element, "field_work");

    run_timers(&bench, 2 * hour).await;
    let after = view(&bench, order.order).await;
    let stage = after.last_of("field_work").expect("it was open");
    assert_eq!(stage.state, StageState::Cancelled);
    assert!(told(&worker.notices().await).contains(&"cancelled".to_owned()));
    run_outbox(&bench, &acquisition).await;
    assert_eq!(view(&bench, order.order).await.state, OrderState::Terminated);
    let (result, copies) = acquisition.result(TASK_NO);
    assert_eq!((result.outcome, copies), (TaskOutcome::RunOut, 1));
    assert_eq!(result.further["at"], order.facts["task"]["valid_until"]);
    assert_eq!(result.further.get("performer"), None, "nobody was there");

    // What was done without a network comes too late, and is kept.
    let late = submit(&worker, &order, (done(&bench), Vec::new())).await;
    assert_eq!(late["result"], "accepted_late", "{late}");
}

#[tokio::test]
async fn an_exception_that_nobody_settles_runs_out_as_well() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    submit(&worker, &order, no_access(&bench)).await;
    run_timers(&bench, Duration::from_secs(73 * 3_600)).await;
    run_outbox(&bench, &acquisition).await;
    assert_eq!(view(&bench, order.order).await.state, OrderState::Terminated);
    let (result, _) = acquisition.result(TASK_NO);
    assert_eq!(result.outcome, TaskOutcome::RunOut);
    assert_eq!(result.exception.as_deref(), Some("no_access"), "somebody was there");
    assert_eq!(result.further["performer"], staff_no(Role::AreaManager));
}

#[tokio::test]
async fn a_task_that_stands_still_beyond_its_date_is_the_offices_matter() {
    let (bench, acquisition) = company().await;
    let order = task(&bench, &acquisition, &json!({})).await.order;
    let head = bench.role(Role::StationHead).await;
    let why = json!({ "order": order, "reason": "customer_absent", "proof": "三次上门无人" });
    head.post("/api/v1/orders/suspend", why).await.ok();
    run_timers(&bench, Duration::from_secs(73 * 3_600)).await;
    let head = bench.role(Role::StationHead).await;
    let items = head.get("/api/v1/items?kind=stalled").await.ok();
    assert_eq!(items["items"][0]["reason"], "run_out_suspended");
    assert_eq!(acquisition.task(TASK_NO).result, None);
    head.post("/api/v1/orders/resume", json!({ "order": order })).await.ok();
    run_timers(&bench, Duration::from_secs(60)).await;
    run_outbox(&bench, &acquisition).await;
    assert_eq!(acquisition.result(TASK_NO).0.outcome, TaskOutcome::RunOut);
}

#[tokio::test]
async fn a_task_that_is_called_off_leaves_the_terminal() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    let now = bench.clock.now();
    let remark = Some("远程已补抄成功".to_owned());
    acquisition.with(|system| system.cancel_task(now, TASK_NO, remark)).expect("kept");
    acquisition.tell_platform(&bench).await;
    let answer = acquisition.task(TASK_NO).lines[1].answer.clone().expect("answered");
    assert_eq!(answer, json!({ "outcome": "applied", "order": order.order }));
    assert_eq!(view(&bench, order.order).await.state, OrderState::Terminated);
    let feed = worker.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
    let items = feed["items"].as_array().expect("a list").iter();
    assert!(!items.clone().any(|item| item["type"] == "order"), "{feed}");
    let told = worker.notices().await;
    assert!(told.iter().any(|notice| {
        let text = notice["text"]["zh"].as_str().expect("a text");
        text.contains("采集系统撤销")
    }));
    acquisition.with(|system| system.cancel_task(now, TASK_NO, None)).expect("kept");
    acquisition.tell_platform(&bench).await;
    let answer = acquisition.task(TASK_NO).lines[2].answer.clone().expect("answered");
    assert_eq!(answer["outcome"], "order_over");
    run_timers(&bench, Duration::from_secs(80 * 3_600)).await;
    run_outbox(&bench, &acquisition).await;
    assert_eq!(acquisition.task(TASK_NO).result, None, "nothing is told of what was called off");
}

#[tokio::test]
async fn a_task_that_is_called_off_while_its_result_waits_takes_it_back() {
    let (bench, acquisition) = company().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = task(&bench, &acquisition, &json!({})).await;
    submit(&worker, &order, (done(&bench), Vec::new())).await;
    let now = bench.clock.now();
    acquisition.with(|system| system.cancel_task(now, TASK_NO, None)).expect("kept");
    acquisition.tell_platform(&bench).await;
    assert_eq!(view(&bench, order.order).await.state, OrderState::Terminated);
    run_outbox(&bench, &acquisition).await;
    assert_eq!(acquisition.task(TASK_NO).result, None);
}
