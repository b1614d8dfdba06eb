//! What the marketing system does in a seed's day: orders, changes, urging, second thoughts, and what it lets fall.

use neighbour_sims::Delivery;
use neighbour_sims::marketing::{Applicant, Application, HandOver};
use serde_json::{Map, Value, json};
use shipped::marketing_data;
use vocabulary::Clock as _;

use crate::processes::{Examples, READING, SHORT, TEN_STAGES};
use crate::setup::{AREA_CODES, MORNING};
use crate::world::World;

/// A new order, or something new about an old one.
pub async fn marketing_writes(world: &mut World) -> anyhow::Result<()> {
    let now = world.clock.now();
    let fresh = world.orders.len() < 6 && world.dice.percent(60);
    let mut marketing = world.marketing.lock().await;
    if fresh {
        let order_no = format!("2026{:06}", world.orders.len() + 1);
        // Every second is of a shipped process.
        let process = match world.orders.len() % 4 {
            0 => TEN_STAGES,
            2 => READING,
            _ => SHORT,
        };
        let data = match &world.processes.of(process)?.examples {
            Some(examples) => facts_of(process, examples),
            None => application(world.orders.len()).into_data(),
        };
        let (process, stage) = (process.to_owned(), first_stage(process).to_owned());
        marketing.hand_over(
            now,
            HandOver { order_no: order_no.clone(), process: process.clone(), stage, data },
        )?;
        drop(marketing);
        world.ledger.tell(format!("marketing writes new {order_no} of {process}"));
        world.orders.push(order_no);
        return Ok(());
    }
    let Some(order_no) = world.dice.pick(&world.orders).cloned() else { return Ok(()) };
    let roll_back = world.dice.percent(50);
    let change = world.dice.below(10);
    let kind = match world.dice.below(10) {
        0..5 => {
            let (name, value) = match change {
                0..3 => ("premises_arrears", json!("open")),
                3..5 => ("premises_arrears", Value::Null),
                _ => ("address", json!("东街 99 号")),
            };
            marketing.change(now, &order_no, Map::from_iter([(name.to_owned(), value)]))?;
            "change"
        }
        5..9 => {
            marketing.urge(now, &order_no, "客户催办")?;
            "urge"
        }
        _ if roll_back => {
            let process = marketing.order(&order_no).map(|known| known.process.clone());
            let to = first_stage(process.as_deref().unwrap_or(SHORT));
            marketing.roll_back(now, &order_no, to, "资料有误")?;
            "roll back"
        }
        _ => {
            marketing.cancel(now, &order_no, "客户撤回")?;
            "cancel"
        }
    };
    drop(marketing);
    world.ledger.tell(format!("marketing writes {kind} {order_no}"));
    Ok(())
}

/// Where an order of a process begins.
fn first_stage(process: &str) -> &'static str {
    match process {
        TEN_STAGES => "acceptance",
        READING => "plan",
        _ => "accept",
    }
}

/// The order of the examples, as the marketing system tells it, with what its authors leave to the form.
fn facts_of(process: &str, examples: &Examples) -> Map<String, Value> {
    let mut data = marketing_data(&examples.shipped.examples.order);
    data["area_code"] = AREA_CODES[0].into();
    if process == READING {
        data["route"]["due_at"] = json!(MORNING.micros() - EIGHT_HOURS_US);
    } else {
        let accepted = &examples.shipped.examples.valid["acceptance"];
        for name in ["requested_capacity_w", "usage_class", "tariff", "business_kind"] {
            data[name] = accepted[name].clone();
        }
        data["supply_voltage"] = accepted["supply_voltage_v"].clone();
    }
    data.as_object().cloned().unwrap_or_default()
}

/// From midnight to the morning.
const EIGHT_HOURS_US: i64 = 8 * 3_600_000_000;

pub fn application(n: usize) -> Application {
    Application {
        applicant: Applicant {
            name: format!("客户{n}"),
            id_no: "11010519491231002X".to_owned(),
            mobile: "15400000001".to_owned(),
            more: Map::new(),
        },
        customer_no: None,
        address: format!("东街 {n} 号"),
        area_code: AREA_CODES[0].to_owned(),
        lon: 118.67,
        lat: 39.52,
        requested_capacity_w: 8_000,
        usage_class: "residential".to_owned(),
        tariff: "RES-TIERED".to_owned(),
        supply_voltage: 220,
        more: Map::new(),
    }
}

/// The marketing system sends what waits; sometimes several times.
pub async fn marketing_sends(world: &mut World) -> anyhow::Result<()> {
    for _ in 0..3 {
        let now = world.clock.now();
        let Some(outgoing) = world.marketing.lock().await.next_to_send(now) else { return Ok(()) };
        let body = serde_json::to_value(&outgoing.message)?;
        let correlation = outgoing.correlation.to_string();
        if world.dice.percent(25) {
            for _ in 0..4 {
                world.deliver(correlation.clone(), body.clone()).await;
            }
        }
        let (mut delivery, answer) = world.deliver(correlation, body).await;
        if world.dice.percent(10) {
            delivery = Delivery::ComeAgain { why: "the answer was lost".to_owned() };
        }
        let order_no = outgoing.message.order_no.clone();
        let word = delivery.word().to_owned();
        world.ledger.tell(format!("{:?} {order_no}: {word}", outgoing.message.kind));
        if matches!(delivery, Delivery::Taken { .. }) {
            world.ledger.acknowledged(&outgoing.message, &answer);
        }
        world.marketing.lock().await.answered(now, outgoing.n, &delivery)?;
    }
    Ok(())
}

/// It goes down or comes back, or will refuse a result.
pub async fn marketing_falters(world: &mut World) -> anyhow::Result<()> {
    if world.dice.percent(50) {
        world.marketing_up = !world.marketing_up;
        world.ledger.tell(format!("the marketing system is up: {}", world.marketing_up));
        return Ok(());
    }
    let Some(order_no) = world.dice.pick(&world.orders).cloned() else { return Ok(()) };
    world.ledger.tell(format!("the marketing system will refuse the result of {order_no}"));
    let reason = "缺少户变关系";
    world.marketing.lock().await.set_refusal(&order_no, "archive_incomplete", reason)?;
    Ok(())
}
