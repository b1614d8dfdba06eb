//! Reads BPMN 2.0, compiles it, and steps it: (definition, state, command) → (state, effects).
//!
//! Platform and terminal run the same code on the same process, the terminal without a network, and must come to the
//! same state. So nothing here reads a clock, rolls dice or does I/O: the caller says when, stores the state after
//! each step, then carries out the effects.
//!
//! ```
//! use bpmn::{Command, Definition, Effect, State, step};
//! use rules::{Cel, Variables};
//!
//! let xml = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
//!   <process id="connection" isExecutable="true">
//!     <startEvent id="applied"/>
//!     <userTask id="acceptance"/>
//!     <endEvent id="archived"/>
//!     <sequenceFlow id="f1" sourceRef="applied" targetRef="acceptance"/>
//!     <sequenceFlow id="f2" sourceRef="acceptance" targetRef="archived"/>
//!   </process>
//! </definitions>"#;
//! let cel = Cel::new();
//! let definition = Definition::compile(xml.as_bytes(), &cel).expect("nothing speaks against it");
//!
//! let start = Command::Start { start_element: None, variables: Variables::new(), at: 0 };
//! let started = step(&definition, &State::default(), &start, &cel)?;
//! let element = "acceptance".to_owned();
//! assert_eq!(started.effects, [Effect::StageOpened { element, occurrence: 1, prefilled_from: None }]);
//! # Ok::<(), bpmn::StepError>(())
//! ```
//!
//! A file passes `reader` (XML to a tree with lines) and `compile` (tree to [`Definition`], or all [`Refusal`]s).
//! `step` takes a [`Definition`], a [`State`] and a [`Command`]; a [`Rehearsal`] takes a script and does the rest in
//! memory. To add an element: list it in `compile::nodes`, give it a variant of [`ElementKind`], let it wait or pass in
//! `step::run`, and draw it in `tests/properties/blocks.rs`.

mod command;
mod compile;
mod definition;
mod iso8601;
mod reader;
mod refusal;
mod rehearsal;
mod report;
mod state;
mod step;

pub use command::{Cancellation, Command, Effect};
pub use definition::{
    Contents, Definition, Element, ElementKind, End, Lane, Over, Participant, Process, Repetition,
    SequenceFlow, Service, ServiceKind, Stage, StageKind, Start, SubProcess, Timer, TimerForm,
    Trigger,
};
pub use iso8601::TimerError;
pub use refusal::{Place, Refusal, RefusalReason};
pub use rehearsal::{Impossible, Line, LineState, Rehearsal, RehearsalStep, Script, ScriptError};
pub use report::{Content, Report};
pub use state::{ArmedTimer, Outcome, Passage, Phase, Round, Standing, State, TimerId};
pub use step::{
    AskedTimerError, MigrationFault, MigrationPlan, NextStages, Opening, RepetitionError, Step,
    StepError, migrate, next_stages, send_back_targets, step,
};
