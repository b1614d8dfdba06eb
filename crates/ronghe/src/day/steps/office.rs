//! What came too late or was refused is seen on both sides: the office keeps, merges and returns it.

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};
use vocabulary::{OperationId, StageId};

use super::Cases;
use super::meanwhile::{Late, changed_address};
use crate::day::page::At;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{file_of, reaches, stage_of};
use crate::day::waiting::until;
use crate::day::worker::Worker;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    manager: &mut Worker,
    late: &Late,
) -> anyhow::Result<()> {
    report.step("what was done on a cancelled order is kept");
    seen_on_both_sides(scene, report, &cases.cancelled, manager, "late", "order_over").await?;
    manager.is_told(cases.cancelled.order, "cancelled").await?;
    report.came("the worker was told that it was cancelled");
    resolve(scene, report, &cases.cancelled, late.cancelled, "keep").await?;
    manager.is_told(cases.cancelled.order, "kept").await?;
    report.came("and that his record is kept");

    report.step("what was done on an order given away is merged");
    seen_on_both_sides(scene, report, &cases.reassigned, manager, "late", "reassigned").await?;
    manager.is_told(cases.reassigned.order, "reassigned").await?;
    report.came("the worker was told that it was given away");
    resolve(scene, report, &cases.reassigned, late.reassigned, "merge").await?;
    let merged = reaches(scene, &cases.reassigned, |order| {
        stage_of(order, "acceptance").is_some_and(|stage| stage["state"] == "submitted")
    });
    let merged = merged.await?;
    let acceptance = stage_of(&merged, "acceptance").cloned().unwrap_or_default();
    report.check_same(
        acceptance["assignee"].clone(),
        json!(manager.person),
        "the stage is completed with his record",
    );
    report.check(
        stage_of(&merged, "install_energise").is_some(),
        "and the order has gone on to the next stage",
    );

    refused_and_put_right(scene, report, &cases.changed, manager, late.changed).await?;
    report.step("the order that was urged");
    manager.is_told(cases.visit.order, "urged").await?;
    report.came("the worker was told so");
    Ok(())
}

/// An installation on facts that had changed: refused, parked, taken back, corrected, handed in again.
async fn refused_and_put_right(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    manager: &mut Worker,
    operation: OperationId,
) -> anyhow::Result<()> {
    report.step("what was refused is returned, corrected and taken");
    seen_on_both_sides(scene, report, case, manager, "refused", "form_invalid").await?;
    let outbox = manager.launcher.outbox().await?;
    let parked = outbox.iter().find(|entry| entry["op_id"] == json!(operation));
    let parked = parked.context("the refused operation is not in the outbox")?;
    report.check_same(parked["state"].as_str(), Some("parked"), "it waits on the terminal, parked");
    let stage: Option<StageId> = parked["stage"].as_str().and_then(|text| text.parse().ok());
    let at = At { order: case.order, stage: stage.context("an operation names its stage")? };
    resolve(scene, report, case, operation, "return").await?;
    manager.is_told(case.order, "returned").await?;

    manager.launcher.withdraw(operation).await.context("the operation is not given back")?;
    let draft = manager.draft(at).await?;
    report.check_same(
        draft["asset_no"].clone(),
        json!(case.custody.meter),
        "taken back, it is a draft again with everything in it",
    );
    let address = changed_address(case);
    let corrected = [("comm_address", json!(address)), ("meter_answer_address", json!(address))];
    manager.types(at, &corrected).await?;
    let to = scene.archivist()?;
    manager.submits(at, Some(to)).await?;
    manager.has_sent_everything(60).await?;
    let order = reaches(scene, case, |order| {
        stage_of(order, "install_energise").is_some_and(|stage| stage["state"] == "submitted")
    });
    let order = order.await?;
    let values = stage_of(&order, "install_energise").map(|stage| stage["values"].clone());
    report.check_same(
        values.map(|values| values["comm_address"].clone()),
        Some(json!(address)),
        "the corrected installation is applied",
    );
    Ok(())
}

/// The office's list and the worker's messages both have it, and the story says why: what was done before the submit
/// met the reason itself, the submit perhaps only what stood on it.
pub async fn seen_on_both_sides(
    scene: &Scene,
    report: &mut Report,
    case: &Case,
    manager: &Worker,
    kind: &str,
    reason: &str,
) -> anyhow::Result<()> {
    item_of(scene, case, |item| item["kind"] == kind).await?;
    let file = file_of(scene, case).await?;
    let operations = file["operations"].as_array().cloned().unwrap_or_default();
    report.check(
        operations.iter().any(|one| one["outcome"]["reason"] == reason),
        format_args!("order {} is on the office's list as {kind}, for {reason}", case.order_no),
    );
    manager.is_told(case.order, kind).await?;
    report.came(format_args!("the worker was told that his work is {kind}"));
    Ok(())
}

/// Settles the item of an operation as the office would.
pub async fn resolve(
    scene: &Scene,
    report: &mut Report,
    case: &Case,
    operation: OperationId,
    resolution: &str,
) -> anyhow::Result<()> {
    let item = item_of(scene, case, |item| item["op_id"] == json!(operation)).await?;
    let body = json!({ "item": item["item"], "resolution": resolution, "remark": "所内已核实" });
    let head = &scene.company()?.head;
    let settled: Value = head.command(Method::POST, "/api/v1/items/resolve", &body).await?;
    let expected = match resolution {
        "keep" => "kept",
        "merge" => "merged",
        "return" => "returned",
        _ => "done",
    };
    report.check_same(settled["state"].as_str(), Some(expected), "the office has settled it");
    Ok(())
}

async fn item_of(
    scene: &Scene,
    case: &Case,
    is_it: impl Fn(&Value) -> bool,
) -> anyhow::Result<Value> {
    let what = format!("order {} is on the office's list", case.order_no);
    until(&what, 60, async || {
        let file = file_of(scene, case).await?;
        let items = file["items"].as_array().cloned().unwrap_or_default();
        Ok(items.into_iter().find(&is_it))
    })
    .await
}
