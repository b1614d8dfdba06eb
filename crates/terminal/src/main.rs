//! `ronghe-terminal`: the agent as a program around its library.

mod battery;
mod disk;
mod metering;

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser;
use mimalloc::MiMalloc;
use rustix::fs::Mode;
use rustix::process::umask;
use security_unit::FolderSlot;
use terminal::agent::TfFitting;
use terminal::config::{self, Config};
use terminal::evidence::{Limits, RecordingLimits};
use terminal::local_api::{App, LocalApi, Loopback, Pace, Page, Parts, Slots};
use terminal::transport::HttpTransport;
use terminal::{Agent, Settings, Tools};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;
use vocabulary::{Entropy, SystemClock, SystemEntropy, Text};

use disk::DiskOf;

/// Gives back what a picture needed, which the system's allocator keeps.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The terminal agent: what a worker records is kept here first.
#[derive(Debug, Parser)]
#[command(name = "ronghe-terminal", version)]
struct Arguments {
    /// The configuration.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The one-time code that makes this device a terminal of the company; not needed once it is one.
    #[arg(long, value_name = "CODE")]
    enrol: Option<String>,
}

/// A handheld has few cores and little memory.
const WORKERS: usize = 2;
/// Pictures and expressions go deeper than the usual 2 MB, above all in a build without optimisation.
const STACK_BYTES: usize = 4 * 1024 * 1024;
/// How long sealed work of somebody who is away waits for him.
const SEALED_GRACE: Duration = Duration::from_secs(30 * 60);

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    // What it writes is for its own account alone: orders, evidence, keys, logs.
    umask(Mode::RWXG | Mode::RWXO);
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    let config = Config::read(&arguments.config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .thread_stack_size(STACK_BYTES)
        .enable_all()
        .build()?;
    // A task of the runtime has the larger stack; the main thread has not.
    runtime.block_on(runtime.spawn(run(arguments, config)))?
}

async fn run(arguments: Arguments, config: Config) -> anyhow::Result<()> {
    let origins = bind(&config).await?;
    let agent = Arc::new(open(&config).await?);
    enrol(&agent, arguments.enrol, &config).await?;
    let api = local_api(&config, Arc::clone(&agent), &origins).await?;

    let (stop, stopped) = watch::channel(false);
    tokio::spawn(wait_for_signal(stop)?);
    let pace = Pace { every: config.sync.every(), offline_max: config.sync.offline_max() };
    let (syncing, watching, metering) = (api.clone(), api.clone(), api.clone());
    let (sync_stopped, watch_stopped) = (stopped.clone(), stopped.clone());
    let metering_stopped = stopped.clone();
    let syncing = tokio::spawn(async move { syncing.keep_synced(pace, sync_stopped).await });
    let watching = tokio::spawn(async move { watching.watch_cards(watch_stopped).await });
    let metering = tokio::spawn(async move { metering.watch_metering(metering_stopped).await });
    announce(&api)?;
    let served = api.serve(origins, stopped).await;
    syncing.await.context("the sync ended badly")?;
    watching.await.context("the card watch ended badly")?;
    metering.await.context("the metering watch ended badly")?;
    agent.close().await;
    tracing::info!("stopped");
    Ok(served?)
}

/// Takes the ports before anything else: an agent whose pages nobody can open is not started.
async fn bind(config: &Config) -> anyhow::Result<Vec<Loopback>> {
    let named =
        [("pages.launcher", config.pages.launcher), ("pages.business", config.pages.business)];
    let metering = config.pages.of_metering().map(|(port, _)| ("pages.metering", port));
    let apps = config.apps.iter().map(|app| ("apps.port", app.port));
    let mut origins = Vec::new();
    for (key, port) in named.into_iter().chain(metering).chain(apps) {
        origins.push(Loopback::bind(port).await.with_context(|| format!("{key} = {port}"))?);
    }
    Ok(origins)
}

async fn open(config: &Config) -> anyhow::Result<Agent> {
    let folder = config.data.folder.clone();
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("data.folder: {} cannot be made", folder.display()))?;
    let transport = HttpTransport::new(&config.platform.url).context("platform.url")?;
    let tools = Tools {
        clock: Arc::new(SystemClock::new()),
        entropy: Arc::new(SystemEntropy),
        transport: Arc::new(transport),
        space: Arc::new(DiskOf(folder.clone())),
    };
    let settings = Settings {
        folder,
        release_no: config.data.release_no(),
        store: terminal_store::Options::default(),
        photo_limits: Limits::default(),
        recording_limits: RecordingLimits::default(),
        sealed_grace: SEALED_GRACE,
    };
    let agent =
        Agent::open(tools, settings).await.context("the terminal's store cannot be opened")?;
    let agent = match &config.metering {
        Some(section) => agent.fitted(metering::fittings(section)?),
        None => agent,
    };
    let (Some(slot), Some(file)) = (&config.cards.tf, &config.cards.tf_file) else {
        return Ok(agent);
    };
    let slot = FolderSlot::new(Arc::new(SystemEntropy), slot.clone());
    Ok(agent.with_tf_card(TfFitting { slot: Arc::new(slot), secret_file: file.clone() }))
}

/// Makes this device a terminal, unless it is one already.
async fn enrol(agent: &Agent, code: Option<String>, config: &Config) -> anyhow::Result<()> {
    if agent.state().await?.terminal.is_some() {
        return Ok(());
    }
    let code = match code {
        Some(code) => Some(code),
        None => config.enrolment_code()?,
    };
    let Some(code) = code else {
        tracing::warn!("this terminal is not enrolled; start it once with --enrol CODE");
        return Ok(());
    };
    let terminal = agent.enrol(&code).await.context("the terminal was not enrolled")?;
    tracing::info!(%terminal, "enrolled");
    Ok(())
}

async fn local_api(
    config: &Config,
    agent: Arc<Agent>,
    origins: &[Loopback],
) -> anyhow::Result<LocalApi> {
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let slot = |folder: &PathBuf| Arc::new(FolderSlot::new(Arc::clone(&entropy), folder.clone()));
    let business = (config::BUSINESS.to_owned(), Text::new("业务", "Business"));
    let mut apps = vec![(business, config.pages.of_business())];
    apps.extend(
        config.pages.of_metering().map(|(_, folder)| {
            ((config::METERING.to_owned(), Text::new("计量", "Metering")), folder)
        }),
    );
    apps.extend(config.apps.iter().map(|app| {
        let title = Text::new(&app.title, app.title_en.as_ref().unwrap_or(&app.title));
        ((app.app.clone(), title), app.pages.clone())
    }));
    let mut ports = origins.iter().map(Loopback::port);
    let launcher = ports.next().context("the launcher has a port")?;
    let apps = apps.into_iter().zip(ports).map(|(((name, title), folder), port)| App {
        name,
        title,
        page: Page { port, folder },
    });
    let parts = Parts {
        agent,
        slots: Slots { operator: slot(&config.cards.operator), second: slot(&config.cards.second) },
        launcher: Page { port: launcher, folder: config.pages.of_launcher() },
        apps: apps.collect(),
        entry_file: config.data.folder.join("entry.url"),
    };
    LocalApi::open(parts).await.context("the local API cannot be opened")
}

/// Says where the launcher is: who started the agent waits for this line.
fn announce(api: &LocalApi) -> anyhow::Result<()> {
    let url = api.entry_url().context("data.folder: entry.url cannot be written")?;
    tracing::info!("ready");
    let mut out = std::io::stdout().lock();
    writeln!(out, "{url}")?;
    out.flush()?;
    Ok(())
}

fn wait_for_signal(stop: watch::Sender<bool>) -> anyhow::Result<impl Future<Output = ()>> {
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("asked to stop");
        stop.send_replace(true);
    })
}
