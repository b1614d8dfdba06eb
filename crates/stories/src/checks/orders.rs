//! Orders: there once, moved by nothing that may not, in somebody's hands, as the office was told.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use platform_store::attachments::{self, AttachmentState};
use platform_store::audit::{self, ChainEnd, ChainedEntry};
use platform_store::office::OfficeItemRow;
use platform_store::orders::OrderRecord;
use platform_store::{Tx, office, operations, orders};
use sync::{Kind, Outcome};
use vocabulary::{OrderState, StageId};

use crate::processes::{READING, TEN_STAGES};
use crate::story::Report;
use crate::world::World;

/// An order as it is in the end, with all that was written down of it.
pub struct InTheEnd {
    pub record: OrderRecord,
    pub story: Vec<ChainedEntry>,
    pub items: Vec<OfficeItemRow>,
}

/// Those that the platform has acknowledged, by their numbers.
pub type Orders = BTreeMap<String, InTheEnd>;

/// Reads all of them. One that was acknowledged is there.
pub async fn read_orders(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
) -> anyhow::Result<Orders> {
    let org = platform.org();
    let mut read = Orders::new();
    for order_no in &world.ledger.handed_over {
        let record = orders::find_by_no(tx, org, order_no)
            .await?
            .with_context(|| format!("order {order_no} was acknowledged and is lost"))?;
        let order = record.view.order;
        let story = audit::entries(tx, org, &format!("order:{order}"), 0, 5_000).await?;
        let items = office::of_order(tx, org, order).await?;
        read.insert(order_no.clone(), InTheEnd { record, story, items });
    }
    Ok(read)
}

impl InTheEnd {
    fn is_asked_about(&self) -> bool {
        self.items.iter().any(|item| item.state == "open")
    }
}

/// Orders are there once, their stories verify, and no stage was completed twice.
pub async fn check_orders(
    read: &Orders,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let org = platform.org();
    for (order_no, InTheEnd { record, story, .. }) in read {
        report.orders += 1;
        let view = &record.view;
        let archived = usize::from(view.state == OrderState::Archived);
        report.archived += archived;
        match view.process.as_str() {
            TEN_STAGES => report.ten_stages += archived,
            READING => report.routes += archived,
            _ => {}
        }
        ensure!(audit::verifies(ChainEnd::default(), story), "the story of {order_no} is broken");
        let mut completions: BTreeMap<StageId, u32> = BTreeMap::new();
        for stored in operations::of_order(tx, org, view.order, 5_000).await? {
            let applied = matches!(stored.outcome, Outcome::Applied { .. });
            if applied && stored.operation.kind == Kind::Submit {
                *completions.entry(stored.operation.stage).or_default() += 1;
            }
        }
        for (stage, times) in completions {
            ensure!(times == 1, "stage {stage} of {order_no} was completed {times} times");
        }
        let missing = attachments::of_order(tx, org, view.order).await?;
        let missing = missing
            .iter()
            .filter(|file| file.op_id.is_some() && file.state != AttachmentState::Complete);
        ensure!(
            missing.count() == record.evidence_missing as usize,
            "order {order_no} miscounts its missing evidence"
        );
    }
    Ok(())
}

/// A cancelled order has ended as one, and what was done for it afterwards is kept and moved nothing.
pub fn check_cancelled(world: &World, read: &Orders, report: &mut Report) -> anyhow::Result<()> {
    for order_no in world.ledger.cancelled.union(&world.ledger.terminated) {
        report.cancelled += 1;
        let InTheEnd { record, story, .. } = read.get(order_no).context("handed over")?;
        let state = record.view.state;
        ensure!(state == OrderState::Terminated, "order {order_no} was cancelled and is {state:?}");
        let ends = |entry: &&ChainedEntry| ENDS.contains(&entry.kind.as_str());
        let cancelled = story.iter().find(ends);
        let n = cancelled.with_context(|| format!("{order_no} does not tell of its end"))?.n;
        for entry in story.iter().filter(|entry| entry.n > n) {
            ensure!(!moved(entry), "{} moved order {order_no}, which was cancelled", entry.kind);
        }
    }
    Ok(())
}

/// Whether the work that an entry tells of moved the order.
fn moved(entry: &ChainedEntry) -> bool {
    entry.body.as_ref().is_some_and(|body| body["outcome"]["result"] == "applied")
}

/// While an order stood still, no work moved it and no timer fired.
pub fn check_standstill(read: &Orders) -> anyhow::Result<()> {
    for (order_no, InTheEnd { record, story, .. }) in read {
        let mut stands_still = false;
        for entry in story {
            let fired = entry.kind == "timer_fired";
            ensure!(
                !stands_still || !(moved(entry) || fired),
                "{} moved {order_no} while it was suspended",
                entry.kind
            );
            match entry.kind.as_str() {
                "suspended" => stands_still = true,
                "resumed" => stands_still = false,
                _ => {}
            }
        }
        let state = record.view.state;
        ensure!(
            stands_still == (state == OrderState::Suspended) || state.is_over(),
            "order {order_no} is {state:?}, its story says otherwise"
        );
    }
    Ok(())
}

/// Nothing was dispatched to somebody who was away, unless he handed it on to himself.
pub fn check_absences(world: &World, read: &Orders) -> anyhow::Result<()> {
    for (order_no, InTheEnd { story, .. }) in read {
        for entry in story {
            let to = entry.body.as_ref().map(|body| body["to"].as_str().unwrap_or_default());
            let Some(to) = to.filter(|_| entry.kind == "dispatched") else { continue };
            let at = entry.received_at;
            let is_away = world.ledger.away.iter().any(|(person, from, until)| {
                person.to_string() == to && *from <= at && at < *until
            });
            let himself = entry.actor == format!("person:{to}");
            ensure!(
                !is_away || himself,
                "{order_no} was dispatched to {to}, who was away, by {}: {:?}",
                entry.actor,
                entry.body
            );
        }
    }
    Ok(())
}

/// What was said to have moved runs on the other version, and on its elements only.
pub fn check_versions(world: &World, read: &Orders) -> anyhow::Result<()> {
    for order_no in &world.ledger.migrated {
        let view = &read.get(order_no).context("moved")?.record.view;
        let process = world.processes.of(&view.process)?;
        ensure!(
            view.bundle_hash == process.next,
            "order {order_no} moved, and runs on {}",
            view.bundle_hash
        );
        let is_old = |element: &str| element == process.renamed.0;
        let old =
            view.stages.values().find(|stage| stage.state.is_open() && is_old(&stage.element));
        ensure!(old.is_none(), "order {order_no} moved, and a stage of the old version is open");
    }
    Ok(())
}

/// Every order that goes on is in somebody's hands: a stage of it is open and given to somebody, or the office is asked whom
/// to give it to, or it waits for files or for a time.
pub fn check_nothing_stands_about(read: &Orders) -> anyhow::Result<()> {
    for (order_no, order) in read {
        let view = &order.record.view;
        if view.state != OrderState::Open {
            continue;
        }
        let open = view.stages.values().filter(|stage| stage.state.is_open());
        let (given, nobodys): (Vec<_>, Vec<_>) = open.partition(|stage| stage.assignee.is_some());
        if let Some(stage) = nobodys.first() {
            ensure!(
                order.is_asked_about(),
                "{} of {order_no} is nobody's, and nobody knows",
                stage.element
            );
        }
        ensure!(
            !given.is_empty() || order.record.evidence_missing > 0 || order.is_asked_about(),
            "order {order_no} is open, and nobody has anything of it"
        );
    }
    Ok(())
}

/// What the office was told it has done stands in the order's story, as often as it was told.
pub fn check_office(world: &World, read: &Orders) -> anyhow::Result<()> {
    for ((order_no, what), times) in &world.ledger.done {
        let story = &read.get(order_no).context("handed over")?.story;
        let told = story.iter().filter(|entry| entry.kind == *what).count();
        ensure!(told >= *times, "the office {what} {order_no} {times} times, its story has {told}");
    }
    Ok(())
}

/// What an order ends by before its process does.
const ENDS: [&str; 2] = ["cancelled", "terminated"];
