//! Checks that every path begins at a start event, comes to an end event and rests on its way.

use std::collections::{BTreeMap, BTreeSet};

use super::Findings;
use super::flows::Flow;
use super::nodes::Node;
use crate::definition::ElementKind;
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

type Edges<'n> = BTreeMap<&'n str, Vec<&'n str>>;

pub(super) fn check(
    process: &XmlElement,
    nodes: &BTreeMap<String, Node<'_>>,
    flows: &[Flow<'_>],
    findings: &mut Findings,
) {
    let forward = forward_edges(nodes, flows);
    check_starts(process, nodes, &forward, findings);
    check_ends(process, nodes, flows, findings);
    check_loops(nodes, &forward, findings);
}

/// From each element to those that a token can reach next; a boundary event is reached from its host.
fn forward_edges<'n>(nodes: &'n BTreeMap<String, Node<'_>>, flows: &'n [Flow<'_>]) -> Edges<'n> {
    let mut edges = Edges::new();
    for flow in flows {
        edges.entry(&flow.flow.source).or_default().push(&flow.flow.target);
    }
    for (id, node) in nodes {
        if let Some(host) = node.host() {
            edges.entry(host).or_default().push(id);
        }
    }
    edges
}

/// Everything that can be reached from `from`, `from` included.
fn reach<'n>(from: impl Iterator<Item = &'n str>, edges: &Edges<'n>) -> BTreeSet<&'n str> {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut ahead: Vec<&str> = from.collect();
    while let Some(id) = ahead.pop() {
        if reached.insert(id) {
            ahead.extend(edges.get(id).into_iter().flatten());
        }
    }
    reached
}

fn check_starts(
    process: &XmlElement,
    nodes: &BTreeMap<String, Node<'_>>,
    forward: &Edges<'_>,
    findings: &mut Findings,
) {
    if !nodes.values().any(Node::is_start) {
        findings.refuse(process, RefusalReason::NoStart);
        return;
    }
    let behind_lost: BTreeSet<&str> = process
        .children_named("sequenceFlow")
        .filter(|flow| {
            !flow.attribute("sourceRef").is_some_and(|source| nodes.contains_key(source))
        })
        .filter_map(|flow| flow.attribute("targetRef"))
        .collect();
    // What stands behind something that is refused already is not blamed for it.
    let is_entry = |id: &str, node: &Node<'_>| {
        let is_host_lost =
            node.is_boundary() && !node.host().is_some_and(|host| nodes.contains_key(host));
        node.is_start() || node.kind.is_none() || is_host_lost || behind_lost.contains(id)
    };
    let entries = nodes.iter().filter(|(id, node)| is_entry(id, node));
    let reached = reach(entries.map(|(id, _)| id.as_str()), forward);
    for (id, node) in nodes {
        if !reached.contains(id.as_str()) {
            findings.refuse(node.xml, RefusalReason::Unreachable);
        }
    }
}

fn check_ends(
    process: &XmlElement,
    nodes: &BTreeMap<String, Node<'_>>,
    flows: &[Flow<'_>],
    findings: &mut Findings,
) {
    let sources: BTreeSet<&str> = flows.iter().map(|flow| flow.flow.source.as_str()).collect();
    let is_dead_end = |id: &str, node: &Node<'_>| !node.is_end() && !sources.contains(id);
    // A flow that leads nowhere is refused itself.
    let drawn: BTreeSet<&str> = process
        .children_named("sequenceFlow")
        .filter_map(|flow| flow.attribute("sourceRef"))
        .collect();
    for (id, node) in nodes {
        if node.kind.is_some() && is_dead_end(id, node) && !drawn.contains(id.as_str()) {
            findings.refuse(node.xml, RefusalReason::DeadEnd);
        }
    }
    if !nodes.values().any(Node::is_end) {
        findings.refuse(process, RefusalReason::NoEnd);
        return;
    }
    let mut backward = Edges::new();
    for flow in flows {
        backward.entry(&flow.flow.target).or_default().push(&flow.flow.source);
    }
    let exits = nodes
        .iter()
        .filter(|(id, node)| node.is_end() || node.kind.is_none() || is_dead_end(id, node));
    let reached = reach(exits.map(|(id, _)| id.as_str()), &backward);
    for (id, node) in nodes {
        if !reached.contains(id.as_str()) {
            findings.refuse(node.xml, RefusalReason::NoWayToEnd);
        }
    }
}

/// Refuses loops of gateways only. Nothing changes while a token goes round in one, so it would never leave.
fn check_loops(nodes: &BTreeMap<String, Node<'_>>, forward: &Edges<'_>, findings: &mut Findings) {
    let gateways: BTreeSet<&str> = nodes
        .iter()
        .filter(|(_, node)| node.is_passed_through())
        .map(|(id, _)| id.as_str())
        .collect();
    let mut after: Edges<'_> = gateways.iter().map(|id| (*id, Vec::new())).collect();
    let mut before = after.clone();
    for id in &gateways {
        for next in forward.get(id).into_iter().flatten().filter(|next| gateways.contains(**next)) {
            after.entry(id).or_default().push(next);
            before.entry(next).or_default().push(id);
        }
    }
    // Gateways with no gateway before them are on no loop; take them away until nothing more falls.
    let mut counts: BTreeMap<&str, usize> =
        before.iter().map(|(id, all)| (*id, all.len())).collect();
    let mut free: Vec<&str> =
        counts.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = free.pop() {
        counts.remove(id);
        for next in after.get(id).into_iter().flatten() {
            if let Some(count) = counts.get_mut(next) {
                *count -= 1;
                if *count == 0 {
                    free.push(next);
                }
            }
        }
    }
    // What is left has something left before it, so that walking back long enough ends up in a loop.
    let Some(mut on_loop) = counts.keys().next().copied() else { return };
    for _ in 0..counts.len() {
        let back = before.get(on_loop).into_iter().flatten().find(|id| counts.contains_key(**id));
        on_loop = back.copied().unwrap_or(on_loop);
    }
    if let Some(node) = nodes.get(on_loop) {
        findings.refuse(node.xml, RefusalReason::EndlessLoop);
    }
}

/// The stages so that each comes before those that it leads to, loops aside.
pub(super) fn stage_order(nodes: &BTreeMap<String, Node<'_>>, flows: &[Flow<'_>]) -> Vec<String> {
    let forward = forward_edges(nodes, flows);
    let mut starts: Vec<(&str, &Node<'_>)> = nodes
        .iter()
        .filter(|(_, node)| node.is_start())
        .map(|(id, node)| (id.as_str(), node))
        .collect();
    starts.sort_by_key(|(_, node)| (node.xml.place.line, node.xml.place.column));
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for (start, _) in starts.into_iter().rev() {
        leave_last_first(start, &forward, &mut seen, &mut order);
    }
    order.reverse();
    order
        .into_iter()
        .filter(|id| {
            matches!(nodes.get(*id).and_then(|n| n.kind.as_ref()), Some(ElementKind::Stage(_)))
        })
        .map(str::to_owned)
        .collect()
}

/// Visits in depth and writes down each element when everything behind it has been written down. Of several ways out
/// the last is visited first, so that the reversed list has the first way first.
fn leave_last_first<'n>(
    start: &'n str,
    forward: &Edges<'n>,
    seen: &mut BTreeSet<&'n str>,
    order: &mut Vec<&'n str>,
) {
    if !seen.insert(start) {
        return;
    }
    let ways = |id: &str| forward.get(id).map(Vec::as_slice).unwrap_or_default().to_vec();
    let mut path = vec![(start, ways(start))];
    while let Some((id, ahead)) = path.last_mut() {
        match ahead.pop() {
            Some(next) if seen.insert(next) => path.push((next, ways(next))),
            Some(_) => {}
            None => {
                order.push(*id);
                path.pop();
            }
        }
    }
}
