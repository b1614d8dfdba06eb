//! The station head takes an order back, lets it stand still and go on; the process is upgraded under what runs.

use anyhow::Context as _;
use serde_json::json;
use vocabulary::OperationId;

use super::Cases;
use super::office::resolve;
use super::upgrade::upgrade;
use crate::company::PROCESS;
use crate::day::cast::MANAGERS_TERMINAL;
use crate::day::desk::steer;
use crate::day::link::Weather;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{entry_of, file_of, reaches, stage_of};
use crate::day::worker::Worker;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    manager: &mut Worker,
) -> anyhow::Result<()> {
    let case = &cases.steered;
    sent_back(scene, report, case, manager).await?;
    let late = suspended(scene, report, case, manager).await?;
    upgraded(scene, report, case, manager).await?;

    report.step("the record that came too late is merged under the new version");
    resolve(scene, report, case, late, "merge").await?;
    let order = reaches(scene, case, |order| {
        stage_of(order, "install_energise").is_some_and(|stage| stage["state"] == "submitted")
    });
    let order = order.await?;
    let values = stage_of(&order, "install_energise").map(|stage| stage["values"].clone());
    report.check_same(
        values.map(|values| values["asset_no"].clone()),
        Some(json!(case.custody.meter)),
        "the installation is what he had filled in under the old one",
    );
    Ok(())
}

/// The acceptance is wrong: it comes back to whoever did it, filled in, and is done again.
async fn sent_back(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    manager: &mut Worker,
) -> anyhow::Result<()> {
    report.step("the station head sends an order back, and it is put right");
    let at = manager.finds(case.order, "acceptance").await?;
    manager.accepts(at, case).await?;
    let to = json!({ "person": manager.person });
    manager.submits(at, Some(to.clone())).await?;
    manager.finds_after_sending(case.order, "install_energise").await?;
    let body = json!({
        "order": case.order, "to": "acceptance", "reason": "证件照片不清", "fields": ["id_photos"],
    });
    steer(scene, "send-back", &body).await?;
    let again = manager.finds(case.order, "acceptance").await?;
    report.check(again.stage != at.stage, "the stage opens again, as another occurrence");
    let file = file_of(scene, case).await?;
    let stage = stage_of(&file["order"], "acceptance").cloned().unwrap_or_default();
    report.check_same(
        &stage["sent_back"],
        &json!({ "reason": "证件照片不清", "fields": ["id_photos"] }),
        "he reads why, and which field is meant",
    );
    report.check_same(
        stage["assignee"].clone(),
        json!(manager.person),
        "it comes to whoever did it before",
    );
    // Values and photos are still there; what the customer signed stood for the stage as it was.
    manager.goes_there(again, case).await?;
    let retaken = manager.retakes(again, case, "id_photos").await?;
    manager.has_it_signed(again, case).await?;
    manager.submits(again, Some(to)).await?;
    manager.has_sent_everything(60).await?;
    let file = file_of(scene, case).await?;
    let stages = file["order"]["stages"].as_object().cloned().unwrap_or_default();
    let acceptances = stages.values().filter(|stage| stage["element"] == "acceptance");
    report.check_same(acceptances.count(), 2, "both occurrences stay in the order's file");
    let before = &stages[&at.stage.to_string()]["values"]["id_photos"];
    let now = &stages[&again.stage.to_string()]["values"]["id_photos"];
    report.check_same(now, &retaken, "the photos taken again are handed in, and no other");
    report.check(before != now, "the rejected ones stay in what was handed in first");
    Ok(())
}

/// While the manager has no network the order stands still; what he does then is kept as evidence.
async fn suspended(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    manager: &mut Worker,
) -> anyhow::Result<OperationId> {
    report.step("an order stands still while somebody works on it without a network");
    let at = manager.finds(case.order, "install_energise").await?;
    scene.weather(MANAGERS_TERMINAL, Weather::Off)?;
    let body = json!({
        "order": case.order, "reason": "customer_postponed", "proof": "客户来电改期",
    });
    let steered = steer(scene, "suspend", &body).await?;
    report.check_same(steered["state"].as_str(), Some("suspended"), "the order is suspended");
    let story = entry_of(scene, case, "suspended").await?;
    let paused = story["body"]["paused"].as_array().map_or(0, Vec::len);
    report.check(paused > 0, format_args!("{paused} clocks stand still with it"));
    manager.installs(at, case).await?;
    let to = scene.archivist()?;
    let (late, _) = manager.submits(at, Some(to)).await?;
    scene.weather(MANAGERS_TERMINAL, Weather::Good)?;
    manager.has_sent_everything(120).await?;
    let file = file_of(scene, case).await?;
    let operations = file["operations"].as_array().cloned().unwrap_or_default();
    let outcome = operations.iter().find(|one| one["operation"]["op_id"] == json!(late));
    report.check_same(
        outcome.map(|one| one["outcome"]["result"].clone()),
        Some(json!("accepted_late")),
        "what he did meanwhile is kept as evidence",
    );
    // The submit stands on what was done before it, and that met the suspension.
    let why = operations.iter().any(|one| one["outcome"]["reason"] == "order_suspended");
    report.check(why, "because the order was suspended");
    manager.is_told(case.order, "suspended").await?;
    let resumed = steer(scene, "resume", &json!({ "order": case.order })).await?;
    report.check_same(resumed["state"].as_str(), Some("open"), "the order goes on");
    manager.is_told(case.order, "resumed").await?;
    report.came("the worker was told of both");
    Ok(late)
}

/// A new version of the process; running orders move to it after a preview.
async fn upgraded(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    manager: &Worker,
) -> anyhow::Result<()> {
    report.step("the process is upgraded, and what runs moves to the new version");
    let mut files = scene.bundle_of(PROCESS)?.clone();
    let drawing = files.get_mut("process.bpmn").context("a bundle has a drawing")?;
    let renamed = drawing.replace(r#"name="装表送电""#, r#"name="装表接电""#);
    report.check(renamed != *drawing, "the new version calls a stage by another name");
    *drawing = renamed;
    let to = upgrade(scene, report, PROCESS, &files, &json!({})).await?;
    let order = file_of(scene, case).await?["order"].clone();
    report.check_same(&order["bundle_hash"], &to, "the order runs on the new version");
    let stage = stage_of(&order, "install_energise").cloned().unwrap_or_default();
    report.check_same(stage["name"].as_str(), Some("装表接电"), "and its stage has the new name");
    manager.is_told(case.order, "changed").await?;
    Ok(())
}
