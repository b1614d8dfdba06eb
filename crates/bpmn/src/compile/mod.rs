//! Compiles the tree of a file into a [`Definition`], or says everything that keeps it from being deployed.
//!
//! `file` finds the process and what it refers to, `nodes`, `events`, `flows` and `lanes` read its parts, `graph`
//! checks the paths between them, and `subset` lists what is passed over and what to draw instead of what is refused.

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

use crate::definition::{Definition, Element, ElementKind, Process, SequenceFlow};
use crate::reader::{self, XmlElement};
use crate::refusal::{Place, Refusal, RefusalReason};
use file::File;
use flows::Flow;
use lanes::Lanes;
use nodes::Node;

/// How far the author is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// To be deployed: the process says that it is executable.
    Executable,
    /// Still drawn.
    Draft,
}

pub(crate) fn compile(
    xml: &[u8],
    readiness: Readiness,
    expressions: &dyn Expressions,
) -> Result<Definition, Vec<Refusal>> {
    let root = reader::read(xml).map_err(|refusal| vec![refusal])?;
    let mut findings = Findings::default();
    let Some(file) = File::read(&root, readiness, &mut findings) else {
        return Err(findings.into_refusals());
    };
    let mut nodes = nodes::read(&file, &mut findings);
    let flows = flows::read(file.process, &nodes, expressions, &mut findings);
    flows::check_leaving(&nodes, &flows, &mut findings);
    graph::check(file.process, &nodes, &flows, &mut findings);
    let lanes = Lanes::read(file.process, &nodes, &mut findings);
    if !findings.0.is_empty() {
        return Err(findings.into_refusals());
    }
    lanes.assign(&mut nodes);
    Ok(Definition {
        source_hash: hex::encode(Sha256::digest(xml)),
        process: process(&file),
        stage_order: graph::stage_order(&nodes, &flows),
        elements: elements(&nodes, &flows),
        flows: flows.into_iter().map(|flow| (flow.flow.id.clone(), flow.flow)).collect(),
        lanes: lanes.lanes,
        participants: file.participants,
    })
}

fn process(file: &File<'_>) -> Process {
    Process {
        id: file.process.id().unwrap_or_default().to_owned(),
        name: file.process.label().map(str::to_owned),
        documentation: documentation(file.process),
        extension: extension::read(file.process),
    }
}

fn elements(nodes: &BTreeMap<String, Node<'_>>, flows: &[Flow<'_>]) -> BTreeMap<String, Element> {
    let mut elements = BTreeMap::new();
    for (id, node) in nodes {
        let Some(kind) = node.kind.clone() else { continue };
        let element = Element {
            id: id.clone(),
            name: node.xml.label().map(str::to_owned),
            kind,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            boundaries: Vec::new(),
        };
        elements.insert(id.clone(), element);
    }
    for SequenceFlow { id, source, target, .. } in flows.iter().map(|flow| &flow.flow) {
        if let Some(source) = elements.get_mut(source) {
            source.outgoing.push(id.clone());
        }
        if let Some(target) = elements.get_mut(target) {
            target.incoming.push(id.clone());
        }
    }
    for (id, node) in nodes {
        if let Some(ElementKind::BoundaryTimer { host, .. }) = &node.kind
            && let Some(host) = elements.get_mut(host)
        {
            host.boundaries.push(id.clone());
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

/// What speaks against the file, as found so far.
#[derive(Default)]
struct Findings(Vec<Refusal>);

impl Findings {
    /// Refuses an element that carries its own id.
    fn refuse(&mut self, xml: &XmlElement, reason: RefusalReason) {
        self.refuse_part(xml.id(), xml.place, reason);
    }

    /// Refuses something within the element `owner`.
    fn refuse_part(&mut self, owner: Option<&str>, place: Place, reason: RefusalReason) {
        self.0.push(Refusal { element: owner.map(str::to_owned), place, reason });
    }

    /// Refuses `part` as outside the subset, in the name of `owner` if it has no id itself.
    fn refuse_construct(&mut self, owner: &XmlElement, part: &XmlElement) {
        let construct = part.name.clone();
        let advice = subset::advice(&construct);
        let element = part.id().or(owner.id());
        self.refuse_part(element, part.place, RefusalReason::Unsupported { construct, advice });
    }

    fn into_refusals(mut self) -> Vec<Refusal> {
        self.0.sort_by_key(|refusal| (refusal.place.line, refusal.place.column));
        self.0
    }
}
