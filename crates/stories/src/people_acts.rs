//! Who has what in hand: somebody is away, a stage goes to somebody else or wants a second signature, a whole list changes
//! hands, an area goes to another grid.

use std::sync::Arc;

use serde_json::{Value, json};
use vocabulary::Clock as _;

use crate::setup::{AREA_CODES, Desk};
use crate::story::Report;
use crate::world::World;

/// One thing that changes who works on what.
pub async fn people_acts(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    match world.dice.below(10) {
        0..2 => somebody_is_away(world, report).await,
        2..5 => reassign(world, report).await,
        5..7 => another_signs(world, report).await,
        7..9 => hand_over(world, report).await,
        _ => an_area_goes(world, report).await,
    }
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

/// The station head gives an open stage to somebody, whoever has it.
async fn reassign(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let Some(OpenStage { order, order_no, stage, is_given }) = open_stage(world, |_| true).await?
    else {
        return Ok(());
    };
    let Some(to) = world.dice.pick(&world.workers).copied() else { return Ok(()) };
    let body = json!({ "order": order, "stage": stage, "to": to, "reason": "忙不过来" });
    let told = world.order_office(Desk::Head, "/api/v1/orders/dispatch", body).await;
    world.ledger.tell(format!("the head gives {order_no} to {to}: {}", told.is_ok()));
    if told.is_ok() {
        report.reassigned += 1;
        world.ledger.was_done(&order_no, if is_given { "reassigned" } else { "dispatched" });
    }
    Ok(())
}

/// The station head asks a second person to sign a stage as well.
async fn another_signs(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let processes = Arc::clone(&world.processes);
    let drawn = |order: &Value, element: &str| {
        let process = processes.of(order["process"].as_str()?).ok()?;
        process.first.definition.stage(process.first_name(element))
    };
    let may_be_signed = |(order, element): (&Value, &str)| {
        drawn(order, element).is_some_and(bpmn::Stage::may_add_signer)
    };
    let Some(found) = open_stage(world, may_be_signed).await? else { return Ok(()) };
    let OpenStage { order, order_no, stage, .. } = found;
    let Some(person) = world.dice.pick(&world.workers).copied() else { return Ok(()) };
    let body = json!({ "order": order, "stage": stage, "person": person, "reason": "会签" });
    let told = world.order_office(Desk::Head, "/api/v1/orders/add-signer", body).await;
    world.ledger.tell(format!("the head has {person} sign {order_no} too: {}", told.is_ok()));
    if told.is_ok() {
        report.signers += 1;
        world.ledger.was_done(&order_no, "signer_added");
    }
    Ok(())
}

/// Everything that somebody has in hand goes to another, or to whom it would fall without him.
async fn hand_over(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let Some(from) = world.dice.pick(&world.workers).copied() else { return Ok(()) };
    let to = world.dice.pick(&world.workers).copied();
    let to = to.filter(|to| *to != from && world.dice.percent(50));
    let body = json!({ "from": from, "to": to, "reason": "调岗" });
    let told = world.order_office(Desk::Head, "/api/v1/orders/hand-over", body).await;
    let gone = told.as_ref().map_or(0, |told| told["moved"].as_u64().unwrap_or_default());
    world.ledger.tell(format!("the head hands {gone} stages of {from} over to {to:?}"));
    report.handed_over += usize::try_from(gone)?;
    Ok(())
}

/// An area goes to the other grid, its open orders with it.
async fn an_area_goes(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let grids = world.grids.clone();
    let (area, grid) = (world.dice.pick(&AREA_CODES).copied(), world.dice.pick(&grids).copied());
    let takes_begun = world.dice.percent(30);
    let body = json!({
        "area": area, "to_grid": grid, "takes_begun": takes_begun, "reason": "台区割接",
    });
    let told = world.order_office(Desk::Administrator, "/api/v1/cut-overs", body).await;
    world.ledger.tell(format!("{area:?} goes to {grid:?}: {}", told.is_ok()));
    report.cut_over += usize::from(told.is_ok());
    Ok(())
}

/// A stage that somebody has to do.
struct OpenStage {
    order: Value,
    order_no: String,
    stage: Value,
    /// Somebody has it.
    is_given: bool,
}

async fn open_stage(
    world: &mut World,
    fits: impl Fn((&Value, &str)) -> bool,
) -> anyhow::Result<Option<OpenStage>> {
    let orders = crate::office::orders(&world.router()?, Desk::Head, "open").await;
    let fits = |(order, stage): &(&Value, &Value)| {
        fits((*order, stage["element"].as_str().unwrap_or_default()))
    };
    let found: Vec<_> = crate::office::open_stages(&orders).filter(fits).collect();
    Ok(world.dice.pick(&found).map(|(order, stage)| OpenStage {
        order: order["order"].clone(),
        order_no: order["order_no"].as_str().unwrap_or_default().to_owned(),
        stage: stage["stage"].clone(),
        is_given: !stage["assignee"].is_null(),
    }))
}
