//! The office: console calls through the router.

use axum::Router;
use axum::body::Body;
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::setup::Desk;

/// Calls the console's API as somebody of the office.
///
/// # Errors
/// The status and the problem, where the platform says no.
pub async fn call(
    router: &Router,
    desk: Desk,
    method: Method,
    path: &str,
    body: Option<Value>,
    key: &str,
) -> Result<Value, (StatusCode, Value)> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("cookie", format!("ronghe_session={}", desk.token()))
        .header("x-ronghe-csrf", "csrf")
        .header("idempotency-key", key)
        .header("content-type", "application/json")
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())));
    let broken = |error: &dyn std::fmt::Display| {
        (StatusCode::SERVICE_UNAVAILABLE, json!({ "detail": error.to_string() }))
    };
    let request = request.map_err(|error| broken(&error))?;
    let answer = router.clone().oneshot(request).await.map_err(|error| broken(&error))?;
    let status = answer.status();
    let bytes = answer.into_body().collect().await.map_err(|error| broken(&error))?.to_bytes();
    let value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    if status.is_success() { Ok(value) } else { Err((status, value)) }
}

/// Reads a list or an item.
///
/// # Errors
/// As [`call`].
pub async fn get(router: &Router, desk: Desk, path: &str) -> Result<Value, (StatusCode, Value)> {
    call(router, desk, Method::GET, path, None, "read").await
}

/// The orders of a state, as the list has them; none where the platform does not answer.
pub async fn orders(router: &Router, desk: Desk, state: &str) -> Vec<Value> {
    let list = get(router, desk, &format!("/api/v1/orders?state={state}&limit=50")).await;
    list.ok().and_then(|list| list["items"].as_array().cloned()).unwrap_or_default()
}

/// The stages of a list's orders that somebody has to do, each with its order.
pub fn open_stages(orders: &[Value]) -> impl Iterator<Item = (&Value, &Value)> {
    let stages = orders.iter().flat_map(|order| {
        order["stages"].as_array().into_iter().flatten().map(move |stage| (order, stage))
    });
    stages
        .filter(|(_, stage)| !["submitted", "reviewed"].iter().any(|over| stage["state"] == *over))
}
