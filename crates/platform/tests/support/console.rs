//! A page in the browser of somebody who has signed in.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

use super::{Bench, Reply};

pub struct Console<'b> {
    bench: &'b Bench,
    pub cookie: String,
    pub csrf: String,
}

/// Keys that were used so far; each command has a new one.
static KEYS: AtomicU32 = AtomicU32::new(0);

impl<'b> Console<'b> {
    pub fn new(bench: &'b Bench, cookie: String, csrf: String) -> Self {
        Self { bench, cookie, csrf }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, "", None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.command("POST", path, body).await
    }

    pub async fn command(&self, method: &str, path: &str, body: Value) -> Reply {
        let key = format!("key-{}", KEYS.fetch_add(1, Ordering::Relaxed));
        self.send(method, path, &key, Some(body)).await
    }

    /// A command with a key that was chosen.
    pub async fn keyed(&self, key: &str, path: &str, body: Value) -> Reply {
        self.send("POST", path, key, Some(body)).await
    }

    pub async fn send(&self, method: &str, path: &str, key: &str, body: Option<Value>) -> Reply {
        let headers =
            [("cookie", &*self.cookie), ("x-ronghe-csrf", &*self.csrf), ("idempotency-key", key)];
        self.bench.send(method, path, &headers, body).await
    }
}
