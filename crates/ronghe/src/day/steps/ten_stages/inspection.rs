//! 竣工验收: the process is upgraded while the order waits for its inspector, and the stage becomes another one.

use std::collections::BTreeMap;

use serde_json::json;

use crate::company::BUSINESS_PROCESS;
use crate::day::cast::{INSPECTORS_TERMINAL, SPARE_TERMINAL};
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{order_of, reaches, stage_of};
use crate::day::steps::upgrade::upgrade;
use crate::day::values::{Field, business};
use crate::day::worker::{Worker, now};

/// The stage in the version that the order began with, and in the new one.
const BEFORE: &str = "completion_acceptance";
const AFTER: &str = "completion_check";

pub async fn play(scene: &mut Scene, report: &mut Report, case: &Case) -> anyhow::Result<()> {
    report.step("the process is upgraded: the order moves, and its inspection is another stage");
    let mut inspector = scene.worker(INSPECTORS_TERMINAL).await?;
    let old = inspector.finds(case.order, BEFORE).await?;
    let files = renamed(scene.bundle_of(BUSINESS_PROCESS)?);
    let plan = json!({ (BEFORE): AFTER });
    let to = upgrade(scene, report, BUSINESS_PROCESS, &files, &plan).await?;
    let order = order_of(scene, case).await?;
    report.check_same(&order["bundle_hash"], &to, "the order runs on the new version");
    let stage = stage_of(&order, AFTER).cloned().unwrap_or_default();
    report.check_same(
        &stage["assignee"],
        &json!(inspector.person),
        "the new stage is with whoever had the old one",
    );
    inspector.is_told(case.order, "changed").await?;
    let at = inspector.finds(case.order, AFTER).await?;
    report.check(at.stage != old.stage, "his terminal has the new one, and was told why");

    report.step("the inspector and the manager inspect what the customer has built");
    let manager = scene.name_of(&scene.cast.manager)?;
    inspector.goes_there(at, case).await?;
    let fields = business::completion(&mut inspector.rng, &case.data, &manager, now());
    inspector.types(at, &fields).await?;
    let mut inspector = break_terminal(scene, report, case, inspector, &fields).await?;
    let at = inspector.finds(case.order, AFTER).await?;
    inspector.photographs(at, case, &business::COMPLETION_PHOTOS).await?;
    inspector.has_it_signed(at, case).await?;
    inspector.submits(at, Some(json!({ "role": "counter_clerk" }))).await?;
    inspector.has_sent_everything(120).await?;
    reaches(scene, case, |order| stage_of(order, "contract").is_some()).await?;
    report.came("the defect is closed, and the order goes on under the new version");
    Ok(())
}

/// His terminal falls from the ladder at noon, with the form half filled in.
async fn break_terminal(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    inspector: Worker,
    typed: &[Field],
) -> anyhow::Result<Worker> {
    report.step("the inspector's terminal breaks, and he goes on with the spare one");
    inspector.has_sent_everything(120).await?;
    inspector.has_time_to_send_what_he_typed().await?;
    drop(inspector);
    let inspector = scene.takes_spare(INSPECTORS_TERMINAL, SPARE_TERMINAL).await?;
    let at = inspector.finds(case.order, AFTER).await?;
    inspector.is_told(case.order, "draft").await?;
    let page = inspector.page.order(case.order).await?;
    let there = &page["drafts"][at.stage.to_string()];
    // Where he stands is this terminal's to say.
    let (placed, written): (Vec<Field>, Vec<Field>) =
        typed.iter().cloned().partition(|(name, _)| *name == "position");
    let missing: Vec<_> = written.iter().filter(|(name, value)| there[name] != *value).collect();
    report
        .check(missing.is_empty(), "what he has typed is on the spare terminal, and he is told so");
    report.check(there["position"].is_null(), "where he stood does not come along");
    inspector.types(at, &placed).await?;
    Ok(inspector)
}

/// The same process, but for the name by which it calls the stage: in the drawing, the rules, the limits, the forms.
fn renamed(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let named = |text: &String| text.replace(BEFORE, AFTER);
    files.iter().map(|(path, text)| (named(path), named(text))).collect()
}
