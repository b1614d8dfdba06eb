//! What a submit has to be before it moves its order, however it comes: from a terminal, merged later, or at a desk.

use serde_json::{Value, json};
use sync::{Attached, Recipient};
use vocabulary::{AttachmentId, Clock as _, Digest, Role, hours};

use crate::support::{Bench, Worker, hand_over_short, open_stage, record_of};

fn file(bench: &Bench) -> Attached {
    let attachment = AttachmentId::make(&*bench.clock, &*bench.entropy);
    let sha256 = Digest::of(attachment.to_string().as_bytes());
    Attached { attachment, sha256, size: 4_000, mime: "image/png".to_owned() }
}

/// The short process's first form, with the customer's signature in a file.
fn values(bench: &Bench, image: &Attached) -> Value {
    let at = bench.clock.now();
    json!({
        "outcome": "proceed", "note": "受理",
        "signature": {
            "strokes": [[{ "x": 1, "y": 1, "t": 0 }, { "x": 5, "y": 9, "t": 30 }]],
            "image": {
                "attachment_id": image.attachment, "sha256": image.sha256, "size": image.size,
                "mime": image.mime, "taken_at": at,
            },
            "signer_name": "张伟", "relation": "self", "signed_at": at,
            "signed_sha256": Digest::of(b"signed"),
        },
    })
}

fn refused(reason: &str) -> Value {
    json!({ "result": "refused", "reason": reason })
}

async fn items(bench: &Bench) -> Vec<Value> {
    let head = bench.role(Role::StationHead).await;
    let list = head.get("/api/v1/items?limit=50").await.ok();
    list["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_submit_names_its_files_and_who_goes_on() {
    let bench = Bench::with_everybody().await;
    let installer = bench.person(Role::MeterInstaller).await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let order = hand_over_short(&bench).await;
    let (image, other) = (file(&bench), file(&bench));
    let values = values(&bench, &image);
    let to = Some(Recipient::Person(installer));

    let unannounced = worker.submits(&order, values.clone(), &[], to).await;
    assert_eq!(unannounced, refused("file_unannounced"));
    let elsewhere = worker.submits(&order, values.clone(), std::slice::from_ref(&other), to).await;
    assert_eq!(elsewhere, refused("file_unannounced"));
    let changed = Attached { sha256: Digest::of(b"another picture"), ..image.clone() };
    let changed = worker.submits(&order, values.clone(), &[changed], to).await;
    assert_eq!(changed, refused("file_unannounced"));
    // It is announced as another picture now, and stays refused: nobody can tell which is the true one.
    let both = worker.submits(&order, values.clone(), std::slice::from_ref(&image), to).await;
    assert_eq!(both, refused("file_unannounced"));

    let image = file(&bench);
    let values = self::values(&bench, &image);
    let needs = std::slice::from_ref(&image);
    let nobody = worker.submits(&order, values.clone(), needs, None).await;
    assert_eq!(nobody, refused("recipient_invalid"));
    let clerk = Some(Recipient::Role(Role::BackOfficeClerk));
    assert_eq!(
        worker.submits(&order, values.clone(), needs, clerk).await,
        refused("recipient_invalid")
    );
    let applied = worker.submits(&order, values, needs, to).await;
    assert_eq!(applied["result"], "applied");
}

#[tokio::test]
async fn merging_asks_what_taking_asks() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let order = hand_over_short(&bench).await;
    let image = file(&bench);
    let to = Some(Recipient::Role(Role::MeterInstaller));
    let mut without_note = values(&bench, &image);
    without_note["note"] = json!("");
    let needs = std::slice::from_ref(&image);
    for (body, needs, to) in [
        (without_note, needs, to),
        (values(&bench, &file(&bench)), needs, to),
        (values(&bench, &image), needs, None),
    ] {
        assert_eq!(worker.submits(&order, body, needs, to).await["result"], "refused");
    }

    let head = bench.role(Role::StationHead).await;
    let waiting = items(&bench).await;
    assert_eq!(waiting.len(), 3);
    for item in &waiting {
        let merge = json!({ "item": item["item"], "resolution": "merge", "remark": "看着可以" });
        let reply = head.post("/api/v1/items/resolve", merge).await;
        assert_eq!(reply.problem(422), "invalid", "{item}");
    }
    let file = head.get(&format!("/api/v1/orders/{}", order.order)).await.ok();
    let stage = &file["order"]["stages"][open_stage(&order).stage.to_string()];
    assert_eq!(stage["state"], "dispatched", "nothing of it moved the order");
    let faults = file["story"].as_array().expect("a story").iter();
    assert_eq!(faults.filter(|entry| entry["kind"] == "submission_fault").count(), 3);
}

#[tokio::test]
async fn a_desk_takes_no_evidence_that_only_a_terminal_can_prove() {
    let bench = Bench::with_everybody().await;
    let order = hand_over_short(&bench).await;
    let manager = bench.role(Role::AreaManager).await;
    let stage = open_stage(&order).stage;
    let perform = |values: Value, to: Value| {
        let body = json!({ "order": order.order, "stage": stage, "values": values, "to": to });
        manager.post("/api/v1/orders/perform", body)
    };
    let installer = json!({ "role": "meter_installer" });
    let made_up = perform(values(&bench, &file(&bench)), installer.clone()).await;
    assert_eq!(made_up.body["more"]["field"], "signature", "{}", made_up.body);
    assert_eq!(made_up.problem(422), "invalid");
    let plain = json!({ "outcome": "proceed", "note": "柜台受理" });
    assert_eq!(perform(plain.clone(), Value::Null).await.problem(422), "invalid");
    perform(plain, installer).await.ok();
}

#[tokio::test]
async fn a_desk_is_told_who_may_take_what_comes_next() {
    let bench = Bench::with_everybody().await;
    let order = hand_over_short(&bench).await;
    let installer = bench.person(Role::MeterInstaller).await;
    let head = bench.role(Role::StationHead).await;
    let (from, until) = (bench.clock.now(), bench.clock.now().plus(hours(24)));
    let absence = json!({ "person": installer, "kind": "leave", "from": from, "until": until, "note": "年休" });
    head.post("/api/v1/absences", absence).await.ok();

    let manager = bench.role(Role::AreaManager).await;
    let stage = open_stage(&order).stage;
    let next = async |outcome: &str| {
        let values = json!({ "outcome": outcome, "note": "柜台受理" });
        let body = json!({ "order": order.order, "stage": stage, "values": values });
        manager.post("/api/v1/orders/preview-next", body).await.ok()
    };
    let going_on = next("proceed").await;
    let roles = going_on["roles"].as_array().expect("roles");
    assert!(roles.contains(&json!("meter_installer")), "{going_on}");
    let mut people = going_on["people"].as_array().expect("people").iter();
    let away = people.find(|one| one["person"] == json!(installer)).expect("the installer");
    assert_eq!(away["away_until"], json!(until));
    assert_eq!(next("withdrawn").await, json!({ "roles": [], "people": [] }), "it ends the order");
}

#[tokio::test]
async fn what_came_with_an_earlier_opening_need_not_come_again() {
    let bench = Bench::with_everybody().await;
    let mut worker = Worker::sign_in(&bench, Role::AreaManager, "T1").await;
    let order = hand_over_short(&bench).await;
    let image = file(&bench);
    let values = values(&bench, &image);
    let to = Some(Recipient::Role(Role::MeterInstaller));
    let first = open_stage(&order).element.clone();
    let applied = worker.submits(&order, values.clone(), std::slice::from_ref(&image), to).await;
    assert_eq!(applied["result"], "applied", "{applied}");
    let head = bench.role(Role::StationHead).await;
    let back = json!({ "order": order.order, "to": first, "reason": "再看一遍", "fields": [] });
    head.post("/api/v1/orders/send-back", back).await.ok();
    let again = record_of(&bench, order.order).await.view;
    assert_ne!(open_stage(&again).stage, open_stage(&order).stage);

    // A terminal that never had the picture has nothing to send: it names what the platform has.
    worker.changes_terminal("T2").await;
    let stage = open_stage(&again).stage;
    let mut changed = values.clone();
    changed["signature"]["image"]["sha256"] = json!(Digest::of(b"another picture"));
    let changed = worker.submit_of(&again, stage, changed, Vec::new(), to);
    assert_eq!(worker.hand_in(&changed).await, refused("file_unannounced"), "another picture");
    let submit = worker.submit_of(&again, stage, values, Vec::new(), to);
    assert_eq!(worker.hand_in(&submit).await["result"], "applied");
}
