//! A backup is taken, work goes on, the machine is lost and the backup restored: terminals bring back what they hold.

use serde_json::{Value, json};

use super::Cases;
use crate::backup::{back_up, verify};
use crate::day::cast::MANAGERS_TERMINAL;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{file_of, reaches, stage_of};
use crate::day::waiting::until;
use crate::day::worker::Worker;
use crate::restore::restore;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    manager: &mut Worker,
) -> anyhow::Result<()> {
    report.step("a backup is taken while everything runs, and work goes on after it");
    let case = &cases.night;
    let (config, backup) = (scene.folders.platform_config(), scene.folders.root().join("backup"));
    let manifest = back_up(&config, &backup).await?;
    report.check(
        verify(&backup).is_ok(),
        format_args!("the backup is whole: {}", manifest.summary()),
    );
    let at = manager.finds(case.order, "acceptance").await?;
    manager.accepts(at, case).await?;
    manager.submits(at, Some(json!({ "person": manager.person }))).await?;
    let at = manager.finds_after_sending(case.order, "install_energise").await?;
    manager.installs(at, case).await?;
    let to = scene.archivist()?;
    manager.submits(at, Some(to)).await?;
    manager.has_sent_everything(120).await?;
    reaches(scene, case, is_to_be_archived).await?;
    let before = done_on(scene, case).await?;
    report.check(
        !before.operations.is_empty(),
        format_args!(
            "{} operations and {} files came after the backup",
            before.operations.len(),
            before.files.len()
        ),
    );

    report.step("the platform is lost, and last night's backup is restored");
    scene.count_duplicates().await?;
    scene.programs.stop_platform().await?;
    let restored = restore(&backup, &config).await?;
    let folders = scene.folders.clone();
    scene.programs.start_platform(&folders).await?;
    report.note(format_args!("new epoch {}", restored.epoch));
    let lost = done_on(scene, case).await?;
    report.check(lost.operations.is_empty(), "the restored platform knows nothing of that work");

    report.step("the terminals bring back what they hold");
    let what = format!("{MANAGERS_TERMINAL} has brought its work back");
    let after = until(&what, 120, async || {
        manager.launcher.sync().await?;
        let done = done_on(scene, case).await?;
        Ok((done.operations.len() >= before.operations.len() && done.whole).then_some(done))
    })
    .await?;
    report.check_same(
        after.operations,
        before.operations,
        "every operation is back, once, with its outcome",
    );
    report.check_same(after.files, before.files, "every file is back, whole");
    let order = reaches(scene, case, is_to_be_archived).await?;
    report.check(is_to_be_archived(&order), "the order stands where it stood");
    Ok(())
}

/// What the platform knows of an order.
struct Done {
    /// Id, kind and outcome, by id.
    operations: Vec<[String; 3]>,
    /// Id and digest, by id.
    files: Vec<[String; 2]>,
    whole: bool,
}

async fn done_on(scene: &Scene, case: &Case) -> anyhow::Result<Done> {
    let file = file_of(scene, case).await?;
    let list = |name: &str| file[name].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let evidence = list("evidence");
    let mut operations: Vec<_> = list("operations")
        .iter()
        .map(|one| {
            let operation = &one["operation"];
            let result = &one["outcome"]["result"];
            [text(&operation["op_id"]), text(&operation["kind"]), text(result)]
        })
        .collect();
    let mut files: Vec<_> =
        evidence.iter().map(|one| [text(&one["attachment"]), text(&one["sha256"])]).collect();
    operations.sort();
    files.sort();
    let whole = evidence.iter().all(|one| one["state"] == "complete");
    Ok(Done { operations, files, whole })
}

fn is_to_be_archived(order: &Value) -> bool {
    stage_of(order, "archive").is_some()
}
