//! What a page fills in by itself: fields whose form names a fact of the order (`prefill` in `ui.json`).

use anyhow::Context as _;
use rules::Cel;
use serde_json::Value;
use sync::OrderView;
use vocabulary::{Instant, PersonId, StageId};

/// Fields of a stage with what the order says of them, for whoever works on it; `ui` gives a form's fields by its name.
///
/// # Errors
/// When the order has no such stage, or the stage no form.
pub fn prefilled(
    order: &Value,
    stage: StageId,
    (person, name): (PersonId, &str),
    now: Instant,
    ui: impl FnOnce(&str) -> anyhow::Result<Value>,
) -> anyhow::Result<Vec<(String, Value)>> {
    let view: OrderView = serde_json::from_value(order.clone()).context("an order as it is")?;
    let stage = view.stage(stage).context("the order has no such stage")?;
    let ui = ui(stage.form.as_deref().context("the stage has no form")?)?;
    let facts = view.facts_for(stage, Some((person, name)), now);
    let fields = ui["fields"].as_object().context("a form has fields")?;
    let cel = Cel::new();
    let scope = cel.scope([("order", &facts)])?;
    let told = fields.iter().filter_map(|(field, shown)| {
        let value = scope.evaluate(shown["prefill"].as_str()?).ok()?;
        (!value.is_null()).then(|| (field.clone(), value))
    });
    Ok(told.collect())
}
