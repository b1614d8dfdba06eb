//! What is done several times: multi-instance activities (BPMN 2.0.2, 10.3.8 and 13.3.6).
//!
//! One token waits for the activity as a whole; boundary events are its own. A scope counts the rounds, and each round
//! is a scope with its number and its item.

use rules::Variables;
use serde_json::Value;

use super::run::Run;
use super::{RepetitionError, StepError, activities, scopes, triggers};
use crate::command::Cancellation;
use crate::definition::{Element, Over, Repetition};
use crate::state::{Holder, Origin, ScopeId, ScopeKind, Wait};

/// The most rounds of one activity: a long meter route.
const ROUNDS_MAX: u32 = 1_000;

pub(super) fn begin<'a>(
    run: &mut Run<'a>,
    element: &'a Element,
    repetition: &Repetition,
    scope: ScopeId,
    passage: usize,
) -> Result<(), StepError> {
    let (total, items) = over(run, repetition, scope)
        .map_err(|cause| StepError::Repetition { element: element.id.clone(), cause })?;
    let token = run.wait(element, scope, Wait::Rounds, Some(passage));
    triggers::arm_for(run, Holder::Token(token))?;
    let kind = ScopeKind::Rounds { element: element.id.clone(), total, begun: 0, done: 0, items };
    let rounds = scopes::open(run, scope, Some(token), kind, Variables::new())?;
    let at_once = if repetition.sequential { total.min(1) } else { total };
    for _ in 0..at_once {
        let round = begin_one(run, rounds)?;
        // What waits for nobody is over already, and may have been the last that was needed.
        if round.is_some_and(|round| scopes::is_empty(run, round)) {
            scopes::leave_an_empty_one(run)?;
        }
        if is_done(run, rounds) {
            break;
        }
    }
    Ok(())
}

fn is_done(run: &Run<'_>, rounds: ScopeId) -> bool {
    let kind = run.state.scopes.get(&rounds).map(|scope| &scope.kind);
    matches!(kind, Some(ScopeKind::Rounds { total, begun, .. }) if begun >= total)
}

/// How many rounds there are, and the item of each.
fn over(
    run: &Run<'_>,
    repetition: &Repetition,
    scope: ScopeId,
) -> Result<(u32, Vec<Value>), RepetitionError> {
    let variables = run.visible_variables(scope);
    match repetition.over.as_ref().ok_or(RepetitionError::NotSaid)? {
        Over::Count(count) => {
            let found = run.expressions.evaluate(count, &variables)?;
            let total = whole_number(&found).filter(|count| *count <= ROUNDS_MAX);
            let found = found.to_string();
            let total = total.ok_or(RepetitionError::NotACount { found, max: ROUNDS_MAX })?;
            Ok((total, Vec::new()))
        }
        Over::List { list, .. } => match run.expressions.evaluate(list, &variables)? {
            Value::Array(items) if items.len() <= ROUNDS_MAX as usize => {
                Ok((u32::try_from(items.len()).unwrap_or(ROUNDS_MAX), items))
            }
            other => {
                let found = other.to_string();
                Err(RepetitionError::NotAList { found, max: ROUNDS_MAX })
            }
        },
    }
}

fn whole_number(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|count| u32::try_from(count).ok())
}

fn begin_one(run: &mut Run<'_>, rounds: ScopeId) -> Result<Option<ScopeId>, StepError> {
    let Some(scope) = run.state.scopes.get_mut(&rounds) else { return Ok(None) };
    let holder = scope.holder;
    let ScopeKind::Rounds { element, begun, items, .. } = &mut scope.kind else {
        return Ok(None);
    };
    let (index, name) = (*begun, element.clone());
    *begun += 1;
    let item = items.get(index as usize).cloned();
    let element = run.element(rounds, &name)?;
    let mut variables = Variables::new();
    variables.insert("loopCounter".to_owned(), index.into());
    let over = element.repetition.as_ref().and_then(|repetition| repetition.over.as_ref());
    if let (Some(Over::List { item: Some(name), .. }), Some(item)) = (over, item) {
        variables.insert(name.clone(), item);
    }
    let round = scopes::open(run, rounds, None, ScopeKind::Round { element: name }, variables)?;
    let from = holder.map_or(Origin::Start, Origin::Reminder);
    let passage = run.pass(&element.id, 0, round, from);
    activities::begin(run, element, round, passage)?;
    Ok(Some(round))
}

/// A round has ended with these variables of its own.
pub(super) fn end_one(
    run: &mut Run<'_>,
    rounds: ScopeId,
    mut variables: Variables,
) -> Result<(), StepError> {
    let Some(scope) = run.state.scopes.get_mut(&rounds) else { return Ok(()) };
    let parent = scope.parent.unwrap_or_default();
    let ScopeKind::Rounds { element, total, begun, done, .. } = &mut scope.kind else {
        return Ok(());
    };
    *done += 1;
    let (total, begun, done) = (*total, *begun, *done);
    let name = element.clone();
    let element = run.element(rounds, &name)?;
    let Some(repetition) = &element.repetition else { return Ok(()) };
    if let Some(done_when) = &repetition.done_when {
        for (name, value) in run.visible_variables(parent) {
            variables.entry(name).or_insert(value);
        }
        // The names of the standard (table 10.30), and those of engines that much is imported from.
        for (standard, imported, value) in [
            ("numberOfInstances", "nrOfInstances", total),
            ("numberOfCompletedInstances", "nrOfCompletedInstances", done),
            ("numberOfActiveInstances", "nrOfActiveInstances", begun.saturating_sub(done)),
        ] {
            variables.insert(standard.to_owned(), value.into());
            variables.insert(imported.to_owned(), value.into());
        }
        let is_done = run.expressions.holds(done_when, &variables).map_err(|cause| {
            StepError::Repetition { element: name.clone(), cause: cause.into() }
        })?;
        if is_done {
            scopes::clear(run, rounds, &Cancellation::NotNeeded { by: name });
            let kind = run.state.scopes.get_mut(&rounds).map(|scope| &mut scope.kind);
            if let Some(ScopeKind::Rounds { total, begun, .. }) = kind {
                *total = *begun;
            }
            return Ok(());
        }
    }
    if repetition.sequential && begun < total {
        begin_one(run, rounds)?;
    }
    Ok(())
}

/// Whether a scope is a round of this very activity, whose boundary events and ways on belong to the whole.
pub(super) fn is_round_of(run: &Run<'_>, element: &Element, scope: ScopeId) -> bool {
    let kind = run.state.scopes.get(&scope).map(|scope| &scope.kind);
    matches!(kind, Some(ScopeKind::Round { element: repeated }) if *repeated == element.id)
}
