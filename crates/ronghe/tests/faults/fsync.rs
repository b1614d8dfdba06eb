//! No acknowledgement precedes the fsync of what it acknowledges: the real programs, watched from below.

use std::path::Path;

use anyhow::{Context as _, ensure};
use http::Method;
use ronghe::day::photo;
use ronghe::day::worker::Worker;
use serde_json::json;
use sync::Kind;

use crate::support::trace::{self, Call, answer_to, marker_is_synced, unsynced, wrote_and_synced};
use crate::support::{Company, Hand, Process, evidence, until};

/// Stops a program that was traced and reads what it did.
async fn stop_and_read(process: Process, log: &Path) -> anyhow::Result<Vec<Call>> {
    let pid = process.id()?;
    process.stop().await?;
    let text = until("the trace ends", 20, async || {
        let text = std::fs::read_to_string(log)?;
        Ok(trace::ends(&text, pid).then_some(text))
    })
    .await?;
    trace::read(&text)
}

#[tokio::test]
async fn the_platform_acknowledges_an_operation_and_bytes_of_a_file_once_they_are_on_disk()
-> anyhow::Result<()> {
    let company = Company::with_orders(1).await?;
    let view = company.view(&company.cases[0]).await?;
    let data = company.small.folder.join("data");
    let there = trace::all_below(&data)?;
    let log = company.path("platform.strace");
    let platform = company.start_platform_behind(&trace::strace(&log)).await?;
    let hand = Hand::of(company.worker(), &company.platform_url())?;

    let signed_in = hand.operation(&view, Kind::SignIn)?;
    hand.send(std::slice::from_ref(&signed_in)).await?;
    let content = vec![7; 90_000];
    let file = evidence(&content);
    let announced = hand.announce(&view, &file).await?;
    ensure!(announced.status == 201, "{announced:?}");
    for (offset, bytes) in [(0, &content[..50_000]), (50_000, &content[50_000..])] {
        let appended = hand.append(file.attachment, offset, bytes).await?;
        ensure!(appended.status == 204, "{appended:?}");
    }
    let calls = stop_and_read(platform, &log).await?;

    let op_id = *signed_in.op_id.uuid().as_bytes();
    let answer = answer_to(&calls, "POST /sync/v1/ops ")?;
    ensure!(marker_is_synced(&calls, "-wal", &op_id, answer)?, "the operation");
    let id = *file.attachment.uuid().as_bytes();
    let answer = answer_to(&calls, "POST /sync/v1/files ")?;
    ensure!(marker_is_synced(&calls, "-wal", &id, answer)?, "the announcement");
    let files = data.join("files");
    for (which, offset) in ["first", "last"].into_iter().zip([0, 50_000]) {
        let head = format!("PATCH /sync/v1/files/{} ", file.attachment);
        let later = calls.iter().position(|call| call.holds(&upload_offset(offset)));
        let calls = &calls[..];
        let answer = answer_to(&calls[later.context("the bytes came")?..], &head)?;
        let left = unsynced(calls, &files, &there, answer.left);
        ensure!(left == trace::Unsynced::default(), "{which} bytes: {left:?}");
        ensure!(marker_is_synced(calls, "-wal", &id, answer)?, "{which} bytes: their row");
    }
    Ok(())
}

fn upload_offset(offset: u64) -> Vec<u8> {
    format!("upload-offset: {offset}\r\n").into_bytes()
}

#[tokio::test]
async fn the_terminal_acknowledges_a_field_a_photo_and_a_submit_once_they_are_on_disk()
-> anyhow::Result<()> {
    let company = Company::with_orders(1).await?;
    let case = &company.cases[0];
    let platform = company.start_platform().await?;
    let terminal = company.lay_terminal_out()?;
    let code = company.worker().enrolment_code.clone();
    let log = company.path("terminal.strace");
    let there = trace::all_below(&terminal.folder)?;
    let agent = terminal.start_behind(&trace::strace(&log), Some(&code)).await?;
    let mut worker = company.enter(&agent, 1).await?;
    let at = worker.finds(case.order, "acceptance").await?;
    // From here on nothing but the page's requests and the sync's attempts moves the stores.
    platform.kill().await?;

    worker.goes_there(at, case).await?;
    worker.types(at, &[("mobile", json!("15400000001"))]).await?;
    let jpeg = photo::take(&mut worker.rng)?;
    let place = json!({ "lon": 118.18, "lat": 39.63, "accuracy_m": 8.5, "source": "gnss" });
    worker.page.photo(at, "id_photos", jpeg, &place).await?;
    finish(&mut worker, at, &company).await?;
    let calls = stop_and_read(agent, &log).await?;

    let stage = format!("/local/v1/orders/{}/stages/{}", at.order, at.stage);
    for (method, end) in [
        (Method::POST, "/actions "),
        (Method::PUT, "/draft/mobile "),
        (Method::POST, "/photos?field=id_photos "),
        (Method::POST, "/signature?field=customer_signature "),
        (Method::POST, "/submit "),
    ] {
        let answer = answer_to(&calls, &format!("{method} {stage}{end}"))?;
        let mut left = unsynced(&calls, &terminal.folder, &there, answer.left);
        // The index of the write-ahead log is made anew from it; the database itself catches up later. The log is looked
        // at by itself: the sync that tries to reach the platform may be writing to it while the answer leaves.
        left.files.retain(|file| !ends_in(file, &["-shm", "-wal", ".db", "entry.url"]));
        left.names.retain(|name| !ends_in(name, &["-shm", "entry.url"]));
        ensure!(left == trace::Unsynced::default(), "{method} {end}: {left:?}");
        ensure!(wrote_and_synced(&calls, "-wal", answer)?, "{method} {end}: its rows");
    }
    Ok(())
}

fn ends_in(path: &Path, ends: &[&str]) -> bool {
    let name = path.to_string_lossy();
    ends.iter().any(|end| name.ends_with(end))
}

/// The rest of acceptance, and its submit.
async fn finish(
    worker: &mut Worker,
    at: ronghe::day::page::At,
    company: &Company,
) -> anyhow::Result<()> {
    let case = &company.cases[0];
    let fields = worker.acceptance(case);
    worker.types(at, &fields).await?;
    worker.photographs(at, case, &["ownership_photos"]).await?;
    worker.has_it_signed(at, case).await?;
    let to = json!({ "person": worker.person });
    worker.submits(at, Some(to)).await.map(|_| ())
}
