//! 签订合同、配表领表、装表送电、归档回访: signed at the counter, installed in one go without a network, archived at the
//! console; the result reaches the marketing system once.

use std::collections::BTreeSet;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::Worker;
use crate::day::cast::INSTALLERS_TERMINAL;
use crate::day::desk::fill_in;
use crate::day::link::Weather;
use crate::day::page::At;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{file_of, reaches, stage_of};
use crate::day::values::{archiving, business};
use crate::day::worker::now;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    counter: &mut Worker,
    clerk: &mut Worker,
) -> anyhow::Result<()> {
    report.step("the contract is signed at the counter");
    let at = counter.finds(case.order, "contract").await?;
    counter.takes_up(at).await?;
    let signatory = scene.name_of(&scene.cast.head)?;
    let fields = business::contract(&mut counter.rng, &case.data, &signatory, now());
    counter.types(at, &fields).await?;
    counter.photographs(at, case, &business::CONTRACT_PHOTOS).await?;
    counter.has_it_signed(at, case).await?;
    let installer = scene.person(&scene.cast.installer)?;
    counter.submits(at, Some(json!({ "person": installer }))).await?;
    counter.has_sent_everything(120).await?;
    report.came("both have signed, before anything is energised");

    report.step("meter and transformers are issued, installed and energised without a network");
    let mut installer = scene.worker(INSTALLERS_TERMINAL).await?;
    let at = installer.finds(case.order, "meter_issue").await?;
    scene.weather(INSTALLERS_TERMINAL, Weather::Off)?;
    installer.takes_up(at).await?;
    let fields = business::meter_issue(&mut installer.rng, &case.custody, now());
    installer.types(at, &fields).await?;
    let (_, next) = installer.submits(at, Some(json!({ "person": installer.person }))).await?;
    report.check(next.is_some(), "installing opens at once, offline, for the same person");
    installs(&mut installer, next.context("nothing can be installed")?, case).await?;
    scene.weather(INSTALLERS_TERMINAL, Weather::Good)?;
    installer.has_sent_everything(120).await?;
    report.came("somebody else has confirmed safety and multiplier with own card and PIN");

    report.step("the order is archived at the console, and its result arrives exactly once");
    let fields = archiving(&mut clerk.rng, &case.custody, now());
    let console = &scene.company()?.clerk;
    fill_in(scene, console, case, "archive_callback", fields, None).await?;
    reaches(scene, case, |order| order["state"] == "archived").await?;
    every_stage_was_done(scene, report, case).await?;
    let seen = scene.company()?.control.order(case.order_no.as_str()).await?;
    report.check_same(
        seen["result"]["copies"].as_u64(),
        Some(1),
        format_args!("order {} is archived, its result taken once", case.order_no),
    );
    Ok(())
}

async fn installs(installer: &mut Worker, at: At, case: &Case) -> anyhow::Result<()> {
    installer.goes_there(at, case).await?;
    let Case { data, custody, .. } = case;
    let issuer = installer.issuer.clone();
    let fields = business::installation(&mut installer.rng, data, custody, &issuer, now());
    installer.types(at, &fields).await?;
    for field in business::CONFIRMED {
        installer.has_it_confirmed(at, field).await?;
    }
    // Only now: they have to have confirmed before.
    installer.types(at, &[("energised_at", now().micros().into())]).await?;
    installer.photographs(at, case, &business::INSTALLATION_PHOTOS).await?;
    installer.has_it_signed(at, case).await?;
    installer.submits(at, Some(json!({ "role": "back_office_clerk" }))).await?;
    Ok(())
}

/// The ten stages and the head's approval, each by whom it falls to.
async fn every_stage_was_done(
    scene: &Scene,
    report: &mut Report,
    case: &Case,
) -> anyhow::Result<()> {
    let file = file_of(scene, case).await?;
    let cast = &scene.cast;
    let by = [
        ("acceptance", &cast.counter),
        ("survey_dispatch", &cast.deputy),
        ("site_survey", &cast.deputy),
        ("scheme_approval", &cast.head),
        ("scheme_reply", &cast.manager),
        ("fees_and_works", &cast.clerk),
        ("completion_check", &cast.inspector),
        ("contract", &cast.counter),
        ("meter_issue", &cast.installer),
        ("install_energise", &cast.installer),
        ("archive_callback", &cast.clerk),
    ];
    let mut expected = BTreeSet::new();
    for (element, staff_no) in by {
        expected.insert((element.to_owned(), scene.person(staff_no)?.to_string()));
    }
    let last_done = |element: &str| {
        let stage = stage_of(&file["order"], element)?;
        let done = ["submitted", "reviewed"].iter().any(|state| stage["state"] == *state);
        done.then(|| text(&stage["assignee"]))
    };
    let found = expected
        .iter()
        .filter_map(|(element, _)| last_done(element).map(|person| (element.clone(), person)));
    report.check_same(
        found.collect(),
        expected.clone(),
        "all ten stages and the approval were done, each by whom it fell to",
    );
    Ok(())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
