//! The compiled process: immutable, ready to be stepped, and tied to the file it came from by its hash.

use std::collections::BTreeMap;

use rules::Expressions;
use serde::{Deserialize, Serialize};

use crate::compile::{self, Readiness};
use crate::refusal::Refusal;

/// A process that passed every check of deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// SHA-256 of the file, lower-case hex.
    pub(crate) source_hash: String,
    pub(crate) process: Process,
    pub(crate) elements: BTreeMap<String, Element>,
    pub(crate) flows: BTreeMap<String, SequenceFlow>,
    pub(crate) lanes: Vec<Lane>,
    pub(crate) participants: Vec<Participant>,
    /// Ids of the stages in flow order.
    pub(crate) stage_order: Vec<String>,
}

impl Definition {
    /// Compiles a file for deployment: its process must be marked `isExecutable="true"`.
    ///
    /// # Errors
    /// Every reason against the file, in the order of its lines; a file that is no XML gives only one.
    pub fn compile(xml: &[u8], expressions: &dyn Expressions) -> Result<Self, Vec<Refusal>> {
        compile::compile(xml, Readiness::Executable, expressions)
    }

    /// Compiles a file whose process need not be marked executable, to check its structure while it is drawn.
    ///
    /// # Errors
    /// As [`Definition::compile`].
    pub fn compile_draft(xml: &[u8], expressions: &dyn Expressions) -> Result<Self, Vec<Refusal>> {
        compile::compile(xml, Readiness::Draft, expressions)
    }

    /// SHA-256 of the file that was compiled, lower-case hex.
    pub fn source_hash(&self) -> &str {
        &self.source_hash
    }

    pub fn process(&self) -> &Process {
        &self.process
    }

    /// The user and manual tasks in flow order: a stage comes before those that it leads to, except in a loop.
    pub fn stages(&self) -> impl Iterator<Item = &Stage> {
        self.stage_order.iter().filter_map(|id| self.stage(id))
    }

    pub fn stage(&self, id: &str) -> Option<&Stage> {
        match &self.element(id)?.kind {
            ElementKind::Stage(stage) => Some(stage),
            _ => None,
        }
    }

    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements.get(id)
    }

    /// All elements, by id.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.elements.values()
    }

    /// All sequence flows, by id.
    pub fn flows(&self) -> impl Iterator<Item = &SequenceFlow> {
        self.flows.values()
    }

    pub fn flow(&self, id: &str) -> Option<&SequenceFlow> {
        self.flows.get(id)
    }

    pub fn lanes(&self) -> &[Lane] {
        &self.lanes
    }

    pub fn participants(&self) -> &[Participant] {
        &self.participants
    }
}

/// The process as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    pub id: String,
    pub name: Option<String>,
    pub documentation: Option<String>,
    /// Attributes of the namespace `urn:ronghe:bpmn:1`, by local name.
    pub extension: BTreeMap<String, String>,
}

/// A flow node of the process (BPMN 2.0.2, 8.4.8 and chapter 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    pub id: String,
    pub name: Option<String>,
    pub kind: ElementKind,
    /// Sequence flows that arrive, in the order of the file.
    pub incoming: Vec<String>,
    /// Sequence flows that leave, in the order of the file, which is the order in which conditions are asked.
    pub outgoing: Vec<String>,
    /// Boundary events that sit on this element.
    pub boundaries: Vec<String>,
}

/// What a flow node is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ElementKind {
    Start(StartTrigger),
    Stage(Stage),
    Service(Service),
    ExclusiveGateway { default: Option<String> },
    ParallelGateway,
    BoundaryTimer { host: String, interrupting: bool, timer: Timer },
    CatchTimer { timer: Timer },
    CatchMessage { message: String },
    End,
}

/// What begins an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "trigger", rename_all = "snake_case")]
pub enum StartTrigger {
    /// Somebody starts it.
    None,
    /// The caller starts it when the time has come.
    Timer { timer: Timer },
    /// It is started by the message of this name.
    Message { message: String },
}

/// A user or manual task: a step of an order (环节).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    pub id: String,
    pub name: Option<String>,
    pub kind: StageKind,
    /// Id of the innermost lane it stands in.
    pub lane: Option<String>,
    /// The role that works on it: its own `ronghe:role`, else that of its lane, else the lane's name.
    pub role: Option<String>,
    pub documentation: Option<String>,
    /// Attributes of the namespace `urn:ronghe:bpmn:1`, by local name.
    pub extension: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    User,
    Manual,
}

impl Stage {
    /// `ronghe:form`: the form that is filled in, named within the process bundle.
    pub fn form(&self) -> Option<&str> {
        self.extension.get("form").map(String::as_str)
    }

    /// `ronghe:continuable`: the same person may go on from here to the next stage without asking the server.
    pub fn is_continuable(&self) -> bool {
        self.is_marked("continuable")
    }

    /// `ronghe:secondPerson="required"`: another person confirms on the same terminal.
    pub fn needs_second_person(&self) -> bool {
        self.extension.get("secondPerson").is_some_and(|value| value == "required")
    }

    /// `ronghe:sendBack`: the worker may send the order back from here (退回).
    pub fn may_send_back(&self) -> bool {
        self.is_marked("sendBack")
    }

    /// `ronghe:reassign`: the stage may be given to somebody else (转派).
    pub fn may_be_reassigned(&self) -> bool {
        self.is_marked("reassign")
    }

    /// `ronghe:opensWithoutEvidence`: opens although files of the stage before are still missing; true unless denied.
    pub fn opens_without_evidence(&self) -> bool {
        self.extension.get("opensWithoutEvidence").is_none_or(|value| value == "true")
    }

    fn is_marked(&self, attribute: &str) -> bool {
        self.extension.get(attribute).is_some_and(|value| value == "true")
    }
}

/// A service task: work that a program does and reports back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub documentation: Option<String>,
    /// Attributes of the namespace `urn:ronghe:bpmn:1`, by local name.
    pub extension: BTreeMap<String, String>,
}

/// When a timer is due. Durations in microseconds, instants in microseconds since 1970 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timer {
    /// `timeDuration`: so long after the token arrived.
    Duration { micros: i64 },
    /// `timeDate`: at this instant, or at once if it has passed.
    Date { at: i64 },
    /// `timeCycle`: every period, so often; without `rounds` until its element is left.
    Cycle { rounds: Option<u32>, period_micros: i64 },
}

/// A sequence flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SequenceFlow {
    pub id: String,
    pub name: Option<String>,
    pub source: String,
    pub target: String,
    /// In CEL, without the `${…}` that other engines put around it.
    pub condition: Option<String>,
}

/// A lane (泳道) and the role it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    pub id: String,
    pub name: Option<String>,
    /// The lane around it.
    pub parent: Option<String>,
    /// Its `ronghe:role`, else its name.
    pub role: Option<String>,
}

/// A pool of the collaboration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    pub id: String,
    pub name: Option<String>,
    /// The process it performs; none for a pool drawn as a black box.
    pub process: Option<String>,
}
