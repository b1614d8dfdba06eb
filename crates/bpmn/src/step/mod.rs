//! Carries out one command on one state.
//!
//! `run` moves tokens until all of them wait, `timers` arms and fires, `send_back` takes an order back, `preview`
//! looks ahead without changing anything.

mod error;
mod preview;
mod run;
mod send_back;
mod timers;

use rules::{Expressions, Variables};

use crate::command::{Cancellation, Command, Effect};
use crate::definition::{Definition, ElementKind, StartTrigger};
use crate::state::{Origin, Outcome, Phase, Scope, ScopeId, State, Wait};
pub use error::StepError;
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
            let start = match start_element {
                Some(element) => named_start(definition, element)?,
                None => plain_start(definition)?,
            };
            start_at(&mut run, start, variables)?;
        }
        Command::Message { name, variables, .. } => receive(&mut run, name, variables)?,
        Command::Complete { element, occurrence, variables, .. } => {
            complete(&mut run, element, &Wait::Stage { occurrence: *occurrence }, variables)?;
        }
        Command::CompleteService { element, occurrence, variables, .. } => {
            complete(&mut run, element, &Wait::Service { occurrence: *occurrence }, variables)?;
        }
        Command::FireTimer { timer, .. } => timers::fire(&mut run, *timer)?,
        Command::SendBack { from, to, .. } => send_back::send_back(&mut run, from.as_ref(), to)?,
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
            | Self::FireTimer { at, .. }
            | Self::Message { at, .. }
            | Self::SendBack { at, .. }
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
        (Phase::Running, _) | (Phase::Suspended, Command::Resume { .. }) => Ok(()),
        (Phase::Suspended, _) => Err(StepError::Suspended),
    }
}

fn named_start<'d>(definition: &'d Definition, element: &str) -> Result<&'d str, StepError> {
    match definition.element(element) {
        Some(found) if matches!(found.kind, ElementKind::Start(_)) => Ok(&found.id),
        _ => Err(StepError::NotAStart { element: element.to_owned() }),
    }
}

fn plain_start(definition: &Definition) -> Result<&str, StepError> {
    definition
        .elements()
        .find(|element| element.kind == ElementKind::Start(StartTrigger::None))
        .map(|element| element.id.as_str())
        .ok_or(StepError::StartNotNamed)
}

fn start_at(run: &mut Run<'_>, start: &str, variables: &Variables) -> Result<(), StepError> {
    run.state.definition = run.definition.source_hash.clone();
    run.state.phase = Phase::Running;
    run.state.scopes.insert(ScopeId::ROOT, Scope { parent: None, variables: variables.clone() });
    let passage = run.pass(start, 0, Origin::Start);
    run.leave(start, ScopeId::ROOT, passage)?;
    run.settle()
}

fn receive(run: &mut Run<'_>, name: &str, variables: &Variables) -> Result<(), StepError> {
    if run.state.phase() == Phase::NotStarted {
        let start = run.definition.elements().find(|element| {
            matches!(&element.kind, ElementKind::Start(StartTrigger::Message { message }) if message == name)
        });
        let Some(start) = start else {
            return Err(StepError::NobodyAwaits { name: name.to_owned() });
        };
        return start_at(run, &start.id, variables);
    }
    let waiting = run.state.tokens.iter().find(
        |(_, token)| matches!(&token.wait, Wait::Message { name: awaited, .. } if awaited == name),
    );
    match waiting.map(|(id, _)| *id) {
        Some(id) => run.go_on(id, variables),
        None => Err(StepError::NobodyAwaits { name: name.to_owned() }),
    }
}

/// Completes the stage or service that waits as `wait` says.
fn complete(
    run: &mut Run<'_>,
    element: &str,
    wait: &Wait,
    variables: &Variables,
) -> Result<(), StepError> {
    let occurrence = wait.occurrence().unwrap_or_default();
    let Some(id) = run.state.waiting(element, wait) else {
        let standing = run.state.standing(element, occurrence);
        return Err(StepError::NotOpen { element: element.to_owned(), occurrence, standing });
    };
    if matches!(wait, Wait::Stage { .. }) {
        run.effects.push(Effect::StageCompleted { element: element.to_owned(), occurrence });
    }
    run.go_on(id, variables)
}

fn terminate(run: &mut Run<'_>) {
    let tokens: Vec<_> = run.state.tokens.keys().copied().collect();
    for token in tokens {
        run.cancel(token, &Cancellation::Terminated);
    }
    run.end(Outcome::Terminated);
}
