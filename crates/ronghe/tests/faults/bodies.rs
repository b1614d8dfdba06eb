//! Bytes that no client of ours would send: each server says what is wrong with them, keeps nothing of them, and serves
//! the next caller.

use anyhow::{Context as _, ensure};
use http::Method;
use serde_json::{Value, json};
use sync::{Kind, OperationResults, Outcome, RefusalReason};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{AtWork, Company, Hand, evidence, until};

/// Somebody who speaks HTTP by hand.
struct Raw {
    /// `host:port`
    host: String,
    headers: String,
}

/// A body as it is sent, and what is to come of it.
struct Case {
    what: &'static str,
    body: Vec<u8>,
    /// Bytes that are announced; as many as there are unless told otherwise.
    announced: Option<usize>,
    status: u16,
    code: &'static str,
}

impl Case {
    fn new(what: &'static str, body: impl Into<Vec<u8>>, status: u16, code: &'static str) -> Self {
        Self { what, body: body.into(), announced: None, status, code }
    }
}

impl Raw {
    /// Status and body of the answer; no status when the server hung up without one.
    async fn send(
        &self,
        head: &str,
        body: &[u8],
        announced: usize,
    ) -> anyhow::Result<(u16, Value)> {
        let mut stream = TcpStream::connect(&self.host).await?;
        let (host, headers) = (&self.host, &self.headers);
        let head = format!(
            "{head} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Type: application/json\r\n\
             Content-Length: {announced}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        // A server that has said no already need not read the rest.
        let _ = stream.write_all(body).await;
        if announced > body.len() {
            stream.shutdown().await?;
        }
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8_lossy(&answer);
        let Some((head, body)) = answer.split_once("\r\n\r\n") else { return Ok((0, Value::Null)) };
        let status = head.split(' ').nth(1).context("a status")?.parse()?;
        Ok((status, serde_json::from_str(body).unwrap_or_default()))
    }

    async fn check(&self, head: &str, cases: &[Case]) -> anyhow::Result<()> {
        for Case { what, body, announced, status, code } in cases {
            let announced = announced.unwrap_or(body.len());
            let (found, answer) = self.send(head, body, announced).await?;
            // Whoever hangs up in the middle may hear nothing.
            let unheard = found == 0 && announced > body.len();
            ensure!(
                unheard || (found == *status && answer["code"] == *code),
                "{what}: {found} {answer}"
            );
        }
        Ok(())
    }
}

fn bad_bodies(bytes_max: usize) -> Vec<Case> {
    let oversized = format!("{{\"value\":\"{}\"}}", "x".repeat(bytes_max));
    let mut truncated = Case::new("truncated", r#"{"value":"#, 400, "malformed");
    truncated.announced = Some(5_000);
    vec![
        Case::new("half of it", r#"{"value":"#, 400, "malformed"),
        Case::new("nothing", "", 400, "malformed"),
        Case::new("no UTF-8", b"{\"value\":\"\xff\xfe\"}".to_vec(), 400, "malformed"),
        Case::new("too deep", format!("{{\"value\":{}", "[".repeat(100_000)), 400, "malformed"),
        Case::new("U+0000", r#"{"value":"a\u0000b"}"#, 422, "invalid"),
        Case::new("U+0000 in a name", r#"{"value":{"\u0000":1}}"#, 422, "invalid"),
        Case::new("a name that nobody knows", r#"{"valeu":1}"#, 422, "invalid"),
        Case::new("oversized", oversized, 413, "too-large"),
        truncated,
    ]
}

#[tokio::test]
async fn the_platform_refuses_bodies_that_it_cannot_read_and_goes_on() -> anyhow::Result<()> {
    let company = Company::with_orders(1).await?;
    let platform = company.start_platform().await?;
    let hand = Hand::of(company.worker(), &company.platform_url())?;
    let raw = Raw {
        host: format!("127.0.0.1:{}", company.port),
        headers: format!("Authorization: Bearer {}\r\n", hand.token()),
    };
    raw.check("POST /sync/v1/ops", &bad_bodies(16 << 20)).await?;
    raw.check("POST /sync/v1/reoffer", &bad_bodies(16 << 20)).await?;
    for path in ["/sync/v1/bundles/%00", "/sync/v1/feed?cursor=%00", "/api/v1/orders?text=%00"] {
        let (status, problem) = raw.send(&format!("GET {path}"), b"", 0).await?;
        ensure!(status == 400 && problem["code"] == "malformed", "{path}: {status} {problem}");
    }
    ensure!(hand.http.get("/healthz").send().await?.status == 200);
    platform.stop().await
}

#[tokio::test]
async fn the_terminal_refuses_bodies_that_it_cannot_read_and_goes_on() -> anyhow::Result<()> {
    let company = Company::with_orders(1).await?;
    let AtWork { platform, agent, worker, at, .. } = company.at_work().await?;
    let field = format!("/local/v1/orders/{}/stages/{}/draft", at.order, at.stage);
    let (host, headers) = worker.page.credentials();
    let raw = Raw { host, headers };
    raw.check(&format!("PUT {field}/mobile"), &bad_bodies(1 << 20)).await?;
    let (status, problem) = raw.send(&format!("PUT {field}/%00"), br#"{"value":1}"#, 11).await?;
    ensure!(status == 422 && problem["code"] == "unknown-field", "{status} {problem}");
    ensure!(worker.draft(at).await?["mobile"].is_null(), "something of it was kept");
    worker.types(at, &[("mobile", json!("15400000001"))]).await?;
    agent.stop().await?;
    platform.stop().await
}

#[tokio::test]
async fn an_operation_that_the_platform_cannot_read_parks_its_own_lane_only() -> anyhow::Result<()>
{
    let company = Company::with_orders(4).await?;
    let mut views = Vec::new();
    for case in &company.cases {
        views.push(company.view(case).await?);
    }
    let platform = company.start_platform().await?;
    let hand = Hand::of(company.worker(), &company.platform_url())?;
    let made = |n: usize, kind| anyhow::Ok(json!(hand.operation(&views[n], kind)?));
    let mut later_kind = made(1, Kind::SignIn)?;
    later_kind["kind"] = json!("teleport");
    let behind = made(1, Kind::SetOut)?;
    let mut later_field = made(2, Kind::SignIn)?;
    later_field["weather"] = json!("snow");
    let batch = [made(0, Kind::SignIn)?, later_kind, behind, later_field, made(3, Kind::SignIn)?];
    let answer: OperationResults = hand.send_raw(&batch).await?.into_json()?;
    let ids: Vec<_> = answer.results.iter().map(|result| json!(result.op_id)).collect();
    ensure!(ids == batch.each_ref().map(|one| one["op_id"].clone()), "in the order sent");
    let outcomes: Vec<_> = answer.results.into_iter().map(|result| result.outcome).collect();
    let refused = Outcome::Refused { reason: RefusalReason::Malformed };
    ensure!(outcomes[0].was_applied() && outcomes[4].was_applied(), "{outcomes:?}");
    ensure!(outcomes[1] == refused && outcomes[3] == refused, "{outcomes:?}");
    ensure!(matches!(outcomes[2], Outcome::RetryAfter { .. }), "{outcomes:?}");

    let nameless = hand.send_raw(&[json!({ "kind": "sign_in" })]).await?;
    ensure!(nameless.status == 422, "{nameless:?}");
    let mut old_bundle = hand.operation(&views[2], Kind::SignIn)?;
    old_bundle.bundle_hash = vocabulary::Digest::of(b"a version from before");
    hand.sign(&mut old_bundle)?;
    let outcome = hand.send(&[old_bundle]).await?.remove(0);
    let mismatch = Outcome::Refused { reason: RefusalReason::BundleMismatch };
    ensure!(outcome == mismatch, "{outcome:?}");
    platform.stop().await
}

#[tokio::test]
async fn five_copies_at_once_count_once_and_an_id_is_used_once() -> anyhow::Result<()> {
    let company = Company::with_orders(1).await?;
    let view = company.view(&company.cases[0]).await?;
    let platform = company.start_platform().await?;
    let hand = Hand::of(company.worker(), &company.platform_url())?;
    let signed_in = hand.operation(&view, Kind::SignIn)?;
    let copies = (0..5).map(|_| hand.send(std::slice::from_ref(&signed_in)));
    let outcomes = futures::future::try_join_all(copies).await?.concat();
    let first = outcomes.iter().filter(|one| matches!(one, Outcome::Applied { .. })).count();
    ensure!(first == 1 && outcomes.iter().all(Outcome::was_applied), "{outcomes:?}");

    let mut other = signed_in;
    other.kind = Kind::SetOut;
    hand.sign(&mut other)?;
    let outcome = hand.send(&[other]).await?.remove(0);
    let reused = Outcome::Refused { reason: RefusalReason::OpIdReused };
    ensure!(outcome == reused, "{outcome:?}");
    platform.stop().await
}

#[tokio::test]
async fn an_upload_goes_by_the_words_of_tus() -> anyhow::Result<()> {
    let company = Company::with_orders(1).await?;
    let view = company.view(&company.cases[0]).await?;
    let platform = company.start_platform().await?;
    let hand = Hand::of(company.worker(), &company.platform_url())?;
    let content = b"a photo, more or less".to_vec();
    let file = evidence(&content);
    let path = format!("/sync/v1/files/{}", file.attachment);
    ensure!(hand.announce(&view, &file).await?.status == 201);

    let patch = |offset: &str| {
        let call = hand.tus(Method::PATCH, &path).header("Upload-Offset", offset);
        call.bytes("application/offset+octet-stream", content.clone())
    };
    let empty = hand.tus(Method::POST, "/sync/v1/files").header("Upload-Length", "5");
    let answers = [
        ("empty metadata", empty.header("Upload-Metadata", "").send().await?, 422),
        ("wrong offset", patch("7").send().await?, 409),
        ("wrong checksum", patch("0").header("Upload-Checksum", "sha256 AAAA").send().await?, 460),
        ("other checksum", patch("0").header("Upload-Checksum", "crc32 AAAA").send().await?, 400),
        ("no version", hand.call(Method::HEAD, &path).send().await?, 412),
    ];
    for (what, answer, status) in answers {
        ensure!(answer.status == status, "{what}: {answer:?}");
    }
    ensure!(hand.offset(file.attachment).await? == 0, "something was kept");
    platform.stop().await
}

#[tokio::test]
async fn bytes_of_an_upload_that_broke_off_are_kept() -> anyhow::Result<()> {
    let company = Company::with_orders(1).await?;
    let view = company.view(&company.cases[0]).await?;
    let platform = company.start_platform().await?;
    let hand = Hand::of(company.worker(), &company.platform_url())?;
    let content: Vec<u8> = (0..3_000_000_u32).map(|at| (at % 251) as u8).collect();
    let file = evidence(&content);
    ensure!(hand.announce(&view, &file).await?.status == 201);
    let host = format!("127.0.0.1:{}", company.port);
    let mut stream = TcpStream::connect(&host).await?;
    let head = format!(
        "PATCH /sync/v1/files/{} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\
         Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Length: {}\r\n\
         Content-Type: application/offset+octet-stream\r\n\r\n",
        file.attachment,
        hand.token(),
        content.len(),
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&content[..1_700_000]).await?;
    drop(stream);

    until("what has arrived is kept", 20, async || {
        Ok((hand.offset(file.attachment).await? == 1_700_000).then_some(()))
    })
    .await?;
    let rest = hand.append(file.attachment, 1_700_000, &content[1_700_000..]).await?;
    ensure!(rest.status == 204 && rest.headers["upload-offset"] == "3000000", "{rest:?}");
    platform.stop().await?;
    let platform = company.small.open().await?;
    ensure!(platform.files().read(file.attachment)? == content);
    platform.close().await;
    Ok(())
}
