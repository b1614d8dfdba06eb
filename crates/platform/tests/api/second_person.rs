//! What a second person's confirmation is worth when it arrives.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::orders::{SecondPerson, second_person};
use security_unit::{Context, FakeCard, SigningToken as _};
use serde_json::{Value, json};
use sync::{Base, Captured, Confirmation, Kind, Operation, OrderView};
use vocabulary::{Clock as _, OperationId, OutboxId, PersonId, Role, StageId, TerminalId};

use crate::support::{Bench, hand_over, issue_card, open_stage};

const FIELD: &str = "second_person";

#[tokio::test]
async fn only_another_persons_own_card_for_this_stage_confirms() {
    let bench = Bench::with_everybody().await;
    let author = bench.person(Role::AreaManager).await;
    let second = bench.person(Role::MeterInstaller).await;
    let own = issue_card(&bench, author, "C1").await;
    let card = issue_card(&bench, second, "C2").await;
    let stranger = FakeCard::with_pin_presented(&*bench.entropy);
    let order = hand_over(&bench).await;
    let stage = open_stage(&order).stage;
    let elsewhere = StageId::derive(order.order, "install_energise", 9);

    let check = async |value: Value, expected: SecondPerson| {
        let said = operation(&bench, &order, author, json!({ FIELD: value }));
        let mut snapshot = bench.platform.store().read().await.expect("readable");
        let worth = second_person(&bench.platform, &mut snapshot.tx(), &said).await;
        assert_eq!(worth.expect("readable"), expected, "{}", said.body);
    };
    let confirmed = |card: &FakeCard, person, stage| confirmed(&bench, &order, card, person, stage);
    check(confirmed(&card, second, stage), SecondPerson::Confirmed).await;
    check(Value::Null, SecondPerson::Confirmed).await;
    check(confirmed(&own, author, stage), SecondPerson::Unproven).await;
    check(confirmed(&own, second, stage), SecondPerson::Unproven).await;
    check(confirmed(&card, second, elsewhere), SecondPerson::Unproven).await;
    check(confirmed(&stranger, second, stage), SecondPerson::Unproven).await;
    check(json!({ "name": "李秀英" }), SecondPerson::Unproven).await;
    let mut later = confirmed(&card, second, stage);
    later["confirmed_at"] = json!(bench.clock.now().shifted(1));
    check(later, SecondPerson::Unproven).await;

    let officer = bench.role(Role::SecurityOfficer).await;
    let path = format!("/api/v1/cards/{}/revoke", card.identity().card);
    officer.post(&path, json!({ "reason": "现场丢失" })).await.ok();
    check(confirmed(&card, second, stage), SecondPerson::CardRevoked).await;
}

fn confirmed(
    bench: &Bench,
    order: &OrderView,
    card: &FakeCard,
    person_id: PersonId,
    stage: StageId,
) -> Value {
    let (card_id, confirmed_at) = (card.identity().card, bench.clock.now());
    let digest =
        Confirmation::digest((order.order, stage, FIELD), (person_id, card_id), confirmed_at);
    let message = Context::SecondPerson.message(digest.expect("JSON").bytes());
    let signature = STANDARD.encode(card.sign(&message).expect("the PIN is presented").bytes());
    let name = "李秀英".to_owned();
    json!(Confirmation { person_id, name, card_id, confirmed_at, signature })
}

fn operation(bench: &Bench, order: &OrderView, author: PersonId, body: Value) -> Operation {
    let (clock, entropy) = (&*bench.clock, &*bench.entropy);
    let stage = open_stage(order);
    Operation {
        op_id: OperationId::make(clock, entropy),
        outbox: OutboxId::make(clock, entropy),
        n: 1,
        author,
        terminal: TerminalId::make(clock, entropy),
        order: order.order,
        stage: stage.stage,
        base: Base::Stage { stage_rev: stage.stage_rev, generation: stage.generation },
        bundle_hash: order.bundle_hash,
        kind: Kind::Submit,
        form: None,
        to: None,
        captured: Captured {
            device_time: clock.now(),
            offset_micros: Some(0),
            monotonic_micros: 0,
            boot: 1,
            fed_at: clock.now(),
        },
        body,
        needs: Vec::new(),
        correlation: None,
        signature: None,
    }
}
