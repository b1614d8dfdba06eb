//! A message of the marketing system: new, change, cancel, roll back, urge; each counts once.

use async_trait::async_trait;
use platform_store::neighbours::{self, InboxKey, InboxRow};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sync::apply_patch;
use vocabulary::{CorrelationId, Digest, Instant, OrderNo, Text, digest_of_json};

use super::start_order::{NewOrder, facts, stuck};
use crate::Platform;
use crate::http::{Problem, ProblemKind};
use crate::orders::completion::MARKETING;
use crate::orders::order::{Cause, Order};

/// What the marketing system sends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarketingMessage {
    pub order_no: OrderNo,
    /// The marketing system's own stage; with order number and version it makes the message the same message.
    pub stage: String,
    pub version: u64,
    pub kind: MessageKind,
    /// For `new`: the process that the order runs through.
    #[serde(default)]
    pub process: Option<String>,
    /// When it happened there.
    pub at: Instant,
    #[serde(default)]
    pub data: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    New,
    /// `data`: a merge patch over what `new` brought.
    Change,
    Cancel,
    /// 回退 `data`: `{to_stage, reason}`.
    RollBack,
    /// 催办
    Urge,
}

impl MessageKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Change => "change",
            Self::Cancel => "cancel",
            Self::RollBack => "roll_back",
            Self::Urge => "urge",
        }
    }
}

/// Takes one message; answers with what was done the first time.
pub struct TakeMessage {
    pub platform: Platform,
    pub message: MarketingMessage,
    pub received_at: Instant,
    pub correlation: CorrelationId,
}

#[async_trait]
impl Command for TakeMessage {
    type Answer = Value;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Value, Problem> {
        let org = self.platform.org();
        let digest = digest_of_json(&self.message).map_err(|error| Problem::internal(&error))?;
        let key = self.key();
        if let Some((before, outcome)) = neighbours::received_before(tx, org, &key).await? {
            return self.repeated(digest, before, outcome);
        }
        let outcome = self.carry_out(tx).await?;
        let row = InboxRow {
            key,
            kind: self.message.kind.as_str().to_owned(),
            digest,
            body: json!(self.message),
            outcome: outcome.clone(),
            received_at: self.received_at,
        };
        if !neighbours::receive(tx, org, &row).await? {
            return Err(platform_store::StoreFault::LostGuard.into());
        }
        Ok(outcome)
    }
}

impl TakeMessage {
    fn key(&self) -> InboxKey {
        InboxKey {
            neighbour: MARKETING.to_owned(),
            order_no: self.message.order_no.to_string(),
            stage: self.message.stage.clone(),
            version: self.message.version,
        }
    }

    fn repeated(&self, digest: Digest, before: Digest, outcome: Value) -> Result<Value, Problem> {
        if digest != before {
            return Err(Problem::new(
                ProblemKind::Conflict,
                "another message with this order number, stage and version was taken before",
            ));
        }
        Ok(json!({ "outcome": "duplicate", "first": outcome }))
    }

    async fn carry_out(&self, tx: &mut Tx<'_>) -> Result<Value, Problem> {
        let message = &self.message;
        let cause = Cause {
            at: message.at.min(self.received_at),
            received_at: self.received_at,
            actor: "neighbour:marketing".to_owned(),
            correlation: self.correlation,
        };
        let order_no = message.order_no.as_str();
        let loaded = Order::load_by_no(&self.platform, tx, cause.clone(), order_no).await?;
        if message.kind == MessageKind::New {
            if loaded.is_some() {
                return Ok(json!({ "outcome": "known" }));
            }
            return self.start(tx, cause).await;
        }
        let Some(mut order) = loaded else {
            // It may have overtaken the message that brings its order.
            return Err(Problem::new(ProblemKind::Conflict, "the order is not known yet"));
        };
        let id = order.view().order;
        if order.view().state.is_over() {
            return Ok(json!({ "outcome": "order_over", "order": id }));
        }
        if self.is_superseded(tx).await? {
            return Ok(json!({ "outcome": "superseded", "order": id }));
        }
        match message.kind {
            MessageKind::New => {}
            MessageKind::Change => self.change(&mut order),
            MessageKind::Cancel => self.cancel(&mut order)?,
            MessageKind::RollBack => self.roll_back(tx, &mut order).await?,
            MessageKind::Urge => self.urge(&mut order),
        }
        order.save(tx).await?;
        Ok(json!({ "outcome": "applied", "order": id }))
    }

    async fn start(&self, tx: &mut Tx<'_>, cause: Cause) -> Result<Value, Problem> {
        let process =
            self.message.process.clone().ok_or_else(|| {
                Problem::new(ProblemKind::Invalid, "a new order names its process")
            })?;
        let order_no = self.message.order_no.clone();
        let new = NewOrder { order_no, process, data: self.message.data.clone() };
        let order = new.start(&self.platform, tx, cause).await?;
        Ok(json!({ "outcome": "applied", "order": order }))
    }

    /// A later version of the same kind and stage has been taken already.
    async fn is_superseded(&self, tx: &mut Tx<'_>) -> Result<bool, Problem> {
        let newest = neighbours::newest_version(
            tx,
            self.platform.org(),
            &self.key(),
            self.message.kind.as_str(),
        )
        .await?;
        Ok(newest.is_some_and(|newest| newest > self.message.version))
    }

    fn change(&self, order: &mut Order) {
        let mut changed = facts(&self.message.data, &[]);
        // Areas are ours, and a customer number that the change does not name is not "pending".
        if let Some(members) = changed.as_object_mut() {
            members.remove("grid");
        }
        if self.message.data.get("customer_no").is_none()
            && let Some(customer) = changed["customer"].as_object_mut()
        {
            customer.remove("customer_no_pending");
        }
        apply_patch(&mut order.record.view.facts, &changed);
        let customer = &order.record.view.facts["customer"];
        order.record.customer_name = member(customer, "customer_name");
        order.record.address = member(customer, "service_address");
        order.note("changed", json!({ "version": self.message.version }));
        self.tell_workers(order, "changed", "营销系统更改了工单内容，请核对");
    }

    fn cancel(&self, order: &mut Order) -> Result<(), Problem> {
        order.note("cancelled", json!({ "reason": self.message.data.get("reason") }));
        self.tell_workers(order, "cancelled", "工单已被营销系统撤销，您已记录的内容仍会保留");
        let at = order.cause.at.micros();
        order.step(&bpmn::Command::Terminate { at }).map_err(impossible)
    }

    async fn roll_back(&self, tx: &mut Tx<'_>, order: &mut Order) -> Result<(), Problem> {
        let to = member(&self.message.data, "to_stage");
        let reason = member(&self.message.data, "reason");
        order.note("rolled_back", json!({ "to": to, "reason": reason }));
        let at = order.cause.at.micros();
        order.step(&bpmn::Command::SendBack { from: None, to, at }).map_err(impossible)?;
        for stage in order.opened.clone() {
            if let Some(stage) = order.record.view.stages.get_mut(&stage) {
                stage.remark = Some(reason.clone());
            }
        }
        order.assign_opened(tx, None).await?;
        order.serve(tx).await.map_err(stuck)
    }

    fn urge(&self, order: &mut Order) {
        order.record.view.urged += 1;
        order.note("urged", json!({ "reason": self.message.data.get("reason") }));
        self.tell_workers(order, "urged", "营销系统催办，请尽快处理");
    }

    fn tell_workers(&self, order: &mut Order, about: &str, zh: &str) {
        for worker in Order::workers(&order.record) {
            order.notify(worker, about, Text::new(zh, format!("the marketing system: {about}")));
        }
    }
}

fn impossible(fault: bpmn::StepError) -> Problem {
    Problem::new(ProblemKind::Invalid, fault.to_string())
}

fn member(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
