//! What terminals said is safe: operations, files, and what was typed.

use std::collections::BTreeSet;

use anyhow::{Context as _, bail, ensure};
use platform_store::attachments::{self, AttachmentState};
use platform_store::{Tx, office, operations};
use sync::Outcome;
use terminal_store::OperationState;
use vocabulary::{AttachmentId, Digest, OperationId};

use crate::evening::WHO_WORKS_WHERE;
use crate::story::Report;
use crate::worker_acts::sign_in;
use crate::world::World;

/// What terminals still hold, because it was refused, or comes after what was, or because the terminal is lost.
#[derive(Default)]
pub struct Held {
    operations: BTreeSet<OperationId>,
    files: BTreeSet<AttachmentId>,
    lost: BTreeSet<usize>,
}

pub async fn still_held(world: &mut World) -> anyhow::Result<Held> {
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
pub async fn check_typed(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
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
pub async fn check_operations(
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
pub async fn check_files(
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
