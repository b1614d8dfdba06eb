//! Chooses the processes to compile, and pins what call activities call.

use std::collections::BTreeSet;

use super::file::{File, local};
use super::{Findings, Readiness};
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

type Found<'f, 'x> = (&'f File<'x>, &'x XmlElement);

/// The process that is run, then the others. Of a draft all are compiled; of what is executed only those that can be
/// reached, since the others are drawings of what partners do.
pub(super) fn to_compile<'f, 'x>(
    files: &'f [File<'x>],
    readiness: Readiness,
    findings: &mut Findings,
) -> Vec<Found<'f, 'x>> {
    let all: Vec<Found<'f, 'x>> =
        files.iter().flat_map(|file| file.processes.iter().map(move |xml| (file, *xml))).collect();
    let Some(first) = files.first() else { return Vec::new() };
    if first.processes.is_empty() {
        findings.file = first.index;
        findings.refuse(first.root, RefusalReason::NoProcess);
        return Vec::new();
    }
    check_callees(&all, findings);
    findings.file = first.index;
    if readiness == Readiness::Draft {
        if !first.processes.iter().any(|process| is_executable(process)) {
            findings.unready(first.processes[0], RefusalReason::NotExecutable);
        }
        return all;
    }
    match main_process(first, findings) {
        Some(main) => reached_from((first, main), &all),
        None => Vec::new(),
    }
}

/// The one that is marked executable; of several the one that no other calls.
fn main_process<'x>(file: &File<'x>, findings: &mut Findings) -> Option<&'x XmlElement> {
    let marked: Vec<&XmlElement> =
        file.processes.iter().copied().filter(|process| is_executable(process)).collect();
    let called: BTreeSet<&str> = marked.iter().flat_map(|process| callees(process)).collect();
    let uncalled: Vec<&XmlElement> = marked
        .iter()
        .copied()
        .filter(|process| !process.id().is_some_and(|id| called.contains(id)))
        .collect();
    match (uncalled.as_slice(), marked.as_slice(), file.processes.as_slice()) {
        ([process], _, _) | ([], [process], _) => Some(process),
        ([], [], [process]) => {
            findings.refuse(process, RefusalReason::NotExecutable);
            Some(process)
        }
        (uncalled, marked, all) => {
            let count = [uncalled.len(), marked.len(), all.len()].into_iter().find(|n| *n > 0);
            let second = uncalled.get(1).or(marked.get(1)).or(all.get(1)).or(all.first());
            if let (Some(second), Some(count)) = (second, count) {
                findings.refuse(second, RefusalReason::SeveralProcesses { count });
            }
            None
        }
    }
}

fn reached_from<'f, 'x>(main: Found<'f, 'x>, all: &[Found<'f, 'x>]) -> Vec<Found<'f, 'x>> {
    let mut reached = vec![main];
    let mut next = 0;
    while let Some((_, process)) = reached.get(next).copied() {
        next += 1;
        for callee in callees(process) {
            let is_known = reached.iter().any(|(_, known)| known.id() == Some(callee));
            let found = all.iter().find(|(_, process)| process.id() == Some(callee));
            if let (false, Some(found)) = (is_known, found) {
                reached.push(*found);
            }
        }
    }
    reached
}

fn check_callees(all: &[Found<'_, '_>], findings: &mut Findings) {
    let known: BTreeSet<&str> = all.iter().filter_map(|(_, process)| process.id()).collect();
    for (file, process) in all {
        findings.file = file.index;
        each_call(process, &mut |call| match called(call) {
            None => findings
                .unready(call, RefusalReason::MissingReference { attribute: "calledElement" }),
            Some(callee) if !known.contains(callee) => {
                let process = callee.to_owned();
                findings.unready(call, RefusalReason::NotAtHand { process });
            }
            Some(_) => {}
        });
    }
}

fn is_executable(process: &XmlElement) -> bool {
    matches!(process.attribute("isExecutable"), Some("true" | "1"))
}

/// Ids of the processes that a process calls.
fn callees(process: &XmlElement) -> Vec<&str> {
    let mut callees = Vec::new();
    each_call(process, &mut |call| callees.extend(called(call)));
    callees
}

/// The id of the process that a call activity calls.
pub(super) fn called(call: &XmlElement) -> Option<&str> {
    call.attribute("calledElement").map(|callee| local(callee.trim())).filter(|id| !id.is_empty())
}

fn each_call<'x>(xml: &'x XmlElement, see: &mut dyn FnMut(&'x XmlElement)) {
    for child in &xml.children {
        match child.name.as_str() {
            "callActivity" => see(child),
            "subProcess" => each_call(child, see),
            _ => {}
        }
    }
}
