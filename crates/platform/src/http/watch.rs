//! For whoever watches the platform: is it alive, what has it counted, how does its API look.

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header;
use platform_store::neighbours;
use serde_json::{Value, json};
use std::sync::Arc;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::{Json, Peer, Problem, ProblemKind, metrics};
use crate::Platform;

/// Not part of the API's own description: these say how the API is, not what it does.
pub(super) fn routes(api: OpenApi) -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .route("/healthz", get(health))
        .route("/metrics", get(scrape))
        .route("/openapi.json", get(describe))
        .layer(Extension(Arc::new(api)))
}

/// The platform can read its data.
async fn health(State(platform): State<Platform>) -> Result<Json<Value>, Problem> {
    platform.store().read().await?.finish().await?;
    Ok(Json(json!({ "status": "ok", "epoch": platform.epoch() })))
}

/// OpenMetrics text. A scraper has no session, so it is its place that is asked for: this machine.
async fn scrape(State(platform): State<Platform>, Peer(peer): Peer) -> Result<Response, Problem> {
    if !peer.to_canonical().is_loopback() {
        let detail = "metrics are read on the platform's own machine";
        return Err(Problem::new(ProblemKind::NotAllowed, detail));
    }
    let mut snapshot = platform.store().read().await?;
    let waiting = neighbours::count_waiting(&mut snapshot.tx(), platform.org()).await?;
    snapshot.finish().await?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], metrics::render(waiting)).into_response())
}

/// The API's description: OpenAPI, as `docs/openapi/platform.json` has it.
async fn describe(Extension(api): Extension<Arc<OpenApi>>) -> Json<OpenApi> {
    Json((*api).clone())
}
