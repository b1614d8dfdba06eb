//! Finds the process to compile in a file, and the messages and pools that belong to it.

use std::collections::BTreeMap;

use super::{Findings, Readiness, subset};
use crate::definition::Participant;
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

/// What of a file concerns one process.
pub(super) struct File<'x> {
    pub process: &'x XmlElement,
    /// Names of the messages, by id.
    pub messages: BTreeMap<&'x str, &'x str>,
    /// What each child of the process is, by id: `userTask` and so on.
    pub constructs: BTreeMap<&'x str, &'x str>,
    pub participants: Vec<Participant>,
}

impl<'x> File<'x> {
    /// Nothing if there is no process that could be meant.
    pub fn read(
        root: &'x XmlElement,
        readiness: Readiness,
        findings: &mut Findings,
    ) -> Option<Self> {
        check_ids(root, None, &mut BTreeMap::new(), findings);
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
        let process = choose_process(root, &processes, readiness, findings)?;
        let constructs =
            process.children.iter().filter_map(|child| Some((child.id()?, child.name.as_str())));
        Some(Self { process, messages, constructs: constructs.collect(), participants })
    }
}

/// Ids are unique in the whole file (BPMN 2.0.2, 8.3.1), since everything refers to everything by them.
fn check_ids<'x>(
    xml: &'x XmlElement,
    owner: Option<&'x str>,
    lines: &mut BTreeMap<&'x str, u32>,
    findings: &mut Findings,
) {
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
    let owner = xml.id().or(owner);
    for child in &xml.children {
        check_ids(child, owner, lines, findings);
    }
}

/// The one that says it is executable. The others are drawings of what partners do, and are not compiled.
fn choose_process<'x>(
    root: &'x XmlElement,
    processes: &[&'x XmlElement],
    readiness: Readiness,
    findings: &mut Findings,
) -> Option<&'x XmlElement> {
    let executable: Vec<&XmlElement> = processes
        .iter()
        .copied()
        .filter(|process| matches!(process.attribute("isExecutable"), Some("true" | "1")))
        .collect();
    match (executable.as_slice(), processes, readiness) {
        ([process], _, _) => return Some(process),
        ([], [process], Readiness::Draft) => return Some(process),
        ([], [process], Readiness::Executable) => {
            findings.refuse(process, RefusalReason::NotExecutable);
            return Some(process);
        }
        ([], [], _) => findings.refuse(root, RefusalReason::NoProcess),
        ([], [_, second, ..], _) | ([_, second, ..], _, _) => {
            let count = if executable.is_empty() { processes.len() } else { executable.len() };
            findings.refuse(second, RefusalReason::SeveralProcesses { count });
        }
    }
    None
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
    let local = reference.split_once(':').map_or(reference, |(_, local)| local);
    let found = by_id.get_key_value(reference).or_else(|| by_id.get_key_value(local));
    found.map(|(id, meaning)| (*id, meaning))
}
