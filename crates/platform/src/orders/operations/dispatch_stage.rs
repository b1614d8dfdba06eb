//! A station head gives a stage to somebody, or takes it from one and gives it to another.

use async_trait::async_trait;
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use vocabulary::{OrderId, PersonId, StageId};

use crate::Platform;
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::orders::order::{Cause, Order};

/// Gives an open stage to a person.
pub struct DispatchStage {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub once: Once,
    pub request: DispatchRequest,
}

/// To whom, and why.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DispatchRequest {
    pub order: OrderId,
    pub stage: StageId,
    pub to: PersonId,
    /// Needed when somebody has it already, or whoever is to get it has as much in hand as he may.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What it is now.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Dispatched {
    pub order: OrderId,
    pub rev: u64,
    pub generation: u32,
}

#[async_trait]
impl Command for DispatchStage {
    type Answer = Dispatched;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Dispatched, Problem> {
        answer_once(tx, &self.once, &self.request, async |tx: &mut Tx<'_>| self.dispatch(tx).await)
            .await
    }
}

impl DispatchStage {
    async fn dispatch(&self, tx: &mut Tx<'_>) -> Result<Dispatched, Problem> {
        let request = &self.request;
        let mut order = Order::load(&self.platform, tx, self.cause.clone(), request.order)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such order"))?;
        let stage = order.stage_to_give(&self.caller, request.stage)?;
        let reason = request.reason.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if stage.assignee.is_some() && reason.is_none() {
            return Err(Problem::new(ProblemKind::Invalid, "转派需要填写原因"));
        }
        let person = order.taker(tx, &stage, request.to, reason).await?;
        if let Some(holder) = stage.assignee {
            order.may_be_taken_from(tx, &stage, holder).await?;
        }
        let kind = if stage.assignee.is_some() { "reassigned" } else { "dispatched" };
        order.assign(request.stage, &person, kind, reason);
        order.remark(request.stage, reason);
        let generation = order.view().stage(request.stage).map_or(0, |stage| stage.generation);
        let rev = order.record.rev + 1;
        order.save(tx).await?;
        Ok(Dispatched { order: request.order, rev, generation })
    }
}
