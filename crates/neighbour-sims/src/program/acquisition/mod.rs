//! The acquisition system with sockets: its key authority, its doors for results, and `/control`.

mod authorities;
mod control;
mod ports;
mod problem;
mod results;
mod sender;
mod task_results;

use std::sync::Arc;

use anyhow::Context as _;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Router, middleware};
use http::StatusCode;
use neighbour_sims::LedgerFile;
use neighbour_sims::acquisition::{AcquisitionSystem, Mood};
use security_unit::metering::{SoftwareKeyMachine, UnitSecret};
use vocabulary::{Clock as _, SystemClock, SystemEntropy};

use crate::config;
use crate::desk::{Acquisition, Desk};
use crate::key;
use crate::server::HangUp;
use problem::Problem;
pub use sender::run as run_sender;

/// Opens the ledger and the key machine.
pub fn open(config: &config::Acquisition) -> anyhow::Result<Arc<Desk<Acquisition>>> {
    let machine = open_machine(config)?;
    let (ledger, entries) = LedgerFile::open(&config.ledger)
        .with_context(|| format!("cannot open the ledger {}", config.ledger.display()))?;
    let clock = SystemClock::new();
    let now = clock.now();
    let system = AcquisitionSystem::open(ledger, &entries, machine, config.retry(), now);
    Ok(Arc::new(Desk::new(system, clock)))
}

fn open_machine(config: &config::Acquisition) -> anyhow::Result<SoftwareKeyMachine> {
    let file = &config.passphrase_file;
    let passphrase = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the passphrase in {}", file.display()))?;
    let secret = UnitSecret::from_passphrase(passphrase.trim_end_matches(['\r', '\n']))
        .with_context(|| format!("acquisition.passphrase_file: {}", file.display()))?;
    SoftwareKeyMachine::open(Arc::new(SystemEntropy), &config.key_machine, &secret)
        .with_context(|| format!("cannot open the key machine {}", config.key_machine.display()))
}

pub fn router(desk: &Arc<Desk<Acquisition>>, config: &config::Acquisition) -> Router {
    let doors = Router::new()
        .route("/acquisition/v1/authorities", post(authorities::permit))
        .route("/acquisition/v1/ports", post(ports::open))
        .route("/acquisition/v1/results", post(results::take))
        .route("/acquisition/v1/task-results", post(task_results::take))
        .layer(DefaultBodyLimit::max(REQUEST_LEN_MAX))
        .layer(middleware::from_fn_with_state(Arc::clone(desk), in_its_mood))
        .with_state(Arc::clone(desk))
        .layer(middleware::from_fn_with_state(config.authority_key.clone(), key::ask_for));
    doors.merge(control::router(desk, config))
}

/// A system that is not well takes nothing, or takes it and says nothing.
async fn in_its_mood(
    State(desk): State<Arc<Desk<Acquisition>>>,
    request: Request,
    next: Next,
) -> Response {
    match desk.ask(|now, system| system.mood(now)).await {
        None => next.run(request).await,
        Some(Mood::Failing) => {
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "out of service")
                .into_response()
        }
        Some(Mood::Silent) => hang_up(),
        Some(Mood::AnswerLost) => {
            next.run(request).await;
            hang_up()
        }
    }
}

fn hang_up() -> Response {
    let mut response = Response::default();
    response.extensions_mut().insert(HangUp);
    response
}

const REQUEST_LEN_MAX: usize = 64 << 10;
