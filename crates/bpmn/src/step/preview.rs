//! Looks ahead: what would completing a stage bring?

use rules::{Expressions, Variables};
use serde::{Deserialize, Serialize};

use super::{StepError, step};
use crate::command::{Command, Effect};
use crate::definition::Definition;
use crate::state::State;

/// What completing a stage would bring, as far as it is decided now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStages {
    /// The stages that would open at once.
    pub stages: Vec<Opening>,
    /// The services that would be asked first; what follows depends on their answers.
    pub services: Vec<Opening>,
    /// Whether the order would end.
    pub ends: bool,
}

/// An element and which occurrence of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub element: String,
    pub occurrence: u32,
}

/// Tries out the completion of an open stage, without changing anything. If neither stages nor services open and the
/// order does not end, the next thing to happen is a timer, a message or another branch.
///
/// # Errors
/// As [`step`] would for that completion.
pub fn next_stages(
    definition: &Definition,
    state: &State,
    element: &str,
    occurrence: u32,
    variables: &Variables,
    expressions: &dyn Expressions,
) -> Result<NextStages, StepError> {
    // The instant only sets when timers are due, which is not asked here.
    let (element, variables) = (element.to_owned(), variables.clone());
    let command = Command::Complete { element, occurrence, variables, at: 0 };
    let mut next = NextStages::default();
    for effect in step(definition, state, &command, expressions)?.effects {
        match effect {
            Effect::StageOpened { element, occurrence, .. } => {
                next.stages.push(Opening { element, occurrence });
            }
            Effect::ServiceRequested { element, occurrence } => {
                next.services.push(Opening { element, occurrence });
            }
            Effect::Ended { .. } => next.ends = true,
            _ => {}
        }
    }
    Ok(next)
}
