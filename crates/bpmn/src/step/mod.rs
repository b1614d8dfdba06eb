//! Carries out one command on one state.
//!
//! `run` moves tokens until all of them wait; `choices` says which flows they take and `joins` where they meet;
//! `activities` lets them wait at what is done, `scopes` in what is entered and left as a whole, `rounds` at what is
//! done several times; `triggers` arms what events wait for and lets it happen, `errors` finds who catches one.
//! `send_back` takes an order back, `migrate` moves it to another version of its process, `preview` looks ahead
//! without changing anything.

mod activities;
mod choices;
mod error;
mod errors;
mod joins;
mod migrate;
mod preview;
mod rounds;
mod run;
mod scopes;
mod send_back;
mod triggers;

use rules::{Expressions, Variables};

use crate::command::{Cancellation, Command, Effect};
use crate::definition::{Definition, ElementKind, Process, Trigger};
use crate::state::{Holder, Origin, Outcome, Phase, Scope, ScopeId, ScopeKind, State};
pub use error::{AskedTimerError, RepetitionError, StepError};
pub use migrate::{MigrationFault, MigrationPlan, migrate};
pub use preview::{NextStages, Opening, next_stages};
use run::Run;
pub use send_back::send_back_targets;

/// The state after a command, and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub state: State,
    pub effects: Vec<Effect>,
}

/// Carries out a command. The same definition, state and command give the same step everywhere.
///
/// # Errors
/// The command does not fit the state, or a condition on the way has no answer; the state then stays as it was.
pub fn step(
    definition: &Definition,
    state: &State,
    command: &Command,
    expressions: &dyn Expressions,
) -> Result<Step, StepError> {
    if state.phase() != Phase::NotStarted && state.definition != definition.source_hash {
        let (running, given) = (state.definition.clone(), definition.source_hash.clone());
        return Err(StepError::OtherDefinition { running, given });
    }
    check_phase(state.phase(), command)?;
    let mut run = Run::new(definition, expressions, state.clone(), command.at());
    match command {
        Command::Start { start_element, variables, .. } => {
            start(&mut run, start_element.as_deref(), variables)?;
        }
        Command::Message { name, variables, .. } => receive(&mut run, name, variables)?,
        Command::Complete { element, occurrence, variables, .. } => {
            activities::complete(&mut run, element, *occurrence, variables)?;
        }
        Command::CompleteService { element, occurrence, variables, .. } => {
            activities::complete_service(&mut run, element, *occurrence, variables)?;
        }
        Command::Throw { element, occurrence, code, variables, .. } => {
            errors::throw_from_task(&mut run, element, *occurrence, code, variables)?;
        }
        Command::FireTimer { timer, .. } => triggers::fire(&mut run, *timer)?,
        Command::SendBack { from, to, .. } => send_back::send_back(&mut run, from.as_ref(), to)?,
        Command::AddSigner { element, occurrence, .. } => {
            activities::add_signer(&mut run, element, *occurrence)?;
        }
        Command::Amend { variables, .. } => run.lay_over(ScopeId::ROOT, variables),
        Command::Suspend { .. } => run.state.phase = Phase::Suspended,
        Command::Resume { .. } => run.state.phase = Phase::Running,
        Command::Terminate { .. } => terminate(&mut run),
    }
    Ok(Step { state: run.state, effects: run.effects })
}

impl Command {
    /// When it happened, in microseconds since 1970 UTC.
    pub fn at(&self) -> i64 {
        match self {
            Self::Start { at, .. }
            | Self::Complete { at, .. }
            | Self::CompleteService { at, .. }
            | Self::Throw { at, .. }
            | Self::FireTimer { at, .. }
            | Self::Message { at, .. }
            | Self::SendBack { at, .. }
            | Self::AddSigner { at, .. }
            | Self::Amend { at, .. }
            | Self::Suspend { at }
            | Self::Resume { at }
            | Self::Terminate { at } => *at,
        }
    }
}

/// Which commands a phase of life takes.
fn check_phase(phase: Phase, command: &Command) -> Result<(), StepError> {
    match (phase, command) {
        (Phase::NotStarted, Command::Start { .. } | Command::Message { .. }) => Ok(()),
        (Phase::NotStarted, _) => Err(StepError::NotStarted),
        (Phase::Ended(_), _) => Err(StepError::Ended),
        (_, Command::Start { .. }) => Err(StepError::AlreadyStarted),
        (_, Command::Amend { .. } | Command::Terminate { .. }) => Ok(()),
        (Phase::Running, Command::Resume { .. }) => Err(StepError::NotSuspended),
        (Phase::Running, _)
        | (Phase::Suspended, Command::Resume { .. } | Command::CompleteService { .. }) => Ok(()),
        (Phase::Suspended, _) => Err(StepError::Suspended),
    }
}

fn start(
    run: &mut Run<'_>,
    start_element: Option<&str>,
    variables: &Variables,
) -> Result<(), StepError> {
    let definition = run.definition;
    let Some(element) = start_element else {
        let process = definition.process();
        if process.contents.entries.is_empty() {
            return Err(StepError::StartNotNamed);
        }
        return begin(run, process, &process.contents.entries, variables);
    };
    let is_start = |process: &&Process| matches!(process.element(element), Some(found) if matches!(found.kind, ElementKind::Start(_)) && found.parent.is_none());
    match definition.processes().iter().find(is_start) {
        Some(process) => begin(run, process, &[element.to_owned()], variables),
        None => Err(StepError::NotAStart { element: element.to_owned() }),
    }
}

/// Begins a process at some of its elements.
fn begin(
    run: &mut Run<'_>,
    process: &Process,
    entries: &[String],
    variables: &Variables,
) -> Result<(), StepError> {
    run.state.definition = run.definition.source_hash.clone();
    run.state.phase = Phase::Running;
    let is_main = process.id == run.definition.process().id;
    let kind = ScopeKind::Process { process: (!is_main).then(|| process.id.clone()) };
    let root = Scope { parent: None, holder: None, kind, variables: variables.clone() };
    run.state.scopes.insert(ScopeId::ROOT, root);
    triggers::arm_for(run, Holder::Scope(ScopeId::ROOT))?;
    scopes::enter_at(run, ScopeId::ROOT, entries, Origin::Start)?;
    run.settle()
}

fn receive(run: &mut Run<'_>, name: &str, variables: &Variables) -> Result<(), StepError> {
    if run.state.phase() == Phase::NotStarted {
        let definition = run.definition;
        let is_begun_by = |trigger: &Trigger| matches!(trigger, Trigger::Message { message: Some(message) } if message == name);
        let start = definition.processes().iter().find_map(|process| {
            let mut starts = process.triggered_starts();
            starts.find(|(_, trigger)| is_begun_by(trigger)).map(|(start, _)| (process, start))
        });
        return match start {
            Some((process, start)) => {
                begin(run, process, std::slice::from_ref(&start.id), variables)
            }
            None => Err(StepError::NobodyAwaits { name: name.to_owned() }),
        };
    }
    triggers::deliver(run, name, variables)
}

fn terminate(run: &mut Run<'_>) {
    scopes::clear(run, ScopeId::ROOT, &Cancellation::Terminated);
    run.end(Outcome::Terminated);
}
