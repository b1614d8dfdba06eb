//! Checks that every path begins where tokens begin, comes to an end and rests on its way; and says where they begin.

use std::collections::{BTreeMap, BTreeSet};

use super::Findings;
use super::flows::{self, Flow};
use super::nodes::Node;
use crate::definition::{Contents, ElementKind, Start};
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

/// A process says where it begins. In a sub-process without a start event everything begins that nothing leads to.
fn check_starts(
    process: &XmlElement,
    nodes: &BTreeMap<String, Node<'_>>,
    forward: &Edges<'_>,
    findings: &mut Findings,
) {
    if !nodes.values().any(|node| node.is_start() && node.parent.is_none()) {
        findings.unready(process, RefusalReason::NoStart);
        return;
    }
    let with_start: BTreeSet<Option<&str>> =
        nodes.values().filter(|node| node.is_start()).map(|node| node.parent).collect();
    let led_to: BTreeSet<&str> = forward.values().flatten().copied().collect();
    let behind_lost: BTreeSet<&str> = flows::drawn(process)
        .into_iter()
        .filter(|flow| {
            !flow.attribute("sourceRef").is_some_and(|source| nodes.contains_key(source))
        })
        .filter_map(|flow| flow.attribute("targetRef"))
        .collect();
    // What stands behind something that is refused already is not blamed for it.
    let is_entry = |id: &str, node: &Node<'_>| {
        let is_host_lost =
            node.is_boundary() && !node.host().is_some_and(|host| nodes.contains_key(host));
        let begins_of_itself = !with_start.contains(&node.parent) && !led_to.contains(id);
        node.is_start()
            || node.is_event_sub_process()
            || node.kind.is_none()
            || begins_of_itself
            || is_host_lost
            || behind_lost.contains(id)
    };
    let entries = nodes.iter().filter(|(id, node)| is_entry(id, node));
    let reached = reach(entries.map(|(id, _)| id.as_str()), forward);
    for (id, node) in nodes {
        if !reached.contains(id.as_str()) {
            findings.unready(node.xml, RefusalReason::Unreachable);
        }
    }
}

/// A path ends at an end event or at an element that nothing leaves (BPMN 2.0.2, 13.2); one that only goes round is
/// refused.
fn check_ends(
    process: &XmlElement,
    nodes: &BTreeMap<String, Node<'_>>,
    flows: &[Flow<'_>],
    findings: &mut Findings,
) {
    let sources: BTreeSet<&str> = flows.iter().map(|flow| flow.flow.source.as_str()).collect();
    // A flow that leads nowhere is refused itself.
    let drawn: BTreeSet<&str> =
        flows::drawn(process).into_iter().filter_map(|flow| flow.attribute("sourceRef")).collect();
    for (id, node) in nodes {
        let is_left = sources.contains(id.as_str()) || drawn.contains(id.as_str());
        let must_be_left = node.is_start() || is_gateway(node);
        if node.kind.is_some() && must_be_left && !is_left {
            findings.unready(node.xml, RefusalReason::DeadEnd);
        }
    }
    let mut backward = Edges::new();
    for flow in flows {
        backward.entry(&flow.flow.target).or_default().push(&flow.flow.source);
    }
    let exits = nodes.iter().filter(|(id, node)| node.is_end() || !sources.contains(id.as_str()));
    let reached = reach(exits.map(|(id, _)| id.as_str()), &backward);
    for (id, node) in nodes {
        if !reached.contains(id.as_str()) {
            findings.unready(node.xml, RefusalReason::NoWayToEnd);
        }
    }
}

fn is_gateway(node: &Node<'_>) -> bool {
    node.xml.name.ends_with("Gateway")
}

/// Refuses loops in which nothing waits. Nothing changes while a token goes round in one, so it would never leave.
fn check_loops(nodes: &BTreeMap<String, Node<'_>>, forward: &Edges<'_>, findings: &mut Findings) {
    let passed: BTreeSet<&str> = nodes
        .iter()
        .filter(|(_, node)| node.is_passed_through())
        .map(|(id, _)| id.as_str())
        .collect();
    let mut after: Edges<'_> = passed.iter().map(|id| (*id, Vec::new())).collect();
    let mut before = after.clone();
    for id in &passed {
        for next in forward.get(id).into_iter().flatten().filter(|next| passed.contains(**next)) {
            after.entry(id).or_default().push(next);
            before.entry(next).or_default().push(id);
        }
    }
    // What has no such element before it is on no loop; take it away until nothing more falls.
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
        findings.unready(node.xml, RefusalReason::EndlessLoop);
    }
}

/// Where tokens begin, for the process (under no name) and each sub-process.
pub(super) fn contents(
    nodes: &BTreeMap<String, Node<'_>>,
    flows: &[Flow<'_>],
) -> BTreeMap<Option<String>, Contents> {
    let led_to: BTreeSet<&str> = flows.iter().map(|flow| flow.flow.target.as_str()).collect();
    let mut inside: BTreeMap<Option<&str>, Vec<(&str, &Node<'_>)>> = BTreeMap::new();
    for (id, node) in in_file_order(nodes) {
        inside.entry(node.parent).or_default().push((id, node));
    }
    let begins_of_itself = |(id, node): &&(&str, &Node<'_>)| {
        !node.is_boundary() && !node.is_event_sub_process() && !led_to.contains(id)
    };
    inside
        .into_iter()
        .map(|(container, nodes)| {
            let plain_start = nodes.iter().find(|(_, node)| is_plain_start(node));
            let has_start = nodes.iter().any(|(_, node)| node.is_start());
            let entries = match plain_start {
                Some((start, _)) => vec![(*start).to_owned()],
                None if has_start => Vec::new(),
                None => {
                    nodes.iter().filter(begins_of_itself).map(|(id, _)| (*id).to_owned()).collect()
                }
            };
            let by_event = nodes.iter().filter(|(_, node)| node.is_event_sub_process());
            let event_sub_processes = by_event.map(|(id, _)| (*id).to_owned()).collect();
            (container.map(str::to_owned), Contents { entries, event_sub_processes })
        })
        .collect()
}

fn is_plain_start(node: &Node<'_>) -> bool {
    matches!(node.kind, Some(ElementKind::Start(Start { trigger: None, .. })))
}

/// The start events of the process itself that wait for something.
pub(super) fn triggered_starts(nodes: &BTreeMap<String, Node<'_>>) -> Vec<String> {
    in_file_order(nodes)
        .into_iter()
        .filter(|(_, node)| {
            let is_triggered =
                matches!(node.kind, Some(ElementKind::Start(Start { trigger: Some(_), .. })));
            is_triggered && node.parent.is_none()
        })
        .map(|(id, _)| id.to_owned())
        .collect()
}

fn in_file_order<'n, 'x>(nodes: &'n BTreeMap<String, Node<'x>>) -> Vec<(&'n str, &'n Node<'x>)> {
    let mut all: Vec<_> = nodes.iter().map(|(id, node)| (id.as_str(), node)).collect();
    all.sort_by_key(|(_, node)| node.xml.place.order());
    all
}

/// The stages so that each comes before those that it leads to, loops aside. Those of a sub-process stand where it
/// stands, and what an event may begin stands last.
pub(super) fn stage_order(
    nodes: &BTreeMap<String, Node<'_>>,
    flows: &[Flow<'_>],
    contents: &BTreeMap<Option<String>, Contents>,
) -> Vec<String> {
    let forward = forward_edges(nodes, flows);
    let mut stages = Vec::new();
    order_container(None, nodes, &forward, contents, &mut stages);
    stages
}

fn order_container(
    container: Option<&str>,
    nodes: &BTreeMap<String, Node<'_>>,
    forward: &Edges<'_>,
    contents: &BTreeMap<Option<String>, Contents>,
    stages: &mut Vec<String>,
) {
    let Some(inside) = contents.get(&container.map(str::to_owned)) else { return };
    let starts = in_file_order(nodes).into_iter().filter(|(_, node)| node.parent == container);
    let begins = starts
        .filter(|(id, node)| node.is_start() || inside.entries.iter().any(|entry| entry == id));
    let begins: Vec<&str> = begins.map(|(id, _)| id).collect();
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for start in begins.into_iter().rev() {
        leave_last_first(start, forward, &mut seen, &mut order);
    }
    let events = inside.event_sub_processes.iter().map(String::as_str);
    for id in order.into_iter().rev().chain(events) {
        match nodes.get(id).and_then(|node| node.kind.as_ref()) {
            Some(ElementKind::Stage(_)) => stages.push(id.to_owned()),
            Some(ElementKind::SubProcess(_)) => {
                order_container(Some(id), nodes, forward, contents, stages);
            }
            _ => {}
        }
    }
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
