//! 勘查派工、现场勘查、方案审批: surveyed in one go without a network, approved at the console, taken back over the
//! approval and put right.

use anyhow::Context as _;
use serde_json::{Value, json};

use super::Worker;
use crate::day::cast::DEPUTYS_TERMINAL;
use crate::day::desk::{fill_in, steer};
use crate::day::link::Weather;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{file_of, reaches, stage_of};
use crate::day::values::business;
use crate::day::worker::now;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    deputy: &mut Worker,
) -> anyhow::Result<()> {
    report.step("the backup arranges the survey and surveys without a network; the head approves");
    surveyed(scene, report, case, deputy).await?;
    approved(scene, case, json!({ "role": "area_manager" })).await?;
    let order = reaches(scene, case, |order| stage_of(order, "scheme_reply").is_some()).await?;
    let reply = stage_of(&order, "scheme_reply").cloned().unwrap_or_default();
    report.check_same(&reply["assignee"], &json!(deputy.person), "the reply is the backup's too");

    report.step("the head takes the order back over his approval: the survey is wrong");
    put_right(scene, report, case, deputy).await?;
    approved(scene, case, json!({ "person": deputy.person })).await?;
    let file = file_of(scene, case).await?;
    let stages = file["order"]["stages"].as_object().cloned().unwrap_or_default();
    let twice = ["site_survey", "scheme_approval", "scheme_reply"]
        .map(|element| stages.values().filter(|stage| stage["element"] == element).count());
    report.check_same(twice, [2; 3], "survey, approval and reply stand twice in the order's file");
    Ok(())
}

async fn surveyed(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    deputy: &mut Worker,
) -> anyhow::Result<()> {
    let installer = scene.name_of(&scene.cast.installer)?;
    let at = deputy.finds(case.order, "survey_dispatch").await?;
    scene.weather(DEPUTYS_TERMINAL, Weather::Off)?;
    deputy.takes_up(at).await?;
    deputy.types(at, &business::survey_dispatch(&installer, now())).await?;
    let (_, next) = deputy.submits(at, Some(json!({ "person": deputy.person }))).await?;
    report.check(next.is_some(), "the survey opens at once, offline, for the same person");
    let at = next.context("the survey cannot begin")?;
    deputy.goes_there(at, case).await?;
    let fields = business::site_survey(&mut deputy.rng, &case.data, &installer, now());
    deputy.types(at, &fields).await?;
    deputy.photographs(at, case, &business::SURVEY_PHOTOS).await?;
    deputy.submits(at, Some(json!({ "role": "station_head" }))).await?;
    scene.weather(DEPUTYS_TERMINAL, Weather::Good)?;
    deputy.has_sent_everything(120).await
}

/// The head approves at the console, whenever the scheme comes to him.
async fn approved(scene: &Scene, case: &Case, to: Value) -> anyhow::Result<()> {
    let fields = business::scheme_approval(&case.data);
    let head = &scene.company()?.head;
    fill_in(scene, head, case, "scheme_approval", fields, Some(to)).await
}

async fn put_right(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    deputy: &mut Worker,
) -> anyhow::Result<()> {
    let body = json!({
        "order": case.order, "to": "site_survey", "reason": "分界点与客户工程不符",
        "fields": ["demarcation_point"],
    });
    steer(scene, "send-back", &body).await?;
    let at = deputy.finds(case.order, "site_survey").await?;
    let file = file_of(scene, case).await?;
    let stage = stage_of(&file["order"], "site_survey").cloned().unwrap_or_default();
    report.check_same(&stage["stage"], &json!(at.stage), "the survey opens again");
    let sent_back = &stage["sent_back"];
    report.check(
        sent_back["reason"] == "分界点与客户工程不符"
            && sent_back["fields"] == json!(["demarcation_point"]),
        format_args!("the surveyor reads why, and which field is wrong: {sent_back}"),
    );
    // Photos and the other values are still there.
    deputy.goes_there(at, case).await?;
    deputy.types(at, &business::survey_put_right()).await?;
    deputy.submits(at, Some(json!({ "role": "station_head" }))).await?;
    deputy.has_sent_everything(60).await
}
