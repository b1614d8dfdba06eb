//! Reads the flow nodes of a process, those within sub-processes among them.

use std::collections::BTreeMap;

use rules::Expressions;

use super::file::File;
use super::{Findings, activities, events, subset};
use crate::definition::{ElementKind, Repetition, StageKind};
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

/// A flow node, supported or not.
pub(super) struct Node<'x> {
    pub xml: &'x XmlElement,
    /// The sub-process it lies in.
    pub parent: Option<&'x str>,
    /// None if it was refused.
    pub kind: Option<ElementKind>,
    pub repetition: Option<Repetition>,
}

impl Node<'_> {
    pub fn is_start(&self) -> bool {
        self.xml.name == "startEvent"
    }

    pub fn is_end(&self) -> bool {
        self.xml.name == "endEvent"
    }

    pub fn is_boundary(&self) -> bool {
        self.xml.name == "boundaryEvent"
    }

    /// The element that a boundary event sits on.
    pub fn host(&self) -> Option<&str> {
        self.xml.attribute("attachedToRef").filter(|_| self.is_boundary())
    }

    /// Whether it asks one of its ways after the other for a condition.
    pub fn is_exclusive(&self) -> bool {
        self.xml.name == "exclusiveGateway"
    }

    /// Whether it asks every way for its condition: an inclusive gateway, or an activity some of whose ways have one.
    pub fn is_inclusive(&self) -> bool {
        self.xml.name == "inclusiveGateway" || subset::is_activity(&self.xml.name)
    }

    pub fn is_event_sub_process(&self) -> bool {
        is_event_sub_process(self.xml)
    }

    /// Whether tokens go through it without waiting for anybody.
    pub fn is_passed_through(&self) -> bool {
        matches!(
            self.xml.name.as_str(),
            "exclusiveGateway"
                | "parallelGateway"
                | "inclusiveGateway"
                | "task"
                | "intermediateThrowEvent"
        )
    }
}

pub(super) fn is_event_sub_process(xml: &XmlElement) -> bool {
    xml.name == "subProcess" && matches!(xml.attribute("triggeredByEvent"), Some("true" | "1"))
}

pub(super) fn read<'x>(
    file: &File<'x>,
    process: &'x XmlElement,
    expressions: &dyn Expressions,
    findings: &mut Findings,
) -> BTreeMap<String, Node<'x>> {
    let mut reader = NodeReader {
        file,
        constructs: BTreeMap::new(),
        expressions,
        findings,
        nodes: BTreeMap::new(),
    };
    reader.name_constructs(process);
    reader.read_container(process, None);
    let NodeReader { nodes, .. } = reader;
    check_starts(process, &nodes, findings);
    nodes
}

/// Reads one container after the other.
pub(super) struct NodeReader<'f, 'x> {
    pub file: &'f File<'x>,
    /// What each flow node is, by id: `userTask` and so on.
    pub constructs: BTreeMap<&'x str, &'x str>,
    pub expressions: &'f dyn Expressions,
    pub findings: &'f mut Findings,
    nodes: BTreeMap<String, Node<'x>>,
}

impl<'x> NodeReader<'_, 'x> {
    fn name_constructs(&mut self, container: &'x XmlElement) {
        for child in &container.children {
            if let Some(id) = child.id() {
                self.constructs.insert(id, &child.name);
            }
            if child.name == "subProcess" {
                self.name_constructs(child);
            }
        }
    }

    fn read_container(&mut self, container: &'x XmlElement, parent: Option<&'x str>) {
        for xml in &container.children {
            let kind = match xml.name.as_str() {
                "userTask" => activities::stage(self, xml, StageKind::User),
                "manualTask" => activities::stage(self, xml, StageKind::Manual),
                "serviceTask" | "sendTask" | "businessRuleTask" => activities::service(self, xml),
                "receiveTask" => activities::receive(self, xml),
                "task" => activities::task(self, xml),
                "subProcess" => activities::sub_process(self, xml),
                "callActivity" => activities::call(self, xml),
                "exclusiveGateway" => self.gateway(xml, ElementKind::ExclusiveGateway),
                "parallelGateway" => self.gateway(xml, ElementKind::ParallelGateway),
                "inclusiveGateway" => self.gateway(xml, ElementKind::InclusiveGateway),
                "eventBasedGateway" => self.event_gateway(xml),
                "startEvent" => events::start(self, xml, container),
                "intermediateCatchEvent" => events::catch(self, xml),
                "intermediateThrowEvent" => events::throw(self, xml),
                "boundaryEvent" => events::boundary(self, xml),
                "endEvent" => events::end(self, xml),
                "sequenceFlow" | "laneSet" => continue,
                name if subset::describes_in_process(name) => continue,
                // Its own marks are read with the activity itself.
                name if parent.is_some() && subset::describes_in_activity(name) => continue,
                name => {
                    self.findings.refuse_construct(container, xml);
                    if !subset::is_refused_flow_node(name) {
                        continue;
                    }
                    None
                }
            };
            let Some(id) = xml.id() else {
                let reason = RefusalReason::MissingId { construct: xml.name.clone() };
                self.findings.refuse_part(container.id(), xml.place, reason);
                continue;
            };
            let repetition = activities::repetition(self, xml);
            self.nodes.insert(id.to_owned(), Node { xml, parent, kind, repetition });
            if xml.name == "subProcess" {
                self.read_container(xml, Some(id));
            }
        }
    }

    fn gateway(&mut self, xml: &XmlElement, kind: ElementKind) -> Option<ElementKind> {
        self.check_children(xml);
        if kind == ElementKind::ParallelGateway && xml.attribute("default").is_some() {
            self.findings.refuse(xml, RefusalReason::DefaultWithoutConditions);
        }
        Some(kind)
    }

    fn event_gateway(&mut self, xml: &XmlElement) -> Option<ElementKind> {
        self.check_children(xml);
        for (attribute, usual, advice) in [
            ("instantiate", "false", "begin with a start event for each of the messages"),
            (
                "eventGatewayType",
                "Exclusive",
                "the first event decides; use a parallel gateway to wait for all",
            ),
        ] {
            self.check_attribute(xml, attribute, usual, advice);
        }
        Some(ElementKind::EventGateway)
    }

    pub fn check_attribute(
        &mut self,
        xml: &XmlElement,
        attribute: &'static str,
        usual: &str,
        advice: &'static str,
    ) {
        if let Some(value) = xml.attribute(attribute).filter(|value| *value != usual) {
            let value = value.to_owned();
            let reason = RefusalReason::UnsupportedAttribute { attribute, value, advice };
            // A number of tokens is a detail that a drawing may carry; the others change what the element is.
            if attribute.ends_with("Quantity") {
                self.findings.unready(xml, reason);
            } else {
                self.findings.refuse(xml, reason);
            }
        }
    }

    fn check_children(&mut self, xml: &XmlElement) {
        for child in &xml.children {
            if !subset::describes_in_flow_node(&child.name) {
                self.findings.refuse_construct(xml, child);
            }
        }
    }
}

/// A process begins at one start event that somebody starts, or at those that wait for something; an event sub-process
/// begins at one that waits.
fn check_starts(process: &XmlElement, nodes: &BTreeMap<String, Node<'_>>, findings: &mut Findings) {
    let mut plain: BTreeMap<Option<&str>, Vec<&XmlElement>> = BTreeMap::new();
    for node in nodes.values().filter(|node| node.is_start()) {
        let in_event_sub_process = node
            .parent
            .and_then(|parent| nodes.get(parent))
            .is_some_and(Node::is_event_sub_process);
        if !in_event_sub_process && events::triggers(node.xml).next().is_none() {
            plain.entry(node.parent).or_default().push(node.xml);
        }
    }
    for mut starts in plain.into_values() {
        starts.sort_by_key(|start| start.place.order());
        let Some((first, others)) = starts.split_first() else { continue };
        for other in others {
            let first = first.id().unwrap_or_default().to_owned();
            findings.unready(other, RefusalReason::SeveralStarts { first });
        }
    }
    for (id, node) in nodes.iter().filter(|(_, node)| node.is_event_sub_process()) {
        let inside = |other: &&Node<'_>| other.parent == Some(id.as_str()) && other.is_start();
        if nodes.values().filter(inside).count() != 1 {
            findings.refuse(node.xml, RefusalReason::EventSubProcessStart);
        }
    }
    if process.id().is_none() {
        let reason = RefusalReason::MissingId { construct: process.name.clone() };
        findings.refuse_part(None, process.place, reason);
    }
}

/// Whoever is to be dispatched must be known, and what he is to fill in.
pub(super) fn check_performers(nodes: &BTreeMap<String, Node<'_>>, findings: &mut Findings) {
    for node in nodes.values() {
        let Some(ElementKind::Stage(stage)) = &node.kind else { continue };
        if stage.role.is_none() {
            findings.refuse(node.xml, RefusalReason::NoRole);
        }
        if stage.kind == StageKind::User && stage.form().is_none() {
            findings.refuse(node.xml, RefusalReason::NoForm);
        }
    }
}
