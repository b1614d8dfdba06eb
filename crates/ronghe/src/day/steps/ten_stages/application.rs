//! 业务受理: a business comes to the counter; what comes after falls to whoever stands in for the grid's manager.

use serde_json::{Value, json};

use super::Worker;
use crate::company::BUSINESS_PROCESS;
use crate::day::cast::COUNTERS_TERMINAL;
use crate::day::desk::{give, send_away};
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{entry_of, reaches, stage_of};
use crate::day::values::business;
use crate::demo::arrived;

/// An application that was accepted.
pub struct Taken {
    pub case: Case,
    /// Whoever is at the counter.
    pub counter: Worker,
    /// The manager's, as it was entered.
    pub absence: Value,
}

pub async fn play(scene: &mut Scene, report: &mut Report) -> anyhow::Result<Taken> {
    report.step("a business applies at the counter, in ten stages; the grid's manager is away");
    let (application, custody, data) = scene.business()?;
    let order_no = application.order_no;
    let company = scene.company()?;
    company.control.new_order(order_no.as_str(), BUSINESS_PROCESS, &data).await?;
    let order = arrived(&company.head, order_no.as_str()).await?;
    let case = Case { order_no, data, custody, order };
    scene.counts.orders += 1;
    let manager = scene.person(&scene.cast.manager)?;
    let order = reaches(scene, &case, |order| stage_of(order, "acceptance").is_some()).await?;
    report.check_same(
        assignee_of(&order, "acceptance"),
        json!(manager),
        format_args!("order {} is dispatched to the grid's manager", case.order_no),
    );
    let at_the_counter = scene.person(&scene.cast.counter)?;
    give(scene, &case, "acceptance", at_the_counter, "客户在营业厅办理").await?;

    let mut counter = scene.worker(COUNTERS_TERMINAL).await?;
    let at = counter.finds(case.order, "acceptance").await?;
    counter.takes_up(at).await?;
    let fields = business::acceptance(&mut counter.rng, &case.data);
    counter.types(at, &fields).await?;
    counter.photographs(at, &case, &business::ACCEPTANCE_PHOTOS).await?;
    counter.has_it_signed(at, &case).await?;
    let absence = send_away(scene, manager).await?;
    counter.submits(at, Some(json!({ "role": "area_manager" }))).await?;
    counter.has_sent_everything(60).await?;

    let is_there = |order: &Value| stage_of(order, "survey_dispatch").is_some();
    let order = reaches(scene, &case, is_there).await?;
    let deputy = scene.person(&scene.cast.deputy)?;
    report.check_same(
        assignee_of(&order, "survey_dispatch"),
        json!(deputy),
        "the survey falls to the grid's backup (B角)",
    );
    let passed_over = entry_of(scene, &case, "passed_over").await?;
    report.check_same(
        &passed_over["body"]["person"],
        &json!(manager),
        "the story says that the manager was passed over",
    );
    Ok(Taken { case, counter, absence })
}

fn assignee_of(order: &Value, element: &str) -> Value {
    stage_of(order, element).map(|stage| stage["assignee"].clone()).unwrap_or_default()
}
