//! Turns the tree of a file into a [`Definition`], or says everything that speaks against it.
//!
//! `file` finds the processes; `nodes` reads flow nodes, `activities` and `events` what they are; `flows`, `lanes` and
//! `graph` read what binds them and check it; `calls` pins what is called. `subset` lists what is passed over and what
//! to draw instead of what is refused.

mod activities;
mod calls;
mod events;
mod extension;
mod file;
mod flows;
mod graph;
mod lanes;
mod nodes;
mod subset;

use std::collections::BTreeMap;

use rules::Expressions;
use sha2::{Digest, Sha256};

use crate::definition::{Contents, Definition, Element, ElementKind, Process, SequenceFlow};
use crate::reader::{self, XmlElement};
use crate::refusal::{Place, Refusal, RefusalReason};
use crate::report::{Content, Report};
use file::File;
use flows::Flow;
use lanes::Lanes;
use nodes::Node;

/// How far the author is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// Still drawn: the structure must be one that can be executed, the details may be missing.
    Draft,
    /// To be executed: everything is said, in CEL, and the process is marked executable.
    Executable,
    /// To be deployed: every stage says who works on it, and every user task with which form.
    Deployable,
}

/// Compiles the processes of the first file, with what they call in it or in the others.
pub(crate) fn compile(
    files: &[&[u8]],
    readiness: Readiness,
    expressions: &dyn Expressions,
) -> Report {
    let mut findings = Findings::new(readiness);
    let mut trees = Vec::new();
    for (index, xml) in files.iter().enumerate() {
        findings.file = index;
        match reader::read(xml) {
            Ok(root) => trees.push(root),
            Err(refusal) => findings.refusals.push(Refusal { file: index, ..refusal }),
        }
    }
    let contents = trees.first().map(Content::of_file).unwrap_or_default();
    if trees.len() < files.len() {
        return findings.into_report(None, contents);
    }
    let mut read = Vec::new();
    for (index, root) in trees.iter().enumerate() {
        findings.file = index;
        read.push(File::read(root, index, &mut findings));
    }
    let mut processes = Vec::new();
    for (file, xml) in calls::to_compile(&read, readiness, &mut findings) {
        findings.file = file.index;
        processes.push(process(file, xml, expressions, &mut findings));
    }
    let is_accepted = findings.refusals.is_empty() && !processes.is_empty();
    let definition = is_accepted.then(|| Definition {
        source_hash: hash(files),
        processes,
        participants: read.swap_remove(0).participants,
    });
    findings.into_report(definition, contents)
}

fn hash(files: &[&[u8]]) -> String {
    if let [file] = files {
        return hex::encode(Sha256::digest(file));
    }
    let mut all = Sha256::new();
    for file in files {
        all.update(Sha256::digest(file));
    }
    hex::encode(all.finalize())
}

fn process(
    file: &File<'_>,
    xml: &XmlElement,
    expressions: &dyn Expressions,
    findings: &mut Findings,
) -> Process {
    let mut nodes = nodes::read(file, xml, expressions, findings);
    let flows = flows::read(xml, &nodes, expressions, findings);
    flows::check_leaving(&nodes, &flows, findings);
    graph::check(xml, &nodes, &flows, findings);
    let lanes = Lanes::read(xml, &nodes, findings);
    lanes.assign(&mut nodes);
    if findings.readiness == Readiness::Deployable {
        nodes::check_performers(&nodes, findings);
    }
    let contents = graph::contents(&nodes, &flows);
    Process {
        id: xml.id().unwrap_or_default().to_owned(),
        name: xml.label().map(str::to_owned),
        documentation: documentation(xml),
        extension: extension::read(xml),
        stage_order: graph::stage_order(&nodes, &flows, &contents),
        triggered_starts: graph::triggered_starts(&nodes),
        contents: contents.get(&None).cloned().unwrap_or_default(),
        elements: elements(nodes, &flows, contents),
        flows: flows.into_iter().map(|flow| (flow.flow.id.clone(), flow.flow)).collect(),
        lanes: lanes.lanes,
    }
}

fn elements(
    nodes: BTreeMap<String, Node<'_>>,
    flows: &[Flow<'_>],
    mut contents: BTreeMap<Option<String>, Contents>,
) -> BTreeMap<String, Element> {
    let mut boundaries: Vec<(u64, String, String)> = Vec::new();
    let mut elements = BTreeMap::new();
    for (id, node) in nodes {
        let Some(mut kind) = node.kind else { continue };
        match &mut kind {
            ElementKind::SubProcess(inside) => {
                inside.contents = contents.remove(&Some(id.clone())).unwrap_or_default();
            }
            ElementKind::Boundary { host, .. } => {
                boundaries.push((node.xml.place.order(), host.clone(), id.clone()));
            }
            _ => {}
        }
        let element = Element {
            id: id.clone(),
            name: node.xml.label().map(str::to_owned),
            parent: node.parent.map(str::to_owned),
            kind,
            default: node.xml.attribute("default").map(str::to_owned),
            repetition: node.repetition,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            boundaries: Vec::new(),
        };
        elements.insert(id, element);
    }
    for SequenceFlow { id, source, target, .. } in flows.iter().map(|flow| &flow.flow) {
        if let Some(source) = elements.get_mut(source) {
            source.outgoing.push(id.clone());
        }
        if let Some(target) = elements.get_mut(target) {
            target.incoming.push(id.clone());
        }
    }
    boundaries.sort();
    for (_, host, id) in boundaries {
        if let Some(host) = elements.get_mut(&host) {
            host.boundaries.push(id);
        }
    }
    elements
}

/// The text of all `documentation` children.
fn documentation(xml: &XmlElement) -> Option<String> {
    let texts: Vec<&str> = xml
        .children_named("documentation")
        .map(|documentation| documentation.text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() { None } else { Some(texts.join("\n")) }
}

/// What speaks against the files, as found so far.
struct Findings {
    readiness: Readiness,
    /// Index of the file that is read.
    file: usize,
    refusals: Vec<Refusal>,
    /// What a draft may leave open.
    warnings: Vec<Refusal>,
}

impl Findings {
    fn new(readiness: Readiness) -> Self {
        Self { readiness, file: 0, refusals: Vec::new(), warnings: Vec::new() }
    }

    /// Refuses an element that carries its own id.
    fn refuse(&mut self, xml: &XmlElement, reason: RefusalReason) {
        self.refuse_part(xml.id(), xml.place, reason);
    }

    /// Refuses something within the element `owner`.
    fn refuse_part(&mut self, owner: Option<&str>, place: Place, reason: RefusalReason) {
        self.refusals.push(self.finding(owner, place, reason));
    }

    /// Refuses `part` as outside the subset, in the name of `owner` if it has no id itself.
    fn refuse_construct(&mut self, owner: &XmlElement, part: &XmlElement) {
        let construct = part.name.clone();
        let advice = subset::advice(&construct);
        let element = part.id().or(owner.id());
        self.refuse_part(element, part.place, RefusalReason::Unsupported { construct, advice });
    }

    /// Notes what is still open in a draft and keeps anything else from being executed.
    fn unready(&mut self, xml: &XmlElement, reason: RefusalReason) {
        self.unready_part(xml.id(), xml.place, reason);
    }

    /// The same of something within the element `owner`.
    fn unready_part(&mut self, owner: Option<&str>, place: Place, reason: RefusalReason) {
        let finding = self.finding(owner, place, reason);
        match self.readiness {
            Readiness::Draft => self.warnings.push(finding),
            Readiness::Executable | Readiness::Deployable => self.refusals.push(finding),
        }
    }

    fn finding(&self, owner: Option<&str>, place: Place, reason: RefusalReason) -> Refusal {
        Refusal { file: self.file, element: owner.map(str::to_owned), place, reason }
    }

    fn into_report(self, definition: Option<Definition>, contents: Vec<Content>) -> Report {
        let in_order = |mut findings: Vec<Refusal>| {
            findings
                .sort_by_key(|refusal| (refusal.file, refusal.place.line, refusal.place.column));
            findings
        };
        Report {
            definition,
            refusals: in_order(self.refusals),
            warnings: in_order(self.warnings),
            contents,
        }
    }
}
