//! The network comes back: slow at first, with answers that get lost, with both ends killed, and then for good.

use std::time::Duration;

use rand::RngExt as _;
use serde_json::Value;

use super::Cases;
use crate::day::cast::MANAGERS_TERMINAL;
use crate::day::link::{Piece, Weather};
use crate::day::report::Report;
use crate::day::scene::Scene;
use crate::day::seen::file_of;
use crate::day::waiting::until;
use crate::day::worker::Worker;

/// One is enough, unless it comes when the photo has just gone through.
const KILLS_MAX: usize = 8;
/// More than the head of a request: some of the photo itself has gone up.
const INSIDE_BYTES: u64 = 32 << 10;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    manager: Worker,
) -> anyhow::Result<Worker> {
    report.step("the network returns slowly, loses answers, and the plug is pulled inside a photo");
    let before = scene.link(MANAGERS_TERMINAL)?.bytes_up();
    let (manager, cut) = kill_inside_a_photo(scene, report, cases, manager, before).await?;
    kill_the_platform(scene, report).await?;

    scene.weather(MANAGERS_TERMINAL, Weather::Good)?;
    manager.has_sent_everything(180).await?;
    report.came("everything has gone up");

    let files = files_of(scene, cases).await?;
    let size: u64 = files.iter().filter_map(|file| file["size"].as_u64()).sum();
    let whole = files.iter().all(|file| file["state"] == "complete");
    report.check(
        whole && !files.is_empty(),
        format_args!("all {} files have arrived whole, {size} bytes", files.len()),
    );
    let sent = scene.link(MANAGERS_TERMINAL)?.bytes_up() - before;
    report.note(format_args!("{sent} bytes were sent for them and what goes with them"));
    let pieces = scene.link(MANAGERS_TERMINAL)?.pieces().split_off(cut.pieces_before);
    let went_on = pieces.iter().find(|piece| piece.path == cut.path).map(|piece| piece.offset);
    report.check(
        went_on.is_some_and(|offset| offset >= cut.begun_at),
        format_args!(
            "the photo that was cut {} bytes after byte {} went on at {went_on:?}",
            cut.sent, cut.begun_at,
        ),
    );
    let lost = scene.link(MANAGERS_TERMINAL)?.answers_cut();
    report.check(lost > 0, format_args!("{lost} answers were lost on the way and did no harm"));
    scene.count_duplicates().await?;
    Ok(manager)
}

/// A photo of which only a part had gone up when the agent was killed.
struct CutPhoto {
    path: String,
    /// Where in the file the piece had begun that was cut; what is before it was acknowledged.
    begun_at: u64,
    /// Bytes of that request, its head among them.
    sent: u64,
    /// Pieces of files that the terminal had begun to send before it was started again.
    pieces_before: usize,
}

async fn kill_inside_a_photo(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    mut manager: Worker,
    before: u64,
) -> anyhow::Result<(Worker, CutPhoto)> {
    let lost_answers = scene.rng.random_range(2..5);
    let link = scene.link(MANAGERS_TERMINAL)?;
    link.cut_answers(lost_answers);
    let slow = Weather::Slow { bytes_per_second: 400_000, delay: Duration::from_millis(20) };
    link.set(slow);
    // The last of a photo can be through before the kill comes: then there is another.
    for _ in 0..KILLS_MAX {
        let kill_after: u64 = scene.rng.random_range(100_000..600_000);
        let begun = scene.link(MANAGERS_TERMINAL)?.bytes_up();
        until("a photo is half way up", 120, async || {
            manager.launcher.sync().await?;
            let link = scene.link(MANAGERS_TERMINAL)?;
            let is_inside =
                link.pieces().last().is_some_and(|last| is_inside(last, link.bytes_up()));
            Ok((is_inside && link.bytes_up() - begun > kill_after).then_some(()))
        })
        .await?;
        // The battery takes the modem along; else the system would send what the agent had handed to it.
        scene.weather(MANAGERS_TERMINAL, Weather::Off)?;
        scene.programs.kill_terminal(MANAGERS_TERMINAL).await?;
        let link = scene.link(MANAGERS_TERMINAL)?;
        let (up, pieces) = (link.bytes_up(), link.pieces());
        report.note(format_args!("SIGKILL after {} bytes", up - before));
        // Until the platform has noticed that the line is gone, it takes nothing else for that file.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let files = files_of(scene, cases).await?;
        scene.weather(MANAGERS_TERMINAL, slow)?;
        manager = scene.start_again(MANAGERS_TERMINAL).await?;
        let unsent = manager.unsent().await?.len();
        report
            .check(unsent > 0, format_args!("{unsent} operations and their files are still there"));
        let Some(last) = pieces.last() else { continue };
        let size = files.iter().find(|file| is_at(file, &last.path));
        let size = size.and_then(|file| file["size"].as_u64()).unwrap_or(0);
        let sent = up - last.after;
        if is_inside(last, up) && last.offset + sent < size {
            let (path, begun_at) = (last.path.clone(), last.offset);
            return Ok((manager, CutPhoto { path, begun_at, sent, pieces_before: pieces.len() }));
        }
    }
    anyhow::bail!("{KILLS_MAX} kills came too late, every one")
}

/// Whether a part of the file was acknowledged and some of what follows has gone up.
fn is_inside(last: &Piece, up: u64) -> bool {
    last.offset > 0 && up - last.after >= INSIDE_BYTES
}

fn is_at(file: &Value, path: &str) -> bool {
    file["attachment"].as_str().is_some_and(|attachment| path.ends_with(attachment))
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
