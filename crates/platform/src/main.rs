//! `ronghe-platform`: the platform as a program around its library.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::middleware::map_response;
use clap::Parser;
use mimalloc::MiMalloc;
use platform::config::Config;
use platform::neighbours::{HttpKeyAuthority, HttpLinks, KeyAuthority};
use platform::{Durability, Platform, Setup, http, jobs};
use rustix::fs::Mode;
use rustix::process::umask;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;
use vocabulary::{Entropy as _, SystemClock, SystemEntropy};

/// Many small values live shortly here; the system's allocator spends more time on them and keeps more of what is freed.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The platform: orders, terminals, people and proof.
#[derive(Debug, Parser)]
#[command(name = "ronghe-platform", version)]
struct Arguments {
    /// The configuration; docs/configuration.md describes it.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

/// How long requests under way may take once the platform was asked to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    // What it writes is for its own account alone: orders, evidence, keys, logs.
    umask(Mode::RWXG | Mode::RWXO);
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    let config = Config::read(&arguments.config)?;
    let platform = open(&config).await?;
    let link = links(&config)?;

    let address = config.server.listen;
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("server.listen: {address} cannot be had"))?;
    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(run_jobs(platform.clone(), link, stopped.clone()));
    announce(&listener)?;
    let served = serve(&config, platform.clone(), listener, stop, stopped).await;
    jobs.await.context("the background jobs ended badly")?;
    platform.close().await;
    tracing::info!("stopped");
    served
}

async fn open(config: &Config) -> anyhow::Result<Platform> {
    let setup = Setup {
        location: config.data.location(),
        files: config.data.files_folder(),
        keys: config.data.read_keys()?,
        neighbour_keys: neighbour_keys(config)?,
        key_authority: key_authority(config)?,
        stop_policies: config.metering.stop_policies()?,
        on_site_recharge: config.metering.on_site_recharge,
        limits: config.limits.limits(),
        clock: Arc::new(SystemClock::new()),
        entropy: Arc::new(SystemEntropy),
        durability: Durability::Durable,
        hazard: None,
    };
    Platform::open(setup).await.context("the platform cannot be opened")
}

/// What each neighbour shows, by its name.
fn neighbour_keys(config: &Config) -> anyhow::Result<Vec<(String, String)>> {
    let mut keys = Vec::new();
    if let Some(marketing) = &config.neighbours.marketing {
        keys.push(("marketing".to_owned(), marketing.key()?.reveal().to_owned()));
    }
    if let Some(acquisition) = &config.neighbours.acquisition {
        keys.push(("acquisition".to_owned(), acquisition.key()?.reveal().to_owned()));
    }
    Ok(keys)
}

fn key_authority(config: &Config) -> anyhow::Result<Option<Arc<dyn KeyAuthority>>> {
    let Some(acquisition) = &config.neighbours.acquisition else { return Ok(None) };
    let authority = HttpKeyAuthority::new(&acquisition.url, acquisition.authority_key()?.reveal())
        .context("neighbours.acquisition.url")?;
    Ok(Some(Arc::new(authority)))
}

fn links(config: &Config) -> anyhow::Result<HttpLinks> {
    let mut links = HttpLinks::default();
    if let Some(marketing) = &config.neighbours.marketing {
        let key = marketing.results_key()?;
        links
            .marketing(&marketing.url, key.as_ref().map(|key| key.reveal()))
            .context("neighbours.marketing.url")?;
    }
    if let Some(acquisition) = &config.neighbours.acquisition {
        links
            .acquisition(&acquisition.url, acquisition.authority_key()?.reveal())
            .context("neighbours.acquisition.url")?;
    }
    Ok(links)
}

/// Says where it listens: who started it waits for this line.
fn announce(listener: &TcpListener) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    tracing::info!(%address, "ready");
    let mut out = std::io::stdout().lock();
    writeln!(out, "http://{address}")?;
    out.flush()?;
    Ok(())
}

async fn run_jobs(platform: Platform, link: HttpLinks, stopped: watch::Receiver<bool>) {
    // Another program on the same database has another name.
    let holder = hex::encode(SystemEntropy.sixteen());
    jobs::run_until(&platform, &link, holder, stopped).await;
}

/// Serves until a signal comes; then finishes what is under way, within bounds.
async fn serve(
    config: &Config,
    platform: Platform,
    listener: TcpListener,
    stop: watch::Sender<bool>,
    stopped: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let mut router = http::router(platform);
    if let Some(pages) = &config.server.pages {
        router = http::with_pages(router, pages);
    }
    if config.server.cookies_are_secure() {
        router = router.layer(map_response(http::secure_cookies));
    }
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let asked = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("asked to stop");
        // The jobs hear it too; should they have ended already, nobody needs to.
        let _ = stop.send(true);
    };
    let serving = axum::serve(listener, service).with_graceful_shutdown(asked).into_future();
    tokio::select! {
        served = serving => Ok(served?),
        () = patience(stopped) => {
            tracing::warn!("requests under way were given up");
            Ok(())
        }
    }
}

/// Ends some time after the platform was asked to stop.
async fn patience(mut stopped: watch::Receiver<bool>) {
    if stopped.wait_for(|stopped| *stopped).await.is_ok() {
        tokio::time::sleep(LAST_REQUESTS).await;
    } else {
        std::future::pending().await
    }
}
