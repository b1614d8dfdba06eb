//! What is known of an expression's kind before it runs: the browser refuses comparisons that this side answers.

use cel::common::ast::{CallExpr, Expr, LiteralValue, operators};

/// What the browser's type checker knows of an expression before it runs; variables it takes as they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    Int,
    Double,
    Text,
}

/// Two kinds that are compared although they differ.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{left:?} is compared with {right:?}, which the browser refuses")]
pub(crate) struct Mismatch {
    left: Kind,
    right: Kind,
}

/// Refuses `1 == 1.0` and `'a' == 1`: here they are true and false, there they do not compile.
pub(crate) fn check_comparison(call: &CallExpr) -> Result<(), Mismatch> {
    let [left, right] = &call.args[..] else { return Ok(()) };
    same_kind(kind_of(&left.expr), kind_of(&right.expr))
}

pub(crate) fn check_membership(call: &CallExpr) -> Result<(), Mismatch> {
    let [element, list] = &call.args[..] else { return Ok(()) };
    let Expr::List(list) = &list.expr else { return Ok(()) };
    let kind = kind_of(&element.expr);
    list.elements.iter().try_for_each(|member| same_kind(kind, kind_of(&member.expr)))
}

fn same_kind(left: Option<Kind>, right: Option<Kind>) -> Result<(), Mismatch> {
    match (left, right) {
        (Some(left), Some(right)) if left != right => Err(Mismatch { left, right }),
        _ => Ok(()),
    }
}

fn kind_of(expr: &Expr) -> Option<Kind> {
    let call = match expr {
        Expr::Literal(LiteralValue::Boolean(_)) => return Some(Kind::Bool),
        Expr::Literal(LiteralValue::Int(_)) => return Some(Kind::Int),
        Expr::Literal(LiteralValue::Double(_)) => return Some(Kind::Double),
        Expr::Literal(LiteralValue::String(_)) => return Some(Kind::Text),
        Expr::Select(select) if select.test => return Some(Kind::Bool),
        Expr::Call(call) => call,
        _ => return None,
    };
    match call.func_name.as_str() {
        "size" | "int" => Some(Kind::Int),
        "double" => Some(Kind::Double),
        operators::EQUALS
        | operators::NOT_EQUALS
        | operators::LESS
        | operators::LESS_EQUALS
        | operators::GREATER
        | operators::GREATER_EQUALS
        | operators::LOGICAL_AND
        | operators::LOGICAL_OR
        | operators::LOGICAL_NOT
        | operators::IN => Some(Kind::Bool),
        "contains" | "startsWith" | "endsWith" | "matches" => Some(Kind::Bool),
        // One side decides: the other is of the same kind, or the operation fails on both sides anyway.
        operators::ADD
        | operators::SUBSTRACT
        | operators::MULTIPLY
        | operators::DIVIDE
        | operators::MODULO
        | operators::NEGATE => call.args.first().and_then(|operand| kind_of(&operand.expr)),
        _ => None,
    }
}
