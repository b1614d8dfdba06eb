//! What the office does in a seed's day: dispatches, steers, settles, files away, and changes the process under way.

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};
use vocabulary::Clock as _;

use crate::setup::{Desk, NEXT_INSTALL, next_process_files};
use crate::story::Report;
use crate::world::World;

/// One thing that somebody in the office does.
pub async fn office_acts(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    match world.dice.below(20) {
        19 => a_version_comes(world).await,
        17..19 => an_order_moves(world, report).await,
        16 => a_day_is_moved(world).await,
        15 => somebody_is_away(world, report).await,
        0..2 => reassign(world, report).await,
        2..6 => resolve(world).await,
        6..9 => steer(world, report).await,
        _ => file_away(world).await,
    }
}

/// The administrator deploys the process with another drawing, for the orders that begin from now on. Deployed again after
/// a restore, it is the same version.
async fn a_version_comes(world: &mut World) -> anyhow::Result<()> {
    let body = json!({ "files": next_process_files()? });
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
    let Some((order, order_no)) = some_order(world, "open").await? else { return Ok(()) };
    let body = json!({
        "from": world.versions.first, "to": world.versions.next,
        "plan": { "install": NEXT_INSTALL }, "orders": [order],
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

/// The station head writes down that a worker is away for some hours.
async fn somebody_is_away(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let Some(person) = world.dice.pick(&world.workers).copied() else { return Ok(()) };
    let from = world.clock.now();
    let until = from.plus(vocabulary::hours(world.dice.below(6) as u64 + 1));
    let body = json!({ "person": person, "kind": "leave", "from": from, "until": until });
    let told = world.order_office(Desk::Head, "/api/v1/absences", body).await;
    world.ledger.tell(format!("the head: {person} is away until {until:?}: {}", told.is_ok()));
    if told.is_ok() {
        report.away += 1;
        world.ledger.away.push((person, from, until));
    }
    Ok(())
}

/// The station head sends an order back, lets it stand still or go on, urges it, or ends it.
async fn steer(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let state = if world.dice.percent(60) { "open" } else { "suspended" };
    let Some((order, order_no)) = some_order(world, state).await? else { return Ok(()) };
    let goes_on = state == "suspended" && world.dice.percent(80);
    let (what, mut body) = match world.dice.below(10) {
        _ if goes_on => ("resume", json!({})),
        0..4 => ("suspend", json!({ "reason": "customer_postponed", "proof": "客户来电" })),
        4..7 => {
            let to =
                world.dice.pick(&["accept", "install", NEXT_INSTALL]).copied().unwrap_or("accept");
            ("send-back", json!({ "to": to, "reason": "照片不清", "fields": ["photos"] }))
        }
        7..9 => ("urge", json!({ "reason": "客户催办" })),
        _ => ("terminate", json!({ "reason": "重复报装" })),
    };
    body["order"] = json!(order);
    let told = world.order_office(Desk::Head, &format!("/api/v1/orders/{what}"), body).await;
    world.ledger.tell(format!("the head: {what} {order_no}: {}", told.is_ok()));
    if told.is_err() {
        return Ok(());
    }
    match what {
        "suspend" => report.suspended += 1,
        "resume" => report.resumed += 1,
        "send-back" => report.sent_back += 1,
        "urge" => report.urged += 1,
        _ => {
            report.terminated += 1;
            world.ledger.terminated.insert(order_no);
        }
    }
    Ok(())
}

/// The station head lets everything go on that stands still.
pub async fn resume_all(world: &mut World) -> anyhow::Result<()> {
    while let Some((order, order_no)) = some_order(world, "suspended").await? {
        let body = json!({ "order": order });
        let told = world.order_office(Desk::Head, "/api/v1/orders/resume", body).await;
        anyhow::ensure!(told.is_ok(), "{order_no} cannot be resumed: {told:?}");
    }
    Ok(())
}

async fn some_order(world: &mut World, state: &str) -> anyhow::Result<Option<(String, String)>> {
    let router = world.router()?;
    let path = format!("/api/v1/orders?state={state}");
    let Ok(list) = crate::office::get(&router, Desk::Head, &path).await else { return Ok(None) };
    let orders = list["items"].as_array().cloned().unwrap_or_default();
    let text = |order: &Value, name: &str| order[name].as_str().map(str::to_owned);
    let order = world.dice.pick(&orders).cloned().unwrap_or_default();
    Ok(text(&order, "order").zip(text(&order, "order_no")))
}

/// The station head gives an open stage to somebody, whoever has it.
async fn reassign(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let Some((order, stage, _)) = open_stage(world, &["accept", "install", NEXT_INSTALL]).await?
    else {
        return Ok(());
    };
    let Some(to) = world.dice.pick(&world.workers).copied() else { return Ok(()) };
    let body = json!({ "order": order, "stage": stage, "to": to, "reason": "忙不过来" });
    let told = world.order_office(Desk::Head, "/api/v1/orders/dispatch", body).await;
    world.ledger.tell(format!("the head gives {order} to {to}: {}", told.is_ok()));
    report.reassigned += usize::from(told.is_ok());
    Ok(())
}

/// The clerk files away what has come that far.
pub async fn file_away(world: &mut World) -> anyhow::Result<()> {
    let Some((order, stage, _)) = open_stage(world, &["file_away"]).await? else { return Ok(()) };
    let body = json!({ "order": order, "stage": stage, "values": { "satisfaction": 5 } });
    let told = world.order_office(Desk::Clerk, "/api/v1/orders/perform", body).await;
    let why = told.as_ref().err().map(ToString::to_string);
    world.ledger.tell(format!("the clerk files {order} away: {:?}", why.unwrap_or_default()));
    Ok(())
}

async fn open_stage(
    world: &mut World,
    elements: &[&str],
) -> anyhow::Result<Option<(String, String, Value)>> {
    let router = world.router()?;
    let Ok(list) = crate::office::get(&router, Desk::Head, "/api/v1/orders?state=open").await
    else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for order in list["items"].as_array().into_iter().flatten() {
        for stage in order["stages"].as_array().into_iter().flatten() {
            if elements.iter().any(|element| stage["element"] == *element) {
                let id = order["order"].as_str().context("an id")?.to_owned();
                found.push((
                    id,
                    stage["stage"].as_str().context("an id")?.to_owned(),
                    stage.clone(),
                ));
            }
        }
    }
    Ok(world.dice.pick(&found).cloned())
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
