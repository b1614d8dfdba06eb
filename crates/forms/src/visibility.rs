//! Which fields are asked, given the answers so far.

use crate::form::Context;
use crate::ui::UiSchema;
use rules::{Cel, ExpressionError, Scope};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What is left of a form's values.
pub(crate) struct Asked<'c> {
    /// Without those of fields that are not visible.
    pub values: Map<String, Value>,
    pub hidden: BTreeSet<String>,
    /// All of them, as they came.
    pub given: &'c Map<String, Value>,
    /// What the form's rules are asked over; an error for an order too deep to be looked at.
    pub scope: Result<Scope<'c>, ExpressionError>,
}

/// Leaves out the values of fields that are not visible.
///
/// A field may depend on one that is itself hidden, so the question is asked again until nothing changes; every round
/// but the last hides a field more.
///
/// A condition that cannot be computed leaves its field visible: better a question too many than one never asked.
pub(crate) fn prune<'c>(
    ui: &UiSchema,
    expressions: &'c Cel,
    values: &'c Map<String, Value>,
    context: &Context,
) -> Asked<'c> {
    let (form, now) = (Value::Object(values.clone()), Value::from(context.now.micros()));
    let variables = [("form", &form), ("order", &context.order), ("now", &now)];
    let mut scope = expressions.scope(variables);
    let Value::Object(mut kept) = form else { unreachable!("it was made of members") };
    let mut hidden = BTreeSet::new();
    // A scope that cannot be made hides nothing, as a condition that cannot be computed.
    while let Ok(scope) = &mut scope {
        let fields = ui.fields.iter().filter(|(name, _)| !hidden.contains(*name));
        let is_hidden = |condition: &String| scope.holds(condition) == Ok(false);
        let more = fields.filter(|(_, field)| field.visible.as_ref().is_some_and(is_hidden));
        let more: Vec<_> = more.map(|(name, _)| name.clone()).collect();
        if more.is_empty() {
            break;
        }
        scope.remove("form", &more);
        more.iter().for_each(|name| drop(kept.remove(name)));
        hidden.extend(more);
    }
    Asked { values: kept, hidden, given: values, scope }
}
