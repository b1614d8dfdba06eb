//! How HTTP looks: problems, callers, correlation, limits, and the router that puts the areas together.

mod caller;
mod command;
mod correlation;
mod extract;
mod idempotent;
pub mod metrics;
mod openapi;
mod packed;
mod page;
mod pages;
mod peer;
mod problem;
mod reason;
mod secure_cookies;
mod throttle;
mod watch;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

pub use caller::{ConsoleCaller, NeighbourCaller, SignedInTerminal, TerminalCaller};
pub use command::ConsoleCommand;
pub use correlation::Correlation;
pub use extract::{Json, Path, Query};
pub use idempotent::{IdempotencyKey, Once, RememberAnswer, answer_once, answered};
pub use packed::{packed, takes_zstd};
pub use page::{Page, PageQuery};
pub use pages::with_pages;
pub use peer::Peer;
pub use problem::{Problem, ProblemBody, ProblemKind};
pub use reason::Reason;
pub use secure_cookies::secure_cookies;
pub use throttle::{Rate, Throttle};

use crate::{
    Platform, audit, calendar, customers, fleet, identity, metering, neighbours, orders, people,
};

/// The whole API.
pub fn router(platform: Platform) -> Router {
    let (areas, api) = areas().split_for_parts();
    let (watch, _) = watch::routes(api).split_for_parts();
    areas
        .merge(watch)
        .fallback(|| async { Problem::new(ProblemKind::NotFound, "no such path") })
        .layer(DefaultBodyLimit::max(platform.limits().json_bytes_max))
        .layer(from_fn(extract::refuse_nul))
        .layer(from_fn_with_state(platform.clone(), metrics::count_request))
        .layer(from_fn_with_state(platform.clone(), correlation::correlate))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .with_state(platform)
}

/// The API's description.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    areas().into_openapi()
}

/// Every endpoint with its description: one cannot be there without the other.
fn areas() -> OpenApiRouter<Platform> {
    OpenApiRouter::with_openapi(openapi::Api::openapi())
        .merge(audit::routes())
        .merge(calendar::routes())
        .merge(customers::routes())
        .merge(fleet::routes())
        .merge(identity::routes())
        .merge(metering::routes())
        .merge(people::routes())
        .merge(orders::routes())
        .merge(neighbours::routes())
}
