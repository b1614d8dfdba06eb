//! 复电: he has paid; in vain from afar, and at once at the meter.

use serde_json::json;

use super::{business_pin, changed, ends, in_the_form, known};
use crate::company::Metered;
use crate::company::payment_of;
use crate::day::at_meter::AtMeter;
use crate::day::cast::MANAGERS_TERMINAL;
use crate::day::desk::{fill_in, give};
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::reaches;
use crate::day::steps::Crew;
use crate::day::values::fee_control;
use crate::day::worker::now;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    crew: &mut Crew,
    metered: &Metered,
    case: &Case,
) -> anyhow::Result<()> {
    let protocol = &metered.old.protocol;
    report.step(&format!("he has paid, and gets his supply back ({protocol})"));
    pays(scene, metered, case).await?;
    let (clerk, manager) = (scene.person(&scene.cast.clerk)?, scene.person(&scene.cast.manager)?);
    let desk = &scene.company()?.clerk;
    give(scene, case, "await_payment", clerk, "核对缴费").await?;
    let to = Some(json!({ "person": clerk }));
    fill_in(scene, desk, case, "await_payment", fee_control::await_payment(), to).await?;
    let to = Some(json!({ "person": manager }));
    fill_in(scene, desk, case, "remote_restore", fee_control::remote_restore(now()), to).await?;

    let manager = &mut crew.manager;
    let at = manager.finds(case.order, "field_restore").await?;
    manager.goes_there(at, case).await?;
    let fields = fee_control::field_restore(&mut manager.rng, &case.data, now());
    manager.fills_in(at, &fields).await?;
    manager.has_it_confirmed(at, "second_person").await?;
    {
        let at_meter = AtMeter::begin(manager, at, &metered.old).await?;
        at_meter.opens_business_card(&business_pin(scene, MANAGERS_TERMINAL)?).await?;
        let closed = changed(scene, report, &at_meter, "direct_close", json!(null)).await?;
        report.check_same(closed["after"]["relay"].as_str(), Some("closed"), "it is closed again");
        let seen = at_meter.does("snapshot").await?;
        report.check_same(seen["after"]["relay"].as_str(), Some("closed"), "and stays so");
    }
    for field in ["close", "state_after"] {
        let value = in_the_form(manager, at, field).await?;
        report.check_same(value["outcome"].as_str(), Some("done"), format_args!("{field} is in"));
    }
    manager.photographs(at, case, &fee_control::FIELD_RESTORE_PHOTOS).await?;
    manager.submits(at, Some(json!({ "person": manager.person }))).await?;
    let at = manager.finds_after_sending(case.order, "restore_confirm").await?;
    manager.takes_up(at).await?;
    manager.fills_in(at, &fee_control::restore_confirm(now())).await?;
    manager.submits(at, None).await?;
    manager.has_sent_everything(120).await?;
    ends(scene, report, case).await
}

/// The marketing system books it, and tells both the order and the customer's record.
async fn pays(scene: &Scene, metered: &Metered, case: &Case) -> anyhow::Result<()> {
    let data = payment_of(&metered.customer, now());
    let control = &scene.company()?.control;
    control.further(case.order_no.as_str(), "change", &json!({ "data": data })).await?;
    known::tell(scene, metered, 3, None).await?;
    reaches(scene, case, |order| order["facts"]["payment"]["receipt_no"].is_string()).await?;
    Ok(())
}
