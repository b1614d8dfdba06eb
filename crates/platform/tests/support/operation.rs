//! What a worker does, as his terminal would send it.

use security_unit::{Context, FakeCard, SigningToken as _};
use serde_json::Value;
use sync::{Base, Captured, Kind, Operation, OrderView, StageView};
use vocabulary::{Clock as _, OperationId, OutboxId, PersonId, TerminalId};

use super::{Bench, open_stage};

/// Does something with the open stage of an order; signed by nobody yet.
pub fn operation(
    bench: &Bench,
    order: &OrderView,
    who: (PersonId, TerminalId),
    kind: Kind,
    body: Value,
) -> Operation {
    operation_on(bench, (order, open_stage(order)), who, kind, body)
}

/// Does something with a stage of an order; signed by nobody yet.
pub fn operation_on(
    bench: &Bench,
    (order, stage): (&OrderView, &StageView),
    (author, terminal): (PersonId, TerminalId),
    kind: Kind,
    body: Value,
) -> Operation {
    let (clock, entropy) = (&*bench.clock, &*bench.entropy);
    Operation {
        op_id: OperationId::make(clock, entropy),
        outbox: OutboxId::make(clock, entropy),
        n: 1,
        author,
        terminal,
        order: order.order,
        stage: stage.stage,
        base: Base::Stage { stage_rev: stage.stage_rev, generation: stage.generation },
        bundle_hash: order.bundle_hash,
        kind,
        form: stage.form.clone(),
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

pub fn sign(operation: &mut Operation, card: &FakeCard) {
    let digest = operation.digest().expect("JSON");
    let signature = card.sign(&Context::Operation.message(digest.bytes())).expect("open");
    operation.signature = Some(hex::encode(signature.bytes()));
}
