//! `neighbour-sims`: gives the stand-ins sockets and a ledger on disk.

mod acquisition;
mod body;
mod config;
mod control;
mod desk;
mod key;
mod platform;
mod refusal;
mod results;
mod sender;
mod server;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Parser;
use neighbour_sims::LedgerFile;
use neighbour_sims::marketing::MarketingSystem;
use rustix::fs::Mode;
use rustix::process::umask;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::{error, info};
use vocabulary::{Clock as _, SystemClock};

use crate::config::Config;
use crate::desk::{Acquisition, Desk};
use crate::platform::Platform;

/// Stands in for the company's other systems towards the platform: the marketing system and the acquisition system.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLE)]
struct Arguments {
    /// The configuration file (TOML).
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Listens here instead of where the file says; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Keeps the ledger here instead of where the file says.
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// Calls the platform here instead of where the file says.
    #[arg(long, value_name = "URL")]
    platform: Option<String>,
}

const EXAMPLE: &str = r#"Example:
  cat > neighbours.toml <<END
  [marketing]
  listen      = "127.0.0.1:8720"
  ledger      = "marketing.jsonl"
  platform    = "http://127.0.0.1:8700"
  platform_key = "<the key that the platform gave the marketing system>"
  control_key  = "<a key of your own, at least 16 characters>"
  END
  neighbour-sims --config neighbours.toml

  curl -H "Authorization: Bearer $CONTROL_KEY" http://127.0.0.1:8720/control/state

The first line on standard output is the marketing system's address, once it listens; with a section
[acquisition] a second line tells the acquisition system's."#;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // What it writes is for its own account alone: orders, evidence, keys, logs.
    umask(Mode::RWXG | Mode::RWXO);
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            error!("{fault:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let mut config = Config::read(&arguments.config)?;
    config.overrule(arguments.listen, arguments.ledger, arguments.platform);
    let marketing = config.marketing;
    marketing.check()?;
    config.acquisition.as_ref().map_or(Ok(()), config::Acquisition::check)?;

    // Signals first: a stop during the start must be a graceful one too.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;

    let (ledger, entries) = LedgerFile::open(&marketing.ledger)
        .with_context(|| format!("cannot open the ledger {}", marketing.ledger.display()))?;
    let clock = SystemClock::new();
    let system = MarketingSystem::open(ledger, &entries, marketing.retry(), clock.now());
    let desk = Arc::new(Desk::new(system, clock));
    let platform = Platform::new("marketing", &marketing.platform, &marketing.platform_key)?;

    let listener = listen(marketing.listen).await?;
    let address = listener.local_addr()?;
    let acquisition = match config.acquisition {
        Some(section) => Some(OpenedAcquisition::open(section).await?),
        None => None,
    };
    println!("http://{address}");
    info!(%address, entries = entries.len(), "the marketing system listens");

    let (stop, stopping) = watch::channel(false);
    let router = control::router(&desk, &platform, &marketing)
        .merge(results::router(&desk, marketing.results_key.clone()));
    let mut running = JoinSet::new();
    running.spawn(server::serve(listener, router, stopping.clone()));
    let acquisition = match acquisition {
        Some(opened) => Some(opened.run(&mut running, &stopping)?),
        None => None,
    };
    running.spawn(sender::run(Arc::clone(&desk), platform, marketing.senders, stopping));

    let broken = tokio::select! {
        _ = terminate.recv() => false,
        _ = interrupt.recv() => false,
        () = desk.broken() => true,
        () = broken_of(acquisition.as_deref()) => true,
    };
    stop.send_replace(true);
    while let Some(ended) = running.join_next().await {
        ended?;
    }
    // What is on disk is the truth now, and only opening the ledger again tells what that is.
    anyhow::ensure!(!broken, "the ledger could not be written; start again when the disk is well");
    info!("stopped");
    Ok(())
}

/// The acquisition system with its place to listen, before anybody is served.
struct OpenedAcquisition {
    config: config::Acquisition,
    desk: Arc<Desk<Acquisition>>,
    platform: Platform,
    listener: TcpListener,
}

impl OpenedAcquisition {
    async fn open(config: config::Acquisition) -> anyhow::Result<Self> {
        let platform = Platform::new("acquisition", &config.platform, &config.platform_key)?;
        let listener = listen(config.listen).await?;
        let desk = acquisition::open(&config)?;
        Ok(Self { config, desk, platform, listener })
    }

    fn run(
        self,
        running: &mut JoinSet<()>,
        stopping: &watch::Receiver<bool>,
    ) -> anyhow::Result<Arc<Desk<Acquisition>>> {
        let address = self.listener.local_addr()?;
        println!("http://{address}");
        info!(%address, "the acquisition system listens");
        let router = acquisition::router(&self.desk, &self.config);
        running.spawn(server::serve(self.listener, router, stopping.clone()));
        let desk = Arc::clone(&self.desk);
        running.spawn(acquisition::run_sender(desk, self.platform, stopping.clone()));
        Ok(self.desk)
    }
}

/// Never, where there is none.
async fn broken_of(desk: Option<&Desk<Acquisition>>) {
    match desk {
        Some(desk) => desk.broken().await,
        None => std::future::pending().await,
    }
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}
