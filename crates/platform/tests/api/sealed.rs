//! Work that was sealed to the company's recovery key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::fleet::operations::purpose_of_file_key;
use platform_store::{attachments, operations};
use sealing::{FileKey, RecoveryKey, SealedFileKey, SealedWork};
use security_unit::{Context, FakeCard, SigningToken as _};
use serde_json::{Value, json};
use sync::{Base, Captured, Kind, Operation, OrderView};
use vocabulary::{
    AttachmentId, Clock as _, Digest, OperationId, OrderId, OutboxId, PersonId, Role,
};

use crate::support::{Bench, TestTerminal, hand_over, issue_card, open_stage};

#[tokio::test]
async fn work_of_somebody_who_lost_his_card_and_terminal_is_taken_once() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let card = issue_card(&bench, person, "C1").await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    let order = hand_over(&bench).await;
    let work = work(&bench, &terminal, &order, person, &card);
    let item = item(&bench, &work);
    let officer = bench.role(Role::SecurityOfficer).await;
    let reason = json!({ "reason": "现场丢失" });
    let path = format!("/api/v1/cards/{}/revoke", card.identity().card);
    officer.post(&path, reason.clone()).await.ok();
    let path = format!("/api/v1/terminals/{}/report-lost", terminal.id);
    officer.post(&path, reason).await.ok();

    let bearer = bearer(&terminal).await;
    for _ in 0..3 {
        let results = hand_in(&bench, &bearer, &item).await;
        assert_eq!(results, json!([{ "id": work.operation.op_id, "taken": true }]));
    }
    let mut snapshot = bench.platform.store().read().await.expect("readable");
    let org = bench.platform.org();
    let stored = operations::outcome(&mut snapshot.tx(), org, work.operation.op_id).await;
    let (digest, _) = stored.expect("readable").expect("kept");
    assert_eq!(digest, work.operation.digest().expect("JSON"));
    let file = work.files.first().expect("one file");
    let sealed = attachments::file_key(&mut snapshot.tx(), org, file.attachment).await;
    let sealed = sealed.expect("readable").expect("kept");
    let kept = bench.platform.keys().open(&purpose_of_file_key(file.attachment), &sealed);
    assert_eq!(kept.expect("opens"), file.key().reveal());
}

#[tokio::test]
async fn what_cannot_be_opened_stays_with_the_terminal() {
    let bench = Bench::with_everybody().await;
    let person = bench.person(Role::AreaManager).await;
    let card = issue_card(&bench, person, "C1").await;
    let terminal = TestTerminal::enrol(&bench, "倴城-01").await;
    let other = TestTerminal::enrol(&bench, "倴城-02").await;
    let order = hand_over(&bench).await;
    let good = work(&bench, &terminal, &order, person, &card);
    let bearer = bearer(&terminal).await;
    let check = async |item: Value| {
        let results = hand_in(&bench, &bearer, &item).await;
        assert_eq!(results[0]["taken"], false, "{item}");
    };
    let id = good.operation.op_id;
    check(json!({ "id": id, "sealed": "no base 64" })).await;
    check(json!({ "id": id, "sealed": STANDARD.encode([1; 200]) })).await;
    let mut renamed = item(&bench, &good);
    renamed["id"] = json!(OperationId::make(&*bench.clock, &*bench.entropy));
    check(renamed).await;
    check(item(&bench, &work(&bench, &other, &order, person, &card))).await;
    let stranger = FakeCard::with_pin_presented(&*bench.entropy);
    check(item(&bench, &work(&bench, &terminal, &order, person, &stranger))).await;
    // An order that this platform has not heard of, or not again since its restore.
    let unknown = OrderView { order: OrderId::make(&*bench.clock, &*bench.entropy), ..order };
    check(item(&bench, &work(&bench, &terminal, &unknown, person, &card))).await;
    let too_many = vec![item(&bench, &good); 201];
    let headers = [("authorization", &*bearer)];
    let body = json!({ "items": too_many });
    let reply = bench.send("POST", "/terminal/v1/sealed", &headers, Some(body)).await;
    assert_eq!(reply.problem(413), "too-large");
}

async fn bearer(terminal: &TestTerminal<'_>) -> String {
    let opened = terminal.open(None).await.ok();
    format!("Bearer {}", opened["token"].as_str().expect("a token"))
}

async fn hand_in(bench: &Bench, bearer: &str, item: &Value) -> Value {
    let headers = [("authorization", bearer)];
    let body = json!({ "items": [item] });
    let reply = bench.send("POST", "/terminal/v1/sealed", &headers, Some(body)).await;
    reply.ok()["results"].clone()
}

/// The author signs in to the open stage of an order.
fn work(
    bench: &Bench,
    terminal: &TestTerminal<'_>,
    order: &OrderView,
    author: PersonId,
    card: &FakeCard,
) -> SealedWork {
    let (clock, entropy) = (&*bench.clock, &*bench.entropy);
    let stage = open_stage(order);
    let mut operation = Operation {
        op_id: OperationId::make(clock, entropy),
        outbox: OutboxId::make(clock, entropy),
        n: 1,
        author,
        terminal: terminal.id.parse().expect("an id"),
        order: order.order,
        stage: stage.stage,
        base: Base::Stage { stage_rev: stage.stage_rev, generation: stage.generation },
        bundle_hash: order.bundle_hash,
        kind: Kind::SignIn,
        form: None,
        to: None,
        captured: Captured {
            device_time: clock.now(),
            offset_micros: Some(0),
            monotonic_micros: 0,
            boot: 1,
            fed_at: clock.now(),
        },
        body: json!({}),
        needs: Vec::new(),
        correlation: None,
        signature: None,
    };
    let digest = operation.digest().expect("JSON");
    let signature = card.sign(&Context::Operation.message(digest.bytes())).expect("open");
    operation.signature = Some(hex::encode(signature.bytes()));
    let attachment = AttachmentId::make(clock, entropy);
    let key = FileKey::from_bytes([0xab; 32]);
    SealedWork { operation, files: vec![SealedFileKey::new(attachment, Digest::of(b""), &key)] }
}

fn item(bench: &Bench, work: &SealedWork) -> Value {
    let recovery = RecoveryKey::from_sec1(&bench.platform.keys().recovery_public_key());
    let sealed = work.seal(&*bench.entropy, &recovery.expect("a point"));
    json!({ "id": work.operation.op_id, "sealed": STANDARD.encode(sealed.expect("short")) })
}
