//! 收费与外线工程: the order stands still while the customer builds, and so do its clocks.

use anyhow::Context as _;
use serde_json::{Value, json};

use super::Worker;
use crate::day::desk::steer;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{entry_of, file_of, order_of};
use crate::day::values::business;
use crate::day::worker::now;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    clerk: &mut Worker,
) -> anyhow::Result<()> {
    report.step("the order stands still while the customer builds, and goes on with its clocks");
    let at = clerk.finds(case.order, "fees_and_works").await?;
    clerk.takes_up(at).await?;
    clerk.has_sent_everything(60).await?;
    let due = order_of(scene, case).await?["due_at"].as_i64();
    report.check(due.is_some(), "the order has a day on which it is due");
    let before = total_of(scene, case).await?;
    let body = json!({
        "order": case.order, "reason": "customer_works", "proof": "客户工程施工中",
    });
    let suspended = steer(scene, "suspend", &body).await?;
    report.check_same(suspended["state"].as_str(), Some("suspended"), "the order is suspended");
    let story = entry_of(scene, case, "suspended").await?;
    let paused = story["body"]["paused"].as_array().cloned().unwrap_or_default();
    let stands = |policy: &str| paused.iter().any(|paused| paused == policy);
    report.check(
        stands("lv_non_residential_total") && stands("fees_and_works"),
        format_args!("{} clocks stand still, the statutory one among them", paused.len()),
    );
    let order = order_of(scene, case).await?;
    report.check_same(&order["due_at"], &Value::Null, "while it stands still nothing is due");
    report.check_same(
        total_of(scene, case).await?["level"].as_str(),
        Some("paused"),
        "the page of the order shows that its whole time stands still",
    );
    clerk.is_told(case.order, "suspended").await?;
    let resumed = steer(scene, "resume", &json!({ "order": case.order })).await?;
    report.check_same(resumed["state"].as_str(), Some("open"), "the order goes on");
    clerk.is_told(case.order, "resumed").await?;
    let after = order_of(scene, case).await?["due_at"].as_i64();
    report.check(after.is_some(), "and is due again");
    let total = total_of(scene, case).await?;
    report.check_same(total["level"].as_str(), Some("on_time"), "its whole time runs again");
    report.check_same(
        &total["due_at"],
        &before["due_at"],
        "a pause of moments costs no working day",
    );

    report.step("the receipt is there and the works are accepted");
    let fields = business::fees_and_works(&mut clerk.rng, now());
    clerk.types(at, &fields).await?;
    clerk.photographs(at, case, &business::WORKS_PHOTOS).await?;
    let inspector = scene.person(&scene.cast.inspector)?;
    clerk.submits(at, Some(json!({ "person": inspector }))).await?;
    clerk.has_sent_everything(120).await?;
    report.came("fees and works go up with their photo");
    Ok(())
}

/// The limit of the whole order, as its page shows it.
async fn total_of(scene: &Scene, case: &Case) -> anyhow::Result<Value> {
    let file = file_of(scene, case).await?;
    let limits = file["limits"].as_array().map(Vec::as_slice).unwrap_or_default();
    let total = limits.iter().rfind(|limit| limit["policy"] == "lv_non_residential_total");
    total.cloned().context("the order has a limit as a whole")
}
