//! Lets tokens meet at parallel and inclusive gateways (BPMN 2.0.2, 13.4.1 and 13.4.3).

use std::collections::{BTreeMap, BTreeSet};

use super::run::{Moving, Run};
use super::{StepError, choices};
use crate::definition::{Element, ElementKind, Process};
use crate::state::{Origin, ScopeId, TokenId, Wait};

/// A token came to a parallel or inclusive gateway: it waits for the others, if several ways lead there.
pub(super) fn arrive<'a>(run: &mut Run<'a>, moving: &Moving<'a>) -> Result<(), StepError> {
    let Moving { element, flow, scope, passage } = *moving;
    let (Some(flow), true) = (flow, element.incoming.len() > 1) else {
        return choices::leave(run, element, scope, passage);
    };
    run.wait(element, scope, Wait::Branches { flow: flow.id.clone() }, Some(passage));
    match element.kind {
        ElementKind::ParallelGateway => meet_all(run, element, scope),
        // Whether somebody is missing is known when nothing moves any more.
        _ => Ok(()),
    }
}

/// Joins as often as a token waits on every flow that arrives: takes the oldest of each and goes on as one.
pub(super) fn meet_all<'a>(
    run: &mut Run<'a>,
    gateway: &'a Element,
    scope: ScopeId,
) -> Result<(), StepError> {
    loop {
        let arrived = arrived(run, gateway, scope);
        let is_complete = gateway.incoming.iter().all(|flow| arrived.contains_key(flow));
        if arrived.is_empty() || !is_complete {
            return Ok(());
        }
        meet(run, gateway, scope, arrived)?;
    }
}

/// Lets one inclusive gateway go on that no other token of its scope can still reach. Says whether there was one.
pub(super) fn meet_where_nobody_is_missing(run: &mut Run<'_>) -> Result<bool, StepError> {
    let mut waiting: BTreeSet<(ScopeId, String)> = BTreeSet::new();
    for token in run.state.tokens.values() {
        if matches!(token.wait, Wait::Branches { .. }) {
            waiting.insert((token.scope, token.element.clone()));
        }
    }
    for (scope, gateway) in waiting {
        let gateway = run.element(scope, &gateway)?;
        if gateway.kind != ElementKind::InclusiveGateway {
            continue;
        }
        let process = run.process(scope)?;
        let is_missing = run.state.tokens.values().any(|token| {
            token.scope == scope
                && token.element != gateway.id
                && can_reach(process, &token.element, &gateway.id)
        });
        if !is_missing {
            let arrived = arrived(run, gateway, scope);
            meet(run, gateway, scope, arrived)?;
            return Ok(true);
        }
    }
    Ok(false)
}

fn meet<'a>(
    run: &mut Run<'a>,
    gateway: &'a Element,
    scope: ScopeId,
    arrived: BTreeMap<String, TokenId>,
) -> Result<(), StepError> {
    for token in arrived.values() {
        run.take(*token);
    }
    let passage = run.pass(&gateway.id, 0, scope, Origin::Join(arrived));
    choices::leave(run, gateway, scope, passage)
}

/// The oldest token of each flow that arrives at a gateway.
fn arrived(run: &Run<'_>, gateway: &Element, scope: ScopeId) -> BTreeMap<String, TokenId> {
    let mut arrived: BTreeMap<String, TokenId> = BTreeMap::new();
    for (id, token) in &run.state.tokens {
        if let Wait::Branches { flow } = &token.wait
            && token.element == gateway.id
            && token.scope == scope
        {
            arrived.entry(flow.clone()).or_insert(*id);
        }
    }
    arrived
}

/// Whether a token at one element can still come to another, over sequence flows and boundary events.
fn can_reach(process: &Process, from: &str, to: &str) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut ahead: Vec<&str> = vec![from];
    while let Some(id) = ahead.pop() {
        if id == to {
            return true;
        }
        let Some(element) = process.element(id).filter(|element| seen.insert(element.id.as_str()))
        else {
            continue;
        };
        let targets = element.outgoing.iter().filter_map(|flow| process.flow(flow));
        ahead.extend(targets.map(|flow| flow.target.as_str()));
        ahead.extend(element.boundaries.iter().map(String::as_str));
    }
    false
}
