//! Finds who catches an error (BPMN 2.0.2, 10.5.6): the boundary events of what it is thrown in and the event
//! sub-processes around it, from the inside outwards.

use rules::Variables;

use super::run::Run;
use super::{StepError, activities, choices, rounds, scopes};
use crate::command::Cancellation;
use crate::definition::{ElementKind, Trigger};
use crate::state::{Origin, ScopeId, TokenId, Wait};

/// What was done at an open task failed.
pub(super) fn throw_from_task(
    run: &mut Run<'_>,
    element: &str,
    occurrence: u32,
    code: &str,
    variables: &Variables,
) -> Result<(), StepError> {
    let is_task = |wait: &Wait| {
        matches!(wait, Wait::Stage { .. } | Wait::Service { .. } | Wait::Receive { .. })
    };
    let waiting = run.state.waiting(element, occurrence);
    let Some((id, token)) = waiting.filter(|(_, token)| is_task(&token.wait)) else {
        return Err(activities::not_open(run, element, occurrence));
    };
    let scope = token.scope;
    run.lay_over(scope, variables);
    throw(run, element, code, scope, Some(id))?;
    run.settle()
}

/// Throws an error in a scope, by the token of a task or by an end event.
pub(super) fn throw(
    run: &mut Run<'_>,
    element: &str,
    code: &str,
    scope: ScopeId,
    task: Option<TokenId>,
) -> Result<(), StepError> {
    if let Some(task) = task
        && catch_at_border(run, task, code)?
    {
        return Ok(());
    }
    let mut scope = scope;
    let mut is_interrupted = false;
    loop {
        // What was interrupted begins no further sub-process.
        if !is_interrupted && catch_within(run, scope, code)? {
            return Ok(());
        }
        let Some(left) = run.state.scopes.get(&scope) else { break };
        let (holder, parent) = (left.holder, left.parent);
        is_interrupted = scopes::interrupts(run, scope)?;
        if let Some(holder) = holder
            && catch_at_border(run, holder, code)?
        {
            return Ok(());
        }
        match parent {
            Some(parent) => scope = parent,
            None => break,
        }
    }
    Err(StepError::Uncaught { element: element.to_owned(), code: code.to_owned() })
}

/// Lets a boundary event of the element that a token waits at catch the error.
fn catch_at_border(run: &mut Run<'_>, token: TokenId, code: &str) -> Result<bool, StepError> {
    let Some(waiting) = run.state.tokens.get(&token) else { return Ok(false) };
    let scope = waiting.scope;
    let host = run.element(scope, &waiting.element)?;
    if rounds::is_round_of(run, host, scope) {
        return Ok(false);
    }
    let mut catchers = Vec::new();
    for boundary in &host.boundaries {
        let boundary = run.element(scope, boundary)?;
        if let ElementKind::Boundary { trigger: Trigger::Error { code }, .. } = &boundary.kind {
            catchers.push((boundary, code.as_deref()));
        }
    }
    let Some(boundary) = nearest(&catchers, code) else { return Ok(false) };
    run.cancel(token, &Cancellation::Interrupted { by: boundary.id.clone() });
    let passage = run.pass(&boundary.id, 0, scope, Origin::Token(token));
    choices::leave(run, boundary, scope, passage)?;
    Ok(true)
}

/// Lets an event sub-process of a scope catch the error.
fn catch_within(run: &mut Run<'_>, scope: ScopeId, code: &str) -> Result<bool, StepError> {
    let awaited = scopes::awaited(run, scope)?;
    let mut catchers = Vec::new();
    for (start, trigger) in &awaited {
        if let Trigger::Error { code } = trigger {
            catchers.push((*start, code.as_deref()));
        }
    }
    let Some(start) = nearest(&catchers, code) else { return Ok(false) };
    scopes::begin_by_event(run, scope, start)?;
    Ok(true)
}

/// The first that names the code, else the first that catches all.
fn nearest<'c, T: ?Sized>(catchers: &[(&'c T, Option<&str>)], code: &str) -> Option<&'c T> {
    let named = catchers.iter().find(|(_, caught)| *caught == Some(code));
    named.or(catchers.iter().find(|(_, caught)| caught.is_none())).map(|(catcher, _)| *catcher)
}
