//! What people may do by which certificates, and stages that ask for one.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use vocabulary::{PersonId, Role, hours};

use crate::support::{
    Bench, Console, activate, application, message, open_stage, process_files, record_of, tell,
};

const KIND: &str = "low_voltage_electrician";

/// The process, its first stage for certified people alone.
fn demanding() -> BTreeMap<String, String> {
    let mut files = process_files();
    let drawing = files.get_mut("process.bpmn").expect("there");
    let stage = r#"<bpmn:userTask id="acceptance""#;
    assert!(drawing.contains(stage));
    *drawing = drawing.replacen(stage, &format!(r#"{stage} ronghe:certificates="{KIND}""#), 1);
    files
}

async fn put_kind(bench: &Bench) {
    let admin = bench.role(Role::Administrator).await;
    let kind = json!({
        "kind": KIND, "name": { "zh": "低压电工作业证", "en": "Low-voltage electrician's licence" },
    });
    let path = format!("/api/v1/certificate-kinds/{KIND}");
    assert_eq!(admin.command("PUT", &path, kind).await.ok()["changed"], true);
}

async fn certify(head: &Console<'_>, person: PersonId, valid_to: &str) -> Value {
    let certificate = json!({
        "person": person, "kind": KIND, "number": "T130203198001011234", "issued_by": "应急管理局",
        "valid_from": "2026-01-01", "valid_to": valid_to,
    });
    head.post("/api/v1/certificates", certificate).await.ok()["certificate"].clone()
}

async fn taken(bench: &Bench, order_no: &str) -> sync::OrderView {
    let taken = tell(bench, message(order_no, 1, "new", application())).await.ok();
    let order = taken["order"].as_str().expect("an order").parse().expect("an id");
    record_of(bench, order).await.view
}

#[tokio::test]
async fn a_stage_goes_to_who_has_the_certificate_that_it_asks_for() {
    let bench = Bench::with_everybody().await;
    let admin = bench.role(Role::Administrator).await;
    let refused = admin.post("/api/v1/processes", json!({ "files": demanding() })).await;
    let faults = refused.body["more"]["faults"].clone();
    assert_eq!(refused.problem(422), "invalid", "the organisation knows no such kind");
    assert_eq!(faults[0]["element"], "acceptance", "{faults}");

    put_kind(&bench).await;
    activate(&bench, demanding()).await;
    let head = bench.role(Role::StationHead).await;
    let nobody = taken(&bench, "1302000100000001").await;
    assert_eq!(open_stage(&nobody).assignee, None, "nobody may do it");
    let manager = bench.person(Role::AreaManager).await;
    let give = json!({
        "order": nobody.order, "stage": open_stage(&nobody).stage, "to": manager, "reason": "急",
    });
    let refused = head.post("/api/v1/orders/dispatch", give.clone()).await;
    assert_eq!(refused.body["more"]["without"], KIND);
    assert!(refused.body["detail"].as_str().is_some_and(|said| said.contains("低压电工作业证")));
    assert_eq!(refused.problem(422), "invalid", "no reason changes that");

    // 2026-05-29 in Shanghai: valid today, and over tomorrow.
    let clerk = bench.person(Role::CounterClerk).await;
    certify(&head, clerk, "2026-05-29").await;
    let second = taken(&bench, "1302000100000002").await;
    assert_eq!(open_stage(&second).assignee, Some(clerk));
    let file = head.get(&format!("/api/v1/orders/{}", second.order)).await.ok();
    let mut story = file["story"].as_array().expect("a story").iter();
    let passed = story.find(|entry| entry["kind"] == "passed_over").expect("it says who was not");
    assert_eq!(
        (&passed["body"]["person"], &passed["body"]["without"]),
        (&json!(manager), &json!(KIND))
    );

    bench.pass(hours(24));
    let head = bench.role(Role::StationHead).await;
    let third = taken(&bench, "1302000100000003").await;
    assert_eq!(open_stage(&third).assignee, None, "it counts no more");
    let mine = certify(&head, manager, "2028-12-31").await;
    let fourth = taken(&bench, "1302000100000004").await;
    assert_eq!(open_stage(&fourth).assignee, Some(manager), "A comes first again");
    head.post("/api/v1/orders/dispatch", give).await.ok();

    let withdraw = json!({ "certificate": mine, "reason": "证书作废" });
    head.post("/api/v1/certificates/withdraw", withdraw.clone()).await.ok();
    let again = head.post("/api/v1/certificates/withdraw", withdraw).await;
    assert_eq!(again.problem(410), "gone");
    let fifth = taken(&bench, "1302000100000005").await;
    assert_eq!(open_stage(&fifth).assignee, None);
}

#[tokio::test]
async fn certificates_are_listed_with_what_is_left_of_them_and_kept_by_the_station() {
    let bench = Bench::with_everybody().await;
    put_kind(&bench).await;
    let head = bench.role(Role::StationHead).await;
    let manager = bench.person(Role::AreaManager).await;
    let certificate = certify(&head, manager, "2026-06-05").await;
    let listed = head.get("/api/v1/certificates").await.ok();
    assert_eq!(listed["kinds"][0]["kind"], KIND);
    let item = &listed["items"][0];
    assert_eq!((&item["certificate"], &item["valid"]), (&certificate, &json!(true)));
    assert_eq!((&item["valid_to"], &item["days_left"]), (&json!("2026-06-05"), &json!(7)));
    assert_eq!(item["number"], "T13020*********1234", "many are an identity number");

    let extend = |to: &str| json!({ "certificate": certificate, "valid_to": to });
    let path = "/api/v1/certificates/extend";
    assert_eq!(head.post(path, extend("2026-06-05")).await.problem(422), "invalid");
    head.post(path, extend("2027-06-05")).await.ok();
    let listed = head.get("/api/v1/certificates").await.ok();
    assert_eq!(listed["items"][0]["valid_to"], "2027-06-05");

    let wrong = |change: Value| {
        let mut new = json!({
            "person": manager, "kind": KIND, "number": "1", "issued_by": "应急管理局",
            "valid_from": "2026-01-01", "valid_to": "2026-12-31",
        });
        sync::apply_patch(&mut new, &change);
        new
    };
    for change in [
        json!({ "kind": "unheard_of" }),
        json!({ "number": " " }),
        json!({ "issued_by": "" }),
        json!({ "valid_to": "2025-12-31" }),
    ] {
        let refused = head.post("/api/v1/certificates", wrong(change)).await;
        assert_eq!(refused.problem(422), "invalid");
    }
}
