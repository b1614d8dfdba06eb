//! The end of a seed's day: everything is mended, everybody syncs, and what came out is held against the model.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail, ensure};
use neighbour_sims::marketing::Entry;
use platform::jobs::Job;
use platform_store::attachments::{self, AttachmentState};
use platform_store::audit::{self, ChainEnd, ChainedEntry};
use platform_store::{Tx, deadlines, office, operations, orders};
use sync::{Kind, Outcome};
use terminal_store::OperationState;
use vocabulary::{AttachmentId, Clock as _, Digest, OperationId, OrderState, StageId, minutes};

use crate::link::Weather;
use crate::marketing_acts::marketing_sends;
use crate::desk_acts::at_desk;
use crate::office_acts::resume_all;
use crate::processes::{READING, TEN_STAGES};
use crate::setup::Desk;
use crate::story::{Report, run_jobs};
use crate::worker_acts::{sign_in, sync, works_through};
use crate::world::World;

/// On which handheld each worker signs in when the day is over: the first is shared, and takes in who has lost his own.
const WHO_WORKS_WHERE: [(usize, usize); 5] = [(0, 0), (0, 1), (0, 3), (1, 2), (0, 2)];

/// Mends everything, lets everybody finish talking, and checks.
pub async fn settle_and_check(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    settle(world, report).await?;
    let held = still_held(world).await?;
    check_typed(world, report).await?;
    let platform = world.platform()?.clone();
    let mut snapshot = platform.store().read().await?;
    let mut tx = snapshot.tx();
    check_operations(world, &platform, &mut tx, &held, report).await?;
    check_files(world, &platform, &mut tx, &held, report).await?;
    check_orders(world, &platform, &mut tx, report).await?;
    check_cancelled(world, &platform, &mut tx, report).await?;
    check_standstill(world, &platform, &mut tx).await?;
    check_absences(world, &platform, &mut tx).await?;
    check_versions(world, &platform, &mut tx).await?;
    check_office(world, &platform, &mut tx).await?;
    check_limits(world, &platform, &mut tx, report).await?;
    check_changes(world, &platform, &mut tx).await?;
    check_results(world, &platform, &mut tx).await?;
    for handheld in &world.handhelds {
        let traffic = handheld.link.traffic();
        report.repeated_requests += traffic.repeated;
        report.duplicates += traffic.duplicates;
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
    // On half of the days everything that was begun is brought to its end.
    let finishes = world.dice.percent(50);
    for round in 0..if finishes { 14 } else { 5 } {
        world.pass(minutes(40));
        for _ in 0..8 {
            marketing_sends(world).await?;
        }
        for (n, worker) in WHO_WORKS_WHERE {
            if world.handhelds[n].lost || !sign_in(world, n, worker).await? {
                continue;
            }
            sync_calmly(world, n, report).await?;
            // Nobody begins anything new in the end: what is recorded has to arrive.
            if finishes && round < 10 {
                works_through(world, n, worker, report).await?;
                sync_calmly(world, n, report).await?;
            }
        }
        run_jobs(world).await?;
        resume_all(world).await?;
        for desk in [Desk::Clerk, Desk::Head].repeat(3) {
            at_desk(world, desk, report).await?;
        }
        if world.plug.is_pulled() {
            bail!("the plug was pulled while everything was being mended");
        }
    }
    // Twice: what is told is told once.
    world.run_job(Job::Limits).await?;
    world.run_job(Job::Limits).await?;
    world.run_job(Job::AuditRoot).await
}

/// Syncs in which nothing is killed, until there is nothing more to tell.
async fn sync_calmly(world: &mut World, n: usize, report: &mut Report) -> anyhow::Result<()> {
    let dice = std::mem::replace(&mut world.dice, crate::Dice::new(u64::MAX));
    for _ in 0..3 {
        if !sync(world, n, report).await? {
            break;
        }
    }
    world.dice = dice;
    Ok(())
}

/// What terminals still hold, because it was refused, or comes after what was, or because the terminal is lost.
#[derive(Default)]
struct Held {
    operations: BTreeSet<OperationId>,
    files: BTreeSet<AttachmentId>,
    lost: BTreeSet<usize>,
}

async fn still_held(world: &mut World) -> anyhow::Result<Held> {
    let mut held = Held::default();
    for (n, worker) in WHO_WORKS_WHERE {
        if world.handhelds[n].lost {
            held.lost.insert(n);
            continue;
        }
        if sign_in(world, n, worker).await? {
            let agent = world.handhelds[n].agent().await?;
            let differed = agent.notices().await?;
            let differed = differed.iter().any(|row| row.notice.about == "resync");
            ensure!(!differed, "handheld {n}'s mirror once differed from the platform's scope");
            let mut parked = BTreeSet::new();
            for entry in agent.outbox().await? {
                if entry.state == OperationState::Parked {
                    parked.insert(entry.order);
                }
                // Anything else has had the time to go up.
                if parked.contains(&entry.order) {
                    held.operations.insert(entry.op_id);
                    held.files.extend(entry.files.iter().map(|file| file.attachment));
                }
            }
        }
    }
    Ok(held)
}

/// What was typed and not handed in is still in the form, where it was typed and wherever its worker works now.
async fn check_typed(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    for ((stage, field), typed) in world.ledger.typed.clone() {
        if world.handhelds[typed.terminal].lost {
            continue;
        }
        for (n, worker) in WHO_WORKS_WHERE {
            let is_his = worker == typed.worker && !world.handhelds[n].lost;
            if !is_his || !sign_in(world, n, worker).await? {
                continue;
            }
            let agent = world.handhelds[n].agent().await?;
            let Ok(detail) = agent.order(typed.order).await else { continue };
            let me = world.workers[worker];
            let found = detail.now.stage(stage).filter(|found| {
                let same = found.assignee == Some(me) && found.generation == typed.generation;
                same && found.state.is_open() && !detail.now.read_only
            });
            let Some(found) = found else { continue };
            let value = &detail.now.values(found)[&field];
            ensure!(
                *value == typed.value,
                "worker {worker} typed {} into {field} of {}, and finds {value} on handheld {n}",
                typed.value,
                typed.order
            );
            report.kept += 1;
        }
    }
    Ok(())
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
            let explained = held.operations.contains(op_id) || is_lost(world, held, *op_id);
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

/// Whether the operation went with a handheld that was lost: it was on it, and the platform had given no receipt, or has
/// been restored since and nobody could bring it back.
fn is_lost(world: &World, held: &Held, op_id: OperationId) -> bool {
    let terminal = world.ledger.recorded[&op_id].terminal;
    let left = world.ledger.lost_with.get(&terminal);
    let was_on_it = left.is_none_or(|left| left.contains(&op_id));
    held.lost.contains(&terminal) && (was_on_it || world.restored_at.is_some())
}

/// No file that a terminal acknowledged is lost or damaged.
async fn check_files(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
    held: &Held,
    report: &mut Report,
) -> anyhow::Result<()> {
    for (attachment, kept) in &world.ledger.files {
        let row = attachments::find(tx, platform.org(), *attachment).await?;
        let whole = row.as_ref().is_some_and(|row| row.state == AttachmentState::Complete);
        if !whole {
            // Its operation can be there without it.
            let recorded = &world.ledger.recorded[&kept.operation];
            let explained =
                held.files.contains(attachment) || held.lost.contains(&recorded.terminal);
            ensure!(explained, "file {attachment} was acknowledged and is not whole: {row:?}");
            continue;
        }
        let bytes = platform.files().read(*attachment).context("a whole file can be read")?;
        ensure!(Digest::of(&bytes) == kept.sha256, "file {attachment} has other bytes");
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
        let archived = usize::from(view.state == OrderState::Archived);
        report.archived += archived;
        match view.process.as_str() {
            TEN_STAGES => report.ten_stages += archived,
            READING => report.routes += archived,
            _ => {}
        }
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

/// A cancelled order has ended as one, and what was done for it afterwards is kept and moved nothing.
async fn check_cancelled(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let org = platform.org();
    for order_no in world.ledger.cancelled.union(&world.ledger.terminated) {
        report.cancelled += 1;
        let record = orders::find_by_no(tx, org, order_no).await?.context("handed over")?;
        let view = &record.view;
        let state = view.state;
        ensure!(state == OrderState::Terminated, "order {order_no} was cancelled and is {state:?}");
        let story = audit::entries(tx, org, &format!("order:{}", view.order), 0, 5_000).await?;
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
async fn check_standstill(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
) -> anyhow::Result<()> {
    let org = platform.org();
    for order_no in &world.ledger.handed_over {
        let record = orders::find_by_no(tx, org, order_no).await?.context("handed over")?;
        let chain = format!("order:{}", record.view.order);
        let mut stands_still = false;
        for entry in audit::entries(tx, org, &chain, 0, 5_000).await? {
            let fired = entry.kind == "timer_fired";
            ensure!(
                !stands_still || !(moved(&entry) || fired),
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
async fn check_absences(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
) -> anyhow::Result<()> {
    let org = platform.org();
    for order_no in &world.ledger.handed_over {
        let record = orders::find_by_no(tx, org, order_no).await?.context("handed over")?;
        let chain = format!("order:{}", record.view.order);
        for entry in audit::entries(tx, org, &chain, 0, 5_000).await? {
            let to = entry.body.as_ref().map(|body| body["to"].as_str().unwrap_or_default());
            let Some(to) = to.filter(|_| entry.kind == "dispatched") else { continue };
            let at = entry.received_at;
            let is_away = world.ledger.away.iter().any(|(person, from, until)| {
                person.to_string() == to && *from <= at && at < *until
            });
            let himself = entry.actor == format!("person:{to}");
            ensure!(!is_away || himself, "{order_no} was dispatched to {to}, who was away");
        }
    }
    Ok(())
}

/// What was said to have moved runs on the other version, and on its elements only.
async fn check_versions(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
) -> anyhow::Result<()> {
    for order_no in &world.ledger.migrated {
        let record = orders::find_by_no(tx, platform.org(), order_no).await?.context("moved")?;
        let view = &record.view;
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

/// What the office was told it has done stands in the order's story, as often as it was told.
async fn check_office(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
) -> anyhow::Result<()> {
    let org = platform.org();
    for ((order_no, what), times) in &world.ledger.done {
        let record = orders::find_by_no(tx, org, order_no).await?.context("handed over")?;
        let chain = format!("order:{}", record.view.order);
        let story = audit::entries(tx, org, &chain, 0, 5_000).await?;
        let told = story.iter().filter(|entry| entry.kind == *what).count();
        ensure!(told >= *times, "the office {what} {order_no} {times} times, its story has {told}");
    }
    Ok(())
}

/// Every limit that came due soon or passed was told of once for each of its due dates, whoever was killed meanwhile; the
/// office was asked once for each that passed; and all are counted by the calendar of today.
async fn check_limits(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
    report: &mut Report,
) -> anyhow::Result<()> {
    let (org, now) = (platform.org(), world.clock.now());
    let stamp = platform.calendar().stamp().to_owned();
    let stale = deadlines::of_another_calendar(tx, org, &stamp, 9).await?;
    ensure!(stale.is_empty(), "limits of {stale:?} are counted by another calendar");
    for order_no in &world.ledger.handed_over {
        let order = orders::find_by_no(tx, org, order_no).await?.context("handed over")?.view.order;
        let story = audit::entries(tx, org, &format!("order:{order}"), 0, 5_000).await?;
        let items = office::of_order(tx, org, order).await?;
        let told = |kind: &str, limit: &str| {
            let of_limit = |entry: &&ChainedEntry| {
                let body = entry.body.as_ref();
                entry.kind == kind && body.is_some_and(|body| body["limit"] == limit)
            };
            story.iter().filter(of_limit).count()
        };
        for row in deadlines::of_order(tx, org, order).await? {
            let limit = row.policy.as_str();
            let kept = &row.clock;
            let raised = |level: &str| {
                let alerts = kept["clock"]["alerts"].as_array().cloned().unwrap_or_default();
                let due: Vec<_> = alerts
                    .iter()
                    .filter(|alert| alert["level"] == level)
                    .map(|alert| alert["due_at"].as_i64())
                    .collect();
                (due.len(), due.iter().collect::<BTreeSet<_>>().len())
            };
            for (level, kind) in [("pre_alert", "limit_due_soon"), ("overdue", "limit_overdue")] {
                let (times, dates) = raised(level);
                ensure!(times == dates, "{limit} of {order_no} was told of twice as {level}");
                ensure!(
                    told(kind, limit) == times,
                    "the story of {order_no} tells {} times that {limit} is {level}, not {times}",
                    told(kind, limit)
                );
                report.alerts += times;
            }
            let due_at = kept["due_at"].as_i64();
            let until = kept["clock"]["ended_at"].as_i64().unwrap_or(now.micros());
            let missed = due_at.is_some_and(|due_at| until > due_at);
            ensure!(
                missed == (kept["breach"] == "overdue"),
                "{limit} of {order_no} was due at {due_at:?}, lasted until {until}: {kept}"
            );
            let asked: Vec<_> = items
                .iter()
                .filter(|item| item.kind == "overdue" && item.detail["limit"] == limit)
                .collect();
            let open = asked.iter().filter(|item| item.state == "open").count();
            let explained = !kept["explained"].is_null();
            let wants_reason = missed && kept["policy"]["kind"] == "statutory" && !explained;
            ensure!(
                open == usize::from(wants_reason),
                "{limit} of {order_no}: {open} open items, {kept}"
            );
            report.corrected += usize::from(kept["breach"] == "corrected");
            report.explained += usize::from(explained);
            report.moved += told("limit_moved", limit);
        }
    }
    Ok(())
}

/// A running order says what the marketing system last said. What it said before a restore, the restored platform may
/// never have heard of.
async fn check_changes(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
) -> anyhow::Result<()> {
    if world.restored_at.is_some() {
        return Ok(());
    }
    let marketing = world.marketing.lock().await;
    for order_no in &world.ledger.handed_over {
        let record = orders::find_by_no(tx, platform.org(), order_no).await?;
        let view = record.context("handed over")?.view;
        if view.state.is_over() {
            continue;
        }
        let known = marketing.order(order_no).context("the marketing system knows its orders")?;
        let said = |name: &str| known.data.get(name).filter(|said| !said.is_null());
        let (customer, intake) = (&view.facts["customer"], &view.facts["intake"]);
        let same = said("address") == customer.get("service_address")
            && said("premises_arrears") == intake.get("premises_arrears");
        ensure!(same, "order {order_no} says {}, {:?} was said", view.facts, known.data);
    }
    Ok(())
}

/// The marketing system has one result of each archived order and none of any other, unless people or a restore say
/// why.
async fn check_results(
    world: &World,
    platform: &platform::Platform,
    tx: &mut Tx<'_>,
) -> anyhow::Result<()> {
    let org = platform.org();
    let marketing = world.marketing.lock().await;
    for order_no in &world.ledger.handed_over {
        let record = orders::find_by_no(tx, org, order_no).await?.context("handed over")?;
        let chain = format!("order:{}", record.view.order);
        let story = audit::entries(tx, org, &chain, 0, 5_000).await?;
        let state = record.view.state;
        let known = marketing.order(order_no).context("the marketing system knows its orders")?;
        let Some(result) = &known.result else {
            // The office may let an order go without the result that was refused.
            let let_go = story.iter().any(|entry| entry.kind == "result_settled");
            let finished = state == OrderState::Archived;
            ensure!(let_go || !finished, "order {order_no} is archived, its result never arrived");
            continue;
        };
        // The platform has forgotten what it had reported, or the marketing system takes back what it has the result of.
        let forgotten = world.restored_at.is_some_and(|restored_at| result.taken_at <= restored_at);
        let taken_back = story.iter().any(|entry| {
            TAKES_BACK.contains(&entry.kind.as_str()) && entry.received_at >= result.taken_at
        });
        let explained = forgotten || taken_back;
        let finished = state == OrderState::Archived;
        ensure!(finished || explained, "order {order_no} is {state:?}, its result was taken");
        let twice = marketing.ledger().iter().filter(|entry| {
            matches!(entry, Entry::ResultRefused { order_no: of, code, .. }
                if of == order_no && TWICE.contains(&code.as_str()))
        });
        let twice = twice.count();
        ensure!(twice == 0 || explained, "order {order_no} was reported {} times", twice + 1);
    }
    let totals = marketing.totals();
    ensure!(totals.messages_waiting == 0, "messages of the marketing system never arrived");
    Ok(())
}

/// What an order goes back by, or ends without a result: by the marketing system or the office.
const TAKES_BACK: [&str; 4] = ["rolled_back", "cancelled", "sent_back", "terminated"];
/// What an order ends by before its process does.
const ENDS: [&str; 2] = ["cancelled", "terminated"];
/// What the marketing system says to a result that is not the one it has.
const TWICE: [&str; 2] = ["already_finished", "message_reused"];
