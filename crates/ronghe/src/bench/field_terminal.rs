//! A terminal in a process of its own: the agent's library, told what to do line by line.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use security_unit::{Pin, SigningToken, SoftwareCard};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use terminal::transport::HttpTransport;
use terminal::{Agent, Settings, SpaceProbe, Tools};
use terminal_store::Options;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines, Stdin};
use vocabulary::{Clock as _, SystemClock, SystemEntropy, minutes};

use super::documents::digest_of;
use super::small_company::{PIN, Worker};

/// Whose terminal it is and where it finds the platform.
#[derive(Debug, Serialize, Deserialize)]
pub struct Job {
    pub folder: PathBuf,
    pub platform_url: String,
    pub card_file: PathBuf,
    /// For a terminal that is not enrolled yet.
    pub enrolment_code: Option<String>,
}

impl Job {
    /// A fresh terminal of a worker.
    #[must_use]
    pub fn fresh(folder: PathBuf, platform_url: &str, worker: &Worker) -> Value {
        json!(Self {
            folder,
            platform_url: platform_url.to_owned(),
            card_file: worker.card_file.clone(),
            enrolment_code: Some(worker.enrolment_code.clone()),
        })
    }
}

/// What a sync did and how long it took.
#[derive(Debug, Serialize, Deserialize)]
pub struct Synced {
    pub millis: f64,
    pub items: u32,
}

/// The part: enrols if it has to, unlocks, and syncs when told.
///
/// # Errors
/// When the agent does not do what it is told.
pub async fn run() -> anyhow::Result<()> {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let job: Job = read_job(&mut lines).await?;
    let agent = open(&job).await?;
    println!("{}", json!({ "ready": true }));
    while let Some(line) = lines.next_line().await? {
        let answer = match line.as_str() {
            "sync" => json!(sync(&agent).await?),
            "count" => json!({ "orders": agent.orders().await?.len() }),
            "digest" => json!({ "digest": digest(&agent).await? }),
            other => bail!("nobody knows the command {other:?}"),
        };
        println!("{answer}");
    }
    agent.close().await;
    Ok(())
}

/// The first line that a part gets.
///
/// # Errors
/// When there is none.
pub async fn read_job<J: for<'de> Deserialize<'de>>(
    lines: &mut Lines<BufReader<Stdin>>,
) -> anyhow::Result<J> {
    let line = lines.next_line().await?.context("a part gets its job first")?;
    serde_json::from_str(&line).context("the job is no job of this part")
}

/// Opens the agent as the terminal's program does, and unlocks it.
///
/// # Errors
/// When a step does not work.
pub async fn open(job: &Job) -> anyhow::Result<Agent> {
    let entropy = Arc::new(SystemEntropy);
    let tools = Tools {
        clock: Arc::new(SystemClock::new()),
        entropy: Arc::clone(&entropy) as _,
        transport: Arc::new(HttpTransport::new(&job.platform_url)?),
        space: Arc::new(PlentyOfRoom),
    };
    let settings = Settings {
        folder: job.folder.clone(),
        release_no: "bench".to_owned(),
        // synchronous=FULL
        store: Options::default(),
        photo_limits: terminal::evidence::Limits::default(),
        recording_limits: terminal::evidence::RecordingLimits::default(),
        sealed_grace: minutes(30),
    };
    let agent = Agent::open(tools, settings).await?;
    if let Some(code) = &job.enrolment_code {
        agent.enrol(code).await.context("the terminal is not enrolled")?;
    }
    let card: Arc<dyn SigningToken> = Arc::new(SoftwareCard::open(entropy, &job.card_file)?);
    agent
        .unlock(agent.correlate(), card, &Pin::parse(PIN)?)
        .await
        .context("the terminal does not unlock")?;
    Ok(agent)
}

async fn sync(agent: &Agent) -> anyhow::Result<Synced> {
    let clock = SystemClock::new();
    let report = agent.sync_once().await?;
    let millis = clock.monotonic().as_secs_f64() * 1_000.0;
    Ok(Synced { millis, items: report.items })
}

/// Over the documents that the orders carry as their facts.
async fn digest(agent: &Agent) -> anyhow::Result<String> {
    let documents: Vec<Value> = agent.orders().await?.into_iter().map(|line| line.facts).collect();
    Ok(digest_of(&documents))
}

/// How much room there is is not what is measured.
struct PlentyOfRoom;

impl SpaceProbe for PlentyOfRoom {
    fn free_bytes(&self) -> Option<u64> {
        Some(1 << 40)
    }
}
