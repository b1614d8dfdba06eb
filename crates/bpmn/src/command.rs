//! What can be asked of a running order, and what answering it brings about.

use rules::Variables;
use serde::{Deserialize, Serialize};

use crate::state::{Outcome, TimerId};

/// What happened or is wanted. `at` is when, in microseconds since 1970 UTC; variables are laid over those of the
/// process that the element is in, name by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Begins at the start event that is named, or where nobody else begins it.
    Start { start_element: Option<String>, variables: Variables, at: i64 },
    /// A person finished a user or manual task; or a receive task is over although its message did not come.
    Complete { element: String, occurrence: u32, variables: Variables, at: i64 },
    /// A program finished a service, send or business rule task.
    CompleteService { element: String, occurrence: u32, variables: Variables, at: i64 },
    /// What was done at an open task failed in a way that the process knows (BPMN 2.0.2, 10.5.6 "error"). The nearest
    /// boundary event or event sub-process that catches it goes on.
    Throw { element: String, occurrence: u32, code: String, variables: Variables, at: i64 },
    /// The time of a timer has come.
    FireTimer { timer: TimerId, at: i64 },
    /// A message came. It goes to the one that has waited for it longest; before the start, to the start event that
    /// its name begins.
    Message { name: String, variables: Variables, at: i64 },
    /// Takes the order back (退回) to the last occurrence of a completed stage, in the same scope or one around it.
    ///
    /// With `from`, an open stage that permits it, the way goes back along that stage's own path; without, from
    /// wherever the order is, which only the office may ask for. Everything that followed from the earlier occurrence
    /// is undone: open stages are cancelled, completed ones freeze, and parallel branches that did not follow from it
    /// stay as they are, waiting at their join again if they had come through it. Variables keep their values.
    SendBack { from: Option<(String, u32)>, to: String, at: i64 },
    /// Asks another person to sign an open stage as well (加签): it opens once more and is left when all have signed.
    AddSigner { element: String, occurrence: u32, at: i64 },
    /// Corrects variables from the office, such as those that a failed condition asked for.
    Amend { variables: Variables, at: i64 },
    /// Stops everything for a while (挂起). Timers keep their due instants and do not fire; a program that was asked
    /// before may still answer.
    Suspend { at: i64 },
    /// Goes on. What came due meanwhile is due now; a cycle that missed several rounds fires once for all of them.
    Resume { at: i64 },
    /// Ends the order where it is (终止), suspended or not.
    Terminate { at: i64 },
}

/// What a step brought about, in order. The caller carries it out after the state is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// A stage waits for a person. After sending back it is prefilled from the occurrence that froze.
    StageOpened {
        element: String,
        occurrence: u32,
        prefilled_from: Option<u32>,
    },
    StageCompleted {
        element: String,
        occurrence: u32,
    },
    StageCancelled {
        element: String,
        occurrence: u32,
        cause: Cancellation,
    },
    /// A service, send or business rule task waits for its program.
    ServiceRequested {
        element: String,
        occurrence: u32,
    },
    /// Its answer is no longer taken.
    ServiceCancelled {
        element: String,
        occurrence: u32,
        cause: Cancellation,
    },
    TimerArmed {
        timer: TimerId,
        element: String,
        due: i64,
    },
    /// A timer stopped without firing.
    TimerDisarmed {
        timer: TimerId,
    },
    /// An event or receive task waits for a message of this name.
    MessageAwaited {
        element: String,
        name: String,
    },
    /// It no longer does, and the message has not come.
    MessageDropped {
        element: String,
        name: String,
    },
    /// A throw or end event sends a message of this name.
    MessageSent {
        element: String,
        name: String,
    },
    /// Nothing can happen any more: all that waits are joins, for branches that no token is on. Somebody has to send
    /// back or terminate.
    Stalled {
        joins: Vec<String>,
    },
    Ended {
        outcome: Outcome,
    },
}

/// Why something that was open is open no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cancellation {
    /// By the event of this id: a boundary event, the start of an event sub-process, or a terminating end.
    Interrupted {
        by: String,
    },
    /// The multi-instance activity of this id was done before all its rounds were.
    NotNeeded {
        by: String,
    },
    /// To the stage of this id.
    SentBack {
        to: String,
    },
    /// The order was moved to a version of its process in which the stage of this id takes its place.
    Migrated {
        to: String,
    },
    Terminated,
}
