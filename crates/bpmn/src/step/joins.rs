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
///
/// In a loop, joins may wait for each other. Where a scope has come to rest at its joins, so that nothing comes by
/// itself any more, a token only counts as missing if it cannot come by a way that another has come by already: the
/// rule of BPMN 2.0.2, table 13.3.
pub(super) fn meet_where_nobody_is_missing(run: &mut Run<'_>) -> Result<bool, StepError> {
    let mut waiting: BTreeMap<(ScopeId, &str), (&Process, &Element)> = BTreeMap::new();
    for token in run.state.tokens.values() {
        if matches!(token.wait, Wait::Branches { .. }) {
            let gateway = run.element(token.scope, &token.element)?;
            if gateway.kind == ElementKind::InclusiveGateway {
                let process = run.process(token.scope)?;
                waiting.insert((token.scope, &gateway.id), (process, gateway));
            }
        }
    }
    let nobody_can_reach = |scope: ScopeId, process: &Process, gateway: &Element| {
        others(run, scope, gateway).all(|at| flows_reached(process, at, gateway).is_empty())
    };
    let nobody_fills_a_gap = |scope: ScopeId, process: &Process, gateway: &Element| {
        let arrived = arrived(run, gateway, scope);
        is_at_rest(run, scope)
            && others(run, scope, gateway).all(|at| {
                let reached = flows_reached(process, at, gateway);
                reached.is_empty() || reached.iter().any(|flow| arrived.contains_key(*flow))
            })
    };
    let found = waiting
        .iter()
        .find(|((scope, _), (process, gateway))| nobody_can_reach(*scope, process, gateway))
        .or_else(|| {
            waiting.iter().find(|((scope, _), (process, gateway))| {
                nobody_fills_a_gap(*scope, process, gateway)
            })
        })
        .map(|((scope, _), (_, gateway))| (*scope, *gateway));
    let Some((scope, gateway)) = found else { return Ok(false) };
    let arrived = arrived(run, gateway, scope);
    meet(run, gateway, scope, arrived)?;
    Ok(true)
}

/// Where the other tokens of a scope are.
fn others<'r>(
    run: &'r Run<'_>,
    scope: ScopeId,
    gateway: &'r Element,
) -> impl Iterator<Item = &'r str> {
    let tokens = run.state.tokens.values();
    tokens
        .filter(move |token| token.scope == scope && token.element != gateway.id)
        .map(|token| token.element.as_str())
}

/// Whether all tokens of a scope wait at joins.
fn is_at_rest(run: &Run<'_>, scope: ScopeId) -> bool {
    let mut tokens = run.state.tokens.values().filter(|token| token.scope == scope);
    tokens.all(|token| matches!(token.wait, Wait::Branches { .. }))
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

/// The flows into a gateway that a token at an element can still come by, over sequence flows and boundary events and
/// without passing the gateway.
fn flows_reached<'p>(process: &'p Process, from: &str, gateway: &Element) -> BTreeSet<&'p str> {
    let mut reached = BTreeSet::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut ahead: Vec<&str> = vec![from];
    while let Some(id) = ahead.pop() {
        let Some(element) = process.element(id).filter(|element| seen.insert(element.id.as_str()))
        else {
            continue;
        };
        for flow in element.outgoing.iter().filter_map(|flow| process.flow(flow)) {
            if flow.target == gateway.id {
                reached.insert(flow.id.as_str());
            } else {
                ahead.push(&flow.target);
            }
        }
        ahead.extend(element.boundaries.iter().map(String::as_str));
    }
    reached
}
