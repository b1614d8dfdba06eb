//! Signing in at the console, accounts, and cards.

use crate::support::{Bench, PASSWORD, UNLOCK_CODE, card_body, issue_card};
use platform::identity::Password;
use serde_json::json;
use vocabulary::{Role, minutes};

#[tokio::test]
async fn a_session_begins_with_name_and_password_and_ends_when_told() {
    let bench = Bench::new().await;
    let reply = bench.try_sign_in("admin", PASSWORD).await;
    let set_cookie = reply.headers["set-cookie"].to_str().expect("text").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(set_cookie.contains(part), "{set_cookie}");
    }
    let admin = bench.sign_in("admin").await;
    let session = admin.get("/api/v1/session").await.ok();
    assert_eq!(session["roles"], json!(["administrator"]));
    assert_eq!(session["csrf"], admin.csrf.as_str());

    assert_eq!(admin.send("DELETE", "/api/v1/session", "", None).await.status, 204);
    assert_eq!(admin.get("/api/v1/session").await.problem(401), "sign-in-needed");
}

#[tokio::test]
async fn a_session_is_over_after_a_day() {
    let bench = Bench::new().await;
    let admin = bench.sign_in("admin").await;
    bench.pass(vocabulary::hours(12));
    assert_eq!(admin.get("/api/v1/session").await.problem(401), "sign-in-needed");
}

#[tokio::test]
async fn another_page_cannot_command_with_the_cookie_alone() {
    let bench = Bench::new().await;
    let admin = bench.sign_in("admin").await;
    let headers = [("cookie", &*admin.cookie), ("idempotency-key", "k")];
    let reply = bench.send("DELETE", "/api/v1/session", &headers, None).await;
    assert_eq!(reply.problem(401), "sign-in-needed");
    admin.get("/api/v1/session").await.ok();
}

#[tokio::test]
async fn the_fifth_wrong_password_locks_for_a_quarter_of_an_hour() {
    let bench = Bench::new().await;
    for _ in 0..5 {
        let reply = bench.try_sign_in("admin", "wrong horse").await;
        assert_eq!(reply.problem(401), "credentials-wrong");
    }
    assert_eq!(bench.try_sign_in("admin", PASSWORD).await.problem(403), "locked");
    bench.pass(minutes(16));
    bench.try_sign_in("admin", PASSWORD).await.ok();
}

#[tokio::test]
async fn a_right_password_gives_the_tries_back() {
    let bench = Bench::new().await;
    for _ in 0..3 {
        for _ in 0..4 {
            bench.try_sign_in("admin", "wrong horse").await.problem(401);
        }
        bench.try_sign_in("admin", PASSWORD).await.ok();
    }
}

#[tokio::test]
async fn guesses_at_the_same_time_get_no_more_tries() {
    let bench = Bench::new().await;
    let guesses = (0..20).map(|_| bench.try_sign_in("admin", "wrong horse"));
    let replies = futures::future::join_all(guesses).await;
    let looked_at = replies.iter().filter(|reply| reply.status == 401).count();
    assert_eq!(looked_at, 5);
}

#[tokio::test]
async fn an_unknown_name_looks_like_a_known_one() {
    let bench = Bench::new().await;
    for _ in 0..6 {
        let mut unknown = bench.try_sign_in("nobody", "wrong horse").await;
        let mut known = bench.try_sign_in("admin", "wrong horse").await;
        // Every request has an id of its own.
        for reply in [&mut unknown, &mut known] {
            assert!(reply.body["correlation"].take().is_string());
        }
        assert_eq!((unknown.status, unknown.body), (known.status, known.body));
    }
}

#[tokio::test]
async fn whoever_knocks_too_often_waits() {
    let bench = Bench::new().await;
    let mut statuses = Vec::new();
    for n in 0..80 {
        statuses.push(bench.try_sign_in(&format!("nobody-{n}"), "x").await.status.as_u16());
    }
    assert_eq!(statuses.last(), Some(&429));
    bench.pass(minutes(1));
    bench.try_sign_in("admin", PASSWORD).await.ok();
}

#[tokio::test]
async fn a_new_password_ends_all_sessions() {
    let bench = Bench::new().await;
    let (here, there) = (bench.sign_in("admin").await, bench.sign_in("admin").await);
    let change = |current: &str, new: &str| json!({ "current": current, "new": new });
    let path = "/api/v1/session/password";
    let wrong = here.post(path, change("wrong horse", "staple under the bridge")).await;
    assert_eq!(wrong.problem(401), "credentials-wrong");
    assert_eq!(here.post(path, change(PASSWORD, "admin")).await.problem(422), "invalid");
    here.post(path, change(PASSWORD, "staple under the bridge")).await.ok();
    there.get("/api/v1/session").await.problem(401);
    bench.try_sign_in("admin", PASSWORD).await.problem(401);
    bench.try_sign_in("admin", "staple under the bridge").await.ok();
}

#[tokio::test]
async fn an_account_is_made_disabled_and_given_a_new_password() {
    let bench = Bench::with_everybody().await;
    let admin = bench.role(Role::Administrator).await;
    let head = bench.role(Role::StationHead).await;
    let path = "/api/v1/accounts/station-head";
    admin.post(&format!("{path}/disable"), json!({})).await.ok();
    head.get("/api/v1/session").await.problem(401);
    assert_eq!(bench.try_sign_in("station-head", PASSWORD).await.problem(403), "locked");
    let listed = admin.get("/api/v1/accounts?after=security-officer&limit=1").await.ok();
    assert_eq!(listed["items"][0]["state"], "disabled");
    assert_eq!(listed["items"][0]["login"], "station-head");

    let renewed = json!({ "password": "staple under the bridge" });
    admin.command("PUT", &format!("{path}/password"), renewed).await.ok();
    bench.try_sign_in("station-head", "staple under the bridge").await.ok();
    let own = "/api/v1/accounts/administrator/disable";
    assert_eq!(admin.post(own, json!({})).await.problem(409), "conflict");
}

#[tokio::test]
async fn a_name_and_a_person_have_one_account() {
    let bench = Bench::with_everybody().await;
    let admin = bench.sign_in("admin").await;
    let account = |login: &str, staff_no: &str| json!({ "login": login, "staff_no": staff_no, "password": PASSWORD });
    let path = "/api/v1/accounts";
    assert_eq!(admin.post(path, account("dispatcher", "P00")).await.problem(409), "conflict");
    assert_eq!(admin.post(path, account("another", "P00")).await.problem(409), "conflict");
    assert_eq!(admin.post(path, account("another", "nobody")).await.problem(422), "invalid");
    assert_eq!(admin.post(path, account("Not Plain", "P00")).await.problem(422), "invalid");
}

#[tokio::test]
async fn a_command_is_answered_once_and_its_key_serves_no_other() {
    let bench = Bench::with_everybody().await;
    let officer = bench.role(Role::SecurityOfficer).await;
    let path = "/api/v1/terminals/enrolment-codes";
    let first = officer.keyed("k1", path, json!({ "name": "倴城-01" })).await.ok();
    let again = officer.keyed("k1", path, json!({ "name": "倴城-01" })).await.ok();
    assert_eq!(first, again, "the same code, not a second one");
    let other = officer.keyed("k1", path, json!({ "name": "倴城-02" })).await;
    assert_eq!(other.problem(422), "idempotency-key-reused");
    let keyless = officer.keyed("", path, json!({ "name": "倴城-02" })).await;
    assert_eq!(keyless.problem(400), "idempotency-key-missing");
    // Somebody else's key is another key.
    let admin = bench.role(Role::Administrator).await;
    let account = json!({ "login": "new-one", "staff_no": "0000", "password": PASSWORD });
    let reply = admin.keyed("k1", "/api/v1/accounts", account).await;
    assert_eq!(reply.problem(409), "conflict", "the first administrator has an account");
}

#[tokio::test]
async fn an_unlock_code_comes_out_for_a_reason_and_is_written_down() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let card = issue_card(&bench, person, "C1").await;
    let id = security_unit::SigningToken::identity(&card).card;
    let officer = bench.role(Role::SecurityOfficer).await;
    let path = format!("/api/v1/cards/{id}/unlock");
    assert_eq!(officer.post(&path, json!({ "reason": "" })).await.problem(422), "invalid");
    let reply = officer.keyed("u1", &path, json!({ "reason": "本人忘记口令" })).await.ok();
    assert_eq!(reply["unlock_code"], UNLOCK_CODE);
    let again = officer.keyed("u1", &path, json!({ "reason": "本人忘记口令" })).await.ok();
    assert_eq!(again, reply);

    let chain = officer.get(&format!("/api/v1/audit/card:{id}")).await.ok();
    assert_eq!(chain["verified"], true);
    let kinds: Vec<_> =
        chain["items"].as_array().expect("a list").iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(kinds, ["card_issued", "unlock_code_revealed"], "once, though asked twice");
    assert!(!chain.to_string().contains(UNLOCK_CODE));

    officer.post(&format!("/api/v1/cards/{id}/revoke"), json!({ "reason": "离职" })).await.ok();
    assert_eq!(officer.post(&path, json!({ "reason": "再解锁" })).await.problem(409), "conflict");
    let cards = officer.get("/api/v1/cards").await.ok();
    assert_eq!(cards["items"][0]["revoked"], true);
}

#[tokio::test]
async fn a_card_is_registered_once_and_for_somebody() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let officer = bench.role(Role::SecurityOfficer).await;
    let card = issue_card(&bench, person, "C1").await;
    let same_card = officer.post("/api/v1/cards", card_body(&card, person, "C2")).await;
    assert_eq!(same_card.problem(409), "conflict");
    let other = security_unit::FakeCard::with_pin_presented(&*bench.entropy);
    let same_serial = officer.post("/api/v1/cards", card_body(&other, person, "C1")).await;
    assert_eq!(same_serial.problem(409), "conflict");
    let stranger = security_unit::SigningToken::identity(&other).owner.person;
    let nobodys = officer.post("/api/v1/cards", card_body(&other, stranger, "C3")).await;
    assert_eq!(nobodys.problem(422), "invalid");
}

#[tokio::test]
async fn the_first_administrator_is_made_once() {
    let bench = Bench::new().await;
    let password = Password::from(PASSWORD.to_owned());
    let password = password.hash(&*bench.entropy, 64).await.expect("hashed");
    let again = platform::identity::operations::FirstAdministrator {
        org: bench.platform.org(),
        act: platform::audit::Act {
            at: bench.platform.clock().now(),
            actor: "ronghe init".into(),
            correlation: bench.platform.correlate(),
        },
        person: vocabulary::PersonId::make(&*bench.clock, &*bench.entropy),
        staff_no: "0001".into(),
        name: "另一人".into(),
        mobile: "15400000001".into(),
        login: "second".into(),
        password,
    };
    let refused = bench.platform.store().write(again).await;
    assert_eq!(refused.expect_err("there is one").kind, platform::http::ProblemKind::Conflict);
}
