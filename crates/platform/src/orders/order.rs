//! An order while it is being changed: its record, its process, and everything that follows from the change.
//!
//! Commands load an order, step it, and save it. Nothing is written before [`Order::save`], which writes the record,
//! the audit, timers, messages, items for the office and, last, the workers' feeds.

use std::sync::Arc;

use bpmn::{Cancellation, Effect, StepError, TimerId};
use platform_store::audit::Entry;
use platform_store::drafts::DraftRow;
use platform_store::neighbours::OutboxRow;
use platform_store::office::OfficeItemRow;
use platform_store::orders::OrderRecord;
use platform_store::{Tx, orders};
use serde::Deserialize as _;
use serde_json::{Value, json};
use sync::{Notice, OrderView, Round, StageView};
use vocabulary::{
    CorrelationId, Instant, MessageId, OfficeItemId, OrderId, OrderState, PersonId, StageId,
    StageState, Text,
};

use super::clocks::Clocks;
use super::placing::Nearest;
use super::service::ServiceKind;
use super::versions::ProcessVersion;
use crate::Platform;
use crate::http::{Problem, ProblemKind};

/// On whose behalf and when something happens.
#[derive(Debug, Clone)]
pub struct Cause {
    /// When it happened.
    pub at: Instant,
    /// When the platform heard of it.
    pub received_at: Instant,
    /// `person:…`, `terminal:…`, `neighbour:…` or `platform`.
    pub actor: String,
    pub correlation: CorrelationId,
}

impl Cause {
    /// The platform does it by itself, at that moment.
    #[must_use]
    pub fn own(at: Instant, correlation: CorrelationId) -> Self {
        Self { at, received_at: at, actor: "platform".to_owned(), correlation }
    }

    /// Whoever did it, if a person did.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.actor.strip_prefix("person:")?.parse().ok()
    }
}

/// An order in the hands of a command.
pub struct Order {
    pub(super) platform: Platform,
    pub(super) cause: Cause,
    pub(super) version: Arc<ProcessVersion>,
    pub(super) before: Option<OrderRecord>,
    pub record: OrderRecord,
    /// Where the process stands; written into the view when the order is saved.
    pub(super) engine: bpmn::State,
    pub(super) clocks: Clocks,
    pub(super) entries: Vec<Entry>,
    pub(super) armed: Vec<(TimerId, i64)>,
    pub(super) disarmed: Vec<TimerId>,
    pub(super) messages: Vec<OutboxRow>,
    /// Messages that the process no longer sends, unless they have arrived already.
    pub(super) withdrawn: Vec<MessageId>,
    pub(super) items: Vec<OfficeItemRow>,
    /// Items that are settled by what has come, with by whom and why.
    pub(super) lapsed: Vec<(OfficeItemId, Option<PersonId>, String)>,
    pub(super) notices: Vec<(PersonId, Notice)>,
    /// What was typed at a stage that has become another one, as it is there.
    pub(super) drafts: Vec<DraftRow>,
    /// Stages opened by this change, waiting for somebody.
    pub(super) opened: Vec<StageId>,
    /// The grid that is proposed for a new order, to be confirmed before anybody is given it.
    pub(super) proposed: Option<Nearest>,
    /// Services that the process asked for.
    pub(super) requested: Vec<(String, u32)>,
    /// A task that nobody did in time has been told of as such: reaching its end completes nothing.
    pub(super) ran_out: bool,
}

impl Order {
    /// Loads an order; `None` when there is none of this id.
    ///
    /// # Errors
    /// When the database refuses, or the order's process version is gone.
    pub async fn load(
        platform: &Platform,
        tx: &mut Tx<'_>,
        cause: Cause,
        order: OrderId,
    ) -> Result<Option<Self>, Problem> {
        match orders::find(tx, platform.org(), order).await? {
            Some(record) => Self::of_record(platform, tx, cause, record).await.map(Some),
            None => Ok(None),
        }
    }

    /// As [`Order::load`], by the number that the marketing system knows it by.
    ///
    /// # Errors
    /// As [`Order::load`].
    pub async fn load_by_no(
        platform: &Platform,
        tx: &mut Tx<'_>,
        cause: Cause,
        order_no: &str,
    ) -> Result<Option<Self>, Problem> {
        match orders::find_by_no(tx, platform.org(), order_no).await? {
            Some(record) => Self::of_record(platform, tx, cause, record).await.map(Some),
            None => Ok(None),
        }
    }

    async fn of_record(
        platform: &Platform,
        tx: &mut Tx<'_>,
        cause: Cause,
        record: OrderRecord,
    ) -> Result<Self, Problem> {
        let org = platform.org();
        let version =
            platform.versions().find(tx, org, record.view.bundle_hash).await?.ok_or_else(|| {
                Problem::new(ProblemKind::Internal, "the process version is gone")
            })?;
        let clocks = Clocks::load(tx, org, record.view.order, platform.calendar()).await?;
        let engine = bpmn::State::deserialize(&record.view.engine).map_err(|fault| {
            tracing::error!(%fault, order = %record.view.order, "no state of a process");
            Problem::new(ProblemKind::Internal, "where the order's process stands cannot be read")
        })?;
        Ok(Self {
            before: Some(record.clone()),
            engine,
            ..Self::fresh(platform, cause, version, record, clocks)
        })
    }

    /// An order that is not in the store yet.
    pub(super) fn fresh(
        platform: &Platform,
        cause: Cause,
        version: Arc<ProcessVersion>,
        record: OrderRecord,
        clocks: Clocks,
    ) -> Self {
        Self {
            platform: platform.clone(),
            cause,
            version,
            before: None,
            record,
            engine: bpmn::State::default(),
            clocks,
            entries: Vec::new(),
            armed: Vec::new(),
            disarmed: Vec::new(),
            messages: Vec::new(),
            withdrawn: Vec::new(),
            items: Vec::new(),
            lapsed: Vec::new(),
            notices: Vec::new(),
            drafts: Vec::new(),
            opened: Vec::new(),
            proposed: None,
            requested: Vec::new(),
            ran_out: false,
        }
    }

    #[must_use]
    pub fn view(&self) -> &OrderView {
        &self.record.view
    }

    #[must_use]
    pub fn version(&self) -> &ProcessVersion {
        &self.version
    }

    /// Lets the engine carry out a command and takes its effects over.
    ///
    /// # Errors
    /// The engine's; the order is as it was.
    pub fn step(&mut self, command: &bpmn::Command) -> Result<(), StepError> {
        let step = self.try_step(command)?;
        self.take_step(step);
        Ok(())
    }

    /// What the engine says to a command; the order stays as it is.
    pub(super) fn try_step(&self, command: &bpmn::Command) -> Result<bpmn::Step, StepError> {
        let cel = self.platform.versions().cel();
        bpmn::step(&self.version.definition, &self.engine, command, cel)
    }

    pub(super) fn take_step(&mut self, step: bpmn::Step) {
        self.engine = step.state;
        for effect in step.effects {
            self.take_over(effect);
        }
    }

    fn take_over(&mut self, effect: Effect) {
        match effect {
            Effect::StageOpened { element, occurrence, prefilled_from } => {
                self.open_stage(element, occurrence, prefilled_from);
            }
            // What a stage becomes when it is completed was written by whoever completed it.
            Effect::StageCompleted { .. } => {}
            Effect::StageCancelled { element, occurrence, cause } => {
                let state = match cause {
                    Cancellation::SentBack { .. } => StageState::SentBack,
                    Cancellation::Interrupted { .. }
                    | Cancellation::NotNeeded { .. }
                    | Cancellation::Migrated { .. }
                    | Cancellation::Terminated => StageState::Cancelled,
                };
                self.close_stage(&element, occurrence, state);
            }
            Effect::ServiceRequested { element, occurrence } => {
                self.requested.push((element, occurrence));
            }
            Effect::TimerArmed { timer, due, .. } => self.armed.push((timer, due)),
            Effect::TimerDisarmed { timer } => self.disarmed.push(timer),
            Effect::ServiceCancelled { element, occurrence, .. } => {
                let report = self.version.service(&element).and_then(ServiceKind::report);
                let message = report.map(|report| self.report_id(report, &element, occurrence));
                self.withdrawn.extend(message);
            }
            Effect::MessageAwaited { .. }
            | Effect::MessageDropped { .. }
            | Effect::MessageSent { .. } => {}
            Effect::Stalled { joins } => {
                self.ask_office("stalled", "joins_never_met", None, json!({ "joins": joins }));
            }
            Effect::Ended { outcome } => self.end(outcome),
        }
    }

    /// Timers that came due while the order stood still are due now.
    pub(super) fn rearm_timers(&mut self) {
        let timers: Vec<(TimerId, i64)> =
            self.engine.timers().map(|(id, timer)| (id, timer.due)).collect();
        for (timer, due) in timers {
            self.disarmed.push(timer);
            self.armed.push((timer, due));
        }
    }

    fn open_stage(&mut self, element: String, occurrence: u32, prefilled_from: Option<u32>) {
        let definition = &self.version.definition;
        let stage = definition.stage(&element);
        let id = StageId::derive(self.record.view.order, &element, occurrence);
        let last = prefilled_from.and_then(|occurrence| {
            self.record.view.stage(StageId::derive(self.record.view.order, &element, occurrence))
        });
        let place = u32::try_from(self.record.view.stages.len()).unwrap_or(u32::MAX);
        let view = StageView {
            stage: id,
            place,
            name: stage.and_then(|stage| stage.name.clone()).unwrap_or_else(|| element.clone()),
            state: StageState::Created,
            stage_rev: 1,
            generation: 0,
            roles: self.version.roles_of(&element),
            assignee: None,
            assignee_name: None,
            form: stage.and_then(|stage| stage.form()).map(str::to_owned),
            values: last
                .map_or(Value::Null, |last| self.version.prefill(&element, last.values.clone())),
            opened_at: self.cause.at,
            closed_at: None,
            remark: None,
            sent_back: None,
            carried: None,
            round: self
                .engine
                .round_of(&element, occurrence)
                .map(|round| Round { of: round.of, sees: round.sees.clone() }),
            element,
            occurrence,
        };
        self.record.view.stages.insert(id, view);
        self.opened.push(id);
    }

    fn close_stage(&mut self, element: &str, occurrence: u32, state: StageState) {
        let id = StageId::derive(self.record.view.order, element, occurrence);
        let at = self.cause.at;
        let Some(stage) = self.record.view.stages.get_mut(&id) else { return };
        if let (true, Some(worker)) = (stage.state.is_open(), stage.assignee) {
            let zh = format!("“{}”环节已撤销，未上传的内容仍会保留并上传", stage.name);
            let en = "the stage was left; unsent work is kept and still goes up".to_owned();
            self.notify(worker, "cancelled", Text::new(zh, en));
        }
        self.leave_limits(id);
        let Some(stage) = self.record.view.stages.get_mut(&id) else { return };
        stage.state = state;
        stage.stage_rev += 1;
        stage.closed_at = Some(at);
    }

    fn end(&mut self, outcome: bpmn::Outcome) {
        self.record.view.state = match outcome {
            bpmn::Outcome::Completed if !self.ran_out => OrderState::Archived,
            bpmn::Outcome::Completed | bpmn::Outcome::Terminated => OrderState::Terminated,
        };
        self.record.closed_at = Some(self.cause.at);
        self.clocks.stop(self.cause.at);
        let kind = self.record.view.state.as_str();
        self.note(&format!("order_{kind}"), json!({}));
    }

    /// Writes an entry into the order's story.
    pub fn note(&mut self, kind: &str, body: Value) {
        self.entries.push(Entry {
            at: self.cause.at,
            received_at: self.cause.received_at,
            kind: kind.to_owned(),
            actor: self.cause.actor.clone(),
            correlation: self.cause.correlation,
            body,
        });
    }

    /// Tells a worker about something that happened without him.
    pub fn notify(&mut self, worker: PersonId, about: &str, text: Text) {
        let notice = Notice {
            at: self.cause.received_at,
            order: Some(self.record.view.order),
            order_no: Some(self.record.view.order_no.clone()),
            about: about.to_owned(),
            text,
        };
        self.notices.push((worker, notice));
    }

    /// Puts something on the office's list, with the id of what led there in its detail.
    pub fn ask_office(
        &mut self,
        kind: &str,
        reason: &str,
        op_id: Option<vocabulary::OperationId>,
        mut detail: Value,
    ) -> OfficeItemId {
        if let Some(members) = detail.as_object_mut() {
            members.insert("correlation".to_owned(), json!(self.cause.correlation));
        }
        let item = OfficeItemId::make(self.platform.clock(), self.platform.entropy());
        self.items.push(OfficeItemRow {
            item,
            kind: kind.to_owned(),
            reason: reason.to_owned(),
            order: Some(self.record.view.order),
            order_no: Some(self.record.view.order_no.to_string()),
            station: self.record.station,
            op_id,
            detail,
            state: "open".to_owned(),
            created_at: self.cause.received_at,
            resolved_at: None,
            resolved_by: None,
            remark: None,
        });
        item
    }

    /// The workers who have an open stage of a running order.
    pub(super) fn workers(record: &OrderRecord) -> Vec<PersonId> {
        if record.view.state.is_over() {
            return Vec::new();
        }
        let open = record.view.stages.values().filter(|stage| stage.state.is_open());
        let mut workers: Vec<_> = open.filter_map(|stage| stage.assignee).collect();
        workers.sort_unstable();
        workers.dedup();
        workers
    }
}
