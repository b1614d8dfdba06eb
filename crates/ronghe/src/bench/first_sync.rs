//! The first sync of a fresh terminal, then a few changes, then nothing: beside PouchDB with the same documents.

use std::path::Path;

use anyhow::Context as _;
use platform::orders::operations::NewOrder;
use serde_json::{Value, json};
use vocabulary::OrderId;

use super::documents;
use super::field_terminal::{Job, Synced};
use super::figure::{Figure, Unit, Wanted};
use super::part::Part;
use super::pouchdb::PouchServer;
use super::proxy::{Proxy, Traffic};
use super::small_company::SmallCompany;
use super::{Scratch, orders};
use crate::company::PROCESS;

/// One round over the line: how long it took and what passed.
#[derive(Debug, Clone, Copy)]
struct Round {
    millis: f64,
    traffic: Traffic,
}

/// First sync, fifty changes, nothing.
type Rounds = [Round; 3];

/// # Errors
/// When a side does not run, or a client ends with other documents than its server.
pub async fn measure(scratch: &Scratch, runs: usize) -> anyhow::Result<Vec<Figure>> {
    let set = Set::make();
    if documents::check_against_reference(&set.first).await?.is_some() {
        println!("the documents are those of the reference generator");
    }
    let company = SmallCompany::found(&scratch.folder("company")?, None, 1).await?;
    let orders = load(&company, &set).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for run in 0..runs {
        // Side by side, so that what else happens on the machine happens to both.
        theirs.push(run_pouchdb(&scratch.folder(&format!("pouchdb-{run}"))?, &set).await?);
        let folder = scratch.folder(&format!("ours-{run}"))?;
        ours.push(run_ours(&company, &orders, &folder, &set).await?);
    }
    println!(
        "first sync: terminal SQLCipher, WAL, synchronous=FULL; yardstick LevelDB, which syncs no single write"
    );
    for (round, what) in ["first sync", "50 changes", "nothing"].into_iter().enumerate() {
        for (side, rounds) in [("ours", &ours), ("PouchDB", &theirs)] {
            let traffic = rounds.iter().map(|rounds| rounds[round].traffic);
            println!("  {what}, {side}: {:?}", traffic.collect::<Vec<_>>());
        }
    }
    Ok(figures(&ours, &theirs))
}

/// The documents of both rounds, and what their digests must be.
pub struct Set {
    first: Vec<Value>,
    changed: Vec<Value>,
    first_digest: String,
    changed_digest: String,
}

impl Set {
    pub fn make() -> Self {
        let first = documents::generate();
        let changed = documents::change(&first);
        let after = documents::changed_set(&first, &changed);
        Self {
            first_digest: documents::digest_of(&first),
            changed_digest: documents::digest_of(&after),
            first,
            changed,
        }
    }
}

/// Makes one order per document, all of one worker.
pub async fn load(company: &SmallCompany, set: &Set) -> anyhow::Result<Vec<OrderId>> {
    let platform = company.open().await?;
    let worker = company.workers.first().context("a worker")?;
    let new = set.first.iter().enumerate().map(|(n, _)| {
        let order_no = format!("13020001{n:08}").parse()?;
        let data = json!({ "area_code": worker.area_code });
        Ok(NewOrder::of_marketing(order_no, PROCESS.to_owned(), data))
    });
    let started = orders::start(&platform, new.collect::<anyhow::Result<_>>()?).await?;
    let facts = started.iter().copied().zip(set.first.iter().cloned()).collect();
    orders::put_facts(&platform, facts).await?;
    platform.close().await;
    Ok(started)
}

async fn run_ours(
    template: &SmallCompany,
    orders: &[OrderId],
    folder: &Path,
    set: &Set,
) -> anyhow::Result<Rounds> {
    let company = template.copy_to(&folder.join("company"))?;
    let platform = company.start().await?;
    let proxy = Proxy::start(platform.url()).await?;
    let job = Job::fresh(folder.join("terminal"), &proxy.url, &company.workers[0]);
    let mut terminal = Part::own("field-terminal", &job).await?;
    // Enrolling and signing in are not part of a sync.
    let _ = proxy.take();

    let first = round(&mut terminal, &proxy, "the first sync", set.first.len()).await?;
    check_ours(&mut terminal, &set.first_digest).await?;
    change_ours(&company, orders, set).await?;
    let second = round(&mut terminal, &proxy, "the changes", set.changed.len()).await?;
    check_ours(&mut terminal, &set.changed_digest).await?;
    let third = round(&mut terminal, &proxy, "nothing", 0).await?;
    terminal.end().await?;
    platform.stop().await?;
    Ok([first, second, third])
}

/// Changes the orders while the platform runs, by its own operations.
async fn change_ours(company: &SmallCompany, orders: &[OrderId], set: &Set) -> anyhow::Result<()> {
    let platform = company.open().await?;
    let place = |document: &Value| {
        let place = set.first.iter().position(|first| first["_id"] == document["_id"]);
        place.context("a changed document is one of the set")
    };
    let facts = set.changed.iter().map(|new| Ok((orders[place(new)?], new.clone())));
    let changed = facts.collect::<anyhow::Result<_>>()?;
    orders::put_facts(&platform, changed).await?;
    platform.close().await;
    Ok(())
}

async fn check_ours(terminal: &mut Part, expected: &str) -> anyhow::Result<()> {
    let answer: Value = terminal.ask("digest").await?;
    anyhow::ensure!(answer["digest"] == expected, "the terminal holds other documents");
    Ok(())
}

async fn run_pouchdb(folder: &Path, set: &Set) -> anyhow::Result<Rounds> {
    let server = PouchServer::start(folder).await?;
    let proxy = Proxy::start(&server.url).await?;
    let mut client = server.client(&proxy.url, folder).await?;
    client.load(folder, &set.first).await?;
    let _ = proxy.take();

    let first = round(&mut client.part, &proxy, "the first sync", set.first.len()).await?;
    client.check(&set.first_digest).await?;
    client.load(folder, &set.changed).await?;
    let _ = proxy.take();
    let second = round(&mut client.part, &proxy, "the changes", set.changed.len()).await?;
    client.check(&set.changed_digest).await?;
    let third = round(&mut client.part, &proxy, "nothing", 0).await?;
    client.part.end().await?;
    Ok([first, second, third])
}

async fn round(
    part: &mut Part,
    proxy: &Proxy,
    what: &str,
    items_min: usize,
) -> anyhow::Result<Round> {
    let synced: Synced = part.ask("sync").await?;
    let items = synced.items as usize;
    anyhow::ensure!(items >= items_min, "{what} brought {items} documents, not {items_min}");
    Ok(Round { millis: synced.millis, traffic: proxy.take() })
}

fn figures(ours: &[Rounds], theirs: &[Rounds]) -> Vec<Figure> {
    let of = |rounds: &[Rounds], n: usize, value: fn(&Round) -> f64| -> Vec<f64> {
        rounds.iter().map(|rounds| value(&rounds[n])).collect()
    };
    let millis: fn(&Round) -> f64 = |round| round.millis;
    let bytes: fn(&Round) -> f64 = |round| round.traffic.bytes() as f64;
    let beside = |name, n, unit, value, wanted| {
        let (ours, theirs) = (of(ours, n, value), of(theirs, n, value));
        Figure::of(name, unit, Wanted::AtMost(wanted), POUCHDB, ours, theirs)
    };
    vec![
        beside("first sync of 1,000 orders, time", 0, Unit::Millis, millis, 0.5),
        beside("first sync of 1,000 orders, bytes", 0, Unit::Bytes, bytes, 0.65),
        beside("then 50 changes, time", 1, Unit::Millis, millis, 0.5),
        beside("then 50 changes, bytes", 1, Unit::Bytes, bytes, 0.5),
        Figure::within(
            "then nothing, requests",
            Unit::Requests,
            1.0,
            of(ours, 2, |round| round.traffic.requests as f64),
        ),
        Figure::within(
            "then nothing, bytes up",
            Unit::Bytes,
            IDLE_BYTES_MAX,
            of(ours, 2, |round| round.traffic.up as f64),
        ),
        Figure::within(
            "then nothing, bytes down",
            Unit::Bytes,
            IDLE_BYTES_MAX,
            of(ours, 2, |round| round.traffic.down as f64),
        ),
    ]
}

const POUCHDB: &str = "PouchDB 9 from pouchdb-server 4.2";
/// One request and its answer, headers included, each.
const IDLE_BYTES_MAX: f64 = 600.0;
