//! The compiled process: immutable, ready to be stepped, and tied to the files it came from by their hash.

use std::collections::BTreeMap;

use rules::Expressions;
use serde::{Deserialize, Serialize};

use crate::compile::{self, Readiness};
use crate::refusal::Refusal;

/// A process that passed every check of its readiness, with the processes that it calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// SHA-256 of the file, lower-case hex; of the hashes of all files, if there are several.
    pub(crate) source_hash: String,
    /// The one that an order runs first, then the others.
    pub(crate) processes: Vec<Process>,
    pub(crate) participants: Vec<Participant>,
}

impl Definition {
    /// Compiles a file for execution: its process must be marked `isExecutable="true"`.
    ///
    /// # Errors
    /// Every reason against the file, in the order of its lines; a file that is no XML gives only one.
    pub fn compile(xml: &[u8], expressions: &dyn Expressions) -> Result<Self, Vec<Refusal>> {
        compile::compile(&[xml], Readiness::Executable, expressions).into_result()
    }

    /// Compiles a file whose process need not be marked executable, to check its structure while it is drawn.
    ///
    /// # Errors
    /// As [`Definition::compile`].
    pub fn compile_draft(xml: &[u8], expressions: &dyn Expressions) -> Result<Self, Vec<Refusal>> {
        compile::compile(&[xml], Readiness::Draft, expressions).into_result()
    }

    /// SHA-256 of what was compiled, lower-case hex.
    pub fn source_hash(&self) -> &str {
        &self.source_hash
    }

    /// The process that an order runs.
    pub fn process(&self) -> &Process {
        // Compilation gives no definition without a process.
        &self.processes[0]
    }

    /// The process that an order runs, then those that it may call.
    pub fn processes(&self) -> &[Process] {
        &self.processes
    }

    pub fn process_named(&self, id: &str) -> Option<&Process> {
        self.processes.iter().find(|process| process.id == id)
    }

    /// The user and manual tasks in flow order: a stage comes before those that it leads to, except in a loop.
    pub fn stages(&self) -> impl Iterator<Item = &Stage> {
        self.processes.iter().flat_map(Process::stages)
    }

    pub fn stage(&self, id: &str) -> Option<&Stage> {
        match &self.element(id)?.kind {
            ElementKind::Stage(stage) => Some(stage),
            _ => None,
        }
    }

    /// Looked up in the order's own process first, then in those that it calls.
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.processes.iter().find_map(|process| process.elements.get(id))
    }

    /// All elements, by process and id.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.processes.iter().flat_map(|process| process.elements.values())
    }

    pub fn participants(&self) -> &[Participant] {
        &self.participants
    }
}

/// A process with everything in it. Elements of sub-processes stand beside the others and name what they are in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    pub id: String,
    pub name: Option<String>,
    pub documentation: Option<String>,
    /// Attributes of the namespace `urn:ronghe:bpmn:1`, by local name.
    pub extension: BTreeMap<String, String>,
    pub(crate) elements: BTreeMap<String, Element>,
    pub(crate) flows: BTreeMap<String, SequenceFlow>,
    pub(crate) contents: Contents,
    /// Ids of the start events that wait for something, in the order of the file.
    pub(crate) triggered_starts: Vec<String>,
    pub lanes: Vec<Lane>,
    /// Ids of the stages in flow order.
    pub(crate) stage_order: Vec<String>,
}

impl Process {
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements.get(id)
    }

    /// All elements, by id.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.elements.values()
    }

    pub fn flow(&self, id: &str) -> Option<&SequenceFlow> {
        self.flows.get(id)
    }

    /// All sequence flows, by id.
    pub fn flows(&self) -> impl Iterator<Item = &SequenceFlow> {
        self.flows.values()
    }

    /// The user and manual tasks in flow order.
    pub fn stages(&self) -> impl Iterator<Item = &Stage> {
        self.stage_order.iter().filter_map(|id| match &self.elements.get(id)?.kind {
            ElementKind::Stage(stage) => Some(stage),
            _ => None,
        })
    }

    /// Where an instance begins that somebody starts; empty if only events do.
    pub fn entries(&self) -> &[String] {
        &self.contents.entries
    }

    /// The start events that wait for a time or a message, in the order of the file.
    pub fn triggered_starts(&self) -> impl Iterator<Item = (&Element, &Trigger)> {
        self.triggered_starts.iter().filter_map(|id| {
            let element = self.elements.get(id)?;
            match &element.kind {
                ElementKind::Start(Start { trigger: Some(trigger), .. }) => {
                    Some((element, trigger))
                }
                _ => None,
            }
        })
    }
}

/// What lies directly in a process or sub-process, as far as entering it goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Where tokens begin when it is entered: the start event without a trigger, or, if there is none, every element
    /// that nothing leads to (BPMN 2.0.2, 13.2).
    pub entries: Vec<String>,
    /// The sub-processes that an event begins.
    pub event_sub_processes: Vec<String>,
}

/// A flow node of the process (BPMN 2.0.2, 8.4.8 and chapter 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    pub id: String,
    pub name: Option<String>,
    /// The sub-process it lies in; none if it lies in the process itself.
    pub parent: Option<String>,
    pub kind: ElementKind,
    /// The flow that is taken if no other may be; of an activity, exclusive or inclusive gateway.
    pub default: Option<String>,
    /// How often the activity is done at each visit, if not once.
    pub repetition: Option<Repetition>,
    /// Sequence flows that arrive, in the order of the file.
    pub incoming: Vec<String>,
    /// Sequence flows that leave, in the order of the file, which is the order in which conditions are asked.
    pub outgoing: Vec<String>,
    /// Boundary events that sit on this element, in the order of the file.
    pub boundaries: Vec<String>,
}

impl Element {
    /// Whether it is an activity: something that is done, in contrast to events and gateways.
    pub fn is_activity(&self) -> bool {
        matches!(
            self.kind,
            ElementKind::Stage(_)
                | ElementKind::Service(_)
                | ElementKind::Receive { .. }
                | ElementKind::Task
                | ElementKind::SubProcess(_)
                | ElementKind::Call { .. }
        )
    }
}

/// What a flow node is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ElementKind {
    Start(Start),
    Stage(Stage),
    Service(Service),
    /// A receive task; without a message, which only a draft leaves out, it is completed by hand.
    Receive {
        message: Option<String>,
    },
    /// A task that says nothing of who does it: passed through.
    Task,
    SubProcess(SubProcess),
    /// A call activity: another process of the same definition, run to its end.
    Call {
        process: String,
    },
    ExclusiveGateway,
    ParallelGateway,
    InclusiveGateway,
    /// Waits for the first of the events that follow.
    EventGateway,
    Boundary {
        host: String,
        interrupting: bool,
        trigger: Trigger,
    },
    Catch {
        trigger: Trigger,
    },
    /// Sends a message, if it names one, and passes.
    Throw {
        message: Option<String>,
    },
    End(End),
}

/// A start event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// What begins the instance; none if somebody does.
    pub trigger: Option<Trigger>,
    /// Of an event sub-process: whether it ends what runs around it.
    pub interrupting: bool,
}

/// What an event waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "trigger", rename_all = "snake_case")]
pub enum Trigger {
    /// Without a timer, which only a draft leaves out or words freely, it never fires.
    Timer { timer: Option<Timer> },
    /// Of this name; without one, which only a draft leaves out, it never comes.
    Message { message: Option<String> },
    /// With this code; without one, any error.
    Error { code: Option<String> },
}

/// What an end event does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum End {
    /// The token ends here.
    None,
    /// Sends a message, if it names one.
    Message { message: Option<String> },
    /// Throws an error to what catches it around this scope.
    Error { code: String },
    /// Ends everything in its process or sub-process.
    Terminate,
}

/// An embedded sub-process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubProcess {
    pub contents: Contents,
    /// The start event that begins it, if no sequence flow but an event does.
    pub begun_by: Option<String>,
}

/// A multi-instance activity (BPMN 2.0.2, 10.3.8): once for each of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repetition {
    pub sequential: bool,
    /// In CEL: how many, or over which list. None only in a draft.
    pub over: Option<Over>,
    /// In CEL: true once the rest need not be done any more.
    pub done_when: Option<String>,
}

/// What a multi-instance activity is repeated over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// In CEL: a whole number.
    Count(String),
    /// In CEL: a list, and the name under which each round sees its item.
    List { list: String, item: Option<String> },
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
    /// Without a form: its performer confirms that it is done.
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

    /// `ronghe:certificates`: kinds of which its worker has to have one that is valid, by commas.
    pub fn certificates(&self) -> impl Iterator<Item = &str> {
        let kinds = self.extension.get("certificates").map(String::as_str).unwrap_or_default();
        kinds.split(',').map(str::trim).filter(|kind| !kind.is_empty())
    }

    /// `ronghe:sendBack`: the worker may send the order back from here (退回).
    pub fn may_send_back(&self) -> bool {
        self.is_marked("sendBack")
    }

    /// `ronghe:reassign`: the stage may be given to somebody else (转派).
    pub fn may_be_reassigned(&self) -> bool {
        self.is_marked("reassign")
    }

    /// `ronghe:addSigner`: another person may be asked to sign the stage as well (加签).
    pub fn may_add_signer(&self) -> bool {
        self.is_marked("addSigner")
    }

    /// `ronghe:opensWithoutEvidence`: opens although files of the stage before are still missing; true unless denied.
    pub fn opens_without_evidence(&self) -> bool {
        self.extension.get("opensWithoutEvidence").is_none_or(|value| value == "true")
    }

    fn is_marked(&self, attribute: &str) -> bool {
        self.extension.get(attribute).is_some_and(|value| value == "true")
    }
}

/// Work that a program does and reports back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub kind: ServiceKind,
    /// Of a send task: the name of the message, if it has one.
    pub message: Option<String>,
    pub documentation: Option<String>,
    /// Attributes of the namespace `urn:ronghe:bpmn:1`, by local name.
    pub extension: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    Service,
    Send,
    BusinessRule,
}

/// When a timer is due. Durations in microseconds, instants in microseconds since 1970 UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timer {
    /// `timeDuration`: so long after the token arrived.
    Duration { micros: i64 },
    /// `timeDate`: at this instant, or at once if it has passed. `P30D/<instant>` is thirty days before.
    Date { at: i64 },
    /// `timeCycle`: every period, so often; without `rounds` until its element is left.
    Cycle { rounds: Option<u32>, period_micros: i64 },
    /// One of the three, asked in CEL when the token arrives: a text in ISO 8601.
    Asked { form: TimerForm, expression: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerForm {
    Duration,
    Date,
    Cycle,
}

/// A sequence flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SequenceFlow {
    pub id: String,
    pub name: Option<String>,
    pub source: String,
    pub target: String,
    /// In CEL, without the `${…}` that other engines put around it. In a draft it may be in another language, kept
    /// word for word.
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
