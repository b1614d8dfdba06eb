//! Seeded stories over the marketing system without sockets, checked against its ledger and a model of the answers.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use neighbour_sims::marketing::{
    CommandFault, CustomersMessage, Entry, HandOver, HowDown, MarketingSystem, ResultAnswer,
    ResultMessage,
};
use neighbour_sims::{Delivery, Retry};
use proptest::prelude::*;
use serde_json::{Map, json};
use vocabulary::Instant;

#[derive(Debug, Clone)]
enum Step {
    HandOver {
        order: usize,
    },
    Change {
        order: usize,
        capacity_w: u32,
    },
    Cancel {
        order: usize,
    },
    RollBack {
        order: usize,
    },
    Urge {
        order: usize,
    },
    /// Takes the next message; its answer comes with a later `Answer`.
    Send {
        fate: Fate,
    },
    Answer {
        which: usize,
    },
    Copy {
        n: u64,
        fate: Fate,
    },
    Result {
        order: usize,
        message: usize,
        body: usize,
        key_fits: bool,
    },
    Refuse {
        order: usize,
    },
    Lift {
        order: usize,
    },
    Down {
        seconds: Option<u64>,
        how: HowDown,
    },
    Up,
    Pass {
        millis: u64,
    },
    Restart,
}

#[derive(Debug, Clone, Copy)]
enum Fate {
    Taken,
    NotYet,
    Refused,
    NoConnection,
}

impl Fate {
    fn delivery(self) -> Delivery {
        match self {
            Self::Taken => Delivery::of_answer(200, br#"{"outcome":"applied"}"#),
            Self::NotYet => Delivery::of_answer(409, b"{}"),
            Self::Refused => Delivery::of_answer(422, b"{}"),
            Self::NoConnection => Delivery::ComeAgain { why: "no connection".to_owned() },
        }
    }
}

/// Drives the system and remembers what a reader of its interface may rely on.
struct Story {
    now: Instant,
    system: MarketingSystem<Vec<Entry>>,
    under_way: Vec<(u64, Fate)>,
    last_sent: BTreeMap<String, u64>,
    accepted: BTreeMap<usize, (usize, usize)>,
    refused_orders: BTreeSet<usize>,
    down: Option<(HowDown, Option<Instant>)>,
}

impl Story {
    fn begin() -> Self {
        let now = Instant::from_micros(1_700_000_000_000_000);
        Self {
            now,
            system: MarketingSystem::open(Vec::new(), &[], Retry::default(), now),
            under_way: Vec::new(),
            last_sent: BTreeMap::new(),
            accepted: BTreeMap::new(),
            refused_orders: BTreeSet::new(),
            down: None,
        }
    }

    fn take(&mut self, step: &Step) {
        let now = self.now;
        match *step {
            Step::HandOver { order } => {
                let existed = self.knows(order);
                let handed = self.system.hand_over(now, application(order));
                assert_eq!(matches!(handed, Err(CommandFault::OrderExists(_))), existed);
            }
            Step::Change { order, capacity_w } => {
                let patch =
                    Map::from_iter([("requested_capacity_w".to_owned(), json!(capacity_w))]);
                let told = self.system.change(now, &order_no(order), patch);
                self.check_told(order, told);
            }
            Step::Cancel { order } => {
                let told = self.system.cancel(now, &order_no(order), "withdrawn");
                self.check_told(order, told);
            }
            Step::RollBack { order } => {
                let told = self.system.roll_back(now, &order_no(order), "acceptance", "papers");
                self.check_told(order, told);
            }
            Step::Urge { order } => {
                let told = self.system.urge(now, &order_no(order), "the customer waits");
                self.check_told(order, told);
            }
            Step::Send { fate } => self.send(fate),
            Step::Answer { which } => {
                if !self.under_way.is_empty() {
                    let (n, fate) = self.under_way.swap_remove(which % self.under_way.len());
                    self.system.answered(now, n, &fate.delivery()).expect("a known message");
                }
            }
            Step::Copy { n, fate } => {
                let known = self.system.copy_of(n).is_some();
                assert_eq!(self.system.copy_answered(now, n, &fate.delivery()).is_ok(), known);
            }
            Step::Result { order, message, body, key_fits } => {
                self.bring_result(order, message, body, key_fits);
            }
            Step::Refuse { order } => {
                let set =
                    self.system.set_refusal(&order_no(order), "meter_unknown", "no such meter");
                assert_eq!(set.is_ok(), self.knows(order));
                if set.is_ok() {
                    self.refused_orders.insert(order);
                }
            }
            Step::Lift { order } => {
                let lifted = self.system.lift_refusal(&order_no(order));
                assert_eq!(lifted.is_ok(), self.knows(order));
                self.refused_orders.remove(&order);
            }
            Step::Down { seconds, how } => {
                let lasting = seconds.map(Duration::from_secs);
                self.system.go_down(now, how, lasting).expect("kept");
                self.down = Some((how, lasting.map(|lasting| now.plus(lasting))));
            }
            Step::Up => {
                self.system.come_up().expect("kept");
                self.down = None;
            }
            Step::Pass { millis } => self.now = now.plus(Duration::from_millis(millis)),
            Step::Restart => self.restart(),
        }
    }

    fn send(&mut self, fate: Fate) {
        let Some(outgoing) = self.system.next_to_send(self.now) else { return };
        let order_no = &outgoing.message.order_no;
        let last = self.last_sent.insert(order_no.clone(), outgoing.n).unwrap_or(0);
        assert!(last <= outgoing.n, "an order's messages go in their order");
        let settled: BTreeSet<u64> = self.system.ledger().iter().filter_map(settled_by).collect();
        for entry in self.system.ledger() {
            if let Entry::Written { n, message } = entry
                && message.order_no == *order_no
                && *n < outgoing.n
            {
                assert!(settled.contains(n), "{} goes before {n} is settled", outgoing.n);
            }
        }
        assert!(!settled.contains(&outgoing.n), "a settled message goes again");
        assert!(self.under_way.iter().all(|(n, _)| *n != outgoing.n), "one attempt at a time");
        self.under_way.push((outgoing.n, fate));
    }

    fn bring_result(&mut self, order: usize, message: usize, body: usize, key_fits: bool) {
        let key = if key_fits { message_id(order, message) } else { "another".to_owned() };
        let answer = self.system.take_result(self.now, &key, result(order, message, body));
        let expect = self.expected_answer(order, message, body, key_fits);
        assert_eq!(word(&answer.expect("kept")), expect);
        if expect == "accepted" {
            self.accepted.entry(order).or_insert((message, body));
        }
    }

    fn expected_answer(&self, order: usize, message: usize, body: usize, key_fits: bool) -> &str {
        if let Some((how, until)) = self.down
            && until.is_none_or(|until| self.now < until)
        {
            return if how == HowDown::HangUp { "hang_up" } else { "unavailable" };
        }
        if !key_fits {
            return "key_mismatch";
        }
        if !self.knows(order) {
            return "order_unknown";
        }
        match self.accepted.get(&order) {
            Some(first) if *first == (message, body) => "accepted",
            Some((first, _)) if *first == message => "message_reused",
            Some(_) => "already_finished",
            None if self.refused_orders.contains(&order) => "meter_unknown",
            None => "accepted",
        }
    }

    /// As after a kill: only the ledger is left, and what was under way is unknown.
    fn restart(&mut self) {
        let entries = self.system.ledger().clone();
        let before = self.system.book().clone();
        let retry = Retry::default();
        self.system = MarketingSystem::open(entries.clone(), &entries, retry, self.now);
        assert_eq!(*self.system.book(), before, "the ledger tells all");
        self.under_way.clear();
    }

    /// A platform that takes everything empties the outbox.
    fn drain(&mut self) {
        while let Some((n, _)) = self.under_way.pop() {
            self.system.answered(self.now, n, &Fate::Taken.delivery()).expect("a known message");
        }
        while let Some(due) = self.system.next_due() {
            self.now = self.now.max(due);
            self.send(Fate::Taken);
            let (n, fate) = self.under_way.pop().expect("what is due can be sent");
            self.system.answered(self.now, n, &fate.delivery()).expect("a known message");
        }
    }

    fn check_ledger(&self) {
        let mut acknowledged = BTreeSet::new();
        let mut finished: BTreeMap<&str, u64> = BTreeMap::new();
        let (mut written, mut results_refused) = (0, 0);
        for entry in self.system.ledger() {
            match entry {
                Entry::Written { .. } => written += 1,
                Entry::Acknowledged { n, .. } => {
                    assert!(acknowledged.insert(*n), "message {n} was acknowledged twice");
                }
                Entry::Refused { n, .. } => {
                    assert!(!acknowledged.contains(n), "message {n} was refused afterwards");
                }
                Entry::ResultAccepted { result, .. } => {
                    let before = finished.insert(&result.order_no, 1);
                    assert_eq!(before, None, "order {} was finished twice", result.order_no);
                }
                Entry::ResultRepeated { order_no, .. } => {
                    *finished.get_mut(order_no.as_str()).expect("a copy of something") += 1;
                }
                Entry::ResultRefused { .. } => results_refused += 1,
                _ => {}
            }
        }
        let totals = self.system.totals();
        assert_eq!(totals.messages_written, written);
        assert_eq!(totals.messages_waiting, 0);
        assert_eq!(totals.messages_acknowledged, acknowledged.len() as u64);
        assert_eq!(totals.messages_acknowledged + totals.messages_refused, written);
        assert_eq!(totals.results_accepted, self.accepted.len() as u64);
        assert_eq!(totals.results_accepted, finished.len() as u64);
        let copies: u64 = finished.values().sum();
        assert_eq!(totals.result_duplicates, copies - totals.results_accepted);
        assert_eq!(totals.results_refused, results_refused);
    }

    fn check_told(&self, order: usize, told: Result<u64, CommandFault>) {
        assert_eq!(told.is_ok(), self.knows(order), "{told:?}");
    }

    fn knows(&self, order: usize) -> bool {
        self.system.order(&order_no(order)).is_some()
    }
}

fn settled_by(entry: &Entry) -> Option<u64> {
    match entry {
        Entry::Acknowledged { n, .. } | Entry::Refused { n, .. } => Some(*n),
        _ => None,
    }
}

fn word(answer: &ResultAnswer) -> &str {
    match answer {
        ResultAnswer::Accepted => "accepted",
        ResultAnswer::AlreadyFinished => "already_finished",
        ResultAnswer::Refused { code, .. } => code,
        ResultAnswer::Unavailable => "unavailable",
        ResultAnswer::HangUp => "hang_up",
    }
}

fn order_no(order: usize) -> String {
    format!("130200010000000{order}")
}

fn message_id(order: usize, message: usize) -> String {
    format!("message-{order}-{message}")
}

fn application(order: usize) -> HandOver {
    let application = json!({
        "order_no": order_no(order),
        "data": {
            "applicant": {"name": "张伟", "id_no": "130202199001011234", "mobile": "13800000000"},
            "address": "路北区建设路1号",
            "area_code": "130203001-0001",
            "lon": 118.180_193_847_265_6,
            "lat": 39.630_867_1,
            "requested_capacity_w": 8_000,
            "usage_class": "residential",
            "tariff": "residential_tiered",
            "supply_voltage": 220,
            "meter_box": "130203001-0001-003",
        },
    });
    serde_json::from_value(application).expect("an application")
}

fn result(order: usize, message: usize, body: usize) -> ResultMessage {
    let result = json!({
        "message": message_id(order, message),
        "order_no": order_no(order),
        "kind": "order_finished",
        "order": "0190a1b2-0000-7000-8000-000000000001",
        "stages": [{"stage": "acceptance", "body": body}],
        "evidence": [{
            "attachment": "0190a1b2-0000-7000-8000-000000000002",
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "size": 1024,
            "mime": "image/jpeg",
            "stage": "acceptance",
        }],
        "at": 1_700_000_000_000_000_i64,
    });
    serde_json::from_value(result).expect("a result")
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let order = || 0..3_usize;
    let fate = || {
        prop_oneof![
            4 => Just(Fate::Taken),
            1 => Just(Fate::NotYet),
            1 => Just(Fate::Refused),
            2 => Just(Fate::NoConnection),
        ]
    };
    let how = prop_oneof![Just(HowDown::Unavailable), Just(HowDown::HangUp)];
    let step = prop_oneof![
        4 => order().prop_map(|order| Step::HandOver { order }),
        2 => (order(), 1..20_000_u32)
            .prop_map(|(order, capacity_w)| Step::Change { order, capacity_w }),
        1 => order().prop_map(|order| Step::Cancel { order }),
        1 => order().prop_map(|order| Step::RollBack { order }),
        1 => order().prop_map(|order| Step::Urge { order }),
        8 => fate().prop_map(|fate| Step::Send { fate }),
        8 => any::<usize>().prop_map(|which| Step::Answer { which }),
        3 => (0..8_u64, fate()).prop_map(|(n, fate)| Step::Copy { n, fate }),
        8 => (order(), 0..2_usize, 0..2_usize, prop::bool::weighted(0.9)).prop_map(
            |(order, message, body, key_fits)| Step::Result { order, message, body, key_fits }
        ),
        1 => order().prop_map(|order| Step::Refuse { order }),
        1 => order().prop_map(|order| Step::Lift { order }),
        1 => (proptest::option::of(0..5_u64), how)
            .prop_map(|(seconds, how)| Step::Down { seconds, how }),
        2 => Just(Step::Up),
        4 => (0..3_000_u64).prop_map(|millis| Step::Pass { millis }),
        1 => Just(Step::Restart),
    ];
    proptest::collection::vec(step, 0..120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn every_message_is_acknowledged_once_and_every_result_counted_once(steps in steps()) {
        let mut story = Story::begin();
        for step in &steps {
            story.take(step);
        }
        story.drain();
        story.check_ledger();
        story.restart();
        prop_assert_eq!(story.system.next_due(), None);
    }

    /// A message that changed in its last digit after a restart would be another one to the platform.
    #[test]
    fn an_entry_reads_as_it_was_written(lon in -180.0..180.0_f64, lat in -90.0..90.0_f64) {
        let mut order = application(0);
        order.data.insert("lon".to_owned(), json!(lon));
        order.data.insert("height_m".to_owned(), json!(lat));
        let mut system = Story::begin().system;
        system.hand_over(Instant::from_micros(1), order).expect("a new order");
        let line = serde_json::to_string(&system.ledger()[0]).expect("an entry is JSON");
        let read: Entry = serde_json::from_str(&line).expect("it was written so");
        prop_assert_eq!(serde_json::to_string(&read).expect("an entry is JSON"), line);
    }
}

#[test]
fn a_change_that_spoils_the_application_is_not_sent() {
    let mut story = Story::begin();
    story.take(&Step::HandOver { order: 0 });
    let patch = Map::from_iter([("requested_capacity_w".to_owned(), json!("a lot"))]);
    let fault = story.system.change(story.now, &order_no(0), patch).expect_err("is refused");
    assert!(matches!(fault, CommandFault::Invalid { field: "data", .. }), "{fault}");
    assert_eq!(story.system.totals().messages_written, 1);
}

#[test]
fn a_copy_that_the_platform_takes_settles_a_refused_message() {
    let mut story = Story::begin();
    story.take(&Step::HandOver { order: 0 });
    story.take(&Step::Send { fate: Fate::Refused });
    story.take(&Step::Answer { which: 0 });
    assert_eq!(story.system.totals().messages_refused, 1);
    story.take(&Step::Copy { n: 1, fate: Fate::Taken });
    let totals = story.system.totals();
    assert_eq!((totals.messages_refused, totals.messages_acknowledged), (0, 1));
}

#[test]
fn a_result_after_a_confirmed_cancellation_is_counted() {
    let mut story = Story::begin();
    story.take(&Step::HandOver { order: 0 });
    story.take(&Step::Cancel { order: 0 });
    story.drain();
    story.take(&Step::Result { order: 0, message: 0, body: 0, key_fits: true });
    assert_eq!(story.system.totals().finished_after_cancel, 1);
}

/// A disk that fails once: nothing is known that is not written.
#[test]
fn what_the_ledger_did_not_keep_is_not_known() {
    struct FullDisk;
    impl neighbour_sims::Ledger<Entry> for FullDisk {
        fn append(&mut self, _: &Entry) -> std::io::Result<()> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
    }
    let now = Instant::from_micros(1);
    let mut system = MarketingSystem::open(FullDisk, &[], Retry::default(), now);
    let fault = system.hand_over(now, application(0)).expect_err("the disk is full");
    assert!(matches!(fault, CommandFault::NotKept(_)));
    assert_eq!(system.order(&order_no(0)), None);
    assert_eq!(system.next_to_send(now), None);
}

/// Batches of customers go one after the other, also over a restart, and no settled one goes again.
#[test]
fn customers_go_batch_by_batch_until_the_platform_has_them() {
    let now = Instant::from_micros(1);
    let batch = |id: &str| CustomersMessage {
        message_id: id.to_owned(),
        records: vec![json!({ "customer_no": "1302000101", "revision": 1 })],
    };
    let mut system = MarketingSystem::open(Vec::new(), &[], Retry::default(), now);
    system.tell_customers(now, batch("c-1")).expect("written");
    system.tell_customers(now, batch("c-2")).expect("written");
    assert!(system.tell_customers(now, batch("c-1")).is_err(), "the id was used before");
    let empty = CustomersMessage { records: Vec::new(), ..batch("c-3") };
    assert!(system.tell_customers(now, empty).is_err());

    let first = system.next_customers(now).expect("the first");
    assert_eq!(system.next_customers(now), None, "the second waits for it");
    let away = Delivery::of_answer(503, b"");
    system.customers_answered(now, first.n, &away).expect("noted");
    assert_eq!(system.next_customers(now), None);
    assert!(system.next_due().is_some_and(|due| due > now), "it comes again after a while");

    let entries = system.ledger().clone();
    let mut system = MarketingSystem::open(entries.clone(), &entries, Retry::default(), now);
    let again = system.next_customers(now).expect("at once after a start");
    assert_eq!(again, first);
    let taken = Delivery::of_answer(200, br#"{"outcome":"applied","written":1,"superseded":0}"#);
    system.customers_answered(now, again.n, &taken).expect("settled");
    let second = system.next_customers(now).expect("the second");
    assert_eq!(second.message.message_id, "c-2");
    let refused = Delivery::of_answer(422, b"no such area");
    system.customers_answered(now, second.n, &refused).expect("settled");
    let totals = system.totals();
    let counted = (totals.customers_waiting, totals.customers_taken, totals.customers_refused);
    assert_eq!(counted, (0, 1, 1));
    let entries = system.ledger().clone();
    let mut system = MarketingSystem::open(entries.clone(), &entries, Retry::default(), now);
    assert_eq!(system.next_customers(now), None);
}
