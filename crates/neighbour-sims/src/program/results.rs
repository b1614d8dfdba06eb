//! `POST /results`: takes the results of orders.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router, middleware};
use http::{HeaderMap, StatusCode};
use neighbour_sims::marketing::{ResultAnswer, ResultMessage};

use crate::body::Body;
use crate::desk::{Desk, Marketing};
use crate::key::{self, Key};
use crate::refusal::Refusal;
use crate::server::HangUp;

/// Without a key nobody is asked for one.
pub fn router(desk: &Arc<Desk<Marketing>>, key: Option<Key>) -> Router {
    let results = Router::new()
        .route("/results", post(take))
        .layer(DefaultBodyLimit::max(RESULT_LEN_MAX))
        .layer(middleware::from_fn_with_state(Arc::clone(desk), out_of_service))
        .with_state(Arc::clone(desk));
    match key {
        Some(key) => results.layer(middleware::from_fn_with_state(key, key::ask_for)),
        None => results,
    }
}

async fn take(
    State(desk): State<Arc<Desk<Marketing>>>,
    headers: HeaderMap,
    Body(result): Body<ResultMessage>,
) -> Result<Response, Refusal> {
    let key = headers.get("Idempotency-Key").and_then(|key| key.to_str().ok());
    let Some(key) = key.map(ToOwned::to_owned) else {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "key_missing", "no Idempotency-Key"));
    };
    let answer = desk.ask(move |now, system| system.take_result(now, &key, result)).await?;
    Ok(response(&answer))
}

/// A system that is down does not read what it is sent.
async fn out_of_service(
    State(desk): State<Arc<Desk<Marketing>>>,
    request: Request,
    next: middleware::Next,
) -> Response {
    match desk.ask(|now, system| system.out_of_service(now)).await {
        Some(answer) => response(&answer),
        None => next.run(request).await,
    }
}

fn response(answer: &ResultAnswer) -> Response {
    let Some((status, body)) = answer.to_http() else {
        let mut response = Response::default();
        response.extensions_mut().insert(HangUp);
        return response;
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(body)).into_response()
}

/// Forms and evidence index of one order, with room.
const RESULT_LEN_MAX: usize = 1 << 20;
