//! A message of the marketing system: new, change, cancel, roll back, urge; each counts once.

use async_trait::async_trait;
use platform_store::neighbours::{self, InboxKey, InboxRow};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use vocabulary::{
    CorrelationId, Digest, Instant, OrderId, OrderNo, OrderState, Text, digest_of_json,
};

use super::start_order::{Ground, NewOrder, stuck};
use crate::Platform;
use crate::http::{Problem, ProblemKind};
use crate::orders::completion::MARKETING;
use crate::orders::facts::{change_facts, check_data, set_areas};
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
    /// `data`: a merge patch (RFC 7396) over what `new` brought; a null takes away.
    Change,
    /// 撤销 `data`: `{reason}`.
    Cancel,
    /// 回退 `data`: `{to_stage, reason}`.
    RollBack,
    /// 催办 `data`: `{reason}`.
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
        check(message)?;
        let cause = Cause {
            at: message.at.min(self.received_at),
            received_at: self.received_at,
            actor: "neighbour:marketing".to_owned(),
            correlation: self.correlation,
        };
        let order_no = message.order_no.as_str();
        let loaded = Order::load_by_no(&self.platform, tx, cause.clone(), order_no).await?;
        let own = OrderId::derive(self.platform.org(), MARKETING, order_no);
        if loaded.as_ref().is_some_and(|order| order.view().order != own) {
            let detail = "an order of another system has this number";
            return Err(Problem::new(ProblemKind::Invalid, detail));
        }
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
        let later = self.later(tx).await?;
        let superseded = json!({ "outcome": "superseded", "order": id });
        match message.kind {
            MessageKind::New => {}
            MessageKind::Change => {
                let mut data = message.data.clone();
                later.iter().for_each(|later| leave_out(&mut data, &later["data"]));
                if !later.is_empty() && data.as_object().is_none_or(Map::is_empty) {
                    return Ok(superseded);
                }
                self.change(tx, &mut order, &data).await?;
            }
            _ if !later.is_empty() => return Ok(superseded),
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
        let new = NewOrder::of_marketing(order_no, process, self.message.data.clone());
        let order = new.start(&self.platform, tx, cause).await?;
        Ok(json!({ "outcome": "applied", "order": order }))
    }

    /// Later versions of the same kind and stage that were taken already.
    async fn later(&self, tx: &mut Tx<'_>) -> Result<Vec<Value>, Problem> {
        let (org, kind) = (self.platform.org(), self.message.kind.as_str());
        Ok(neighbours::later_versions(tx, org, &self.key(), kind).await?)
    }

    /// Changes what `data` names.
    async fn change(
        &self,
        tx: &mut Tx<'_>,
        order: &mut Order,
        data: &Value,
    ) -> Result<(), Problem> {
        change_facts(&mut order.record.view.facts, data);
        let customer = &order.record.view.facts["customer"];
        order.record.customer_name = member(customer, "customer_name");
        order.record.address = member(customer, "service_address");
        let mut entry = json!({ "version": self.message.version });
        if let Some(ground) = self.ground(tx, data).await? {
            if order.record.grid != Some(ground.grid) {
                entry["grid"] = json!(ground.grid);
                entry["station"] = json!(ground.station);
            }
            order.record.station = Some(ground.station);
            order.record.grid = Some(ground.grid);
            set_areas(&mut order.record.view.facts, &ground.areas);
        }
        order.note("changed", entry);
        let text = Text::new(
            "营销系统更改了工单内容，请核对",
            "The marketing system has changed the order: please check it",
        );
        order.tell_workers("changed", &text);
        Ok(())
    }

    /// Where the order belongs now, if the change says so. An area that is not known here leaves it where it is: there
    /// somebody sees it, and nowhere else would anybody.
    async fn ground(&self, tx: &mut Tx<'_>, data: &Value) -> Result<Option<Ground>, Problem> {
        let Some(code) = data["area_code"].as_str() else { return Ok(None) };
        Ok(Ground::of_area(tx, self.platform.org(), code).await?)
    }

    fn cancel(&self, order: &mut Order) -> Result<(), Problem> {
        let by = Text::new("营销系统", "The marketing system");
        let reason = self.message.data.get("reason").and_then(Value::as_str);
        order.call_off(&by, reason).map_err(impossible)
    }

    async fn roll_back(&self, tx: &mut Tx<'_>, order: &mut Order) -> Result<(), Problem> {
        let to = member(&self.message.data, "to_stage");
        let reason = member(&self.message.data, "reason");
        // The marketing system has the last word: what it takes back goes on from there.
        if order.view().state == OrderState::Suspended {
            order.resume(tx).await.map_err(stuck)?;
        }
        order.note("rolled_back", json!({ "to": to, "reason": reason }));
        let at = order.cause.at.micros();
        let command = bpmn::Command::SendBack { from: None, to: to.clone(), at };
        order.step(&command).map_err(impossible)?;
        order.say_sent_back(&to, &reason, &[]);
        order.assign_opened(tx, None).await?;
        order.serve(tx).await.map_err(stuck)
    }

    fn urge(&self, order: &mut Order) {
        order.record.view.urged += 1;
        order.note("urged", json!({ "reason": self.message.data.get("reason") }));
        let text = Text::new(
            "营销系统催办，请尽快处理",
            "The marketing system urges: please see to the order",
        );
        order.tell_workers("urged", &text);
    }
}

/// Refuses data that are not what the kind of message promises.
fn check(message: &MarketingMessage) -> Result<(), Problem> {
    let data = &message.data;
    let checked = match message.kind {
        MessageKind::New | MessageKind::Change => check_data(data),
        MessageKind::Cancel | MessageKind::Urge if data.is_null() => Ok(()),
        MessageKind::Cancel | MessageKind::Urge => check_reason(data),
        MessageKind::RollBack if data["to_stage"].is_string() => check_reason(data),
        MessageKind::RollBack => Err("data.to_stage is no text".to_owned()),
    };
    checked.map_err(|detail| Problem::new(ProblemKind::Invalid, detail))
}

fn check_reason(data: &Value) -> Result<(), String> {
    if !data.is_object() {
        return Err("data is no object".to_owned());
    }
    match data.get("reason") {
        None | Some(Value::Null | Value::String(_)) => Ok(()),
        Some(_) => Err("data.reason is no text".to_owned()),
    }
}

/// Takes out of a change what a later one has said already: an older change that comes late counts for the rest.
fn leave_out(change: &mut Value, later: &Value) {
    let (Value::Object(change), Value::Object(later)) = (change, later) else { return };
    for (name, said) in later {
        match change.get_mut(name) {
            Some(of_group @ Value::Object(_)) if said.is_object() => {
                leave_out(of_group, said);
                if of_group.as_object().is_some_and(Map::is_empty) {
                    change.remove(name);
                }
            }
            _ => {
                change.remove(name);
            }
        }
    }
}

fn impossible(fault: bpmn::StepError) -> Problem {
    Problem::new(ProblemKind::Invalid, fault.to_string())
}

fn member(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
