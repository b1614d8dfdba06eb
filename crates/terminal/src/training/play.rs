//! Does with a practice order what the platform would do, by the same drawing and the same engine.

use std::collections::BTreeMap;

use bpmn::{Command, Effect, Step, StepError};
use rules::Variables;
use serde_json::Value;
use sync::{Kind, OrderView, Round, StageView, reached};
use vocabulary::{
    Digest, Instant, InvalidTransition, OrderId, OrderNo, OrderState, Role, StageId, StageState,
    Text,
};

use super::orders::PracticeOrder;
use crate::agent::Process;
use crate::platform::SessionPerson;

/// Why an order did not go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlayFault {
    #[error("the stage has no such step now")]
    Step(#[from] InvalidTransition),
    #[error("the process gives no answer")]
    Stuck(#[from] StepError),
    #[error("the order's number is none")]
    Number,
    #[error("the engine's state cannot be written down")]
    State(#[from] serde_json::Error),
}

/// Something that was done to a stage.
pub(crate) struct Played<'p> {
    pub stage: StageId,
    pub kind: Kind,
    /// Of a submit.
    pub values: &'p Value,
}

/// A fresh order, its first stage in the hands of whoever practises.
pub(crate) fn start(
    process: &Process,
    bundle_hash: Digest,
    (order, practised): (OrderId, &PracticeOrder),
    trainee: &SessionPerson,
    at: Instant,
) -> Result<OrderView, PlayFault> {
    let order_no: OrderNo = practised.order_no.parse().map_err(|_| PlayFault::Number)?;
    let mut view = OrderView {
        order,
        order_no,
        process: process.definition.process().id.clone(),
        bundle_hash,
        former_bundles: Vec::new(),
        state: OrderState::Open,
        title: Text::new("练习：低压居民新装", "Practice: residential connection"),
        due_at: None,
        urged: 0,
        created_at: at,
        facts: practised.facts(),
        stages: BTreeMap::new(),
        engine: Value::Null,
        waiting_for_evidence: Vec::new(),
        fed_at: at,
    };
    let command =
        Command::Start { start_element: None, variables: Variables::new(), at: at.micros() };
    let step =
        bpmn::step(&process.definition, &bpmn::State::default(), &command, &process.expressions)?;
    take(&mut view, process, trainee, step, at)?;
    Ok(view)
}

/// Plays one thing that was done; gives the stage that opened for whoever practises, if one did.
pub(crate) fn play(
    view: &mut OrderView,
    process: &Process,
    trainee: &SessionPerson,
    played: &Played<'_>,
    at: Instant,
) -> Result<Option<StageId>, PlayFault> {
    let state: bpmn::State = serde_json::from_value(view.engine.clone())?;
    let Some(stage) = view.stages.get_mut(&played.stage) else { return Ok(None) };
    if played.kind == Kind::Decline {
        stage.state = StageState::Cancelled;
        stage.closed_at = Some(at);
        view.state = OrderState::Terminated;
        return Ok(None);
    }
    if let Some(next) = reached(played.kind) {
        stage.state = stage.state.advance(next)?;
    }
    stage.stage_rev += 1;
    if played.kind != Kind::Submit {
        return Ok(None);
    }
    stage.values = played.values.clone();
    stage.closed_at = Some(at);
    let (element, occurrence) = (stage.element.clone(), stage.occurrence);
    let command = Command::Complete {
        variables: view.process_variables(&element, played.values),
        element,
        occurrence,
        at: at.micros(),
    };
    let step = bpmn::step(&process.definition, &state, &command, &process.expressions)?;
    take(view, process, trainee, step, at)
}

/// Takes a step over; a program that is asked for something answers at once.
fn take(
    view: &mut OrderView,
    process: &Process,
    trainee: &SessionPerson,
    mut step: Step,
    at: Instant,
) -> Result<Option<StageId>, PlayFault> {
    let mut opened = None;
    loop {
        let mut asked = None;
        for effect in &step.effects {
            match effect {
                Effect::StageOpened { element, occurrence, prefilled_from } => {
                    let stage =
                        open(view, process, &step, (element, *occurrence), *prefilled_from, at);
                    opened = opened.or(Some(stage.stage));
                    let stage = StageView {
                        assignee: Some(trainee.person),
                        assignee_name: Some(trainee.name.clone()),
                        ..stage
                    };
                    view.stages.insert(stage.stage, stage);
                }
                Effect::StageCancelled { element, occurrence, .. } => {
                    let id = StageId::derive(view.order, element, *occurrence);
                    if let Some(stage) = view.stages.get_mut(&id) {
                        stage.state = StageState::Cancelled;
                        stage.closed_at = Some(at);
                    }
                }
                Effect::ServiceRequested { element, occurrence } => {
                    asked = Some((element.clone(), *occurrence));
                }
                Effect::Ended { .. } => view.state = OrderState::Archived,
                _ => {}
            }
        }
        let Some((element, occurrence)) = asked else { break };
        let command = Command::CompleteService {
            element,
            occurrence,
            variables: Variables::new(),
            at: at.micros(),
        };
        step = bpmn::step(&process.definition, &step.state, &command, &process.expressions)?;
    }
    view.engine = serde_json::to_value(&step.state)?;
    view.fed_at = at;
    Ok(opened)
}

fn open(
    view: &OrderView,
    process: &Process,
    step: &Step,
    (element, occurrence): (&str, u32),
    prefilled_from: Option<u32>,
    at: Instant,
) -> StageView {
    let drawn = process.definition.stage(element);
    let roles = drawn.and_then(|drawn| drawn.role.as_deref()).unwrap_or_default();
    let before = prefilled_from.map(|before| StageId::derive(view.order, element, before));
    let values = before.and_then(|before| view.stage(before)).map(|before| before.values.clone());
    StageView {
        stage: StageId::derive(view.order, element, occurrence),
        place: view.stages.values().map(|stage| stage.place + 1).max().unwrap_or(0),
        element: element.to_owned(),
        occurrence,
        name: drawn.and_then(|drawn| drawn.name.clone()).unwrap_or_else(|| element.to_owned()),
        state: StageState::Dispatched,
        stage_rev: 0,
        generation: 0,
        roles: roles.split(',').filter_map(|word| Role::parse(word.trim())).collect(),
        assignee: None,
        assignee_name: None,
        form: drawn.and_then(|drawn| drawn.form()).map(str::to_owned),
        values: values.unwrap_or(Value::Null),
        opened_at: at,
        closed_at: None,
        remark: None,
        sent_back: None,
        carried: None,
        round: step
            .state
            .round_of(element, occurrence)
            .map(|round| Round { of: round.of, sees: round.sees.clone() }),
    }
}
