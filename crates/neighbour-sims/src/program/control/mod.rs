//! `/control`: what a clerk, or the world around the marketing system, does to it.

mod customers;
mod messages;
mod moods;
mod orders;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use neighbour_sims::marketing::Totals;

use crate::config;
use crate::desk::{Desk, Marketing};
use crate::key;
use crate::platform::Platform;

pub fn router(
    desk: &Arc<Desk<Marketing>>,
    platform: &Platform,
    config: &config::Marketing,
) -> Router {
    let repeating = Router::new()
        .route("/control/messages/{n}/repeat", post(messages::repeat))
        .with_state((Arc::clone(desk), platform.clone()));
    Router::new()
        .route("/control/state", get(state))
        .route(
            "/control/customers",
            post(customers::tell).layer(DefaultBodyLimit::max(CUSTOMERS_LEN_MAX)),
        )
        .route("/control/orders", post(orders::hand_over))
        .route("/control/orders/{order_no}", get(orders::show))
        .route("/control/orders/{order_no}/change", post(orders::change))
        .route("/control/orders/{order_no}/cancel", post(orders::cancel))
        .route("/control/orders/{order_no}/roll_back", post(orders::roll_back))
        .route("/control/orders/{order_no}/urge", post(orders::urge))
        .route("/control/down", post(moods::go_down))
        .route("/control/up", post(moods::come_up))
        .route("/control/refuse", post(moods::refuse))
        .route("/control/accept", post(moods::accept))
        .with_state(Arc::clone(desk))
        .merge(repeating)
        .layer(DefaultBodyLimit::max(COMMAND_LEN_MAX))
        .layer(middleware::from_fn_with_state(config.control_key.clone(), key::ask_for))
        .route("/healthz", get(async || "ok\n"))
}

async fn state(State(desk): State<Arc<Desk<Marketing>>>) -> Json<Totals> {
    Json(desk.ask(|_, system| system.totals()).await)
}

const COMMAND_LEN_MAX: usize = 256 << 10;
const CUSTOMERS_LEN_MAX: usize = 2 << 20;
