//! What is wrong with the values of a form.

use serde::{Deserialize, Serialize};
use vocabulary::Text;

/// The judgement over the values of one form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What keeps the stage from being submitted, in the order of the form's fields.
    pub errors: Vec<Finding>,
    /// What the worker should see, and what was overridden with a reason.
    pub warnings: Vec<Finding>,
}

impl Verdict {
    /// Says whether nothing keeps the values from being taken.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.errors.is_empty()
    }
}

/// One thing that is wrong, at one field. Never holds the value itself, which may be personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// JSON pointer into the values, such as `/seals/0/number`; empty for the form as a whole.
    pub field: String,
    pub code: FindingCode,
    pub message: Text,
    /// Id of the rule that was broken, if it was one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule: Option<String>,
}

/// What kind of fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// The values are too large to be looked at.
    TooLarge,
    Required,
    /// A field that the form does not have.
    Unknown,
    WrongType,
    /// Wrong characters, length or check digit.
    Malformed,
    OutOfRange,
    NotAChoice,
    /// Twice in a list that takes each value once.
    Repeated,
    /// Photos, signature, position, second person or safety checks are not complete.
    EvidenceMissing,
    /// A work at a meter is not done, and the result that was chosen says it is.
    WorkNotDone,
    /// Nobody knows what the meter did: it has to be verified before anything else.
    WorkUnknown,
    /// The meter was changed, and the result that was chosen says it was not.
    WorkDone,
    RuleBroken,
    /// Passes as soon as a reason is given.
    OverrideNeeded,
    Overridden,
    /// A rule could not be computed from the values.
    RuleFailed,
}
