//! What has to hold before the office gives a stage to somebody.

use access::{Action, Resource};
use platform_store::certificates::{self, KindRow};
use platform_store::people::{self, PersonRow};
use platform_store::{Tx, dispatch_rules};
use serde_json::json;
use sync::{SentBack, StageView};
use vocabulary::{PersonId, StageId};

use super::dispatch::may_take;
use super::order::Order;
use super::resource::resource;
use crate::http::{ConsoleCaller, Problem, ProblemKind};

impl Order {
    /// A stage that somebody may still be given, and that the caller may give.
    ///
    /// # Errors
    /// When there is none, it is over, or the caller's role does not reach it.
    pub fn stage_to_give(
        &self,
        caller: &ConsoleCaller,
        stage: StageId,
    ) -> Result<StageView, Problem> {
        let Some(stage) = self.view().stage(stage).cloned() else {
            return Err(Problem::new(ProblemKind::NotFound, "no such stage"));
        };
        let action =
            if stage.assignee.is_some() { Action::ReassignOrder } else { Action::DispatchOrder };
        caller.may(action, &self.resource())?;
        if !stage.state.is_open() || self.view().state.is_over() {
            return Err(Problem::new(ProblemKind::Gone, "the stage is over"));
        }
        Ok(stage)
    }

    /// Whoever a stage is to go to: he has its role and its certificates, works within reach, and is there. Who has as much
    /// in hand as he may gets it all the same if somebody says why; the story says that he had.
    ///
    /// # Errors
    /// When one of these does not hold.
    pub async fn taker(
        &mut self,
        tx: &mut Tx<'_>,
        stage: &StageView,
        to: PersonId,
        reason: Option<&str>,
    ) -> Result<PersonRow, Problem> {
        let org = self.platform.org();
        let person = people::person(tx, org, to)
            .await?
            .filter(|person| may_take(person, &stage.roles))
            .ok_or_else(|| Problem::new(ProblemKind::Invalid, "该人员不具备办理此环节的岗位"))?;
        if !self.is_within_reach(&person) {
            return Err(Problem::new(ProblemKind::Invalid, "该人员不属于本工单所在的供电所"));
        }
        let kinds = self.certificates_for(stage);
        if let Some(kind) = self.lacking(tx, person.person, &kinds).await? {
            return Err(uncertified(&certificates::kinds(tx, org).await?, &kind));
        }
        let standing = dispatch_rules::standing(tx, org, person.person, self.cause.at).await?;
        if let Some(until) = standing.away_until {
            let detail = "该人员正在请假或外出，请改派他人，或先取消其请假";
            return Err(
                Problem::new(ProblemKind::Conflict, detail).with(json!({ "away_until": until }))
            );
        }
        if standing.most_in_hand.is_none() {
            return Ok(person);
        }
        let in_hand = dispatch_rules::in_hand(tx, org, person.person).await?;
        let Some(most) = standing.full(in_hand) else { return Ok(person) };
        let Some(reason) = reason else {
            let detail = format!("该人员已达在手上限 {in_hand}/{most}，仍要派给他请填写原因");
            return Err(Problem::new(ProblemKind::Conflict, detail)
                .with(json!({ "in_hand": in_hand, "most_in_hand": most })));
        };
        let body = json!({
            "stage": stage.stage, "person": person.person, "in_hand": in_hand,
            "most_in_hand": most, "reason": reason,
        });
        self.note("limit_exceeded", body);
        Ok(person)
    }

    /// A stage that its process does not let be given away stays with whoever can still do it.
    ///
    /// # Errors
    /// When it stays.
    pub async fn may_be_taken_from(
        &self,
        tx: &mut Tx<'_>,
        stage: &StageView,
        holder: PersonId,
    ) -> Result<(), Problem> {
        let drawn = self.version().definition.stage(&stage.element);
        if drawn.is_some_and(bpmn::Stage::may_be_reassigned) {
            return Ok(());
        }
        let holder = people::person(tx, self.platform.org(), holder).await?;
        if holder.is_some_and(|holder| may_take(&holder, &stage.roles)) {
            return Err(Problem::new(ProblemKind::Conflict, "按流程规定，此环节不可转派"));
        }
        Ok(())
    }

    /// Writes beside a stage why it was given.
    pub fn remark(&mut self, stage: StageId, why: Option<&str>) {
        if let Some(stage) = self.record.view.stages.get_mut(&stage) {
            stage.remark = why.map(str::to_owned);
        }
    }

    /// Says at the stages that a send-back has opened why, and which fields of the one that was meant are wrong.
    pub fn say_sent_back(&mut self, to: &str, reason: &str, fields: &[String]) {
        for stage in &self.opened {
            let Some(stage) = self.record.view.stages.get_mut(stage) else { continue };
            let fields = if stage.element == to { fields.to_vec() } else { Vec::new() };
            stage.sent_back = Some(SentBack { reason: reason.to_owned(), fields });
        }
    }

    /// The order as the access rules see it.
    #[must_use]
    pub fn resource(&self) -> Resource {
        let record = &self.record;
        resource(self.platform.org(), record.station, record.grid, &record.view)
    }
}

/// He may not do what asks for this certificate; nobody's reason changes that.
fn uncertified(kinds: &[KindRow], kind: &str) -> Problem {
    let known = kinds.iter().find(|row| row.kind == kind);
    let name = known.map_or(kind, |row| row.name.zh.as_str());
    let detail = format!("该人员没有有效的“{name}”，不能办理此环节");
    Problem::new(ProblemKind::Invalid, detail).with(json!({ "without": kind }))
}
