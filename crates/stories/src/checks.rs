//! The end of a seed's day: everything is mended, everybody syncs, and what came out is held against the model.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail, ensure};
use platform::jobs::Job;
use platform_store::attachments::{self, AttachmentState};
use platform_store::audit::{self, ChainEnd};
use platform_store::{Tx, office, operations, orders};
use sync::{Kind, Outcome};
use vocabulary::{Digest, OperationId, OrderState, StageId, minutes};

use crate::link::Weather;
use crate::story::{Report, file_away, marketing_sends, sign_in, sync};
use crate::world::World;

/// Mends everything, lets everybody finish talking, and checks.
pub async fn settle_and_check(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    settle(world, report).await?;
    let held = still_held(world).await?;
    let platform = world.platform()?.clone();
    let mut snapshot = platform.store().read().await?;
    let mut tx = snapshot.tx();
    check_operations(world, &platform, &mut tx, &held, report).await?;
    check_files(world, &platform, &mut tx, &held, report).await?;
    check_orders(world, &platform, &mut tx, report).await?;
    check_results(world, report).await?;
    for handheld in &world.handhelds {
        report.repeated_requests += handheld.link.traffic().1;
    }
    Ok(())
}

async fn settle(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    world.ledger.tell("everything is mended");
    world.start_platform().await?;
    world.marketing_up = true;
    for order_no in world.orders.clone() {
        world.marketing.lock().await.lift_refusal(&order_no)?;
    }
    for n in 0..world.handhelds.len() {
        world.handhelds[n].kill().await;
        world.handhelds[n].clock.set_error(0);
        world.handhelds[n].link.set_up(true);
        world.handhelds[n].link.set_weather(Weather::default());
    }
    for _ in 0..6 {
        world.pass(minutes(40));
        for _ in 0..8 {
            marketing_sends(world).await?;
        }
        for (n, worker) in [(0, 0), (0, 1), (1, 2), (0, 2)] {
            if world.handhelds[n].lost || !sign_in(world, n, worker).await? {
                continue;
            }
            for _ in 0..3 {
                sync_calmly(world, n, report).await?;
            }
        }
        world.run_job(Job::Timers).await?;
        world.run_job(Job::Outbox).await?;
        world.run_job(Job::SealedFiles).await?;
        for _ in 0..4 {
            file_away(world).await?;
        }
        if world.plug.is_pulled() {
            bail!("the plug was pulled while everything was being mended");
        }
    }
    world.run_job(Job::AuditRoot).await
}

/// A sync in which nothing is killed.
async fn sync_calmly(world: &mut World, n: usize, report: &mut Report) -> anyhow::Result<()> {
    let dice = std::mem::replace(&mut world.dice, crate::Dice::new(u64::MAX));
    let synced = sync(world, n, report).await;
    world.dice = dice;
    synced
}

/// Operations that terminals still hold, because somebody has to deal with them first, or because the terminal is lost.
struct Held {
    operations: BTreeSet<OperationId>,
    lost: BTreeSet<usize>,
}

async fn still_held(world: &mut World) -> anyhow::Result<Held> {
    let mut held = Held { operations: BTreeSet::new(), lost: BTreeSet::new() };
    for (n, worker) in [(0, 0), (0, 1), (1, 2), (0, 2)] {
        if world.handhelds[n].lost {
            held.lost.insert(n);
            continue;
        }
        if sign_in(world, n, worker).await? {
            let agent = world.handhelds[n].agent().await?;
            for entry in agent.outbox().await? {
                held.operations.insert(entry.op_id);
            }
        }
    }
    Ok(held)
}

/// Nothing that a terminal acknowledged is lost; what did not take effect is on the office's list.
async fn check_operations(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
    held: &Held,
    report: &mut Report,
) -> anyhow::Result<()> {
    for (op_id, recorded) in &world.ledger.recorded {
        let Some(stored) = operations::find(tx, platform.org(), *op_id).await? else {
            let explained =
                held.operations.contains(op_id) || held.lost.contains(&recorded.terminal);
            ensure!(explained, "operation {op_id} was acknowledged and is lost");
            continue;
        };
        report.operations += 1;
        ensure!(stored.operation.order == recorded.order, "operation {op_id} changed its order");
        match stored.outcome.first() {
            Outcome::Applied { .. } => continue,
            Outcome::AcceptedLate { .. } => report.late += 1,
            Outcome::Conflict { .. } => report.conflicts += 1,
            Outcome::Refused { .. } => report.refused += 1,
            other => bail!("operation {op_id} was stored as {other:?}"),
        }
        if recorded.submit {
            let items = office::of_order(tx, platform.org(), recorded.order).await?;
            let explained = items.iter().any(|item| item.op_id == Some(*op_id));
            ensure!(explained, "operation {op_id} did not take effect and nobody was told");
        }
    }
    Ok(())
}

/// No file that a terminal acknowledged is lost or damaged.
async fn check_files(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
    held: &Held,
    report: &mut Report,
) -> anyhow::Result<()> {
    for (attachment, sha256) in &world.ledger.files {
        let row = attachments::find(tx, platform.org(), *attachment).await?;
        let whole = row.as_ref().is_some_and(|row| row.state == AttachmentState::Complete);
        if !whole {
            let of_held = !held.lost.is_empty() || !held.operations.is_empty();
            ensure!(of_held, "file {attachment} was acknowledged and is not whole: {row:?}");
            continue;
        }
        let bytes = platform.files().read(*attachment).context("a whole file can be read")?;
        ensure!(Digest::of(&bytes) == *sha256, "file {attachment} has other bytes");
        report.files += 1;
    }
    Ok(())
}

/// Orders are there once, their stories verify, and no stage was completed twice.
async fn check_orders(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let org = platform.org();
    for order_no in &world.ledger.handed_over {
        let record = orders::find_by_no(tx, org, order_no)
            .await?
            .with_context(|| format!("order {order_no} was acknowledged and is lost"))?;
        report.orders += 1;
        let view = &record.view;
        report.archived += usize::from(view.state == OrderState::Archived);
        let chain = audit::entries(tx, org, &format!("order:{}", view.order), 0, 5_000).await?;
        ensure!(audit::verifies(ChainEnd::default(), &chain), "the story of {order_no} is broken");
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

/// The marketing system has each result once, and has it when the order is archived.
async fn check_results(world: &World, report: &Report) -> anyhow::Result<()> {
    let marketing = world.marketing.lock().await;
    let totals = marketing.totals();
    ensure!(
        totals.results_accepted <= report.orders as u64,
        "{} results for {} orders",
        totals.results_accepted,
        report.orders
    );
    ensure!(
        totals.results_accepted >= report.archived as u64
            || world.restores > 0
            || world.ledger.story.iter().any(|line| line.contains("by done")),
        "{} orders are archived, the marketing system has {} results",
        report.archived,
        totals.results_accepted
    );
    ensure!(totals.messages_waiting == 0, "messages of the marketing system never arrived");
    Ok(())
}
