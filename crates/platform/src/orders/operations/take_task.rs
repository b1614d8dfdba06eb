//! One line of the acquisition system's batch of meter tasks: a new task, or one that is called off; each counts once.

use async_trait::async_trait;
use platform_store::customers;
use platform_store::meters::{self, MeterRow};
use platform_store::neighbours::{self, InboxKey, InboxRow};
use platform_store::{Command, Tx, processes};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sync::CustomerRecord;
use vocabulary::{
    CommAddress, CorrelationId, Digest, Instant, OrderId, OrderNo, Text, digest_of_json, hours,
};

use super::start_order::NewOrder;
use crate::Platform;
use crate::http::{Problem, ProblemKind};
use crate::metering::ACQUISITION;
use crate::orders::meter_task::{METER_TASK, MeterTask, TaskReason, TaskWork};
use crate::orders::order::{Cause, Order};

/// One task, as the acquisition system sends it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskMessage {
    /// With the version it makes the task the same task.
    pub task_no: OrderNo,
    pub version: u64,
    pub kind: TaskMessageKind,
    /// When it happened there.
    pub at: Instant,
    /// For `new`, as the four below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comm_address: Option<CommAddress>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<TaskWork>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<TaskReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_without_reading: Option<u32>,
    /// Later than now and within 31 days: a task is done by then or runs out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// What the worker is told besides; why it is called off. At most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskMessageKind {
    New,
    /// 撤销
    Cancel,
}

impl TaskMessageKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Cancel => "cancel",
        }
    }
}

/// What a line comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum TaskAnswer {
    Applied {
        order: OrderId,
    },
    /// A new one whose number an order has already.
    Known {
        order: OrderId,
    },
    /// Called off when it was over.
    OrderOver {
        order: OrderId,
    },
    /// The same line came before; `first` is what it came to.
    Duplicate {
        first: Value,
    },
    /// Another line with this number and version came before.
    Conflict,
    /// Nothing is kept of it: the same line may come again when the reason has gone.
    Refused {
        word: TaskRefusal,
        reason: String,
    },
}

/// Why a line is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskRefusal {
    /// It is no task, or lacks what a new one needs.
    Malformed,
    ValidUntilPassed,
    ValidUntilTooFar,
    /// The archive has no meter of this address.
    MeterUnknown,
    /// It is called off and was never handed over, or has not come yet.
    TaskUnknown,
    /// An order of another system has the number.
    NumberTaken,
}

impl TaskAnswer {
    /// A line that cannot be read at all.
    #[must_use]
    pub fn malformed(reason: String) -> Self {
        // It names what was sent, which may be long.
        refused(TaskRefusal::Malformed, reason.chars().take(REASON_LEN_MAX).collect())
    }
}

/// Takes one line.
pub struct TakeTask {
    pub platform: Platform,
    pub message: TaskMessage,
    pub received_at: Instant,
    pub correlation: CorrelationId,
}

#[async_trait]
impl Command for TakeTask {
    type Answer = TaskAnswer;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<TaskAnswer, Problem> {
        let org = self.platform.org();
        let digest = digest_of_json(&self.message).map_err(|error| Problem::internal(&error))?;
        let key = self.key();
        if let Some((before, outcome)) = neighbours::received_before(tx, org, &key).await? {
            return Ok(repeated(digest, before, outcome));
        }
        let answer = match self.message.kind {
            TaskMessageKind::New => self.start(tx).await?,
            TaskMessageKind::Cancel => self.cancel(tx).await?,
        };
        if matches!(answer, TaskAnswer::Refused { .. }) {
            return Ok(answer);
        }
        let row = InboxRow {
            key,
            kind: self.message.kind.as_str().to_owned(),
            digest,
            body: json!(self.message),
            outcome: json!(answer),
            received_at: self.received_at,
        };
        if !neighbours::receive(tx, org, &row).await? {
            return Err(platform_store::StoreFault::LostGuard.into());
        }
        Ok(answer)
    }
}

impl TakeTask {
    fn key(&self) -> InboxKey {
        InboxKey {
            neighbour: ACQUISITION.to_owned(),
            order_no: self.message.task_no.to_string(),
            stage: STAGE.to_owned(),
            version: self.message.version,
        }
    }

    fn cause(&self) -> Cause {
        Cause {
            at: self.message.at.min(self.received_at),
            received_at: self.received_at,
            actor: format!("neighbour:{ACQUISITION}"),
            correlation: self.correlation,
        }
    }

    async fn loaded(&self, tx: &mut Tx<'_>) -> Result<Loaded, Problem> {
        let number = self.message.task_no.as_str();
        let found = Order::load_by_no(&self.platform, tx, self.cause(), number).await?;
        let own = OrderId::derive(self.platform.org(), ACQUISITION, number);
        Ok(match found {
            None => Loaded::None,
            Some(order) if order.view().order == own => Loaded::Own(Box::new(order)),
            Some(_) => Loaded::OfAnother,
        })
    }

    async fn start(&self, tx: &mut Tx<'_>) -> Result<TaskAnswer, Problem> {
        match self.loaded(tx).await? {
            Loaded::None => {}
            Loaded::Own(order) => return Ok(TaskAnswer::Known { order: order.view().order }),
            Loaded::OfAnother => return Ok(number_taken()),
        }
        let (address, work, reason, valid_until) = match self.wanted() {
            Ok(wanted) => wanted,
            Err(answer) => return Ok(answer),
        };
        let org = self.platform.org();
        let Some(meter) = meters::find(tx, org, address).await? else {
            let reason = format!("the archive has no meter {address}");
            return Ok(refused(TaskRefusal::MeterUnknown, reason));
        };
        if processes::active(tx, org, METER_TASK).await?.is_none() {
            // Nobody's fault over there: the whole batch comes again until the process is deployed.
            return Err(Problem::new(ProblemKind::Conflict, "no active process meter_task"));
        }
        let data = self.data(tx, &meter).await?;
        let new = NewOrder {
            neighbour: ACQUISITION,
            order_no: self.message.task_no.clone(),
            process: METER_TASK.to_owned(),
            data,
            task: Some(MeterTask {
                comm_address: meter.comm_address,
                asset_no: meter.asset_no,
                work,
                reason,
                days_without_reading: self.message.days_without_reading,
                valid_until,
                remark: self.message.remark.clone(),
            }),
        };
        let order = new.start(&self.platform, tx, self.cause()).await?;
        Ok(TaskAnswer::Applied { order })
    }

    /// What a new task has to say, or what is wrong with it.
    fn wanted(&self) -> Result<(&CommAddress, TaskWork, TaskReason, Instant), TaskAnswer> {
        let missing = |name: &str| TaskAnswer::malformed(format!("a new task has {name}"));
        let message = &self.message;
        let address = message.comm_address.as_ref().ok_or_else(|| missing("comm_address"))?;
        let work = message.work.ok_or_else(|| missing("work"))?;
        let reason = message.reason.ok_or_else(|| missing("reason"))?;
        let valid_until = message.valid_until.ok_or_else(|| missing("valid_until"))?;
        if message.remark.as_ref().is_some_and(|remark| remark.chars().count() > REMARK_LEN_MAX) {
            return Err(TaskAnswer::malformed(format!(
                "a remark has at most {REMARK_LEN_MAX} characters"
            )));
        }
        if valid_until <= self.received_at {
            return Err(refused(
                TaskRefusal::ValidUntilPassed,
                format!("valid until {valid_until}"),
            ));
        }
        if valid_until > self.received_at.plus(hours(24 * VALID_DAYS_MAX)) {
            let reason = format!("a task is valid for at most {VALID_DAYS_MAX} days");
            return Err(refused(TaskRefusal::ValidUntilTooFar, reason));
        }
        Ok((address, work, reason, valid_until))
    }

    /// Who and where, as the platform knows it, by the names of the marketing system's data.
    async fn data(&self, tx: &mut Tx<'_>, meter: &MeterRow) -> Result<Value, Problem> {
        let mut data = json!({});
        let customer = match &meter.customer_no {
            Some(customer_no) => customers::find(tx, self.platform.org(), customer_no).await?,
            None => None,
        };
        if let Some(row) = customer {
            let record = CustomerRecord::deserialize(&row.body);
            let record = record.map_err(|error| Problem::internal(&error))?;
            data = of_customer(&record);
        }
        if let Some(customer_no) = &meter.customer_no {
            data["customer_no"] = json!(customer_no);
        }
        if let Some(area_code) = &meter.area_code {
            data["area_code"] = json!(area_code);
        }
        // By its asset number, as the meters of other orders stand there; by its address where it has none.
        let name = meter.asset_no.as_ref().map_or(meter.comm_address.as_str(), |no| no.as_str());
        let mut known = json!({ "comm_address": meter.comm_address });
        if let Some(customer_no) = &meter.customer_no {
            known["customer_no"] = json!(customer_no);
        }
        data["meters"] = Value::Object(Map::from_iter([(name.to_owned(), known)]));
        Ok(data)
    }

    async fn cancel(&self, tx: &mut Tx<'_>) -> Result<TaskAnswer, Problem> {
        let mut order = match self.loaded(tx).await? {
            Loaded::Own(order) => *order,
            Loaded::OfAnother => return Ok(number_taken()),
            Loaded::None => {
                let reason = "it has not been handed over".to_owned();
                return Ok(refused(TaskRefusal::TaskUnknown, reason));
            }
        };
        let id = order.view().order;
        if order.view().state.is_over() {
            return Ok(TaskAnswer::OrderOver { order: id });
        }
        let by = Text::new("采集系统", "The acquisition system");
        let called_off = order.call_off(&by, self.message.remark.as_deref());
        called_off.map_err(|fault| Problem::new(ProblemKind::Invalid, fault.to_string()))?;
        order.save(tx).await?;
        Ok(TaskAnswer::Applied { order: id })
    }
}

/// The order that has the task's number.
enum Loaded {
    None,
    Own(Box<Order>),
    OfAnother,
}

fn of_customer(record: &CustomerRecord) -> Value {
    let mut data = json!({
        "applicant": { "name": record.customer_name },
        "address": record.service_address, "area_code": record.area_code,
        "usage_class": record.usage_class, "critical": record.critical,
    });
    if let Some(mobile) = &record.mobile {
        data["applicant"]["mobile"] = json!(mobile);
    }
    if let Some(position) = &record.position {
        data["lon"] = json!(position.lon_e7 as f64 / 1e7);
        data["lat"] = json!(position.lat_e7 as f64 / 1e7);
    }
    data
}

fn repeated(digest: Digest, before: Digest, first: Value) -> TaskAnswer {
    if digest == before { TaskAnswer::Duplicate { first } } else { TaskAnswer::Conflict }
}

fn number_taken() -> TaskAnswer {
    refused(TaskRefusal::NumberTaken, "an order of another system has this number".to_owned())
}

fn refused(word: TaskRefusal, reason: String) -> TaskAnswer {
    TaskAnswer::Refused { word, reason }
}

/// No stage of an order is called so.
const STAGE: &str = "/tasks";
const REMARK_LEN_MAX: usize = 200;
const REASON_LEN_MAX: usize = 200;
/// No task lies open for longer.
const VALID_DAYS_MAX: u64 = 31;
