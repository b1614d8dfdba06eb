//! Completing a stage: the engine steps on, the next stage falls to somebody, results go to the neighbour that waits for
//! them.

use std::collections::BTreeSet;

use bpmn::StepError;
use platform_store::neighbours::{self, OutboxRow, OutboxState};
use platform_store::{Tx, attachments, meter_works, office};
use serde_json::{Value, json};
use sync::{HeldCompletion, Recipient, StageView, works_named};
use vocabulary::{MessageId, MeterWorkId, OrderState, PersonId, StageId, StageState};

use super::operations::stuck;
use super::order::Order;
use super::service::ServiceKind;
use crate::http::{Problem, ProblemKind};
use crate::metering::ACQUISITION;

/// Why a stage was not completed.
#[derive(Debug)]
pub enum CompletionFault {
    /// The process gives no answer; the office has to amend a value.
    Stuck(StepError),
    Problem(Problem),
}

impl From<Problem> for CompletionFault {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<platform_store::StoreFault> for CompletionFault {
    fn from(fault: platform_store::StoreFault) -> Self {
        Self::Problem(fault.into())
    }
}

pub const MARKETING: &str = "marketing";

/// A message that its order waits for: the process goes on when the neighbour has taken it. Other messages in the outbox
/// tell of something that is over whatever is said to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwaitedReport {
    /// The finished order, for the marketing system.
    Order,
    /// What became of a meter task, for the acquisition system.
    Task,
}

impl AwaitedReport {
    /// Nothing for a message that no order waits for.
    #[must_use]
    pub fn of(kind: &str) -> Option<Self> {
        [Self::Order, Self::Task].into_iter().find(|report| report.kind() == kind)
    }

    /// As the outbox names it.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Order => "order_finished",
            Self::Task => "task_result",
        }
    }

    const fn neighbour(self) -> &'static str {
        match self {
            Self::Order => MARKETING,
            Self::Task => ACQUISITION,
        }
    }
}

impl Order {
    /// Writes a stage's values down and moves on, unless the next stage wants evidence that is still on its way: files
    /// were counted before ([`Order::count_missing`]).
    ///
    /// # Errors
    /// When the process cannot step, or the database refuses.
    pub async fn complete(
        &mut self,
        tx: &mut Tx<'_>,
        stage: StageId,
        author: PersonId,
        values: Value,
        to: Option<Recipient>,
    ) -> Result<(), CompletionFault> {
        let at = self.cause.at;
        let Some(view) = self.record.view.stages.get_mut(&stage) else {
            return Err(Problem::new(ProblemKind::NotFound, "no such stage").into());
        };
        let names_works = !works_named(&values).is_empty();
        view.values = values;
        view.state = StageState::Submitted;
        view.stage_rev += 1;
        view.closed_at = Some(at);
        if names_works {
            self.count_missing(tx).await?;
        }
        self.leave_limits(stage);
        for event in self.completion_events(stage) {
            self.hear(tx, &event, Some(stage)).await?;
        }
        let correlation = Some(self.cause.correlation);
        let held = HeldCompletion { stage, author, to, at, correlation };
        let Some(step) = self.step_over(&held)? else { return Ok(()) };
        if self.record.evidence_missing > 0 && self.opens_on_evidence(&step) {
            self.record.view.waiting_for_evidence.push(held);
            return Ok(());
        }
        self.go_on(tx, step, to).await
    }

    /// That a stage was handed in, and how it ended: a visit that came to nothing ends no limit for supply that is on.
    pub(super) fn completion_events(&self, stage: StageId) -> Vec<String> {
        let Some(view) = self.view().stage(stage) else { return Vec::new() };
        let submitted = format!("stage.{}.submitted", view.element);
        let outcome = view.values["outcome"].as_str();
        let outcome = outcome.map(|outcome| format!("stage.{}.outcome.{outcome}", view.element));
        [Some(submitted), outcome].into_iter().flatten().collect()
    }

    /// What the engine says to a completed stage; nothing has changed yet.
    fn step_over(&self, held: &HeldCompletion) -> Result<Option<bpmn::Step>, CompletionFault> {
        let Some(view) = self.view().stage(held.stage) else { return Ok(None) };
        let command = bpmn::Command::Complete {
            element: view.element.clone(),
            occurrence: view.occurrence,
            variables: self.view().process_variables(&view.element, &view.values),
            at: held.at.micros(),
        };
        self.try_step(&command).map(Some).map_err(CompletionFault::Stuck)
    }

    /// Whether a stage would open that wants all files to be there.
    fn opens_on_evidence(&self, step: &bpmn::Step) -> bool {
        step.effects.iter().any(|effect| match effect {
            bpmn::Effect::StageOpened { element, .. } => {
                let stage = self.version.definition.stage(element);
                stage.is_some_and(|stage| !stage.opens_without_evidence())
            }
            _ => false,
        })
    }

    async fn go_on(
        &mut self,
        tx: &mut Tx<'_>,
        step: bpmn::Step,
        to: Option<Recipient>,
    ) -> Result<(), CompletionFault> {
        self.take_step(step);
        self.assign_opened(tx, to).await?;
        self.serve(tx).await?;
        Ok(())
    }

    /// What would open if a stage were completed with these values.
    pub(super) fn opening_after(
        &self,
        stage: &StageView,
        values: &Value,
    ) -> Result<bpmn::NextStages, StepError> {
        let variables = self.view().process_variables(&stage.element, values);
        let (definition, cel) = (&self.version.definition, self.platform.versions().cel());
        let (element, occurrence) = (&stage.element, stage.occurrence);
        bpmn::next_stages(definition, &self.engine, element, occurrence, &variables, cel)
    }

    /// Counts what the platform lacks of this order's evidence: files that its operations need, and records of works at
    /// meters that its stages name.
    pub async fn count_missing(&mut self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let works = self.works_missing(tx).await?;
        self.count_files_and(tx, works).await
    }

    async fn count_files_and(&mut self, tx: &mut Tx<'_>, works: usize) -> Result<(), Problem> {
        let files = attachments::of_order(tx, self.platform.org(), self.view().order).await?;
        let missing = files.iter().filter(|file| {
            file.op_id.is_some() && file.state != attachments::AttachmentState::Complete
        });
        let missing = missing.count() + works;
        self.record.evidence_missing = u32::try_from(missing).unwrap_or(u32::MAX);
        Ok(())
    }

    /// How many works at meters its stages name that have no record yet, or one that says something else and that the
    /// office has not settled.
    async fn works_missing(&self, tx: &mut Tx<'_>) -> Result<usize, Problem> {
        let org = self.platform.org();
        let stages = self.record.view.stages.values().filter(|stage| !stage.state.is_open());
        let named: BTreeSet<MeterWorkId> =
            stages.flat_map(|stage| works_named(&stage.values)).map(|named| named.work).collect();
        if named.is_empty() {
            return Ok(0);
        }
        let items = office::of_order(tx, org, self.view().order).await?;
        let unsettled: BTreeSet<MeterWorkId> = items
            .iter()
            .filter(|item| item.state == "open" && item.reason == TOLD_OTHERWISE)
            .filter_map(|item| item.detail["work"].as_str()?.parse().ok())
            .collect();
        let mut missing = 0;
        for work in named {
            let is_whole = meter_works::is_kept(tx, org, work).await? && !unsettled.contains(&work);
            missing += usize::from(!is_whole);
        }
        Ok(missing)
    }

    /// Something of the evidence has come: counts what is missing still, and lets go on what waited for all of it.
    ///
    /// # Errors
    /// When the database refuses, or the process is stuck.
    pub async fn take_evidence(&mut self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let works = self.works_missing(tx).await?;
        self.count_files_and(tx, works).await?;
        if works > 0 {
            return Ok(());
        }
        let (org, whole) = (self.platform.org(), self.record.evidence_missing == 0);
        for held in neighbours::held_of_order(tx, org, self.view().order).await? {
            // A reading is of use before its photos are here.
            if !whole && held.kind != AwaitedReport::Task.kind() {
                continue;
            }
            let next_at = self.cause.received_at;
            let released = OutboxRow { state: OutboxState::Pending, next_at, ..held.clone() };
            neighbours::settle(tx, org, &held, &released).await?;
        }
        if !whole {
            return Ok(());
        }
        self.evidence_arrived(tx).await.map_err(stuck)
    }

    /// All evidence is there: what waited for it goes on.
    ///
    /// # Errors
    /// As [`Order::complete`].
    pub async fn evidence_arrived(&mut self, tx: &mut Tx<'_>) -> Result<(), CompletionFault> {
        // A suspended order looks again when it is resumed.
        if self.view().state != OrderState::Open {
            return Ok(());
        }
        let arrival = self.cause.correlation;
        for held in std::mem::take(&mut self.record.view.waiting_for_evidence) {
            // What goes on now was begun by the submit: the last file only let it.
            self.cause.correlation = held.correlation.unwrap_or(arrival);
            match self.step_over(&held) {
                Ok(Some(step)) => self.go_on(tx, step, held.to).await?,
                // The stage was sent back meanwhile, or its time ran out: it is done again, or not any more.
                Ok(None)
                | Err(CompletionFault::Stuck(StepError::Ended | StepError::NotOpen { .. })) => {}
                Err(fault) => return Err(fault),
            }
        }
        self.cause.correlation = arrival;
        Ok(())
    }

    /// Carries out the services that the process asked for.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn serve(&mut self, tx: &mut Tx<'_>) -> Result<(), CompletionFault> {
        while let Some((element, occurrence)) = self.requested.pop() {
            match self.version.service(&element) {
                Some(ServiceKind::ReportResult) => {
                    self.report_result(tx, &element, occurrence).await?;
                    continue;
                }
                Some(ServiceKind::ReportTask { run_out }) => {
                    self.report_task(tx, &element, occurrence, run_out).await?;
                    continue;
                }
                Some(ServiceKind::Remind) => self.remind(),
                None => {
                    let detail = json!({ "element": element });
                    self.ask_office("stalled", "service_unknown", None, detail);
                    continue;
                }
            }
            let command = bpmn::Command::CompleteService {
                element,
                occurrence,
                variables: rules::Variables::new(),
                at: self.cause.at.micros(),
            };
            self.step(&command).map_err(CompletionFault::Stuck)?;
            self.assign_opened(tx, None).await?;
        }
        Ok(())
    }

    /// Reminds everybody who has a stage of this order open.
    fn remind(&mut self) {
        for worker in Order::workers(&self.record) {
            let text = vocabulary::Text::new(
                "该工单等候已久，请尽快办理",
                "This order has waited for long: please see to it",
            );
            self.notify(worker, "urged", text);
        }
        self.note("reminded", json!({}));
    }

    /// The service task that asked for a result message is done.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn finish_report(&mut self, tx: &mut Tx<'_>, row: &OutboxRow) -> Result<(), Problem> {
        self.ran_out = row.body["run_out"] == true;
        let occurrence = row.body["occurrence"].as_u64().unwrap_or(1);
        let done = bpmn::Command::CompleteService {
            element: row.body["element"].as_str().unwrap_or_default().to_owned(),
            occurrence: u32::try_from(occurrence).unwrap_or(1),
            variables: rules::Variables::new(),
            at: self.cause.at.micros(),
        };
        match self.step(&done) {
            Ok(()) | Err(StepError::Ended | StepError::NotOpen { .. }) => {}
            Err(fault) => {
                let detail = json!({ "fault": fault.to_string() });
                self.ask_office("stalled", "result_cannot_be_closed", None, detail);
            }
        }
        self.assign_opened(tx, None).await?;
        self.serve(tx).await.map_err(stuck)
    }

    /// The message of a service task that reports: the same whenever it is made.
    pub(super) fn report_id(
        &self,
        report: AwaitedReport,
        element: &str,
        occurrence: u32,
    ) -> MessageId {
        let order = self.view().order;
        match report {
            AwaitedReport::Order => MessageId::derive(order, report.kind(), occurrence),
            // A drawing has several such service tasks, each with occurrences of its own.
            AwaitedReport::Task => {
                MessageId::derive(order, &format!("{}/{element}", report.kind()), occurrence)
            }
        }
    }

    /// Puts the finished order and its evidence index on the way to the marketing system; the service is done when
    /// the marketing system has taken it.
    async fn report_result(
        &mut self,
        tx: &mut Tx<'_>,
        element: &str,
        occurrence: u32,
    ) -> Result<(), CompletionFault> {
        self.count_missing(tx).await?;
        let complete = self.record.evidence_missing == 0;
        let state = if complete { OutboxState::Pending } else { OutboxState::Held };
        let message = self.report_id(AwaitedReport::Order, element, occurrence);
        let body = json!({ "element": element, "occurrence": occurrence });
        self.send_report(AwaitedReport::Order, message, state, body);
        self.note("result_queued", json!({ "message": message, "evidence_complete": complete }));
        Ok(())
    }

    /// Puts what became of a meter task on the way to the acquisition system. It waits for the records of its works, and
    /// for no photos: a reading is of use at once, and photos stay here.
    async fn report_task(
        &mut self,
        tx: &mut Tx<'_>,
        element: &str,
        occurrence: u32,
        run_out: bool,
    ) -> Result<(), CompletionFault> {
        let complete = run_out || self.works_missing(tx).await? == 0;
        let state = if complete { OutboxState::Pending } else { OutboxState::Held };
        let message = self.report_id(AwaitedReport::Task, element, occurrence);
        let body = json!({ "element": element, "occurrence": occurrence, "run_out": run_out });
        self.send_report(AwaitedReport::Task, message, state, body);
        let entry = json!({ "message": message, "run_out": run_out, "works_complete": complete });
        self.note("result_queued", entry);
        Ok(())
    }

    fn send_report(
        &mut self,
        report: AwaitedReport,
        message: MessageId,
        state: OutboxState,
        body: Value,
    ) {
        self.messages.push(OutboxRow {
            message,
            neighbour: report.neighbour().to_owned(),
            order: Some(self.view().order),
            kind: report.kind().to_owned(),
            body,
            correlation: self.cause.correlation,
            state,
            attempts: 0,
            next_at: self.cause.received_at,
            last_error: None,
            created_at: self.cause.received_at,
            settled_at: None,
        });
    }
}

/// The reason of an item about a work of which form and record differ.
pub const TOLD_OTHERWISE: &str = "told_otherwise";
