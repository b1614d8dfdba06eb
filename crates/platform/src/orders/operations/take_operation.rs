//! Taking an operation that a worker made: once, whatever the network does to it.

use async_trait::async_trait;
use platform_store::attachments::{self, AttachmentRow, AttachmentState};
use platform_store::operations::{self, StoredOperation};
use platform_store::people::{self, PersonRow};
use platform_store::{Command, Tx, orders};
use serde_json::json;
use sync::{
    Base, BaseFacts, ConflictReason, Facts, Kind, LateReason, Operation, Outcome, RefusalReason,
    StageFacts, Verdict, decide, event_time, reached,
};
use vocabulary::{AttachmentId, CorrelationId, Digest, Instant, StageState, Text};

use crate::Platform;
use crate::http::Problem;
use crate::orders::completion::CompletionFault;
use crate::orders::dispatch::may_take;
use crate::orders::judgement::Judgement;
use crate::orders::order::{Cause, Order};
use crate::orders::signatures::SecondPerson;
use crate::orders::submission::{Submission, SubmissionFault};

/// Takes one operation and says what became of it.
pub struct TakeOperation {
    pub platform: Platform,
    pub operation: Operation,
    pub digest: Digest,
    pub received_at: Instant,
    pub correlation: CorrelationId,
    pub second_person: SecondPerson,
    /// What its form said, when it was asked before the queue.
    pub judged: Option<Judgement>,
    /// It came out of a sealed queue, not from a signed-in person.
    pub sealed: bool,
}

#[async_trait]
impl Command for TakeOperation {
    type Answer = Outcome;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Outcome, Problem> {
        let org = self.platform.org();
        if let Some((digest, stored)) = operations::outcome(tx, org, self.operation.op_id).await? {
            if digest != self.digest {
                return Ok(Outcome::Refused { reason: RefusalReason::OpIdReused });
            }
            return Ok(Outcome::Duplicate { stored: Box::new(stored) });
        }
        let Some(mut order) = self.order(tx).await? else {
            // Terminals know orders from us only: we have forgotten it in a restore, and its neighbour will hand it
            // over again. Until then the terminal keeps what belongs to it.
            tracing::error!(order = %self.operation.order, "work for an order that is not known");
            return Ok(Outcome::RetryAfter { millis: 30_000 });
        };
        let author = people::person(tx, org, self.operation.author).await?;
        let verdict = self.verdict(tx, &order, author.as_ref()).await?;
        if verdict == Verdict::Wait {
            return Ok(Outcome::RetryAfter { millis: 1_000 });
        }
        // The files first: whether the next stage opens may hang on them.
        let other = self.announce_files(tx).await?;
        order.count_missing(tx).await?;
        let outcome = match verdict {
            Verdict::Wait => Outcome::RetryAfter { millis: 1_000 },
            Verdict::Apply if let Some(other) = other => {
                let fault = SubmissionFault::File(other);
                order.note("submission_fault", fault.detail());
                Outcome::Refused { reason: fault.reason() }
            }
            Verdict::Refuse(reason) => Outcome::Refused { reason },
            Verdict::Late(reason) => {
                self.correct_limits(&mut order, reason);
                Outcome::AcceptedLate { reason }
            }
            Verdict::Conflict(reason) => Outcome::Conflict { reason },
            Verdict::Apply => self.apply(tx, &mut order, author.as_ref()).await?,
        };
        self.remember(tx, &outcome, order.cause.at).await?;
        self.tell(&mut order, &outcome);
        order.save(tx).await?;
        Ok(outcome)
    }
}

impl TakeOperation {
    fn cause(&self) -> Cause {
        let time = event_time(&self.operation.captured, self.received_at);
        Cause {
            at: time.at,
            received_at: self.received_at,
            actor: format!("person:{}", self.operation.author),
            correlation: self.correlation,
        }
    }

    async fn order(&self, tx: &mut Tx<'_>) -> Result<Option<Order>, Problem> {
        Order::load(&self.platform, tx, self.cause(), self.operation.order).await
    }

    async fn verdict(
        &self,
        tx: &mut Tx<'_>,
        order: &Order,
        author: Option<&PersonRow>,
    ) -> Result<Verdict, Problem> {
        let org = self.platform.org();
        let view = order.view();
        let stage = view.stage(self.operation.stage);
        let roles = stage.map_or(&[][..], |stage| &stage.roles);
        let author_in_office = author.is_some_and(|author| may_take(author, roles));
        let base = match self.operation.base {
            Base::Stage { .. } => None,
            Base::After { after } => Some(operations::outcome(tx, org, after).await?),
        };
        let facts = Facts {
            order_state: view.state,
            knows_bundle: view.knows_bundle(self.operation.bundle_hash),
            stage: stage.map(|stage| StageFacts {
                state: stage.state,
                stage_rev: stage.stage_rev,
                generation: stage.generation,
                assignee: stage.assignee,
            }),
            base: match &base {
                None => BaseFacts::None,
                Some(None) => BaseFacts::Unknown,
                Some(Some((_, outcome))) => BaseFacts::Known(outcome),
            },
            author_in_office,
        };
        let verdict = decide(&self.operation, &facts);
        Ok(match (verdict, self.second_person) {
            (Verdict::Apply, SecondPerson::CardRevoked) => Verdict::Late(LateReason::AuthorityLost),
            (Verdict::Apply, SecondPerson::Unproven) => {
                Verdict::Refuse(RefusalReason::SecondPersonInvalid)
            }
            (verdict, _) => verdict,
        })
    }

    /// Moves the order. What cannot be applied comes back as an outcome of its own.
    async fn apply(
        &self,
        tx: &mut Tx<'_>,
        order: &mut Order,
        author: Option<&PersonRow>,
    ) -> Result<Outcome, Problem> {
        let applied = match self.operation.kind {
            Kind::Submit => self.submit(tx, order, author).await?,
            Kind::Decline => {
                order.unassign(self.operation.stage);
                let reason = self.operation.body["reason"].clone();
                let detail = json!({ "stage": self.operation.stage, "reason": reason });
                order.ask_office("declined", "worker_declined", Some(self.operation.op_id), detail);
                None
            }
            Kind::SignIn | Kind::SetOut | Kind::Arrive | Kind::Begin => {
                self.has_it(tx, order).await?;
                self.progress(tx, order).await?;
                None
            }
        };
        if let Some(refused) = applied {
            return Ok(refused);
        }
        let stage_rev = order.view().stage(self.operation.stage).map_or(0, |stage| stage.stage_rev);
        Ok(Outcome::Applied { stage_rev })
    }

    /// Who signs in or sets out has the stage on his terminal, whether or not that was written down by now: what runs from
    /// its delivery begins here at the latest.
    async fn has_it(&self, tx: &mut Tx<'_>, order: &mut Order) -> Result<(), Problem> {
        let place = (self.operation.order, self.operation.stage);
        let (org, at) = (self.platform.org(), order.cause.at);
        if orders::deliver(tx, org, place, self.operation.author, at).await? {
            order.hear_of_delivery(tx, self.operation.stage).await?;
        }
        Ok(())
    }

    /// A step that was taken takes those before it along: what waits for a sign-in does not wait for somebody at work.
    async fn progress(&self, tx: &mut Tx<'_>, order: &mut Order) -> Result<(), Problem> {
        let Some(state) = reached(self.operation.kind) else { return Ok(()) };
        let stage = order.record.view.stages.get_mut(&self.operation.stage);
        let Some(stage) = stage else { return Ok(()) };
        let before = std::mem::replace(&mut stage.state, state);
        stage.stage_rev += 1;
        let element = stage.element.clone();
        for step in before.steps_to(state) {
            let event = format!("stage.{element}.{}", step.as_str());
            order.hear(tx, &event, Some(self.operation.stage)).await?;
        }
        Ok(())
    }

    /// What comes too late to move the order still proves when it was done: signing in, setting out, arriving. Whether
    /// a submit counts, the office says by merging it.
    fn correct_limits(&self, order: &mut Order, reason: LateReason) {
        let time = event_time(&self.operation.captured, self.received_at);
        let Some(state) = reached(self.operation.kind) else { return };
        let Some(stage) = order.view().stage(self.operation.stage) else { return };
        let is_submit = self.operation.kind == Kind::Submit;
        if is_submit || time.doubtful || reason == LateReason::AuthorityLost {
            return;
        }
        let element = stage.element.clone();
        let place = (self.operation.stage, self.operation.author);
        for step in StageState::Dispatched.steps_to(state) {
            let event = format!("stage.{element}.{}", step.as_str());
            order.correct_limits(&event, place, time.at);
        }
    }

    /// `Some` says why the submit was not taken.
    async fn submit(
        &self,
        tx: &mut Tx<'_>,
        order: &mut Order,
        author: Option<&PersonRow>,
    ) -> Result<Option<Outcome>, Problem> {
        let refuse = |reason| Ok(Some(Outcome::Refused { reason }));
        let submission = Submission {
            stage: self.operation.stage,
            bundle: self.operation.bundle_hash,
            author,
            values: &self.operation.body,
            needs: &self.operation.needs,
            to: self.operation.to,
            judged: self.judged.as_ref(),
        };
        let values = match submission.accept(tx, order).await? {
            Ok(values) => values,
            Err(fault) => {
                order.note("submission_fault", fault.detail());
                return refuse(fault.reason());
            }
        };
        let (stage, author) = (self.operation.stage, self.operation.author);
        match order.complete(tx, stage, author, values, self.operation.to).await {
            Ok(()) => Ok(None),
            Err(CompletionFault::Stuck(fault)) => {
                tracing::warn!(%fault, order = %self.operation.order, "a process is stuck");
                // A step that failed half-way must leave no half: begin again from the store.
                if let Some(mut fresh) = self.order(tx).await? {
                    fresh.count_missing(tx).await?;
                    *order = fresh;
                }
                refuse(RefusalReason::ProcessStuck)
            }
            Err(CompletionFault::Problem(problem)) => Err(problem),
        }
    }

    /// Announces the files that it needs and ties those that came before to it. Gives one that came with another hash
    /// or size than its author signed for.
    async fn announce_files(&self, tx: &mut Tx<'_>) -> Result<Option<AttachmentId>, Problem> {
        let org = self.platform.org();
        let operation = &self.operation;
        let mut other = None;
        for need in &operation.needs {
            let row = AttachmentRow {
                attachment: need.attachment,
                order: operation.order,
                stage: operation.stage,
                op_id: Some(operation.op_id),
                sha256: need.sha256,
                size: need.size,
                mime: need.mime.clone(),
                outbox: Some(operation.outbox),
                terminal: Some(operation.terminal),
                received: 0,
                state: AttachmentState::Partial,
                opens: None,
                created_at: self.received_at,
                completed_at: None,
            };
            if attachments::announce(tx, org, &row).await? {
                continue;
            }
            let known = attachments::find(tx, org, need.attachment).await?;
            let fits = |known: &AttachmentRow| {
                (known.order, known.sha256, known.size) == (row.order, row.sha256, row.size)
            };
            if known.as_ref().is_some_and(fits) {
                let (op_id, stage) = (operation.op_id, operation.stage);
                attachments::claim(tx, org, need.attachment, op_id, stage).await?;
            } else {
                other = Some(need.attachment);
            }
        }
        Ok(other)
    }

    async fn remember(
        &self,
        tx: &mut Tx<'_>,
        outcome: &Outcome,
        event_at: Instant,
    ) -> Result<(), Problem> {
        let stored = StoredOperation {
            operation: self.operation.clone(),
            digest: self.digest,
            outcome: outcome.clone(),
            event_at,
            received_at: self.received_at,
        };
        if !operations::insert(tx, self.platform.org(), &stored).await? {
            // Another copy of it was faster; running again finds it.
            return Err(platform_store::StoreFault::LostGuard.into());
        }
        Ok(())
    }

    /// Into the order's story; and where a person has to know, to the office and the worker.
    fn tell(&self, order: &mut Order, outcome: &Outcome) {
        let operation = &self.operation;
        let doubtful = event_time(&operation.captured, self.received_at).doubtful;
        order.note(
            operation.kind.as_str(),
            json!({
                "op_id": operation.op_id,
                "stage": operation.stage,
                "terminal": operation.terminal,
                "digest": self.digest,
                "outcome": outcome,
                "clock_doubtful": doubtful,
                "sealed": self.sealed,
                "second_person": self.second_person,
                "position": operation.body.get("position"),
            }),
        );
        let (kind, reason, text) = match outcome {
            Outcome::AcceptedLate { reason } => ("late", word(reason), late_words(*reason)),
            Outcome::Conflict { reason } => ("conflict", word(reason), conflict_words(*reason)),
            Outcome::Refused { reason } => (
                "refused",
                word(reason),
                Text::new(
                    "平台未接受，请修改后重新提交",
                    "The platform did not accept it: please correct and submit it again",
                ),
            ),
            Outcome::Applied { .. } | Outcome::Duplicate { .. } | Outcome::RetryAfter { .. } => {
                return;
            }
        };
        // Signing in and setting out leave nothing to keep or merge; only submitted work waits for the office.
        if operation.kind == Kind::Submit || kind == "refused" {
            let detail = json!({ "stage": operation.stage, "author": operation.author });
            order.ask_office(kind, &reason, Some(operation.op_id), detail);
            order.notify(operation.author, kind, text);
        }
    }
}

/// The word of a reason as it stands in JSON.
fn word(reason: &impl serde::Serialize) -> String {
    json!(reason).as_str().unwrap_or_default().to_owned()
}

fn late_words(reason: LateReason) -> Text {
    let (zh, en) = match reason {
        LateReason::Reassigned => (
            "工单已转派他人，您的记录已作为补充证据保留，由派工员处理",
            "The order was given to somebody else; your record is kept as evidence, the dispatcher decides",
        ),
        LateReason::OrderOver => (
            "工单已结束，您的记录已作为补充证据保留",
            "The order is over; your record is kept as evidence",
        ),
        LateReason::OrderSuspended => (
            "工单已挂起，您的记录已作为补充证据保留",
            "The order is suspended; your record is kept as evidence",
        ),
        LateReason::StageLeft => (
            "该环节已回退或撤销，您的记录已作为补充证据保留",
            "The stage was sent back or left; your record is kept as evidence",
        ),
        LateReason::StepDiffers => (
            "平台流转与终端不同，您的记录已作为补充证据保留",
            "The platform took the order another way; your record is kept as evidence",
        ),
        LateReason::BaseNotApplied => (
            "前一步未生效，您的记录已作为补充证据保留",
            "The step before did not count; your record is kept as evidence",
        ),
        LateReason::AuthorityLost => (
            "您的岗位或卡已变更，您的记录已作为补充证据保留",
            "Your role or card has changed; your record is kept as evidence",
        ),
        LateReason::SealedQueue => (
            "记录由加密队列上传，已作为补充证据保留",
            "Your record came up sealed and is kept as evidence",
        ),
        LateReason::Unknown => ("您的记录已作为补充证据保留", "Your record is kept as evidence"),
    };
    Text::new(zh, en)
}

fn conflict_words(reason: ConflictReason) -> Text {
    let (zh, en) = match reason {
        ConflictReason::StageCompleted => (
            "该环节已由他人完成，您的记录作为第二份记录保留",
            "Somebody else has completed the stage; yours is kept as a second record",
        ),
        ConflictReason::StageMovedOn => (
            "该环节在别处已有进展，您的记录作为第二份记录保留",
            "The stage has moved on elsewhere; yours is kept as a second record",
        ),
        ConflictReason::Unknown => {
            ("您的记录作为第二份记录保留", "Yours is kept as a second record")
        }
    };
    Text::new(zh, en)
}
