//! Takes an order back to an earlier stage (退回).
//!
//! What "after that stage" means is decided by cause, not by time: undone is what followed from the stage's token. A
//! parallel branch that only happened to be later is left alone, and where it had been joined with what is undone, its
//! token goes back to wait at the join. So the branches still meet, and nothing is done twice.

use std::collections::{BTreeMap, BTreeSet};

use super::run::Run;
use super::{StepError, activities, joins, scopes, triggers};
use crate::command::Cancellation;
use crate::definition::{Definition, ElementKind};
use crate::state::{Holder, Origin, Phase, ScopeId, ScopeKind, State, Token, TokenId, Wait};

pub(super) fn send_back(
    run: &mut Run<'_>,
    from: Option<&(String, u32)>,
    to: &str,
) -> Result<(), StepError> {
    let from = from.map(|(element, occurrence)| (element.as_str(), *occurrence));
    let sender = sender(run.definition, &run.state, from)?;
    let Some(Target { token: target, occurrence, scope }) = last_target(&run.state, to, sender)
    else {
        return Err(StepError::NotOnPath { to: to.to_owned() });
    };
    let stage = run.element(scope, to)?;
    if !matches!(stage.kind, ElementKind::Stage(_)) {
        return Err(StepError::NotOnPath { to: to.to_owned() });
    }
    let cause = Cancellation::SentBack { to: to.to_owned() };
    let followers = followers(&run.state, target);
    let open: Vec<TokenId> =
        run.state.tokens.keys().copied().filter(|token| followers.contains(token)).collect();
    for token in open {
        run.cancel(token, &cause);
    }
    undo_interruption(run, scope, &cause)?;
    let joins = freeze(&mut run.state, &followers);
    let token = activities::open_stage(run, stage, scope, Some(occurrence), None)?;
    hand_on(&mut run.state, target, token);
    for (scope, join) in joins {
        let join = run.element(scope, &join)?;
        if join.kind == ElementKind::ParallelGateway {
            joins::meet_all(run, join, scope)?;
        }
    }
    run.settle()
}

/// An event sub-process that interrupted the scope which is gone back into followed from all of it.
fn undo_interruption(
    run: &mut Run<'_>,
    scope: ScopeId,
    cause: &Cancellation,
) -> Result<(), StepError> {
    let mut is_undone = false;
    for within in scopes::children(&run.state, scope) {
        if scopes::interrupts(run, within)? {
            scopes::cancel(run, within, cause);
            is_undone = true;
        }
    }
    if is_undone {
        triggers::disarm(run, Holder::Scope(scope));
        triggers::arm_for(run, Holder::Scope(scope))?;
    }
    Ok(())
}

/// The stages that an open stage can send back to, the last completed first; without `from`, those that the office can
/// take the order back to. Empty if the stage is not open or does not permit it.
pub fn send_back_targets<'d>(
    definition: &'d Definition,
    state: &State,
    from: Option<(&str, u32)>,
) -> Vec<&'d str> {
    let Ok(sender) = sender(definition, state, from) else { return Vec::new() };
    if state.phase() != Phase::Running {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    state
        .path
        .iter()
        .rev()
        .filter(|passage| !passage.sent_back && seen.insert(passage.element.as_str()))
        .filter_map(|passage| definition.stage(&passage.element))
        .filter(|stage| last_target(state, &stage.id, sender).is_some())
        .map(|stage| stage.id.as_str())
        .collect()
}

/// The token of the stage that is sent from, if one is named; it must be open and permit it.
fn sender(
    definition: &Definition,
    state: &State,
    from: Option<(&str, u32)>,
) -> Result<Option<TokenId>, StepError> {
    let Some((element, occurrence)) = from else { return Ok(None) };
    let waiting = state.waiting(element, occurrence);
    let Some((token, _)) = waiting.filter(|(_, t)| matches!(t.wait, Wait::Stage { .. })) else {
        let standing = state.standing(element, occurrence);
        return Err(StepError::NotOpen { element: element.to_owned(), occurrence, standing });
    };
    match definition.stage(element) {
        Some(stage) if stage.may_send_back() => Ok(Some(token)),
        _ => Err(StepError::SendBackNotPermitted { element: element.to_owned() }),
    }
}

/// Where an order is taken back to.
struct Target {
    token: TokenId,
    occurrence: u32,
    scope: ScopeId,
}

/// The last completed occurrence of `to` that still counts, in a scope that is not left yet, and that the sender's
/// token followed from.
fn last_target(state: &State, to: &str, sender: Option<TokenId>) -> Option<Target> {
    state
        .path
        .iter()
        .rev()
        .filter(|passage| passage.element == to && passage.occurrence > 0 && !passage.sent_back)
        .filter(|passage| is_open(state, passage.scope))
        .filter_map(|passage| match passage.from {
            Origin::Token(token) => {
                Some(Target { token, occurrence: passage.occurrence, scope: passage.scope })
            }
            _ => None,
        })
        // A stage that others still have to sign has not been left.
        .filter(|target| !state.tokens.contains_key(&target.token))
        .find(|target| sender.is_none_or(|sender| followers(state, target.token).contains(&sender)))
}

/// A round of a multi-instance activity is a scope of its own, in which there is nothing to go back to once the
/// activity in it is done.
fn is_open(state: &State, scope: ScopeId) -> bool {
    state.scopes.get(&scope).is_some_and(|scope| !matches!(scope.kind, ScopeKind::Round { .. }))
}

/// A token and every token that followed from it. The path is in order, so that one walk finds them all.
fn followers(state: &State, target: TokenId) -> BTreeSet<TokenId> {
    let mut followers = BTreeSet::from([target]);
    for passage in state.path.iter().filter(|passage| !passage.sent_back) {
        if passage.from.comes_from(|token| followers.contains(&token)) {
            followers.extend(&passage.to);
        }
    }
    followers
}

/// Freezes every passage that followed, and puts the other branches' tokens back at the joins they had come through.
/// Returns those joins.
fn freeze(state: &mut State, followers: &BTreeSet<TokenId>) -> BTreeSet<(ScopeId, String)> {
    let mut waiting: BTreeMap<TokenId, Token> = BTreeMap::new();
    for passage in state.path.iter_mut().filter(|passage| !passage.sent_back) {
        if !passage.from.comes_from(|token| followers.contains(&token)) {
            continue;
        }
        passage.sent_back = true;
        let Origin::Join(arrived) = &passage.from else { continue };
        for (flow, token) in arrived.iter().filter(|(_, token)| !followers.contains(token)) {
            let wait = Wait::Branches { flow: flow.clone() };
            let element = passage.element.clone();
            let scope = passage.scope;
            waiting.insert(*token, Token { scope, element, wait });
        }
    }
    let joins = waiting.values().map(|token| (token.scope, token.element.clone())).collect();
    state.tokens.append(&mut waiting);
    joins
}

/// The new token follows from whatever the old one followed from.
fn hand_on(state: &mut State, old: TokenId, new: TokenId) {
    let origin =
        state.path.iter_mut().find(|passage| !passage.sent_back && passage.to.contains(&old));
    if let Some(origin) = origin {
        origin.to.push(new);
    }
}
