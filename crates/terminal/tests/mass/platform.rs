//! A platform in memory: every endpoint that a terminal calls, on the real decisions of `sync` and `bpmn`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{Method, StatusCode};
use security_unit::{Context, PublicKey, Signature, verify};
use serde_json::{Value, json};
use sync::{
    Base, BaseFacts, Candidate, EntityKind, Facts, Inquiry, InquiryBatch, Kind, MeterWork,
    Operation, OperationBatch, OrderView, Outcome, Recipient, Reoffer, ScopeDigest, StageFacts,
    StageView, Verdict, decide, merge_patch, reached,
};
use terminal::transport::{Request, Response, Transport, TransportFault};
use vocabulary::{
    AttachmentId, Clock, Digest, Entropy, Epoch, InquiryId, Instant, ManualClock, MeterWorkId,
    OperationId, OrderId, OrderState, OrganisationId, PersonId, Role, SeededEntropy, SessionId,
    StageId, StageState, TerminalId, Text,
};

use super::metering::Office;
use super::process;

/// How the network behaves, in percent of requests.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    pub lost_requests: u8,
    pub lost_answers: u8,
    pub repeated: u8,
    pub offline: bool,
}

/// Somebody whom the platform knows.
#[derive(Clone)]
pub struct Worker {
    pub person: PersonId,
    pub name: String,
    pub staff_no: String,
    pub card_key: PublicKey,
}

pub struct ModelPlatform {
    pub clock: Arc<ManualClock>,
    pub entropy: SeededEntropy,
    pub definition: bpmn::Definition,
    pub bundle_hash: Digest,
    pub worker: Worker,
    pub recovery_scalar: [u8; 32],
    state: Mutex<State>,
    pub weather: Mutex<Weather>,
}

/// What a backup holds.
#[derive(Clone, Default)]
pub struct Data {
    pub orders: BTreeMap<OrderId, OrderView>,
    entities: BTreeMap<(EntityKind, String), Entity>,
    cursor: u64,
    pub operations: BTreeMap<OperationId, Taken>,
    pub files: BTreeMap<AttachmentId, File>,
    /// By id, with how often each came.
    pub inquiries: BTreeMap<InquiryId, (Inquiry, u32)>,
    /// By id, with how often each came.
    pub meter_works: BTreeMap<MeterWorkId, (MeterWork, u32)>,
}

#[derive(Clone)]
pub struct Taken {
    pub operation: Operation,
    pub outcome: Outcome,
}

#[derive(Clone)]
pub struct File {
    pub sha256: Digest,
    pub size: u64,
    pub bytes: Vec<u8>,
    outbox: String,
}

#[derive(Clone)]
struct Entity {
    cursor: u64,
    rev: u64,
    body: Option<Value>,
    before: Option<(u64, u64, Value)>,
}

pub struct State {
    pub epoch: Epoch,
    pub data: Data,
    tokens: BTreeSet<String>,
    pub revoked: bool,
    pub office: Office,
    /// Of the card that the worker got in place of his first.
    pub new_card_key: Option<PublicKey>,
    /// What the terminal signs with.
    pub terminal_key: Option<PublicKey>,
    pub sealed: BTreeMap<OperationId, Vec<u8>>,
    /// Texts of customers' bundles, by their hash.
    customer_bundles: BTreeMap<String, String>,
    /// Bundles end in the middle.
    pub cuts_bundles: bool,
    lease: [u8; 32],
    /// Every request that was answered, by path.
    pub requests: BTreeMap<String, u32>,
}

impl ModelPlatform {
    pub fn new(clock: Arc<ManualClock>, seed: u64, worker: Worker) -> Self {
        let entropy = SeededEntropy::new(seed);
        let bundle = forms::Bundle::open(process::files()).expect("a bundle");
        let xml = bundle.process_xml().as_bytes();
        let definition = bpmn::Definition::compile(xml, &rules::Cel::new()).expect("a drawing");
        let state = State {
            epoch: Epoch::make(&*clock, &entropy),
            data: Data::default(),
            tokens: BTreeSet::new(),
            revoked: false,
            office: Office::default(),
            new_card_key: None,
            terminal_key: None,
            sealed: BTreeMap::new(),
            customer_bundles: BTreeMap::new(),
            cuts_bundles: false,
            lease: entropy.key(),
            requests: BTreeMap::new(),
        };
        let model = Self {
            bundle_hash: bundle.hash(),
            definition,
            worker,
            recovery_scalar: entropy.key(),
            state: Mutex::new(state),
            weather: Mutex::new(Weather::default()),
            clock,
            entropy,
        };
        let me = Candidate {
            person: model.worker.person,
            name: model.worker.name.clone(),
            staff_no: model.worker.staff_no.clone(),
            roles: vec![Role::AreaManager],
        };
        let mut state = model.state();
        state.data.publish(EntityKind::Bundle, &model.bundle_hash.to_string(), Some(json!({})));
        state.data.publish(EntityKind::Candidates, "station", Some(json!([me])));
        drop(state);
        model
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panicked here")
    }

    /// A new order, dispatched to the worker.
    pub fn hand_out(&self, number: u32) -> OrderId {
        let order = OrderId::make(&*self.clock, &self.entropy);
        let now = self.clock.now();
        let command = bpmn::Command::Start {
            start_element: None,
            variables: rules::Variables::new(),
            at: now.micros(),
        };
        let step = self.step(&bpmn::State::default(), &command);
        let mut view = OrderView {
            order,
            order_no: format!("1302260912{number:05}").parse().expect("a number"),
            process: process::PROCESS.into(),
            bundle_hash: self.bundle_hash,
            former_bundles: Vec::new(),
            state: OrderState::Open,
            title: Text::new("新装", "new"),
            due_at: None,
            urged: 0,
            created_at: now,
            facts: json!({ "customer": { "customer_no": customer_no(number) } }),
            stages: BTreeMap::new(),
            engine: json!(step.state),
            waiting_for_evidence: Vec::new(),
            fed_at: now,
        };
        self.open_stages(&mut view, &step.effects, None, now);
        let mut state = self.state();
        state.data.save(view, self.worker.person);
        order
    }

    /// The customers of an area, with these names, become what the feed names; without any, the area leaves it.
    pub fn tell_customers(&self, area: &str, revision: u64, names: &[(u32, &str)]) {
        let mut state = self.state();
        if names.is_empty() {
            return state.data.publish(EntityKind::Customers, area, None);
        }
        let customers = names.iter().map(|(no, name)| {
            json!({ "record": {
                "customer_no": customer_no(*no), "revision": revision, "as_of": self.clock.now(),
                "area_code": area, "customer_name": name, "service_address": "倴城镇东街12号",
                "mobile": "15412341234", "usage_class": "residential", "tariff": "RES",
                "contract_capacity_w": 6000, "supply_voltage_v": 220,
            }, "works": [] })
        });
        let customers: Vec<_> = customers.collect();
        let count = customers.len();
        let bundle = json!({ "area_code": area, "area_name": "东街台区", "customers": customers });
        let text = bundle.to_string();
        let hash = Digest::of(text.as_bytes()).to_string();
        let manifest = json!({
            "hash": hash, "area_name": "东街台区", "customers": count, "bytes": text.len(),
        });
        state.customer_bundles.insert(hash, text);
        state.data.publish(EntityKind::Customers, area, Some(manifest));
    }

    fn customers(&self, hash: &str) -> Response {
        let state = self.state();
        let Some(text) = state.customer_bundles.get(hash) else {
            return problem(StatusCode::NOT_FOUND, "not-found");
        };
        let mut end = if state.cuts_bundles { text.len() / 2 } else { text.len() };
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Response::new(text[..end].to_owned().into())
    }

    fn take_inquiries(&self, request: &Request) -> Response {
        let batch: InquiryBatch = serde_json::from_slice(request.body()).expect("a batch");
        let mut state = self.state();
        let mut kept = Vec::new();
        for inquiry in batch.inquiries {
            kept.push(inquiry.inquiry);
            let came = state.data.inquiries.entry(inquiry.inquiry).or_insert((inquiry, 0));
            came.1 += 1;
        }
        ok(&json!({ "epoch": state.epoch, "kept": kept }))
    }

    /// Gives the order's open stage to somebody else: it leaves the worker's scope.
    pub fn reassign(&self, order: OrderId) {
        let stranger = PersonId::make(&*self.clock, &self.entropy);
        let mut state = self.state();
        let Some(mut view) = state.data.orders.get(&order).cloned() else { return };
        for stage in view.stages.values_mut().filter(|stage| stage.state.is_open()) {
            stage.assignee = Some(stranger);
            stage.generation += 1;
            stage.stage_rev += 1;
        }
        state.data.save(view, self.worker.person);
    }

    /// Sends the order back to an element that was done: it opens again, filled in as it was.
    pub fn send_back(&self, order: OrderId, element: &str) -> StageId {
        let mut state = self.state();
        let mut view = state.data.orders.get(&order).cloned().expect("an order");
        let engine: bpmn::State = serde_json::from_value(view.engine.clone()).expect("a state");
        let at = self.clock.now();
        let to = element.to_owned();
        let command = bpmn::Command::SendBack { from: None, to, at: at.micros() };
        let step = self.step(&engine, &command);
        view.engine = json!(step.state);
        for stage in view.stages.values_mut().filter(|stage| stage.state.is_open()) {
            stage.state = StageState::SentBack;
            stage.stage_rev += 1;
        }
        self.open_stages(&mut view, &step.effects, None, at);
        let again = view.last_of(element).expect("it opens again").stage;
        state.data.save(view, self.worker.person);
        again
    }

    /// Moves the order to a version of its process in which its survey is another stage; both forms have these fields.
    pub fn rename_survey(&self, order: OrderId, fields: &[&str]) -> StageId {
        let mut state = self.state();
        let mut view = state.data.orders.get(&order).cloned().expect("an order");
        let survey = view.stages.get_mut(&StageId::derive(order, "survey", 1)).expect("open");
        let is = StageId::derive(order, "install", 1);
        let fields = fields.iter().map(|&field| field.to_owned()).collect();
        let renamed = StageView {
            stage: is,
            place: survey.place + 1,
            element: "install".into(),
            form: Some("install".into()),
            carried: Some(sync::Carried { element: "survey".into(), fields }),
            ..survey.clone()
        };
        survey.state = StageState::Cancelled;
        survey.stage_rev += 1;
        view.stages.insert(is, renamed);
        state.data.save(view, self.worker.person);
        is
    }

    /// Ends the order from the office.
    pub fn cancel(&self, order: OrderId) {
        let mut state = self.state();
        let Some(mut view) = state.data.orders.get(&order).cloned() else { return };
        view.state = OrderState::Terminated;
        for stage in view.stages.values_mut().filter(|stage| stage.state.is_open()) {
            stage.state = StageState::Cancelled;
            stage.stage_rev += 1;
        }
        state.data.save(view, self.worker.person);
    }

    /// Last night's copy comes back under a new epoch.
    pub fn restore(&self, backup: Data) {
        let epoch = Epoch::make(&*self.clock, &self.entropy);
        let mut state = self.state();
        state.data = backup;
        state.epoch = epoch;
    }

    /// Forgets all sessions, as a platform that was started again.
    pub fn forget_sessions(&self) {
        self.state().tokens.clear();
    }

    fn step(&self, state: &bpmn::State, command: &bpmn::Command) -> bpmn::Step {
        bpmn::step(&self.definition, state, command, &rules::Cel::new()).expect("a step")
    }

    fn open_stages(
        &self,
        view: &mut OrderView,
        effects: &[bpmn::Effect],
        to: Option<Recipient>,
        at: Instant,
    ) {
        for effect in effects {
            let bpmn::Effect::StageOpened { element, occurrence, prefilled_from } = effect else {
                continue;
            };
            let stage = StageId::derive(view.order, element, *occurrence);
            let last = prefilled_from
                .and_then(|last| view.stage(StageId::derive(view.order, element, last)));
            let values = last.map_or(Value::Null, |last| last.values.clone());
            let assignee = match to {
                Some(Recipient::Person(person)) => person,
                _ => self.worker.person,
            };
            let place = u32::try_from(view.stages.len()).expect("few") + 1;
            let opened = StageView {
                stage,
                place,
                element: element.clone(),
                occurrence: *occurrence,
                name: element.clone(),
                state: StageState::Dispatched,
                stage_rev: 1,
                generation: 1,
                roles: vec![Role::AreaManager],
                assignee: Some(assignee),
                assignee_name: None,
                form: Some(element.clone()),
                values,
                opened_at: at,
                closed_at: None,
                remark: None,
                sent_back: None,
                carried: None,
                round: None,
            };
            view.stages.insert(stage, opened);
        }
    }

    fn answer(&self, request: &Request) -> Response {
        let path = request.uri().path().to_owned();
        *self.state().requests.entry(path.clone()).or_default() += 1;
        let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        match (request.method(), segments.as_slice()) {
            (&Method::POST, ["terminal", "v1", "enrol"]) => self.enrol(request),
            (&Method::POST, ["terminal", "v1", "challenges"]) => {
                let nonce = hex::encode(self.entropy.key());
                ok(&json!({ "nonce": nonce, "expires_at": self.clock.now() }))
            }
            (&Method::POST, ["terminal", "v1", "sessions"]) => self.open_session(request),
            _ if !self.is_signed_in(request) => problem(StatusCode::UNAUTHORIZED, "sign-in-needed"),
            (&Method::POST, ["terminal", "v1", "sealed"]) => self.take_sealed(request),
            (&Method::POST, ["terminal", "v1", "meter-works"]) => self.take_meter_works(request),
            (&Method::GET, ["sync", "v1", "feed"]) => self.feed(request),
            (&Method::GET, ["sync", "v1", "bundles", _]) => {
                ok(&json!({ "process": process::PROCESS, "version": 1, "files": process::files() }))
            }
            (&Method::GET, ["sync", "v1", "customers", hash]) => self.customers(hash),
            (&Method::POST, ["sync", "v1", "inquiries"]) => self.take_inquiries(request),
            (&Method::POST, ["sync", "v1", "meter-works"]) => self.take_meter_works(request),
            (&Method::GET, ["sync", "v1", "meters", _, "works"]) => {
                match &self.state().office.works_of_others {
                    Some(works) => ok(&json!({ "works": works })),
                    None => problem(StatusCode::FORBIDDEN, "not-allowed"),
                }
            }
            (&Method::POST, ["sync", "v1", "authorisations"]) => self.take_leave_request(request),
            (&Method::POST, ["sync", "v1", "authorisations", "release"]) => self.release(request),
            (&Method::POST, ["sync", "v1", "ports"]) => self.open_ports(request),
            (&Method::POST, ["sync", "v1", "ops"]) => self.take_operations(request),
            (&Method::GET, ["sync", "v1", "receipts"]) => self.receipts(request),
            (&Method::POST, ["sync", "v1", "reoffer"]) => self.reoffer(request),
            (&Method::GET, ["sync", "v1", "files", id]) => self.file(id),
            (_, ["sync", "v1", "files", ..]) => self.tus(request),
            _ => problem(StatusCode::NOT_FOUND, "not-found"),
        }
    }

    fn enrol(&self, request: &Request) -> Response {
        let told: Value = json_of(request);
        let key = serde_json::from_value(told["public_key"].clone()).expect("a point");
        self.state().terminal_key = Some(key);
        let recovery = sealing_key(&self.recovery_scalar);
        ok(&json!({
            "organisation": OrganisationId::make(&*self.clock, &self.entropy),
            "terminal": TerminalId::make(&*self.clock, &self.entropy),
            "name": "T-1",
            "platform_key": hex::encode(&recovery),
            "recovery_key": hex::encode(&recovery),
        }))
    }

    fn open_session(&self, request: &Request) -> Response {
        let body: Value = json_of(request);
        let token = hex::encode(self.entropy.key());
        let mut state = self.state();
        let nonce = hex::decode(body["nonce"].as_str().expect("a nonce")).expect("hex");
        let message = [b"ronghe/terminal-session/v1".as_slice(), &[0], &nonce].concat();
        let signature: Signature =
            serde_json::from_value(body["terminal_signature"].clone()).expect("a signature");
        let key = state.terminal_key.expect("it was enrolled");
        assert_eq!(verify(&key, &message, &signature), Ok(()), "the terminal's own");
        let now = self.clock.now();
        let mut answer = json!({
            "token": token,
            "session": SessionId::make(&*self.clock, &self.entropy),
            "expires_at": now,
            "now": now,
        });
        if !body["card"].is_null() {
            if state.revoked {
                return problem(StatusCode::FORBIDDEN, "locked");
            }
            let statement: security_unit::SignedStatement =
                serde_json::from_value(body["card"]["statement"].clone()).expect("a statement");
            let mut keys = [Some(self.worker.card_key), state.new_card_key].into_iter().flatten();
            let nonce = keys.find_map(|key| statement.verify(&key, Context::CardSession).ok());
            let nonce = hex::encode(nonce.expect("one of his cards'"));
            assert_eq!(body["nonce"], nonce);
            answer["person"] = json!({
                "person": self.worker.person,
                "name": self.worker.name,
                "staff_no": self.worker.staff_no,
                "roles": [Role::AreaManager],
            });
            let expires_at = now.plus(vocabulary::hours(72));
            answer["lease"] =
                json!({ "secret": hex::encode(state.lease), "expires_at": expires_at });
        }
        state.tokens.insert(token);
        ok(&answer)
    }

    fn is_signed_in(&self, request: &Request) -> bool {
        let token = request.headers().get("authorization").and_then(|value| value.to_str().ok());
        let token = token.and_then(|text| text.strip_prefix("Bearer "));
        token.is_some_and(|token| self.state().tokens.contains(token))
    }

    fn feed(&self, request: &Request) -> Response {
        let cursor: u64 = query(request, "cursor");
        let whole_at: u64 = query(request, "whole_at");
        let state = self.state();
        if cursor > state.data.cursor {
            return problem(StatusCode::GONE, "cursor-gone");
        }
        let mut rows: Vec<_> = state
            .data
            .entities
            .iter()
            .filter(|(_, entity)| entity.cursor > cursor && (cursor > 0 || entity.body.is_some()))
            .collect();
        rows.sort_by_key(|(_, entity)| entity.cursor);
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let items: Vec<Value> =
            rows.iter().map(|(key, entity)| item(key, entity, whole_at)).collect();
        let head = if more {
            rows.last().map_or(state.data.cursor, |(_, entity)| entity.cursor)
        } else {
            state.data.cursor
        };
        let mut page = json!({
            "epoch": state.epoch,
            "now": self.clock.now(),
            "cursor": head,
            "more": more,
            "items": items,
            "switched_off": state.office.switched_off,
        });
        if !more {
            let mut digest = ScopeDigest::default();
            for ((kind, id), entity) in &state.data.entities {
                if entity.body.is_some() {
                    digest.add(*kind, id, entity.rev);
                }
            }
            page["digest"] = json!(digest);
        }
        ok(&page)
    }

    fn take_operations(&self, request: &Request) -> Response {
        let batch: OperationBatch = serde_json::from_slice(request.body()).expect("a batch");
        let results: Vec<Value> = batch
            .operations
            .into_iter()
            .map(|operation| {
                let op_id = operation.op_id;
                json!({ "op_id": op_id, "outcome": self.take_operation(operation) })
            })
            .collect();
        ok(&json!({ "results": results }))
    }

    pub fn take_operation(&self, operation: Operation) -> Outcome {
        let mut state = self.state();
        let digest = operation.digest().expect("JSON");
        if let Some(taken) = state.data.operations.get(&operation.op_id) {
            if taken.operation.digest().expect("JSON") != digest {
                return Outcome::Refused { reason: sync::RefusalReason::OpIdReused };
            }
            return Outcome::Duplicate { stored: Box::new(taken.outcome.clone()) };
        }
        let signature = operation.signature.clone().expect("signed");
        let signature: Signature = serde_json::from_value(json!(signature)).expect("64 bytes");
        let message = Context::Operation.message(digest.bytes());
        assert_eq!(verify(&self.worker.card_key, &message, &signature), Ok(()));

        let Some(view) = state.data.orders.get(&operation.order).cloned() else {
            return Outcome::Refused { reason: sync::RefusalReason::UnknownOrder };
        };
        let base = match operation.base {
            Base::Stage { .. } => BaseFacts::None,
            Base::After { after } => match state.data.operations.get(&after) {
                None => BaseFacts::Unknown,
                Some(taken) => BaseFacts::Known(&taken.outcome),
            },
        };
        let stage = view.stage(operation.stage).map(|stage| StageFacts {
            state: stage.state,
            stage_rev: stage.stage_rev,
            generation: stage.generation,
            assignee: stage.assignee,
        });
        let facts = Facts {
            order_state: view.state,
            knows_bundle: view.knows_bundle(operation.bundle_hash),
            stage,
            base,
            author_in_office: true,
        };
        let outcome = match decide(&operation, &facts) {
            Verdict::Wait => return Outcome::RetryAfter { millis: 2_000 },
            Verdict::Late(reason) => Outcome::AcceptedLate { reason },
            Verdict::Conflict(reason) => Outcome::Conflict { reason },
            Verdict::Refuse(reason) => Outcome::Refused { reason },
            Verdict::Apply => {
                let view = self.apply(view, &operation);
                let stage_rev = view.stage(operation.stage).map_or(0, |stage| stage.stage_rev);
                state.data.save(view, self.worker.person);
                Outcome::Applied { stage_rev }
            }
        };
        let taken = Taken { operation: operation.clone(), outcome: outcome.clone() };
        state.data.operations.insert(operation.op_id, taken);
        outcome
    }

    fn apply(&self, mut view: OrderView, operation: &Operation) -> OrderView {
        let at = self.clock.now();
        let Some(stage) = view.stages.get_mut(&operation.stage) else { return view };
        stage.stage_rev += 1;
        match reached(operation.kind) {
            Some(state) => stage.state = state,
            None => stage.assignee = None,
        }
        if operation.kind != Kind::Submit {
            return view;
        }
        stage.values = operation.body.clone();
        stage.closed_at = Some(at);
        let (element, occurrence) = (stage.element.clone(), stage.occurrence);
        let state: bpmn::State = serde_json::from_value(view.engine.clone()).expect("a state");
        let variables = view.process_variables(&element, &operation.body);
        let command = bpmn::Command::Complete { element, occurrence, variables, at: at.micros() };
        let step = self.step(&state, &command);
        view.engine = json!(step.state);
        if step.effects.iter().any(|effect| matches!(effect, bpmn::Effect::Ended { .. })) {
            view.state = OrderState::Archived;
        }
        self.open_stages(&mut view, &step.effects, operation.to, at);
        view
    }

    fn receipts(&self, request: &Request) -> Response {
        let after: u64 = query(request, "after_n");
        let from: AttachmentId = query(request, "from_attachment");
        let outbox: String = query(request, "outbox");
        let state = self.state();
        let taken = state.data.operations.values();
        let mut taken: Vec<_> = taken
            .filter(|t| t.operation.outbox.to_string() == outbox && t.operation.n > after)
            .collect();
        taken.sort_by_key(|taken| taken.operation.n);
        let operations: Vec<Value> = taken
            .iter()
            .take(RECEIPTS_MAX)
            .map(|taken| {
                let operation = &taken.operation;
                json!({
                    "op_id": operation.op_id,
                    "n": operation.n,
                    "digest": operation.digest().expect("JSON"),
                    "outcome": taken.outcome,
                })
            })
            .collect();
        let files = state.data.files.iter();
        let mut whole: Vec<_> = files
            .filter(|(id, file)| file.is_whole() && file.outbox == outbox && **id >= from)
            .collect();
        whole.sort_by_key(|(id, _)| **id);
        let attachments: Vec<Value> = whole
            .iter()
            .take(RECEIPTS_MAX)
            .map(|(id, file)| json!({ "attachment": id, "sha256": file.sha256 }))
            .collect();
        ok(&json!({
            "epoch": state.epoch,
            "operations": operations,
            "attachments": attachments,
            "more": taken.len() > RECEIPTS_MAX || whole.len() > RECEIPTS_MAX,
        }))
    }

    fn reoffer(&self, request: &Request) -> Response {
        let offer: Reoffer = serde_json::from_slice(request.body()).expect("an offer");
        let state = self.state();
        let data = &state.data;
        let operations = offer.operations.iter().map(|(id, _)| id);
        let operations: Vec<_> =
            operations.filter(|id| !data.operations.contains_key(id)).collect();
        let whole = |id: &AttachmentId| data.files.get(id).is_some_and(File::is_whole);
        let attachments: Vec<_> =
            offer.attachments.iter().map(|(id, _)| id).filter(|id| !whole(id)).collect();
        ok(&json!({ "epoch": state.epoch, "operations": operations, "attachments": attachments }))
    }

    fn take_sealed(&self, request: &Request) -> Response {
        let body: Value = json_of(request);
        let mut results = Vec::new();
        for item in body["items"].as_array().expect("items") {
            let id: OperationId =
                item["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
            let sealed = STANDARD.decode(item["sealed"].as_str().expect("text")).expect("base64");
            self.state().sealed.insert(id, sealed);
            results.push(json!({ "id": id, "taken": true }));
        }
        ok(&json!({ "results": results }))
    }

    /// A file that travels with an order, if it is whole.
    fn file(&self, id: &str) -> Response {
        let state = self.state();
        let file = id.parse().ok().and_then(|id: AttachmentId| state.data.files.get(&id));
        match file {
            Some(file) => Response::new(file.bytes.clone().into()),
            None => problem(StatusCode::NOT_FOUND, "not-found"),
        }
    }

    fn tus(&self, request: &Request) -> Response {
        assert_eq!(request.headers()["tus-resumable"], "1.0.0");
        if request.method() == Method::POST {
            return self.create_file(request);
        }
        let id = request.uri().path().rsplit('/').next().and_then(|id| id.parse().ok());
        let id: AttachmentId = id.expect("an id");
        let mut state = self.state();
        let Some(file) = state.data.files.get_mut(&id) else {
            return problem(StatusCode::NOT_FOUND, "not-found");
        };
        if request.method() == Method::PATCH {
            let offset: usize = header(request, "upload-offset").parse().expect("a number");
            if offset != file.bytes.len() {
                return problem(StatusCode::CONFLICT, "conflict");
            }
            let sum = STANDARD.encode(Digest::of(request.body()).bytes());
            assert_eq!(header(request, "upload-checksum"), format!("sha256 {sum}"));
            // Half of what came is on the disk, as after a cut in the middle.
            let half = self.entropy.sixteen()[0].is_multiple_of(4);
            let len = if half { request.body().len() / 2 } else { request.body().len() };
            file.bytes.extend_from_slice(&request.body()[..len]);
            if half {
                return problem(StatusCode::CONFLICT, "conflict");
            }
        }
        let mut response = Response::new(Bytes::new());
        let offset = file.bytes.len().to_string().parse().expect("a header");
        response.headers_mut().insert("upload-offset", offset);
        response
    }

    fn create_file(&self, request: &Request) -> Response {
        let metadata: BTreeMap<String, String> = header(request, "upload-metadata")
            .split(',')
            .filter_map(|pair| pair.split_once(' '))
            .map(|(name, value)| {
                let value = STANDARD.decode(value).expect("base64");
                (name.to_owned(), String::from_utf8(value).expect("text"))
            })
            .collect();
        let id: AttachmentId = metadata["attachment"].parse().expect("an id");
        let size = header(request, "upload-length").parse().expect("a number");
        let sha256 = metadata["sha256"].parse().expect("a digest");
        let mut state = self.state();
        let file = state.data.files.entry(id).or_insert_with(|| File {
            sha256,
            size,
            bytes: Vec::new(),
            outbox: metadata["outbox"].clone(),
        });
        assert_eq!((file.sha256, file.size), (sha256, size));
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::CREATED;
        let location = format!("http://elsewhere/sync/v1/files/{id}").parse().expect("a header");
        response.headers_mut().insert("location", location);
        response
    }
}

impl Data {
    /// Saves an order and tells the worker's feed, if it is in his scope.
    pub fn save(&mut self, mut view: OrderView, worker: PersonId) {
        let mine = view.state == OrderState::Open
            && view.stages.values().any(|s| s.assignee == Some(worker) && s.state.is_open());
        view.fed_at = view.fed_at.shifted(1);
        let body = mine.then(|| json!(view));
        self.publish(EntityKind::Order, &view.order.to_string(), body);
        self.orders.insert(view.order, view);
    }

    pub fn publish(&mut self, kind: EntityKind, id: &str, body: Option<Value>) {
        let key = (kind, id.to_owned());
        let old = self.entities.remove(&key);
        if old.is_none() && body.is_none() {
            return;
        }
        self.cursor += 1;
        let rev = old.as_ref().map_or(0, |old| old.rev) + 1;
        let before = old.and_then(|old| Some((old.cursor, old.rev, old.body?)));
        self.entities.insert(key, Entity { cursor: self.cursor, rev, body, before });
    }
}

impl File {
    pub fn is_whole(&self) -> bool {
        self.bytes.len() as u64 == self.size && Digest::of(&self.bytes) == self.sha256
    }
}

#[async_trait]
impl Transport for ModelPlatform {
    async fn send(&self, request: Request) -> Result<Response, TransportFault> {
        let weather = *self.weather.lock().expect("no test panicked here");
        let dice = |percent: u8| self.entropy.sixteen()[0] % 100 < percent;
        if weather.offline {
            return Err(TransportFault::Offline);
        }
        if dice(weather.lost_requests) {
            return Err(TransportFault::Timeout);
        }
        if dice(weather.repeated) {
            self.answer(&request);
        }
        let response = self.answer(&request);
        if dice(weather.lost_answers) {
            return Err(TransportFault::Broken);
        }
        Ok(response)
    }
}

fn item((kind, id): &(EntityKind, String), entity: &Entity, whole_at: u64) -> Value {
    let mut item = json!({ "op": "put", "type": kind, "id": id, "rev": entity.rev });
    let Some(body) = &entity.body else {
        item["op"] = json!("drop");
        return item;
    };
    let patch = entity.before.as_ref().filter(|(at, _, _)| *at <= whole_at);
    let patch = patch.and_then(|(_, rev, before)| Some((rev, merge_patch(before, body)?)));
    match patch {
        Some((rev, patch)) => {
            item["base"] = json!(rev);
            item["patch"] = patch;
        }
        None => item["body"] = body.clone(),
    }
    item
}

/// Of the customer whose order has this number.
pub fn customer_no(number: u32) -> String {
    format!("13020{number:05}")
}

fn sealing_key(scalar: &[u8; 32]) -> Vec<u8> {
    let key = p256::ecdsa::SigningKey::from_slice(scalar).expect("a scalar");
    key.verifying_key().to_sec1_point(true).as_bytes().to_vec()
}

fn header<'r>(request: &'r Request, name: &str) -> &'r str {
    request.headers()[name].to_str().expect("text")
}

fn query<T: std::str::FromStr>(request: &Request, name: &str) -> T {
    let pairs = request.uri().query().unwrap_or_default().split('&');
    let mut pairs = pairs.filter_map(|pair| pair.split_once('='));
    let value = pairs.find(|(key, _)| *key == name).map(|(_, value)| value);
    value.and_then(|value| value.parse().ok()).expect("a parameter")
}

fn json_of(request: &Request) -> Value {
    serde_json::from_slice(request.body()).expect("JSON")
}

pub fn ok(body: &Value) -> Response {
    Response::new(body.to_string().into())
}

fn problem(status: StatusCode, code: &str) -> Response {
    let mut response = Response::new(json!({ "code": code }).to_string().into());
    *response.status_mut() = status;
    response
}

/// Small, so that scopes take several pages.
const PAGE: usize = 3;

/// Small, so that a day's receipts take several pages.
const RECEIPTS_MAX: usize = 2;
