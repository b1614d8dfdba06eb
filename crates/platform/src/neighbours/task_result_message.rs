//! What became of a meter task, as the acquisition system gets it.
//!
//! It is read from the stages and fields that the process `meter_task` has, by the names that its README calls fixed.

use platform_store::neighbours::OutboxRow;
use platform_store::orders::OrderRecord;
use platform_store::people::PersonRow;
use serde::Serialize;
use serde_json::Value;
use sync::StageView;
use vocabulary::{Instant, MessageId, OrderId, OrderNo, StageState};

use crate::orders::MeterTask;

/// `POST /acquisition/v1/task-results` of the acquisition system. Frames, photos and the customer stay here.
#[derive(Debug, Clone, Serialize)]
pub struct TaskResultMessage {
    pub message: MessageId,
    /// Makes it the same: a task has one result.
    pub task_no: OrderNo,
    pub order: OrderId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comm_address: Option<String>,
    pub outcome: TaskOutcome,
    /// Why it could not be done, as the worker who was there last has said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception_reason: Option<String>,
    /// What the clerk made of the exception: `close` or `fault_order`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault_order_no: Option<String>,
    /// The works at the meter that it rests on.
    pub works: Vec<String>,
    /// kWh as decimal texts, as the meter said them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readings: Option<Value>,
    /// What stood on the display of a meter that answered nobody, in 0.01 kWh; a photo of it is kept here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_total_ckwh: Option<i64>,
    /// Seconds that the clock is off after it was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_offset_s: Option<i64>,
    /// Staff number of whoever was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performer: Option<String>,
    /// When he handed it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Instant>,
    /// When that on which it rests was said last; of a task that ran out, when that was.
    pub at: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOutcome {
    Done,
    Exception,
    /// Nobody was there in time.
    RunOut,
}

impl TaskResultMessage {
    /// Puts the message together from the order as it stands; every attempt sends the same bytes, after a restore too:
    /// nothing in it tells when it was made.
    #[must_use]
    pub fn of(row: &OutboxRow, record: &OrderRecord, staff: &[PersonRow]) -> Self {
        let view = &record.view;
        let last = |element: &str| {
            let mut stages = view.stages_in_order().into_iter();
            stages.rfind(|stage| {
                let is_in = matches!(stage.state, StageState::Submitted | StageState::Reviewed);
                stage.element == element && is_in
            })
        };
        let field = last(FIELD_WORK);
        let is_exception = field.is_some_and(|stage| stage.values["outcome"] == "exception");
        let outcome = match (row.body["run_out"] == true, is_exception) {
            (true, _) => TaskOutcome::RunOut,
            (false, true) => TaskOutcome::Exception,
            (false, false) => TaskOutcome::Done,
        };
        // What was decided about an exception says nothing of a task that was done after it.
        let check = last(EXCEPTION_CHECK).filter(|_| outcome == TaskOutcome::Exception);
        let closed_at = |stage: Option<&StageView>| stage.and_then(|stage| stage.closed_at);
        let at = match outcome {
            TaskOutcome::RunOut => MeterTask::valid_until_in(&view.facts),
            TaskOutcome::Done | TaskOutcome::Exception => closed_at(field).max(closed_at(check)),
        };
        let said = |stage: Option<&StageView>, name: &str| {
            stage.and_then(|stage| stage.values[name].as_str()).map(str::to_owned)
        };
        let value = |name: &str| field.map_or(&Value::Null, |stage| &stage.values[name]);
        let works = [value("work"), value("clock"), value("found")];
        let performer = field
            .and_then(|stage| staff.iter().find(|person| Some(person.person) == stage.assignee));
        Self {
            message: row.message,
            task_no: view.order_no.clone(),
            order: view.order,
            comm_address: view.facts["task"]["comm_address"].as_str().map(str::to_owned),
            outcome,
            exception: said(field, "exception"),
            exception_reason: said(field, "exception_reason"),
            decision: said(check, "outcome"),
            fault_order_no: said(check, "fault_order_no"),
            works: works
                .iter()
                .filter_map(|work| work["work"].as_str().map(str::to_owned))
                .collect(),
            readings: Some(value("work")["readings"].clone()).filter(|read| !read.is_null()),
            display_total_ckwh: value("display_total_ckwh").as_i64(),
            clock_offset_s: value("clock")["after"]["clock_offset_s"].as_i64(),
            performer: performer.map(|person| person.staff_no.clone()),
            done_at: closed_at(field),
            at: at.unwrap_or(row.created_at),
        }
    }
}

const FIELD_WORK: &str = "field_work";
const EXCEPTION_CHECK: &str = "exception_check";
