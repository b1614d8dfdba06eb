//! Meter tasks (采集任务): what the acquisition system wants done at single meters, and what becomes of it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use vocabulary::{CommAddress, Instant};

/// A task that is to be handed over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    /// 1 to 32 letters, digits, hyphens.
    pub task_no: String,
    pub comm_address: CommAddress,
    pub work: TaskWork,
    pub reason: TaskReason,
    #[serde(default)]
    pub days_without_reading: Option<u32>,
    /// Three days from now, when absent.
    #[serde(default)]
    pub valid_until: Option<Instant>,
    #[serde(default)]
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskWork {
    ReRead,
    Check,
    SetClock,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskReason {
    NoReadingForDays,
    ReadingJump,
    ClockOff,
    EventReported,
    Other,
}

/// A line of a batch for the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLine {
    pub task_no: String,
    /// Counts the lines of a task; with its number it makes the line the same.
    pub version: u64,
    #[serde(flatten)]
    pub what: TaskLineKind,
    pub at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TaskLineKind {
    New {
        comm_address: CommAddress,
        work: TaskWork,
        reason: TaskReason,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days_without_reading: Option<u32>,
        valid_until: Instant,
    },
    Cancel,
}

impl TaskLine {
    pub(super) fn of_new(now: Instant, new: NewTask) -> Self {
        let valid_until = new.valid_until.unwrap_or_else(|| now.plus(VALID_FOR));
        Self {
            task_no: new.task_no,
            version: 1,
            what: TaskLineKind::New {
                comm_address: new.comm_address,
                work: new.work,
                reason: new.reason,
                days_without_reading: new.days_without_reading,
                valid_until,
            },
            at: now,
            remark: new.remark,
        }
    }
}

/// `POST /acquisition/v1/task-results`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskResult {
    /// Makes it the same: a task has one result.
    pub task_no: String,
    pub outcome: TaskOutcome,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
    /// The works at the meter that it rests on.
    pub works: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<Json>,
    /// Whatever else is told: when, by whom, what the office made of it.
    #[serde(flatten)]
    pub further: Map<String, Json>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOutcome {
    Done,
    Exception,
    /// Nobody was there while it was valid.
    RunOut,
}

/// A task, what the platform said to each of its lines, and its result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Task {
    pub task_no: String,
    pub lines: Vec<AnsweredLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<TakenTaskResult>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnsweredLine {
    #[serde(flatten)]
    pub line: TaskLine,
    /// As the platform words it; nothing until it has answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Json>,
}

/// A result of a task and how often it came.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TakenTaskResult {
    #[serde(flatten)]
    pub result: TaskResult,
    pub taken_at: Instant,
    /// The first time included.
    pub copies: u64,
}

impl Task {
    pub(super) fn of(line: &TaskLine) -> Self {
        let lines = vec![AnsweredLine { line: line.clone(), answer: None }];
        Self { task_no: line.task_no.clone(), lines, result: None }
    }

    /// Which meter it is about.
    #[must_use]
    pub fn comm_address(&self) -> Option<&CommAddress> {
        self.lines.iter().find_map(|answered| match &answered.line.what {
            TaskLineKind::New { comm_address, .. } => Some(comm_address),
            TaskLineKind::Cancel => None,
        })
    }
}

const VALID_FOR: std::time::Duration = std::time::Duration::from_secs(3 * 24 * 3_600);
