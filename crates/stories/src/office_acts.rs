//! What the office does in a seed's day: steers orders, settles what is on its list, and changes the process under way.

use std::sync::Arc;

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};

use crate::processes::{READING, SHORT, TEN_STAGES};
use crate::setup::Desk;
use crate::story::Report;
use crate::world::World;

/// One thing that somebody in the office does.
pub async fn office_acts(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    match world.dice.below(20) {
        0..2 => a_version_comes(world).await,
        2..5 => an_order_moves(world, report).await,
        5 => a_day_is_moved(world).await,
        6..12 => resolve(world).await,
        _ => steer(world, report).await,
    }
}

/// The administrator deploys the process with another drawing, for the orders that begin from now on. Deployed again after
/// a restore, it is the same version.
pub async fn a_version_comes(world: &mut World) -> anyhow::Result<()> {
    let Some(name) = world.dice.pick(&[SHORT, TEN_STAGES, READING]).copied() else { return Ok(()) };
    let body = json!({ "files": world.processes.of(name)?.next_files });
    let told = world.order_office(Desk::Administrator, "/api/v1/processes", body).await;
    let Ok(deployed) = told else {
        world.ledger.tell(format!("the administrator deploys in vain: {told:?}"));
        return Ok(());
    };
    let hash = deployed["hash"].as_str().context("a deployed version has a hash")?.to_owned();
    let path = format!("/api/v1/processes/{hash}/activate");
    let told = world.order_office(Desk::Administrator, &path, json!({})).await;
    world.ledger.tell(format!("the administrator activates {hash}: {}", told.is_ok()));
    Ok(())
}

/// The administrator moves a running order to the other version, wherever somebody works on it meanwhile.
async fn an_order_moves(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let Some(Found { order, order_no, process, .. }) = some_order(world, "open").await? else {
        return Ok(());
    };
    let process = world.processes.of(&process)?;
    let (before, after) = process.renamed;
    let body = json!({
        "from": process.first.hash, "to": process.next,
        "plan": { (before): after }, "orders": [order],
    });
    let path = "/api/v1/processes/migrate";
    let told = world.order_office(Desk::Administrator, path, body).await;
    let moved = told.as_ref().is_ok_and(|report| report["movable"] == 1);
    world.ledger.tell(format!("the administrator moves {order_no}: {moved}"));
    if moved {
        report.migrated += 1;
        world.ledger.migrated.insert(order_no);
    }
    Ok(())
}

/// The administrator writes the year's calendar again: one of the next days is off, or none.
async fn a_day_is_moved(world: &mut World) -> anyhow::Result<()> {
    let off: Vec<_> = match world.dice.below(3) {
        0 => Vec::new(),
        n => vec![format!("2026-11-2{}", 3 + n)],
    };
    let days = off.iter().map(|day| json!({ "name": "放假", "from": day, "to": day }));
    let notice = json!({
        "year": 2026, "status": "confirmed", "source": "通知",
        "days_off": days.collect::<Vec<_>>(), "working_days": [],
    });
    let path = "/api/v1/calendar/2026";
    let told = world.command(Desk::Administrator, Method::PUT, path, notice).await;
    world.ledger.tell(format!("the administrator: {off:?} is off: {}", told.is_ok()));
    Ok(())
}

/// The station head sends an order back, lets it stand still or go on, urges it, or ends it.
async fn steer(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let state = if world.dice.percent(60) { "open" } else { "suspended" };
    let processes = Arc::clone(&world.processes);
    let Some(Found { order, order_no, process, element }) = some_order(world, state).await? else {
        return Ok(());
    };
    let goes_on = state == "suspended" && world.dice.percent(80);
    let (what, mut body) = match world.dice.below(10) {
        _ if goes_on => ("resume", json!({})),
        0..4 => ("suspend", json!({ "reason": "customer_postponed", "proof": "客户来电" })),
        4..7 => {
            let before = processes.of(&process)?.before(&element);
            let Some(to) = world.dice.pick(&before).copied() else { return Ok(()) };
            ("send-back", json!({ "to": to, "reason": "照片不清", "fields": ["photos"] }))
        }
        7..9 => ("urge", json!({ "reason": "客户催办" })),
        _ => ("terminate", json!({ "reason": "重复报装" })),
    };
    body["order"] = json!(order);
    let told = world.order_office(Desk::Head, &format!("/api/v1/orders/{what}"), body).await;
    let why = told.as_ref().err().map(|problem| problem["detail"].to_string());
    world.ledger.tell(format!("the head: {what} {order_no}: {}", why.unwrap_or_default()));
    if told.is_err() {
        return Ok(());
    }
    let (count, told) = match what {
        "suspend" => (&mut report.suspended, "suspended"),
        "resume" => (&mut report.resumed, "resumed"),
        "send-back" => (&mut report.sent_back, "sent_back"),
        "urge" => (&mut report.urged, "urged"),
        _ => (&mut report.terminated, "terminated"),
    };
    *count += 1;
    world.ledger.was_done(&order_no, told);
    if what == "terminate" {
        world.ledger.terminated.insert(order_no);
    }
    Ok(())
}

/// The station head lets everything go on that stands still.
pub async fn resume_all(world: &mut World) -> anyhow::Result<()> {
    while let Some(Found { order, order_no, .. }) = some_order(world, "suspended").await? {
        let body = json!({ "order": order });
        let told = world.order_office(Desk::Head, "/api/v1/orders/resume", body).await;
        anyhow::ensure!(told.is_ok(), "{order_no} cannot be resumed: {told:?}");
    }
    Ok(())
}

/// An order on the office's list.
struct Found {
    order: String,
    order_no: String,
    process: String,
    /// The stage that it is at, or one of them.
    element: String,
}

async fn some_order(world: &mut World, state: &str) -> anyhow::Result<Option<Found>> {
    let mut orders = crate::office::orders(&world.router()?, Desk::Head, state).await;
    // The long ones are few, and most can befall them.
    if world.dice.percent(60) && orders.iter().any(has_ten_stages) {
        orders.retain(has_ten_stages);
    }
    Ok(world.dice.pick(&orders).map(|order| {
        let text = |name: &str| order[name].as_str().unwrap_or_default().to_owned();
        let element = order["stages"][0]["element"].as_str().unwrap_or_default();
        Found {
            order: text("order"),
            order_no: text("order_no"),
            process: text("process"),
            element: element.to_owned(),
        }
    }))
}

fn has_ten_stages(order: &Value) -> bool {
    order["process"] == TEN_STAGES
}

/// The station head settles something on the office's list.
async fn resolve(world: &mut World) -> anyhow::Result<()> {
    let router = world.router()?;
    let Ok(list) = crate::office::get(&router, Desk::Head, "/api/v1/items").await else {
        return Ok(());
    };
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let Some(item) = world.dice.pick(&items).cloned() else { return Ok(()) };
    if item["kind"] == "overdue" {
        return explain(world, &item).await;
    }
    let choices: &[&str] = match (item["kind"].as_str(), item["op_id"].is_string()) {
        (Some("result_refused"), _) => &["retry", "done"],
        (_, true) => &["keep", "merge", "return"],
        _ => &["done"],
    };
    let Some(resolution) = world.dice.pick(choices).copied() else { return Ok(()) };
    let body = json!({ "item": item["item"], "resolution": resolution, "remark": "已核实" });
    let told = world.order_office(Desk::Head, "/api/v1/items/resolve", body).await;
    let why = told.err().map(|problem| problem["detail"].to_string()).unwrap_or_default();
    world.ledger.tell(format!("the head resolves {} by {resolution} {why}", item["kind"]));
    Ok(())
}

/// The station head says why a limit was missed.
async fn explain(world: &mut World, item: &Value) -> anyhow::Result<()> {
    let code = world.dice.pick(&["materials", "weather"]).copied().unwrap_or("staff");
    let limits = [&item["detail"]["limit"]];
    let body = json!({ "order": item["order"], "limits": limits, "code": code });
    let told = world.order_office(Desk::Head, "/api/v1/orders/explain-overdue", body).await;
    world.ledger.tell(format!("the head explains {} by {code}: {}", limits[0], told.is_ok()));
    Ok(())
}
