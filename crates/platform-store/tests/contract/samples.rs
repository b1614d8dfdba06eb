//! Samples of what the tables hold, told apart by a number.

use platform_store::orders::OrderRecord;
use serde_json::json;
use sync::{Base, Captured, Kind, Operation, OrderView, Outcome, StageView};
use uuid::Uuid;
use vocabulary::{
    CorrelationId, Digest, Entropy as _, Instant, OperationId, OrderId, OrderState, OrganisationId,
    OutboxId, PersonId, Role, SeededEntropy, StageId, StageState, StationId, TerminalId, Text,
};

pub const ORG: OrganisationId = OrganisationId::from_uuid(Uuid::from_u128(1));
/// Another tenant of the same installation, who must never see anything.
pub const OTHER_ORG: OrganisationId = OrganisationId::from_uuid(Uuid::from_u128(2));

const BEGIN_MICROS: i64 = 1_763_000_000_000_000;

/// `seconds` into the stories' day.
pub fn at(seconds: i64) -> Instant {
    Instant::from_micros(BEGIN_MICROS + seconds * 1_000_000)
}

pub fn order_id(n: u128) -> OrderId {
    OrderId::from_uuid(Uuid::from_u128(0x1000 + n))
}

pub fn person_id(n: u128) -> PersonId {
    PersonId::from_uuid(Uuid::from_u128(0x2000 + n))
}

pub fn station_id(n: u128) -> StationId {
    StationId::from_uuid(Uuid::from_u128(0x3000 + n))
}

pub fn terminal_id(n: u128) -> TerminalId {
    TerminalId::from_uuid(Uuid::from_u128(0x4000 + n))
}

pub fn operation_id(n: u128) -> OperationId {
    OperationId::from_uuid(Uuid::from_u128(0x5000 + n))
}

pub fn outbox_id(n: u128) -> OutboxId {
    OutboxId::from_uuid(Uuid::from_u128(0x6000 + n))
}

pub fn correlation_id(n: u128) -> CorrelationId {
    CorrelationId::from_uuid(Uuid::from_u128(0x7000 + n))
}

/// An order with one stage in hand and one to come.
pub fn order(n: u128) -> OrderRecord {
    let order = order_id(n);
    let first = stage(order, 1, "acceptance", StageState::Dispatched, Some(person_id(n)));
    let second = stage(order, 2, "install", StageState::Created, None);
    OrderRecord {
        rev: 1,
        station: Some(station_id(n % 2)),
        grid: None,
        customer_name: format!("客户{n}"),
        address: "唐山市路南区".into(),
        closed_at: None,
        evidence_missing: 0,
        view: OrderView {
            order,
            order_no: format!("NO-{n:06}").parse().unwrap(),
            process: "low-voltage-residential".into(),
            bundle_hash: Digest::of(b"bundle"),
            former_bundles: Vec::new(),
            state: OrderState::Open,
            title: Text::new("低压居民新装", "Low-voltage residential connection"),
            due_at: Some(at(86_400)),
            urged: 0,
            created_at: at(i64::try_from(n).unwrap()),
            facts: json!({ "customer": format!("客户{n}") }),
            stages: [first, second].into_iter().map(|stage| (stage.stage, stage)).collect(),
            engine: json!({}),
            waiting_for_evidence: Vec::new(),
            fed_at: at(0),
        },
    }
}

fn stage(
    order: OrderId,
    place: u32,
    element: &str,
    state: StageState,
    assignee: Option<PersonId>,
) -> StageView {
    StageView {
        stage: StageId::derive(order, element, 1),
        place,
        element: element.into(),
        occurrence: 1,
        name: element.into(),
        state,
        stage_rev: 1,
        generation: 1,
        roles: vec![Role::AreaManager],
        assignee,
        assignee_name: None,
        form: None,
        values: serde_json::Value::Null,
        opened_at: at(0),
        closed_at: None,
        remark: None,
        sent_back: None,
        carried: None,
        round: None,
    }
}

/// The stage of an order that the worker has in hand.
pub fn in_hand(order: OrderId) -> StageId {
    StageId::derive(order, "acceptance", 1)
}

/// Its stage that is to come.
pub fn to_come(order: OrderId) -> StageId {
    StageId::derive(order, "install", 1)
}

/// The stage in hand so many times more, as the rounds of a route are.
pub fn add_rounds(record: &mut OrderRecord, count: u32) {
    let order = record.view.order;
    let first = record.view.stages[&in_hand(order)].clone();
    for occurrence in 2..=count {
        let stage = StageId::derive(order, &first.element, occurrence);
        record.view.stages.insert(stage, StageView { stage, occurrence, ..first.clone() });
    }
}

/// The order after one more urging: the next revision.
pub fn urged(before: &OrderRecord) -> OrderRecord {
    let mut after = before.clone();
    after.rev += 1;
    after.view.urged += 1;
    after
}

pub fn operation(n: u128) -> Operation {
    let order = order_id(1);
    Operation {
        op_id: operation_id(n),
        outbox: outbox_id(1),
        n: u64::try_from(n).unwrap(),
        author: person_id(1),
        terminal: terminal_id(1),
        order,
        stage: in_hand(order),
        base: Base::Stage { stage_rev: 1, generation: 1 },
        bundle_hash: Digest::of(b"bundle"),
        kind: Kind::SignIn,
        form: None,
        to: None,
        captured: Captured {
            device_time: at(10),
            offset_micros: Some(0),
            monotonic_micros: 10,
            boot: 1,
            fed_at: at(0),
        },
        body: json!({}),
        needs: Vec::new(),
        correlation: None,
        signature: None,
    }
}

pub const APPLIED: Outcome = Outcome::Applied { stage_rev: 2 };

/// A number below `end`.
pub fn below(entropy: &SeededEntropy, end: u64) -> u64 {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    u64::from_be_bytes(bytes) % end
}
