//! Reads sequence flows and checks which of them carry conditions.

use std::collections::{BTreeMap, BTreeSet};

use rules::Expressions;

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

/// In the order of the file.
pub(super) fn read<'x>(
    process: &'x XmlElement,
    nodes: &BTreeMap<String, Node<'_>>,
    expressions: &dyn Expressions,
    findings: &mut Findings,
) -> Vec<Flow<'x>> {
    let mut flows = Vec::new();
    for xml in process.children_named("sequenceFlow") {
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
        let name = xml.label().map(str::to_owned);
        flows.push(Flow {
            xml,
            flow: SequenceFlow { id: id.to_owned(), name, source, target, condition },
        });
    }
    check_mentions(process, nodes, findings);
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
    let flows: BTreeSet<&str> =
        process.children_named("sequenceFlow").filter_map(XmlElement::id).collect();
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
    if let Some(language) =
        condition.attribute("language").filter(|l| !l.eq_ignore_ascii_case("cel"))
    {
        let reason = RefusalReason::ConditionLanguage { language: language.to_owned() };
        findings.refuse_part(xml.id(), condition.place, reason);
    }
    let text = condition.text.trim();
    let expression =
        text.strip_prefix("${").and_then(|text| text.strip_suffix('}')).unwrap_or(text).trim();
    if let Err(e) = expressions.check(expression) {
        let reason = RefusalReason::ConditionUnreadable {
            expression: text.to_owned(),
            reason: e.to_string(),
        };
        findings.refuse_part(xml.id(), condition.place, reason);
    }
    Some(expression.to_owned())
}

/// Checks ends, conditions and defaults of all flows.
///
/// An exclusive gateway with several ways out asks each but the default for its condition (BPMN 2.0.2, 13.4.2);
/// elsewhere a condition would mean an inclusive split, which is refused like the inclusive gateway.
pub(super) fn check_leaving(
    nodes: &BTreeMap<String, Node<'_>>,
    flows: &[Flow<'_>],
    findings: &mut Findings,
) {
    let mut leaving: BTreeMap<&str, Vec<&Flow<'_>>> = BTreeMap::new();
    for flow in flows {
        leaving.entry(&flow.flow.source).or_default().push(flow);
        if nodes.get(&flow.flow.target).is_some_and(|n| n.is_start() || n.is_boundary()) {
            findings.refuse(flow.xml, RefusalReason::FlowIntoEntry);
        }
    }
    for (id, node) in nodes.iter().filter(|(_, node)| node.kind.is_some()) {
        let leaving = leaving.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        if node.is_exclusive() {
            check_exclusive(id, node, leaving, findings);
            continue;
        }
        for flow in leaving {
            if node.is_end() {
                findings.refuse(flow.xml, RefusalReason::FlowOutOfEnd);
            } else if flow.flow.condition.is_some() {
                let source_element = id.clone();
                findings
                    .refuse(flow.xml, RefusalReason::ConditionWithoutGateway { source_element });
            }
        }
    }
}

fn check_exclusive(id: &str, node: &Node<'_>, leaving: &[&Flow<'_>], findings: &mut Findings) {
    let default = node.xml.attribute("default");
    if let Some(default) = default
        && !leaving.iter().any(|flow| flow.flow.id == default)
    {
        findings.refuse(node.xml, RefusalReason::DefaultElsewhere { flow: default.to_owned() });
    }
    for flow in leaving {
        let gateway = id.to_owned();
        match (default == Some(flow.flow.id.as_str()), &flow.flow.condition) {
            (true, Some(_)) => {
                findings.refuse(flow.xml, RefusalReason::ConditionOnDefault { gateway })
            }
            (false, None) if leaving.len() > 1 => {
                findings.refuse(flow.xml, RefusalReason::ConditionMissing { gateway });
            }
            _ => {}
        }
    }
}
