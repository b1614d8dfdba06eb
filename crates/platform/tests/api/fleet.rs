//! Terminals: enrolled, challenged, signed in on, locked, lost.

use crate::support::{Bench, TestTerminal, card_body, enrolment_code, issue_card};
use p256::ecdsa::SigningKey;
use security_unit::{FakeCard, SigningToken as _};
use serde_json::json;
use vocabulary::{CardKind, Entropy as _, Role, hours, minutes};

#[tokio::test]
async fn a_code_enrols_one_terminal() {
    let bench = Bench::with_everybody().await;
    let code = enrolment_code(&bench, "倴城-01").await;
    let key = SigningKey::from_slice(&bench.entropy.key()).expect("almost any bytes");
    let enrolled = TestTerminal::try_enrol(&bench, &key, &code.to_lowercase()).await.ok();
    assert_eq!(enrolled["name"], "倴城-01");
    assert_eq!(enrolled["recovery_key"].as_str().map(str::len), Some(66));
    let again = TestTerminal::try_enrol(&bench, &key, &code).await;
    assert_eq!(again.problem(401), "credentials-wrong");
    let wrong = TestTerminal::try_enrol(&bench, &key, "0000-0000-0000").await;
    assert_eq!(wrong.problem(401), "credentials-wrong");
}

#[tokio::test]
async fn two_terminals_at_once_do_not_share_a_code() {
    let bench = Bench::with_everybody().await;
    let code = enrolment_code(&bench, "倴城-01").await;
    let key = SigningKey::from_slice(&bench.entropy.key()).expect("almost any bytes");
    let attempts = (0..4).map(|_| TestTerminal::try_enrol(&bench, &key, &code));
    let replies = futures::future::join_all(attempts).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
}

#[tokio::test]
async fn a_code_waits_three_days() {
    let bench = Bench::with_everybody().await;
    let code = enrolment_code(&bench, "倴城-01").await;
    bench.pass(hours(73));
    let key = SigningKey::from_slice(&bench.entropy.key()).expect("almost any bytes");
    TestTerminal::try_enrol(&bench, &key, &code).await.problem(401);
}

#[tokio::test]
async fn terminal_and_card_open_a_session_with_a_lease_that_stays_the_same() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let card = issue_card(&bench, person, "C1").await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    let first = terminal.open(Some(&card)).await.ok();
    assert_eq!(first["person"]["person"], json!(person));
    assert_eq!(first["person"]["roles"], json!(["area_manager"]));
    assert_eq!(first["lease"]["secret"].as_str().map(str::len), Some(64));
    bench.pass(hours(80));
    let later = terminal.open(Some(&card)).await.ok();
    assert_eq!(first["lease"]["secret"], later["lease"]["secret"]);
    assert_ne!(first["token"], later["token"]);

    let other = TestTerminal::enrol(&bench, "倴城-02").await;
    let elsewhere = other.open(Some(&card)).await.ok();
    assert_ne!(first["lease"]["secret"], elsewhere["lease"]["secret"]);
}

#[tokio::test]
async fn a_terminal_alone_gets_a_session_for_sealed_work_only() {
    let bench = Bench::with_everybody().await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    let opened = terminal.open(None).await.ok();
    assert!(opened.get("person").is_none() && opened.get("lease").is_none());
    let bearer = format!("Bearer {}", opened["token"].as_str().expect("a token"));
    let headers = [("authorization", &*bearer)];
    let feed = bench.send("GET", "/sync/v1/feed?cursor=0", &headers, None).await;
    assert_eq!(feed.problem(401), "sign-in-needed");
    let sealed = bench.send("POST", "/terminal/v1/sealed", &headers, Some(json!({ "items": [] })));
    assert_eq!(sealed.await.ok()["results"], json!([]));
}

#[tokio::test]
async fn a_challenge_is_answered_once_rightly_and_in_time() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let card = issue_card(&bench, person, "C1").await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;

    let answer = terminal.answer(&terminal.nonce().await, Some(&card));
    terminal.try_open(answer.clone()).await.ok();
    assert_eq!(terminal.try_open(answer).await.problem(401), "credentials-wrong");

    let mut forged = terminal.answer(&terminal.nonce().await, Some(&card));
    let right = forged.clone();
    forged["terminal_signature"] = json!("11".repeat(64));
    assert_eq!(terminal.try_open(forged).await.problem(401), "credentials-wrong");
    assert_eq!(terminal.try_open(right).await.problem(401), "credentials-wrong", "it is used up");

    let late = terminal.answer(&terminal.nonce().await, None);
    bench.pass(minutes(3));
    assert_eq!(terminal.try_open(late).await.problem(401), "credentials-wrong");

    // The card signed another challenge.
    let (one, other) = (terminal.nonce().await, terminal.nonce().await);
    let mut mixed = terminal.answer(&one, Some(&card));
    mixed["card"] = terminal.answer(&other, Some(&card))["card"].clone();
    assert_eq!(terminal.try_open(mixed).await.problem(401), "credentials-wrong");

    // A card that nobody has registered.
    let stranger = security_unit::FakeCard::with_pin_presented(&*bench.entropy);
    assert_eq!(terminal.open(Some(&stranger)).await.problem(401), "credentials-wrong");
}

#[tokio::test]
async fn a_challenge_of_one_terminal_is_none_for_another() {
    let bench = Bench::with_everybody().await;
    let one = TestTerminal::enrol(&bench, "倴城-01").await;
    let other = TestTerminal::enrol(&bench, "倴城-02").await;
    let answer = other.answer(&one.nonce().await, None);
    assert_eq!(other.try_open(answer).await.problem(401), "credentials-wrong");
}

#[tokio::test]
async fn a_locked_terminal_signs_nobody_in_but_still_speaks_for_itself() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let card = issue_card(&bench, person, "C1").await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    let lease = terminal.open(Some(&card)).await.ok()["lease"]["secret"].clone();
    let bearer = format!("Bearer {}", terminal.sign_in(&card).await);
    let headers = [("authorization", &*bearer)];
    let officer = bench.role(Role::SecurityOfficer).await;
    let path = format!("/api/v1/terminals/{}", terminal.id);

    officer.post(&format!("{path}/lock"), json!({ "reason": "借给他人使用" })).await.ok();
    let feed = bench.send("GET", "/sync/v1/feed?cursor=0", &headers, None).await;
    assert_eq!(feed.problem(401), "sign-in-needed", "its sessions are over");
    assert_eq!(terminal.open(Some(&card)).await.problem(403), "locked");
    terminal.open(None).await.ok();

    officer.post(&format!("{path}/unlock"), json!({ "reason": "已收回" })).await.ok();
    assert_eq!(terminal.open(Some(&card)).await.ok()["lease"]["secret"], lease);

    officer.post(&format!("{path}/report-lost"), json!({ "reason": "现场丢失" })).await.ok();
    assert_eq!(terminal.open(Some(&card)).await.problem(403), "locked");
    terminal.open(None).await.ok();
    officer.post(&format!("{path}/unlock"), json!({ "reason": "找回" })).await.ok();
    let found = terminal.open(Some(&card)).await.ok();
    assert_eq!(found["lease"]["secret"], lease, "its stores open again");

    let chain = officer.get(&format!("/api/v1/audit/terminal:{}", terminal.id)).await.ok();
    assert_eq!(chain["verified"], true);
    assert_eq!(chain["items"][0]["kind"], "terminal_enrolled");
}

#[tokio::test]
async fn a_revoked_card_ends_its_sessions_and_opens_no_other() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let card = issue_card(&bench, person, "C1").await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    let bearer = format!("Bearer {}", terminal.sign_in(&card).await);
    let officer = bench.role(Role::SecurityOfficer).await;
    let path = format!("/api/v1/cards/{}/revoke", card.identity().card);
    officer.post(&path, json!({ "reason": "卡遗失" })).await.ok();
    let headers = [("authorization", &*bearer)];
    bench.send("GET", "/sync/v1/feed?cursor=0", &headers, None).await.problem(401);
    assert_eq!(terminal.open(Some(&card)).await.problem(403), "locked");
}

#[tokio::test]
async fn who_has_left_is_signed_out_everywhere() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let card = issue_card(&bench, person, "C1").await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    let bearer = format!("Bearer {}", terminal.sign_in(&card).await);
    let console = bench.role(Role::AreaManager).await;
    let admin = bench.sign_in("admin").await;
    let left = json!({
        "staff_no": "P00", "name": "王建国", "mobile": "15412341234", "station": "S1",
        "active": false, "roles": [],
    });
    admin.command("PUT", "/api/v1/people/P00", left).await.ok();
    console.get("/api/v1/session").await.problem(401);
    let headers = [("authorization", &*bearer)];
    bench.send("GET", "/sync/v1/feed?cursor=0", &headers, None).await.problem(401);
    assert_eq!(terminal.open(Some(&card)).await.problem(403), "locked");
    assert_eq!(bench.try_sign_in("area-manager", crate::support::PASSWORD).await.status, 401);
}

#[tokio::test]
async fn signing_out_ends_the_terminals_session() {
    let bench = Bench::with_everybody().await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    let opened = terminal.open(None).await.ok();
    let bearer = format!("Bearer {}", opened["token"].as_str().expect("a token"));
    let headers = [("authorization", &*bearer)];
    let out = bench.send("DELETE", "/terminal/v1/session", &headers, None).await;
    assert_eq!(out.status, 204);
    bench.send("DELETE", "/terminal/v1/session", &headers, None).await.problem(401);
}

#[tokio::test]
async fn a_terminal_that_knocks_too_often_waits() {
    let bench = Bench::with_everybody().await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    let body = json!({ "terminal": terminal.id });
    let mut status = 0;
    for _ in 0..30 {
        let path = "/terminal/v1/challenges";
        status = bench.send("POST", path, &[], Some(body.clone())).await.status.as_u16();
    }
    assert_eq!(status, 429);
    bench.pass(minutes(1));
    terminal.open(None).await.ok();
}

#[tokio::test]
async fn a_station_head_sees_his_stations_terminals_only() {
    let bench = Bench::with_everybody().await;
    TestTerminal::enrol(&bench, "公司-01").await;
    let officer = bench.role(Role::SecurityOfficer).await;
    assert_eq!(officer.get("/api/v1/terminals").await.ok()["items"][0]["name"], "公司-01");
    let head = bench.role(Role::StationHead).await;
    assert_eq!(head.get("/api/v1/terminals").await.ok()["items"], json!([]));
    let stations = head.get("/api/v1/stations").await.ok();
    let station = stations["items"][0]["station"].clone();
    let code = json!({ "name": "倴城-01", "station": station });
    let code = officer.post("/api/v1/terminals/enrolment-codes", code).await.ok();
    let key = SigningKey::from_slice(&bench.entropy.key()).expect("almost any bytes");
    TestTerminal::try_enrol(&bench, &key, code["code"].as_str().expect("a code")).await.ok();
    assert_eq!(head.get("/api/v1/terminals").await.ok()["items"][0]["name"], "倴城-01");
}

#[tokio::test]
async fn only_an_operators_card_signs_a_person_in() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let officer = bench.role(Role::SecurityOfficer).await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    for (kind, serial) in [(CardKind::Business, "B1"), (CardKind::Tf, "T1")] {
        let card = FakeCard::with_pin_presented(&*bench.entropy).of_kind(kind);
        officer.post("/api/v1/cards", card_body(&card, person, serial)).await.ok();
        let refused = terminal.open(Some(&card)).await;
        assert_eq!(refused.body["detail"], kind.instead_of(CardKind::Operator).zh);
        assert_eq!(refused.problem(409), "other-card-kind");
    }
    let cards = officer.get("/api/v1/cards").await.ok();
    let kinds = cards["items"].as_array().expect("a list").iter().map(|card| &card["kind"]);
    assert_eq!(kinds.collect::<Vec<_>>(), ["business", "tf"]);
}

#[tokio::test]
async fn a_terminal_on_a_tf_card_is_known_by_it_and_shut_out_with_it() {
    let bench = Bench::with_everybody().await;
    let officer = bench.role(Role::SecurityOfficer).await;
    let person = bench.person(Role::AreaManager).await;
    let enrol = async |card: &FakeCard, code: &str| {
        let identity = card.identity();
        let body = json!({
            "code": code, "public_key": identity.public_key, "tf_card": identity.card,
            "release_no": "0.1.0",
        });
        bench.send("POST", "/terminal/v1/enrol", &[], Some(body)).await
    };
    let code = enrolment_code(&bench, "倴城-01").await;
    let card = FakeCard::with_pin_presented(&*bench.entropy).of_kind(CardKind::Tf);
    assert_eq!(enrol(&card, &code).await.problem(409), "conflict", "nobody has registered it");
    let operators = issue_card(&bench, person, "C1").await;
    assert_eq!(enrol(&operators, &code).await.problem(409), "other-card-kind");
    officer.post("/api/v1/cards", card_body(&card, person, "T1")).await.ok();
    let enrolled = enrol(&card, &code).await.ok();

    let open = async || {
        let terminal = enrolled["terminal"].clone();
        let asked = json!({ "terminal": terminal });
        let challenge = bench.send("POST", "/terminal/v1/challenges", &[], Some(asked)).await.ok();
        let nonce = hex::decode(challenge["nonce"].as_str().expect("a nonce")).expect("hex");
        let signature = card.sign(&platform::fleet::terminal_message(&nonce)).expect("it is open");
        let body = json!({
            "terminal": terminal, "nonce": challenge["nonce"], "release_no": "0.1.0",
            "terminal_signature": signature,
        });
        bench.send("POST", "/terminal/v1/sessions", &[], Some(body)).await
    };
    let token = open().await.ok()["token"].as_str().expect("a token").to_owned();
    let batch = || Some(json!({ "works": [] }));
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    let before = bench.send("POST", "/terminal/v1/meter-works", &headers, batch()).await;
    assert_ne!(before.status, 401, "{:?}", before.body);

    let id = card.identity().card;
    officer.post(&format!("/api/v1/cards/{id}/revoke"), json!({ "reason": "遗失" })).await.ok();
    let after = bench.send("POST", "/terminal/v1/meter-works", &headers, batch()).await;
    assert_eq!(after.problem(401), "sign-in-needed", "its session has ended");
    assert_eq!(open().await.problem(403), "locked");
    let code = enrolment_code(&bench, "倴城-02").await;
    assert_eq!(enrol(&card, &code).await.problem(409), "conflict", "it is revoked");
}
