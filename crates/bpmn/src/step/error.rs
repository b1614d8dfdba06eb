//! Why a command was not carried out.

use rules::ExpressionError;

use crate::iso8601::TimerError;
use crate::state::{Standing, TimerId};

/// A command that was not carried out. The state stays as it was, so that nothing of a running order is lost: the
/// office can amend variables, and the command can be given again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    #[error("the order has not been started")]
    NotStarted,
    #[error("the order has been started already")]
    AlreadyStarted,
    #[error("the order has ended")]
    Ended,
    #[error("the order is suspended")]
    Suspended,
    #[error("the order is not suspended")]
    NotSuspended,
    #[error("the order runs on the definition {running}, not on {given}")]
    OtherDefinition { running: String, given: String },
    #[error("the definition has no element {element}")]
    NotInDefinition { element: String },
    #[error("no process {process} is at hand for the call")]
    NoSuchProcess { process: String },
    #[error("{element} is no start event")]
    NotAStart { element: String },
    #[error("the process has no start event without a trigger; name the one to start at")]
    StartNotNamed,
    #[error("{element} has no open occurrence {occurrence}, it is {standing:?}")]
    NotOpen { element: String, occurrence: u32, standing: Standing },
    #[error("no timer {} runs", timer.0)]
    TimerNotArmed { timer: TimerId },
    #[error("the timer {} is due at {due}, not at {at}", timer.0)]
    TimerNotDue { timer: TimerId, due: i64, at: i64 },
    #[error("nothing waits for a message {name}")]
    NobodyAwaits { name: String },
    #[error("nothing catches the error {code} around {element}")]
    Uncaught { element: String, code: String },
    #[error("no condition of the flows that leave {element} holds, and none is its default")]
    NoFlowHolds { element: String },
    #[error("the condition of {flow}, which leaves {element}, gives no answer")]
    Condition {
        element: String,
        flow: String,
        #[source]
        cause: ExpressionError,
    },
    #[error("how often {element} is done cannot be said")]
    Repetition {
        element: String,
        #[source]
        cause: RepetitionError,
    },
    #[error("when {element} is due cannot be said")]
    Timer {
        element: String,
        #[source]
        cause: AskedTimerError,
    },
    #[error("the stage {element} does not permit sending back")]
    SendBackNotPermitted { element: String },
    #[error("the stage {element} does not permit another signer")]
    AddSignerNotPermitted { element: String },
    #[error(
        "the stage {to} was not completed on the path of this order, or not on that of the stage sent from"
    )]
    NotOnPath { to: String },
    #[error("the process moves or forks without coming to rest: more than {limit} at once")]
    Runaway { limit: usize },
}

/// Why a multi-instance activity cannot begin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepetitionError {
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    #[error("the process does not say it")]
    NotSaid,
    #[error("{found} is no whole number from 0 to {max}")]
    NotACount { found: String, max: u32 },
    #[error("{found} is no list of at most {max} items")]
    NotAList { found: String, max: u32 },
}

/// Why a timer whose time is asked for cannot be armed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskedTimerError {
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    #[error("{found} is no text")]
    NotAText { found: String },
    #[error(transparent)]
    Text(#[from] TimerError),
}
