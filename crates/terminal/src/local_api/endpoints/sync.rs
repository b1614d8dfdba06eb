//! `POST /local/v1/sync` wakes the sync; what it brings comes as events.

use axum::extract::State;

use super::Done;
use crate::local_api::At;
use crate::local_api::extract::Json;

pub async fn wake(State(at): State<At>) -> Json<Done> {
    at.shared.wake.notify_one();
    Json(Done {})
}
