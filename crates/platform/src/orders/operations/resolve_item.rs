//! The office settles what was late, in conflict or refused: keeps it as evidence, merges it into the order, or
//! returns it to the worker.

use access::{Action, Resource};
use async_trait::async_trait;
use platform_store::neighbours::{self, OutboxRow, OutboxState};
use platform_store::operations::{self, StoredOperation};
use platform_store::{Command, Tx, office, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sync::{Kind, Outcome};
use vocabulary::{OfficeItemId, OperationId, Text};

use super::start_order::stuck;
use crate::Platform;
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::orders::dispatch::may_take;
use crate::orders::order::{Cause, Order};
use crate::orders::signatures::{SecondPerson, second_person};
use crate::orders::submission::Submission;
use crate::orders::{AwaitedReport, TOLD_OTHERWISE};

pub struct ResolveItem {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub once: Once,
    pub request: ResolveRequest,
}

#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveRequest {
    pub item: OfficeItemId,
    pub resolution: Resolution,
    /// Why; the worker reads it when work is returned.
    pub remark: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// It stays beside the order as evidence.
    Keep,
    /// It takes effect: the stage is completed with what the worker recorded.
    Merge,
    /// The worker gets it back to do again; what he declined is his all the same.
    Return,
    /// Seen to, for items that are no worker's record; a refused result counts as handed over.
    Done,
    /// A refused result is handed over again.
    Retry,
}

impl Resolution {
    const fn state(self) -> &'static str {
        match self {
            Self::Keep => "kept",
            Self::Merge => "merged",
            Self::Return => "returned",
            Self::Done => "done",
            Self::Retry => "retried",
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Resolved {
    pub item: OfficeItemId,
    pub state: String,
}

#[async_trait]
impl Command for ResolveItem {
    type Answer = Resolved;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Resolved, Problem> {
        answer_once(tx, &self.once, &self.request, async |tx: &mut Tx<'_>| self.resolve(tx).await)
            .await
    }
}

impl ResolveItem {
    async fn resolve(&self, tx: &mut Tx<'_>) -> Result<Resolved, Problem> {
        let org = self.platform.org();
        let request = &self.request;
        let item = office::find(tx, org, request.item)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such item"))?;
        let mut resource = Resource::in_organisation(org);
        if let Some(station) = item.station {
            resource = resource.at_station(station);
        }
        self.caller.may(Action::ResolveOfficeItem, &resource)?;
        if request.remark.trim().chars().count() < 2 {
            return Err(Problem::new(ProblemKind::Invalid, "请填写处理说明"));
        }
        if item.state != "open" {
            return Err(Problem::new(ProblemKind::Gone, "已由他人处理"));
        }
        // First, because what follows may settle items as well.
        let state = request.resolution.state();
        let (by, at) = (self.caller.person, self.cause.received_at);
        office::resolve(tx, org, request.item, state, by, at, request.remark.trim()).await?;
        match (request.resolution, item.op_id) {
            (resolution, Some(op_id)) if item.kind == "declined" => {
                self.answer_decline(tx, op_id, resolution).await?;
            }
            (Resolution::Done | Resolution::Retry, None) if item.kind == "result_refused" => {
                self.settle_result(tx, &item).await?;
            }
            (Resolution::Done, None) if item.kind == "overdue" => {
                return Err(Problem::new(ProblemKind::Invalid, "请填写超期原因"));
            }
            (Resolution::Done, None) if item.reason == TOLD_OTHERWISE => {
                self.accept_record(tx, &item).await?;
            }
            (Resolution::Done, None) => {}
            (Resolution::Done | Resolution::Retry, Some(_)) | (_, None) => {
                return Err(Problem::new(ProblemKind::Invalid, "该事项不能这样处理"));
            }
            (resolution, Some(op_id)) => self.settle(tx, &item, op_id, resolution).await?,
        }
        Ok(Resolved { item: request.item, state: state.to_owned() })
    }

    async fn settle(
        &self,
        tx: &mut Tx<'_>,
        item: &office::OfficeItemRow,
        op_id: OperationId,
        resolution: Resolution,
    ) -> Result<(), Problem> {
        let (mut order, stored) = self.order_of(tx, op_id).await?;
        let remark = self.request.remark.trim();
        order.note(
            resolution.state(),
            json!({ "item": item.item, "op_id": op_id, "remark": remark }),
        );
        let (zh, en) = match resolution {
            Resolution::Keep => ("您的记录已作为证据保留", "kept as evidence"),
            Resolution::Merge => ("您的记录已被采纳", "merged into the order"),
            Resolution::Return | Resolution::Done | Resolution::Retry => {
                ("您的记录被退回，请重新办理", "returned to you")
            }
        };
        let text = Text::new(format!("{zh}：{remark}"), format!("{en}: {remark}"));
        order.notify(stored.operation.author, resolution.state(), text);
        if resolution == Resolution::Merge {
            self.merge(tx, &mut order, &stored).await?;
        }
        order.save(tx).await
    }

    /// A stage that its worker declined: he gets it back, or it is seen to once somebody else has it.
    async fn answer_decline(
        &self,
        tx: &mut Tx<'_>,
        op_id: OperationId,
        resolution: Resolution,
    ) -> Result<(), Problem> {
        let (mut order, stored) = self.order_of(tx, op_id).await?;
        let StoredOperation { operation, .. } = &stored;
        let waiting = order.view().stage(operation.stage).cloned();
        let waiting = waiting.filter(|stage| stage.state.is_open() && stage.assignee.is_none());
        let stage = match (resolution, waiting) {
            (Resolution::Return, Some(stage)) => stage,
            (Resolution::Return, None) => {
                return Err(Problem::new(ProblemKind::Conflict, "环节已派给他人或已结束"));
            }
            (Resolution::Done, None) => return Ok(()),
            (Resolution::Done, Some(_)) => {
                return Err(Problem::new(ProblemKind::Invalid, "请先派给他人，或退回作业人"));
            }
            _ => return Err(Problem::new(ProblemKind::Invalid, "该事项不能这样处理")),
        };
        let remark = self.request.remark.trim();
        let author = order.taker(tx, &stage, operation.author, Some(remark)).await?;
        let body = json!({ "item": self.request.item, "op_id": op_id, "remark": remark });
        order.note(resolution.state(), body);
        order.assign(stage.stage, &author, "dispatched", Some(remark));
        order.remark(stage.stage, Some(remark));
        let text = Text::new(
            format!("“{}”环节的退单未采纳，仍由您办理：{remark}", stage.name),
            format!("what you declined is yours to do all the same: {remark}"),
        );
        order.notify(operation.author, resolution.state(), text);
        order.save(tx).await
    }

    /// The operation that an item is about, and its order.
    async fn order_of(
        &self,
        tx: &mut Tx<'_>,
        op_id: OperationId,
    ) -> Result<(Order, StoredOperation), Problem> {
        let stored = operations::find(tx, self.platform.org(), op_id)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such operation"))?;
        let cause = self.cause.clone();
        let order = Order::load(&self.platform, tx, cause, stored.operation.order)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such order"))?;
        Ok((order, stored))
    }

    /// A record that says something else than what was submitted: the office has seen to it, and it keeps the order no longer.
    async fn accept_record(
        &self,
        tx: &mut Tx<'_>,
        item: &office::OfficeItemRow,
    ) -> Result<(), Problem> {
        let loaded = match item.order {
            Some(order) => Order::load(&self.platform, tx, self.cause.clone(), order).await?,
            None => None,
        };
        let Some(mut order) = loaded else { return Ok(()) };
        let entry = json!({ "work": item.detail["work"], "remark": self.request.remark.trim() });
        order.note("meter_work_settled", entry);
        order.take_evidence(tx).await?;
        order.save(tx).await
    }

    /// A result that a neighbour refused: hands it over again, or leaves it; an order that waits for it goes on without.
    async fn settle_result(
        &self,
        tx: &mut Tx<'_>,
        item: &office::OfficeItemRow,
    ) -> Result<(), Problem> {
        let org = self.platform.org();
        let message = item.detail["message"].as_str().and_then(|text| text.parse().ok());
        let Some(message) = message else {
            return Err(Problem::new(ProblemKind::NotFound, "no such message"));
        };
        let row = neighbours::find(tx, org, message)
            .await?
            .filter(|row| row.state == OutboxState::Refused)
            .ok_or_else(|| Problem::new(ProblemKind::Gone, "消息已不在待处理状态"))?;
        let waiting = row.order.filter(|_| AwaitedReport::of(&row.kind).is_some());
        let loaded = match waiting {
            Some(order) => Order::load(&self.platform, tx, self.cause.clone(), order).await?,
            None => None,
        };
        if self.request.resolution == Resolution::Retry {
            if loaded.is_some_and(|order| order.view().state.is_over()) {
                return Err(Problem::new(ProblemKind::Gone, "工单已撤销，结果不再回传"));
            }
            let next_at = self.cause.received_at;
            let again =
                OutboxRow { state: OutboxState::Pending, next_at, settled_at: None, ..row.clone() };
            return Ok(neighbours::settle(tx, org, &row, &again).await?);
        }
        let Some(mut order) = loaded else { return Ok(()) };
        order.note("result_settled", json!({ "message": message, "remark": self.request.remark }));
        order.finish_report(tx, &row).await?;
        order.save(tx).await
    }

    /// Completes the stage with the worker's record, as if it had come in time.
    async fn merge(
        &self,
        tx: &mut Tx<'_>,
        order: &mut Order,
        stored: &StoredOperation,
    ) -> Result<(), Problem> {
        let operation = &stored.operation;
        let cannot = |reason: &str| Err(Problem::new(ProblemKind::Conflict, reason));
        if operation.kind != Kind::Submit {
            return cannot("只有提交的内容可以采纳");
        }
        let Some(stage) = order.view().stage(operation.stage) else {
            return cannot("工单没有这个环节，只能留作证据");
        };
        if !stage.state.is_open() || order.view().state.is_over() {
            return cannot("环节已结束，只能留作证据");
        }
        let author = people::person(tx, self.platform.org(), operation.author).await?;
        let Some(author) = author.filter(|author| may_take(author, &stage.roles)) else {
            return cannot("记录人已不具备该岗位，只能留作证据");
        };
        let submission = Submission {
            stage: operation.stage,
            bundle: operation.bundle_hash,
            author: Some(&author),
            values: &operation.body,
            needs: &operation.needs,
            to: operation.to,
            judged: None,
        };
        let values = submission.accept(tx, order).await?.map_err(|fault| fault.problem())?;
        // A card that was revoked since is for the office to judge; one that never signed is not.
        let second = second_person(&self.platform, tx, operation).await?;
        if second == SecondPerson::Unproven {
            return cannot("监护人（第二人）确认无法验证，只能留作证据或退回");
        }
        if stage.assignee != Some(author.person) {
            order.assign(operation.stage, &author, "reassigned", None);
        }
        order.count_missing(tx).await?;
        let (stage, to) = (operation.stage, operation.to);
        order.complete(tx, stage, author.person, values, to).await.map_err(stuck)?;
        let stage_rev = order.view().stage(stage).map_or(0, |stage| stage.stage_rev);
        // The limits are judged by when the work was done, not by when it was merged.
        for event in order.completion_events(stage) {
            order.correct_limits(&event, (stage, author.person), stored.event_at);
        }
        let outcome = Outcome::Applied { stage_rev };
        operations::settle(tx, self.platform.org(), operation.op_id, &outcome).await?;
        Ok(())
    }
}
