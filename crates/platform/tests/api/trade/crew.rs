//! Those who work on the orders, each with a card and a terminal, and what they hand in.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use security_unit::{Context, SigningToken as _};
use serde_json::{Value, json};
use sync::{Attached, Confirmation, MeterWork, Operation, OrderView, Recipient, works_named};
use vocabulary::{AttachmentId, Digest, Instant, MeterWorkId, OrderId, PersonId, Role, StageId};

use crate::support::{Bench, Console, Reply, Worker, person_of, record_as_told};

/// What those of the roles are called, in their order.
const NAMES: [&str; Role::ALL.len()] = [
    "张伟", "王芳", "李娜", "刘强", "陈静", "杨洋", "赵磊", "黄敏", "周涛", "吴霞", "徐鹏", "孙丽",
];

pub struct Crew<'b> {
    bench: &'b Bench,
    head: Console<'b>,
    people: BTreeMap<PersonId, (Role, String)>,
    workers: BTreeMap<PersonId, Worker<'b>>,
    owed: Vec<Owed>,
}

/// What an operation names and what has not been brought yet: files, and records of works at meters.
struct Owed {
    by: PersonId,
    operation: Operation,
    files: Vec<MadeFile>,
    works: Vec<MeterWork>,
}

type MadeFile = (Attached, Vec<u8>);

impl<'b> Crew<'b> {
    /// Gives everybody a name of his own.
    pub async fn of(bench: &'b Bench) -> Self {
        let admin = bench.sign_in("admin").await;
        let named = |(role, name): (Role, &str)| {
            let mut person = person_of(role);
            person["name"] = name.into();
            person
        };
        let people: Vec<Value> = Role::ALL.into_iter().zip(NAMES).map(named).collect();
        admin.post("/api/v1/organisation/import", json!({ "people": people })).await.ok();
        let read = admin.get("/api/v1/people?limit=500").await.ok();
        let mut people = BTreeMap::new();
        for person in read["items"].as_array().expect("a list") {
            let role = serde_json::from_value(person["roles"][0].clone()).expect("a role");
            let id = person["person"].as_str().expect("an id").parse().expect("an id");
            people.insert(id, (role, person["name"].as_str().expect("a name").to_owned()));
        }
        let head = bench.role(Role::StationHead).await;
        Self { bench, head, people, workers: BTreeMap::new(), owed: Vec::new() }
    }

    /// The station's head, at the console.
    pub const fn head(&self) -> &Console<'b> {
        &self.head
    }

    /// Somebody of that role.
    pub fn one_of(&self, role: Role) -> PersonId {
        let mut people = self.people.iter().filter(|(_, (its, _))| *its == role);
        people.next().map(|(person, _)| *person).expect("somebody has every role")
    }

    pub fn name_of(&self, person: PersonId) -> &str {
        &self.people[&person].1
    }

    /// After a time in which every session has ended.
    pub async fn sign_in_again(&mut self) {
        self.head = self.bench.role(Role::StationHead).await;
        for worker in self.workers.values_mut() {
            worker.sign_in_again().await;
        }
    }

    /// Submits a stage; gives the outcome.
    pub async fn submits(
        &mut self,
        person: PersonId,
        order: &OrderView,
        stage: StageId,
        mut values: Value,
        to: Option<Recipient>,
    ) -> Value {
        self.signs_in(person).await;
        let second = self.somebody_else(person).await;
        self.confirm(&mut values, "", (order.order, stage), second);
        let mut files = Vec::new();
        self.make_files(&mut values, &mut files);
        let works = self.make_works(&mut values, (order.order, stage), person);
        let worker = &self.workers[&person];
        let needs: Vec<Attached> = files.iter().map(|(file, _)| file.clone()).collect();
        let operation = worker.submit_of(order, stage, values, needs, to);
        let outcome = worker.hand_in(&operation).await;
        self.owed.push(Owed { by: person, operation, files, works });
        outcome
    }

    /// Every file that was announced so far, and every record that was named.
    pub async fn upload_everything(&mut self) {
        for Owed { by, operation, files, works } in std::mem::take(&mut self.owed) {
            for (file, bytes) in files {
                self.workers[&by].upload(&operation, &file, &bytes).await;
            }
            let named = works.len();
            let batch = json!({ "works": works });
            let kept = self.workers[&by].send("POST", "/sync/v1/meter-works", Some(batch)).await;
            assert_eq!(kept.ok()["kept"].as_array().map(Vec::len), Some(named));
        }
    }

    /// Somebody who is none of these.
    pub fn somebody_but(&self, these: &[PersonId]) -> PersonId {
        let mut others = self.people.keys().filter(|person| !these.contains(person));
        *others.next().expect("there are twelve")
    }

    /// Asks for a file that travels with an order.
    pub async fn fetches(&mut self, person: PersonId, attachment: AttachmentId) -> Reply {
        self.signs_in(person).await;
        let path = format!("/sync/v1/files/{attachment}");
        self.workers[&person].send("GET", &path, None).await
    }

    async fn signs_in(&mut self, person: PersonId) {
        if let Entry::Vacant(place) = self.workers.entry(person) {
            let (role, _) = self.people[&person];
            place.insert(Worker::sign_in(self.bench, role, role.as_str()).await);
        }
    }

    /// Whoever confirms beside `person`.
    async fn somebody_else(&mut self, person: PersonId) -> PersonId {
        let others = [Role::MeterInstaller, Role::UsageInspector].map(|role| self.one_of(role));
        let other = others.into_iter().find(|other| *other != person).expect("one of two");
        self.signs_in(other).await;
        other
    }

    /// Puts a confirmation by the card of `second` where an example has one of somebody whom nobody knows.
    fn confirm(
        &self,
        value: &mut Value,
        name: &str,
        (order, stage): (OrderId, StageId),
        second: PersonId,
    ) {
        let Value::Object(members) = value else { return };
        let said = ["person_id", "card_id", "confirmed_at", "signature"];
        if !said.iter().all(|member| members.contains_key(*member)) {
            members
                .iter_mut()
                .for_each(|(name, member)| self.confirm(member, name, (order, stage), second));
            return;
        }
        let card = self.workers[&second].card();
        let confirmed_at =
            Instant::from_micros(members["confirmed_at"].as_i64().expect("microseconds"));
        let card_id = card.identity().card;
        let digest = Confirmation::digest((order, stage, name), (second, card_id), confirmed_at);
        let message = Context::SecondPerson.message(digest.expect("JSON").bytes());
        let signature = STANDARD.encode(card.sign(&message).expect("the PIN is presented").bytes());
        *value = json!(Confirmation {
            person_id: second,
            name: self.name_of(second).to_owned(),
            card_id,
            confirmed_at,
            signature
        });
    }

    /// Gives every work that an example names an id of its own, and makes the record that says the same.
    fn make_works(
        &self,
        values: &mut Value,
        (order, stage): (OrderId, StageId),
        person: PersonId,
    ) -> Vec<MeterWork> {
        let fields: Vec<String> =
            works_named(values).iter().map(|named| named.field.to_owned()).collect();
        let make = |field: String| {
            let told = &mut values[field.as_str()];
            told["work"] = json!(MeterWorkId::make(&*self.bench.clock, &*self.bench.entropy));
            record_as_told(told, (order, stage), self.workers[&person].card().identity().card)
        };
        fields.into_iter().map(make).collect()
    }

    /// Puts a file of its own where an example names one.
    fn make_files(&self, value: &mut Value, made: &mut Vec<MadeFile>) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.make_files(item, made)),
            Value::Object(members) if members.contains_key("attachment_id") => {
                let attachment = AttachmentId::make(&*self.bench.clock, &*self.bench.entropy);
                let bytes = format!("the file {attachment}").into_bytes();
                let sha256 = Digest::of(&bytes);
                let mime = members["mime"].as_str().expect("a type").to_owned();
                let file = Attached { attachment, sha256, size: bytes.len() as u64, mime };
                members.insert("attachment_id".to_owned(), json!(attachment));
                members.insert("sha256".to_owned(), json!(sha256));
                members.insert("size".to_owned(), json!(file.size));
                made.push((file, bytes));
            }
            Value::Object(members) => {
                members.values_mut().for_each(|member| self.make_files(member, made))
            }
            _ => {}
        }
    }
}
