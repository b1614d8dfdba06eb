//! The network comes back: slow at first, with answers that get lost, with both ends killed, and then for good.

use std::time::Duration;

use rand::RngExt as _;
use serde_json::Value;

use super::Cases;
use crate::day::link::Weather;
use crate::day::report::Report;
use crate::day::scene::{MANAGERS_TERMINAL, Scene};
use crate::day::seen::file_of;
use crate::day::waiting::until;
use crate::day::worker::Worker;

/// What requests and a repeated piece of a file may cost above the files themselves.
const OVERHEAD_BYTES: u64 = 2 << 20;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    manager: Worker,
) -> anyhow::Result<Worker> {
    report.step("the network returns slowly, loses answers, and the plug is pulled inside a photo");
    let before = scene.link(MANAGERS_TERMINAL)?.bytes_up();
    let manager = kill_inside_an_upload(scene, report, cases, manager, before).await?;
    kill_the_platform(scene, report).await?;

    scene.weather(MANAGERS_TERMINAL, Weather::Good)?;
    manager.has_sent_everything(180).await?;
    report.check(true, "everything has gone up");

    let files = files_of(scene, cases).await?;
    let size: u64 = files.iter().filter_map(|file| file["size"].as_u64()).sum();
    let whole = files.iter().all(|file| file["state"] == "complete");
    report.check(
        whole && !files.is_empty(),
        format_args!("all {} files have arrived whole, {size} bytes", files.len()),
    );
    let sent = scene.link(MANAGERS_TERMINAL)?.bytes_up() - before;
    report.check(
        sent <= size + size / 5 + OVERHEAD_BYTES,
        format_args!("files went on where they stopped: {sent} bytes for {size}"),
    );
    let cut = scene.link(MANAGERS_TERMINAL)?.answers_cut();
    report.check(cut > 0, format_args!("{cut} answers were lost on the way and did no harm"));
    scene.count_duplicates().await?;
    Ok(manager)
}

async fn kill_inside_an_upload(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    manager: Worker,
    before: u64,
) -> anyhow::Result<Worker> {
    let lost_answers = scene.rng.random_range(2..5);
    let kill_after: u64 = scene.rng.random_range(300_000..1_200_000);
    let link = scene.link(MANAGERS_TERMINAL)?;
    link.cut_answers(lost_answers);
    link.set(Weather::Slow { bytes_per_second: 400_000, delay: Duration::from_millis(20) });
    until("the upload is under way", 120, async || {
        manager.launcher.sync().await?;
        let link = scene.link(MANAGERS_TERMINAL)?;
        Ok((link.bytes_up() - before > kill_after).then_some(()))
    })
    .await?;
    let sent = scene.link(MANAGERS_TERMINAL)?.bytes_up() - before;
    report.note(format_args!("SIGKILL after {sent} bytes"));
    let manager = scene.kill_and_start(MANAGERS_TERMINAL).await?;
    let unsent = manager.unsent().await?.len();
    report.check(unsent > 0, format_args!("{unsent} operations and their files are still there"));
    let arrived = files_of(scene, cases).await?;
    let partial = arrived.iter().filter(|file| file["state"] != "complete").count();
    report.note(format_args!(
        "{} files are known to the platform, {partial} not whole",
        arrived.len()
    ));
    Ok(manager)
}

/// Whatever it has acknowledged must be there afterwards: the terminal sends nothing of it again.
async fn kill_the_platform(scene: &mut Scene, report: &mut Report) -> anyhow::Result<()> {
    tokio::time::sleep(Duration::from_millis(scene.rng.random_range(50..600))).await;
    scene.count_duplicates().await?;
    scene.programs.kill_platform().await?;
    let folders = scene.folders.clone();
    scene.programs.start_platform(&folders).await?;
    report.note("the platform was killed too, and started again");
    Ok(())
}

/// Every file of evidence that the platform knows of.
async fn files_of(scene: &Scene, cases: &Cases) -> anyhow::Result<Vec<Value>> {
    let mut files = Vec::new();
    for case in cases.all() {
        let file = file_of(scene, case).await?;
        files.extend(file["evidence"].as_array().cloned().unwrap_or_default());
    }
    Ok(files)
}
