//! Stage completions acknowledged per second over HTTP, beside their bare statements.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use city::{City, Size};
use futures::future::try_join_all;
use platform::Platform;
use platform::orders::SecondPerson;
use platform::orders::operations::{NewOrder, TakeOperation};
use platform_store::orders as order_rows;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use security_unit::{Context, Pin, SigningToken, SoftwareCard};
use serde_json::{Map, Value, json};
use sync::{
    Attached, Base, Captured, Kind, Operation, OperationBatch, OrderView, Outcome, Recipient,
};
use tokio::sync::Barrier;
use vocabulary::{
    AttachmentId, Clock as _, Digest, OperationId, OutboxId, SystemClock, SystemEntropy,
};

use super::bare_loop::{self, Trace, Traced};
use super::figure::{Figure, Unit, Wanted};
use super::http_client::{Connection, request};
use super::postgres_server::PostgresServer;
use super::small_company::{PIN, SmallCompany, Worker};
use super::{Scratch, orders};
use crate::company::{Custody, PROCESS, application_data, applications_of};
use crate::day::values;

/// # Errors
/// When a completion is not applied, or the platform does not run.
pub async fn measure_sqlite(scratch: &Scratch, runs: usize) -> anyhow::Result<Vec<Figure>> {
    let stand = Stand::build(scratch, Place::Sqlite, 64, 55).await?;
    println!("completions: SQLite, WAL, synchronous=FULL on both sides");
    stand.measure("completions, 64 clients, SQLite", scratch, runs).await
}

/// # Errors
/// As [`measure_sqlite`]; or there is no PostgreSQL.
pub async fn measure_postgres(scratch: &Scratch, runs: usize) -> anyhow::Result<Vec<Figure>> {
    let server = PostgresServer::find()?;
    println!("completions: PostgreSQL, {}", server.durability().await?);
    let stand = Stand::build(scratch, Place::Postgres(server), 16, 105).await?;
    stand.measure("completions, 16 clients, PostgreSQL", scratch, runs).await
}

/// Where the platform's data lie.
enum Place {
    Sqlite,
    Postgres(PostgresServer),
}

/// A company with orders that wait for their completions, and the completions, signed.
struct Stand {
    place: Place,
    template: SmallCompany,
    /// Of each client.
    completions: Vec<Vec<Operation>>,
}

/// Completions of each client before the clock starts.
const WARM: usize = 5;

impl Stand {
    async fn build(
        scratch: &Scratch,
        place: Place,
        clients: usize,
        of_each: usize,
    ) -> anyhow::Result<Self> {
        let database = match &place {
            Place::Sqlite => None,
            Place::Postgres(server) => Some(server.empty().await?),
        };
        let template = SmallCompany::found(&scratch.folder("company")?, database, clients).await?;
        let platform = template.open().await?;
        let completions = prepare(&platform, &template.workers, of_each).await?;
        platform.close().await;
        if let Place::Postgres(server) = &place {
            server.keep().await?;
        }
        Ok(Self { place, template, completions })
    }

    async fn measure(
        &self,
        name: &'static str,
        scratch: &Scratch,
        runs: usize,
    ) -> anyhow::Result<Vec<Figure>> {
        let traces = self.trace(&scratch.folder("traced")?).await?;
        let statements = traces[0].first().map_or(0, Vec::len);
        println!("  one completion executes {statements} statements");
        let (mut acknowledged, mut bare) = (Vec::new(), Vec::new());
        for run in 0..runs {
            let folder = scratch.folder(&format!("bare-{run}"))?;
            bare.push(self.bare(&folder, &traces).await?);
            std::fs::remove_dir_all(folder)?;
            let folder = scratch.folder(&format!("real-{run}"))?;
            acknowledged.push(self.real(&folder).await?);
            std::fs::remove_dir_all(folder)?;
        }
        let against = "their statements in a bare loop";
        let wanted = Wanted::AtLeast(0.5);
        Ok(vec![Figure::of(name, Unit::PerSecond, wanted, against, acknowledged, bare)])
    }

    /// The same company, untouched, in a folder of its own.
    async fn fresh(&self, folder: &Path) -> anyhow::Result<SmallCompany> {
        if let Place::Postgres(server) = &self.place {
            server.fresh().await?;
        }
        self.template.copy_to(&folder.join("company"))
    }

    /// Carries every completion out once and writes its statements down.
    async fn trace(&self, folder: &Path) -> anyhow::Result<Vec<Vec<Trace>>> {
        let platform = self.fresh(folder).await?.open().await?;
        let traced = self.completions.iter().map(|operations| {
            let platform = platform.clone();
            async move {
                let mut traces = Vec::with_capacity(operations.len());
                for operation in operations {
                    traces.push(trace_one(&platform, operation).await?);
                }
                Ok::<_, anyhow::Error>(traces)
            }
        });
        let traces = try_join_all(traced).await?;
        platform.close().await;
        Ok(traces)
    }

    async fn bare(&self, folder: &Path, traces: &[Vec<Trace>]) -> anyhow::Result<f64> {
        let company = self.fresh(folder).await?;
        match &self.place {
            Place::Sqlite => {
                // As they would come in: one of each client after the other.
                let rounds = 0..traces[0].len();
                let mixed: Vec<Trace> = rounds
                    .flat_map(|round| traces.iter().map(move |client| client[round].clone()))
                    .collect();
                let file = company.folder.join("data").join("platform.db");
                let warm = WARM * traces.len();
                let bare = move || bare_loop::on_sqlite(&file, &mixed, warm);
                tokio::task::spawn_blocking(bare).await?
            }
            Place::Postgres(server) => {
                bare_loop::on_postgres(&server.url(), traces.to_vec(), WARM).await
            }
        }
    }

    async fn real(&self, folder: &Path) -> anyhow::Result<f64> {
        let company = self.fresh(folder).await?;
        let platform = company.start().await?;
        let address = platform.url().trim_start_matches("http://").to_owned();
        let barrier = Arc::new(Barrier::new(self.completions.len() + 1));
        let mut clients = tokio::task::JoinSet::new();
        for (worker, operations) in company.workers.iter().zip(&self.completions) {
            let requests = operations.iter().map(|operation| post(worker, operation));
            let requests = requests.collect::<Result<Vec<_>, _>>()?;
            clients.spawn(client(address.clone(), requests, Arc::clone(&barrier)));
        }
        barrier.wait().await;
        let clock = SystemClock::new();
        let mut acknowledged = 0;
        while let Some(ended) = clients.join_next().await {
            acknowledged += ended.context("a client panicked")??;
        }
        let took = clock.monotonic();
        platform.stop().await?;
        Ok(f64::from(acknowledged) / took.as_secs_f64())
    }
}

/// Sends one completion after the other; gives how many were acknowledged while the clock ran.
async fn client(
    address: String,
    requests: Vec<Vec<u8>>,
    barrier: Arc<Barrier>,
) -> anyhow::Result<u32> {
    let (warm, timed) = requests.split_at(WARM);
    let warmed = async {
        let mut connection = Connection::open(&address).await?;
        for request in warm {
            complete(&mut connection, request).await?;
        }
        Ok::<_, anyhow::Error>(connection)
    };
    let warmed = warmed.await;
    // Everybody arrives here, or the others would wait for ever.
    barrier.wait().await;
    let mut connection = warmed?;
    let mut acknowledged = 0;
    for request in timed {
        complete(&mut connection, request).await?;
        acknowledged += 1;
    }
    Ok(acknowledged)
}

async fn complete(connection: &mut Connection, request: &[u8]) -> anyhow::Result<()> {
    let body = connection.exchange(request).await?;
    let applied = body.windows(APPLIED.len()).any(|window| window == APPLIED);
    anyhow::ensure!(applied, "a completion was not applied: {}", String::from_utf8_lossy(&body));
    Ok(())
}

fn post(worker: &Worker, operation: &Operation) -> anyhow::Result<Vec<u8>> {
    let batch = OperationBatch { epoch: None, operations: vec![operation.clone()] };
    Ok(request("/sync/v1/ops", &worker.token, &serde_json::to_vec(&batch)?))
}

async fn trace_one(platform: &Platform, operation: &Operation) -> anyhow::Result<Trace> {
    let take = TakeOperation {
        platform: platform.clone(),
        operation: operation.clone(),
        digest: operation.digest()?,
        received_at: platform.clock().now(),
        correlation: platform.correlate(),
        second_person: SecondPerson::Confirmed,
        judged: None,
        sealed: false,
    };
    let taken = platform.store().write(Traced(take)).await;
    let (outcome, trace) = taken.map_err(|problem| anyhow::anyhow!("{}", problem.detail))?;
    anyhow::ensure!(matches!(outcome, Outcome::Applied { .. }), "not applied: {outcome:?}");
    Ok(trace)
}

/// Starts orders of every worker and signs their completions.
async fn prepare(
    platform: &Platform,
    workers: &[Worker],
    of_each: usize,
) -> anyhow::Result<Vec<Vec<Operation>>> {
    let city = City::generate(1, Size::small());
    let station = city.stations.first().context("a station")?.code.as_str();
    let data: Vec<Value> = applications_of(&city, station)
        .take(workers.len() * of_each)
        .zip(0..)
        .map(|((_, application), n)| application_data(&application, &Custody::of(1, n)))
        .collect();
    let mut completions = Vec::with_capacity(workers.len());
    for ((n, worker), data) in workers.iter().enumerate().zip(data.chunks(of_each)) {
        let new = data.iter().enumerate().map(|(order, data)| {
            let mut data = data.clone();
            data["area_code"] = json!(worker.area_code);
            let order_no = format!("1302{n:04}{order:08}").parse()?;
            Ok(NewOrder::of_marketing(order_no, PROCESS.to_owned(), data))
        });
        let new: Vec<NewOrder> = new.collect::<anyhow::Result<_>>()?;
        let started = orders::start(platform, new.clone()).await?;
        let card = open_card(worker)?;
        let outbox = OutboxId::make(platform.clock(), platform.entropy());
        let mut of_worker = Vec::with_capacity(of_each);
        for ((n, order), new) in (1..).zip(started).zip(&new) {
            let mut snapshot = platform.store().read().await?;
            let record = order_rows::find(&mut snapshot.tx(), platform.org(), order).await?;
            snapshot.finish().await?;
            let view = record.context("the order is there")?.view;
            of_worker.push(completion(platform, worker, &card, (outbox, n), &view, &new.data)?);
        }
        completions.push(of_worker);
    }
    Ok(completions)
}

fn open_card(worker: &Worker) -> anyhow::Result<SoftwareCard> {
    let card = SoftwareCard::open(Arc::new(SystemEntropy), &worker.card_file)?;
    card.present_pin(&Pin::parse(PIN)?)?;
    Ok(card)
}

/// The submit of an order's first stage, as its worker's terminal would send it.
fn completion(
    platform: &Platform,
    worker: &Worker,
    card: &SoftwareCard,
    (outbox, n): (OutboxId, u64),
    view: &OrderView,
    data: &Value,
) -> anyhow::Result<Operation> {
    let stage = view.stages_in_order().into_iter().next().context("the first stage is open")?;
    anyhow::ensure!(stage.assignee == Some(worker.person), "the order fell to somebody else");
    let now = platform.clock().now();
    let (body, needs) = form(platform, n, data)?;
    let mut operation = Operation {
        op_id: OperationId::make(platform.clock(), platform.entropy()),
        outbox,
        n,
        author: worker.person,
        terminal: worker.terminal,
        order: view.order,
        stage: stage.stage,
        base: Base::Stage { stage_rev: stage.stage_rev, generation: stage.generation },
        bundle_hash: view.bundle_hash,
        kind: Kind::Submit,
        form: stage.form.clone(),
        to: Some(Recipient::Person(worker.person)),
        captured: Captured {
            device_time: now,
            offset_micros: Some(0),
            monotonic_micros: 1,
            boot: 1,
            fed_at: view.fed_at,
        },
        body,
        needs,
        correlation: None,
        signature: None,
    };
    let message = Context::Operation.message(operation.digest()?.bytes());
    operation.signature = Some(hex::encode(card.sign(&message)?.bytes()));
    Ok(operation)
}

/// The values of 业务受理 with its photos and signature, and the files that they name.
fn form(platform: &Platform, n: u64, data: &Value) -> anyhow::Result<(Value, Vec<Attached>)> {
    let now = platform.clock().now();
    let mut rng = ChaCha8Rng::seed_from_u64(n);
    let mut values: Map<String, Value> = values::household::acceptance(&mut rng, data, now)
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let mut needs = Vec::new();
    for field in values::household::ACCEPTANCE_PHOTOS {
        let photo = file(platform, "image/jpeg", 300_000, &mut needs);
        values.insert(field.to_owned(), json!([photo]));
    }
    let picture = file(platform, "image/png", 4_000, &mut needs);
    let signer = data["applicant"]["name"].as_str().unwrap_or_default();
    let mut signature = values::signature(&mut rng, signer, "");
    let members = signature.as_object_mut().context("a signature is an object")?;
    members.remove("image_base64");
    members.insert("image".to_owned(), picture);
    members.insert("signed_at".to_owned(), json!(now));
    members.insert("signed_sha256".to_owned(), json!(Digest::of(b"signed")));
    values.insert("customer_signature".to_owned(), signature);
    Ok((Value::Object(values), needs))
}

fn file(platform: &Platform, mime: &str, size: u64, needs: &mut Vec<Attached>) -> Value {
    let attachment = AttachmentId::make(platform.clock(), platform.entropy());
    let sha256 = Digest::of(attachment.to_string().as_bytes());
    needs.push(Attached { attachment, sha256, size, mime: mime.to_owned() });
    json!({
        "attachment_id": attachment, "sha256": sha256, "size": size, "mime": mime,
        "taken_at": platform.clock().now(),
        "position": { "lon": 118.18, "lat": 39.63, "accuracy_m": 8.5, "source": "gnss" },
    })
}

const APPLIED: &[u8] = b"\"result\":\"applied\"";
