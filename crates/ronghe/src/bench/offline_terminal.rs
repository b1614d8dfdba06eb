//! A terminal without a network, full of orders, of customers and of photos that wait: how long opening an order or a
//! customer's card, a search and saving a photo take, and how much memory the agent needs at rest.

use std::path::Path;

use anyhow::{Context as _, bail};
use city::{City, Size};
use platform::Platform;
use platform::customers::jobs::pack_outdated;
use platform::customers::operations::{CustomersMessage, TakeCustomers};
use platform::orders::operations::NewOrder;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sync::Recipient;
use terminal::Agent;
use terminal::agent::{OrderLine, PlaceTaken, SignatureTaken};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use vocabulary::{Clock as _, OrderId, PersonId, StageId, SystemClock};

use super::field_terminal::{Job, open, read_job};
use super::figure::{Figure, Unit};
use super::part::Part;
use super::small_company::{SmallCompany, copy_folder};
use super::{Scratch, orders};
use crate::company::{Custody, PROCESS, application_data, applications_of, customer_batches};
use crate::day::{photo, values};

/// # Errors
/// When the terminal does not do what a worker asks of it.
pub async fn measure(scratch: &Scratch, runs: usize) -> anyhow::Result<Vec<Figure>> {
    let folder = scratch.folder("company")?;
    let job = prepare(&folder).await?;
    let (mut opening, mut saving, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    let (mut cards, mut searches) = (Vec::new(), Vec::new());
    for run in 0..runs {
        let copy = scratch.folder(&format!("terminal-{run}"))?;
        copy_folder(&job.folder, &copy)?;
        // Nobody listens there: the terminal has no network.
        let platform_url = "http://127.0.0.1:9".to_owned();
        let card_file = job.card_file.clone();
        let offline = Job { folder: copy, platform_url, card_file, enrolment_code: None };
        let mut terminal = Part::own("offline-terminal", &json!(offline)).await?;
        opening.push(slowest(&terminal.ask::<Vec<f64>>("open-orders").await?));
        cards.push(slowest(&terminal.ask::<Vec<f64>>("open-customers").await?));
        searches.push(slowest(&terminal.ask::<Vec<f64>>("search-customers").await?));
        saving.push(slowest(&terminal.ask::<Vec<f64>>("save-photos").await?));
        // What was only borrowed for the work is given back in a moment, or never.
        tokio::time::sleep(REST).await;
        memory.push(terminal.resident_mebibytes()?);
        terminal.end().await?;
    }
    println!(
        "offline terminal: SQLCipher, WAL, synchronous=FULL; photos fsynced with their folder"
    );
    Ok(vec![
        Figure::within("opening an order offline, slowest of 200", Unit::Millis, 100.0, opening),
        Figure::within("a customer's card offline, slowest of 100", Unit::Millis, 100.0, cards),
        Figure::within("search among 2,000 customers, slowest", Unit::Millis, 100.0, searches),
        Figure::within("saving a 2-megapixel photo, slowest of 20", Unit::Millis, 500.0, saving),
        Figure::within("agent at rest after that, resident", Unit::Mebibytes, 60.0, memory),
    ])
}

/// A terminal with its orders and photos, and how to open it.
async fn prepare(folder: &Path) -> anyhow::Result<Job> {
    let company = SmallCompany::found(&folder.join("company"), None, 1).await?;
    let worker = company.workers.first().context("a worker")?;
    let data = application_set(&worker.area_code)?;
    let platform = company.open().await?;
    let new = data.iter().enumerate().map(|(n, data)| {
        let order_no = format!("13020001{n:08}").parse()?;
        Ok(NewOrder::of_marketing(order_no, PROCESS.to_owned(), data.clone()))
    });
    tell_customers(&platform, &worker.area_code).await?;
    let started = orders::start(&platform, new.collect::<anyhow::Result<_>>()?).await?;
    platform.close().await;

    let platform = company.start().await?;
    let job = Job {
        folder: folder.join("terminal"),
        platform_url: platform.url().to_owned(),
        card_file: worker.card_file.clone(),
        enrolment_code: Some(worker.enrolment_code.clone()),
    };
    let agent = open(&job).await?;
    agent.sync_once().await?;
    platform.stop().await?;
    let data: Vec<_> = started.into_iter().zip(data).collect();
    let photos = work(&agent, worker.person, &data).await?;
    println!("  {} orders, {photos} photos pending", data.len());
    agent.close().await;
    Ok(job)
}

/// As many customers as a manager has, all of one area, in the bundle that his terminal fetches.
async fn tell_customers(platform: &Platform, area_code: &str) -> anyhow::Result<()> {
    let city = City::generate(1, Size::demo());
    let now = SystemClock::new().now();
    let batches = city.stations.iter().flat_map(|station| customer_batches(&city, station, now));
    for (message_id, records) in batches.take(CUSTOMERS / BATCH) {
        let mut message = json!({ "message_id": message_id, "records": records });
        for record in message["records"].as_array_mut().into_iter().flatten() {
            record["area_code"] = area_code.into();
        }
        let message: CustomersMessage = serde_json::from_value(message)?;
        anyhow::ensure!(message.records.len() == BATCH, "a batch is full");
        let take = TakeCustomers { org: platform.org(), message, received_at: now };
        let taken = platform.store().write(take).await;
        taken.map_err(|problem| anyhow::anyhow!("no customers: {}", problem.detail))?;
    }
    let packed = pack_outdated(platform).await;
    let packed = packed.map_err(|problem| anyhow::anyhow!("no bundle: {}", problem.detail))?;
    anyhow::ensure!(packed == 1, "one area is packed");
    Ok(())
}

fn application_set(area_code: &str) -> anyhow::Result<Vec<Value>> {
    let city = City::generate(1, Size::small());
    let station = city.stations.first().context("a station")?.code.as_str();
    let set = applications_of(&city, station).take(ORDERS).zip(0..).map(|((_, one), n)| {
        let mut data = application_data(&one, &Custody::of(1, n));
        data["area_code"] = area_code.into();
        data
    });
    Ok(set.collect())
}

/// Finishes acceptance of as many orders as it takes for the photos; gives how many wait.
async fn work(agent: &Agent, worker: PersonId, data: &[(OrderId, Value)]) -> anyhow::Result<usize> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let shots = (0..8).map(|_| photo::take(&mut rng)).collect::<anyhow::Result<Vec<_>>>()?;
    let picture = base64_of(&photo::signature(&mut rng)?);
    let lines = agent.orders().await?;
    let mut photos = 0;
    for (order, data) in data {
        if photos >= PHOTOS {
            break;
        }
        let line = lines.iter().find(|line| line.order == *order).context("the order is here")?;
        let (order, stage) = place(line)?;
        for (field, value) in
            values::household::acceptance(&mut rng, data, SystemClock::new().now())
        {
            agent.save_field(order, stage, field, value).await?;
        }
        for field in ["id_photos", "id_photos", "ownership_photos"] {
            let shot = shots[photos % shots.len()].clone();
            agent.take_photo(order, stage, field, shot, somewhere()).await?;
            photos += 1;
        }
        let signature = values::signature(&mut rng, "张伟", &picture);
        let signature: SignatureTaken = serde_json::from_value(signature)?;
        agent.take_signature(order, stage, "customer_signature", signature).await?;
        let to = Some(Recipient::Person(worker));
        agent.submit(agent.correlate(), order, stage, to).await?;
    }
    Ok(photos)
}

/// The part: opens orders and saves photos when told, and otherwise rests.
///
/// # Errors
/// When the agent does not do what it is told.
pub async fn run_part() -> anyhow::Result<()> {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let job: Job = read_job(&mut lines).await?;
    let agent = open(&job).await?;
    println!("{}", json!({ "ready": true }));
    while let Some(line) = lines.next_line().await? {
        let answer = match line.as_str() {
            "open-orders" => open_orders(&agent).await?,
            "open-customers" => open_customers(&agent).await?,
            "search-customers" => search_customers(&agent).await?,
            "save-photos" => save_photos(&agent).await?,
            other => bail!("nobody knows the command {other:?}"),
        };
        println!("{}", json!(answer));
    }
    agent.close().await;
    Ok(())
}

/// Milliseconds that each order took until its page could be drawn.
async fn open_orders(agent: &Agent) -> anyhow::Result<Vec<f64>> {
    let mut took = Vec::new();
    for line in agent.orders().await? {
        let clock = SystemClock::new();
        let detail = agent.order(line.order).await?;
        let page = json!({
            "order": detail.now.view, "drafts": detail.now.drafts, "candidates": detail.candidates,
            "files": detail.bundle.map(|bundle| bundle.files),
        });
        anyhow::ensure!(page.to_string().len() > 1_000, "the order is empty");
        took.push(millis(&clock));
    }
    anyhow::ensure!(took.len() == ORDERS, "{} orders are here", took.len());
    Ok(took)
}

/// Milliseconds that each card took until its page could be drawn, with the inquiry on the disk before.
async fn open_customers(agent: &Agent) -> anyhow::Result<Vec<f64>> {
    let mut took = Vec::new();
    let found = agent.search_customers(MANY).await?;
    anyhow::ensure!(found.standing.customers == CUSTOMERS as u64, "all customers are here");
    for customer in found.items.iter().cycle().take(CARDS_OPENED) {
        let clock = SystemClock::new();
        let shown = agent.inquire(&customer.customer_no, "bill", None).await?;
        anyhow::ensure!(json!(shown).to_string().len() > 500, "the card is empty");
        took.push(millis(&clock));
    }
    Ok(took)
}

/// Milliseconds that searches by number, name, address and meter took, also for what nobody has.
async fn search_customers(agent: &Agent) -> anyhow::Result<Vec<f64>> {
    let some = agent.search_customers(MANY).await?;
    let some = some.items.first().context("somebody is found")?.clone();
    let end_of_number = &some.customer_no.as_str()[6..];
    let texts = [some.customer_no.as_str(), end_of_number, "王伟", "东街", MANY, "没有这个人"];
    let mut took = Vec::new();
    for text in texts.iter().cycle().take(SEARCHES) {
        let clock = SystemClock::new();
        let found = agent.search_customers(text).await?;
        anyhow::ensure!(json!(found).to_string().len() > 50, "an answer");
        took.push(millis(&clock));
    }
    Ok(took)
}

/// Milliseconds that each photo took until it was on the disk.
async fn save_photos(agent: &Agent) -> anyhow::Result<Vec<f64>> {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let shot = photo::take(&mut rng)?;
    let lines = agent.orders().await?;
    let fresh = lines.iter().filter(|line| !line.has_draft && is_acceptance(line));
    let mut took = Vec::new();
    for line in fresh.take(PHOTOS_SAVED) {
        let (order, stage) = place(line)?;
        let shot = shot.clone();
        let clock = SystemClock::new();
        agent.take_photo(order, stage, "id_photos", shot, somewhere()).await?;
        took.push(millis(&clock));
    }
    anyhow::ensure!(took.len() == PHOTOS_SAVED, "{} photos were saved", took.len());
    Ok(took)
}

fn is_acceptance(line: &OrderLine) -> bool {
    line.stage.as_ref().is_some_and(|stage| stage.element == "acceptance")
}

fn place(line: &OrderLine) -> anyhow::Result<(OrderId, StageId)> {
    let stage = line.stage.as_ref().context("the order has a stage to do")?;
    Ok((line.order, stage.stage))
}

fn somewhere() -> Option<PlaceTaken> {
    let place = json!({ "lon": 118.67, "lat": 39.52, "accuracy_m": 5.0, "source": "gnss" });
    serde_json::from_value(place).ok()
}

fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn millis(clock: &SystemClock) -> f64 {
    clock.monotonic().as_secs_f64() * 1_000.0
}

fn slowest(took: &[f64]) -> f64 {
    took.iter().copied().fold(f64::NAN, f64::max)
}

const ORDERS: usize = 200;
const CUSTOMERS: usize = 2_000;
/// What many numbers hold.
const MANY: &str = "13";
/// Customers of one message.
const BATCH: usize = 100;
const CARDS_OPENED: usize = 100;
const SEARCHES: usize = 60;
const PHOTOS: usize = 500;
const PHOTOS_SAVED: usize = 20;
const REST: std::time::Duration = std::time::Duration::from_secs(5);
