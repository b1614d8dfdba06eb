//! SIGKILL at random moments, again and again: what was acknowledged is there, and nothing is there twice.
//!
//! `RONGHE_KILLS` says how often (a few times unless told otherwise), `RONGHE_SEED` when: other moments in every run
//! unless told otherwise. What it prints replays a run.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use platform_store::{attachments, operations};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use ronghe::client::CallFault;
use ronghe::day::page::At;
use ronghe::day::photo;
use ronghe::day::worker::Worker;
use serde_json::{Value, json};
use sync::{Attached, Base, Kind, Operation, OrderView, Outcome};
use tokio::sync::watch;
use vocabulary::Digest;

use crate::support::{AtWork, Company, Hand, Process, evidence};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn dice() -> ChaCha8Rng {
    let seed = setting("RONGHE_SEED", rand::random_range(1..1_000_000));
    println!("replay with RONGHE_SEED={seed} RONGHE_KILLS={}", kills());
    ChaCha8Rng::seed_from_u64(seed)
}

fn kills() -> u64 {
    setting("RONGHE_KILLS", 4)
}

/// Operations of one order, at most: more than any soak makes.
const STORED_MAX: u32 = 1_000_000;

/// Counts what was acknowledged, for whoever pulls the plug after so much of it.
type Heard = watch::Sender<u64>;

/// Kills a program while `work` goes on: after a random number of acknowledgements, and then at any moment.
async fn killed_during(
    process: Process,
    heard: &Heard,
    rng: &mut ChaCha8Rng,
    work: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    let wanted = *heard.borrow() + rng.random_range(0..ACKNOWLEDGED_MAX);
    let mut seen = heard.subscribe();
    // No condition is waited for here: that the moment is any moment is the point.
    let moment = Duration::from_micros(rng.random_range(0..20_000));
    let plug = async {
        let patience = tokio::time::timeout(Duration::from_secs(60), async {
            seen.wait_for(|heard| *heard >= wanted).await.map(|_| ())
        });
        let waited = patience.await.context("nothing is acknowledged any more");
        tokio::time::sleep(moment).await;
        process.kill().await?;
        anyhow::Ok(waited??)
    };
    let (killed, done) = tokio::join!(plug, work);
    match done {
        Err(fault) if !was_cut_off(&fault) => return Err(fault),
        _ => {}
    }
    killed
}

/// Acknowledgements between two kills, at most.
const ACKNOWLEDGED_MAX: u64 = 16;

fn was_cut_off(fault: &anyhow::Error) -> bool {
    fault.chain().any(|cause| {
        matches!(
            cause.downcast_ref::<CallFault>(),
            Some(CallFault::Connection { .. } | CallFault::Silent { .. })
        )
    })
}

/// What the platform has acknowledged to one terminal.
struct Sent {
    heard: Heard,
    hand: Hand,
    /// Each with the outcome that was heard, if one was.
    operations: Vec<(Operation, Option<Outcome>)>,
    files: Vec<(Attached, Vec<u8>, u64)>,
    views: Vec<OrderView>,
}

impl Sent {
    /// Sends operations and bytes until the plug is pulled.
    async fn work(&mut self) -> anyhow::Result<()> {
        for (operation, heard) in self.operations.iter_mut().filter(|(_, heard)| heard.is_none()) {
            let outcome = self.hand.send(std::slice::from_ref(operation)).await?.remove(0);
            if outcome.is_final() {
                *heard = Some(outcome);
            }
            self.heard.send_modify(|heard| *heard += 1);
        }
        for n in 0.. {
            let view = &self.views[n % self.views.len()];
            let (previous, kind) = self.next(view);
            let mut operation = self.hand.operation(view, kind)?;
            if let Some(after) = previous {
                operation.base = Base::After { after };
                self.hand.sign(&mut operation)?;
            }
            self.operations.push((operation, None));
            let (operation, heard) = self.operations.last_mut().context("just pushed")?;
            *heard = Some(self.hand.send(std::slice::from_ref(operation)).await?.remove(0));
            self.heard.send_modify(|heard| *heard += 1);
            self.send_bytes(n).await?;
        }
        Ok(())
    }

    /// The next step of an order and the operation that it stands on. After the last, it begins again in vain.
    fn next(&self, view: &OrderView) -> (Option<vocabulary::OperationId>, Kind) {
        let of_order = || self.operations.iter().filter(|(one, _)| one.order == view.order);
        let kinds = [Kind::SignIn, Kind::SetOut, Kind::Arrive, Kind::Begin];
        let kind = kinds.get(of_order().count()).copied().unwrap_or(Kind::Begin);
        (of_order().next_back().map(|(one, _)| one.op_id), kind)
    }

    async fn send_bytes(&mut self, n: usize) -> anyhow::Result<()> {
        let content: Vec<u8> = (0..70_000_u32).map(|at| (at as usize * 31 + n) as u8).collect();
        let file = evidence(&content);
        let view = self.views[n % self.views.len()].clone();
        let announced = self.hand.announce(&view, &file).await?;
        ensure!(announced.status == 201, "{announced:?}");
        self.files.push((file, content, 0));
        let (file, content, acknowledged) = self.files.last_mut().context("just pushed")?;
        for piece in content.chunks(25_000) {
            let answer = self.hand.append(file.attachment, *acknowledged, piece).await?;
            ensure!(answer.status == 204, "{answer:?}");
            *acknowledged += piece.len() as u64;
            self.heard.send_modify(|heard| *heard += 1);
        }
        Ok(())
    }

    /// Everything that was acknowledged is there, with the outcome that was heard.
    async fn check(&self) -> anyhow::Result<()> {
        for (operation, heard) in &self.operations {
            let Some(heard) = heard else { continue };
            let again = self.hand.send(std::slice::from_ref(operation)).await?.remove(0);
            let known =
                matches!(&again, Outcome::Duplicate { stored } if **stored == *heard.first());
            ensure!(known, "{} was {heard:?} and is {again:?}", operation.op_id);
        }
        for (file, _, acknowledged) in &self.files {
            let offset = self.hand.offset(file.attachment).await?;
            ensure!(offset >= *acknowledged, "{offset} bytes of {acknowledged}");
        }
        Ok(())
    }

    /// Sends the rest of every file.
    async fn finish_files(&self) -> anyhow::Result<()> {
        for (file, content, _) in &self.files {
            let offset = usize::try_from(self.hand.offset(file.attachment).await?)?;
            if offset < content.len() {
                let rest = &content[offset..];
                let answer = self.hand.append(file.attachment, offset as u64, rest).await?;
                ensure!(answer.status == 204, "{answer:?}");
            }
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_platform_that_is_killed_again_and_again_keeps_what_it_acknowledged_once()
-> anyhow::Result<()> {
    let mut rng = dice();
    let company = Company::with_orders(3).await?;
    let mut views = Vec::new();
    for case in &company.cases {
        views.push(company.view(case).await?);
    }
    let hand = Hand::of(company.worker(), &company.platform_url())?;
    let heard = Heard::new(0);
    let mut sent =
        Sent { heard: heard.clone(), hand, operations: Vec::new(), files: Vec::new(), views };
    for _ in 0..kills() {
        let platform = company.start_platform().await?;
        sent.check().await?;
        killed_during(platform, &heard, &mut rng, sent.work()).await?;
    }
    let platform = company.start_platform().await?;
    sent.check().await?;
    for (operation, heard) in sent.operations.iter_mut().filter(|(_, heard)| heard.is_none()) {
        *heard = Some(sent.hand.send(std::slice::from_ref(operation)).await?.remove(0));
    }
    sent.finish_files().await?;
    platform.stop().await?;
    let acknowledged = sent.operations.len();
    println!("{acknowledged} operations, {} files", sent.files.len());
    ensure!(acknowledged > 0, "every plug was pulled before the first answer");
    nothing_is_doubled(&company, &sent).await
}

/// The platform's data hold each operation once, each step moved its stage once, and each file is what was sent.
async fn nothing_is_doubled(company: &Company, sent: &Sent) -> anyhow::Result<()> {
    let platform = company.small.open().await?;
    let mut snapshot = platform.store().read().await?;
    let org = platform.org();
    for (case, before) in company.cases.iter().zip(&sent.views) {
        let stored = operations::of_order(&mut snapshot.tx(), org, case.order, STORED_MAX).await?;
        let mut held: Vec<_> = stored.iter().map(|one| one.operation.op_id).collect();
        let of_order = sent.operations.iter().filter(|(one, _)| one.order == case.order);
        let mut made: Vec<_> = of_order.clone().map(|(one, _)| one.op_id).collect();
        held.sort();
        made.sort();
        ensure!(held == made, "{} operations are held, {} were made", held.len(), made.len());
        let applied =
            of_order.filter(|(_, heard)| heard.as_ref().is_some_and(Outcome::was_applied));
        let record = platform_store::orders::find(&mut snapshot.tx(), org, case.order).await?;
        let now = record.context("the order is there")?.view;
        let rev = |view: &OrderView| view.stages_in_order().first().map_or(0, |one| one.stage_rev);
        ensure!(rev(&now) - rev(before) == applied.count() as u64, "a step counted twice");
    }
    for (file, content, _) in &sent.files {
        let row = attachments::find(&mut snapshot.tx(), org, file.attachment).await?;
        let row = row.context("an announced file")?;
        ensure!(row.state == attachments::AttachmentState::Complete, "{row:?}");
        let bytes = platform.files().read(file.attachment)?;
        ensure!(bytes == *content, "a file is not what was sent");
    }
    snapshot.finish().await?;
    platform.close().await;
    Ok(())
}

#[tokio::test]
async fn an_upload_goes_on_where_the_disk_is_when_a_kill_left_its_row_behind() -> anyhow::Result<()>
{
    let company = Company::with_orders(1).await?;
    let view = company.view(&company.cases[0]).await?;
    let hand = Hand::of(company.worker(), &company.platform_url())?;
    let (first, rest) = (vec![1; 50_000], vec![2; 20_000]);
    let content = [first.clone(), rest.clone()].concat();
    let (named, lost) = (evidence(&content), evidence(&content));
    let running = company.start_platform().await?;
    for file in [&named, &lost] {
        ensure!(hand.announce(&view, file).await?.status == 201);
        ensure!(hand.append(file.attachment, 0, &first).await?.status == 204);
    }
    running.kill().await?;

    // As a kill between the file's name and its row leaves it; and as a lost disk does.
    let platform = company.small.open().await?;
    platform.files().append(named.attachment, 50_000, &rest)?;
    ensure!(platform.files().finish(named.attachment, named.sha256, &named.mime)?);
    platform.files().discard(lost.attachment)?;
    platform.close().await;

    let running = company.start_platform().await?;
    let answer = hand.append(named.attachment, 50_000, &rest).await?;
    ensure!(answer.status == 204 && answer.headers["upload-offset"] == "70000", "{answer:?}");
    ensure!(hand.append(lost.attachment, 50_000, &rest).await?.status == 409);
    ensure!(hand.offset(lost.attachment).await? == 0, "the row goes by the disk");
    ensure!(hand.append(lost.attachment, 0, &content).await?.status == 204);
    running.stop().await?;
    let platform = company.small.open().await?;
    for file in [named, lost] {
        ensure!(platform.files().read(file.attachment)? == content);
    }
    platform.close().await;
    Ok(())
}

/// What the terminal has acknowledged to its page.
struct Typed {
    heard: Heard,
    /// The last value that was acknowledged for a field, and the one that was on its way.
    fields: BTreeMap<&'static str, (Value, Option<Value>)>,
    photos: Vec<(Value, Digest)>,
    photo_on_its_way: bool,
}

impl Typed {
    /// Types and takes photos until the plug is pulled.
    async fn work(&mut self, worker: &mut Worker, at: At, jpeg: &[u8]) -> anyhow::Result<()> {
        const FIELDS: [&str; 4] = ["mobile", "customer_name", "service_address", "id_no"];
        for n in 0_u64.. {
            let field = FIELDS[worker.rng.random_range(0..FIELDS.len())];
            let value = json!(format!("{n}-{}", worker.rng.random::<u32>()));
            let entry = self.fields.entry(field).or_insert((Value::Null, None));
            entry.1 = Some(value.clone());
            worker.page.save(at, field, &value).await?;
            *entry = (value, None);
            self.heard.send_modify(|heard| *heard += 1);
            if n % 4 == 3 && self.photos.len() < 3 {
                self.photo_on_its_way = true;
                let place =
                    json!({ "lon": 118.18, "lat": 39.63, "accuracy_m": 8.5, "source": "gnss" });
                let kept = worker.page.photo(at, "id_photos", jpeg.to_vec(), &place).await?;
                self.photo_on_its_way = false;
                let sha256 = kept["sha256"].as_str().context("a digest")?.parse()?;
                self.photos.push((kept["attachment_id"].clone(), sha256));
                self.heard.send_modify(|heard| *heard += 1);
            }
        }
        Ok(())
    }

    /// Everything that was acknowledged is there; beside it at most what was on its way.
    async fn check(&mut self, worker: &Worker, at: At) -> anyhow::Result<()> {
        let draft = worker.draft(at).await?;
        for (field, (last, on_its_way)) in &mut self.fields {
            let found = &draft[*field];
            let known = found == last || Some(found) == on_its_way.as_ref();
            ensure!(known, "{field}: {last} was acknowledged, {found} is there");
            *last = found.clone();
            *on_its_way = None;
        }
        let listed = draft["id_photos"].as_array().cloned().unwrap_or_default();
        let more = listed.len().checked_sub(self.photos.len()).context("a photo is lost")?;
        ensure!(more <= usize::from(self.photo_on_its_way), "{more} photos that nobody took");
        if let Some(late) = listed.get(self.photos.len()) {
            let sha256 = late["sha256"].as_str().context("a digest")?.parse()?;
            self.photos.push((late["attachment_id"].clone(), sha256));
        }
        self.photo_on_its_way = false;
        for ((id, sha256), listed) in self.photos.iter().zip(&listed) {
            ensure!(*id == listed["attachment_id"], "another photo");
            let bytes = worker.page.attachment(id.as_str().unwrap_or_default()).await?;
            ensure!(Digest::of(&bytes) == *sha256, "a photo has changed");
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_terminal_that_is_killed_again_and_again_keeps_what_it_acknowledged_and_sends_it_once()
-> anyhow::Result<()> {
    let mut rng = dice();
    let company = Company::with_orders(1).await?;
    let case = &company.cases[0];
    let AtWork { platform, terminal, agent, mut worker, at } = company.at_work().await?;
    worker.goes_there(at, case).await?;
    let jpeg = photo::take(&mut worker.rng)?;
    agent.kill().await?;

    let heard = Heard::new(0);
    let mut typed = Typed {
        heard: heard.clone(),
        fields: BTreeMap::new(),
        photos: Vec::new(),
        photo_on_its_way: false,
    };
    for round in 0..kills() {
        let agent = terminal.start(None).await?;
        let mut worker = company.enter(&agent, round).await?;
        typed.check(&worker, at).await?;
        killed_during(agent, &heard, &mut rng, typed.work(&mut worker, at, &jpeg)).await?;
    }
    let agent = terminal.start(None).await?;
    let mut worker = company.enter(&agent, 6).await?;
    typed.check(&worker, at).await?;
    println!("{} photos", typed.photos.len());
    let fields = worker.acceptance(case);
    worker.types(at, &fields).await?;
    let missing = if typed.photos.is_empty() {
        &["id_photos", "ownership_photos"][..]
    } else {
        &["ownership_photos"]
    };
    worker.photographs(at, case, missing).await?;
    worker.has_it_signed(at, case).await?;
    let (submit, _) = worker.submits(at, Some(json!({ "person": worker.person }))).await?;
    agent.kill().await?;

    // Both are killed while the work goes up.
    let mut platform = Some(platform);
    for round in 0..kills() {
        let agent = terminal.start(None).await?;
        let worker = company.enter(&agent, round).await?;
        let running = match platform.take() {
            Some(running) => running,
            None => company.start_platform().await?,
        };
        worker.launcher.sync().await?;
        // Long enough for a platform that has just started to take the work, or part of it.
        tokio::time::sleep(Duration::from_millis(rng.random_range(0..2_000))).await;
        running.kill().await?;
        agent.kill().await?;
    }
    let platform = company.start_platform().await?;
    let agent = terminal.start(None).await?;
    let worker = company.enter(&agent, 7).await?;
    worker.has_sent_everything(60).await?;
    agent.stop().await?;
    platform.stop().await?;
    arrived_once(&company, submit, &typed).await
}

async fn arrived_once(
    company: &Company,
    submit: vocabulary::OperationId,
    typed: &Typed,
) -> anyhow::Result<()> {
    let platform = company.small.open().await?;
    let mut snapshot = platform.store().read().await?;
    let org = platform.org();
    let order = company.cases[0].order;
    let stored = operations::of_order(&mut snapshot.tx(), org, order, STORED_MAX).await?;
    let mut steps: Vec<_> = stored.iter().map(|one| one.operation.kind.as_str()).collect();
    steps.sort_unstable();
    ensure!(steps == ["arrive", "begin", "set_out", "sign_in", "submit"], "{steps:?}");
    let submitted = stored.iter().find(|one| one.operation.op_id == submit);
    let submitted = submitted.context("the submit that was acknowledged")?;
    ensure!(submitted.outcome.was_applied(), "{:?}", submitted.outcome);
    for need in &submitted.operation.needs {
        let bytes = platform.files().read(need.attachment)?;
        ensure!(Digest::of(&bytes) == need.sha256, "a file has changed on its way");
    }
    for (photo, _) in &typed.photos {
        let sent = submitted.operation.needs.iter();
        let count = sent.filter(|need| json!(need.attachment) == *photo).count();
        ensure!(count == 1, "a photo was sent {count} times");
    }
    snapshot.finish().await?;
    platform.close().await;
    Ok(())
}
