//! What the platform counts about itself, for whoever watches.

use std::sync::LazyLock;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::Platform;

/// Counts an operation of a terminal by its outcome (`applied`, `duplicate`, `refused`, …).
pub fn operation_outcome(outcome: &'static str) {
    COUNTS.operations.get_or_create(&OutcomeLabels { outcome }).inc();
}

/// Counts a run of a background job (`done`, `elsewhere`, `failed`).
pub fn job_outcome(job: &'static str, outcome: &'static str) {
    COUNTS.jobs.get_or_create(&JobLabels { job, outcome }).inc();
}

/// Times a request, under its route: never under its path, which holds ids.
pub(super) async fn count_request(
    State(platform): State<Platform>,
    request: Request,
    next: Next,
) -> Response {
    let began = platform.clock().monotonic();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let labels = RequestLabels {
        method: request.method().as_str().to_owned(),
        route: route.unwrap_or_else(|| "none".into()),
    };
    let response = next.run(request).await;
    let took = platform.clock().monotonic().saturating_sub(began);
    COUNTS.record_request(labels, response.status(), took);
    response
}

/// Everything that was counted, as OpenMetrics text, which Prometheus reads.
pub(super) fn render(outbox_waiting: u64) -> String {
    COUNTS.outbox.set(i64::try_from(outbox_waiting).unwrap_or(i64::MAX));
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = prometheus_client::encoding::text::encode(&mut text, &COUNTS.registry);
    text
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AnswerLabels {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobLabels {
    job: &'static str,
    outcome: &'static str,
}

struct Counts {
    registry: Registry,
    answers: Family<AnswerLabels, Counter>,
    seconds: Family<RequestLabels, Histogram, fn() -> Histogram>,
    busy: Counter,
    operations: Family<OutcomeLabels, Counter>,
    jobs: Family<JobLabels, Counter>,
    outbox: Gauge,
}

/// One per process, as Prometheus scrapes a process.
static COUNTS: LazyLock<Counts> = LazyLock::new(Counts::new);

impl Counts {
    fn new() -> Self {
        let mut registry = Registry::with_prefix("ronghe_platform");
        let seconds: Family<_, _, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(SECONDS));
        let counts = Self {
            answers: Family::default(),
            seconds,
            busy: Counter::default(),
            operations: Family::default(),
            jobs: Family::default(),
            outbox: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register("requests", "Requests by route and status", counts.answers.clone());
        registry.register("request_seconds", "Time to an answer by route", counts.seconds.clone());
        registry.register("busy", "Requests that were told to come back", counts.busy.clone());
        registry.register("operations", "Operations by outcome", counts.operations.clone());
        registry.register("jobs", "Runs of background jobs", counts.jobs.clone());
        registry.register(
            "outbox_waiting",
            "Messages that have yet to reach a neighbour",
            counts.outbox.clone(),
        );
        Self { registry, ..counts }
    }

    fn record_request(&self, labels: RequestLabels, status: StatusCode, took: Duration) {
        self.seconds.get_or_create(&labels).observe(took.as_secs_f64());
        if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE) {
            self.busy.inc();
        }
        let RequestLabels { method, route } = labels;
        let labels = AnswerLabels { method, route, status: status.as_u16() };
        self.answers.get_or_create(&labels).inc();
    }
}

/// From a read of a row to a slow upload.
const SECONDS: [f64; 11] = [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
