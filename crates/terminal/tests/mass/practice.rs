//! Practice: everything works, and nothing of it is anywhere afterwards, least of all with the company.

use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sync::Recipient;
use terminal::agent::{Action, SignatureTaken};
use terminal::{Agent, AgentFault};
use terminal_store::Unsent;
use vocabulary::{OrderId, OrderState, Role, StageId};

use super::bench::{Bench, NOON, picture};

/// What the authors of the process call valid, for the customer of a practice order.
fn valid(form: &str) -> Value {
    let file = "../forms/tests/examples/low_voltage_residential_new.json";
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
    let examples: Value = serde_json::from_str(&text.expect("there")).expect("JSON");
    examples["valid"][form].clone()
}

/// The moment at which the examples are valid.
const EXAMPLES_AT_MICROS: i64 = 1_795_330_800_000_000;

fn bench(seed: u64) -> Bench {
    let bench = Bench::new(seed);
    let ahead = EXAMPLES_AT_MICROS - NOON.micros();
    bench.clock.advance(Duration::from_micros(u64::try_from(ahead).expect("later")));
    bench
}

/// Fills a form in as a worker would: types, photographs, lets sign and confirm.
async fn fill(bench: &Bench, agent: &Agent, order: OrderId, stage: StageId, form: &str) {
    let facts = agent.order(order).await.expect("the order").now.view.facts;
    for (field, value) in valid(form).as_object().expect("values") {
        let value = match field.as_str() {
            "customer_name" | "service_address" => facts["customer"][field].clone(),
            // After the second person has confirmed, which happens now.
            "energised_at" | "first_remote_read_at" => json!(EXAMPLES_AT_MICROS),
            _ => value.clone(),
        };
        if value["strokes"].is_array() {
            let taken = signature(&value);
            agent.take_signature(order, stage, field, taken).await.expect("signed");
        } else if value["card_id"].is_string() {
            agent.practise_confirmation(order, stage, field).await.expect("confirmed");
        } else if value[0]["attachment_id"].is_string() {
            let place = json!({ "lon": 118.1, "lat": 39.6, "accuracy_m": 8.0, "source": "gnss" });
            let place = serde_json::from_value(place).expect("a place");
            let photo = picture(&*bench.entropy);
            agent.take_photo(order, stage, field, photo, Some(place)).await.expect("taken");
        } else {
            agent.save_field(order, stage, field, value).await.expect("typed");
        }
    }
}

fn signature(value: &Value) -> SignatureTaken {
    let mut png = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(300, 100).write_to(&mut png, image::ImageFormat::Png).expect("encoded");
    SignatureTaken {
        strokes: value["strokes"].clone(),
        image_base64: STANDARD.encode(png.into_inner()),
        signer_name: "练习客户甲".to_owned(),
        relation: "self".to_owned(),
        statement: None,
    }
}

#[tokio::test]
async fn a_new_worker_goes_through_an_order_and_the_company_never_hears_of_it() {
    let bench = bench(61);
    bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let mine = agent.orders().await.expect("orders")[0].clone();
    let stage = mine.stage.expect("mine").stage;
    agent.save_field(mine.order, stage, "note", json!("half a word")).await.expect("typed");
    bench.platform.state().requests.clear();
    let before = bench.platform.state().data.clone();

    agent.begin_practice().await.expect("practice");
    let state = agent.state().await.expect("state");
    assert!(state.practice && !state.locked);
    let orders = agent.orders().await.expect("orders");
    assert_eq!(orders.len(), 2);
    assert!(orders.iter().all(|line| line.order != mine.order), "no real order is here");
    assert_eq!(agent.notices().await.expect("notices").len(), 1);

    let order = orders[0].order;
    let mut stage = orders[0].stage.clone().expect("the first stage").stage;
    for form in ["acceptance", "install_energise", "archive"] {
        for action in
            [Action::SignIn, Action::SetOut, Action::Arrive { position: None }, Action::Begin]
        {
            agent.act(agent.correlate(), order, stage, &action).await.expect("done");
        }
        let early = agent.submit(agent.correlate(), order, stage, None).await;
        assert!(matches!(early, Err(AgentFault::FormIncomplete(_))), "{form}");
        fill(&bench, &agent, order, stage, form).await;
        let to = match form {
            "acceptance" => Some(Recipient::Role(Role::MeterInstaller)),
            "install_energise" => Some(Recipient::Role(Role::BackOfficeClerk)),
            _ => None,
        };
        let submitted = agent.submit(agent.correlate(), order, stage, to).await;
        let submitted = submitted.unwrap_or_else(|fault| panic!("{form}: {fault:?}"));
        stage = submitted.continues.unwrap_or(stage);
        drop(agent.sync_once().await);
    }
    let detail = agent.order(order).await.expect("the order");
    assert_eq!(detail.now.view.state, OrderState::Archived);
    assert_eq!(detail.now.view.stages.len(), 3);
    let report = detail.practice.expect("a report");
    assert!(report.finished);
    let refused: Vec<_> = report.remarks.iter().filter(|remark| remark.refused).collect();
    assert!(refused.iter().any(|remark| remark.text.zh.contains("监护人")), "{refused:?}");
    assert!(refused.len() > 3, "what was missing at first is told: {refused:?}");

    // There is nothing to send, and nothing was.
    assert_eq!(detail.pending, []);
    assert_eq!(agent.outbox().await.expect("outbox"), []);
    assert_eq!(agent.export().await.expect("export"), []);
    assert_eq!(agent.state().await.expect("state").unsent, Unsent::default());
    let folder = bench.folder.path().join("agent/practice");
    assert!(folder.join("store.db").exists());
    agent.end_practice().await.expect("ended");
    assert!(!folder.exists());
    assert!(agent.state().await.expect("state").locked);
    drop(agent.sync_once().await);
    let requests = bench.platform.state().requests.clone();
    // The terminal alone asks whether sealed work waits; nothing is asked or sent for a person.
    let is_terminals_own = |path: &String| path.starts_with("/terminal/v1/");
    assert!(requests.keys().all(is_terminals_own), "{requests:?}");
    let after = bench.platform.state().data.clone();
    assert_eq!((after.operations.len(), after.files.len()), (before.operations.len(), 0));

    // What was begun at work is where it was.
    bench.unlock(&agent).await.expect("unlocked");
    let detail = agent.order(mine.order).await.expect("the order");
    let draft = detail.now.drafts.values().next().expect("a draft");
    assert_eq!(draft["note"], "half a word");
    assert_eq!(detail.practice, None);
}

#[tokio::test]
async fn practice_needs_neither_network_nor_card_nor_enrolment() {
    let bench = bench(62);
    bench.platform.weather.lock().expect("fine").offline = true;
    let agent = bench.start().await.expect("started");
    assert!(matches!(agent.orders().await, Err(AgentFault::Locked)));
    agent.begin_practice().await.expect("practice");
    let orders = agent.orders().await.expect("orders");
    let (order, stage) = (orders[0].order, orders[0].stage.clone().expect("a stage").stage);
    let declined = Action::Decline { reason: "不会做".to_owned() };
    agent.act(agent.correlate(), order, stage, &declined).await.expect("declined");
    let detail = agent.order(order).await.expect("the order");
    assert_eq!(detail.now.view.state, OrderState::Terminated);
    assert!(detail.practice.expect("a report").finished);
    assert!(matches!(
        agent.practise_confirmation(order, stage, "second_person").await,
        Err(AgentFault::ReadOnly)
    ));
}

#[tokio::test]
async fn what_a_killed_agent_left_of_practice_is_wiped_at_the_next_start() {
    let bench = bench(63);
    let agent = bench.ready().await;
    agent.begin_practice().await.expect("practice");
    drop(agent);
    let folder = bench.folder.path().join("agent/practice");
    assert!(folder.exists());
    let agent = bench.start().await.expect("started");
    assert!(!folder.exists());
    assert!(agent.state().await.expect("state").locked);

    // A card that is put in ends practice, too.
    agent.begin_practice().await.expect("practice");
    bench.unlock(&agent).await.expect("unlocked");
    assert!(!folder.exists());
    assert!(!agent.practises().await);
    assert!(matches!(
        agent
            .practise_confirmation(
                OrderId::make(&*bench.clock, &*bench.entropy),
                StageId::make(&*bench.clock, &*bench.entropy),
                "second_person",
            )
            .await,
        Err(AgentFault::NoPractice)
    ));
}
