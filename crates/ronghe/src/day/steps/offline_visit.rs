//! A visit without a network: acceptance and installation in one go, across a plug that is pulled inside a form.

use anyhow::Context as _;
use rand::RngExt as _;
use serde_json::{Value, json};

use super::Cases;
use crate::day::cast::MANAGERS_TERMINAL;
use crate::day::link::Weather;
use crate::day::report::Report;
use crate::day::scene::Scene;
use crate::day::values::Field;
use crate::day::values::household::ACCEPTANCE_PHOTOS;
use crate::day::worker::Worker;

pub async fn play(scene: &mut Scene, report: &mut Report, cases: &Cases) -> anyhow::Result<Worker> {
    report.step("the grid's manager signs in with card and PIN and finds his orders");
    let manager = scene.worker(MANAGERS_TERMINAL).await?;
    let state = manager.launcher.state().await?;
    report.check_same(
        state["person"]["name"].as_str(),
        Some(manager.name.as_str()),
        "the terminal knows who has it",
    );
    let mut found = 0;
    for case in cases.all() {
        manager.finds(case.order, "acceptance").await?;
        found += 1;
    }
    report.check_same(found, Cases::COUNT, "all his orders are on the terminal");
    let foreign = manager.page.as_foreign_origin("http://evil.example").await?;
    report.check(foreign.status.is_client_error(), "a page of another origin gets nothing");
    let rebound = manager.page.under_foreign_host("evil.example").await?;
    report.check_same(rebound.status.as_u16(), 421, "another host's name gets nothing");

    report.step("without a network: acceptance, and the plug is pulled in the middle of the form");
    scene.weather(MANAGERS_TERMINAL, Weather::Off)?;
    let mut manager = accept_across_a_kill(scene, report, cases, manager).await?;
    let case = &cases.visit;
    let at = manager.has(case.order, "acceptance").await?;
    manager.photographs(at, case, &ACCEPTANCE_PHOTOS).await?;
    if scene.rng.random_bool(0.5) {
        report.note("the customer signs");
        manager.has_it_signed(at, case).await?;
    } else {
        report.note("the customer does not sign, before two witnesses");
        manager.notes_refusal(at).await?;
    }
    let to = json!({ "person": manager.person });
    let (_, next) = manager.submits(at, Some(to)).await?;
    report.check(next.is_some(), "installing opens at once, offline, for the same person");

    report.step("without a network: installing and energising in the same visit");
    let at = next.context("the visit cannot go on")?;
    manager.installs(at, case).await?;
    let verdict = manager.page.verdict(at).await?;
    report.check(errors(&verdict).is_empty(), "the form passes, second person and all");
    let (_, next) = manager.submits(at, Some(scene.archivist()?)).await?;
    report.check(next.is_none(), "archiving is not for the field");
    let unsent = manager.unsent().await?.len();
    report.check(unsent > 0, format_args!("{unsent} operations wait for the network"));
    Ok(manager)
}

/// Types half of the form, is killed, and goes on with the other half.
async fn accept_across_a_kill(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    mut manager: Worker,
) -> anyhow::Result<Worker> {
    let case = &cases.visit;
    let at = manager.has(case.order, "acceptance").await?;
    manager.goes_there(at, case).await?;
    let fields = manager.acceptance(case);
    let killed_after = scene.rng.random_range(3..fields.len() - 3);
    manager.types(at, &fields[..killed_after]).await?;
    report.note(format_args!("SIGKILL after {killed_after} of {} fields", fields.len()));
    let manager = scene.kill_and_start(MANAGERS_TERMINAL).await?;
    report.came("the terminal unlocks again without a network");

    let at = manager.has(case.order, "acceptance").await?;
    let draft = manager.draft(at).await?;
    let lost: Vec<_> = lost(&draft, &fields[..killed_after]);
    report.check_same(lost, Vec::<&str>::new(), "no field that was typed is lost");
    let more = fields[killed_after..].iter().filter(|(name, _)| !draft[name].is_null()).count();
    report.check_same(more, 0, "no field is there that was not typed");
    manager.types(at, &fields[killed_after..]).await?;
    Ok(manager)
}

fn lost<'f>(draft: &Value, typed: &'f [Field]) -> Vec<&'f str> {
    typed.iter().filter(|(name, value)| draft[*name] != *value).map(|(name, _)| *name).collect()
}

fn errors(verdict: &Value) -> Vec<Value> {
    verdict["errors"].as_array().cloned().unwrap_or_default()
}
