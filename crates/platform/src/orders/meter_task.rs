//! A meter task (采集任务): what the acquisition system wants done at one meter, carried by an order of its own.

use rules::Variables;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sync::apply_patch;
use vocabulary::{AssetNo, CommAddress, Instant, OrderNo};

/// The process that a task runs through.
pub const METER_TASK: &str = "meter_task";

/// The limit whose date is the task's own `valid_until`, whatever value its policy has.
pub const TASK_VALIDITY: &str = "task_validity";

/// What is to be done at which meter, why, and until when.
#[derive(Debug, Clone, PartialEq)]
pub struct MeterTask {
    pub comm_address: CommAddress,
    pub asset_no: Option<AssetNo>,
    pub work: TaskWork,
    pub reason: TaskReason,
    pub days_without_reading: Option<u32>,
    pub valid_until: Instant,
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskWork {
    /// 补抄
    ReRead,
    /// 现场核查
    Check,
    /// 对时
    SetClock,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskReason {
    /// 连续多日无示数
    NoReadingForDays,
    /// 示数突变
    ReadingJump,
    /// 时钟超差
    ClockOff,
    /// 表计上报事件
    EventReported,
    /// Said in the remark.
    Other,
}

impl MeterTask {
    /// The fact `task` of its order.
    #[must_use]
    pub fn fact(&self, task_no: &OrderNo) -> Value {
        let mut fact = json!({ "task_no": task_no });
        let known = json!({
            "comm_address": self.comm_address, "asset_no": self.asset_no, "work": self.work,
            "reason": self.reason, "days_without_reading": self.days_without_reading,
            "valid_until": self.valid_until, "remark": self.remark,
        });
        // As a patch, so that what nobody said is not there: rules ask with `has()`.
        apply_patch(&mut fact, &known);
        fact
    }

    /// What the conditions and timers of the drawing see of it.
    #[must_use]
    pub fn variables(&self) -> Variables {
        let task = json!({
            "work": self.work, "reason": self.reason, "valid_until": self.valid_until.to_string(),
        });
        [("task".to_owned(), task)].into_iter().collect()
    }

    /// Until when an order with these facts has to be done, where it carries a task.
    #[must_use]
    pub fn valid_until_in(facts: &Value) -> Option<Instant> {
        facts["task"]["valid_until"].as_i64().map(Instant::from_micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_said_is_no_fact() {
        let task = MeterTask {
            comm_address: "000000000001".parse().expect("an address"),
            asset_no: None,
            work: TaskWork::ReRead,
            reason: TaskReason::NoReadingForDays,
            days_without_reading: Some(3),
            valid_until: Instant::from_micros(1_795_566_600_000_000),
            remark: None,
        };
        let fact = task.fact(&"CJ-1".parse().expect("a number"));
        let expect = json!({
            "task_no": "CJ-1", "comm_address": "000000000001", "work": "re_read",
            "reason": "no_reading_for_days", "days_without_reading": 3,
            "valid_until": 1_795_566_600_000_000_i64,
        });
        assert_eq!(fact, expect);
        assert_eq!(MeterTask::valid_until_in(&json!({ "task": fact })), Some(task.valid_until));
        assert_eq!(task.variables()["task"]["valid_until"], "2026-11-25T00:30:00Z");
    }
}
