//! 供电方案答复: while the backup is at the customer's without a network, the manager is back and gets the stage.

use serde_json::{Value, json};
use vocabulary::OperationId;

use super::{Crew, Worker};
use crate::day::cast::DEPUTYS_TERMINAL;
use crate::day::desk::{call_back, give};
use crate::day::link::Weather;
use crate::day::page::At;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{order_of, stage_of};
use crate::day::steps::office::{resolve, seen_on_both_sides};
use crate::day::values::business;
use crate::day::worker::now;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    crew: &mut Crew,
    absence: &Value,
) -> anyhow::Result<()> {
    report.step(
        "the manager is back and gets the reply, while the backup makes it without a network",
    );
    let Crew { manager, deputy, .. } = crew;
    let at = deputy.finds(case.order, "scheme_reply").await?;
    scene.weather(DEPUTYS_TERMINAL, Weather::Off)?;
    call_back(scene, absence).await?;
    let given = give(scene, case, "scheme_reply", manager.person, "台区经理已返岗").await?;
    report.check_same(given["generation"].as_u64(), Some(2), "the head gives it to the manager");
    let late = replies(deputy, at, case).await?;
    scene.weather(DEPUTYS_TERMINAL, Weather::Good)?;
    deputy.has_sent_everything(120).await?;

    seen_on_both_sides(scene, report, case, deputy, "late", "reassigned").await?;
    deputy.is_told(case.order, "reassigned").await?;
    let order = order_of(scene, case).await?;
    let stage = stage_of(&order, "scheme_reply").cloned().unwrap_or_default();
    report.check_same(
        (&stage["assignee"], stage["values"]["outcome"].is_null()),
        (&json!(manager.person), true),
        "the stage is still the manager's, and to be done",
    );
    resolve(scene, report, case, late, "keep").await?;
    deputy.is_told(case.order, "kept").await?;
    report.came("the backup was told that it is his no more, and that his record is kept");

    report.note("the manager replies himself, and the customer signs");
    let at = manager.finds(case.order, "scheme_reply").await?;
    replies(manager, at, case).await?;
    manager.has_sent_everything(120).await
}

async fn replies(worker: &mut Worker, at: At, case: &Case) -> anyhow::Result<OperationId> {
    worker.goes_there(at, case).await?;
    worker.types(at, &business::scheme_reply(&case.data, now())).await?;
    worker.photographs(at, case, &business::REPLY_PHOTOS).await?;
    worker.has_it_signed(at, case).await?;
    let to = json!({ "role": "back_office_clerk" });
    Ok(worker.submits(at, Some(to)).await?.0)
}
