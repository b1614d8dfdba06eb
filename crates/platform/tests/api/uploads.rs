//! Uploads belong to their terminals, papers to who has a reason, and what never comes whole to the office.

use std::time::Duration;

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Request;
use platform::orders::jobs;
use platform_store::deadlines::{self, DeadlineRow};
use serde_json::{Value, json};
use sync::{Kind, OrderView};
use vocabulary::{AttachmentId, Digest, Role, hours};

use crate::support::{Bench, Reply, Worker, accepted, hand_over, open_stage};

const BYTES: &[u8] = b"a photo of an identity card";

struct Upload<'b> {
    bench: &'b Bench,
    bearer: String,
    attachment: AttachmentId,
    mime: &'static str,
    bytes: &'static [u8],
}

impl<'b> Upload<'b> {
    /// Of a new file, by the terminal of a worker.
    fn of(bench: &'b Bench, worker: &Worker<'_>) -> Self {
        let attachment = AttachmentId::make(&*bench.clock, &*bench.entropy);
        Self { bench, bearer: worker.bearer(), attachment, mime: "image/jpeg", bytes: BYTES }
    }

    fn with(self, mime: &'static str, bytes: &'static [u8]) -> Self {
        Self { mime, bytes, ..self }
    }

    async fn announce(&self, order: &OrderView) -> Reply {
        let stage = open_stage(order).stage;
        let pairs = [
            ("attachment", self.attachment.to_string()),
            ("work_order", order.order.to_string()),
            ("stage", stage.to_string()),
            ("sha256", Digest::of(self.bytes).to_string()),
            ("mime", self.mime.to_owned()),
        ];
        let metadata: Vec<_> = pairs
            .iter()
            .map(|(name, value)| format!("{name} {}", STANDARD.encode(value)))
            .collect();
        let (length, metadata) = (self.bytes.len().to_string(), metadata.join(","));
        let headers = [("upload-length", &*length), ("upload-metadata", &*metadata)];
        self.send("POST", "/sync/v1/files", &headers, Body::empty()).await
    }

    async fn patch(&self, media_type: &str) -> Reply {
        let headers = [("upload-offset", "0"), ("content-type", media_type)];
        self.send("PATCH", &self.path(), &headers, Body::from(self.bytes)).await
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request =
            request.header("tus-resumable", "1.0.0").header("authorization", &self.bearer);
        self.bench.send_request(request.body(body).expect("a request")).await
    }

    fn path(&self) -> String {
        format!("/sync/v1/files/{}", self.attachment)
    }

    fn by(&self, worker: &Worker<'_>) -> Self {
        Self { bearer: worker.bearer(), ..*self }
    }
}

const OFFSET_OCTETS: &str = "application/offset+octet-stream";

#[tokio::test]
async fn an_upload_is_its_terminals_own() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let stranger = Worker::sign_in(&bench, Role::MeterInstaller, "T2").await;
    let order = hand_over(&bench).await;
    let own = Upload::of(&bench, &worker);
    let foreign = own.by(&stranger);

    let announced = own.announce(&order).await;
    assert_eq!(announced.status, 201);
    let expires = announced.headers["upload-expires"].to_str().expect("text").to_owned();
    assert!(httpdate::parse_http_date(&expires).is_ok(), "{expires}");
    assert_eq!(foreign.announce(&order).await.problem(403), "not-allowed");
    assert_eq!(foreign.patch(OFFSET_OCTETS).await.problem(403), "not-allowed");
    let path = own.path();
    assert_eq!(foreign.send("HEAD", &path, &[], Body::empty()).await.status, 403);
    let thrown = foreign.send("DELETE", &path, &[], Body::empty()).await;
    assert_eq!(thrown.problem(403), "not-allowed");

    assert_eq!(own.patch("image/jpeg").await.problem(415), "media-type");
    assert_eq!(own.patch(OFFSET_OCTETS).await.status, 204);
    assert_eq!(own.announce(&order).await.headers["upload-offset"], BYTES.len().to_string());
}

#[tokio::test]
async fn a_recording_is_taken_only_if_it_is_one_and_is_handed_out_in_parts() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let order = hand_over(&bench).await;
    let voice = include_bytes!("../../../webm/tests/recorded/voice.webm");
    let page = b"<!doctype html><script>alert(1)</script>";
    for (mime, bytes) in
        [("audio/webm", &page[..]), ("video/webm", voice), ("audio/webm", &voice[..900])]
    {
        let upload = Upload::of(&bench, &worker).with(mime, bytes);
        assert_eq!(upload.announce(&order).await.status, 201);
        assert_eq!(upload.patch(OFFSET_OCTETS).await.problem(409), "conflict", "{mime}");
    }
    let refused = Upload::of(&bench, &worker).with("audio/mp4", voice);
    assert_eq!(refused.announce(&order).await.problem(422), "invalid");

    let upload = Upload::of(&bench, &worker).with("audio/webm", voice);
    assert_eq!(upload.announce(&order).await.status, 201);
    let other = upload.by(&worker).with("image/jpeg", voice);
    assert_eq!(other.announce(&order).await.problem(409), "conflict");
    assert_eq!(upload.patch(OFFSET_OCTETS).await.status, 204);
    let head = bench.role(Role::StationHead).await;
    let path = format!("/api/v1/files/{}", upload.attachment);
    let whole = head.get(&path).await;
    assert_eq!(
        (whole.status.as_u16(), &whole.headers["content-type"]),
        (200, &"audio/webm".parse().expect("a value"))
    );
    assert!(
        whole.headers["content-security-policy"].to_str().expect("text").starts_with("sandbox")
    );
    assert!(whole.headers["content-disposition"].to_str().expect("text").starts_with("attachment"));
}

#[tokio::test]
async fn the_office_hears_once_of_an_upload_that_never_comes_whole() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let order = hand_over(&bench).await;
    let upload = Upload::of(&bench, &worker);
    assert_eq!(upload.announce(&order).await.status, 201);

    assert_eq!(jobs::flag_stale_uploads(&bench.platform).await.expect("done"), 0);
    bench.pass(hours(30 * 24) + Duration::from_secs(1));
    assert_eq!(jobs::flag_stale_uploads(&bench.platform).await.expect("done"), 1);
    assert_eq!(jobs::flag_stale_uploads(&bench.platform).await.expect("done"), 0);
    let head = bench.role(Role::StationHead).await;
    let items = head.get("/api/v1/items?limit=50").await.ok();
    let item = &items["items"][0];
    assert_eq!(
        (&item["kind"], &item["reason"]),
        (&json!("incomplete_evidence"), &json!("upload_stale"))
    );
    assert_eq!(item["detail"]["attachment"], json!(upload.attachment));
    assert_eq!(item["order"], json!(order.order));
}

#[tokio::test]
async fn papers_are_seen_by_who_said_why_and_only_for_a_while() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let order = hand_over(&bench).await;
    let upload = Upload::of(&bench, &worker);
    assert_eq!(upload.announce(&order).await.status, 201);
    assert_eq!(upload.patch(OFFSET_OCTETS).await.status, 204);
    // Refused for want of the other fields; what it brought is kept all the same.
    let values = json!({ "id_photos": [{ "attachment_id": upload.attachment }] });
    let needs = [sync::Attached {
        attachment: upload.attachment,
        sha256: Digest::of(BYTES),
        size: BYTES.len() as u64,
        mime: "image/jpeg".to_owned(),
    }];
    assert_eq!(worker.submits(&order, values, &needs, None).await["result"], "refused");

    let head = bench.role(Role::StationHead).await;
    let order_path = format!("/api/v1/orders/{}", order.order);
    let file_path = format!("/api/v1/files/{}", upload.attachment);
    let masked = async || {
        let file = head.get(&order_path).await.ok();
        file["evidence"][0]["masked"].clone()
    };
    assert_eq!(masked().await, json!(true));
    assert_eq!(head.get(&file_path).await.problem(403), "not-allowed");

    let unmask = format!("{order_path}/unmask");
    let reason = json!({ "reason": "核对身份证件" });
    let without_key = head.send("POST", &unmask, "", Some(reason.clone())).await;
    assert!(without_key.status.is_client_error(), "{without_key:?}");
    for _ in 0..2 {
        head.keyed("one-look", &unmask, reason.clone()).await.ok();
    }
    assert_eq!(masked().await, json!(false));
    let seen = head.get(&file_path).await;
    assert_eq!(seen.body, Value::String(String::from_utf8_lossy(BYTES).into_owned()));
    let story = head.get(&order_path).await.ok()["story"].clone();
    let looks = story.as_array().expect("a story").iter();
    let looks: Vec<_> = looks.filter(|entry| entry["kind"] == "unmasked").collect();
    assert_eq!(looks.len(), 1, "one key, one entry");
    assert_eq!(looks[0]["body"]["reason"], "核对身份证件");

    let clerk = bench.role(Role::BackOfficeClerk).await;
    assert_eq!(clerk.get(&file_path).await.problem(403), "not-allowed");
    bench.pass(Duration::from_secs(15 * 60));
    assert_eq!(head.get(&file_path).await.problem(403), "not-allowed");
}

#[tokio::test]
async fn a_stage_is_delivered_when_its_terminal_asks_for_what_comes_after() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let order = hand_over(&bench).await;
    let feed = async |cursor: u64| {
        let path = format!("/sync/v1/feed?cursor={cursor}&limit=200");
        bench.send("GET", &path, &[("authorization", &*worker.bearer())], None).await.ok()
    };
    let head = bench.role(Role::StationHead).await;
    let delivered = async || {
        jobs::note_deliveries(&bench.platform).await.expect("noted");
        let file = head.get(&format!("/api/v1/orders/{}", order.order)).await.ok();
        let story = file["story"].as_array().expect("a story").clone();
        story.into_iter().filter(|entry| entry["kind"] == "delivered").collect::<Vec<_>>()
    };

    let cursor = feed(0).await["cursor"].as_u64().expect("a cursor");
    assert_eq!(delivered().await, [Value::Null; 0], "nobody knows yet whether it arrived");
    let again = feed(cursor).await;
    let entries = delivered().await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["actor"], format!("terminal:{}", worker.terminal.id));
    assert_eq!(again["items"], json!([]), "what is noted here moves no terminal");
    feed(cursor).await;
    assert_eq!(delivered().await.len(), 1);
}

#[tokio::test]
async fn who_signs_in_has_the_stage_although_nobody_wrote_its_delivery_down() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let order = hand_over(&bench).await;
    let work = worker.operation(&order, Kind::SignIn, json!({}));
    assert_eq!(worker.hand_in(&work).await["result"], "applied");
    let sign_in = limit(&bench, &order, "sign_in/acceptance").await.expect("it ran");
    assert_eq!(sign_in.due_at, None, "and has ended");
}

#[tokio::test]
async fn a_stage_that_is_handed_in_waits_for_no_sign_in() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let order = hand_over(&bench).await;
    let mut cursor = 0;
    for _ in ["it comes", "what comes after it"] {
        let path = format!("/sync/v1/feed?cursor={cursor}&limit=200");
        let bearer = worker.bearer();
        let page = bench.send("GET", &path, &[("authorization", &*bearer)], None).await.ok();
        cursor = page["cursor"].as_u64().expect("a cursor");
    }
    jobs::note_deliveries(&bench.platform).await.expect("noted");
    let sign_in = limit(&bench, &order, "sign_in/acceptance").await.expect("it runs");
    assert!(sign_in.due_at.is_some());
    let submit = worker.operation(&order, Kind::Submit, accepted());
    assert_eq!(worker.hand_in(&submit).await["result"], "applied");
    let sign_in = limit(&bench, &order, "sign_in/acceptance").await.expect("it ran");
    assert_eq!(sign_in.due_at, None, "and has ended");
}

async fn limit(bench: &Bench, order: &OrderView, policy: &str) -> Option<DeadlineRow> {
    let mut snapshot = bench.platform.store().read().await.expect("a snapshot");
    let org = bench.platform.org();
    let rows = deadlines::of_order(&mut snapshot.tx(), org, order.order).await.expect("clocks");
    snapshot.finish().await.expect("finished");
    rows.into_iter().find(|row| row.policy == policy)
}
