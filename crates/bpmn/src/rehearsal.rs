//! Executes processes in memory along a script, to see what they do before anybody works by them.
//!
//! Service and send tasks answer at once unless the script says that they are external; business rule tasks are always
//! external, for no rules are at hand here; a message that is thrown goes to whoever
//! waits for it here. Nothing is stored and no clock runs but the one of the script.

use std::collections::{BTreeMap, BTreeSet};

use rules::{Expressions, Variables};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::command::{Command, Effect};
use crate::definition::{Definition, Element, ElementKind, ServiceKind, Timer, TimerForm, Trigger};
use crate::iso8601;
use crate::state::{Outcome, Phase, State, TimerId, Wait};
use crate::step::{StepError, step};

/// What is to happen, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// Id of the process that is started; the first of the file if it says none.
    pub process: Option<String>,
    /// The instant at which it begins, like `2026-11-22T08:30:00+08:00`.
    pub clock: Option<String>,
    /// Ids of the service and send tasks that wait for the script; business rule tasks always do.
    pub external: BTreeSet<String>,
    pub steps: Vec<RehearsalStep>,
}

/// One step of a script.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum RehearsalStep {
    Start(StartStep),
    Complete(CompleteStep),
    Advance(AdvanceStep),
    Message(MessageStep),
    Error(ErrorStep),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartStep {
    /// The variables it starts with.
    pub start: Variables,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompleteStep {
    /// Id of the element.
    pub complete: String,
    #[serde(default)]
    pub vars: Variables,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdvanceStep {
    /// An ISO 8601 duration.
    pub advance: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageStep {
    pub message: NamedMessage,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedMessage {
    pub name: String,
    #[serde(default)]
    pub vars: Variables,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorStep {
    pub error: ThrownError,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThrownError {
    /// Id of the task that fails.
    pub task: String,
    pub code: String,
    #[serde(default)]
    pub vars: Variables,
}

/// Why a text is no script.
#[derive(Debug, thiserror::Error)]
pub enum ScriptError {
    #[error("the script is no JSON")]
    NotJson(#[source] serde_json::Error),
    #[error("a script is a list of steps, or an object with \"steps\"")]
    NoSteps(#[source] serde_json::Error),
    #[error(
        "step {number} is none of {{\"start\":{{…}}}}, {{\"complete\":\"id\",\"vars\":{{…}}}}, {{\"advance\":\"PT1H\"}}, \
         {{\"message\":{{\"name\":…,\"vars\":{{…}}}}}} and {{\"error\":{{\"task\":…,\"code\":…}}}}: {found}"
    )]
    NoStep { number: usize, found: String },
}

impl Script {
    /// Reads a list of steps, or an object that holds one.
    ///
    /// # Errors
    /// The text is neither, or one of the steps is none.
    pub fn parse(text: &str) -> Result<Self, ScriptError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            #[serde(default)]
            process: Option<String>,
            #[serde(default)]
            clock: Option<String>,
            #[serde(default)]
            external: BTreeSet<String>,
            steps: Vec<Value>,
        }
        let value: Value = serde_json::from_str(text).map_err(ScriptError::NotJson)?;
        let value = if value.is_array() { json!({ "steps": value }) } else { value };
        let written: Written = serde_json::from_value(value).map_err(ScriptError::NoSteps)?;
        let mut steps = Vec::new();
        for (number, step) in (1..).zip(written.steps) {
            let found = step.to_string();
            let step = serde_json::from_value(step);
            steps.push(step.map_err(|_| ScriptError::NoStep { number, found })?);
        }
        let Written { process, clock, external, .. } = written;
        Ok(Self { process, clock, external, steps })
    }
}

/// How things stand after a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Ids of the tasks that hold a token, sorted, each as often as it holds one.
    pub waiting: Vec<String>,
    /// How often each activity ended normally so far.
    pub completed: BTreeMap<String, u32>,
    pub state: LineState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    Running,
    Completed,
    /// A condition had no answer, no flow could be taken, or nothing caught an error.
    Failed,
}

/// A step that cannot be taken where things stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    #[error("no process {process} is at hand")]
    NoSuchProcess { process: String },
    #[error("nothing has been started")]
    NotStarted,
    #[error("{element} does not wait; what waits is: {}", waiting.join(", "))]
    NotWaiting { element: String, waiting: Vec<String> },
    #[error("nothing waits for a message {name}, and none starts a process")]
    NobodyAwaits { name: String },
    #[error("\"{text}\" is no ISO 8601 duration or instant: {cause}")]
    NoTime { text: String, cause: iso8601::TimerError },
    #[error("it has failed: {why}")]
    Failed { why: String },
    #[error(transparent)]
    Refused(#[from] StepError),
}

/// Processes that run in memory.
pub struct Rehearsal<'d> {
    definition: Definition,
    expressions: &'d dyn Expressions,
    external: BTreeSet<String>,
    now: i64,
    /// The oldest first.
    instances: Vec<State>,
    /// Why an instance could not go on.
    failed: Option<String>,
}

impl<'d> Rehearsal<'d> {
    /// Prepares the processes for a script.
    ///
    /// # Errors
    /// The script names a process that is not at hand, or its clock is no instant.
    pub fn new(
        definition: &Definition,
        script: &Script,
        expressions: &'d dyn Expressions,
    ) -> Result<Self, Impossible> {
        let mut definition = definition.clone();
        if let Some(named) = &script.process {
            let index = definition.processes.iter().position(|process| process.id == *named);
            let index =
                index.ok_or_else(|| Impossible::NoSuchProcess { process: named.clone() })?;
            definition.processes[..=index].rotate_right(1);
        }
        let now = match &script.clock {
            None => DAWN,
            Some(text) => match iso8601::parse_timer(TimerForm::Date, text) {
                Ok(Timer::Date { at }) => at,
                Ok(_) => DAWN,
                Err(cause) => return Err(Impossible::NoTime { text: text.clone(), cause }),
            },
        };
        let external = script.external.clone();
        let (instances, failed) = (Vec::new(), None);
        Ok(Self { definition, expressions, external, now, instances, failed })
    }

    /// Takes one step and says how things stand then.
    ///
    /// # Errors
    /// The step cannot be taken; things stand as before.
    pub fn take(&mut self, step: &RehearsalStep) -> Result<Line, Impossible> {
        if let Some(why) = &self.failed {
            return Err(Impossible::Failed { why: why.clone() });
        }
        match step {
            RehearsalStep::Start(StartStep { start }) => self.start(start)?,
            RehearsalStep::Complete(CompleteStep { complete, vars }) => {
                self.complete(complete, vars)?;
            }
            RehearsalStep::Advance(AdvanceStep { advance }) => self.advance(advance)?,
            RehearsalStep::Message(MessageStep { message }) => {
                self.message(&message.name, &message.vars)?;
            }
            RehearsalStep::Error(ErrorStep { error }) => self.error(error)?,
        }
        Ok(self.line())
    }

    /// Why it failed, if it did.
    pub fn failure(&self) -> Option<&str> {
        self.failed.as_deref()
    }

    fn start(&mut self, variables: &Variables) -> Result<(), Impossible> {
        let process = self.definition.process();
        // Without a plain start event it begins at the first of the others.
        let start_element = match process.contents.entries.is_empty() {
            true => process.triggered_starts().next().map(|(start, _)| start.id.clone()),
            false => None,
        };
        self.instances.push(State::default());
        let (variables, at) = (variables.clone(), self.now);
        let begun =
            self.step(self.instances.len() - 1, &Command::Start { start_element, variables, at });
        self.drop_the_unstarted();
        begun
    }

    fn complete(&mut self, element: &str, variables: &Variables) -> Result<(), Impossible> {
        let Some((instance, occurrence, is_service)) = self.oldest_waiting(element) else {
            return Err(self.not_waiting(element));
        };
        let (element, variables, at) = (element.to_owned(), variables.clone(), self.now);
        let command = if is_service {
            Command::CompleteService { element, occurrence, variables, at }
        } else {
            Command::Complete { element, occurrence, variables, at }
        };
        self.step(instance, &command)
    }

    fn error(&mut self, error: &ThrownError) -> Result<(), Impossible> {
        let Some((instance, occurrence, _)) = self.oldest_waiting(&error.task) else {
            return Err(self.not_waiting(&error.task));
        };
        let (element, code) = (error.task.clone(), error.code.clone());
        let (variables, at) = (error.vars.clone(), self.now);
        self.step(instance, &Command::Throw { element, occurrence, code, variables, at })
    }

    fn message(&mut self, name: &str, variables: &Variables) -> Result<(), Impossible> {
        let command =
            Command::Message { name: name.to_owned(), variables: variables.clone(), at: self.now };
        if let Some(instance) = self.awaiting(name) {
            return self.step(instance, &command);
        }
        let is_begun_by = |trigger: &Trigger| matches!(trigger, Trigger::Message { message: Some(message) } if message == name);
        let starts = self
            .definition
            .processes()
            .iter()
            .any(|process| process.triggered_starts().any(|(_, trigger)| is_begun_by(trigger)));
        if !starts {
            return Err(Impossible::NobodyAwaits { name: name.to_owned() });
        }
        self.instances.push(State::default());
        let begun = self.step(self.instances.len() - 1, &command);
        self.drop_the_unstarted();
        begun
    }

    /// Moves the clock on and fires what comes due on the way, in due order.
    fn advance(&mut self, text: &str) -> Result<(), Impossible> {
        let micros = match iso8601::parse_timer(TimerForm::Duration, text) {
            Ok(Timer::Duration { micros }) => micros,
            Ok(_) => 0,
            Err(cause) => return Err(Impossible::NoTime { text: text.to_owned(), cause }),
        };
        let until = self.now.saturating_add(micros);
        if self.instances.is_empty() {
            self.start_by_timer(until)?;
        }
        while self.failed.is_none() {
            let Some((due, instance, timer)) = self.next_timer() else { break };
            if due > until {
                break;
            }
            self.now = self.now.max(due);
            self.step(instance, &Command::FireTimer { timer, at: self.now })?;
        }
        self.now = until;
        Ok(())
    }

    /// Starts the process whose start event waits for a time that comes until then.
    fn start_by_timer(&mut self, until: i64) -> Result<(), Impossible> {
        let now = self.now;
        let due = |trigger: &Trigger| match trigger {
            Trigger::Timer { timer: Some(Timer::Duration { micros }) } => Some(now + micros),
            Trigger::Timer { timer: Some(Timer::Date { at }) } => Some(*at),
            Trigger::Timer { timer: Some(Timer::Cycle { period_micros, .. }) } => {
                Some(now + period_micros)
            }
            _ => None,
        };
        let first = self
            .definition
            .process()
            .triggered_starts()
            .find_map(|(start, trigger)| Some((due(trigger)?, start.id.clone())));
        let Some((due, start)) = first.filter(|(due, _)| *due <= until) else {
            return Err(Impossible::NotStarted);
        };
        self.now = now.max(due);
        self.instances.push(State::default());
        let (start_element, variables) = (Some(start), Variables::new());
        self.step(0, &Command::Start { start_element, variables, at: self.now })
    }

    /// Takes a step of one instance, then answers the services that nobody waits for and brings the messages that were
    /// thrown. What fails on the way is a failure of the process, not of the script.
    fn step(&mut self, instance: usize, command: &Command) -> Result<(), Impossible> {
        let mut commands = vec![(instance, command.clone())];
        let mut rounds = 0;
        while let Some((instance, command)) = commands.pop() {
            rounds += 1;
            let taken =
                step(&self.definition, &self.instances[instance], &command, self.expressions);
            let effects = match taken {
                Ok(taken) if rounds <= ROUNDS_MAX => {
                    self.instances[instance] = taken.state;
                    taken.effects
                }
                Ok(_) => return self.fail("services call each other without end"),
                Err(
                    error @ (StepError::Condition { .. }
                    | StepError::NoFlowHolds { .. }
                    | StepError::Uncaught { .. }
                    | StepError::Repetition { .. }
                    | StepError::Timer { .. }
                    | StepError::NoSuchProcess { .. }
                    | StepError::Runaway { .. }),
                ) => return self.fail(&causes(&error)),
                Err(error) => return Err(error.into()),
            };
            let mut next = Vec::new();
            for effect in effects {
                match effect {
                    Effect::ServiceRequested { element, occurrence }
                        if !self.is_external(&element) =>
                    {
                        let (variables, at) = (Variables::new(), self.now);
                        next.push((
                            instance,
                            Command::CompleteService { element, occurrence, variables, at },
                        ));
                    }
                    Effect::MessageSent { name, .. } => {
                        if let Some(receiver) = self.awaiting(&name) {
                            let (variables, at) = (Variables::new(), self.now);
                            next.push((receiver, Command::Message { name, variables, at }));
                        }
                    }
                    _ => {}
                }
            }
            // What came first is answered first; some of it may be gone by then.
            next.reverse();
            commands.append(&mut next);
            while commands
                .last()
                .is_some_and(|(instance, command)| !self.still_fits(*instance, command))
            {
                commands.pop();
            }
        }
        Ok(())
    }

    fn is_external(&self, element: &str) -> bool {
        let is_rule = |element: &Element| matches!(&element.kind, ElementKind::Service(task) if task.kind == ServiceKind::BusinessRule);
        let mut meant = self.definition.processes().iter().filter_map(|p| p.element(element));
        self.external.contains(element) || meant.any(is_rule)
    }

    fn still_fits(&self, instance: usize, command: &Command) -> bool {
        let state = &self.instances[instance];
        match command {
            Command::CompleteService { element, occurrence, .. } => {
                state.waiting(element, *occurrence).is_some()
            }
            Command::Message { name, .. } => {
                state.phase() == Phase::NotStarted
                    || state.awaited_messages().any(|(_, awaited)| awaited == name)
            }
            _ => true,
        }
    }

    fn fail(&mut self, why: &str) -> Result<(), Impossible> {
        self.failed = Some(why.to_owned());
        Ok(())
    }

    /// A step that could not even begin leaves no instance behind.
    fn drop_the_unstarted(&mut self) {
        self.instances.retain(|state| state.phase() != Phase::NotStarted);
    }

    /// The instance in which somebody waits for a message.
    fn awaiting(&self, name: &str) -> Option<usize> {
        self.instances.iter().position(|state| {
            state.phase() == Phase::Running
                && state.awaited_messages().any(|(_, awaited)| awaited == name)
        })
    }

    /// The instance and occurrence of the oldest token that waits at a task, and whether it is a service.
    fn oldest_waiting(&self, element: &str) -> Option<(usize, u32, bool)> {
        self.instances.iter().enumerate().find_map(|(instance, state)| {
            state.tokens.values().find_map(|token| {
                let is_service = matches!(token.wait, Wait::Service { .. });
                let is_meant = token.element == element && is_task(&token.wait);
                let occurrence = token.wait.occurrence().filter(|_| is_meant)?;
                Some((instance, occurrence, is_service))
            })
        })
    }

    fn next_timer(&self) -> Option<(i64, usize, TimerId)> {
        let timers = self.instances.iter().enumerate().flat_map(|(instance, state)| {
            state.timers().map(move |(id, timer)| (timer.due, instance, id))
        });
        timers.min()
    }

    fn not_waiting(&self, element: &str) -> Impossible {
        if self.instances.is_empty() {
            return Impossible::NotStarted;
        }
        Impossible::NotWaiting { element: element.to_owned(), waiting: self.line().waiting }
    }

    fn line(&self) -> Line {
        let tokens = self.instances.iter().flat_map(|state| state.tokens.values());
        let mut waiting: Vec<String> = tokens
            .filter(|token| is_task(&token.wait))
            .map(|token| token.element.clone())
            .collect();
        waiting.sort();
        let mut completed = BTreeMap::new();
        for passage in self.instances.iter().flat_map(State::path) {
            let mut meant =
                self.definition.processes().iter().filter_map(|p| p.element(&passage.element));
            let is_activity = meant.any(|element| element.is_activity());
            if passage.occurrence > 0 && is_activity {
                *completed.entry(passage.element.clone()).or_insert(0) += 1;
            }
        }
        Line { waiting, completed, state: self.state() }
    }

    fn state(&self) -> LineState {
        let is_over = |state: &State| state.phase() == Phase::Ended(Outcome::Completed);
        if self.failed.is_some() {
            LineState::Failed
        } else if !self.instances.is_empty() && self.instances.iter().all(is_over) {
            LineState::Completed
        } else {
            LineState::Running
        }
    }
}

fn is_task(wait: &Wait) -> bool {
    matches!(wait, Wait::Stage { .. } | Wait::Service { .. } | Wait::Receive { .. })
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text += &format!(": {cause}");
        next = cause.source();
    }
    text
}

/// The clock of a script that does not say when it begins: midnight of 1 January 2026 UTC, in microseconds.
const DAWN: i64 = 1_767_225_600_000_000;

/// How many services one step may bring about before it counts as endless.
const ROUNDS_MAX: usize = 10_000;
