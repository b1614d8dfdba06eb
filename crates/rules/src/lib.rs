//! Evaluates the expressions of processes and forms: the one place where CEL is pinned.
//!
//! Conditions on sequence flows, rules over form values and visibility of fields are all CEL. The language stands
//! behind [`Expressions`], so that the engine that evaluates it can change without a process noticing; one file of
//! vectors (`vectors.json`) is run by this crate and by the browser's evaluator, because the same rule must hold on
//! the server and in the worker's hand.

mod cel;
mod kinds;
mod names;
mod pattern;
mod portable;
mod values;

pub use crate::cel::{Cel, EXPRESSION_LEN_MAX, Scope};

use serde_json::{Map, Value};

/// Names and their values, as an expression sees them.
pub type Variables = Map<String, Value>;

/// Checks and evaluates expressions over JSON values.
pub trait Expressions: Send + Sync {
    /// Parses `expression` without running it.
    ///
    /// # Errors
    /// Says where and why the text is no expression.
    fn check(&self, expression: &str) -> Result<(), ExpressionError>;

    /// Evaluates `expression` over `variables`.
    ///
    /// # Errors
    /// Names the missing variable, the wrong type or the syntax error.
    fn evaluate(&self, expression: &str, variables: &Variables) -> Result<Value, ExpressionError>;

    /// Evaluates a condition; anything but a boolean is an error, never "false".
    ///
    /// # Errors
    /// As [`Expressions::evaluate`], and for a result that is not a boolean.
    fn holds(&self, expression: &str, variables: &Variables) -> Result<bool, ExpressionError> {
        boolean(self.evaluate(expression, variables)?)
    }
}

fn boolean(answer: Value) -> Result<bool, ExpressionError> {
    match answer {
        Value::Bool(answer) => Ok(answer),
        other => Err(ExpressionError::NotBoolean { found: other.to_string() }),
    }
}

/// Why an expression gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionError {
    #[error("the text is no expression: {reason}")]
    Syntax { reason: String },
    #[error("the expression names {name}, which is not there")]
    UnknownVariable { name: String },
    #[error("the expression cannot be evaluated: {reason}")]
    Evaluation { reason: String },
    #[error("a condition must be true or false, this is {found}")]
    NotBoolean { found: String },
}
