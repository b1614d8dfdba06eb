//! An order as the worker sees it: the mirror, with what he has done since laid over it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sync::{Base, Kind, Operation, OrderView, Outcome, StageView, files_named, reached};
use terminal_store::{OperationRow, OperationState, Standing};
use vocabulary::{AttachmentId, Digest, OperationId, StageId, StageState};

/// How the order's lane stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LaneStanding {
    /// Everything was taken by the platform.
    Clear,
    /// Something waits to be sent.
    Waiting,
    /// Something was refused.
    Parked,
}

/// An order with the worker's own work laid over it.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderNow {
    pub view: OrderView,
    pub lane: LaneStanding,
    /// It left the scope: to be read, not to be worked on.
    pub read_only: bool,
    /// Stages that only this terminal has opened.
    pub predicted: BTreeSet<StageId>,
    /// Fields not yet submitted, by stage.
    pub drafts: BTreeMap<StageId, Map<String, Value>>,
    /// In the order of the queue.
    pub operations: Vec<OperationRow>,
    last: Vec<(StageId, LastWork)>,
}

/// What the next operation on a stage stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastWork {
    /// An operation that has not been answered.
    Unanswered(OperationId),
    /// The revision that the last answer named, newer than the mirror's.
    Answered { stage_rev: u64 },
}

impl OrderNow {
    /// Lays predictions, and then operations, over the mirror's order.
    #[must_use]
    pub fn of(standing: Standing) -> Self {
        let Standing { mut view, is_kept: read_only, operations, predictions, drafts } = standing;
        let mut predicted = BTreeSet::new();
        let mut last = Vec::new();
        for prediction in predictions {
            let stage = prediction.view.stage;
            // The real stage wins as soon as the feed has brought it.
            if view.stages.contains_key(&stage) {
                continue;
            }
            view.stages.insert(stage, prediction.view);
            view.engine = prediction.engine;
            predicted.insert(stage);
            last.push((stage, LastWork::Unanswered(prediction.after)));
        }
        let lane = lane(&operations);
        let mut now =
            Self { view, lane, read_only, predicted, drafts, operations: Vec::new(), last };
        operations.iter().for_each(|row| now.lay_over(row));
        now.operations = operations;
        now
    }

    #[must_use]
    pub fn stage(&self, stage: StageId) -> Option<&StageView> {
        self.view.stage(stage)
    }

    /// The values of a stage: what it was prefilled with, and the draft over it.
    #[must_use]
    pub fn values(&self, stage: &StageView) -> Value {
        let mut values = stage.values.as_object().cloned().unwrap_or_default();
        for (field, value) in self.drafts.get(&stage.stage).into_iter().flatten() {
            match value {
                Value::Null => values.remove(field),
                value => values.insert(field.clone(), value.clone()),
            };
        }
        Value::Object(values)
    }

    /// The files that what was submitted names, and stages that it was handed to: the platform has heard of them.
    #[must_use]
    pub fn files_held(&self) -> BTreeMap<AttachmentId, Digest> {
        let named = self.view.stages.values().flat_map(|stage| files_named(&stage.values));
        named.filter_map(|file| Some((file.attachment, file.sha256?))).collect()
    }

    /// What an operation on `stage` stands on now.
    #[must_use]
    pub fn base(&self, stage: &StageView) -> Base {
        let last = self.last.iter().rev().find(|(of, _)| *of == stage.stage);
        match last {
            Some((_, LastWork::Unanswered(after))) => Base::After { after: *after },
            Some((_, LastWork::Answered { stage_rev })) => {
                Base::Stage { stage_rev: *stage_rev, generation: stage.generation }
            }
            None => Base::Stage { stage_rev: stage.stage_rev, generation: stage.generation },
        }
    }

    fn lay_over(&mut self, row: &OperationRow) {
        let operation = &row.operation;
        let Some(stage) = self.view.stages.get_mut(&operation.stage) else { return };
        let last = match (row.state, &row.outcome) {
            (OperationState::Pending, _) => LastWork::Unanswered(operation.op_id),
            (OperationState::Settled, Some(Outcome::Applied { stage_rev }))
                if *stage_rev > stage.stage_rev =>
            {
                LastWork::Answered { stage_rev: *stage_rev }
            }
            _ => return,
        };
        // Made under an assignment that has ended: it will be kept as evidence, and moves nothing here.
        if let Base::Stage { generation, .. } = operation.base
            && generation != stage.generation
        {
            return;
        }
        if let LastWork::Answered { .. } = last
            && self.predicted.contains(&operation.stage)
        {
            // The platform has answered on a stage that the mirror lacks: the feed will bring it.
            self.last.push((operation.stage, LastWork::Unanswered(operation.op_id)));
        } else {
            self.last.push((operation.stage, last));
        }
        move_on(stage, operation);
    }
}

fn move_on(stage: &mut StageView, operation: &Operation) {
    if operation.kind == Kind::Decline {
        stage.assignee = None;
        stage.assignee_name = None;
        stage.state = StageState::Created;
        return;
    }
    let Some(next) = reached(operation.kind) else { return };
    if let Ok(state) = stage.state.advance(next) {
        stage.state = state;
    }
    if operation.kind == Kind::Submit {
        stage.values = operation.body.clone();
    }
}

fn lane(operations: &[OperationRow]) -> LaneStanding {
    let is = |state| operations.iter().any(|row| row.state == state);
    if is(OperationState::Parked) {
        LaneStanding::Parked
    } else if is(OperationState::Pending) {
        LaneStanding::Waiting
    } else {
        LaneStanding::Clear
    }
}
