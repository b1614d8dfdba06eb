//! `GET /local/v1/events`: what has changed, as server-sent events.

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{KeepAlive, Sse};

use crate::local_api::At;

pub async fn follow(State(at): State<At>) -> impl IntoResponse {
    Sse::new(at.shared.changes.events()).keep_alive(KeepAlive::default())
}
