//! A platform that takes messages as the contract says: once per key, and the later copies as duplicates.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub const KEY: &str = "a-key-for-the-platform";

#[derive(Default)]
pub struct Seen {
    /// Every request that came: its body and correlation id.
    pub requests: Vec<(Value, String)>,
    keys: BTreeSet<(String, String, u64)>,
    /// Answered instead of taking anything.
    pub status: Option<StatusCode>,
}

pub struct FakePlatform {
    pub address: SocketAddr,
    pub seen: Arc<Mutex<Seen>>,
    serving: JoinHandle<()>,
}

impl FakePlatform {
    pub async fn start(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Seen::default()));
        let router = Router::new()
            .route("/neighbours/v1/marketing/messages", post(take))
            .route("/neighbours/v1/acquisition/meters", post(take_meters))
            .route("/neighbours/v1/acquisition/tasks", post(take_tasks))
            .with_state(Arc::clone(&seen));
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("serves");
        });
        Self { address, seen, serving }
    }

    pub fn answer_all_with(&self, status: Option<StatusCode>) {
        self.seen.lock().expect("not poisoned").status = status;
    }

    pub fn bodies(&self) -> Vec<Value> {
        let seen = self.seen.lock().expect("not poisoned");
        seen.requests.iter().map(|(body, _)| body.clone()).collect()
    }
}

impl Drop for FakePlatform {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn take(
    State(seen): State<Arc<Mutex<Seen>>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> (StatusCode, Json<Value>) {
    let mut seen = seen.lock().expect("not poisoned");
    let correlation = headers["x-correlation-id"].to_str().expect("a text").to_owned();
    if headers["authorization"] != format!("Bearer {KEY}") {
        return (StatusCode::UNAUTHORIZED, Json(json!({"code": "key-unknown"})));
    }
    seen.requests.push((body.clone(), correlation));
    if let Some(status) = seen.status {
        return (status, Json(json!({"code": "told-so"})));
    }
    let text = |name: &str| body[name].as_str().expect("a text").to_owned();
    let key = (text("order_no"), text("stage"), body["version"].as_u64().expect("a number"));
    let outcome = if seen.keys.insert(key) { "applied" } else { "duplicate" };
    (StatusCode::OK, Json(json!({"outcome": outcome, "order": "an-order"})))
}

async fn take_meters(
    State(seen): State<Arc<Mutex<Seen>>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Json<Value> {
    let correlation = headers["x-correlation-id"].to_str().expect("a text").to_owned();
    let mut seen = seen.lock().expect("not poisoned");
    seen.requests.push((body, correlation));
    Json(json!({"outcome": "applied"}))
}

/// Takes every task but those whose numbers end with a 9.
async fn take_tasks(
    State(seen): State<Arc<Mutex<Seen>>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Json<Value> {
    let correlation = headers["x-correlation-id"].to_str().expect("a text").to_owned();
    let answers: Vec<Value> = body["tasks"]
        .as_array()
        .expect("tasks")
        .iter()
        .map(|line| match line["task_no"].as_str().expect("a number").ends_with('9') {
            true => {
                json!({"outcome": "refused", "word": "meter_unknown", "reason": "no such meter"})
            }
            false => json!({"outcome": "applied", "order": "an-order"}),
        })
        .collect();
    let mut seen = seen.lock().expect("not poisoned");
    seen.requests.push((body, correlation));
    Json(json!({"outcome": "applied", "answers": answers}))
}
