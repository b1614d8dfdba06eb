//! Somebody in the office works on a stage at the console: the archive, a box order, papers at the counter.

use access::Action;
use async_trait::async_trait;
use platform_store::people::{self, PersonRow};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sync::Recipient;
use vocabulary::{OrderId, StageId};

use super::start_order::stuck;
use crate::Platform;
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::orders::dispatch::may_take;
use crate::orders::order::{Cause, Order};
use crate::orders::submission::{Submission, taken_elsewhere};

/// Submits a stage from the console.
pub struct PerformStage {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub once: Once,
    pub request: PerformRequest,
}

#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PerformRequest {
    pub order: OrderId,
    pub stage: StageId,
    /// The stage's form, filled in.
    #[schema(value_type = Object)]
    pub values: Value,
    /// Who the next stage goes to.
    #[serde(default)]
    pub to: Option<Recipient>,
}

#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Performed {
    pub order: OrderId,
    pub rev: u64,
}

#[async_trait]
impl Command for PerformStage {
    type Answer = Performed;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Performed, Problem> {
        answer_once(tx, &self.once, &self.request, async |tx: &mut Tx<'_>| self.perform(tx).await)
            .await
    }
}

impl PerformStage {
    async fn perform(&self, tx: &mut Tx<'_>) -> Result<Performed, Problem> {
        let request = &self.request;
        let mut order = Order::load(&self.platform, tx, self.cause.clone(), request.order)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such order"))?;
        let Some(stage) = order.view().stage(request.stage).cloned() else {
            return Err(Problem::new(ProblemKind::NotFound, "no such stage"));
        };
        self.caller.may(Action::PerformStage, &order.resource())?;
        if !stage.state.is_open() || order.view().state.is_over() {
            return Err(Problem::new(ProblemKind::Gone, "环节已结束"));
        }
        let person = people::person(tx, self.platform.org(), self.caller.person)
            .await?
            .filter(|person| may_take(person, &stage.roles))
            .ok_or_else(|| Problem::new(ProblemKind::NotAllowed, "您的岗位不能办理此环节"))?;
        match stage.assignee {
            Some(assignee) if assignee != person.person => {
                return Err(Problem::new(ProblemKind::Conflict, "此环节已分配给他人，请先转派"));
            }
            Some(_) => {}
            None => order.assign(request.stage, &person, "dispatched", None),
        }
        let values = self.accepted(tx, &order, &stage.element, &person).await?;
        order.note("performed", json!({ "stage": request.stage, "element": stage.element }));
        order.count_missing(tx).await?;
        order
            .complete(tx, request.stage, person.person, values, request.to)
            .await
            .map_err(stuck)?;
        let rev = order.record.rev + 1;
        order.save(tx).await?;
        Ok(Performed { order: request.order, rev })
    }

    /// What of the values is kept. What a desk cannot fill in is refused, whatever the page let through.
    async fn accepted(
        &self,
        tx: &mut Tx<'_>,
        order: &Order,
        element: &str,
        author: &PersonRow,
    ) -> Result<Value, Problem> {
        let request = &self.request;
        if let Some(form) = order.version().form_of(element)
            && let Some(field) = taken_elsewhere(form, &request.values)
        {
            return Err(Problem::new(ProblemKind::Invalid, "此环节需在现场终端上办理")
                .with(json!({ "field": field })));
        }
        let submission = Submission {
            stage: request.stage,
            bundle: order.view().bundle_hash,
            author: Some(author),
            values: &request.values,
            needs: &[],
            to: request.to,
            judged: None,
        };
        submission.accept(tx, order).await?.map_err(|fault| fault.problem())
    }
}
