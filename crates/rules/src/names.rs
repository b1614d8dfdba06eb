//! The names that an expression takes from outside.

use cel::common::ast::{EntryExpr, Expr};
use std::collections::BTreeSet;

/// Names of the variables in `expr`, without those that its own loops bind.
///
/// Recurses; the portable subset bounds the depth.
pub(crate) fn free(expr: &Expr) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    collect(expr, &mut Vec::new(), &mut names);
    names
}

fn collect<'e>(expr: &'e Expr, bound: &mut Vec<&'e str>, names: &mut BTreeSet<&'e str>) {
    match expr {
        Expr::Ident(name) => {
            if !bound.contains(&name.as_str()) {
                names.insert(name);
            }
        }
        Expr::Select(select) => collect(&select.operand.expr, bound, names),
        Expr::Call(call) => {
            for part in call.target.iter().map(|target| &**target).chain(&call.args) {
                collect(&part.expr, bound, names);
            }
        }
        Expr::List(list) => {
            for element in &list.elements {
                collect(&element.expr, bound, names);
            }
        }
        Expr::Map(map) => {
            for entry in &map.entries {
                if let EntryExpr::MapEntry(entry) = &entry.expr {
                    collect(&entry.key.expr, bound, names);
                    collect(&entry.value.expr, bound, names);
                }
            }
        }
        Expr::Comprehension(comprehension) => {
            collect(&comprehension.iter_range.expr, bound, names);
            collect(&comprehension.accu_init.expr, bound, names);
            let outside = bound.len();
            bound.extend([comprehension.iter_var.as_str(), comprehension.accu_var.as_str()]);
            for part in [&comprehension.loop_cond, &comprehension.loop_step, &comprehension.result]
            {
                collect(&part.expr, bound, names);
            }
            bound.truncate(outside);
        }
        Expr::Literal(_) | Expr::Struct(_) | Expr::Unspecified => {}
    }
}
