//! The stages of one order among many that go from one person to another.

use async_trait::async_trait;
use platform_store::{Command, Tx};
use vocabulary::{OrderId, OrderNo, PersonId, StageId};

use crate::Platform;
use crate::http::{ConsoleCaller, Problem, ProblemKind};
use crate::orders::order::{Cause, Order};

/// Hands on what somebody still has of these stages. Nobody is told here: whoever gives away many tells once.
pub struct HandOverOrder {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub order: OrderId,
    pub stages: Vec<StageId>,
    pub from: PersonId,
    /// Whoever each would fall to without him, if nobody is named.
    pub to: Option<PersonId>,
    pub reason: String,
}

/// What became of them. Those that are over, that somebody else has by now, or that are none of the caller's business
/// are not mentioned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandedOver {
    /// Who got one, once for each stage.
    pub to: Vec<PersonId>,
    /// Why one stays, and of which order it is, once for each stage.
    pub stays: Vec<(String, OrderNo)>,
}

#[async_trait]
impl Command for HandOverOrder {
    type Answer = HandedOver;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<HandedOver, Problem> {
        let mut handed_over = HandedOver::default();
        let order = Order::load(&self.platform, tx, self.cause.clone(), self.order).await?;
        let Some(mut order) = order.filter(|order| !order.view().state.is_over()) else {
            return Ok(handed_over);
        };
        let is_his = |order: &Order, stage: StageId| {
            let stage = order.view().stage(stage);
            stage.is_some_and(|stage| stage.state.is_open() && stage.assignee == Some(self.from))
        };
        for stage in self.stages.iter().copied() {
            if !is_his(&order, stage) {
                continue;
            }
            match self.give(tx, &mut order, stage).await {
                Ok(person) => handed_over.to.push(person),
                Err(problem) if problem.kind == ProblemKind::NotAllowed => {}
                Err(problem) if problem.is_for_good() => {
                    let order_no = order.view().order_no.clone();
                    handed_over.stays.push((problem.detail, order_no));
                }
                Err(problem) => return Err(problem),
            }
        }
        if !handed_over.to.is_empty() {
            order.save(tx).await?;
        }
        Ok(handed_over)
    }
}

impl HandOverOrder {
    async fn give(
        &self,
        tx: &mut Tx<'_>,
        order: &mut Order,
        stage: StageId,
    ) -> Result<PersonId, Problem> {
        let view = order.stage_to_give(&self.caller, stage)?;
        order.may_be_taken_from(tx, &view, self.from).await?;
        let person = match self.to {
            Some(to) => order.taker(tx, &view, to, Some(&self.reason)).await?,
            None => {
                let found = order.somebody_else(tx, &view, Some(self.from)).await?;
                found.ok_or_else(|| Problem::new(ProblemKind::Conflict, NOBODY))?
            }
        };
        order.give(stage, &person, "reassigned", Some(&self.reason));
        order.remark(stage, Some(&self.reason));
        Ok(person.person)
    }
}

/// What an order says that stays for want of a person.
const NOBODY: &str = "本所没有其他在岗人员可以办理此环节，请指定人员";
