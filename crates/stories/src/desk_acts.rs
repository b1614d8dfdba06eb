//! What is worked on at the console: whoever has a stage at a desk fills its form in there.

use std::sync::Arc;

use anyhow::Context as _;
use serde_json::json;
use sync::{OrderView, StageView};
use vocabulary::{Clock as _, Role};

use crate::filling_in::is_of_files;
use crate::setup::{Desk, WORKERS, is_held};
use crate::story::Report;
use crate::world::World;

/// Somebody at a desk does one of his stages.
pub async fn desk_acts(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let desk = if world.dice.percent(50) { Desk::Clerk } else { Desk::Head };
    at_desk(world, desk, report).await
}

/// One stage of whoever sits there, if he has one.
pub async fn at_desk(world: &mut World, desk: Desk, report: &mut Report) -> anyhow::Result<()> {
    let Some((view, stage)) = own_stage(world, desk).await? else { return Ok(()) };
    let processes = Arc::clone(&world.processes);
    let process = processes.of(&view.process)?;
    let (no, element) = (&view.order_no, &stage.element);
    let (values, takers) = match &process.examples {
        None => (json!({ "satisfaction": 5 }), Vec::new()),
        Some(examples) => {
            let (said, takers) = process.says(&mut world.dice, element);
            let now = world.clock.now();
            let facts = view.facts_for(&stage, Some((world.desk(desk), OFFICE)), now);
            let form = stage.form.as_deref().context("the stage has a form")?;
            match examples.shipped.filled_in(form, &said, &facts, now) {
                Ok(filled) => (filled.values, takers),
                Err(unfit) => {
                    world.ledger.tell(format!("{form} of {no} cannot say {said:?}: {unfit:?}"));
                    report.unfit += 1;
                    return Ok(());
                }
            }
        }
    };
    if values.as_object().is_some_and(|values| values.values().any(is_of_files)) {
        return send_out(world, &view, &stage).await;
    }
    let takers: Vec<Role> = takers.into_iter().filter(|role| is_held(*role)).collect();
    let mut body = json!({ "order": view.order, "stage": stage.stage, "values": values });
    if let Some(role) = world.dice.pick(&takers) {
        body["to"] = json!({ "role": role });
    }
    let told = world.order_office(desk, "/api/v1/orders/perform", body).await;
    let why = told.as_ref().err().map(ToString::to_string);
    world.ledger.tell(format!("{desk:?} does {element} of {no}: {}", why.unwrap_or_default()));
    report.at_desks += usize::from(told.is_ok());
    Ok(())
}

/// What wants a photo is somebody else's who has a terminal.
async fn send_out(world: &mut World, view: &OrderView, stage: &StageView) -> anyhow::Result<()> {
    let can = |(_, (_, roles)): &(usize, &(&str, &[Role]))| {
        roles.iter().any(|role| stage.roles.contains(role))
    };
    let able: Vec<usize> = WORKERS.iter().enumerate().filter(can).map(|(n, _)| n).collect();
    let Some(to) = world.dice.pick(&able).map(|n| world.workers[*n]) else { return Ok(()) };
    let body = json!({
        "order": view.order, "stage": stage.stage, "to": to, "reason": "需现场拍照",
    });
    let told = world.order_office(Desk::Head, "/api/v1/orders/dispatch", body).await;
    let (no, element) = (&view.order_no, &stage.element);
    world.ledger.tell(format!("the head sends {to} out for {element} of {no}: {}", told.is_ok()));
    Ok(())
}

/// An open stage that whoever sits there has, with its order as he reads it.
async fn own_stage(
    world: &mut World,
    desk: Desk,
) -> anyhow::Result<Option<(OrderView, StageView)>> {
    let router = world.router()?;
    let orders = crate::office::orders(&router, desk, "open").await;
    let me = json!(world.desk(desk));
    let own = crate::office::open_stages(&orders).filter(|(_, stage)| stage["assignee"] == me);
    let found: Vec<_> =
        own.map(|(order, stage)| (order["order"].clone(), stage["stage"].clone())).collect();
    let Some((order, stage)) = world.dice.pick(&found).cloned() else { return Ok(None) };
    let path = format!("/api/v1/orders/{}", order.as_str().context("an id")?);
    let Ok(read) = crate::office::get(&router, desk, &path).await else { return Ok(None) };
    let view: OrderView = serde_json::from_value(read["order"].clone()).context("an order")?;
    let stage = stage.as_str().context("an id")?.parse()?;
    let stage = view.stage(stage).filter(|stage| stage.state.is_open()).cloned();
    Ok(stage.map(|stage| (view, stage)))
}

/// What everybody at a desk is called.
pub const OFFICE: &str = "办公室";
