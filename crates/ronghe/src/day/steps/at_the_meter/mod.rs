//! At the meter, on both protocols: a task of the acquisition system, a reading, a clock that is set, a stop with leave, the
//! restore, a meter replaced.

mod known;
mod replacement;
mod restore;
mod stop;
mod tasks;

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};
use vocabulary::OrderNo;

use super::Crew;
use crate::company::Metered;
use crate::day::at_meter::AtMeter;
use crate::day::cast::INSTALLERS_TERMINAL;
use crate::day::page::At;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::reaches;
use crate::day::worker::Worker;
use crate::demo::arrived;

/// The orders of this part of the day, by who has their results.
pub struct AtTheMeters {
    pub of_marketing: Vec<Case>,
    pub of_acquisition: Vec<Case>,
}

/// Plays it with a household's meter, and then with a business's; gives their orders.
pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    crew: &mut Crew,
) -> anyhow::Result<AtTheMeters> {
    known::play(scene, report).await?;
    let household = scene.metered.first().cloned().context("a household's meter is simulated")?;
    let tasks = tasks::play(scene, report, crew, &household).await?;
    let mut cases = Vec::new();
    // He has worked with it before; a start gives its page a code again.
    let mut installer = scene.kill_and_start(INSTALLERS_TERMINAL).await?;
    for metered in scene.metered.clone() {
        let stopped = stop::play(scene, report, crew, &metered).await?;
        restore::play(scene, report, crew, &metered, &stopped).await?;
        let replaced =
            replacement::play(scene, report, (&crew.manager, &mut installer), &metered).await?;
        cases.extend([stopped, replaced]);
    }
    known::results_once(scene, report).await?;
    Ok(AtTheMeters { of_marketing: cases, of_acquisition: tasks })
}

/// The marketing system hands an order over.
async fn handed_over(
    scene: &mut Scene,
    metered: &Metered,
    order_no: &OrderNo,
    process: &str,
    data: Value,
) -> anyhow::Result<Case> {
    let company = scene.company()?;
    company.control.new_order(order_no.as_str(), process, &data).await?;
    let order = arrived(&company.head, order_no.as_str()).await?;
    scene.counts.orders += 1;
    let (order_no, custody) = (order_no.clone(), metered.custody.clone());
    Ok(Case { order_no, data, custody, order })
}

/// It ends with one result.
async fn ends(scene: &Scene, report: &mut Report, case: &Case) -> anyhow::Result<()> {
    reaches(scene, case, |order| order["state"] == "archived").await?;
    let seen = scene.company()?.control.order(case.order_no.as_str()).await?;
    report.check_same(
        seen["result"]["copies"].as_u64(),
        Some(1),
        format_args!("order {} has ended, its result taken once", case.order_no),
    );
    Ok(())
}

/// Somebody before the meter, with leave from the head for one command, or not at all.
async fn changed(
    scene: &Scene,
    report: &mut Report,
    at_meter: &AtMeter<'_>,
    command: &str,
    parameter: Value,
) -> anyhow::Result<Value> {
    report.check(
        at_meter.tries_without_leave(command).await?,
        format_args!("without leave there is no {command}"),
    );
    let leave = at_meter.asks_for(command, parameter).await?;
    let approved: anyhow::Result<Value> = scene
        .company()?
        .head
        .command(Method::POST, "/api/v1/authorisations/approve", &json!({ "authorisation": leave }))
        .await
        .with_context(|| format!("{command} is not approved"));
    approved?;
    at_meter.changes(command, &leave).await
}

/// What stands in a field that the metering functions fill.
async fn in_the_form(worker: &Worker, at: At, field: &str) -> anyhow::Result<Value> {
    Ok(worker.draft(at).await?[field].clone())
}

/// The PIN of the business card in somebody's terminal.
fn business_pin(scene: &Scene, terminal: &str) -> anyhow::Result<String> {
    let terminals = &scene.company()?.record.terminals;
    let found = terminals.iter().find(|one| one.name == terminal);
    let card = found.and_then(|one| one.business_card.as_ref());
    Ok(card.with_context(|| format!("{terminal} has no business card"))?.pin.clone())
}

const FEE_CONTROL: &str = "fee_control";
const REPLACEMENT: &str = "meter_replacement";
