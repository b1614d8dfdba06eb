//! The acquisition system of the program over real sockets: its keys, its moods, and what outlives a kill.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use security_unit::PinCost;
use security_unit::metering::{SoftwareKeyMachine, UnitSecret};
use serde_json::{Value, json};
use vocabulary::{Clock as _, SeededEntropy, SystemClock};

use crate::fake_platform::{self, FakePlatform};

const AUTHORITY_KEY: &str = "a-key-of-the-platform";
const CONTROL_KEY: &str = "a-key-for-control";
const PASSPHRASE: &str = "a long passphrase";
const UNIT: &str = "1111111111111111";
const METER: &str = "000000000001";

struct Sims {
    child: Child,
    address: String,
    client: Client<HttpConnector, Full<Bytes>>,
}

impl Sims {
    fn start(folder: &Path, platform: SocketAddr) -> Self {
        let mut child = command(folder, platform).spawn().expect("the program starts");
        let stdout = child.stdout.take().expect("it is piped");
        let mut lines = BufReader::new(stdout).lines().map(|line| line.expect("a line"));
        let marketing = lines.next().expect("the marketing system's address");
        let address = lines.next().expect("the acquisition system's address");
        assert_ne!(marketing, address);
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { child, address, client }
    }

    fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        key: &str,
        body: &Value,
    ) -> Result<(u16, Value), Error> {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.address))
            .header("Authorization", format!("Bearer {key}"))
            .header("Content-Type", "application/json")
            .body(Full::from(body.to_string()))
            .expect("a request");
        let answer = self.client.request(request).await?;
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        Ok((status, serde_json::from_slice(&body).unwrap_or(Value::Null)))
    }

    async fn tell(&self, path: &str, body: Value) {
        let told = self.send(Method::POST, path, CONTROL_KEY, &body).await.expect("an answer");
        assert!((200..300).contains(&told.0), "{path}: {told:?}");
    }

    async fn look(&self, path: &str) -> Value {
        self.send(Method::GET, path, CONTROL_KEY, &Value::Null).await.expect("an answer").1
    }

    async fn ask(&self, request: &Value) -> Result<(u16, Value), Error> {
        self.send(Method::POST, "/acquisition/v1/authorities", AUTHORITY_KEY, request).await
    }

    async fn result(&self, result: &Value) -> Result<(u16, Value), Error> {
        self.send(Method::POST, "/acquisition/v1/results", AUTHORITY_KEY, result).await
    }

    /// Archives the meter and registers the unit.
    async fn furnish(&self) {
        let meter = json!({ "comm_address": METER, "meter_no": METER, "protocol": "dlt645" });
        self.tell("/control/meters", json!({ "meters": [meter] })).await;
        self.tell("/control/units", json!({ "unit": UNIT })).await;
    }

    async fn until(&self, wanted: impl Fn(&Value) -> bool) {
        for _ in 0..1_000 {
            if wanted(&self.look("/control/state").await) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it does not come to that: {}", self.look("/control/state").await);
    }
}

impl Drop for Sims {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(folder: &Path, platform: SocketAddr) -> Command {
    let machine = folder.join("key-machine.json");
    if !machine.exists() {
        let secret = UnitSecret::from_passphrase(PASSPHRASE).expect("long enough");
        let entropy = Arc::new(SeededEntropy::new(5));
        SoftwareKeyMachine::create(entropy, &machine, &secret, PinCost::SIMULATION)
            .map(drop)
            .expect("made");
        std::fs::write(folder.join("passphrase"), format!("{PASSPHRASE}\n")).expect("written");
    }
    let config = folder.join("neighbours.toml");
    let text = format!(
        r#"
        [marketing]
        listen = "127.0.0.1:0"
        ledger = "marketing.jsonl"
        platform = "http://{platform}"
        platform_key = "{key}"
        control_key = "{CONTROL_KEY}"
        [acquisition]
        listen = "127.0.0.1:0"
        ledger = "acquisition.jsonl"
        key_machine = "key-machine.json"
        passphrase_file = "passphrase"
        platform = "http://{platform}"
        platform_key = "{key}"
        authority_key = "{AUTHORITY_KEY}"
        control_key = "{CONTROL_KEY}"
        retry_first_ms = 20
        retry_max_ms = 200
        "#,
        key = fake_platform::KEY,
    );
    std::fs::write(&config, text).expect("writes");
    let mut command = Command::new(env!("CARGO_BIN_EXE_neighbour-sims"));
    command.arg("--config").arg(config).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn request() -> Value {
    json!({
        "authorisation": "019a0000-0000-7000-8000-000000000001", "order_no": "1302000100000001",
        "unit": UNIT, "comm_address": METER, "command": "trip", "executor": "T0123",
        "approver": "T0100", "not_after": SystemClock::new().now().plus(vocabulary::minutes(5)),
    })
}

fn result() -> Value {
    json!({
        "work": "019a0000-0000-7000-8000-000000000002", "comm_address": METER, "command": "trip",
        "outcome": "done", "before": {"relay": "closed"}, "after": {"relay": "open"},
    })
}

fn any_port() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

#[tokio::test]
async fn meters_reach_the_platform_when_it_is_there_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let away = FakePlatform::start(any_port()).await.address;
    let sims = Sims::start(folder.path(), away);
    sims.furnish().await;
    sims.kill();
    let platform = FakePlatform::start(away).await;
    let sims = Sims::start(folder.path(), platform.address);
    sims.until(|totals| totals["posts_taken"] == 1).await;
    let meter = &platform.bodies()[0]["meters"][0];
    assert_eq!(
        *meter,
        json!({
            "comm_address": METER, "meter_no": METER, "revision": 1, "protocol": "dlt645",
            "phases": 1, "keys": "public",
        })
    );
}

#[tokio::test]
async fn material_is_for_who_shows_the_key_and_no_is_a_problem() {
    let folder = tempfile::tempdir().expect("a folder");
    let platform = FakePlatform::start(any_port()).await;
    let sims = Sims::start(folder.path(), platform.address);
    sims.furnish().await;
    let (status, given) = sims.ask(&request()).await.expect("an answer");
    assert_eq!(status, 200, "{given}");
    assert_eq!(given["material"]["identity"].as_str().map(str::len), Some(96));
    let log = sims.look("/control/given").await;
    assert_eq!(log[0]["authorisation"], request()["authorisation"]);
    assert_eq!(log[0].get("material"), None);

    let doors = ["/acquisition/v1/authorities", "/acquisition/v1/results"];
    for path in doors {
        let asked = sims.send(Method::POST, path, CONTROL_KEY, &request()).await;
        assert_eq!(asked.expect("an answer").0, 401, "{path}");
    }
    for path in ["state", "given", "results", "meters/000000000001"] {
        let path = format!("/control/{path}");
        let asked = sims.send(Method::GET, &path, AUTHORITY_KEY, &Value::Null).await;
        assert_eq!(asked.expect("an answer").0, 401, "{path}");
    }
    let mut stranger = request();
    stranger["comm_address"] = json!("000000000009");
    let (status, problem) = sims.ask(&stranger).await.expect("an answer");
    assert_eq!((status, problem["code"].as_str()), (422, Some("meter_unknown")));
    assert_eq!(problem["type"], "urn:acquisition:problem:meter_unknown");
    for (body, expect) in [(json!({}), 422), (json!("trip"), 422)] {
        assert_eq!(sims.ask(&body).await.expect("an answer").0, expect, "{body}");
    }
    let mut used = request();
    used["command"] = json!("direct_close");
    assert_eq!(sims.ask(&used).await.expect("an answer").0, 409);
}

#[tokio::test]
async fn a_result_is_kept_once_whatever_mood_it_met() {
    let folder = tempfile::tempdir().expect("a folder");
    let platform = FakePlatform::start(any_port()).await;
    let sims = Sims::start(folder.path(), platform.address);
    sims.furnish().await;
    sims.tell("/control/mood", json!({})).await;
    assert_eq!(sims.result(&result()).await.expect("an answer").0, 503);
    sims.tell("/control/mood", json!({ "mood": "silent" })).await;
    sims.result(&result()).await.expect_err("no answer");
    sims.ask(&request()).await.expect_err("no answer");
    assert_eq!(sims.look("/control/state").await["results"], 0);
    sims.tell("/control/mood", json!({ "mood": "answer_lost" })).await;
    sims.result(&result()).await.expect_err("no answer");
    sims.kill();

    let sims = Sims::start(folder.path(), platform.address);
    assert_eq!(sims.look("/control/state").await["results"], 1, "it was taken");
    sims.tell("/control/well", json!(null)).await;
    assert_eq!(sims.result(&result()).await.expect("an answer").0, 200);
    let mut other = result();
    other["after"] = json!({});
    let (status, problem) = sims.result(&other).await.expect("an answer");
    assert_eq!((status, problem["code"].as_str()), (409, Some("work_reused")));
    let seen = sims.look("/control/results").await;
    assert_eq!(
        (seen[0]["work"].clone(), seen[0]["copies"].clone()),
        (result()["work"].clone(), json!(2))
    );

    let refuse = json!({ "comm_address": METER, "reason": "表计已销户" });
    sims.tell("/control/refuse", refuse).await;
    other["work"] = json!("019a0000-0000-7000-8000-000000000003");
    let (status, problem) = sims.result(&other).await.expect("an answer");
    assert_eq!((status, problem["code"].as_str()), (422, Some("business_rule")));
    sims.tell("/control/accept", json!({ "comm_address": METER })).await;
    assert_eq!(sims.result(&other).await.expect("an answer").0, 200);
}

#[tokio::test]
async fn tasks_come_after_their_meters_and_every_line_keeps_its_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let away = FakePlatform::start(any_port()).await.address;
    let sims = Sims::start(folder.path(), away);
    sims.furnish().await;
    let tasks = [task("CJ-1"), task("CJ-9")];
    sims.tell("/control/tasks", json!({ "tasks": tasks })).await;
    sims.tell("/control/tasks/CJ-1/cancel", json!({ "remark": "远程已补抄成功" })).await;
    for (path, body, expect) in [
        ("/control/tasks", json!({ "tasks": [task("CJ-1")] }), 409),
        ("/control/tasks", json!({ "tasks": [task("no number")] }), 422),
        ("/control/tasks", json!({ "tasks": [] }), 422),
        ("/control/tasks/CJ-2/cancel", json!({}), 404),
    ] {
        let asked = sims.send(Method::POST, path, CONTROL_KEY, &body).await.expect("an answer");
        assert_eq!(asked.0, expect, "{path} {body}");
    }
    sims.kill();

    let platform = FakePlatform::start(away).await;
    let sims = Sims::start(folder.path(), platform.address);
    sims.until(|totals| totals["posts_taken"] == 3).await;
    let bodies = platform.bodies();
    assert!(bodies[0]["meters"].is_array(), "{bodies:?}");
    let first = &bodies[1]["tasks"][0];
    assert_eq!((&first["task_no"], &first["version"]), (&json!("CJ-1"), &json!(1)));
    assert_eq!((&first["kind"], &first["work"]), (&json!("new"), &json!("re_read")));
    assert!(first["valid_until"].as_i64() > first["at"].as_i64(), "three days from now: {first}");
    let called_off = json!({
        "task_no": "CJ-1", "version": 2, "kind": "cancel", "at": bodies[2]["tasks"][0]["at"],
        "remark": "远程已补抄成功",
    });
    assert_eq!(bodies[2]["tasks"], json!([called_off]));

    let shown = sims.look("/control/tasks/CJ-1").await;
    let outcomes = [0, 1].map(|line| shown["lines"][line]["answer"]["outcome"].clone());
    assert_eq!(outcomes, [json!("applied"), json!("applied")]);
    let refused = sims.look("/control/tasks/CJ-9").await;
    assert_eq!(refused["lines"][0]["answer"]["word"], "meter_unknown");
    let totals = sims.look("/control/state").await;
    assert_eq!((&totals["tasks"], &totals["task_lines_refused"]), (&json!(2), &json!(1)));
    assert_eq!(sims.look("/control/tasks").await.as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_task_has_one_result_over_kills_and_lost_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let platform = FakePlatform::start(any_port()).await;
    let sims = Sims::start(folder.path(), platform.address);
    sims.furnish().await;
    sims.tell("/control/tasks", json!({ "tasks": [task("CJ-1")] })).await;
    let result = json!({
        "task_no": "CJ-1", "outcome": "done", "works": ["019a0000-0000-7000-8000-000000000002"],
        "readings": { "total": "1234.56", "tariffs": [] }, "performer": "T0123",
    });
    let send = async |sims: &Sims, body: &Value| {
        sims.send(Method::POST, "/acquisition/v1/task-results", AUTHORITY_KEY, body).await
    };
    let stranger = sims
        .send(Method::POST, "/acquisition/v1/task-results", CONTROL_KEY, &result)
        .await
        .expect("an answer");
    assert_eq!(stranger.0, 401);
    let mut unknown = result.clone();
    unknown["task_no"] = json!("CJ-2");
    let (status, problem) = send(&sims, &unknown).await.expect("an answer");
    assert_eq!((status, problem["code"].as_str()), (422, Some("task_unknown")));
    let refuse = json!({ "comm_address": METER, "reason": "表计已销户" });
    sims.tell("/control/refuse", refuse).await;
    let (status, problem) = send(&sims, &result).await.expect("an answer");
    assert_eq!((status, problem["code"].as_str()), (422, Some("business_rule")));
    sims.tell("/control/accept", json!({ "comm_address": METER })).await;

    sims.tell("/control/mood", json!({ "mood": "answer_lost" })).await;
    send(&sims, &result).await.expect_err("no answer");
    sims.kill();
    let sims = Sims::start(folder.path(), platform.address);
    sims.tell("/control/well", json!(null)).await;
    assert_eq!(send(&sims, &result).await.expect("an answer").0, 200);
    let mut other = result.clone();
    other["outcome"] = json!("run_out");
    let (status, problem) = send(&sims, &other).await.expect("an answer");
    assert_eq!((status, problem["code"].as_str()), (409, Some("task_reused")));
    let shown = sims.look("/control/tasks/CJ-1").await;
    assert_eq!(
        (&shown["result"]["outcome"], &shown["result"]["copies"]),
        (&json!("done"), &json!(2))
    );
    assert_eq!(shown["result"]["performer"], "T0123");
    let totals = sims.look("/control/state").await;
    let counted = ["task_results", "task_result_duplicates", "task_results_refused"]
        .map(|name| totals[name].as_u64());
    assert_eq!(counted, [Some(1), Some(1), Some(3)]);
}

fn task(task_no: &str) -> Value {
    json!({
        "task_no": task_no, "comm_address": METER, "work": "re_read",
        "reason": "no_reading_for_days", "days_without_reading": 3,
    })
}

#[tokio::test]
async fn a_wrong_passphrase_stops_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let platform = FakePlatform::start(any_port()).await;
    let mut command = command(folder.path(), platform.address);
    std::fs::write(folder.path().join("passphrase"), "another long passphrase").expect("written");
    assert_eq!(command.status().expect("it runs").code(), Some(1));
}
