//! 换表: the old meter is read, the new one looked at, its clock set, and read.

use anyhow::Context as _;
use serde_json::{Value, json};
use vocabulary::local_date;

use super::{REPLACEMENT, business_pin, changed, ends, handed_over, in_the_form};
use crate::company::Metered;
use crate::company::replacement_of;
use crate::day::at_meter::AtMeter;
use crate::day::cast::INSTALLERS_TERMINAL;
use crate::day::desk::{fill_in, give};
use crate::day::page::At;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::values::replacement;
use crate::day::waiting::until;
use crate::day::worker::{Worker, now};

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    (manager, installer): (&Worker, &mut Worker),
    metered: &Metered,
) -> anyhow::Result<Case> {
    let protocol = metered.old.protocol.clone();
    report.step(&format!("a faulty meter is read and taken down ({protocol})"));
    let today = local_date(now()).context("today is a day")?;
    let data = replacement_of(&metered.customer, &metered.custody, today);
    let case = handed_over(scene, metered, &metered.order_nos[1], REPLACEMENT, data).await?;
    let clerk = scene.person(&scene.cast.clerk)?;
    let person = scene.person(&scene.cast.manager)?;
    give(scene, &case, "plan", clerk, "故障换表").await?;
    let to = Some(json!({ "person": person }));
    fill_in(scene, &scene.company()?.clerk, &case, "plan", replacement::plan(), to).await?;
    let at = manager.finds(case.order, "notify").await?;
    manager.takes_up(at).await?;
    manager.fills_in(at, &replacement::notify(today, now())).await?;
    let to = scene.person(&scene.cast.installer)?;
    manager.submits(at, Some(json!({ "person": to }))).await?;
    manager.has_sent_everything(120).await?;

    let at = installer.finds(case.order, "meter_issue").await?;
    installer.takes_up(at).await?;
    let fields = replacement::meter_issue(&mut installer.rng, &case.custody, now());
    installer.fills_in(at, &fields).await?;
    let at = goes_on(installer, &case, at, "old_meter").await?;
    let end_ckwh = takes_down(report, installer, metered, &case, at).await?;
    let at = goes_on(installer, &case, at, "swap").await?;
    swaps(installer, metered, &case, at).await?;
    let at = goes_on(installer, &case, at, "new_meter").await?;
    let start_ckwh = puts_in_order(scene, report, installer, metered, &case, at).await?;
    let at = goes_on(installer, &case, at, "sign_off").await?;
    installer.goes_there(at, &case).await?;
    let fields = replacement::sign_off(&mut installer.rng);
    installer.fills_in(at, &fields).await?;
    installer.photographs(at, &case, &replacement::SIGN_OFF_PHOTOS).await?;
    installer.has_signed(at, &case, "signature").await?;
    let at = goes_on(installer, &case, at, "return_old").await?;
    installer.takes_up(at).await?;
    installer.fills_in(at, &replacement::return_old(&case.data, end_ckwh, now())).await?;
    installer.photographs(at, &case, &replacement::RETURN_PHOTOS).await?;
    installer.submits(at, Some(json!({ "person": clerk }))).await?;
    installer.has_sent_everything(120).await?;
    let fields = replacement::archive(&mut installer.rng, end_ckwh, start_ckwh);
    fill_in(scene, &scene.company()?.clerk, &case, "archive", fields, None).await?;
    ends(scene, report, &case).await?;
    Ok(case)
}

/// Hands a stage in, and has the next one at once: the process names nobody to choose from.
async fn goes_on(installer: &Worker, case: &Case, at: At, element: &str) -> anyhow::Result<At> {
    let (_, next) = installer.submits(at, None).await?;
    anyhow::ensure!(next.is_some(), "{element} does not open at once on {}", installer.terminal);
    installer.finds_after_sending(case.order, element).await
}

/// 旧表: what its register says goes into the form as it was read.
async fn takes_down(
    report: &mut Report,
    installer: &mut Worker,
    metered: &Metered,
    case: &Case,
    at: At,
) -> anyhow::Result<u64> {
    installer.goes_there(at, case).await?;
    let read = {
        let at_meter = AtMeter::begin(installer, at, &metered.old).await?;
        at_meter.does("read").await?
    };
    let end_ckwh = ckwh(&read)?;
    report.check(end_ckwh > 100_000, format_args!("it has counted {end_ckwh} times 0.01 kWh"));
    let field = in_the_form(installer, at, "read").await?;
    report.check_same(&field["work"], &read["work"], "the form has the reading, untyped");
    let fields = replacement::old_meter(&mut installer.rng, &case.data, end_ckwh, now());
    installer.fills_in(at, &fields).await?;
    installer.has_it_confirmed(at, "second_person").await?;
    installer.photographs(at, case, &replacement::OLD_METER_PHOTOS).await?;
    Ok(end_ckwh)
}

async fn swaps(
    installer: &mut Worker,
    metered: &Metered,
    case: &Case,
    at: At,
) -> anyhow::Result<()> {
    installer.goes_there(at, case).await?;
    let issuer = installer.issuer.clone();
    let fields = replacement::swap_begins(&mut installer.rng, &issuer);
    installer.fills_in(at, &fields).await?;
    installer.has_it_confirmed(at, "second_person").await?;
    // Only now: he has to have confirmed before.
    let off = now();
    installer.photographs(at, case, &replacement::SWAP_PHOTOS).await?;
    let (custody, three_phase) = (&case.custody, metered.new.three_phase);
    let fields = replacement::swap_ends(&mut installer.rng, custody, three_phase, [off, now()]);
    installer.fills_in(at, &fields).await
}

/// 新表: its clock is off, so it is set, with leave, and read back.
async fn puts_in_order(
    scene: &Scene,
    report: &mut Report,
    installer: &mut Worker,
    metered: &Metered,
    case: &Case,
    at: At,
) -> anyhow::Result<u64> {
    let protocol = &metered.new.protocol;
    report.step(&format!("the new meter's clock is set, and it is read ({protocol})"));
    installer.goes_there(at, case).await?;
    installer.fills_in(at, &replacement::new_meter_begins(&case.custody)).await?;
    let start = {
        let at_meter = AtMeter::begin(installer, at, &metered.new).await?;
        let found = at_meter.does("acquire").await?;
        let ahead = found["after"]["clock_ahead_s"].as_i64().unwrap_or_default();
        report.check((390..=410).contains(&ahead), format_args!("its clock is {ahead} s ahead"));
        at_meter.opens_business_card(&business_pin(scene, INSTALLERS_TERMINAL)?).await?;
        away_from_the_hour().await?;
        let set = changed(scene, report, &at_meter, "set_clock", json!(null)).await?;
        let ahead = set["after"]["clock_ahead_s"].as_i64();
        report.check(
            ahead.is_some_and(|ahead| ahead.abs() <= 5),
            format_args!("read back, it is {} s ahead", ahead.unwrap_or_default()),
        );
        at_meter.does("read").await?
    };
    let start_ckwh = ckwh(&start)?;
    report.check_same(start_ckwh, 0, "it has counted nothing yet");
    for field in ["acquire", "clock", "start_read"] {
        let value = in_the_form(installer, at, field).await?;
        report.check_same(value["outcome"].as_str(), Some("done"), format_args!("{field} is in"));
    }
    let Case { data, custody, .. } = case;
    let fields = replacement::new_meter_ends(&mut installer.rng, data, custody, start_ckwh, now());
    installer.fills_in(at, &fields).await?;
    installer.photographs(at, case, &replacement::NEW_METER_PHOTOS).await?;
    Ok(start_ckwh)
}

/// Clocks are left alone around full hours: whoever comes then waits.
async fn away_from_the_hour() -> anyhow::Result<()> {
    until("the full hour is three minutes away", 400, async || {
        let second_of_hour = now().millis() / 1_000 % 3_600;
        Ok((150..3_450).contains(&second_of_hour).then_some(()))
    })
    .await
}

/// The total of a reading as a display of two decimal places shows it.
fn ckwh(read: &Value) -> anyhow::Result<u64> {
    let total = read["readings"]["total_kwh_e4"].as_u64();
    Ok(total.with_context(|| format!("no total in {read}"))? / 100)
}
