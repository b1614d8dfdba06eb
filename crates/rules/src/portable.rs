//! The portable subset: what this evaluator and the browser's are known to answer alike.
//!
//! An expression outside the subset is refused when a process is deployed, not discovered when a worker's terminal
//! says yes and the server says no. `README.md` lists the differences that drew the line.

use crate::kinds::{self, Mismatch};
use crate::pattern::{self, BadPattern};
use cel::common::ast::{
    CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedExpr, LiteralValue, operators,
};

/// How deep an expression may nest: more than a person reads, less than the stack holds.
const DEPTH_MAX: usize = 48;

/// How many `all`, `exists`, `map` or `filter` may stand inside each other; each multiplies the work.
const COMPREHENSIONS_MAX: usize = 2;

/// Operators and functions that both sides have.
const FUNCTIONS: [&str; 24] = [
    operators::CONDITIONAL,
    operators::LOGICAL_AND,
    operators::LOGICAL_OR,
    operators::LOGICAL_NOT,
    operators::ADD,
    operators::SUBSTRACT,
    operators::MULTIPLY,
    operators::DIVIDE,
    operators::MODULO,
    operators::NEGATE,
    operators::EQUALS,
    operators::NOT_EQUALS,
    operators::LESS,
    operators::LESS_EQUALS,
    operators::GREATER,
    operators::GREATER_EQUALS,
    operators::INDEX,
    operators::IN,
    operators::NOT_STRICTLY_FALSE,
    "size",
    "int",
    "double",
    MATCHES,
    "contains",
];

/// Functions that both sides have on a string only: `text.startsWith("a")`.
const MEMBER_FUNCTIONS: [&str; 4] = ["contains", "startsWith", "endsWith", MATCHES];

const MATCHES: &str = "matches";

/// Names of types, which are values in one dialect and unknown in another.
const TYPE_NAMES: [&str; 10] =
    ["bool", "bytes", "double", "dyn", "int", "list", "map", "null_type", "string", "uint"];

/// Why an expression is outside the portable subset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotPortable {
    #[error("it nests deeper than {DEPTH_MAX} levels")]
    TooDeep,
    #[error("more than {COMPREHENSIONS_MAX} of all, exists, map or filter stand inside each other")]
    TooManyLoops,
    #[error("{name}() is not in the portable subset")]
    Function { name: String },
    #[error("{name}() is called on a text, as text.{name}(...)")]
    NotOnText { name: String },
    #[error("has() asks for a name behind names only; write [a[b]].exists(m, has(m.c))")]
    PresenceBehindIndex,
    #[error("{name} is not a variable")]
    Name { name: String },
    #[error("{what} literals are not in the portable subset")]
    Literal { what: &'static str },
    #[error(transparent)]
    Comparison(#[from] Mismatch),
    #[error("the pattern of matches() must be written out as a text")]
    PatternNotWrittenOut,
    #[error(transparent)]
    Pattern(#[from] BadPattern),
}

/// Says whether both evaluators answer `root` alike.
///
/// Walks with its own stack, because a tree that is too deep must be found without recursion.
pub(crate) fn check(root: &IdedExpr) -> Result<(), NotPortable> {
    let mut open = vec![Node { expr: &root.expr, depth: 0, loops: 0 }];
    while let Some(node) = open.pop() {
        if node.depth > DEPTH_MAX {
            return Err(NotPortable::TooDeep);
        }
        match node.expr {
            Expr::Call(call) => {
                check_call(call)?;
                open.extend(call.target.iter().map(|target| node.below(&target.expr)));
                open.extend(call.args.iter().map(|arg| node.below(&arg.expr)));
            }
            Expr::Comprehension(comprehension) => {
                open.extend(loop_parts(node, comprehension)?);
            }
            Expr::Ident(name) => check_name(name)?,
            Expr::Literal(literal) => check_literal(literal)?,
            Expr::List(list) => {
                if !list.optional_indices.is_empty() {
                    return Err(NotPortable::Literal { what: "optional list" });
                }
                open.extend(list.elements.iter().map(|element| node.below(&element.expr)));
            }
            Expr::Map(map) => {
                for entry in &map.entries {
                    let EntryExpr::MapEntry(entry) = &entry.expr else {
                        return Err(NotPortable::Literal { what: "struct" });
                    };
                    open.push(node.below(&entry.key.expr));
                    open.push(node.below(&entry.value.expr));
                }
            }
            Expr::Select(select) => {
                if select.test {
                    check_presence(&select.operand.expr)?;
                }
                open.push(node.below(&select.operand.expr));
            }
            Expr::Struct(_) => return Err(NotPortable::Literal { what: "struct" }),
            Expr::Unspecified => return Err(NotPortable::Literal { what: "empty" }),
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Node<'e> {
    expr: &'e Expr,
    depth: usize,
    loops: usize,
}

impl<'e> Node<'e> {
    fn below(self, expr: &'e Expr) -> Node<'e> {
        Node { expr, depth: self.depth + 1, loops: self.loops }
    }
}

fn loop_parts<'e>(
    node: Node<'e>,
    comprehension: &'e ComprehensionExpr,
) -> Result<[Node<'e>; 5], NotPortable> {
    if comprehension.iter_var2.is_some() {
        return Err(NotPortable::Function { name: "a loop over two variables".to_owned() });
    }
    let loops = node.loops + 1;
    if loops > COMPREHENSIONS_MAX {
        return Err(NotPortable::TooManyLoops);
    }
    let inside = |expr| Node { expr, depth: node.depth + 1, loops };
    Ok([
        node.below(&comprehension.iter_range.expr),
        inside(&comprehension.accu_init.expr),
        inside(&comprehension.loop_cond.expr),
        inside(&comprehension.loop_step.expr),
        inside(&comprehension.result.expr),
    ])
}

fn check_call(call: &CallExpr) -> Result<(), NotPortable> {
    let name = call.func_name.as_str();
    let on_text = MEMBER_FUNCTIONS.contains(&name);
    if on_text && call.target.is_none() {
        return Err(NotPortable::NotOnText { name: name.to_owned() });
    }
    if !on_text && !FUNCTIONS.contains(&name) {
        return Err(NotPortable::Function { name: name.to_owned() });
    }
    match name {
        MATCHES => check_pattern_argument(call),
        operators::EQUALS | operators::NOT_EQUALS => Ok(kinds::check_comparison(call)?),
        operators::IN => Ok(kinds::check_membership(call)?),
        _ => Ok(()),
    }
}

/// `has(a.b.c)` stands on both sides, `has(a[b].c)` on one.
fn check_presence(operand: &Expr) -> Result<(), NotPortable> {
    let mut operand = operand;
    loop {
        match operand {
            Expr::Ident(_) => return Ok(()),
            Expr::Select(select) => operand = &select.operand.expr,
            _ => return Err(NotPortable::PresenceBehindIndex),
        }
    }
}

fn check_name(name: &str) -> Result<(), NotPortable> {
    if name.starts_with('.') || TYPE_NAMES.contains(&name) {
        return Err(NotPortable::Name { name: name.to_owned() });
    }
    Ok(())
}

fn check_literal(literal: &LiteralValue) -> Result<(), NotPortable> {
    match literal {
        LiteralValue::Bytes(_) => Err(NotPortable::Literal { what: "bytes" }),
        LiteralValue::UInt(_) => Err(NotPortable::Literal { what: "unsigned" }),
        LiteralValue::Boolean(_)
        | LiteralValue::Double(_)
        | LiteralValue::Int(_)
        | LiteralValue::Null
        | LiteralValue::String(_) => Ok(()),
    }
}

fn check_pattern_argument(call: &CallExpr) -> Result<(), NotPortable> {
    let [IdedExpr { expr: Expr::Literal(LiteralValue::String(pattern)), .. }] = &call.args[..]
    else {
        return Err(NotPortable::PatternNotWrittenOut);
    };
    Ok(pattern::check(pattern.inner())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cel::Program;

    fn verdict(expression: &str) -> Result<(), NotPortable> {
        check(Program::compile(expression).unwrap().expression())
    }

    #[test]
    fn accepts_what_rules_use() {
        for expression in [
            "form.capacity_w > 0 && form.capacity_w <= 100000",
            "has(form.mobile) ? form.mobile.matches('^1[0-9]{10}$') : true",
            "form.seals.all(s, form.seals.exists_one(t, t.no == s.no))",
            "size(form.papers) >= 2 || 'lease' in form.papers",
            "form.asset_no.startsWith('13') && int('5') == 5",
        ] {
            assert_eq!(verdict(expression), Ok(()), "{expression}");
        }
    }

    #[test]
    fn refuses_functions_of_one_side_only() {
        for expression in ["string(1)", "type(1) == 1", "timestamp('x')", "'a'.lowerAscii()"] {
            assert!(
                matches!(verdict(expression), Err(NotPortable::Function { .. })),
                "{expression}"
            );
        }
        assert!(matches!(verdict("matches('a', 'a')"), Err(NotPortable::NotOnText { .. })));
    }

    #[test]
    fn refuses_to_ask_for_a_name_behind_an_index() {
        assert_eq!(
            verdict("has(order.meters[form.no].lon)"),
            Err(NotPortable::PresenceBehindIndex)
        );
        assert_eq!(verdict("[order.meters[form.no]].exists(m, has(m.lon))"), Ok(()));
        assert_eq!(verdict("has(order.stages.survey.load) && form.no in order.meters"), Ok(()));
    }

    #[test]
    fn refuses_a_pattern_that_is_not_written_out() {
        assert_eq!(verdict("'a'.matches(form.p)"), Err(NotPortable::PatternNotWrittenOut));
        assert!(matches!(verdict("'5'.matches('\\\\d')"), Err(NotPortable::Pattern(_))));
    }

    #[test]
    fn refuses_comparisons_of_different_kinds() {
        for expression in ["1 == 1.0", "'a' != 1", "size(x) == 2.0", "1 in ['1']", "(x > 1) == 1"] {
            assert!(matches!(verdict(expression), Err(NotPortable::Comparison(_))), "{expression}");
        }
        for expression in ["x == 1.0", "1 in x", "size(x) == size(y) + 1", "x == null"] {
            assert_eq!(verdict(expression), Ok(()), "{expression}");
        }
    }

    #[test]
    fn refuses_what_grows_without_bound() {
        let deep = vec!["1"; 60].join(" + ");
        assert_eq!(verdict(&deep), Err(NotPortable::TooDeep));
        let loops = "a.all(x, b.all(y, c.all(z, x + y == z)))";
        assert_eq!(verdict(loops), Err(NotPortable::TooManyLoops));
    }

    #[test]
    fn refuses_literals_and_names_of_other_dialects() {
        for expression in ["b'a' == x", "1u == x", "x == int", "Order{no: 1}", ".form"] {
            assert!(verdict(expression).is_err(), "{expression}");
        }
    }
}
