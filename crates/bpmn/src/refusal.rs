//! Says why a file is not deployed: which element, where, and what its author can do about it.

use std::fmt;

use serde::Serialize;

use crate::iso8601::TimerError;

/// One thing that keeps a file from being deployed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Which of the files it stands in, counted from 0.
    #[serde(skip_serializing_if = "is_first")]
    pub file: usize,
    /// The id of the element, or of the nearest one around it that has an id; none for faults of the whole file.
    pub element: Option<String>,
    #[serde(flatten)]
    pub place: Place,
    pub reason: RefusalReason,
}

impl Refusal {
    /// A refusal of the file as a whole.
    pub(crate) fn of_file(reason: RefusalReason) -> Self {
        Self { file: 0, element: None, place: Place::START, reason }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if let Some(element) = &self.element {
            write!(f, "{element}: ")?;
        }
        write!(f, "{}", self.reason)
    }
}

/// A position in the file; line and column count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

impl Place {
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    /// Places of one file in their order.
    pub(crate) fn order(self) -> u64 {
        u64::from(self.line) << 32 | u64::from(self.column)
    }

    pub(crate) fn next_line(self) -> Self {
        Self { line: self.line + 1, column: 1 }
    }

    pub(crate) fn next_column(self) -> Self {
        Self { column: self.column + 1, ..self }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Why an element or a file is refused. `code` in the serialised form is stable, for translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RefusalReason {
    // The file.
    #[error("the file has {bytes} bytes, at most {bytes_max} are read")]
    TooLarge { bytes: usize, bytes_max: usize },
    #[error("the file is not UTF-8; save it in that encoding")]
    NotUtf8,
    #[error("the file is not well-formed XML: {reason}")]
    NotXml { reason: String },
    #[error(
        "the file is not BPMN 2.0: its root must be <definitions> of the BPMN 2.0 model namespace"
    )]
    NotBpmn,
    #[error("a document type (<!DOCTYPE>) is not read; remove it")]
    DocumentType,
    #[error("elements are nested more than {depth_max} deep")]
    TooDeep { depth_max: usize },
    #[error("the file has more than {elements_max} elements")]
    TooManyElements { elements_max: usize },
    #[error("an element has more than {attributes_max} attributes")]
    TooManyAttributes { attributes_max: usize },
    #[error("the prefix {prefix} is not bound to a namespace")]
    UnknownPrefix { prefix: String },

    // The process.
    #[error("the file has no process")]
    NoProcess,
    #[error("the process is not marked isExecutable=\"true\"")]
    NotExecutable,
    #[error("{count} processes could be meant; mark exactly one isExecutable=\"true\"")]
    SeveralProcesses { count: usize },
    #[error("the process has no start event")]
    NoStart,
    #[error(
        "a second start event without a trigger (the first is {first}); only one can begin the process"
    )]
    SeveralStarts { first: String },
    #[error("the process has no end event")]
    NoEnd,

    // Elements.
    #[error("<{construct}> is not supported; {advice}")]
    Unsupported { construct: String, advice: &'static str },
    #[error("{attribute}=\"{value}\" is not supported; {advice}")]
    UnsupportedAttribute { attribute: &'static str, value: String, advice: &'static str },
    #[error("<{construct}> has no id")]
    MissingId { construct: String },
    #[error("the id is already used in line {first_line}")]
    DuplicateId { first_line: u32 },
    #[error("{attribute} is missing")]
    MissingReference { attribute: &'static str },
    #[error("{attribute} names \"{target}\", which is not there")]
    Dangling { attribute: &'static str, target: String },
    #[error("no path leads here from a start event")]
    Unreachable,
    #[error(
        "nothing leaves this element; draw a sequence flow from it to the next one or to an end event"
    )]
    DeadEnd,
    #[error("no path leads from here to an end event")]
    NoWayToEnd,
    #[error("gateways form a loop in which no element waits; it would never come to rest")]
    EndlessLoop,
    #[error("the element stands in two lanes, {first} and {second}; its role would be ambiguous")]
    InTwoLanes { first: String, second: String },
    #[error("ronghe:{attribute} is \"{value}\", it must be one of: {allowed}")]
    ExtensionValue { attribute: String, value: String, allowed: &'static str },

    // Sequence flows and gateways.
    #[error("a sequence flow cannot lead into a start event or a boundary event")]
    FlowIntoEntry,
    #[error("a sequence flow cannot leave an end event")]
    FlowOutOfEnd,
    #[error(
        "leaves the exclusive gateway {gateway} without a condition and is not its default flow"
    )]
    ConditionMissing { gateway: String },
    #[error("the default flow of {source_element} has a condition; it would never be asked")]
    ConditionOnDefault { source_element: String },
    #[error(
        "a condition is only asked on flows that leave an exclusive or inclusive gateway or an activity; {source_element} is none"
    )]
    ConditionWithoutChoice { source_element: String },
    #[error("only an exclusive or inclusive gateway or an activity has a default flow")]
    DefaultWithoutConditions,
    #[error("the default flow {flow} does not leave this element")]
    DefaultElsewhere { flow: String },
    #[error("a sequence flow does not cross the border of a sub-process")]
    FlowAcrossBorder,
    #[error("the condition \"{expression}\" cannot be read: {reason}")]
    ConditionUnreadable { expression: String, reason: String },
    #[error("conditions are written in CEL, not in {language}")]
    ConditionLanguage { language: String },
    #[error("the expression \"{expression}\" cannot be read: {reason}")]
    ExpressionUnreadable { expression: String, reason: String },
    #[error(
        "behind an event-based gateway stand intermediate timer and message events and receive tasks; {target} is none"
    )]
    NoEventBehind { target: String },

    // Activities.
    #[error("no process {process} is at hand; give its file as well")]
    NotAtHand { process: String },
    #[error(
        "says neither how often nor over what it is repeated; write a loopCardinality or ronghe:collection"
    )]
    NoCardinality,
    #[error("a sub-process that an event begins is not repeated")]
    RepeatedEventSubProcess,
    #[error("a sub-process that an event begins has one start event, which waits for that event")]
    EventSubProcessStart,
    #[error(
        "nobody may work on it: write ronghe:role, or put it into a lane that stands for a role"
    )]
    NoRole,
    #[error("it has no form: write ronghe:form, or make it a manual task")]
    NoForm,

    // Events.
    #[error(
        "the event must have exactly one trigger: a timer, a message or an error; it has {count}"
    )]
    TriggerCount { count: usize },
    #[error("the start event of a sub-process that an event begins must say for what it waits")]
    StartWithoutTrigger,
    #[error(
        "this trigger does not stand here: a process is started by a timer or a message, a sub-process by nothing unless an event begins it, and an error is caught by a boundary event or by the interrupting start of an event sub-process"
    )]
    TriggerHere,
    #[error("an error ends what it is thrown in; remove cancelActivity=\"false\"")]
    ErrorInterrupts,
    #[error("the timer must have exactly one of timeDuration, timeDate and timeCycle")]
    TimerCount,
    #[error("the timer \"{text}\" cannot be read: {cause}")]
    TimerUnreadable { text: String, cause: TimerError },
    #[error(
        "a cycle only repeats on a start event or on a boundary event with cancelActivity=\"false\""
    )]
    CycleHere,
    #[error("a boundary event sits on a task, a sub-process or a call activity; {host} is none")]
    NotAnActivity { host: String },
}

fn is_first(file: &usize) -> bool {
    *file == 0
}

impl RefusalReason {
    /// A reference that leads nowhere, or that is not written at all.
    pub(crate) fn dangling(attribute: &'static str, target: &str) -> Self {
        if target.is_empty() {
            return Self::MissingReference { attribute };
        }
        Self::Dangling { attribute, target: target.to_owned() }
    }
}
