//! What is done: tasks wait for whoever does them, sub-processes and calls for what is within.

use rules::Variables;

use super::run::Run;
use super::{StepError, choices, rounds, scopes, triggers};
use crate::command::Effect;
use crate::definition::{Element, ElementKind};
use crate::state::{Holder, Origin, ScopeId, ScopeKind, TokenId, Wait};

/// A token came to an activity.
pub(super) fn arrive<'a>(
    run: &mut Run<'a>,
    element: &'a Element,
    scope: ScopeId,
    passage: usize,
) -> Result<(), StepError> {
    match &element.repetition {
        Some(repetition) => rounds::begin(run, element, repetition, scope, passage),
        None => begin(run, element, scope, passage),
    }
}

/// Begins an activity once.
pub(super) fn begin<'a>(
    run: &mut Run<'a>,
    element: &'a Element,
    scope: ScopeId,
    passage: usize,
) -> Result<(), StepError> {
    match &element.kind {
        ElementKind::Stage(_) => {
            let last = run.state.last_completion(&element.id);
            let prefilled_from = last.filter(|last| last.sent_back).map(|last| last.occurrence);
            open_stage(run, element, scope, prefilled_from, Some(passage))?;
        }
        ElementKind::Service(_) => {
            let occurrence = run.next_occurrence(&element.id);
            let token = run.wait(element, scope, Wait::Service { occurrence }, Some(passage));
            run.effects.push(Effect::ServiceRequested { element: element.id.clone(), occurrence });
            triggers::arm_for(run, Holder::Token(token))?;
        }
        ElementKind::Receive { .. } => {
            let occurrence = run.next_occurrence(&element.id);
            let token = run.wait(element, scope, Wait::Receive { occurrence }, Some(passage));
            triggers::arm_for(run, Holder::Token(token))?;
        }
        ElementKind::SubProcess(inside) => {
            let occurrence = run.next_occurrence(&element.id);
            let token = run.wait(element, scope, Wait::Scope { occurrence }, Some(passage));
            triggers::arm_for(run, Holder::Token(token))?;
            let kind = ScopeKind::SubProcess { element: element.id.clone() };
            let within = scopes::open(run, scope, Some(token), kind, Variables::new())?;
            scopes::enter_at(run, within, &inside.contents.entries, Origin::Token(token))?;
        }
        ElementKind::Call { process } => call(run, element, process, scope, passage)?,
        // Nobody is asked: it is done when it is reached.
        _ => {
            let occurrence = run.next_occurrence(&element.id);
            let token = run.new_token_id();
            run.state.path[passage].to.push(token);
            let passage = run.pass(&element.id, occurrence, scope, Origin::Token(token));
            choices::leave(run, element, scope, passage)?;
        }
    }
    Ok(())
}

fn call<'a>(
    run: &mut Run<'a>,
    element: &'a Element,
    process: &str,
    scope: ScopeId,
    passage: usize,
) -> Result<(), StepError> {
    let Some(called) = run.definition.process_named(process) else {
        return Err(StepError::NoSuchProcess { process: process.to_owned() });
    };
    if called.contents.entries.is_empty() {
        return Err(StepError::StartNotNamed);
    }
    let occurrence = run.next_occurrence(&element.id);
    let token = run.wait(element, scope, Wait::Scope { occurrence }, Some(passage));
    triggers::arm_for(run, Holder::Token(token))?;
    let variables = run.visible_variables(scope);
    let kind = ScopeKind::Process { process: Some(called.id.clone()) };
    let within = scopes::open(run, scope, Some(token), kind, variables)?;
    scopes::enter_at(run, within, &called.contents.entries, Origin::Token(token))
}

/// Opens the next occurrence of a stage and arms its boundary events.
pub(super) fn open_stage(
    run: &mut Run<'_>,
    element: &Element,
    scope: ScopeId,
    prefilled_from: Option<u32>,
    passage: Option<usize>,
) -> Result<TokenId, StepError> {
    let occurrence = run.next_occurrence(&element.id);
    let token = run.wait(element, scope, Wait::stage(occurrence), passage);
    let id = element.id.clone();
    run.effects.push(Effect::StageOpened { element: id, occurrence, prefilled_from });
    triggers::arm_for(run, Holder::Token(token))?;
    Ok(token)
}

/// Opens an open stage once more on the same token, for another person who signs it.
pub(super) fn add_signer(
    run: &mut Run<'_>,
    element: &str,
    occurrence: u32,
) -> Result<(), StepError> {
    let Some((id, token)) = run.state.waiting(element, occurrence) else {
        return Err(not_open(run, element, occurrence));
    };
    let scope = token.scope;
    match &run.element(scope, element)?.kind {
        ElementKind::Stage(stage) if stage.may_add_signer() => {}
        _ => return Err(StepError::AddSignerNotPermitted { element: element.to_owned() }),
    }
    let added = run.next_occurrence(element);
    if let Some(Wait::Stage { signers, .. }) = run.state.tokens.get_mut(&id).map(|t| &mut t.wait) {
        signers.push(added);
    }
    let element = element.to_owned();
    run.effects.push(Effect::StageOpened { element, occurrence: added, prefilled_from: None });
    Ok(())
}

/// A stage was completed, or a receive task is over.
pub(super) fn complete(
    run: &mut Run<'_>,
    element: &str,
    occurrence: u32,
    variables: &Variables,
) -> Result<(), StepError> {
    let Some((id, token)) = run.state.waiting(element, occurrence) else {
        return Err(not_open(run, element, occurrence));
    };
    let (scope, wait) = (token.scope, token.wait.clone());
    match wait {
        Wait::Stage { occurrence: first, signers } => {
            let completed = Effect::StageCompleted { element: element.to_owned(), occurrence };
            run.effects.push(completed);
            run.lay_over(scope, variables);
            let mut open: Vec<u32> = std::iter::once(first).chain(signers).collect();
            open.retain(|other| *other != occurrence);
            if let Some((first, others)) = open.split_first() {
                run.pass(element, occurrence, scope, Origin::Token(id));
                if let Some(token) = run.state.tokens.get_mut(&id) {
                    token.wait = Wait::Stage { occurrence: *first, signers: others.to_vec() };
                }
                return Ok(());
            }
        }
        Wait::Receive { .. } => run.lay_over(scope, variables),
        _ => return Err(not_open(run, element, occurrence)),
    }
    run.go_on(id)?;
    run.settle()
}

pub(super) fn complete_service(
    run: &mut Run<'_>,
    element: &str,
    occurrence: u32,
    variables: &Variables,
) -> Result<(), StepError> {
    let waiting = run.state.waiting(element, occurrence);
    let Some((id, token)) = waiting.filter(|(_, t)| matches!(t.wait, Wait::Service { .. })) else {
        return Err(not_open(run, element, occurrence));
    };
    let scope = token.scope;
    run.lay_over(scope, variables);
    run.go_on(id)?;
    run.settle()
}

pub(super) fn not_open(run: &Run<'_>, element: &str, occurrence: u32) -> StepError {
    let standing = run.state.standing(element, occurrence);
    StepError::NotOpen { element: element.to_owned(), occurrence, standing }
}
