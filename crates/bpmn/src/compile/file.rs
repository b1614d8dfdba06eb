//! Reads a file as far as its processes refer to it: its processes, messages, errors and pools.

use std::collections::BTreeMap;

use super::{Findings, subset};
use crate::definition::Participant;
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

/// A file with what can be referred to in it.
pub(super) struct File<'x> {
    /// Its number among the files.
    pub index: usize,
    pub root: &'x XmlElement,
    pub processes: Vec<&'x XmlElement>,
    /// Names of the messages, by id.
    pub messages: BTreeMap<&'x str, &'x str>,
    /// Codes of the errors, by id; an error without a code.
    pub errors: BTreeMap<&'x str, Option<&'x str>>,
    /// Names of the data objects and data inputs, by id.
    pub data: BTreeMap<&'x str, &'x str>,
    pub participants: Vec<Participant>,
}

impl<'x> File<'x> {
    pub fn read(root: &'x XmlElement, index: usize, findings: &mut Findings) -> Self {
        check_ids(root, &mut BTreeMap::new(), findings);
        for child in &root.children {
            let is_known = matches!(child.name.as_str(), "process" | "collaboration");
            if !is_known && !subset::describes_around_processes(&child.name) {
                findings.refuse_construct(root, child);
            }
        }
        let processes: Vec<&XmlElement> = root.children_named("process").collect();
        let participants = participants(root, &processes, findings);
        let messages = root
            .children_named("message")
            .filter_map(|message| Some((message.id()?, message.label().or(message.id())?)))
            .collect();
        let errors = root
            .children_named("error")
            .filter_map(|error| Some((error.id()?, error.attribute("errorCode"))))
            .collect();
        let mut data = BTreeMap::new();
        name_data(root, &mut data);
        Self { index, root, processes, messages, errors, data, participants }
    }
}

/// Ids are unique in the whole file (BPMN 2.0.2, 8.3.1), since everything refers to everything by them.
fn check_ids<'x>(xml: &'x XmlElement, lines: &mut BTreeMap<&'x str, u32>, findings: &mut Findings) {
    if let Some(id) = xml.id() {
        match lines.get(id) {
            Some(first_line) => {
                findings.refuse(xml, RefusalReason::DuplicateId { first_line: *first_line })
            }
            None => {
                lines.insert(id, xml.place.line);
            }
        }
    }
    for child in &xml.children {
        check_ids(child, lines, findings);
    }
}

fn name_data<'x>(xml: &'x XmlElement, names: &mut BTreeMap<&'x str, &'x str>) {
    let is_data = matches!(
        xml.name.as_str(),
        "dataObject" | "dataObjectReference" | "dataInput" | "property"
    );
    if let (true, Some(id), Some(name)) = (is_data, xml.id(), xml.label()) {
        names.insert(id, name);
    }
    xml.children.iter().for_each(|child| name_data(child, names));
}

fn participants(
    root: &XmlElement,
    processes: &[&XmlElement],
    findings: &mut Findings,
) -> Vec<Participant> {
    let ids = processes.iter().filter_map(|process| process.id().map(|id| (id, ()))).collect();
    let mut participants = Vec::new();
    let pools = root.children_named("collaboration").flat_map(|c| c.children_named("participant"));
    for pool in pools {
        let process =
            pool.attribute("processRef").map(|reference| match referred(&ids, reference) {
                Some((id, ())) => id.to_owned(),
                None => {
                    findings.refuse(pool, RefusalReason::dangling("processRef", reference));
                    reference.to_owned()
                }
            });
        participants.push(Participant {
            id: pool.id().unwrap_or_default().to_owned(),
            name: pool.label().map(str::to_owned),
            process,
        });
    }
    participants
}

/// Finds what a reference means. References are qualified names, and some tools do write the prefix of the file's own
/// target namespace.
pub(super) fn referred<'m, T>(
    by_id: &'m BTreeMap<&'m str, T>,
    reference: &str,
) -> Option<(&'m str, &'m T)> {
    let reference = reference.trim();
    let found = by_id.get_key_value(reference).or_else(|| by_id.get_key_value(local(reference)));
    found.map(|(id, meaning)| (*id, meaning))
}

/// A qualified name without its prefix.
pub(super) fn local(reference: &str) -> &str {
    reference.split_once(':').map_or(reference, |(_, local)| local)
}
