//! The platform's orders as the station head sees them.

use anyhow::Context as _;
use serde_json::Value;

use super::scene::{Case, Scene};
use super::waiting::until;

/// Waits until the platform's order is as it should be.
pub async fn reaches(
    scene: &Scene,
    case: &Case,
    is_so: impl Fn(&Value) -> bool,
) -> anyhow::Result<Value> {
    let what = format!("order {} is as it should be", case.order_no);
    until(&what, 60, async || {
        let order = order_of(scene, case).await?;
        Ok(is_so(&order).then_some(order))
    })
    .await
}

/// An order as the station head sees it.
pub async fn order_of(scene: &Scene, case: &Case) -> anyhow::Result<Value> {
    Ok(file_of(scene, case).await?["order"].clone())
}

/// An order with everything that belongs to it.
pub async fn file_of(scene: &Scene, case: &Case) -> anyhow::Result<Value> {
    let path = format!("/api/v1/orders/{}", case.order);
    Ok(scene.company()?.head.get(&path).await?)
}

/// What the story of an order says first of something.
pub async fn entry_of(scene: &Scene, case: &Case, kind: &str) -> anyhow::Result<Value> {
    let file = file_of(scene, case).await?;
    let story = file["story"].as_array().cloned().unwrap_or_default();
    let entry = story.into_iter().find(|entry| entry["kind"] == kind);
    entry.with_context(|| format!("the story of {} knows nothing of {kind}", case.order_no))
}

/// The last opening of an element of an order.
pub fn stage_of<'o>(order: &'o Value, element: &str) -> Option<&'o Value> {
    let stages = order["stages"].as_object()?.values();
    stages.filter(|stage| stage["element"] == element).max_by_key(|stage| stage["place"].as_u64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_last_opening_counts() {
        let order = json!({ "stages": {
            "a": { "element": "acceptance", "place": 0 },
            "b": { "element": "missing_papers", "place": 1, "n": 1 },
            "c": { "element": "missing_papers", "place": 2, "n": 2 },
        } });
        assert_eq!(stage_of(&order, "missing_papers").map(|stage| &stage["n"]), Some(&json!(2)));
        assert_eq!(stage_of(&order, "archive"), None);
    }
}
