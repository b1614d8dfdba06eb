//! Runs `vectors.json`, the file that the browser's evaluator answers too.

use rules::{Cel, ExpressionError, Expressions, Variables};
use serde_json::Value;

const VECTORS: &str = include_str!("../vectors.json");

#[test]
fn every_vector_has_its_result() {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    assert!(vectors.len() >= 150, "the file lost vectors: {}", vectors.len());

    let cel = Cel::new();
    let wrong: Vec<String> =
        vectors.iter().filter_map(|vector| disagreement(&cel, vector)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_is_not_portable_is_refused_before_it_runs() {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    let cel = Cel::new();
    for vector in vectors.iter().filter(|vector| vector["portable"] == Value::Bool(false)) {
        let expression = vector["expression"].as_str().unwrap();
        let verdict = cel.check(expression);
        assert!(
            matches!(verdict, Err(ExpressionError::Syntax { .. })),
            "{expression}: {verdict:?}"
        );
    }
}

fn disagreement(cel: &Cel, vector: &Value) -> Option<String> {
    let expression = vector["expression"].as_str().unwrap();
    let variables = vector.get("variables").and_then(Value::as_object).cloned();
    let answer = cel.evaluate(expression, &variables.unwrap_or_else(Variables::new));
    let agrees = match (&answer, vector.get("result")) {
        (Ok(found), Some(expected)) => same(found, expected),
        (Err(_), None) => vector["error"] == Value::Bool(true),
        _ => false,
    };
    (!agrees).then(|| format!("{expression}: {answer:?}, the vector is {vector}"))
}

/// Equality of JSON values in which 2 and 2.0 are one number, as in the browser.
fn same(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Number(found), Value::Number(expected)) => found.as_f64() == expected.as_f64(),
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(f, e)| same(f, e))
        }
        (Value::Object(found), Value::Object(expected)) => {
            found.len() == expected.len()
                && found.iter().all(|(name, f)| expected.get(name).is_some_and(|e| same(f, e)))
        }
        (found, expected) => found == expected,
    }
}
