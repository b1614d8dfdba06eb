//! Prints the table as `docs/access.md`.

use std::fmt::Write as _;

use vocabulary::Role;

use crate::rights::granted;
use crate::{Action, CONFLICTS, Who};

/// The page that `docs/access.md` holds.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(INTRODUCTION);
    page.push_str(&table(&Role::ALL.map(Who::Role)));
    page.push_str("\n## Programs (程序)\n\n");
    page.push_str(&table(&[Who::Terminal, Who::Neighbour]));
    page.push_str(CONFLICTS_INTRODUCTION);
    for conflict in CONFLICTS {
        let forbidden: Vec<_> =
            conflict.forbidden.iter().map(|action| format!("`{}`", action.as_str())).collect();
        let role = conflict.role.as_str();
        let (name, zh, en) = (conflict.name, conflict.zh, conflict.en);
        let _ = writeln!(page, "| `{name}` | {role} | {zh}; {en} | {} |", forbidden.join(", "));
    }
    page.push_str(OTHER_RULES);
    page
}

/// Rows for the actions that at least one of `columns` may do.
fn table(columns: &[Who]) -> String {
    let names: Vec<_> = columns.iter().map(|who| who.as_str()).collect();
    let mut table = format!("| action | 动作 | {} |\n", names.join(" | "));
    let _ = writeln!(table, "|---|---|{}", "---|".repeat(columns.len()));
    for action in Action::ALL {
        let cells: Vec<_> = columns
            .iter()
            .map(|who| granted(*who, *action).map_or("", |scope| scope.as_str()))
            .collect();
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let _ =
            writeln!(table, "| `{}` | {} | {} |", action.as_str(), action.zh(), cells.join(" | "));
    }
    table
}

const INTRODUCTION: &str = "\
# Who may do what (权限表)

Printed from `crates/access` by `UPDATE=1 cargo test -p access`; do not edit by hand. What is not in the tables is \
denied. A person's rights are the union over his roles, except for the conflicts below.

Scopes, each including the one before: *own* (assigned to him or worked on by him; for a terminal, its own), *grid* \
(his grid cells), *station* (his station; every station for a role held at the company itself), *company*. Nothing \
reaches into another company.

## Roles (角色)

";

const CONFLICTS_INTRODUCTION: &str = "
## Conflicts that always win (岗位互斥)

| name | role | rule | takes away |
|---|---|---|---|
";

const OTHER_RULES: &str = "
## Other rules

- Two persons (双人): approver and executor of a stop, issuer of a permit and worker, worker and second person are \
different people with different cards.
- Metering (计量): a terminal without ESAM, security unit, operator card slot or business card slot does no metering, \
reading included; it says which part is missing (`not_fitted_for_metering`).
- A card is of one kind (操作员卡, 业务卡, TF 卡) from its making on; one that says none is an operator's. A business \
card signs nobody in and confirms nothing as a second person, an operator's card is no business card: the terminal \
refuses it in words and before a PIN, the platform by what is on record of it (`other-card-kind`), which is believed \
before what the card says.
- A terminal that was enrolled with a TF card neither syncs nor meters without it, and says so.
- Nobody edits or deletes audit entries or evidence, or changes the tested metering baseline: there is no action for \
it.
- Handed-in work is taken from the terminal, not refused by role: what its author was allowed to do when he did it is \
judged when it takes effect (`perform_stage`), and a lost role makes it late evidence, never lost work.
- Metrics (运行指标) are no role's: they count requests and messages, name nobody, and are read by a scraper that has no \
session. The platform gives them to its own machine only.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_docs_is_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/access.md");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, markdown()).expect("docs/access.md is writable");
        }
        let page = std::fs::read_to_string(path).unwrap_or_default();
        assert!(page == markdown(), "docs/access.md is stale: run UPDATE=1 cargo test -p access");
    }
}
