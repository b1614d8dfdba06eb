//! While the manager has no network, the world goes on: an order is cancelled, one urged, one changed, one given away.
//! He knows nothing of it and works on.

use anyhow::Context as _;
use rand::seq::SliceRandom as _;
use serde_json::{Value, json};
use vocabulary::OperationId;

use super::Cases;
use crate::day::desk::give;
use crate::day::page::At;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{order_of, reaches};
use crate::day::worker::Worker;

/// What the manager has handed in too late, or on facts that hold no more.
#[derive(Debug, Clone, Copy)]
pub struct Late {
    pub cancelled: OperationId,
    pub reassigned: OperationId,
    pub changed: OperationId,
}

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    manager: &mut Worker,
) -> anyhow::Result<Late> {
    report.step("meanwhile orders are cancelled, urged, changed and given to somebody else");
    let mut events = [Event::Cancel, Event::Urge, Event::Change, Event::Reassign];
    events.shuffle(&mut scene.rng);
    for event in events {
        event.happens(scene, report, cases).await?;
    }

    report.step("the manager, who knows nothing of it, works on without a network");
    let cancelled = accept(manager, &cases.cancelled, false).await?.operation;
    let reassigned = accept(manager, &cases.reassigned, false).await?.operation;
    let visit = accept(manager, &cases.changed, true).await?;
    let next = visit.next.context("the second visit cannot go on")?;
    manager.installs(next, &cases.changed).await?;
    let to = scene.archivist()?;
    let (changed, _) = manager.submits(next, Some(to)).await?;
    let unsent = manager.unsent().await?;
    let kept =
        |operation: OperationId| unsent.iter().any(|entry| entry["op_id"] == json!(operation));
    report.check(
        kept(cancelled) && kept(reassigned) && kept(changed),
        "what he hands in is kept on the terminal",
    );
    Ok(Late { cancelled, reassigned, changed })
}

/// What was handed in, and the stage that opened at once.
struct Handed {
    operation: OperationId,
    next: Option<At>,
}

async fn accept(manager: &mut Worker, case: &Case, goes_on: bool) -> anyhow::Result<Handed> {
    let at = manager.has(case.order, "acceptance").await?;
    manager.accepts(at, case).await?;
    let to = if goes_on {
        json!({ "person": manager.person })
    } else {
        json!({ "role": "meter_installer" })
    };
    let (operation, next) = manager.submits(at, Some(to)).await?;
    Ok(Handed { operation, next })
}

#[derive(Debug, Clone, Copy)]
enum Event {
    Cancel,
    Urge,
    Change,
    Reassign,
}

impl Event {
    async fn happens(
        self,
        scene: &mut Scene,
        report: &mut Report,
        cases: &Cases,
    ) -> anyhow::Result<()> {
        match self {
            Self::Cancel => cancel(scene, report, &cases.cancelled).await,
            Self::Urge => urge(scene, report, &cases.visit).await,
            Self::Change => change(scene, report, &cases.changed).await,
            Self::Reassign => reassign(scene, report, &cases.reassigned).await,
        }
    }
}

async fn cancel(scene: &Scene, report: &mut Report, case: &Case) -> anyhow::Result<()> {
    let company = scene.company()?;
    let reason = json!({ "reason": "客户取消报装" });
    company.control.further(case.order_no.as_str(), "cancel", &reason).await?;
    reaches(scene, case, |order| order["state"] == "terminated").await?;
    report.came(format_args!("order {} is cancelled", case.order_no));
    Ok(())
}

async fn urge(scene: &mut Scene, report: &mut Report, case: &Case) -> anyhow::Result<()> {
    let company = scene.company()?;
    let reason = json!({ "reason": "客户来电催办" });
    let n = company.control.further(case.order_no.as_str(), "urge", &reason).await?;
    reaches(scene, case, |order| order["urged"] == 1).await?;
    let answers = scene.company()?.control.repeat(n, 5).await?;
    let known = answers.iter().filter(|answer| answer["outcome"] == "duplicate").count();
    let file = order_of(scene, case).await?;
    report.check(
        known == 5 && file["urged"] == 1,
        format_args!("order {} is urged once, although told six times", case.order_no),
    );
    scene.counts.duplicates_refused += known as u64;
    Ok(())
}

/// The warehouse has written another communication address down for the meter.
async fn change(scene: &Scene, report: &mut Report, case: &Case) -> anyhow::Result<()> {
    let company = scene.company()?;
    let (meter, address) = (case.custody.meter.to_string(), changed_address(case));
    let data = json!({ "data": { "meters": { (meter.as_str()): { "comm_address": address } } } });
    company.control.further(case.order_no.as_str(), "change", &data).await?;
    let there = |order: &Value| order["facts"]["meters"][&meter]["comm_address"] == address;
    reaches(scene, case, there).await?;
    report.came(format_args!("order {} has another meter record", case.order_no));
    Ok(())
}

/// The address with its first digit changed.
pub fn changed_address(case: &Case) -> String {
    let address = case.custody.comm_address.as_str();
    let first = if address.starts_with('9') { '8' } else { '9' };
    format!("{first}{}", &address[1..])
}

async fn reassign(scene: &Scene, report: &mut Report, case: &Case) -> anyhow::Result<()> {
    let deputy = scene.person(&scene.cast.deputy)?;
    let dispatched = give(scene, case, "acceptance", deputy, "原承办人请假").await?;
    report.check_same(
        dispatched["generation"].as_u64(),
        Some(2),
        format_args!("order {} is given to the deputy", case.order_no),
    );
    Ok(())
}
