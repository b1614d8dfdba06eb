//! What is done at the console: the station head steers orders, gives stages and sends people away; whoever has a stage
//! that needs no terminal fills it in there.

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};
use vocabulary::{PersonId, StageId, hours};

use super::prefill::prefilled;
use super::scene::{Case, Scene};
use super::seen::{reaches, stage_of};
use super::values::Field;
use super::worker::now;
use crate::client::Console;

/// Sends back, suspends, resumes or terminates; gives what the order is then.
///
/// # Errors
/// When the head may not, or the order does not allow it.
pub async fn steer(scene: &Scene, what: &str, body: &Value) -> anyhow::Result<Value> {
    let head = &scene.company()?.head;
    let steered = head.command(Method::POST, &format!("/api/v1/orders/{what}"), body).await;
    steered.with_context(|| format!("the head cannot {what}"))
}

/// The head gives an open stage to somebody.
///
/// # Errors
/// When the stage is not open, or he cannot take it.
pub async fn give(
    scene: &Scene,
    case: &Case,
    element: &str,
    to: PersonId,
    reason: &str,
) -> anyhow::Result<Value> {
    let order = reaches(scene, case, |order| stage_of(order, element).is_some()).await?;
    let stage = stage_of(&order, element).map(|stage| stage["stage"].clone());
    let body = json!({ "order": case.order, "stage": stage, "to": to, "reason": reason });
    let head = &scene.company()?.head;
    let given = head.command(Method::POST, "/api/v1/orders/dispatch", &body).await;
    given.with_context(|| format!("{element} cannot be given"))
}

/// Somebody fills his stage in at the console, once it is there.
///
/// # Errors
/// When it does not come, or its form does not pass.
pub async fn fill_in(
    scene: &Scene,
    console: &Console,
    case: &Case,
    element: &str,
    fields: Vec<Field>,
    to: Option<Value>,
) -> anyhow::Result<()> {
    let is_open = |stage: &Value| stage["state"] != "submitted";
    let order = reaches(scene, case, |order| stage_of(order, element).is_some_and(is_open)).await?;
    let stage = stage_of(&order, element).and_then(|stage| stage["stage"].as_str()?.parse().ok());
    let stage: StageId = stage.context("a stage has an id")?;
    let own: Value = console.get(&format!("/api/v1/orders/{}", case.order)).await?;
    let process = own["order"]["process"].as_str().context("an order has a process")?;
    let files = scene.bundle_of(process)?;
    let ui = |form: &str| {
        let file = format!("forms/{form}.ui.json");
        let text = files.get(&file).with_context(|| format!("the process has no {file}"))?;
        Ok(serde_json::from_str(text)?)
    };
    let who = (console.person, console.name.as_str());
    let known = prefilled(&own["order"], stage, who, now(), ui)?;
    let typed = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
    let values = Value::Object(known.into_iter().chain(typed).collect());
    let mut body = json!({ "order": case.order, "stage": stage, "values": values });
    if let Some(to) = to {
        body["to"] = to;
    }
    let performed = console.command(Method::POST, "/api/v1/orders/perform", &body).await;
    let _: Value = performed.with_context(|| format!("{element} cannot be filled in"))?;
    Ok(())
}

/// The head enters that somebody is at a training for the rest of the day.
///
/// # Errors
/// When it is not taken.
pub async fn send_away(scene: &Scene, person: PersonId) -> anyhow::Result<Value> {
    let from = now();
    let body = json!({
        "person": person, "kind": "training", "from": from, "until": from.plus(hours(8)),
        "note": "技能培训",
    });
    let head = &scene.company()?.head;
    Ok(head.command(Method::POST, "/api/v1/absences", &body).await?)
}

/// He is back before that.
///
/// # Errors
/// When the absence is not known.
pub async fn call_back(scene: &Scene, absence: &Value) -> anyhow::Result<Value> {
    let head = &scene.company()?.head;
    Ok(head.command(Method::POST, "/api/v1/absences/cancel", absence).await?)
}
