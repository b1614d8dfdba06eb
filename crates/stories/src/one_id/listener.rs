//! The marketing system's door for results, over a real socket: it remembers under which ids it was asked.

use std::net::Ipv4Addr;
use std::sync::Arc;

use anyhow::Context as _;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use http::{HeaderMap, StatusCode};
use neighbour_sims::marketing::{Entry, MarketingSystem};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use vocabulary::{Clock as _, ManualClock};

use crate::world::World;

/// Listens in front of a world's marketing system.
pub struct Listener {
    pub url: String,
    door: Arc<Door>,
}

struct Door {
    marketing: Arc<Mutex<MarketingSystem<Vec<Entry>>>>,
    clock: Arc<ManualClock>,
    heard: Mutex<Vec<String>>,
}

impl Listener {
    pub async fn begin(world: &World) -> anyhow::Result<Self> {
        let door = Arc::new(Door {
            marketing: Arc::clone(&world.marketing),
            clock: Arc::clone(&world.clock),
            heard: Mutex::default(),
        });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let router = Router::new().route("/results", post(take)).with_state(Arc::clone(&door));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { url, door })
    }

    /// The ids so far, in order.
    pub async fn heard(&self) -> Vec<String> {
        self.door.heard.lock().await.clone()
    }
}

async fn take(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Value>) {
    let told = |name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
    door.heard.lock().await.push(told("x-correlation-id").unwrap_or_default());
    let answer = async {
        let key = told("idempotency-key").context("a key")?;
        let result = serde_json::from_slice(&body)?;
        let taken = door.marketing.lock().await.take_result(door.clock.now(), &key, result)?;
        let (status, body) = taken.to_http().context("an answer")?;
        anyhow::Ok((StatusCode::from_u16(status)?, Json(body)))
    };
    answer.await.unwrap_or_else(|fault| {
        (StatusCode::INTERNAL_SERVER_ERROR, Json(Value::from(fault.to_string())))
    })
}
