//! A station head gives a stage to somebody, or takes it from one and gives it to another.

use access::{Action, Resource};
use async_trait::async_trait;
use platform_store::{Command, Tx, absences, people};
use serde::{Deserialize, Serialize};
use sync::StageView;
use vocabulary::{OrderId, PersonId, StageId};

use crate::Platform;
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::orders::dispatch::may_take;
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
    /// Needed when somebody has it already.
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
        let Some(stage) = order.view().stage(request.stage).cloned() else {
            return Err(Problem::new(ProblemKind::NotFound, "no such stage"));
        };
        let action =
            if stage.assignee.is_some() { Action::ReassignOrder } else { Action::DispatchOrder };
        self.caller.may(action, &resource_of(&self.platform, &order))?;
        if !stage.state.is_open() || order.view().state.is_over() {
            return Err(Problem::new(ProblemKind::Gone, "the stage is over"));
        }
        let reason = request.reason.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if stage.assignee.is_some() && reason.is_none() {
            return Err(Problem::new(ProblemKind::Invalid, "转派需要填写原因"));
        }
        let person = people::person(tx, self.platform.org(), request.to)
            .await?
            .filter(|person| may_take(person, &stage.roles))
            .ok_or_else(|| Problem::new(ProblemKind::Invalid, "该人员不具备办理此环节的岗位"))?;
        if !order.is_within_reach(&person) {
            return Err(Problem::new(ProblemKind::Invalid, "该人员不属于本工单所在的供电所"));
        }
        let away = absences::away_until(tx, self.platform.org(), person.person, self.cause.at);
        if let Some(until) = away.await? {
            let detail = "该人员正在请假或外出，请改派他人，或先取消其请假";
            return Err(Problem::new(ProblemKind::Conflict, detail)
                .with(serde_json::json!({ "away_until": until })));
        }
        if let Some(holder) = stage.assignee {
            self.may_be_taken_from(tx, &order, &stage, holder).await?;
        }
        let kind = if stage.assignee.is_some() { "reassigned" } else { "dispatched" };
        order.assign(request.stage, &person, kind, reason);
        if let Some(stage) = order.record.view.stages.get_mut(&request.stage) {
            stage.remark = reason.map(str::to_owned);
        }
        let generation = order.view().stage(request.stage).map_or(0, |stage| stage.generation);
        let rev = order.record.rev + 1;
        order.save(tx).await?;
        Ok(Dispatched { order: request.order, rev, generation })
    }

    /// A stage that its process does not let be given away stays with whoever can still do it.
    async fn may_be_taken_from(
        &self,
        tx: &mut Tx<'_>,
        order: &Order,
        stage: &StageView,
        holder: PersonId,
    ) -> Result<(), Problem> {
        let drawn = order.version().definition.stage(&stage.element);
        if drawn.is_some_and(bpmn::Stage::may_be_reassigned) {
            return Ok(());
        }
        let holder = people::person(tx, self.platform.org(), holder).await?;
        if holder.is_some_and(|holder| may_take(&holder, &stage.roles)) {
            return Err(Problem::new(ProblemKind::Conflict, "按流程规定，此环节不可转派"));
        }
        Ok(())
    }
}

/// An order as the access rules see it.
pub fn resource_of(platform: &Platform, order: &Order) -> Resource {
    let mut resource = Resource::in_organisation(platform.org());
    if let Some(station) = order.record.station {
        resource = resource.at_station(station);
    }
    if let Some(grid) = order.record.grid {
        resource = resource.in_grid(grid);
    }
    let people = order.view().stages.values().filter_map(|stage| stage.assignee);
    people.fold(resource, Resource::of_person)
}
