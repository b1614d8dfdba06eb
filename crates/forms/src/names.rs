//! The names that expressions of a bundle may speak of.

use rules::{Cel, ExpressionError};

/// What an expression may speak of.
const NAMES: [&str; 3] = ["form", "now", "order"];

/// Why the expression cannot serve, if it cannot.
pub(crate) fn fault(expression: &str, expressions: &Cel) -> Option<ExpressionError> {
    match expressions.names(expression) {
        Err(error) => Some(error),
        Ok(names) => names
            .into_iter()
            .find(|name| !NAMES.contains(&name.as_str()))
            .map(|name| ExpressionError::UnknownVariable { name }),
    }
}
