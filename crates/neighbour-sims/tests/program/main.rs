//! The program over real sockets, killed and started again.

mod acquisition;
mod fake_platform;
mod running;

use std::net::SocketAddr;
use std::time::Duration;

use axum::http::StatusCode;
use bytes::Bytes;
use futures::future::join_all;
use http::Method;
use http_body_util::Full;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fake_platform::FakePlatform;
use crate::running::{CONTROL_KEY, RESULTS_KEY, Running, application, command, finished};

#[tokio::test]
async fn messages_outlive_a_platform_that_is_away_and_two_kills() {
    let folder = folder();
    // A port that was free a moment ago: nobody listens there yet.
    let away = FakePlatform::start(any_port()).await.address;
    let sims = Running::start(folder.path(), away);
    sims.hand_over("1").await;
    sims.command("/control/orders/1/change", &json!({"data": {"lon": 118.19}})).await;
    sims.until(|totals| totals["attempts_since_start"].as_u64() > Some(1)).await;
    sims.kill();

    let platform = FakePlatform::start(away).await;
    let sims = Running::start(folder.path(), platform.address);
    let totals = sims.until(|totals| totals["messages_waiting"] == 0).await;
    assert_eq!(totals["outcomes"], json!({"applied": 2}));
    let bodies = platform.bodies();
    let kinds: Vec<&str> = bodies.iter().filter_map(|body| body["kind"].as_str()).collect();
    assert_eq!(kinds, ["new", "change"]);
    assert_eq!(bodies[0]["data"], application("1")["data"]);
    assert_eq!(bodies[1]["version"], 2);
    sims.kill();

    let sims = Running::start(folder.path(), platform.address);
    sims.hand_over("2").await;
    sims.until(|totals| totals["messages_acknowledged"] == 3).await;
    assert_eq!(platform.bodies().len(), 3, "what was acknowledged does not go again");
}

#[tokio::test]
async fn a_message_comes_again_after_409_and_503_but_not_after_422() {
    let (folder, platform) = (folder(), FakePlatform::start(any_port()).await);
    let sims = Running::start(folder.path(), platform.address);
    for status in [StatusCode::CONFLICT, StatusCode::SERVICE_UNAVAILABLE] {
        platform.answer_all_with(Some(status));
        let n = sims.hand_over(status.as_str()).await;
        let path = format!("/control/orders/{}", status.as_str());
        for _ in 0..500 {
            if sims.get(&path).await.1["messages"][0]["attempts"].as_u64() >= Some(3) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let message = &sims.get(&path).await.1["messages"][0];
        assert_eq!((&message["n"], &message["state"]), (&json!(n), &json!("waiting")));
        let failure = message["last_failure"].as_str().expect("a text");
        assert!(failure.starts_with(status.as_str()), "{failure}");
        platform.answer_all_with(None);
        sims.until(|totals| totals["messages_waiting"] == 0).await;
    }
    platform.answer_all_with(Some(StatusCode::UNPROCESSABLE_ENTITY));
    sims.hand_over("3").await;
    sims.until(|totals| totals["messages_refused"] == 1).await;
    let message = &sims.get("/control/orders/3").await.1["messages"][0];
    assert_eq!((&message["state"], &message["status"]), (&json!("refused"), &json!(422)));
}

#[tokio::test]
async fn copies_in_parallel_are_counted_by_their_answers() {
    let (folder, platform) = (folder(), FakePlatform::start(any_port()).await);
    let sims = Running::start(folder.path(), platform.address);
    let n = sims.hand_over("1").await;
    sims.until(|totals| totals["messages_acknowledged"] == 1).await;
    for parallel in [true, false] {
        let path = format!("/control/messages/{n}/repeat?times=5&parallel={parallel}");
        let (status, body) = sims.command(&path, &Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        let answers = body["answers"].as_array().expect("a list");
        assert_eq!(answers.len(), 5);
        assert!(answers.iter().all(|answer| answer["outcome"] == "duplicate"), "{body}");
    }
    let totals = sims.get("/control/state").await.1;
    assert_eq!(totals["repeats"], json!({"duplicate": 10}));
    assert_eq!(totals["messages_acknowledged"], 1);
    let seen = platform.seen.lock().expect("not poisoned");
    assert!(seen.requests.iter().all(|request| *request == seen.requests[0]), "all alike");
    assert_eq!(seen.requests.len(), 11);
}

#[tokio::test]
async fn a_result_is_taken_once_over_copies_and_kills() {
    let (folder, platform) = (folder(), FakePlatform::start(any_port()).await);
    let sims = Running::start(folder.path(), platform.address);
    sims.hand_over("1").await;
    let result = finished("1", "m1");
    let answers = join_all((0..5).map(|_| sims.result("m1", &result))).await;
    for answer in answers {
        let (status, body) = answer.expect("an answer");
        assert_eq!((status, body), (StatusCode::OK, json!({"accepted": true})));
    }
    sims.kill();

    let sims = Running::start(folder.path(), platform.address);
    assert_eq!(answer_to(&sims, "m1", &result).await, (200, Value::Null));
    let other = finished("1", "m2");
    assert_eq!(answer_to(&sims, "m2", &other).await, (409, json!("already_finished")));
    let stranger = finished("9", "m9");
    assert_eq!(answer_to(&sims, "m9", &stranger).await, (422, json!("order_unknown")));
    assert_eq!(answer_to(&sims, "m1", &other).await, (422, json!("key_mismatch")));
    let mut altered = result.clone();
    altered["evidence"] = json!([]);
    assert_eq!(answer_to(&sims, "m1", &altered).await, (422, json!("message_reused")));

    let totals = sims.get("/control/state").await.1;
    assert_eq!(totals["results_accepted"], 1);
    assert_eq!(totals["result_duplicates"], 5);
    assert_eq!(totals["results_refused"], 4);
    assert_eq!(sims.get("/control/orders/1").await.1["result"]["copies"], 6);
}

#[tokio::test]
async fn a_business_refusal_stands_until_it_is_lifted() {
    let (folder, platform) = (folder(), FakePlatform::start(any_port()).await);
    let sims = Running::start(folder.path(), platform.address);
    sims.hand_over("1").await;
    let refusal = json!({"order_no": "1", "code": "meter_unknown", "reason": "查无此表"});
    assert_eq!(sims.command("/control/refuse", &refusal).await.0, StatusCode::NO_CONTENT);
    sims.kill();
    let sims = Running::start(folder.path(), platform.address);
    let (status, body) = sims.result("m1", &finished("1", "m1")).await.expect("an answer");
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(body, json!({"code": "meter_unknown", "reason": "查无此表"}));
    sims.command("/control/accept", &json!({"order_no": "1"})).await;
    assert_eq!(answer_to(&sims, "m1", &finished("1", "m1")).await, (200, Value::Null));
}

#[tokio::test]
async fn out_of_service_it_answers_503_or_hangs_up_until_told() {
    let (folder, platform) = (folder(), FakePlatform::start(any_port()).await);
    let sims = Running::start(folder.path(), platform.address);
    sims.hand_over("1").await;
    let result = finished("1", "m1");
    sims.command("/control/down", &json!({})).await;
    assert_eq!(answer_to(&sims, "m1", &result).await, (503, json!("unavailable")));
    sims.command("/control/down", &json!({"how": "hang_up", "seconds": 3_600})).await;
    sims.kill();
    let sims = Running::start(folder.path(), platform.address);
    sims.result("m1", &result).await.expect_err("no answer");
    let healthz = sims.get("/healthz").await;
    assert_eq!(healthz.0, StatusCode::OK, "only /results is out of service");
    sims.command("/control/up", &Value::Null).await;
    assert_eq!(answer_to(&sims, "m1", &result).await, (200, Value::Null));

    sims.command("/control/down", &json!({"seconds": 1})).await;
    assert_eq!(answer_to(&sims, "m1", &result).await.0, 503);
    for _ in 0..500 {
        if answer_to(&sims, "m1", &result).await.0 == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it does not come back by itself");
}

#[tokio::test]
async fn bad_bodies_and_wrong_keys_are_refused_and_change_nothing() {
    let (folder, platform) = (folder(), FakePlatform::start(any_port()).await);
    let sims = Running::start(folder.path(), platform.address);
    sims.hand_over("1").await;
    sims.until(|totals| totals["messages_waiting"] == 0).await;
    let before = sims.get("/control/state").await.1;

    let whole = finished("1", "m1").to_string().into_bytes();
    let mut padded = finished("1", "m1");
    padded["stages"] = json!([{"note": "x".repeat(1 << 20)}]);
    let mut without_stages = finished("1", "m1");
    without_stages.as_object_mut().expect("an object").remove("stages");
    let mut wrong_hash = finished("1", "m1");
    wrong_hash["evidence"][0]["sha256"] = json!("9f86");
    for (body, expect) in [
        (padded.to_string().into_bytes(), 413),
        (whole[..whole.len() / 2].to_vec(), 400),
        (b"\xff\xfe not a text".to_vec(), 400),
        (format!("{{\"order\":{}", "[".repeat(10_000)).into_bytes(), 400),
        (Vec::new(), 400),
        (b"null".to_vec(), 422),
        (without_stages.to_string().into_bytes(), 422),
        (wrong_hash.to_string().into_bytes(), 422),
    ] {
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        assert_eq!(
            status_of(&sims, RESULTS_KEY, "application/json", body).await,
            expect,
            "{shown}"
        );
    }
    assert_eq!(status_of(&sims, RESULTS_KEY, "text/plain", whole.clone()).await, 415);
    assert_eq!(status_of(&sims, CONTROL_KEY, "application/json", whole).await, 401);

    for (method, path) in [
        (Method::GET, "/control/state"),
        (Method::GET, "/control/orders/1"),
        (Method::POST, "/control/orders"),
        (Method::POST, "/control/orders/1/change"),
        (Method::POST, "/control/orders/1/cancel"),
        (Method::POST, "/control/orders/1/roll_back"),
        (Method::POST, "/control/orders/1/urge"),
        (Method::POST, "/control/messages/1/repeat"),
        (Method::POST, "/control/down"),
        (Method::POST, "/control/up"),
        (Method::POST, "/control/refuse"),
        (Method::POST, "/control/accept"),
    ] {
        let request = sims.request(method, path, RESULTS_KEY).body(Full::default());
        let (status, _) = sims.send(request.expect("a request")).await.expect("an answer");
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
    }
    for (path, body, expect) in [
        ("/control/orders", application("1"), 409),
        ("/control/orders", json!({"order_no": "2", "data": {}}), 422),
        ("/control/orders", json!({"order_no": "", "data": application("2")["data"]}), 422),
        ("/control/orders/2/urge", json!({"reason": "late"}), 404),
        ("/control/orders/1/urge", json!({"reason": " "}), 422),
        ("/control/orders/1/urge", json!({"reason": "x".repeat(300_000)}), 413),
        ("/control/orders/1/change", json!({"data": {"address": null}}), 422),
        ("/control/messages/7/repeat", Value::Null, 404),
        ("/control/messages/1/repeat?times=101", Value::Null, 422),
        ("/control/messages/x/repeat", Value::Null, 400),
    ] {
        let (status, answer) = sims.command(path, &body).await;
        assert_eq!(status.as_u16(), expect, "{path}: {answer}");
    }
    assert_eq!(sims.get("/control/state").await.1, before);
}

#[tokio::test]
async fn what_was_confirmed_is_there_after_a_kill_at_any_time() {
    let (folder, platform) = (folder(), FakePlatform::start(any_port()).await);
    let mut confirmed: Vec<String> = Vec::new();
    for round in 0..6_u64 {
        let sims = Running::start(folder.path(), platform.address);
        for order_no in &confirmed {
            let (status, _) = sims.get(&format!("/control/orders/{order_no}")).await;
            assert_eq!(status, StatusCode::OK, "order {order_no} was confirmed and is lost");
        }
        let handing_over = async {
            for count in 0.. {
                let order_no = format!("{round}-{count}");
                sims.hand_over(&order_no).await;
                confirmed.push(order_no);
            }
        };
        // The deadline only picks the moment of the kill.
        let _ = tokio::time::timeout(Duration::from_millis(7 * (round + 1)), handing_over).await;
        sims.kill();
    }
    assert!(!confirmed.is_empty(), "the kills left time for some orders");
    let sims = Running::start(folder.path(), platform.address);
    let totals = sims.until(|totals| totals["messages_waiting"] == 0).await;
    assert!(totals["orders"].as_u64() >= Some(confirmed.len() as u64));
    assert_eq!(totals["orders"], totals["messages_acknowledged"]);
}

#[tokio::test]
async fn it_stops_when_told_and_keeps_a_second_one_out() {
    let (folder, platform) = (folder(), FakePlatform::start(any_port()).await);
    let mut sims = Running::start(folder.path(), platform.address);
    sims.hand_over("1").await;
    let second = command(folder.path(), platform.address).status().expect("it runs");
    assert_eq!(second.code(), Some(1), "the ledger is in use");
    // The client keeps its connection open; that must not hold the program up.
    assert_eq!(sims.stop().await.code(), Some(0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    /// Whatever is posted, the program answers and goes on.
    #[test]
    fn any_bytes_get_an_answer(bodies in proptest::collection::vec(
        proptest::collection::vec(any::<u8>(), 0..2_000), 32,
    )) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let (folder, platform) = (folder(), FakePlatform::start(any_port()).await);
            let sims = Running::start(folder.path(), platform.address);
            for body in bodies {
                let status = status_of(&sims, RESULTS_KEY, "application/json", body).await;
                assert!(status == 400 || status == 422, "{status}");
            }
            assert_eq!(sims.get("/control/state").await.1["results_accepted"], 0);
        });
    }
}

async fn answer_to(sims: &Running, key: &str, body: &Value) -> (u16, Value) {
    let (status, answer) = sims.result(key, body).await.expect("an answer");
    (status.as_u16(), answer["code"].clone())
}

async fn status_of(sims: &Running, key: &str, mime: &str, body: Vec<u8>) -> u16 {
    let request = sims
        .request(Method::POST, "/results", key)
        .header("Content-Type", mime)
        .header("Idempotency-Key", "m1")
        .body(Full::from(Bytes::from(body)))
        .expect("a request");
    sims.send(request).await.expect("an answer").0.as_u16()
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn any_port() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}
