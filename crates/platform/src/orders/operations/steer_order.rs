//! What the office does to a running order as a whole: send back, suspend, resume, terminate, urge, ask for another
//! signature.

use access::Action;
use async_trait::async_trait;
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::{OrderId, OrderState, PersonId, StageId, Text};

use super::start_order::stuck;
use crate::Platform;
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::orders::completion::CompletionFault;
use crate::orders::order::{Cause, Order};

/// Steers an order, once.
pub struct SteerOrder {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub once: Once,
    pub request: SteerRequest,
}

/// Which order, and what is done to it.
#[derive(Debug, Clone, Serialize)]
pub struct SteerRequest {
    pub order: OrderId,
    pub steering: Steering,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "steering", rename_all = "snake_case")]
pub enum Steering {
    /// To the last occurrence of a completed stage (退回), with what is wrong in it.
    SendBack { to: String, reason: String, fields: Vec<String> },
    /// 挂起: clocks whose policy knows the reason stand still as well.
    Suspend { reason: String, proof: String },
    /// 恢复.
    Resume,
    /// 终止.
    Terminate { reason: String },
    /// 催办.
    Urge { reason: String },
    /// 加签: another person signs an open stage as well.
    AddSigner { stage: StageId, person: PersonId, reason: String },
}

/// What it is now.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Steered {
    pub order: OrderId,
    pub rev: u64,
    pub state: OrderState,
}

#[async_trait]
impl Command for SteerOrder {
    type Answer = Steered;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Steered, Problem> {
        answer_once(tx, &self.once, &self.request, async |tx: &mut Tx<'_>| self.steer(tx).await)
            .await
    }
}

impl Steering {
    const fn action(&self) -> Action {
        match self {
            Self::SendBack { .. } => Action::SendBackOrder,
            Self::Suspend { .. } => Action::SuspendOrder,
            Self::Resume => Action::ResumeOrder,
            Self::Terminate { .. } => Action::TerminateOrder,
            Self::Urge { .. } => Action::UrgeOrder,
            Self::AddSigner { .. } => Action::AddSigner,
        }
    }
}

impl SteerOrder {
    async fn steer(&self, tx: &mut Tx<'_>) -> Result<Steered, Problem> {
        let mut order = Order::load(&self.platform, tx, self.cause.clone(), self.request.order)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such order"))?;
        self.caller.may(self.request.steering.action(), &order.resource())?;
        if order.view().state.is_over() {
            return Err(Problem::new(ProblemKind::Gone, "the order is over"));
        }
        match &self.request.steering {
            Steering::SendBack { to, reason, fields } => {
                send_back(tx, &mut order, to, said(reason)?, fields).await?;
            }
            Steering::Suspend { reason, proof } => {
                order.suspend(said(reason)?, said(proof)?).map_err(refused)?;
            }
            Steering::Resume => order.resume(tx).await.map_err(|fault| match fault {
                CompletionFault::Stuck(fault) => refused(fault),
                CompletionFault::Problem(problem) => problem,
            })?,
            Steering::Terminate { reason } => terminate(&mut order, said(reason)?)?,
            Steering::Urge { reason } => urge(&mut order, reason.trim()),
            Steering::AddSigner { stage, person, reason } => {
                self.add_signer(tx, &mut order, *stage, *person, said(reason)?).await?;
            }
        }
        let (rev, state) = (order.record.rev + 1, order.view().state);
        order.save(tx).await?;
        Ok(Steered { order: self.request.order, rev, state })
    }

    async fn add_signer(
        &self,
        tx: &mut Tx<'_>,
        order: &mut Order,
        stage: StageId,
        person: PersonId,
        reason: &str,
    ) -> Result<(), Problem> {
        let Some(view) = order.view().stage(stage).cloned() else {
            return Err(Problem::new(ProblemKind::NotFound, "no such stage"));
        };
        if !view.state.is_open() {
            return Err(Problem::new(ProblemKind::Gone, "the stage is over"));
        }
        let signs = |other: &&sync::StageView| {
            other.element == view.element && other.state.is_open() && other.assignee == Some(person)
        };
        if order.view().stages.values().any(|other| signs(&other)) {
            return Err(Problem::new(ProblemKind::Conflict, "该人员已在办理此环节"));
        }
        let person = order.taker(tx, &view, person, Some(reason)).await?;
        let (element, occurrence) = (view.element, view.occurrence);
        let at = order.cause.at.micros();
        order.step(&bpmn::Command::AddSigner { element, occurrence, at }).map_err(refused)?;
        for added in std::mem::take(&mut order.opened) {
            order.assign(added, &person, "signer_added", Some(reason));
            if let Some(stage) = order.record.view.stages.get_mut(&added) {
                stage.remark = Some(reason.to_owned());
            }
        }
        Ok(())
    }
}

async fn send_back(
    tx: &mut Tx<'_>,
    order: &mut Order,
    to: &str,
    reason: &str,
    fields: &[String],
) -> Result<(), Problem> {
    order.note("sent_back", json!({ "to": to, "reason": reason, "fields": fields }));
    let at = order.cause.at.micros();
    let command = bpmn::Command::SendBack { from: None, to: to.to_owned(), at };
    order.step(&command).map_err(refused)?;
    order.say_sent_back(to, reason, fields);
    order.assign_opened(tx, None).await?;
    order.serve(tx).await.map_err(stuck)
}

fn terminate(order: &mut Order, reason: &str) -> Result<(), Problem> {
    order.note("terminated", json!({ "reason": reason }));
    order.tell_workers(
        "cancelled",
        &Text::new(
            format!("工单已终止：{reason}。您已记录的内容仍会保留"),
            format!("the order is terminated ({reason}); what you recorded is kept"),
        ),
    );
    let at = order.cause.at.micros();
    order.step(&bpmn::Command::Terminate { at }).map_err(refused)
}

fn urge(order: &mut Order, reason: &str) {
    order.record.view.urged += 1;
    order.note("urged", json!({ "reason": reason }));
    let (zh, en) = if reason.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("：{reason}"), format!(": {reason}"))
    };
    order.tell_workers(
        "urged",
        &Text::new(
            format!("办公室催办，请尽快处理{zh}"),
            format!("the office urges: please see to the order{en}"),
        ),
    );
}

/// A reason that is not left out.
fn said(text: &str) -> Result<&str, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::new(ProblemKind::Invalid, "请填写原因"));
    }
    if text.chars().count() > REASON_LEN_MAX {
        return Err(Problem::new(ProblemKind::Invalid, "原因最多 200 字"));
    }
    Ok(text)
}

/// What the engine does not allow where the order is.
fn refused(fault: bpmn::StepError) -> Problem {
    let (kind, detail) = match &fault {
        bpmn::StepError::NotOnPath { .. } => {
            (ProblemKind::Conflict, "该环节未在本工单办理路径上完成，不能退回到它".to_owned())
        }
        bpmn::StepError::Suspended => (ProblemKind::Conflict, "工单已挂起，请先恢复".to_owned()),
        bpmn::StepError::NotSuspended => (ProblemKind::Conflict, "工单没有挂起".to_owned()),
        bpmn::StepError::AddSignerNotPermitted { .. } => {
            (ProblemKind::Conflict, "按流程规定，此环节不可加签".to_owned())
        }
        other => (ProblemKind::Invalid, other.to_string()),
    };
    Problem::new(kind, detail)
}

const REASON_LEN_MAX: usize = 200;
