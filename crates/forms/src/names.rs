//! The names that expressions of a bundle may speak of.

use rules::{Cel, ExpressionError};

/// What an expression may speak of.
const NAMES: [&str; 3] = ["form", "now", "order"];

/// Why the expression cannot serve, if it cannot.
pub(crate) fn fault(expression: &str, expressions: &Cel) -> Option<ExpressionError> {
    fault_among(&NAMES, expression, expressions)
}

/// The same for what fills a field in: it is entered before anything else is, so it may speak of the order alone.
pub(crate) fn fault_of_fact(expression: &str, expressions: &Cel) -> Option<ExpressionError> {
    fault_among(&["order"], expression, expressions)
}

fn fault_among(known: &[&str], expression: &str, expressions: &Cel) -> Option<ExpressionError> {
    match expressions.names(expression) {
        Err(error) => Some(error),
        Ok(names) => names
            .into_iter()
            .find(|name| !known.contains(&name.as_str()))
            .map(|name| ExpressionError::UnknownVariable { name }),
    }
}
