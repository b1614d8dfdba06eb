//! The grid's manager is away: what comes meanwhile goes to whoever stands in.

use anyhow::Context as _;
use serde_json::{Value, json};

use super::Cases;
use crate::company::PROCESS;
use crate::day::desk::{call_back, send_away, steer};
use crate::day::report::Report;
use crate::day::scene::Scene;
use crate::demo::arrived;

pub async fn play(scene: &mut Scene, report: &mut Report) -> anyhow::Result<()> {
    report.step("the grid's manager is away: an order goes to whoever stands in");
    let manager = scene.person(&scene.cast.manager)?;
    let deputy = scene.person(&scene.cast.deputy)?;
    let absence = send_away(scene, manager).await?;
    // The one after those that the story is about.
    let (application, _, data) =
        scene.applications(Cases::COUNT + 1).pop().context("the city has one more application")?;
    let order_no = application.order_no;
    let company = scene.company()?;
    company.control.new_order(order_no.as_str(), PROCESS, &data).await?;
    let order = arrived(&company.head, order_no.as_str()).await?;
    let file: Value = company.head.get(&format!("/api/v1/orders/{order}")).await?;
    let stages = file["order"]["stages"].as_object().cloned().unwrap_or_default();
    let assignee = stages.values().next().map(|stage| stage["assignee"].clone());
    report.check_same(assignee, Some(json!(deputy)), "it is dispatched to the grid's backup (B角)");
    let story = file["story"].as_array().cloned().unwrap_or_default();
    let passed_over =
        |entry: &Value| entry["kind"] == "passed_over" && entry["body"]["person"] == json!(manager);
    report.check(story.iter().any(passed_over), "the story says who was passed over");

    let back = call_back(scene, &absence).await?;
    report.check_same(&back["absence"], &absence["absence"], "he is back early");
    let end = json!({ "order": order, "reason": "重复报装" });
    let ended = steer(scene, "terminate", &end).await?;
    report.check_same(ended["state"].as_str(), Some("terminated"), "the head ends the order");
    scene.counts.orders += 1;
    Ok(())
}
