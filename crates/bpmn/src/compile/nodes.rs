//! Reads the flow nodes of a process.

use std::collections::BTreeMap;

use super::file::File;
use super::{Findings, documentation, events, extension, subset};
use crate::definition::{ElementKind, Service, Stage, StageKind};
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

/// A flow node, supported or not.
pub(super) struct Node<'x> {
    pub xml: &'x XmlElement,
    /// None if it was refused.
    pub kind: Option<ElementKind>,
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

    pub fn is_exclusive(&self) -> bool {
        self.xml.name == "exclusiveGateway"
    }

    /// Whether tokens go through it without waiting for anybody.
    pub fn is_passed_through(&self) -> bool {
        self.is_exclusive() || self.xml.name == "parallelGateway"
    }
}

pub(super) fn read<'x>(file: &File<'x>, findings: &mut Findings) -> BTreeMap<String, Node<'x>> {
    let mut nodes = BTreeMap::new();
    for xml in &file.process.children {
        let kind = match xml.name.as_str() {
            "userTask" => stage(xml, StageKind::User, findings),
            "manualTask" => stage(xml, StageKind::Manual, findings),
            "serviceTask" => service(xml, findings),
            "exclusiveGateway" => exclusive_gateway(xml, findings),
            "parallelGateway" => parallel_gateway(xml, findings),
            "startEvent" => events::start(xml, file, findings),
            "intermediateCatchEvent" => events::catch(xml, file, findings),
            "boundaryEvent" => events::boundary(xml, file, findings),
            "endEvent" => events::end(xml, findings),
            "sequenceFlow" | "laneSet" => continue,
            name if subset::describes_in_process(name) => continue,
            name => {
                findings.refuse_construct(file.process, xml);
                if !subset::is_refused_flow_node(name) {
                    continue;
                }
                None
            }
        };
        match xml.id() {
            Some(id) => {
                nodes.insert(id.to_owned(), Node { xml, kind });
            }
            None => {
                let reason = RefusalReason::MissingId { construct: xml.name.clone() };
                findings.refuse_part(file.process.id(), xml.place, reason);
            }
        }
    }
    check_none_starts(&nodes, findings);
    nodes
}

/// Refuses the second start event without a trigger: nobody could say where an order begins.
fn check_none_starts(nodes: &BTreeMap<String, Node<'_>>, findings: &mut Findings) {
    let mut starts: Vec<&XmlElement> = nodes
        .values()
        .filter(|node| node.is_start() && events::triggers(node.xml).next().is_none())
        .map(|node| node.xml)
        .collect();
    starts.sort_by_key(|start| (start.place.line, start.place.column));
    let Some((first, others)) = starts.split_first() else { return };
    for other in others {
        let first = first.id().unwrap_or_default().to_owned();
        findings.refuse(other, RefusalReason::SeveralStarts { first });
    }
}

fn stage(xml: &XmlElement, kind: StageKind, findings: &mut Findings) -> Option<ElementKind> {
    check_activity(xml, findings);
    let extension = extension::read(xml);
    extension::check(xml, &extension, findings);
    Some(ElementKind::Stage(Stage {
        id: xml.id()?.to_owned(),
        name: xml.label().map(str::to_owned),
        kind,
        lane: None,
        role: extension.get("role").cloned(),
        documentation: documentation(xml),
        extension,
    }))
}

fn service(xml: &XmlElement, findings: &mut Findings) -> Option<ElementKind> {
    check_activity(xml, findings);
    let extension = extension::read(xml);
    extension::check(xml, &extension, findings);
    Some(ElementKind::Service(Service { documentation: documentation(xml), extension }))
}

fn exclusive_gateway(xml: &XmlElement, findings: &mut Findings) -> Option<ElementKind> {
    check_children(xml, findings);
    let default = xml.attribute("default").map(str::to_owned);
    Some(ElementKind::ExclusiveGateway { default })
}

fn parallel_gateway(xml: &XmlElement, findings: &mut Findings) -> Option<ElementKind> {
    check_children(xml, findings);
    refuse_default(xml, findings);
    Some(ElementKind::ParallelGateway)
}

fn check_activity(xml: &XmlElement, findings: &mut Findings) {
    check_children(xml, findings);
    refuse_default(xml, findings);
    let plain = [
        ("isForCompensation", "false", "compensation is not carried out; remove it"),
        ("startQuantity", "1", "one token opens the task; remove it"),
        ("completionQuantity", "1", "one token leaves the task; remove it"),
    ];
    for (attribute, usual, advice) in plain {
        let value = xml.attribute(attribute).filter(|value| *value != usual);
        if let Some(value) = value {
            let value = value.to_owned();
            findings.refuse(xml, RefusalReason::UnsupportedAttribute { attribute, value, advice });
        }
    }
}

fn check_children(xml: &XmlElement, findings: &mut Findings) {
    for child in xml.children.iter().filter(|child| !subset::describes_in_flow_node(&child.name)) {
        findings.refuse_construct(xml, child);
    }
}

fn refuse_default(xml: &XmlElement, findings: &mut Findings) {
    if xml.attribute("default").is_some() {
        findings.refuse(xml, RefusalReason::DefaultWithoutGateway);
    }
}
