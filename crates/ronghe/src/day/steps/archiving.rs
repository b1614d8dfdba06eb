//! The clerk archives; results go to the marketing system, which is down for a while and does not want one of them.

use std::time::Duration;

use http::Method;
use rand::RngExt as _;
use serde_json::{Value, json};

use super::{Cases, Crew};
use crate::day::cast::{CLERKS_TERMINAL, DEPUTYS_TERMINAL};
use crate::day::desk::fill_in;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{file_of, order_of, reaches, stage_of};
use crate::day::values;
use crate::day::waiting::until;
use crate::day::worker::{Worker, now};

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    manager: Worker,
) -> anyhow::Result<Crew> {
    let deputy = visit_by_the_deputy(scene, report, &cases.unwanted).await?;

    let hang_up = scene.rng.random_bool(0.5);
    let how = if hang_up { "hang_up" } else { "unavailable" };
    report.step(&format!("the marketing system is down ({how}) while orders are archived"));
    let control = &scene.company()?.control;
    control.refuse(cases.unwanted.order_no.as_str(), "户号与档案不一致").await?;
    control.down(how).await?;
    let mut clerk = scene.worker(CLERKS_TERMINAL).await?;
    let mut at_the_console = scene.rng.random_bool(0.5);
    for case in cases.finished().into_iter().chain([&cases.unwanted]) {
        if at_the_console {
            let fields = values::archiving(&mut clerk.rng, &case.custody, now());
            fill_in(scene, &scene.company()?.clerk, case, "archive", fields, None).await?;
        } else {
            let at = clerk.finds(case.order, "archive").await?;
            clerk.archives(at, case).await?;
            clerk.submits(at, None).await?;
        }
        at_the_console = !at_the_console;
    }
    clerk.has_sent_everything(60).await?;
    report.came("the clerk archives, by turns on the terminal and at the console");
    tokio::time::sleep(Duration::from_secs(scene.marketing_down_seconds)).await;
    // A platform that was killed held its jobs for two minutes more; results wait as long as it takes.
    let waiting = until("the results were tried in vain", 180, async || {
        let waiting = outbox_of(scene, cases.finished()).await?;
        let tried = |message: &Value| message["attempts"].as_u64() > Some(0);
        Ok((waiting.len() == cases.finished().len() && waiting.iter().all(tried))
            .then_some(waiting))
    })
    .await?;
    let attempts: u64 = waiting.iter().filter_map(|message| message["attempts"].as_u64()).sum();
    report.check(
        waiting.iter().all(|message| message["state"] == "pending"),
        format_args!("results wait in the outbox, tried {attempts} times in vain"),
    );

    report.step("it is back: results arrive exactly once, one is refused and stops no other");
    scene.company()?.control.up().await?;
    for case in cases.finished() {
        reaches(scene, case, |order| order["state"] == "archived").await?;
        let seen = scene.company()?.control.order(case.order_no.as_str()).await?;
        report.check_same(
            seen["result"]["copies"].as_u64(),
            Some(1),
            format_args!("order {} is archived, its result taken once", case.order_no),
        );
    }
    refused_result(scene, report, &cases.unwanted).await?;
    Ok(Crew { manager, deputy, clerk })
}

/// An ordinary order: given to the deputy by the station head, done by him with a network.
async fn visit_by_the_deputy(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
) -> anyhow::Result<Worker> {
    report.step("an order given to the deputy is done with a network");
    let deputy = scene.person(&scene.cast.deputy)?;
    let order = order_of(scene, case).await?;
    let stage = stage_of(&order, "acceptance").map(|stage| stage["stage"].clone());
    let body = json!({ "order": case.order, "stage": stage, "to": deputy, "reason": "均衡工作量" });
    let head = &scene.company()?.head;
    let key = format!("day-{}", case.order_no);
    let path = "/api/v1/orders/dispatch";
    let first: Value = head.command_under(&key, Method::POST, path, &body).await?;
    let again: Value = head.command_under(&key, Method::POST, path, &body).await?;
    report.check_same(again, first, "the same command under the same key is answered once");
    let mut worker = scene.worker(DEPUTYS_TERMINAL).await?;
    let at = worker.finds(case.order, "acceptance").await?;
    worker.accepts(at, case).await?;
    worker.submits(at, Some(json!({ "person": worker.person }))).await?;
    let at = worker.finds_after_sending(case.order, "install_energise").await?;
    worker.installs(at, case).await?;
    let to = scene.archivist()?;
    worker.submits(at, Some(to)).await?;
    worker.has_sent_everything(120).await?;
    let order = reaches(scene, case, |order| stage_of(order, "archive").is_some()).await?;
    let evidence = file_of(scene, case).await?["evidence_missing"].as_u64();
    report.check(
        order["state"] == "open" && evidence == Some(0),
        "archiving opens once all evidence is there",
    );
    Ok(worker)
}

async fn refused_result(scene: &Scene, report: &mut Report, case: &Case) -> anyhow::Result<()> {
    let what = format!("the refusal of order {} is on the office's list", case.order_no);
    let item = until(&what, 60, async || {
        let file = file_of(scene, case).await?;
        let items = file["items"].as_array().cloned().unwrap_or_default();
        Ok(items.into_iter().find(|item| item["kind"] == "result_refused"))
    })
    .await?;
    report.came(format_args!("the refused result of order {} is the office's", case.order_no));
    let order = order_of(scene, case).await?;
    report.check_same(order["state"].as_str(), Some("open"), "the order is not taken for finished");
    let body = json!({ "item": item["item"], "resolution": "done", "remark": "已与营销核对" });
    let head = &scene.company()?.head;
    let settled: Value = head.command(Method::POST, "/api/v1/items/resolve", &body).await?;
    report.check_same(settled["state"].as_str(), Some("done"), "the office has seen to it");
    let seen = scene.company()?.control.order(case.order_no.as_str()).await?;
    report.check(seen["result"].is_null(), "the marketing system has no result of it");
    Ok(())
}

/// The messages of these orders, as whoever watches the platform sees them.
async fn outbox_of(scene: &Scene, cases: [&Case; 4]) -> anyhow::Result<Vec<Value>> {
    let outbox: Value = scene.company()?.monitor.get("/api/v1/outbox").await?;
    let messages = outbox["items"].as_array().cloned().unwrap_or_default();
    let of_these = |message: &Value| cases.iter().any(|case| message["order"] == json!(case.order));
    Ok(messages.into_iter().filter(of_these).collect())
}
