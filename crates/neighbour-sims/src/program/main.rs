//! `neighbour-sims`: gives the stand-ins sockets and a ledger on disk.

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
use neighbour_sims::marketing::{LedgerFile, MarketingSystem};
use rustix::fs::Mode;
use rustix::process::umask;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing::{error, info};
use vocabulary::{Clock as _, SystemClock};

use crate::config::Config;
use crate::desk::Desk;
use crate::platform::Platform;

/// Stands in for the company's other systems towards the platform; now for the marketing system.
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

The first line on standard output is the address, once it listens."#;

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

    // Signals first: a stop during the start must be a graceful one too.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;

    let (ledger, entries) = LedgerFile::open(&marketing.ledger)
        .with_context(|| format!("cannot open the ledger {}", marketing.ledger.display()))?;
    let clock = SystemClock::new();
    let system = MarketingSystem::open(ledger, &entries, marketing.retry(), clock.now());
    let desk = Arc::new(Desk::new(system, clock));
    let platform = Platform::new(&marketing.platform, marketing.platform_key.clone())?;

    let listener = TcpListener::bind(marketing.listen)
        .await
        .with_context(|| format!("cannot listen on {}", marketing.listen))?;
    let address = listener.local_addr()?;
    println!("http://{address}");
    info!(%address, entries = entries.len(), "the marketing system listens");

    let (stop, stopping) = watch::channel(false);
    let router = control::router(&desk, &platform, &marketing)
        .merge(results::router(&desk, marketing.results_key.clone()));
    let serving = tokio::spawn(server::serve(listener, router, stopping.clone()));
    let sending =
        tokio::spawn(sender::run(Arc::clone(&desk), platform, marketing.senders, stopping));

    let broken = tokio::select! {
        _ = terminate.recv() => false,
        _ = interrupt.recv() => false,
        () = desk.broken() => true,
    };
    stop.send_replace(true);
    serving.await?;
    sending.await?;
    // What is on disk is the truth now, and only opening the ledger again tells what that is.
    anyhow::ensure!(!broken, "the ledger could not be written; start again when the disk is well");
    info!("stopped");
    Ok(())
}
