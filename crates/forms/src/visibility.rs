//! Which fields are asked, given the answers so far.

use crate::form::Context;
use crate::ui::UiSchema;
use rules::Cel;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The values without those of fields that are not visible, and the names of these fields.
///
/// A field may depend on one that is itself hidden, so the question is asked again until nothing changes; every round
/// but the last hides a field more.
///
/// A condition that cannot be computed leaves its field visible: better a question too many than one never asked.
pub(crate) fn prune(
    ui: &UiSchema,
    expressions: &Cel,
    values: &Map<String, Value>,
    context: &Context,
) -> (Map<String, Value>, BTreeSet<String>) {
    let mut kept = values.clone();
    let mut hidden = BTreeSet::new();
    loop {
        // A scope that cannot be made (too deep an order) hides nothing, as a condition that cannot be computed.
        let Ok(scope) = expressions.scope(&context.variables(&kept)) else {
            return (kept, hidden);
        };
        let before = hidden.len();
        for (name, field) in &ui.fields {
            let Some(condition) = &field.visible else { continue };
            if !hidden.contains(name) && scope.holds(condition) == Ok(false) {
                hidden.insert(name.clone());
                kept.remove(name);
            }
        }
        if hidden.len() == before {
            return (kept, hidden);
        }
    }
}
