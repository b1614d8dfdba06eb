//! One stage of many that go from one person to another.

use async_trait::async_trait;
use platform_store::{Command, Tx};
use vocabulary::{OrderId, PersonId, StageId};

use crate::Platform;
use crate::http::{ConsoleCaller, Problem, ProblemKind};
use crate::orders::order::{Cause, Order};

/// Hands one stage on, if whoever was meant still has it. Nobody is told here: whoever gives away many tells once.
pub struct HandOverStage {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub order: OrderId,
    pub stage: StageId,
    pub from: PersonId,
    /// Whoever it would fall to without him, if nobody is named.
    pub to: Option<PersonId>,
    pub reason: String,
}

/// Who has it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandedOver {
    To(PersonId),
    /// It is over, or somebody else has it by now.
    NotHis,
}

#[async_trait]
impl Command for HandOverStage {
    type Answer = HandedOver;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<HandedOver, Problem> {
        let order = Order::load(&self.platform, tx, self.cause.clone(), self.order).await?;
        let is_his = |order: &Order| {
            let stage = order.view().stage(self.stage);
            !order.view().state.is_over()
                && stage
                    .is_some_and(|stage| stage.state.is_open() && stage.assignee == Some(self.from))
        };
        let Some(mut order) = order.filter(is_his) else { return Ok(HandedOver::NotHis) };
        let stage = order.stage_to_give(&self.caller, self.stage)?;
        order.may_be_taken_from(tx, &stage, self.from).await?;
        let person = match self.to {
            Some(to) => order.taker(tx, &stage, to).await?,
            None => {
                let found = order.somebody_else(tx, &stage.roles, Some(self.from)).await?;
                found.ok_or_else(|| Problem::new(ProblemKind::Conflict, NOBODY))?
            }
        };
        order.give(self.stage, &person, "reassigned", Some(&self.reason));
        order.remark(self.stage, Some(&self.reason));
        order.save(tx).await?;
        Ok(HandedOver::To(person.person))
    }
}

/// What an order says that stays for want of a person.
const NOBODY: &str = "本所没有其他在岗人员可以办理此环节，请指定人员";
