//! Reads sequence flows and checks which of them carry conditions.

use std::collections::{BTreeMap, BTreeSet};

use rules::Expressions;

use super::activities::bare;
use super::nodes::Node;
use super::{Findings, subset};
use crate::definition::SequenceFlow;
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

/// A sequence flow whose both ends exist.
pub(super) struct Flow<'x> {
    pub flow: SequenceFlow,
    pub xml: &'x XmlElement,
}

/// In the order of the file, those of sub-processes among them.
pub(super) fn read<'x>(
    process: &'x XmlElement,
    nodes: &BTreeMap<String, Node<'_>>,
    expressions: &dyn Expressions,
    findings: &mut Findings,
) -> Vec<Flow<'x>> {
    let mut flows = Vec::new();
    for xml in drawn(process) {
        for child in &xml.children {
            if child.name != "conditionExpression" && !subset::describes_in_flow_node(&child.name) {
                findings.refuse_construct(xml, child);
            }
        }
        let condition = condition(xml, expressions, findings);
        let source = end_of(xml, "sourceRef", nodes, findings);
        let target = end_of(xml, "targetRef", nodes, findings);
        let Some(id) = xml.id() else {
            let reason = RefusalReason::MissingId { construct: xml.name.clone() };
            findings.refuse_part(process.id(), xml.place, reason);
            continue;
        };
        let (Some(source), Some(target)) = (source, target) else { continue };
        let parent = |id: &str| nodes.get(id).and_then(|node| node.parent);
        if parent(&source) != parent(&target) {
            findings.refuse(xml, RefusalReason::FlowAcrossBorder);
            continue;
        }
        let name = xml.label().map(str::to_owned);
        flows.push(Flow {
            xml,
            flow: SequenceFlow { id: id.to_owned(), name, source, target, condition },
        });
    }
    check_mentions(process, nodes, findings);
    flows
}

/// Every sequence flow of a process, those of its sub-processes among them.
pub(super) fn drawn(container: &XmlElement) -> Vec<&XmlElement> {
    let mut flows = Vec::new();
    for child in &container.children {
        match child.name.as_str() {
            "sequenceFlow" => flows.push(child),
            "subProcess" => flows.append(&mut drawn(child)),
            _ => {}
        }
    }
    flows
}

fn end_of(
    xml: &XmlElement,
    attribute: &'static str,
    nodes: &BTreeMap<String, Node<'_>>,
    findings: &mut Findings,
) -> Option<String> {
    let target = xml.attribute(attribute).unwrap_or_default();
    if nodes.contains_key(target) {
        return Some(target.to_owned());
    }
    findings.refuse(xml, RefusalReason::dangling(attribute, target));
    None
}

/// Elements repeat the flows at their ends as `incoming` and `outgoing`. The flows themselves decide, but a mention of
/// one that is gone shows that something was deleted by hand.
fn check_mentions(
    process: &XmlElement,
    nodes: &BTreeMap<String, Node<'_>>,
    findings: &mut Findings,
) {
    let flows: BTreeSet<&str> = drawn(process).into_iter().filter_map(XmlElement::id).collect();
    for node in nodes.values().filter(|node| node.kind.is_some()) {
        for attribute in ["incoming", "outgoing"] {
            for mention in node.xml.children_named(attribute) {
                let target = mention.text.trim();
                let local = target.split_once(':').map_or(target, |(_, local)| local);
                if !flows.contains(target) && !flows.contains(local) {
                    let reason = RefusalReason::dangling(attribute, target);
                    findings.refuse_part(node.xml.id(), mention.place, reason);
                }
            }
        }
    }
}

fn condition(
    xml: &XmlElement,
    expressions: &dyn Expressions,
    findings: &mut Findings,
) -> Option<String> {
    let condition = xml.children_named("conditionExpression").next()?;
    let text = condition.text.trim();
    if let Some(language) =
        condition.attribute("language").filter(|l| !l.eq_ignore_ascii_case("cel"))
    {
        let reason = RefusalReason::ConditionLanguage { language: language.to_owned() };
        findings.unready_part(xml.id(), condition.place, reason);
        return Some(text.to_owned());
    }
    let expression = bare(text);
    if let Err(e) = expressions.check(expression) {
        let reason = RefusalReason::ConditionUnreadable {
            expression: text.to_owned(),
            reason: e.to_string(),
        };
        findings.unready_part(xml.id(), condition.place, reason);
    }
    Some(expression.to_owned())
}

/// Checks ends, conditions and defaults of all flows.
///
/// An exclusive gateway with several ways out asks each but the default for its condition until one holds; an
/// inclusive gateway, and an activity some of whose ways have a condition, asks all of them (BPMN 2.0.2, 13.4.2, 13.4.3
/// and 8.4.9). Elsewhere a condition would never be asked.
pub(super) fn check_leaving(
    nodes: &BTreeMap<String, Node<'_>>,
    flows: &[Flow<'_>],
    findings: &mut Findings,
) {
    let mut leaving: BTreeMap<&str, Vec<&Flow<'_>>> = BTreeMap::new();
    for flow in flows {
        leaving.entry(&flow.flow.source).or_default().push(flow);
        let target = nodes.get(&flow.flow.target);
        if target.is_some_and(|n| n.is_start() || n.is_boundary() || n.is_event_sub_process()) {
            findings.refuse(flow.xml, RefusalReason::FlowIntoEntry);
        }
    }
    for (id, node) in nodes.iter().filter(|(_, node)| node.kind.is_some()) {
        let leaving = leaving.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        if node.is_exclusive() || node.is_inclusive() {
            check_choice(id, node, leaving, findings);
            continue;
        }
        for flow in leaving {
            let source_element = id.clone();
            if node.is_end() {
                findings.refuse(flow.xml, RefusalReason::FlowOutOfEnd);
            } else if flow.flow.condition.is_some() {
                findings
                    .unready(flow.xml, RefusalReason::ConditionWithoutChoice { source_element });
            }
            if node.xml.name == "eventBasedGateway" {
                check_event_behind(flow, nodes, findings);
            }
        }
    }
}

fn check_choice(id: &str, node: &Node<'_>, leaving: &[&Flow<'_>], findings: &mut Findings) {
    let default = node.xml.attribute("default");
    if let Some(default) = default
        && !leaving.iter().any(|flow| flow.flow.id == default)
    {
        findings.refuse(node.xml, RefusalReason::DefaultElsewhere { flow: default.to_owned() });
    }
    for flow in leaving {
        match (default == Some(flow.flow.id.as_str()), &flow.flow.condition) {
            (true, Some(_)) => {
                let source_element = id.to_owned();
                findings.unready(flow.xml, RefusalReason::ConditionOnDefault { source_element });
            }
            (false, None) if node.is_exclusive() && leaving.len() > 1 => {
                let gateway = id.to_owned();
                findings.unready(flow.xml, RefusalReason::ConditionMissing { gateway });
            }
            _ => {}
        }
    }
}

fn check_event_behind(
    flow: &Flow<'_>,
    nodes: &BTreeMap<String, Node<'_>>,
    findings: &mut Findings,
) {
    let target = &flow.flow.target;
    let is_event = nodes.get(target).is_some_and(|node| {
        matches!(node.xml.name.as_str(), "intermediateCatchEvent" | "receiveTask")
    });
    if !is_event {
        findings.refuse(flow.xml, RefusalReason::NoEventBehind { target: target.clone() });
    }
}
