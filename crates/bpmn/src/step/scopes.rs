//! What is entered and left as a whole: the process, sub-processes, called processes, and the rounds of what is done
//! several times.

use std::collections::BTreeSet;

use rules::Variables;

use super::run::{Moving, Run};
use super::{StepError, choices, rounds, triggers};
use crate::command::Cancellation;
use crate::definition::{Contents, ElementKind, Trigger};
use crate::state::{Holder, Origin, Scope, ScopeId, ScopeKind, State, TokenId};

/// Opens a scope within another and arms the events that may begin a sub-process in it.
pub(super) fn open(
    run: &mut Run<'_>,
    parent: ScopeId,
    holder: Option<TokenId>,
    kind: ScopeKind,
    variables: Variables,
) -> Result<ScopeId, StepError> {
    run.state.scopes_made = run.state.scopes_made.saturating_add(1);
    let id = ScopeId(run.state.scopes_made);
    run.state.scopes.insert(id, Scope { parent: Some(parent), holder, kind, variables });
    triggers::arm_for(run, Holder::Scope(id))?;
    Ok(id)
}

/// The events that begin a sub-process in a scope, and what makes them happen.
pub(super) fn awaited<'a>(
    run: &Run<'a>,
    scope: ScopeId,
) -> Result<Vec<(&'a str, Trigger)>, StepError> {
    let Some(contents) = contents(run, scope)? else { return Ok(Vec::new()) };
    let mut awaited = Vec::new();
    for sub_process in &contents.event_sub_processes {
        if let ElementKind::SubProcess(inside) = &run.element(scope, sub_process)?.kind
            && let Some(start) = &inside.begun_by
            && let ElementKind::Start(event) = &run.element(scope, start)?.kind
            && let Some(trigger) = &event.trigger
        {
            awaited.push((start.as_str(), trigger.clone()));
        }
    }
    Ok(awaited)
}

/// What lies directly in a scope; nothing in one that only counts rounds.
pub(super) fn contents<'a>(
    run: &Run<'a>,
    scope: ScopeId,
) -> Result<Option<&'a Contents>, StepError> {
    let element = match run.state.scopes.get(&scope).map(|scope| &scope.kind) {
        Some(ScopeKind::Process { .. }) => return Ok(Some(&run.process(scope)?.contents)),
        Some(ScopeKind::SubProcess { element } | ScopeKind::EventSubProcess { element, .. }) => {
            element
        }
        _ => return Ok(None),
    };
    match &run.element(scope, element)?.kind {
        ElementKind::SubProcess(inside) => Ok(Some(&inside.contents)),
        _ => Ok(None),
    }
}

/// Sets tokens going at elements of a scope.
pub(super) fn enter_at(
    run: &mut Run<'_>,
    scope: ScopeId,
    entries: &[String],
    from: Origin,
) -> Result<(), StepError> {
    for entry in entries {
        let element = run.element(scope, entry)?;
        if let ElementKind::Start(_) = element.kind {
            let passage = run.pass(entry, 0, scope, from.clone());
            choices::leave(run, element, scope, passage)?;
            continue;
        }
        // Where no start event stands, what is entered is itself where the token comes from.
        let entered = name(run, scope)?;
        let passage = run.pass(entered, 0, scope, from.clone());
        run.set_going(Moving { element, flow: None, scope, passage });
    }
    Ok(())
}

/// The id of the process or sub-process that a scope is of.
fn name<'a>(run: &Run<'a>, scope: ScopeId) -> Result<&'a str, StepError> {
    match run.state.scopes.get(&scope).map(|scope| &scope.kind) {
        Some(ScopeKind::SubProcess { element } | ScopeKind::EventSubProcess { element, .. }) => {
            Ok(&run.element(scope, element)?.id)
        }
        _ => Ok(&run.process(scope)?.id),
    }
}

/// Begins an event sub-process at its start event.
pub(super) fn begin_by_event(
    run: &mut Run<'_>,
    scope: ScopeId,
    start: &str,
) -> Result<(), StepError> {
    let event = run.element(scope, start)?;
    let (ElementKind::Start(kind), Some(sub_process)) = (&event.kind, event.parent.clone()) else {
        return Err(StepError::NotAStart { element: start.to_owned() });
    };
    if kind.interrupting {
        clear(run, scope, &Cancellation::Interrupted { by: start.to_owned() });
        triggers::disarm(run, Holder::Scope(scope));
    }
    let occurrence = run.next_occurrence(&sub_process);
    let from = match run.state.scopes.get(&scope).and_then(|scope| scope.holder) {
        Some(holder) => Origin::Reminder(holder),
        None => Origin::Start,
    };
    let kind = ScopeKind::EventSubProcess { element: sub_process, occurrence };
    let within = open(run, scope, None, kind, Variables::new())?;
    enter_at(run, within, &[start.to_owned()], from)
}

/// Whether a scope is an event sub-process that interrupted what is around it.
pub(super) fn interrupts(run: &Run<'_>, scope: ScopeId) -> Result<bool, StepError> {
    let Some(ScopeKind::EventSubProcess { element, .. }) =
        run.state.scopes.get(&scope).map(|scope| &scope.kind)
    else {
        return Ok(false);
    };
    let ElementKind::SubProcess(inside) = &run.element(scope, element)?.kind else {
        return Ok(false);
    };
    let Some(start) = &inside.begun_by else { return Ok(false) };
    let start = run.element(scope, start)?;
    Ok(matches!(&start.kind, ElementKind::Start(start) if start.interrupting))
}

/// Leaves one scope in which nothing is left to do, other than the process that the order runs. Says whether there was
/// one.
pub(super) fn leave_an_empty_one(run: &mut Run<'_>) -> Result<bool, StepError> {
    let mut busy: BTreeSet<ScopeId> = run.state.tokens.values().map(|token| token.scope).collect();
    busy.extend(run.state.scopes.values().filter_map(|scope| scope.parent));
    // The innermost was opened last.
    let empty = run.state.scopes.keys().rev().copied().find(|id| !busy.contains(id));
    match empty.filter(|id| !id.is_root()) {
        Some(id) => leave(run, id).map(|()| true),
        None => Ok(false),
    }
}

/// Whether nothing waits or moves in a scope.
pub(super) fn is_empty(run: &Run<'_>, scope: ScopeId) -> bool {
    let has_tokens = run.state.tokens.values().any(|token| token.scope == scope);
    !has_tokens && !run.is_moving_in(scope) && children(&run.state, scope).is_empty()
}

fn leave(run: &mut Run<'_>, id: ScopeId) -> Result<(), StepError> {
    triggers::disarm(run, Holder::Scope(id));
    let Some(scope) = run.state.scopes.remove(&id) else { return Ok(()) };
    let Some(parent) = scope.parent else { return Ok(()) };
    match (scope.kind, scope.holder) {
        (ScopeKind::Process { .. }, Some(holder)) => {
            run.lay_over(parent, &scope.variables);
            run.go_on(holder)
        }
        (ScopeKind::SubProcess { .. }, Some(holder)) => run.go_on(holder),
        (ScopeKind::EventSubProcess { element, occurrence }, _) => {
            let from = match run.state.scopes.get(&parent).and_then(|scope| scope.holder) {
                Some(holder) => Origin::Reminder(holder),
                None => Origin::Start,
            };
            run.pass(&element, occurrence, parent, from);
            Ok(())
        }
        (ScopeKind::Round { .. }, _) => rounds::end_one(run, parent, scope.variables),
        (ScopeKind::Rounds { .. }, Some(holder)) => run.go_on(holder),
        _ => Ok(()),
    }
}

/// Cancels everything in a scope and within it; the scope itself stays.
pub(super) fn clear(run: &mut Run<'_>, scope: ScopeId, cause: &Cancellation) {
    run.stop_moving(scope);
    let tokens: Vec<TokenId> = run
        .state
        .tokens
        .iter()
        .filter(|(_, token)| token.scope == scope)
        .map(|(id, _)| *id)
        .collect();
    for token in tokens {
        run.cancel(token, cause);
    }
    let within: Vec<ScopeId> = children(&run.state, scope);
    for scope in within {
        cancel(run, scope, cause);
    }
}

/// Cancels the scopes that a token held.
pub(super) fn cancel_held(run: &mut Run<'_>, holder: TokenId, cause: &Cancellation) {
    let held: Vec<ScopeId> = run
        .state
        .scopes
        .iter()
        .filter(|(_, scope)| scope.holder == Some(holder))
        .map(|(id, _)| *id)
        .collect();
    for scope in held {
        cancel(run, scope, cause);
    }
}

/// Cancels a scope with everything within it.
pub(super) fn cancel(run: &mut Run<'_>, scope: ScopeId, cause: &Cancellation) {
    clear(run, scope, cause);
    triggers::disarm(run, Holder::Scope(scope));
    run.state.scopes.remove(&scope);
}

pub(super) fn children(state: &State, scope: ScopeId) -> Vec<ScopeId> {
    state.scopes.iter().filter(|(_, s)| s.parent == Some(scope)).map(|(id, _)| *id).collect()
}

/// Whether one scope is another or lies in it.
pub(super) fn is_within(state: &State, inner: ScopeId, outer: ScopeId) -> bool {
    outwards(state, inner).any(|scope| scope == outer)
}

/// A scope and those around it, the innermost first.
pub(super) fn outwards(state: &State, scope: ScopeId) -> impl Iterator<Item = ScopeId> + '_ {
    std::iter::successors(Some(scope), |id| state.scopes.get(id)?.parent)
}

/// The scope of the process that a scope belongs to: where its variables are.
pub(super) fn process_scope(state: &State, scope: ScopeId) -> ScopeId {
    outwards(state, scope)
        .find(|id| matches!(state.scopes.get(id).map(|s| &s.kind), Some(ScopeKind::Process { .. })))
        .unwrap_or(ScopeId::ROOT)
}
