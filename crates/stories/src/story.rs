//! One seed's day: chance decides who does what, and what breaks; then everything is mended and held against the model.

use std::time::Duration;

use anyhow::Context as _;
use base64::Engine as _;
use http::Method;
use neighbour_sims::marketing::{Applicant, Application, Delivery, HandOver};
use platform::jobs::Job;
use serde_json::{Map, Value, json};
use sync::Recipient;
use terminal::agent::{Action, OrderLine, SignatureTaken};
use vocabulary::{Clock as _, OperationId, OrderId, Role, StageId, StageState, minutes};

use crate::checks;
use crate::ledger::{KeptFile, Recorded};
use crate::link::Weather;
use crate::setup::{AREA_CODE, Desk, Template};
use crate::world::World;

/// What a seed came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub orders: usize,
    pub archived: usize,
    pub operations: usize,
    pub late: usize,
    pub conflicts: usize,
    pub refused: usize,
    /// Operations that came again and were answered as the first time.
    pub duplicates: u64,
    pub cancelled: usize,
    pub files: usize,
    pub kills: usize,
    pub restores: usize,
    pub repeated_requests: u64,
    /// Limits that were told of as due soon or overdue.
    pub alerts: usize,
    /// Limits that were told of as overdue and kept after all.
    pub corrected: usize,
    pub explained: usize,
    /// Due dates that moved because the calendar did.
    pub moved: usize,
}

/// Runs the day of a seed, telling it aloud or only when it fails.
///
/// # Errors
/// What was lost, doubled or unexplained, with the story that led there.
pub async fn run(seed: u64, template: &Template, aloud: bool) -> anyhow::Result<Report> {
    let mut world = World::open(seed, template).await?;
    world.ledger.aloud = aloud;
    let mut report = Report::default();
    let steps = 80 + world.dice.below(80);
    let told = match day(&mut world, &mut report, steps).await {
        Ok(()) => checks::settle_and_check(&mut world, &mut report).await,
        Err(fault) => Err(fault),
    };
    told.with_context(|| {
        let story = world.ledger.story.join("\n  ");
        format!(
            "seed {seed} failed; replay it with\n  RONGHE_SEED={seed} cargo nextest run -p stories \
             one_seed --no-capture\nits story:\n  {story}"
        )
    })?;
    Ok(report)
}

async fn day(world: &mut World, report: &mut Report, steps: usize) -> anyhow::Result<()> {
    for _ in 0..3 {
        marketing_writes(world).await?;
        marketing_sends(world).await?;
    }
    for _ in 0..steps {
        let by = world.dice.between(1, 20);
        world.pass(Duration::from_secs(60 * by.unsigned_abs()));
        match world.dice.below(100) {
            0..8 => marketing_writes(world).await?,
            8..18 => marketing_sends(world).await?,
            18..66 => worker_acts(world, report).await?,
            66..74 => office_acts(world).await?,
            74..78 => {
                world.run_job(Job::Timers).await?;
                world.run_job(Job::Deliveries).await?;
                world.run_job(Job::Limits).await?;
                world.run_job(Job::Outbox).await?;
                world.run_job(Job::SealedFiles).await?;
            }
            78..84 => weather_changes(world),
            84..88 => clock_goes_wrong(world),
            88..93 => pull_the_plug(world),
            93..96 => night_comes(world, report).await?,
            96..98 => lose_a_handheld(world).await?,
            _ => marketing_falters(world).await?,
        }
        if world.plug.is_pulled() {
            world.ledger.tell("the platform is started again");
            report.kills += 1;
            world.start_platform().await?;
        }
    }
    Ok(())
}

async fn marketing_writes(world: &mut World) -> anyhow::Result<()> {
    let now = world.clock.now();
    let fresh = world.orders.len() < 6 && world.dice.percent(60);
    let mut marketing = world.marketing.lock().await;
    if fresh {
        let order_no = format!("2026{:06}", world.orders.len() + 1);
        let data = application(world.orders.len()).into_data();
        let hand_over = HandOver {
            order_no: order_no.clone(),
            process: "short".to_owned(),
            stage: "accept".to_owned(),
            data,
        };
        marketing.hand_over(now, hand_over)?;
        drop(marketing);
        world.ledger.tell(format!("marketing writes new {order_no}"));
        world.orders.push(order_no);
        return Ok(());
    }
    let Some(order_no) = world.dice.pick(&world.orders).cloned() else { return Ok(()) };
    let roll_back = world.dice.percent(50);
    let change = world.dice.below(10);
    let kind = match world.dice.below(10) {
        0..5 => {
            let (name, value) = match change {
                0..3 => ("premises_arrears", json!("open")),
                3..5 => ("premises_arrears", Value::Null),
                _ => ("address", json!("东街 99 号")),
            };
            marketing.change(now, &order_no, Map::from_iter([(name.to_owned(), value)]))?;
            "change"
        }
        5..9 => {
            marketing.urge(now, &order_no, "客户催办")?;
            "urge"
        }
        _ if roll_back => {
            marketing.roll_back(now, &order_no, "accept", "资料有误")?;
            "roll back"
        }
        _ => {
            marketing.cancel(now, &order_no, "客户撤回")?;
            "cancel"
        }
    };
    drop(marketing);
    world.ledger.tell(format!("marketing writes {kind} {order_no}"));
    Ok(())
}

pub fn application(n: usize) -> Application {
    Application {
        applicant: Applicant {
            name: format!("客户{n}"),
            id_no: "11010519491231002X".to_owned(),
            mobile: "15400000001".to_owned(),
            more: Map::new(),
        },
        customer_no: None,
        address: format!("东街 {n} 号"),
        area_code: AREA_CODE.to_owned(),
        lon: 118.67,
        lat: 39.52,
        requested_capacity_w: 8_000,
        usage_class: "residential".to_owned(),
        tariff: "RES-TIERED".to_owned(),
        supply_voltage: 220,
        more: Map::new(),
    }
}

/// The marketing system sends what waits; sometimes several times.
pub async fn marketing_sends(world: &mut World) -> anyhow::Result<()> {
    for _ in 0..3 {
        let now = world.clock.now();
        let Some(outgoing) = world.marketing.lock().await.next_to_send(now) else { return Ok(()) };
        let body = serde_json::to_value(&outgoing.message)?;
        let correlation = outgoing.correlation.to_string();
        if world.dice.percent(25) {
            for _ in 0..4 {
                world.deliver(correlation.clone(), body.clone()).await;
            }
        }
        let (mut delivery, answer) = world.deliver(correlation, body).await;
        if world.dice.percent(10) {
            delivery = Delivery::ComeAgain { why: "the answer was lost".to_owned() };
        }
        let order_no = outgoing.message.order_no.clone();
        let word = delivery.word().to_owned();
        world.ledger.tell(format!("{:?} {order_no}: {word}", outgoing.message.kind));
        if matches!(delivery, Delivery::Taken { .. }) {
            world.ledger.acknowledged(&outgoing.message, &answer);
        }
        world.marketing.lock().await.answered(now, outgoing.n, &delivery)?;
    }
    Ok(())
}

async fn marketing_falters(world: &mut World) -> anyhow::Result<()> {
    if world.dice.percent(50) {
        world.marketing_up = !world.marketing_up;
        world.ledger.tell(format!("the marketing system is up: {}", world.marketing_up));
        return Ok(());
    }
    let Some(order_no) = world.dice.pick(&world.orders).cloned() else { return Ok(()) };
    world.ledger.tell(format!("the marketing system will refuse the result of {order_no}"));
    let reason = "缺少户变关系";
    world.marketing.lock().await.set_refusal(&order_no, "archive_incomplete", reason)?;
    Ok(())
}

/// Who works on which handheld: the first is shared.
fn crew(world: &World, handheld: usize) -> Vec<usize> {
    match handheld {
        0 if world.handhelds[1].lost => vec![0, 1, 2],
        0 => vec![0, 1],
        _ => vec![2],
    }
}

async fn worker_acts(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
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
    let signs = element == "install" || world.dice.percent(40);
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

async fn office_acts(world: &mut World) -> anyhow::Result<()> {
    match world.dice.below(16) {
        15 => a_day_is_moved(world).await,
        14 => somebody_is_away(world).await,
        0..2 => reassign(world).await,
        2..6 => resolve(world).await,
        6..8 => steer(world).await,
        _ => file_away(world).await,
    }
}

/// The administrator writes the year's calendar again: one of the next days is off, or none.
async fn a_day_is_moved(world: &mut World) -> anyhow::Result<()> {
    let off: Vec<_> = match world.dice.below(3) {
        0 => Vec::new(),
        n => vec![format!("2026-11-2{}", 3 + n)],
    };
    let days = off.iter().map(|day| json!({ "name": "放假", "from": day, "to": day }));
    let notice = json!({
        "year": 2026, "status": "confirmed", "source": "通知",
        "days_off": days.collect::<Vec<_>>(), "working_days": [],
    });
    let path = "/api/v1/calendar/2026";
    let told = world.command(Desk::Administrator, Method::PUT, path, notice).await;
    world.ledger.tell(format!("the administrator: {off:?} is off: {}", told.is_ok()));
    Ok(())
}

/// The station head writes down that a worker is away for some hours.
async fn somebody_is_away(world: &mut World) -> anyhow::Result<()> {
    let Some(person) = world.dice.pick(&world.workers).copied() else { return Ok(()) };
    let from = world.clock.now();
    let until = from.plus(vocabulary::hours(world.dice.below(6) as u64 + 1));
    let body = json!({ "person": person, "kind": "leave", "from": from, "until": until });
    let told = world.order_office(Desk::Head, "/api/v1/absences", body).await;
    world.ledger.tell(format!("the head: {person} is away until {until:?}: {}", told.is_ok()));
    if told.is_ok() {
        world.ledger.away.push((person, from, until));
    }
    Ok(())
}

/// The station head sends an order back, lets it stand still or go on, urges it, or ends it.
async fn steer(world: &mut World) -> anyhow::Result<()> {
    let state = if world.dice.percent(60) { "open" } else { "suspended" };
    let Some((order, order_no)) = some_order(world, state).await? else { return Ok(()) };
    let goes_on = state == "suspended" && world.dice.percent(80);
    let (what, mut body) = match world.dice.below(10) {
        _ if goes_on => ("resume", json!({})),
        0..4 => ("suspend", json!({ "reason": "customer_postponed", "proof": "客户来电" })),
        4..7 => {
            let to = world.dice.pick(&["accept", "install"]).copied().unwrap_or("accept");
            ("send-back", json!({ "to": to, "reason": "照片不清", "fields": ["photos"] }))
        }
        7..9 => ("urge", json!({ "reason": "客户催办" })),
        _ => ("terminate", json!({ "reason": "重复报装" })),
    };
    body["order"] = json!(order);
    let told = world.order_office(Desk::Head, &format!("/api/v1/orders/{what}"), body).await;
    world.ledger.tell(format!("the head: {what} {order_no}: {}", told.is_ok()));
    if told.is_ok() && what == "terminate" {
        world.ledger.terminated.insert(order_no);
    }
    Ok(())
}

/// The station head lets everything go on that stands still.
pub async fn resume_all(world: &mut World) -> anyhow::Result<()> {
    while let Some((order, order_no)) = some_order(world, "suspended").await? {
        let body = json!({ "order": order });
        let told = world.order_office(Desk::Head, "/api/v1/orders/resume", body).await;
        anyhow::ensure!(told.is_ok(), "{order_no} cannot be resumed: {told:?}");
    }
    Ok(())
}

async fn some_order(world: &mut World, state: &str) -> anyhow::Result<Option<(String, String)>> {
    let router = world.router()?;
    let path = format!("/api/v1/orders?state={state}");
    let Ok(list) = crate::office::get(&router, Desk::Head, &path).await else { return Ok(None) };
    let orders = list["items"].as_array().cloned().unwrap_or_default();
    let text = |order: &Value, name: &str| order[name].as_str().map(str::to_owned);
    let order = world.dice.pick(&orders).cloned().unwrap_or_default();
    Ok(text(&order, "order").zip(text(&order, "order_no")))
}

/// The station head gives an open stage to somebody, whoever has it.
async fn reassign(world: &mut World) -> anyhow::Result<()> {
    let Some((order, stage, _)) = open_stage(world, &["accept", "install"]).await? else {
        return Ok(());
    };
    let Some(to) = world.dice.pick(&world.workers).copied() else { return Ok(()) };
    let body = json!({ "order": order, "stage": stage, "to": to, "reason": "忙不过来" });
    let told = world.order_office(Desk::Head, "/api/v1/orders/dispatch", body).await;
    world.ledger.tell(format!("the head gives {order} to {to}: {}", told.is_ok()));
    Ok(())
}

/// The clerk files away what has come that far.
pub async fn file_away(world: &mut World) -> anyhow::Result<()> {
    let Some((order, stage, _)) = open_stage(world, &["file_away"]).await? else { return Ok(()) };
    let body = json!({ "order": order, "stage": stage, "values": { "satisfaction": 5 } });
    let told = world.order_office(Desk::Clerk, "/api/v1/orders/perform", body).await;
    let why = told.as_ref().err().map(ToString::to_string);
    world.ledger.tell(format!("the clerk files {order} away: {:?}", why.unwrap_or_default()));
    Ok(())
}

async fn open_stage(
    world: &mut World,
    elements: &[&str],
) -> anyhow::Result<Option<(String, String, Value)>> {
    let router = world.router()?;
    let Ok(list) = crate::office::get(&router, Desk::Head, "/api/v1/orders?state=open").await
    else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for order in list["items"].as_array().into_iter().flatten() {
        for stage in order["stages"].as_array().into_iter().flatten() {
            if elements.iter().any(|element| stage["element"] == *element) {
                let id = order["order"].as_str().context("an id")?.to_owned();
                found.push((
                    id,
                    stage["stage"].as_str().context("an id")?.to_owned(),
                    stage.clone(),
                ));
            }
        }
    }
    Ok(world.dice.pick(&found).cloned())
}

/// The station head settles something on the office's list.
async fn resolve(world: &mut World) -> anyhow::Result<()> {
    let router = world.router()?;
    let Ok(list) = crate::office::get(&router, Desk::Head, "/api/v1/items").await else {
        return Ok(());
    };
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let Some(item) = world.dice.pick(&items).cloned() else { return Ok(()) };
    if item["kind"] == "overdue" {
        return explain(world, &item).await;
    }
    let choices: &[&str] = match (item["kind"].as_str(), item["op_id"].is_string()) {
        (Some("result_refused"), _) => &["retry", "done"],
        (_, true) => &["keep", "merge", "return"],
        _ => &["done"],
    };
    let Some(resolution) = world.dice.pick(choices).copied() else { return Ok(()) };
    let body = json!({ "item": item["item"], "resolution": resolution, "remark": "已核实" });
    let told = world.order_office(Desk::Head, "/api/v1/items/resolve", body).await;
    let why = told.err().map(|problem| problem["detail"].to_string()).unwrap_or_default();
    world.ledger.tell(format!("the head resolves {} by {resolution} {why}", item["kind"]));
    Ok(())
}

/// The station head says why a limit was missed.
async fn explain(world: &mut World, item: &Value) -> anyhow::Result<()> {
    let code = world.dice.pick(&["materials", "weather"]).copied().unwrap_or("staff");
    let limits = [&item["detail"]["limit"]];
    let body = json!({ "order": item["order"], "limits": limits, "code": code });
    let told = world.order_office(Desk::Head, "/api/v1/orders/explain-overdue", body).await;
    world.ledger.tell(format!("the head explains {} by {code}: {}", limits[0], told.is_ok()));
    Ok(())
}

fn weather_changes(world: &mut World) {
    let n = world.dice.below(world.handhelds.len());
    let up = world.dice.percent(60);
    let bad = u32::try_from(world.dice.below(40)).unwrap_or(0);
    let weather = Weather { lost_requests: bad, lost_answers: bad, repeated: bad };
    world.handhelds[n].link.set_up(up);
    world.handhelds[n].link.set_weather(weather);
    world.ledger.tell(format!("handheld {n}: network {up}, {bad} % lost"));
}

fn clock_goes_wrong(world: &mut World) {
    let n = world.dice.below(world.handhelds.len());
    let hours = world.dice.between(-30, 30);
    world.handhelds[n].clock.set_error(hours * 3_600 * 1_000_000);
    world.ledger.tell(format!("the clock of handheld {n} is {hours} hours wrong"));
}

fn pull_the_plug(world: &mut World) {
    if world.dice.percent(50) {
        let n = u32::try_from(world.dice.below(40) + 1).unwrap_or(1);
        world.plug.pull_before_statement(n);
        world.ledger.tell(format!("the plug will be pulled before statement {n}"));
    } else {
        world.plug.pull_after_commit();
        world.ledger.tell("the plug will be pulled after a commit");
    }
}

/// A backup; or, once a day at most, last night's copy comes back.
async fn night_comes(world: &mut World, report: &mut Report) -> anyhow::Result<()> {
    if world.has_backup && world.restores == 0 && world.dice.percent(60) {
        world.ledger.tell("last night's copy is restored");
        report.restores += 1;
        return world.restore().await;
    }
    world.ledger.tell("the data are backed up");
    world.back_up().await
}

async fn lose_a_handheld(world: &mut World) -> anyhow::Result<()> {
    if world.handhelds[1].lost {
        world.ledger.tell("handheld 1 is found");
        world.handhelds[1].lost = false;
        return Ok(());
    }
    world.ledger.tell("handheld 1 is lost");
    // It is one worker's; when it is locked, nobody knows what is on it.
    let held = match world.handhelds[1].agent().await?.outbox().await {
        Ok(entries) => Some(entries.iter().map(|entry| entry.op_id).collect()),
        Err(_) => None,
    };
    match held {
        Some(held) => world.ledger.lost_with.insert(1, held),
        None => world.ledger.lost_with.remove(&1),
    };
    world.handhelds[1].kill().await;
    world.handhelds[1].lost = true;
    world.pass(minutes(30));
    Ok(())
}
