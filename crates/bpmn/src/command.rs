//! What can be asked of a running order, and what answering it brings about.

use rules::Variables;
use serde::{Deserialize, Serialize};

use crate::state::{Outcome, TimerId};

/// What happened or is wanted. `at` is when, in microseconds since 1970 UTC; variables are laid over those of the
/// process, name by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Begins at the start event that is named, or at the one without a trigger.
    Start { start_element: Option<String>, variables: Variables, at: i64 },
    /// A person finished a user or manual task.
    Complete { element: String, occurrence: u32, variables: Variables, at: i64 },
    /// A program finished a service task.
    CompleteService { element: String, occurrence: u32, variables: Variables, at: i64 },
    /// The time of a timer has come.
    FireTimer { timer: TimerId, at: i64 },
    /// A message came. It goes to the one that has waited for it longest; before the start, to the start event that
    /// its name begins.
    Message { name: String, variables: Variables, at: i64 },
    /// Takes the order back (退回) to the last occurrence of a completed stage.
    ///
    /// With `from`, an open stage that permits it, the way goes back along that stage's own path; without, from
    /// wherever the order is, which only the office may ask for. Everything that followed from the earlier occurrence
    /// is undone: open stages are cancelled, completed ones freeze, and parallel branches that did not follow from it
    /// stay as they are, waiting at their join again if they had come through it. Variables keep their values.
    SendBack { from: Option<(String, u32)>, to: String, at: i64 },
    /// Corrects variables from the office, such as those that a failed condition asked for.
    Amend { variables: Variables, at: i64 },
    /// Stops everything for a while (挂起). Timers keep their due instants and do not fire.
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
    /// A service task waits for its program.
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
    MessageAwaited {
        element: String,
        occurrence: u32,
        name: String,
    },
    /// The message is no longer waited for.
    MessageDropped {
        element: String,
        occurrence: u32,
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
    /// By the boundary event of this id.
    Interrupted {
        by: String,
    },
    /// To the stage of this id.
    SentBack {
        to: String,
    },
    Terminated,
}
