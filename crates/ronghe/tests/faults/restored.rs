//! A platform that was restored from a backup, as its terminals meet it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use http::Method;
use platform_store::operations;
use serde_json::{Value, json};
use sync::{FeedPage, OrderView, order_body};

use crate::support::{AtWork, Company, Hand, until};

/// Runs the command line as an administrator does.
fn ronghe(arguments: &[&str], config: &Path, folder: (&str, &Path)) -> anyhow::Result<()> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ronghe"));
    let done = command.args(arguments).arg("--config").arg(config).arg(folder.0).arg(folder.1);
    let done = done.output()?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}

async fn feed(hand: &Hand, cursor: u64) -> anyhow::Result<FeedPage> {
    let path = format!("/sync/v1/feed?cursor={cursor}&limit=1000");
    Ok(hand.call(Method::GET, &path).send().await?.into_json()?)
}

#[tokio::test]
async fn a_cursor_from_before_a_restore_is_gone_and_the_terminal_brings_back_what_it_holds()
-> anyhow::Result<()> {
    let company = Company::with_orders(3).await?;
    let (worked_on, in_hand, offline) = (&company.cases[0], &company.cases[1], &company.cases[2]);
    let hand = Hand::of(company.worker(), &company.platform_url())?;
    let AtWork { platform, agent, mut worker, at, .. } = company.at_work().await?;
    let backup = company.path("backup");
    ronghe(&["backup"], &company.config(), ("--to", &backup))?;

    worker.goes_there(at, worked_on).await?;
    worker.has_sent_everything(60).await?;
    let draft_at = worker.finds(in_hand.order, "acceptance").await?;
    let offline_at = worker.finds(offline.order, "acceptance").await?;
    worker.types(draft_at, &[("mobile", json!("15400000077"))]).await?;
    let before = feed(&hand, 0).await?;
    platform.stop().await?;
    worker.page.act(offline_at, &json!({ "kind": "sign_in" })).await?;

    ronghe(&["restore"], &company.config(), ("--from", &backup))?;
    let platform = company.start_platform().await?;
    let path = format!("/sync/v1/feed?cursor={}&limit=1000", before.cursor);
    let gone = hand.call(Method::GET, &path).send().await?;
    let problem: Value = serde_json::from_slice(&gone.body)?;
    ensure!(gone.status == 410 && problem["code"] == "cursor-gone", "{problem}");
    let epoch = feed(&hand, 0).await?.epoch;
    ensure!(epoch != before.epoch && problem["more"]["epoch"] == json!(epoch), "{problem}");

    until("the terminal has brought its work back", 60, async || {
        worker.launcher.sync().await?;
        let view = feed(&hand, 0).await?;
        let id = worked_on.order.to_string();
        let item = view.items.iter().find(|item| item.id == id);
        let body = item.and_then(|item| item.body.as_ref()).context("the order is in scope")?;
        let order: OrderView = serde_json::from_str(&order_body::from_wire(&id, body)?)?;
        Ok((order.stages[&at.stage].state == vocabulary::StageState::InProgress).then_some(()))
    })
    .await?;
    worker.has_sent_everything(60).await?;
    ensure!(worker.draft(draft_at).await?["mobile"] == "15400000077", "a draft is gone");
    let lines = worker.page.orders().await?;
    ensure!(lines.len() == 3, "the mirror was built anew with {} orders", lines.len());
    agent.stop().await?;
    platform.stop().await?;

    let platform = company.small.open().await?;
    let mut snapshot = platform.store().read().await?;
    let org = platform.org();
    for (case, expected) in [
        (worked_on, &["arrive", "begin", "set_out", "sign_in"][..]),
        (in_hand, &[]),
        (offline, &["sign_in"]),
    ] {
        let stored = operations::of_order(&mut snapshot.tx(), org, case.order, 100).await?;
        let mut kinds: Vec<_> = stored.iter().map(|one| one.operation.kind.as_str()).collect();
        kinds.sort_unstable();
        ensure!(kinds == expected, "{kinds:?}");
        ensure!(stored.iter().all(|one| one.outcome.was_applied()), "{stored:?}");
    }
    snapshot.finish().await?;
    platform.close().await;
    Ok(())
}
