//! What the workers do in a seed's day, on handhelds that die and lose the network.

use terminal::agent::{Action, OrderLine};
use vocabulary::{OperationId, OrderId, StageState, minutes};

use crate::filling_in::{At, fill_in, submit, think};
use crate::ledger::{KeptFile, Recorded, Typed};
use crate::story::Report;
use crate::world::World;

/// Who works on which handheld: the first is shared.
fn crew(world: &World, handheld: usize) -> Vec<usize> {
    match handheld {
        0 if world.handhelds[1].lost => vec![0, 1, 2, 3],
        0 => vec![0, 1, 3],
        _ => vec![2],
    }
}

/// Somebody takes a handheld up: syncs, works, or leaves it without a person.
pub async fn worker_acts(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let n = world.dice.below(world.handhelds.len());
    if world.handhelds[n].lost {
        return Ok(());
    }
    if world.goes_wrong(8) {
        let at = world.dice.below(12) + 1;
        world.handhelds[n].pull_battery_at(u32::try_from(at)?);
    }
    if world.dice.percent(6) {
        // Nobody is signed in: what was submitted goes up sealed, under the terminal's own identity.
        world.handhelds[n].worker = None;
        world.handhelds[n].agent().await?.lock().await;
        world.pass(minutes(40));
        sync(world, n, report).await?;
        return Ok(());
    }
    let crew = crew(world, n);
    let Some(worker) = world.dice.pick(&crew).copied() else { return Ok(()) };
    if sign_in(world, n, worker).await? {
        if world.dice.percent(60) {
            sync(world, n, report).await?;
        }
        // A sync in which the agent died leaves nobody signed in.
        if world.handhelds[n].worker == Some(worker) {
            visit(world, n, worker, report).await?;
        }
    }
    if world.handhelds[n].battery_is_out() {
        world.ledger.tell(format!("handheld {n} loses its battery"));
        report.kills += 1;
        world.handhelds[n].kill().await;
    }
    Ok(())
}

/// Signs a worker in, if he can be; `false` when not.
pub async fn sign_in(world: &mut World, n: usize, worker: usize) -> anyhow::Result<bool> {
    if world.handhelds[n].worker == Some(worker) {
        return Ok(true);
    }
    let (cards, staff_no) = (world.cards(), format!("T{worker:04}"));
    let handheld = &mut world.handhelds[n];
    if handheld.worker.is_some() {
        handheld.agent().await?.lock().await;
        handheld.worker = None;
    }
    match handheld.unlock(&cards, &staff_no).await {
        Ok(()) => {
            handheld.worker = Some(worker);
            Ok(true)
        }
        Err(fault) => {
            world.ledger.tell(format!("worker {worker} cannot sign in on {n}: {fault}"));
            Ok(false)
        }
    }
}

/// One sync, during which the agent may die; tells whether it brought anything either way.
pub async fn sync(world: &mut World, n: usize, report: &mut Report) -> anyhow::Result<bool> {
    if world.goes_wrong(10) {
        let at = u32::try_from(world.dice.below(8) + 1)?;
        world.handhelds[n].link.kill_at_call(Some(at));
    }
    let handheld = &mut world.handhelds[n];
    let link = std::sync::Arc::clone(&handheld.link);
    let agent = handheld.agent().await?;
    let synced = tokio::select! {
        biased;
        synced = agent.sync_once() => Some(synced),
        () = link.death() => None,
    };
    let mut moved = false;
    match synced {
        Some(Ok(done)) => {
            moved = done.answered > 0 || done.items > 0 || done.files > 0 || done.offered_again > 0;
            let what = format!(
                "worker {:?} syncs on {n}: {} answered, {} items, {} files, rebuilt {}, offered again {}",
                handheld.worker,
                done.answered,
                done.items,
                done.files,
                done.rebuilt,
                done.offered_again
            );
            if moved || done.rebuilt {
                world.ledger.tell(what);
            }
        }
        Some(Err(fault)) => world.ledger.tell(format!("handheld {n} syncs in vain: {fault}")),
        None => {
            world.ledger.tell(format!("handheld {n} is killed in the middle of a sync"));
            report.kills += 1;
            handheld_dies(world, n).await;
        }
    }
    world.handhelds[n].link.kill_at_call(None);
    Ok(moved)
}

async fn handheld_dies(world: &mut World, n: usize) {
    world.handhelds[n].kill().await;
}

/// Everything that a worker can do for all of his orders, one after the other, with nothing in his way.
pub async fn works_through(
    world: &mut World,
    n: usize,
    worker: usize,
    report: &mut Report,
) -> anyhow::Result<()> {
    let lines = world.handhelds[n].agent().await?.orders().await?;
    for line in lines {
        let mut at = Some(line.order);
        for _ in 0..STEPS_OF_A_DAY {
            if at.is_none() {
                break;
            }
            at = work(world, n, worker, at, report).await?;
            world.pass(minutes(3));
        }
    }
    Ok(())
}

/// More than the steps of any one order that fall to one person in a row.
const STEPS_OF_A_DAY: usize = 40;

/// A visit to a customer: several steps of one order, sometimes all of them.
async fn visit(
    world: &mut World,
    n: usize,
    worker: usize,
    report: &mut Report,
) -> anyhow::Result<()> {
    let steps = world.dice.below(20) + 1;
    let mut at = None;
    for _ in 0..steps {
        at = work(world, n, worker, at, report).await?;
        if at.is_none() {
            break;
        }
        world.pass(minutes(3));
    }
    Ok(())
}

/// The worker goes on with the order that he is at, or with one of his orders; tells which.
async fn work(
    world: &mut World,
    n: usize,
    worker: usize,
    at: Option<OrderId>,
    report: &mut Report,
) -> anyhow::Result<Option<OrderId>> {
    let lines = match world.handhelds[n].agent().await?.orders().await {
        Ok(lines) => lines,
        Err(fault) => {
            world.ledger.tell(format!("handheld {n} shows no orders: {fault}"));
            return Ok(None);
        }
    };
    let mine = |line: &OrderLine| line.stage.is_some() && at.is_none_or(|at| at == line.order);
    let open: Vec<_> = lines.into_iter().filter(mine).collect();
    let Some(line) = world.dice.pick(&open).cloned() else { return Ok(None) };
    let Some(stage) = line.stage.clone() else { return Ok(None) };
    let next = match stage.state {
        StageState::Dispatched if world.dice.percent(6) => {
            Some(Action::Decline { reason: "路远".to_owned() })
        }
        StageState::Dispatched => Some(Action::SignIn),
        StageState::SignedIn if world.dice.percent(50) => Some(Action::SetOut),
        StageState::SignedIn | StageState::EnRoute => Some(Action::Arrive { position: None }),
        StageState::OnSite => Some(Action::Begin),
        _ => None,
    };
    let outcome = match &next {
        Some(action) => {
            let agent = world.handhelds[n].agent().await?;
            let correlation = agent.correlate();
            let acted = agent.act(correlation, line.order, stage.stage, action).await;
            acted.map(Some).map_err(anyhow::Error::from)
        }
        None => {
            let at = At { handheld: n, worker, order: line.order, stage: stage.stage };
            fill_in_and_submit(world, at, &line, report).await
        }
    };
    match outcome {
        Ok(None) => return Ok(None),
        Ok(Some(op_id)) => remember(world, n, &line, op_id, next.is_none()).await?,
        Err(fault) => {
            let (no, element) = (&line.order_no, &stage.element);
            world
                .ledger
                .tell(format!("worker {worker} gets no further with {element} of {no}: {fault:?}"));
            return Ok(None);
        }
    }
    Ok(Some(line.order))
}

/// Fills the form in and hands it in, or leaves it half done.
async fn fill_in_and_submit(
    world: &mut World,
    at: At,
    line: &OrderLine,
    report: &mut Report,
) -> anyhow::Result<Option<OperationId>> {
    let meant = match think(world, at, line).await {
        Ok(meant) => meant,
        Err(fault) => {
            report.unfit += 1;
            return Err(fault);
        }
    };
    let leaves = world.dice.percent(12);
    let enough = if leaves { world.dice.below(meant.values.len().max(1)) } else { usize::MAX };
    let generation = line.stage.as_ref().map_or(0, |stage| stage.generation);
    for (field, value) in fill_in(world, at, &meant, enough).await? {
        let At { handheld: terminal, worker, order, stage } = at;
        let typed = Typed { worker, terminal, order, generation, value };
        world.ledger.typed.insert((stage, field), typed);
    }
    if leaves {
        world.ledger.tell(format!("worker {} leaves {} half done", at.worker, line.order_no));
        report.left += 1;
        return Ok(None);
    }
    let done = submit(world, at, &meant).await?;
    world.ledger.typed.retain(|(stage, _), _| *stage != at.stage);
    Ok(Some(done.op_id))
}

/// The worker was told that it is safe: from now on it must never be lost.
async fn remember(
    world: &mut World,
    n: usize,
    line: &OrderLine,
    op_id: OperationId,
    submit: bool,
) -> anyhow::Result<()> {
    let order: OrderId = line.order;
    world.ledger.recorded.insert(op_id, Recorded { order, terminal: n, submit });
    world.ledger.tell(format!(
        "worker {:?} records {op_id} on {} on handheld {n} (submit: {submit})",
        world.handhelds[n].worker, line.order_no
    ));
    // The battery may be gone by now; what was promised stays promised.
    let Ok(detail) = world.handhelds[n].agent().await?.order(order).await else { return Ok(()) };
    for row in detail.now.operations.iter().filter(|row| row.operation.op_id == op_id) {
        for need in &row.operation.needs {
            let kept = KeptFile { operation: op_id, sha256: need.sha256 };
            world.ledger.files.insert(need.attachment, kept);
        }
    }
    Ok(())
}
