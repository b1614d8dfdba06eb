//! What the workers do in a seed's day, on handhelds that die and lose the network.

use base64::Engine as _;
use serde_json::json;
use sync::Recipient;
use terminal::agent::{Action, OrderLine, SignatureTaken};
use vocabulary::{OperationId, OrderId, Role, StageId, StageState, minutes};

use crate::ledger::{KeptFile, Recorded};
use crate::story::Report;
use crate::world::World;

/// Who works on which handheld: the first is shared.
fn crew(world: &World, handheld: usize) -> Vec<usize> {
    match handheld {
        0 if world.handhelds[1].lost => vec![0, 1, 2],
        0 => vec![0, 1],
        _ => vec![2],
    }
}

/// Somebody takes a handheld up: syncs, works, or leaves it without a person.
pub async fn worker_acts(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    let n = world.dice.below(world.handhelds.len());
    if world.handhelds[n].lost {
        return Ok(());
    }
    if world.dice.percent(8) {
        let at = world.dice.below(12) + 1;
        world.handhelds[n].pull_battery_at(u32::try_from(at)?);
    }
    if world.dice.percent(10) {
        // Nobody is signed in: what was submitted goes up sealed, under the terminal's own identity.
        world.handhelds[n].worker = None;
        world.handhelds[n].agent().await?.lock().await;
        world.pass(minutes(40));
        return sync(world, n, report).await;
    }
    let crew = crew(world, n);
    let Some(worker) = world.dice.pick(&crew).copied() else { return Ok(()) };
    let signed_in = sign_in(world, n, worker).await?;
    if signed_in && world.dice.percent(35) {
        sync(world, n, report).await?;
    } else if signed_in {
        visit(world, n, worker).await?;
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

/// One sync, during which the agent may die.
pub async fn sync(world: &mut World, n: usize, report: &mut Report) -> anyhow::Result<()> {
    if world.dice.percent(10) {
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
    match synced {
        Some(Ok(done)) => {
            let what = format!(
                "worker {:?} syncs on {n}: {} answered, {} items, {} files, rebuilt {}, offered again {}",
                handheld.worker,
                done.answered,
                done.items,
                done.files,
                done.rebuilt,
                done.offered_again
            );
            world.ledger.tell(what);
        }
        Some(Err(fault)) => world.ledger.tell(format!("handheld {n} syncs in vain: {fault}")),
        None => {
            world.ledger.tell(format!("handheld {n} is killed in the middle of a sync"));
            report.kills += 1;
            handheld_dies(world, n).await;
        }
    }
    world.handhelds[n].link.kill_at_call(None);
    Ok(())
}

async fn handheld_dies(world: &mut World, n: usize) {
    world.handhelds[n].kill().await;
}

/// A visit to a customer: several steps of one order, sometimes all of them.
async fn visit(world: &mut World, n: usize, worker: usize) -> anyhow::Result<()> {
    let steps = world.dice.below(12) + 1;
    let mut at = None;
    for _ in 0..steps {
        at = work(world, n, worker, at).await?;
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
            acted.map_err(anyhow::Error::from)
        }
        None => fill_in_and_submit(world, n, worker, &line, stage.stage, &stage.element).await,
    };
    match outcome {
        Ok(op_id) => remember(world, n, &line, op_id, next.is_none()).await?,
        Err(fault) => {
            let no = &line.order_no;
            world.ledger.tell(format!("worker {worker} gets no further with {no}: {fault}"));
            return Ok(None);
        }
    }
    Ok(Some(line.order))
}

async fn fill_in_and_submit(
    world: &mut World,
    n: usize,
    worker: usize,
    line: &OrderLine,
    stage: StageId,
    element: &str,
) -> anyhow::Result<OperationId> {
    let order = line.order;
    let withdrawn = world.dice.percent(15);
    let myself = Recipient::Person(world.workers[worker]);
    let to = match element {
        "accept" if world.dice.percent(70) => myself,
        "accept" => Recipient::Role(Role::MeterInstaller),
        _ => Recipient::Role(Role::BackOfficeClerk),
    };
    let reading = world.dice.between(0, 99_999);
    let signs = element != "accept" || world.dice.percent(40);
    let png = picture(world.dice.below(200) as u8)?;
    let agent = world.handhelds[n].agent().await?;
    let fields = if element == "accept" {
        let outcome = if withdrawn { "withdrawn" } else { "proceed" };
        vec![("outcome", json!(outcome)), ("note", json!("现场核实"))]
    } else {
        vec![("reading_ckwh", json!(reading))]
    };
    for (field, value) in fields {
        agent.save_field(order, stage, field, value).await?;
    }
    if signs {
        let taken = SignatureTaken {
            strokes: json!([[{ "x": 1, "y": 2, "t": 0 }, { "x": 3, "y": 4, "t": 9 }]]),
            image_base64: base64::engine::general_purpose::STANDARD.encode(png),
            signer_name: "客户".to_owned(),
            relation: "self".to_owned(),
            statement: None,
        };
        agent.take_signature(order, stage, "signature", taken).await?;
    }
    Ok(agent.submit(agent.correlate(), order, stage, Some(to)).await?.op_id)
}

/// A small PNG that differs from the next one.
pub fn picture(shade: u8) -> anyhow::Result<Vec<u8>> {
    let mut png = std::io::Cursor::new(Vec::new());
    let drawn = image::GrayImage::from_pixel(64, 32, image::Luma([shade]));
    drawn.write_to(&mut png, image::ImageFormat::Png)?;
    Ok(png.into_inner())
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
