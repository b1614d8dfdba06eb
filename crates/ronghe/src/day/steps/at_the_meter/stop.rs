//! 费控停电: told, approved, checked, in vain from afar, and at last at the meter, with leave of that moment.

use serde_json::{Value, json};

use super::{FEE_CONTROL, business_pin, changed, handed_over, in_the_form};
use crate::company::Metered;
use crate::company::stop_of;
use crate::day::at_meter::AtMeter;
use crate::day::cast::MANAGERS_TERMINAL;
use crate::day::desk::{fill_in, give};
use crate::day::page::At;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{file_of, reaches, stage_of};
use crate::day::steps::Crew;
use crate::day::values::fee_control;
use crate::day::worker::{Worker, now};

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    crew: &mut Crew,
    metered: &Metered,
) -> anyhow::Result<Case> {
    let protocol = metered.old.protocol.clone();
    report.step(&format!("a customer who has not paid is to be stopped ({protocol})"));
    let data = stop_of(&metered.customer, &metered.custody.seals, now());
    let case = handed_over(scene, metered, &metered.order_nos[0], FEE_CONTROL, data).await?;
    at_the_desks(scene, &case).await?;
    report.came("told eight days ago, approved by the head, checked; in vain from afar");

    let manager = &mut crew.manager;
    let at = manager.finds(case.order, "field_check").await?;
    manager.goes_there(at, &case).await?;
    let fields = fee_control::field_check(&mut manager.rng, &case.data, now());
    manager.fills_in(at, &fields).await?;
    manager.photographs(at, &case, &fee_control::FIELD_CHECK_PHOTOS).await?;
    let (_, next) = manager.submits(at, None).await?;
    report.check(next.is_some(), "checked, he goes on at once");
    let at = manager.finds_after_sending(case.order, "field_stop").await?;
    stops(scene, report, manager, metered, &case, at).await?;
    let order = reaches(scene, &case, |order| stage_of(order, "await_payment").is_some()).await?;
    report.check(order["state"] == "open", "he is off, and the order waits for his payment");
    Ok(case)
}

/// What clerk and head do at the console.
async fn at_the_desks(scene: &mut Scene, case: &Case) -> anyhow::Result<()> {
    let [clerk, head, manager] = [&scene.cast.clerk, &scene.cast.head, &scene.cast.manager]
        .map(|staff_no| scene.person(staff_no));
    let (clerk, head, manager) = (clerk?, head?, manager?);
    let to = |person| Some(json!({ "person": person }));
    give(scene, case, "pre_stop_notice", clerk, "费控停电").await?;
    let approver = scene.company()?.head.name.clone();
    let check = fee_control::remote_check(&mut scene.rng, &approver, now());
    let company = scene.company()?;
    let (desk, heads_desk) = (&company.clerk, &company.head);
    let fields = fee_control::pre_stop_notice(&case.data);
    fill_in(scene, desk, case, "pre_stop_notice", fields, to(head)).await?;
    let fields = fee_control::approval(now());
    fill_in(scene, heads_desk, case, "approval", fields, to(clerk)).await?;
    fill_in(scene, desk, case, "remote_check", check, to(clerk)).await?;
    let fields = fee_control::remote_stop(now());
    fill_in(scene, desk, case, "remote_stop", fields, to(manager)).await
}

async fn stops(
    scene: &Scene,
    report: &mut Report,
    manager: &mut Worker,
    metered: &Metered,
    case: &Case,
    at: At,
) -> anyhow::Result<()> {
    let protocol = &metered.old.protocol;
    report.step(&format!("he is stopped at the meter, with leave of this moment ({protocol})"));
    let check = file_of(scene, case).await?;
    let told_again = stage_of(&check["order"], "field_check")
        .map(|stage| stage["values"]["final_notice_at"].clone())
        .unwrap_or_default();
    manager.goes_there(at, case).await?;
    manager.fills_in(at, &fee_control::field_stop()).await?;
    manager.has_it_confirmed(at, "second_person").await?;
    let record = {
        let at_meter = AtMeter::begin(manager, at, &metered.old).await?;
        at_meter.opens_business_card(&business_pin(scene, MANAGERS_TERMINAL)?).await?;
        let found = at_meter.does("acquire").await?;
        report.check_same(found["after"]["relay"].as_str(), Some("closed"), "the meter is on");
        let parameter = json!({ "second_notice_at": told_again });
        changed(scene, report, &at_meter, "trip", parameter).await?
    };
    report.check_same(
        [&record["before"]["relay"], &record["after"]["relay"]],
        [&json!("closed"), &json!("open")],
        "the relay was read back: it was closed, and is open",
    );
    let field = in_the_form(manager, at, "trip").await?;
    report.check_same(&field["work"], &record["work"], "the form has the record, untyped");
    let typed = manager.page.save(at, "trip", &field).await;
    report.check(typed.is_err(), "nobody types one");
    manager.photographs(at, case, &fee_control::FIELD_STOP_PHOTOS).await?;
    manager.submits(at, Some(json!({ "role": "back_office_clerk" }))).await?;
    manager.has_sent_everything(120).await?;
    let file: Value = scene
        .company()?
        .officer
        .get(&format!("/api/v1/meter-works/{}", record["work"].as_str().unwrap_or_default()))
        .await?;
    report.check_same(
        &file["record"]["outcome"],
        &json!("done"),
        "the platform has the record of the work",
    );
    Ok(())
}
