//! A worker with his card on a terminal of his own, and what he hands in from there.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Request;
use security_unit::FakeCard;
use serde_json::{Value, json};
use sync::{Attached, Kind, Operation, OrderView, Recipient, StageView, apply_patch};
use vocabulary::{OutboxId, PersonId, Role, StageId};

use super::{Bench, Reply, TestTerminal, issue_card, open_stage, operation_on, sign, staff_no};

pub struct Worker<'b> {
    bench: &'b Bench,
    pub terminal: TestTerminal<'b>,
    pub person: PersonId,
    pub token: String,
    card: FakeCard,
    outbox: OutboxId,
    made: AtomicU64,
}

impl<'b> Worker<'b> {
    /// Signs somebody of that role in on a new terminal.
    pub async fn sign_in(bench: &'b Bench, role: Role, name: &str) -> Self {
        let person = bench.person(role).await;
        let card = issue_card(bench, person, &format!("C-{}", staff_no(role))).await;
        let terminal = TestTerminal::enrol(bench, name).await;
        let token = terminal.sign_in(&card).await;
        let outbox = OutboxId::make(&*bench.clock, &*bench.entropy);
        Self { bench, terminal, person, token, card, outbox, made: AtomicU64::new(0) }
    }

    /// After a time in which his session has ended.
    pub async fn sign_in_again(&mut self) {
        self.token = self.terminal.sign_in(&self.card).await;
    }

    /// He goes on with another terminal, which holds nothing of his.
    pub async fn changes_terminal(&mut self, name: &str) {
        self.terminal = TestTerminal::enrol(self.bench, name).await;
        self.token = self.terminal.sign_in(&self.card).await;
        self.outbox = OutboxId::make(&*self.bench.clock, &*self.bench.entropy);
    }

    pub const fn card(&self) -> &FakeCard {
        &self.card
    }

    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }

    pub async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let bearer = self.bearer();
        self.bench.send(method, path, &[("authorization", &*bearer)], body).await
    }

    /// What he does to the stage that is open in `order`, with every file that `body` names.
    pub fn operation(&self, order: &OrderView, kind: Kind, body: Value) -> Operation {
        let mut operation = self.begun(order, open_stage(order), kind, body);
        operation.to = (kind == Kind::Submit).then(|| self.who_goes_on(&open_stage(order).element));
        files(&operation.body, &mut operation.needs);
        self.signed(operation)
    }

    fn begun(&self, order: &OrderView, stage: &StageView, kind: Kind, body: Value) -> Operation {
        let who = (self.person, self.terminal.id.parse().expect("an id"));
        let mut operation = operation_on(self.bench, (order, stage), who, kind, body);
        operation.outbox = self.outbox;
        operation.n = self.made.fetch_add(1, Ordering::Relaxed) + 1;
        operation.form = operation.form.filter(|_| kind == Kind::Submit);
        operation
    }

    /// Submits the stage that is open in `order`, with the files and to whom it is told, and gives the outcome.
    pub async fn submits(
        &self,
        order: &OrderView,
        values: Value,
        needs: &[Attached],
        to: Option<Recipient>,
    ) -> Value {
        let stage = open_stage(order).stage;
        self.hand_in(&self.submit_of(order, stage, values, needs.to_vec(), to)).await
    }

    /// A submit of one of the order's stages.
    pub fn submit_of(
        &self,
        order: &OrderView,
        stage: StageId,
        values: Value,
        needs: Vec<Attached>,
        to: Option<Recipient>,
    ) -> Operation {
        let stage = order.stage(stage).expect("a stage of the order");
        let mut submit = self.begun(order, stage, Kind::Submit, values);
        (submit.needs, submit.to) = (needs, to);
        self.signed(submit)
    }

    /// He goes on himself, but nobody files his own work away.
    fn who_goes_on(&self, element: &str) -> Recipient {
        match element {
            "acceptance" | "missing_papers" => Recipient::Person(self.person),
            _ => Recipient::Role(Role::BackOfficeClerk),
        }
    }

    /// The operation with his card's signature.
    pub fn signed(&self, mut operation: Operation) -> Operation {
        sign(&mut operation, &self.card);
        operation
    }

    /// Hands an operation in and gives its outcome.
    pub async fn hand_in(&self, operation: &Operation) -> Value {
        let batch = json!({ "operations": [operation] });
        let results = self.send("POST", "/sync/v1/ops", Some(batch)).await.ok();
        results["results"][0]["outcome"].clone()
    }

    /// What he is told, oldest first.
    pub async fn notices(&self) -> Vec<Value> {
        let feed = self.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
        let items = feed["items"].as_array().expect("a list").iter();
        items.filter(|item| item["type"] == "notice").map(|item| item["body"].clone()).collect()
    }

    /// Uploads a file that an operation needs.
    pub async fn upload(&self, operation: &Operation, file: &Attached, bytes: &[u8]) {
        let metadata = [
            ("attachment", file.attachment.to_string()),
            ("work_order", operation.order.to_string()),
            ("stage", operation.stage.to_string()),
            ("sha256", file.sha256.to_string()),
            ("mime", file.mime.clone()),
            ("outbox", operation.outbox.to_string()),
        ];
        let metadata = metadata.map(|(name, value)| format!("{name} {}", STANDARD.encode(value)));
        let announced = self
            .tus("POST", "/sync/v1/files")
            .header("upload-length", bytes.len())
            .header("upload-metadata", metadata.join(","))
            .body(Body::empty());
        let announced = self.bench.send_request(announced.expect("a request")).await;
        assert_eq!(announced.status, 201, "{}", announced.body);
        let place = announced.headers["location"].to_str().expect("a path").to_owned();
        let sent = self
            .tus("PATCH", &place)
            .header("content-type", "application/offset+octet-stream")
            .header("upload-offset", 0)
            .body(Body::from(bytes.to_vec()));
        let sent = self.bench.send_request(sent.expect("a request")).await;
        assert_eq!(sent.status, 204, "{}", sent.body);
    }

    fn tus(&self, method: &str, path: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", self.bearer())
            .header("tus-resumable", "1.0.0")
    }
}

/// Every file that is named somewhere in the values of a form.
fn files(values: &Value, found: &mut Vec<Attached>) {
    match values {
        Value::Array(items) => items.iter().for_each(|item| files(item, found)),
        Value::Object(members) if members.contains_key("attachment_id") => {
            let text = |name: &str| values[name].as_str().expect("a text");
            found.push(Attached {
                attachment: text("attachment_id").parse().expect("an id"),
                sha256: text("sha256").parse().expect("a digest"),
                size: values["size"].as_u64().expect("bytes"),
                mime: text("mime").to_owned(),
            });
        }
        Value::Object(members) => members.values().for_each(|member| files(member, found)),
        _ => {}
    }
}

/// The valid values of a form, as the authors of the process wrote them down, with a merge patch over them.
pub fn filled_in(form: &str, change: &Value) -> Value {
    let file = "../forms/tests/examples/low_voltage_residential_new.json";
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
    let examples: Value = serde_json::from_str(&text.expect("there")).expect("JSON");
    let mut values = examples["valid"][form].clone();
    apply_patch(&mut values, change);
    values
}

/// An application in the area `A1` that nothing is wrong with: the customer of the usual application, or a reason.
pub fn accepted() -> Value {
    let reason = "见旧户口本";
    let change = json!({
        "customer_no": null, "customer_no_pending": true, "area_id": "A1",
        "customer_name": "张伟", "mobile": "15400000099", "service_address": "倴城镇东街12号",
        "position": { "at": 1_780_000_000_000_000_i64 },
        "overrides": {
            "customer_name_as_ordered": reason, "id_no_as_ordered": reason, "address_as_ordered": reason,
            "acceptance_position_fresh": "工单多日后办结",
        },
    });
    filled_in("acceptance", &change)
}
