//! The same through the local API, as the metering app's page sees it: the words of docs/api-design.md.

use std::sync::Arc;

use security_unit::FakeSlot;
use serde_json::{Value, json};
use terminal::Agent;
use terminal::local_api::{self, LocalApi, Loopback, Parts, Slots};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use vocabulary::MeterCommand;

use super::page::Page;
use super::site::{METER, Site};

const METERING: &str = "/local/v1/metering";

/// A page past its entry, and the API behind it.
struct Opened {
    page: Arc<Page>,
    stop: watch::Sender<bool>,
}

impl Opened {
    async fn new(site: &Site, agent: Arc<Agent>) -> Self {
        let operator = Arc::new(FakeSlot::default());
        operator.insert(Arc::clone(&site.bench.card));
        let origin = Loopback::bind(0).await.expect("a port");
        let folder = site.bench.folder.path();
        let parts = Parts {
            agent,
            slots: Slots { operator, second: Arc::new(FakeSlot::default()) },
            launcher: local_api::Page { port: origin.port(), folder: folder.join("pages") },
            apps: Vec::new(),
            entry_file: folder.join("entry.url"),
        };
        let api = LocalApi::open(parts).await.expect("opened");
        let url = api.entry_url().expect("written");
        let (stop, stopped) = watch::channel(false);
        let (watching, watched) = (api.clone(), stopped.clone());
        tokio::spawn(async move { watching.watch_metering(watched).await });
        tokio::spawn(async move { api.serve(vec![origin], stopped).await });
        let page = tokio::task::spawn_blocking(move || Page::enter(&url)).await.expect("entered");
        Self { page: Arc::new(page), stop }
    }

    /// Status and body.
    async fn asks(&self, method: &'static str, path: &str, body: Option<Value>) -> (u16, Value) {
        let (page, path) = (Arc::clone(&self.page), path.to_owned());
        let asking = tokio::task::spawn_blocking(move || {
            let asked = page.asks(method, &path);
            let answer = match &body {
                Some(body) => asked.json(body).send(),
                None => asked.send(),
            };
            let body = if answer.body.is_empty() { Value::Null } else { answer.json() };
            (answer.status, body)
        });
        asking.await.expect("answered")
    }

    async fn gets(&self, path: &str) -> Value {
        let (status, body) = self.asks("GET", &format!("{METERING}{path}"), None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    async fn posts(&self, path: &str, body: Value) -> (u16, Value) {
        self.asks("POST", &format!("{METERING}{path}"), Some(body)).await
    }

    /// Whether a run that is begun now is told of as an event.
    async fn hears_of(&self, topic: &str, run: Value) -> bool {
        let address = ("127.0.0.1", self.page.port);
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let head = format!(
            "GET /local/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\
             Origin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n",
            port = self.page.port,
            cookie = self.page.cookie,
        );
        stream.write_all(head.as_bytes()).await.expect("sent");
        let (mut heard, mut buffer) = (String::new(), [0; 512]);
        let mut begun = false;
        let hearing = async {
            while !heard.contains(&format!("event: {topic}")) {
                let len = stream.read(&mut buffer).await.expect("it goes on");
                assert!(len > 0, "the stream ended: {heard}");
                heard.push_str(&String::from_utf8_lossy(&buffer[..len]));
                // The stream's own head says that it listens.
                if !std::mem::replace(&mut begun, true) {
                    assert_eq!(self.posts("/runs", run.clone()).await.0, 202);
                }
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), hearing).await.is_ok()
    }

    async fn run_to_its_end(&self) -> Value {
        loop {
            let run = self.gets("/run").await;
            if run["state"] == "ended" {
                return run;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_opens_the_card_runs_and_sees_the_record() {
    let site = Site::new(81).await;
    let agent = site.start().await.expect("started");
    agent.enrol("123456").await.expect("enrolled");
    let opened = Opened::new(&site, Arc::clone(&agent)).await;

    let state = opened.gets("").await;
    assert_eq!(
        (&state["may"], &state["why"], &state["run"]),
        (&json!(true), &Value::Null, &Value::Null)
    );
    assert_eq!(state["links"], json!([{ "link": "head", "kind": "tcp", "title": "红外" }]));
    assert_eq!(state["operator_card"], json!({ "is_in": true }));
    assert_eq!(state["unit"]["serial"], "1111111111111111");
    let locked = opened.posts("/runs", json!({ "command": "read", "link": "head" })).await;
    assert_eq!((locked.0, &locked.1["code"]), (409, &json!("locked")));

    let pin = json!({ "pin": "135790" });
    assert_eq!(opened.asks("POST", "/local/v1/unlock", Some(pin.clone())).await.0, 200);
    agent.sync_once().await.expect("synced");
    assert_eq!(opened.gets("").await["switched_off"], json!([]));
    site.bench.platform.state().office.switched_off.push(MeterCommand::Recharge);
    agent.sync_once().await.expect("synced");
    assert_eq!(opened.gets("").await["switched_off"], json!(["recharge"]));
    let wrong = opened.posts("/business-card", json!({ "pin": "000000" })).await;
    assert_eq!((wrong.0, &wrong.1["more"]["tries_left"]), (422, &json!(4)));
    assert_eq!(opened.posts("/business-card", pin).await, (204, Value::Null));
    assert_eq!(opened.gets("").await["business_card"]["is_open"], true);

    let position =
        json!({ "lon": 118.18, "lat": 39.63, "accuracy_m": 8.5, "source": "gnss", "at": 1 });
    let body = json!({
        "command": "read", "link": "head", "comm_address": METER, "items": "energy",
        "position": position,
    });
    let (status, begun) = opened.posts("/runs", body).await;
    assert_eq!(
        (status, &begun["state"], &begun["command"]),
        (202, &json!("running"), &json!("read"))
    );
    let run = opened.run_to_its_end().await;
    assert_eq!((&run["outcome"], &run["why"]), (&json!("done"), &Value::Null));
    let work = run["work"].as_str().expect("an id").to_owned();
    let shown = opened.gets(&format!("/works/{work}")).await;
    assert_eq!(shown, run["result"]);
    assert_eq!(
        (&shown["position"]["lon"], &shown["position"]["accuracy_m"]),
        (&json!(118.18), &json!(9))
    );
    assert_eq!((&shown["line"], &shown["line_quality"]["sent_again"]), (&json!("tcp"), &json!(0)));
    for field in ["before", "after", "readings", "parameter", "readout", "frames", "why", "is_sent"]
    {
        assert!(shown.get(field).is_some(), "{field}");
    }
    let works = opened.gets("/works?limit=50").await;
    assert_eq!(works["works"][0]["work"], json!(work));
    let meter = opened.gets(&format!("/meters/{METER}")).await;
    assert_eq!(
        (&meter["meter"]["comm_address"], &meter["works"][0]["work"]),
        (&json!(METER), &json!(work))
    );
    assert_eq!(opened.gets("/meters?search=9").await["meters"], json!([]));

    let look_back = format!("{METERING}/meters/{METER}/look-back");
    let (status, stranger) = opened.asks("GET", &look_back, None).await;
    assert_eq!((status, &stranger["code"]), (409, &json!("not-permitted")));
    let theirs = json!([{
        "work": work, "command": "trip", "outcome": "done", "performer": "李敏", "started_at": 1,
        "ended_at": 2, "relay_before": "closed", "relay_after": "open",
    }]);
    site.bench.platform.state().office.works_of_others = Some(theirs.clone());
    assert_eq!(opened.asks("GET", &look_back, None).await, (200, json!({ "works": theirs })));
    site.bench.platform.weather.lock().expect("whole").offline = true;
    let (status, offline) = opened.asks("GET", &look_back, None).await;
    assert_eq!((status, &offline["code"]), (503, &json!("platform-unreachable")));
    site.bench.platform.weather.lock().expect("whole").offline = false;

    let odd =
        opened.posts("/runs", json!({ "command": "read", "link": "head", "items": "x" })).await;
    assert_eq!(odd.0, 422);
    let bare = opened.posts("/runs", json!({ "command": "trip", "link": "head" })).await;
    assert_eq!((bare.0, &bare.1["code"]), (422, &json!("authorisation-missing")));
    let nothing = opened.asks("POST", &format!("{METERING}/run/cancel"), None).await;
    assert_eq!(nothing.0, 204);
    let mut nowhere = position;
    nowhere["accuracy_m"] = json!(200_000);
    let look = json!({ "command": "acquire", "link": "head", "position": nowhere });
    assert!(opened.hears_of("metering", look).await, "no receiver keeps anybody from a work");
    assert_eq!(opened.run_to_its_end().await["result"]["position"], Value::Null);
    opened.stop.send_replace(true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_reads_what_forbids_a_stop_and_that_one_work_is_under_way() {
    let site = Site::slow(82).await;
    let agent = site.ready().await;
    let leave = site.leave(MeterCommand::Trip);
    site.approved(&agent, &leave).await;
    site.bench.platform.state().office.forbids = Some("用户已缴清费用".to_owned());
    let opened = Opened::new(&site, Arc::clone(&agent)).await;
    let trip = json!({ "command": "trip", "link": "head", "authorisation": leave.authorisation });
    let (status, problem) = opened.posts("/runs", trip).await;
    assert_eq!((status, &problem["code"]), (409, &json!("not-permitted")));
    assert_eq!(problem["detail"], "用户已缴清费用");
    assert_eq!(problem["more"]["blocks"], json!(["paid_meanwhile"]));
    let meters = opened.gets("/meters?search=1302000100").await;
    let shown = &meters["meters"][0];
    assert_eq!(shown["authorisations"][0]["state"], "approved");
    assert_eq!((&shown["unverified"], &shown["last"]), (&Value::Null, &Value::Null));
    assert!(shown["stage"].is_string());

    let read =
        json!({ "command": "snapshot", "link": "head", "beam": "focused", "protocol": "dlt645" });
    assert_eq!(opened.posts("/runs", read.clone()).await.0, 202);
    let busy = opened.posts("/runs", read).await;
    assert_eq!((busy.0, &busy.1["code"]), (409, &json!("busy")));
    assert_eq!(opened.posts("/run/cancel", json!({})).await.0, 204);
    let run = opened.run_to_its_end().await;
    assert_eq!(
        (&run["outcome"], &run["result"]["reason"]),
        (&json!("refused"), &json!("cancelled"))
    );
    opened.stop.send_replace(true);
}
