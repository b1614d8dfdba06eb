//! What a worker does, as his terminal would send it.

use security_unit::{Context, FakeCard, SigningToken as _};
use serde_json::{Value, json};
use sync::{Attached, Base, Captured, Kind, Operation, OrderView, Recipient};
use vocabulary::{Clock as _, OperationId, OutboxId, PersonId, TerminalId};

use super::{Bench, TestTerminal, open_stage};

/// Does something with the open stage of an order; signed by nobody yet.
pub fn operation(
    bench: &Bench,
    order: &OrderView,
    (author, terminal): (PersonId, TerminalId),
    kind: Kind,
    body: Value,
) -> Operation {
    let (clock, entropy) = (&*bench.clock, &*bench.entropy);
    let stage = open_stage(order);
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

/// A worker at a terminal, signed in with his card.
pub struct Hand<'b> {
    bench: &'b Bench,
    pub person: PersonId,
    pub terminal: TerminalId,
    pub card: FakeCard,
    pub bearer: String,
}

impl<'b> Hand<'b> {
    pub async fn of(
        bench: &'b Bench,
        terminal: &TestTerminal<'b>,
        person: PersonId,
        serial: &str,
    ) -> Self {
        let card = super::issue_card(bench, person, serial).await;
        let token = terminal.sign_in(&card).await;
        let terminal = terminal.id.parse().expect("an id");
        Self { bench, person, terminal, card, bearer: format!("Bearer {token}") }
    }

    /// Submits the open stage of an order and gives what became of it.
    pub async fn submits(
        &self,
        order: &OrderView,
        values: Value,
        needs: &[Attached],
        to: Option<Recipient>,
    ) -> Value {
        let who = (self.person, self.terminal);
        let mut submit = operation(self.bench, order, who, Kind::Submit, values);
        (submit.needs, submit.to) = (needs.to_vec(), to);
        sign(&mut submit, &self.card);
        self.sends(&submit).await
    }

    pub async fn sends(&self, operation: &Operation) -> Value {
        let headers = [("authorization", &*self.bearer)];
        let body = json!({ "operations": [operation] });
        let reply = self.bench.send("POST", "/sync/v1/ops", &headers, Some(body)).await;
        reply.ok()["results"][0]["outcome"].clone()
    }
}
