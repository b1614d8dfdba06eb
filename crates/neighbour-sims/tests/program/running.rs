//! The program as a child process that can be killed, and a client for it.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use crate::fake_platform;

pub const CONTROL_KEY: &str = "a-key-for-control";
pub const RESULTS_KEY: &str = "a-key-for-results";

pub struct Running {
    child: Child,
    address: String,
    client: Client<HttpConnector, Full<Bytes>>,
}

impl Running {
    /// Starts the program on a free port with the ledger in `folder`.
    pub fn start(folder: &Path, platform: SocketAddr) -> Self {
        let mut child = command(folder, platform).spawn().expect("the program starts");
        let stdout = child.stdout.take().expect("it is piped");
        let mut address = String::new();
        BufReader::new(stdout).read_line(&mut address).expect("a line");
        let address = address.trim().to_owned();
        assert!(address.starts_with("http://127.0.0.1:"), "it says where it listens: {address:?}");
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { child, address, client }
    }

    /// SIGKILL: no chance to write anything.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    pub async fn stop(&mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs");
        assert!(told.success());
        for _ in 0..POLLS {
            if let Some(status) = self.child.try_wait().expect("a child of ours") {
                return status;
            }
            tokio::time::sleep(POLL).await;
        }
        panic!("it does not stop");
    }

    pub async fn get(&self, path: &str) -> (StatusCode, Value) {
        let request = self.request(Method::GET, path, CONTROL_KEY).body(Full::default());
        self.send(request.expect("a request")).await.expect("an answer")
    }

    pub async fn command(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let request = self.request(Method::POST, path, CONTROL_KEY);
        let request = request.header("Content-Type", "application/json");
        let body = Full::from(body.to_string());
        self.send(request.body(body).expect("a request")).await.expect("an answer")
    }

    pub async fn result(&self, key: &str, body: &Value) -> Result<(StatusCode, Value), Error> {
        let request = self.request(Method::POST, "/results", RESULTS_KEY);
        let request =
            request.header("Content-Type", "application/json").header("Idempotency-Key", key);
        self.send(request.body(Full::from(body.to_string())).expect("a request")).await
    }

    pub async fn hand_over(&self, order_no: &str) -> u64 {
        let (status, body) = self.command("/control/orders", &application(order_no)).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
        body["n"].as_u64().expect("a number")
    }

    /// Asks for the totals until they are as wanted.
    pub async fn until(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut totals = Value::Null;
        for _ in 0..POLLS {
            totals = self.get("/control/state").await.1;
            if wanted(&totals) {
                return totals;
            }
            tokio::time::sleep(POLL).await;
        }
        panic!("it does not come to that: {totals}");
    }

    pub fn request(&self, method: Method, path: &str, key: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.address))
            .header("Authorization", format!("Bearer {key}"))
    }

    /// The body as JSON, or as a text where it is none.
    pub async fn send(&self, request: Request<Full<Bytes>>) -> Result<(StatusCode, Value), Error> {
        let answer = self.client.request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        let json = serde_json::from_slice(&body)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&body).into_owned()));
        Ok((status, json))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, told everything by a file in `folder`.
pub fn command(folder: &Path, platform: SocketAddr) -> Command {
    let config = folder.join("neighbours.toml");
    let text = format!(
        r#"
        [marketing]
        listen = "127.0.0.1:0"
        ledger = "marketing.jsonl"
        platform = "http://{platform}"
        platform_key = "{}"
        results_key = "{RESULTS_KEY}"
        control_key = "{CONTROL_KEY}"
        retry_first_ms = 20
        retry_max_ms = 200
        "#,
        fake_platform::KEY,
    );
    std::fs::write(&config, text).expect("writes");
    let mut command = Command::new(env!("CARGO_BIN_EXE_neighbour-sims"));
    command.arg("--config").arg(config).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

pub fn application(order_no: &str) -> Value {
    json!({
        "order_no": order_no,
        "data": {
            "applicant": {"name": "张伟", "id_no": "130202199001011234", "mobile": "13800000000"},
            "address": "路北区建设路1号",
            "area_code": "130203001-0001",
            "lon": 118.18,
            "lat": 39.63,
            "requested_capacity_w": 8_000,
            "usage_class": "residential",
            "tariff": "residential_tiered",
            "supply_voltage": 220,
        },
    })
}

pub fn finished(order_no: &str, message: &str) -> Value {
    json!({
        "message": message,
        "order_no": order_no,
        "kind": "order_finished",
        "order": "0190a1b2-0000-7000-8000-000000000001",
        "stages": [{"stage": "acceptance"}],
        "evidence": [{
            "attachment": "0190a1b2-0000-7000-8000-000000000002",
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "size": 1024,
            "mime": "image/jpeg",
            "stage": "acceptance",
        }],
        "at": 1_700_000_000_000_000_i64,
    })
}

const POLLS: u32 = 1_000;
const POLL: Duration = Duration::from_millis(10);
