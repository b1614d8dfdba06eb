//! A mass of days: random work, kills between any two steps, lost and repeated messages, reassignments, restores.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};
use sync::{Kind, Outcome, Recipient};
use terminal::agent::Action;
use terminal::{Agent, AgentFault};
use vocabulary::{AttachmentId, Digest, OperationId, OrderId, Role, StageId, StageState, minutes};

use super::bench::{Bench, picture, voice};
use super::platform::{Data, File, Weather};

/// One thing that happens in a day. Small numbers choose an order or a step.
#[derive(Debug, Clone)]
enum Happening {
    Type {
        order: u8,
        text: u16,
    },
    Photo {
        order: u8,
    },
    Discard {
        order: u8,
    },
    Record {
        order: u8,
    },
    Step {
        order: u8,
        which: u8,
    },
    Submit {
        order: u8,
        to_myself: bool,
    },
    Sync,
    /// The battery dies at the n-th step from now.
    Kill {
        after: u8,
    },
    Weather {
        lost_requests: u8,
        lost_answers: u8,
        repeated: u8,
    },
    NewOrder,
    Reassign {
        order: u8,
    },
    Cancel {
        order: u8,
    },
    Backup,
    Restore,
    ForgetSessions,
    Relock,
    Pass {
        minutes: u16,
    },
}

fn happening() -> impl Strategy<Value = Happening> {
    use Happening as H;
    prop_oneof![
        4 => (0u8..3, any::<u16>()).prop_map(|(order, text)| H::Type { order, text }),
        2 => (0u8..3).prop_map(|order| H::Photo { order }),
        1 => (0u8..3).prop_map(|order| H::Discard { order }),
        2 => (0u8..3).prop_map(|order| H::Record { order }),
        4 => (0u8..3, 0u8..4).prop_map(|(order, which)| H::Step { order, which }),
        5 => (0u8..3, any::<bool>()).prop_map(|(order, to_myself)| H::Submit { order, to_myself }),
        6 => Just(H::Sync),
        4 => (1u8..40).prop_map(|after| H::Kill { after }),
        2 => (0u8..40, 0u8..40, 0u8..30).prop_map(|(lost_requests, lost_answers, repeated)| {
            H::Weather { lost_requests, lost_answers, repeated }
        }),
        1 => Just(H::NewOrder),
        1 => (0u8..3).prop_map(|order| H::Reassign { order }),
        1 => (0u8..3).prop_map(|order| H::Cancel { order }),
        1 => Just(H::Backup),
        1 => Just(H::Restore),
        1 => Just(H::ForgetSessions),
        1 => Just(H::Relock),
        1 => (1u16..600).prop_map(|minutes| H::Pass { minutes }),
    ]
}

/// What the worker was told is kept.
#[derive(Default)]
struct Promises {
    operations: BTreeSet<OperationId>,
    /// Photos and recordings that were answered and not discarded, with the stage that they were taken for.
    photos: BTreeMap<AttachmentId, (OrderId, StageId, Digest)>,
    /// How many bytes of a recording were answered; none any more once it was finished.
    pieces: BTreeMap<AttachmentId, (OrderId, u64)>,
    /// The last value of a field, until its stage was submitted.
    fields: BTreeMap<(OrderId, StageId), Value>,
}

struct Day {
    bench: Bench,
    agent: Option<Agent>,
    orders: Vec<OrderId>,
    promises: Promises,
    backup: Option<Data>,
}

impl Day {
    async fn begin(seed: u64) -> Self {
        let bench = Bench::new(seed);
        let orders = (0..3).map(|number| bench.platform.hand_out(number)).collect();
        let agent = Some(bench.ready().await);
        Self { bench, agent, orders, promises: Promises::default(), backup: None }
    }

    async fn happen(&mut self, happening: &Happening) {
        self.live(happening).await;
        if self.bench.battery.is_dead() {
            self.revive().await;
        }
    }

    /// The battery is put back in: the agent starts from what is on the disk.
    async fn revive(&mut self) {
        self.agent = None;
        self.bench.battery.set(0);
        let agent = self.bench.start().await.expect("the stores open after any cut");
        for _ in 0..50 {
            match self.bench.unlock(&agent).await {
                Ok(()) => break,
                // Without a lease the platform is needed, and the weather may be bad.
                Err(AgentFault::LeaseNeeded | AgentFault::Platform(_)) => {}
                Err(fault) => panic!("the store did not open: {fault:?}"),
            }
        }
        self.agent = Some(agent);
    }

    async fn live(&mut self, happening: &Happening) {
        use Happening as H;
        match happening {
            H::Type { order, text } => self.type_note(*order, *text).await,
            H::Photo { order } => self.take_photo(*order).await,
            H::Discard { order } => self.discard(*order).await,
            H::Record { order } => self.record(*order).await,
            H::Step { order, which } => self.step(*order, *which).await,
            H::Submit { order, to_myself } => self.submit(*order, *to_myself).await,
            // A sync may stop anywhere; what it must not do is judged at the end.
            H::Sync => drop(self.agent().sync_once().await),
            H::Kill { after } => self.bench.battery.set(i64::from(*after)),
            H::Weather { lost_requests, lost_answers, repeated } => {
                *self.bench.platform.weather.lock().expect("fine") = Weather {
                    lost_requests: *lost_requests,
                    lost_answers: *lost_answers,
                    repeated: *repeated,
                    offline: false,
                };
            }
            H::NewOrder if self.orders.len() < 5 => {
                let number = u32::try_from(self.orders.len()).expect("few");
                self.orders.push(self.bench.platform.hand_out(number));
            }
            H::NewOrder => {}
            H::Reassign { order } => self.bench.platform.reassign(self.pick(*order)),
            H::Cancel { order } => self.bench.platform.cancel(self.pick(*order)),
            H::Backup => self.backup = Some(self.bench.platform.state().data.clone()),
            H::Restore => {
                if let Some(backup) = self.backup.take() {
                    self.bench.platform.restore(backup);
                }
            }
            H::ForgetSessions => self.bench.platform.forget_sessions(),
            H::Relock => {
                self.agent().lock().await;
                if self.bench.unlock(self.agent()).await.is_err() {
                    self.revive().await;
                }
            }
            H::Pass { minutes: passed } => self.bench.clock.advance(minutes(u64::from(*passed))),
        }
    }

    fn agent(&self) -> &Agent {
        self.agent.as_ref().expect("alive between happenings")
    }

    fn pick(&self, order: u8) -> OrderId {
        self.orders[usize::from(order) % self.orders.len()]
    }

    /// The stage of that order that is the worker's to do, if there is one.
    async fn stage(&self, order: OrderId) -> Option<StageId> {
        let lines = self.agent().orders().await.ok()?;
        let line = lines.into_iter().find(|line| line.order == order && !line.read_only)?;
        Some(line.stage?.stage)
    }

    async fn type_note(&mut self, order: u8, text: u16) {
        let order = self.pick(order);
        let Some(stage) = self.stage(order).await else { return };
        let value = json!(format!("note {text}"));
        let saved = self.agent().save_field(order, stage, "note", value.clone()).await;
        // What was not answered may be there or not; then neither the old nor the new value is promised.
        match saved {
            Ok(()) => drop(self.promises.fields.insert((order, stage), value)),
            Err(AgentFault::Store(_)) => drop(self.promises.fields.remove(&(order, stage))),
            Err(_) => {}
        }
        drop(self.agent().save_field(order, stage, "ready", json!(true)).await);
    }

    async fn take_photo(&mut self, order: u8) {
        let order = self.pick(order);
        let Some(stage) = self.stage(order).await else { return };
        let photo = picture(&*self.bench.entropy);
        if let Ok(taken) = self.agent().take_photo(order, stage, "photos", photo, None).await {
            self.promises.photos.insert(taken.attachment_id, (order, stage, taken.sha256));
        }
    }

    /// Records as far as it goes.
    async fn record(&mut self, order: u8) {
        let order = self.pick(order);
        let Some(stage) = self.stage(order).await else { return };
        let Ok(begun) = self.agent().begin_recording(order, stage, "voice", None, None).await
        else {
            return;
        };
        let (id, mut there) = (begun.attachment_id, 0);
        for piece in voice() {
            let at = (order, stage);
            let Ok(kept) = self.agent().append_recording(at, id, there, piece.to_vec()).await
            else {
                return;
            };
            there = kept.bytes;
            self.promises.pieces.insert(id, (order, there));
        }
        if let Ok(taken) = self.agent().finish_recording(order, stage, id).await {
            self.promises.pieces.remove(&id);
            self.promises.photos.insert(id, (order, stage, taken.sha256));
        }
    }

    async fn discard(&mut self, order: u8) {
        let order = self.pick(order);
        let Some(stage) = self.stage(order).await else { return };
        let mine =
            self.promises.photos.iter().find(|(_, photo)| (photo.0, photo.1) == (order, stage));
        let Some((attachment, _)) = mine else { return };
        let attachment = *attachment;
        let gone = self.agent().discard_file(order, stage, attachment).await;
        if matches!(gone, Ok(()) | Err(AgentFault::Store(_))) {
            self.promises.photos.remove(&attachment);
        }
    }

    async fn step(&mut self, order: u8, which: u8) {
        let order = self.pick(order);
        let Some(stage) = self.stage(order).await else { return };
        let action = match which {
            0 => Action::SignIn,
            1 => Action::SetOut,
            2 => Action::Arrive { position: None },
            _ => Action::Begin,
        };
        let agent = self.agent();
        if let Ok(op_id) = agent.act(agent.correlate(), order, stage, &action).await {
            self.promises.operations.insert(op_id);
        }
    }

    async fn submit(&mut self, order: u8, to_myself: bool) {
        let order = self.pick(order);
        let Some(stage) = self.stage(order).await else { return };
        let me = Recipient::Person(self.bench.platform.worker.person);
        let to = if to_myself { me } else { Recipient::Role(Role::MeterInstaller) };
        // What was not answered may be recorded or not; it is not promised.
        let agent = self.agent();
        if let Ok(submitted) = agent.submit(agent.correlate(), order, stage, Some(to)).await {
            self.promises.operations.insert(submitted.op_id);
        }
    }

    /// Fair weather, enough time, enough syncs.
    async fn heal(&mut self) {
        self.bench.battery.set(0);
        self.revive().await;
        *self.bench.platform.weather.lock().expect("fine") = Weather::default();
        for _ in 0..12 {
            self.bench.clock.advance(minutes(11));
            drop(self.agent().sync_once().await);
        }
        self.agent().sync_once().await.expect("a sync in fair weather");
    }

    /// Everything promised is where it should be, once.
    async fn judge(&self) -> Result<(), TestCaseError> {
        let outbox = self.agent().outbox().await.expect("outbox");
        let left: BTreeMap<_, _> = outbox.iter().map(|entry| (entry.op_id, entry)).collect();
        let drafts = self.drafts().await;
        let mut photos = BTreeMap::new();
        for attachment in self.promises.photos.keys() {
            let photo = self.agent().attachment(*attachment).await;
            photos.insert(*attachment, photo.expect("every photo is still on the terminal"));
        }
        self.judge_pieces().await?;
        let state = self.bench.platform.state();
        let data = &state.data;

        for op_id in &self.promises.operations {
            let taken = data.operations.contains_key(op_id);
            prop_assert!(taken || left.contains_key(op_id), "operation {} is lost", op_id);
        }
        // Only what an order refused still waits, behind what was refused.
        for entry in left.values() {
            let parked = outbox.iter().any(|other| {
                other.order == entry.order && matches!(other.outcome, Some(Outcome::Refused { .. }))
            });
            prop_assert!(parked, "{:?} waits for nothing", entry);
        }
        self.judge_stages(data)?;
        for ((order, stage), value) in &self.promises.fields {
            let kept = drafts.get(&(*order, *stage)) == Some(value);
            let sent = |operation: &sync::Operation| {
                operation.kind == Kind::Submit
                    && operation.stage == *stage
                    && operation.body["note"] == *value
            };
            let there = data.operations.values().any(|taken| sent(&taken.operation));
            let waits =
                left.values().any(|entry| entry.stage == *stage && entry.kind == Kind::Submit);
            prop_assert!(kept || there || waits, "the note of {} is lost: {}", stage, value);
        }
        for (attachment, (_, stage, sha256)) in &self.promises.photos {
            let (_, content) = &photos[attachment];
            prop_assert_eq!(Digest::of(content), *sha256, "photo {} is damaged", attachment);
            let needed = |operation: &sync::Operation| {
                operation.needs.iter().any(|need| need.attachment == *attachment)
            };
            if data.operations.values().any(|taken| needed(&taken.operation)) {
                let file = data.files.get(attachment);
                let whole = file.is_some_and(|file| file.is_whole() && file.sha256 == *sha256);
                prop_assert!(whole, "photo {} of {} did not arrive whole", attachment, stage);
            }
        }
        for (attachment, file) in &data.files {
            prop_assert!(File::is_whole(file), "a part of {} is left", attachment);
        }
        Ok(())
    }

    /// What was answered of a recording can be finished, or was finished when the battery died.
    async fn judge_pieces(&self) -> Result<(), TestCaseError> {
        for (id, (order, bytes)) in &self.promises.pieces {
            if self.agent().attachment(*id).await.is_ok() {
                continue;
            }
            let detail = self.agent().order(*order).await.expect("an order with work on it stays");
            let cut = detail.cut_off.iter().find(|cut| cut.attachment_id == *id);
            let there = cut.map(|cut| cut.bytes);
            prop_assert!(
                there >= Some(*bytes),
                "{:?} of {} bytes of {} are left",
                there,
                bytes,
                id
            );
        }
        Ok(())
    }

    /// Each stage was submitted at most once, by one operation.
    fn judge_stages(&self, data: &Data) -> Result<(), TestCaseError> {
        let mut applied = BTreeMap::new();
        for taken in data.operations.values() {
            let operation = &taken.operation;
            if taken.outcome.was_applied() {
                *applied.entry((operation.stage, operation.kind.as_str())).or_insert(0) += 1;
            }
        }
        for ((stage, kind), times) in applied {
            prop_assert_eq!(times, 1, "{} of {} was applied twice", kind, stage);
        }
        for view in data.orders.values() {
            for stage in view.stages.values().filter(|s| s.state == StageState::Submitted) {
                let by = data.operations.values().filter(|taken| {
                    taken.operation.stage == stage.stage
                        && taken.operation.kind == Kind::Submit
                        && taken.outcome.was_applied()
                });
                prop_assert_eq!(by.count(), 1);
            }
        }
        Ok(())
    }

    async fn drafts(&self) -> BTreeMap<(OrderId, StageId), Value> {
        let mut drafts = BTreeMap::new();
        for line in self.agent().orders().await.expect("orders") {
            let detail = self.agent().order(line.order).await.expect("order");
            for (stage, fields) in detail.now.drafts {
                if let Some(note) = fields.get("note") {
                    drafts.insert((line.order, stage), note.clone());
                }
            }
        }
        drafts
    }
}

async fn live_through(seed: u64, happenings: &[Happening]) -> Result<(), TestCaseError> {
    let mut day = Day::begin(seed).await;
    for happening in happenings {
        day.happen(happening).await;
    }
    day.heal().await;
    day.judge().await
}

/// `PROPTEST_CASES` asks for more, as `make soak` does.
fn days() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|days| days.parse().ok()).unwrap_or(96)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: days(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nothing_promised_is_lost_and_nothing_doubled(
        seed in any::<u32>(),
        happenings in prop::collection::vec(happening(), 1..45),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        runtime.block_on(live_through(u64::from(seed), &happenings))?;
    }
}
