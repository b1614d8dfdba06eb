//! Reads lanes and gives each stage the role of the innermost lane it stands in.

use std::collections::BTreeMap;

use super::nodes::Node;
use super::{Findings, extension};
use crate::definition::{ElementKind, Lane};
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

/// The lanes of a process and who stands in them.
#[derive(Default)]
pub(super) struct Lanes {
    pub lanes: Vec<Lane>,
    /// Index of the lane around each lane.
    parents: Vec<Option<usize>>,
    /// Index of the innermost lane, by element.
    lane_of: BTreeMap<String, usize>,
}

impl Lanes {
    pub fn read(
        process: &XmlElement,
        nodes: &BTreeMap<String, Node<'_>>,
        findings: &mut Findings,
    ) -> Self {
        let mut lanes = Self::default();
        for set in process.children_named("laneSet") {
            lanes.read_set(set, None, nodes, findings);
        }
        lanes
    }

    fn read_set(
        &mut self,
        set: &XmlElement,
        parent: Option<usize>,
        nodes: &BTreeMap<String, Node<'_>>,
        findings: &mut Findings,
    ) {
        for lane in set.children_named("lane") {
            let index = self.lanes.len();
            if lane.id().is_none() {
                findings.refuse(lane, RefusalReason::MissingId { construct: lane.name.clone() });
            }
            let role = extension::read(lane).remove("role").or(lane.label().map(str::to_owned));
            self.lanes.push(Lane {
                id: lane.id().unwrap_or_default().to_owned(),
                name: lane.label().map(str::to_owned),
                parent: parent.map(|parent| self.lanes[parent].id.clone()),
                role: role.or_else(|| self.lanes[parent?].role.clone()),
            });
            self.parents.push(parent);
            for reference in lane.children_named("flowNodeRef") {
                let target = reference.text.trim();
                if nodes.contains_key(target) {
                    self.place(target, index, lane, findings);
                } else {
                    let reason = RefusalReason::dangling("flowNodeRef", target);
                    findings.refuse_part(lane.id(), reference.place, reason);
                }
            }
            for set in lane.children_named("childLaneSet") {
                self.read_set(set, Some(index), nodes, findings);
            }
        }
    }

    /// A lane inside another may repeat its elements; two lanes beside each other may not share one.
    fn place(&mut self, element: &str, index: usize, lane: &XmlElement, findings: &mut Findings) {
        if let Some(other) = self.lane_of.get(element).copied()
            && !self.encloses(other, index)
        {
            let (first, second) = (self.lanes[other].id.clone(), self.lanes[index].id.clone());
            let reason = RefusalReason::InTwoLanes { first, second };
            findings.unready_part(Some(element), lane.place, reason);
            return;
        }
        self.lane_of.insert(element.to_owned(), index);
    }

    fn encloses(&self, outer: usize, inner: usize) -> bool {
        std::iter::successors(Some(inner), |lane| self.parents[*lane]).any(|lane| lane == outer)
    }

    /// What stands in a sub-process stands in its lane, unless it names one itself.
    pub fn assign(&self, nodes: &mut BTreeMap<String, Node<'_>>) {
        let placed: Vec<(String, usize)> = nodes
            .keys()
            .filter_map(|id| Some((id.clone(), self.lane_around(id, nodes)?)))
            .collect();
        for (element, index) in placed {
            let lane = &self.lanes[index];
            let kind = nodes.get_mut(&element).and_then(|node| node.kind.as_mut());
            if let Some(ElementKind::Stage(stage)) = kind {
                stage.lane = Some(lane.id.clone());
                stage.role = stage.role.take().or(lane.role.clone());
            }
        }
    }

    fn lane_around(&self, element: &str, nodes: &BTreeMap<String, Node<'_>>) -> Option<usize> {
        let outwards = std::iter::successors(Some(element), |id| nodes.get(*id)?.parent);
        outwards.into_iter().find_map(|id| self.lane_of.get(id)).copied()
    }
}
