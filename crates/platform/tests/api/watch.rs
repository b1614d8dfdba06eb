//! Health, metrics, jobs, and what every answer has in common.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::Request;
use platform::http::metrics;
use platform::jobs::Job;
use platform::neighbours::NoLink;
use serde_json::json;
use vocabulary::{Role, hours};

use crate::support::{Bench, PASSWORD};

#[tokio::test]
async fn health_and_metrics_are_there_for_whoever_watches() {
    let bench = Bench::with_everybody().await;
    assert_eq!(bench.send("GET", "/healthz", &[], None).await.ok()["status"], "ok");
    bench.send("GET", "/api/v1/nowhere/S1", &[], None).await.problem(404);
    let head = bench.role(Role::StationHead).await;
    head.get("/api/v1/audit/organisation").await.problem(403);
    metrics::operation_outcome("applied");
    let text = bench.send("GET", "/metrics", &[], None).await.ok();
    let text = text.as_str().expect("text");
    let lines = [
        r#"ronghe_platform_requests_total{method="POST",route="/api/v1/session",status="200"}"#,
        r#"ronghe_platform_requests_total{method="GET",route="/api/v1/audit/{chain}",status="403"}"#,
        r#"ronghe_platform_request_seconds_bucket{le="0.001",method="POST",route="/api/v1/session"}"#,
        r#"ronghe_platform_operations_total{outcome="applied"}"#,
        "ronghe_platform_outbox_waiting 0",
        "# EOF",
    ];
    for line in lines {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains("S1"), "a path is no label");
}

#[tokio::test]
async fn metrics_stay_on_the_machine() {
    let bench = Bench::new().await;
    let from = async |address: &str| {
        let mut request = Request::get("/metrics").body(Body::empty()).expect("a request");
        let address: SocketAddr = address.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(address));
        bench.send_request(request).await.status.as_u16()
    };
    assert_eq!(from("127.0.0.1:4000").await, 200);
    assert_eq!(from("[::ffff:127.0.0.1]:4000").await, 200);
    assert_eq!(from("10.0.0.7:4000").await, 403);
    assert_eq!(from("[2001:db8::7]:4000").await, 403);
}

#[tokio::test]
async fn a_request_keeps_its_correlation_id_into_the_audit() {
    let bench = Bench::new().await;
    let id = "019a0000-0000-7000-8000-00000000c0de";
    let body = json!({ "login": "admin", "password": PASSWORD });
    let headers = [("x-correlation-id", id)];
    let reply = bench.send("POST", "/api/v1/session", &headers, Some(body)).await;
    assert_eq!(reply.headers["x-correlation-id"], id);
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let chain = "account:admin";
    let org = bench.platform.org();
    let entries = platform_store::audit::entries(&mut snapshot.tx(), org, chain, 0, 10).await;
    let last = entries.expect("readable").pop().expect("signed in");
    assert_eq!((last.kind.as_str(), last.correlation.to_string().as_str()), ("signed_in", id));
}

#[tokio::test]
async fn bodies_that_are_no_bodies_are_problems() {
    let bench = Bench::new().await;
    let send = async |kind: &str, body: Vec<u8>| {
        let request = Request::post("/api/v1/session").header("content-type", kind);
        bench.send_request(request.body(Body::from(body)).expect("a request")).await
    };
    let json = "application/json";
    assert_eq!(send("text/plain", b"{}".to_vec()).await.problem(415), "not-json");
    assert_eq!(send(json, b"{\"login\":".to_vec()).await.problem(400), "malformed");
    assert_eq!(send(json, vec![0xff, 0xfe, b'{']).await.problem(400), "malformed");
    assert_eq!(send(json, b"{\"login\":7}".to_vec()).await.problem(422), "invalid");
    assert_eq!(send(json, b"[]".to_vec()).await.problem(422), "invalid");
    let long = vec![b' '; bench.platform.limits().json_bytes_max + 1];
    assert_eq!(send(json, long).await.problem(413), "too-large");
    let query = bench.sign_in("admin").await.get("/api/v1/stations?limit=many").await;
    assert_eq!(query.problem(400), "malformed");
}

#[tokio::test]
async fn jobs_clear_away_what_is_over() {
    let bench = Bench::with_everybody().await;
    let admin = bench.sign_in("admin").await;
    let account = json!({ "login": "again", "staff_no": "nobody", "password": PASSWORD });
    admin.keyed("k", "/api/v1/organisation/import", json!({})).await.ok();
    bench.pass(hours(49));
    for job in Job::ALL {
        job.run(&bench.platform, &NoLink).await.unwrap_or_else(|fault| panic!("{job:?} {fault:?}"));
    }
    // The key is forgotten, and so is the session.
    admin.get("/api/v1/session").await.problem(401);
    let admin = bench.sign_in("admin").await;
    let reply = admin.keyed("k", "/api/v1/accounts", account).await;
    assert_eq!(reply.problem(422), "invalid", "not idempotency-key-reused");
}

#[tokio::test]
async fn the_loop_of_jobs_ends_when_told() {
    let bench = Bench::new().await;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let platform = bench.platform.clone();
    let running = tokio::spawn(async move {
        platform::jobs::run_until(&platform, &NoLink, "one".into(), stopped).await;
    });
    stop.send(true).expect("it listens");
    tokio::time::timeout(std::time::Duration::from_secs(10), running)
        .await
        .expect("in time")
        .expect("without a panic");
}
