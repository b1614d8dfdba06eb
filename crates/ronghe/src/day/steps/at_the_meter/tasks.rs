//! 采集任务: the acquisition system wants a meter read again; a second task is called off, a third cannot be done.

use anyhow::Context as _;
use serde_json::{Value, json};
use vocabulary::OrderNo;

use super::in_the_form;
use crate::company::Metered;
use crate::day::at_meter::AtMeter;
use crate::day::desk::{fill_in, give};
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::{reaches, stage_of};
use crate::day::steps::Crew;
use crate::day::values::meter_task;
use crate::day::waiting::until;
use crate::day::worker::{Worker, now};
use crate::demo::arrived;

/// Plays it with one household's meter; gives the orders of the tasks.
pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    crew: &mut Crew,
    metered: &Metered,
) -> anyhow::Result<Vec<Case>> {
    report.step("the acquisition system hands over three tasks at a household's meter");
    let [read, called_off, closed] = handed_over(scene, metered).await?;
    report.came("they have come to the platform, each an order of its own");
    let manager = &mut crew.manager;
    is_read_again(scene, report, manager, metered, &read).await?;
    is_called_off(scene, report, manager, &called_off).await?;
    cannot_be_done(scene, report, manager, &closed).await?;
    Ok(vec![read, called_off, closed])
}

/// Lets it hand over a task for each number, and waits until the platform has them.
async fn handed_over(scene: &mut Scene, metered: &Metered) -> anyhow::Result<[Case; 3]> {
    let company = scene.company()?;
    let tasks: Vec<Value> = NUMBERS
        .map(|task_no| {
            json!({
                "task_no": task_no, "comm_address": metered.old.comm_address, "work": "re_read",
                "reason": "no_reading_for_days", "days_without_reading": 3,
                "remark": "集中器在线，单表无示数",
            })
        })
        .into();
    company.acquisition.hand_over_tasks(&tasks).await?;
    let position = metered.customer.position;
    let mut cases = Vec::new();
    for number in NUMBERS {
        let order_no: OrderNo = number.parse().context("a number of a task")?;
        let order = arrived(&company.head, number).await?;
        let data = json!({ "lon": position.lon, "lat": position.lat });
        cases.push(Case { order_no, data, custody: metered.custody.clone(), order });
    }
    scene.counts.orders += cases.len() as u64;
    cases.try_into().ok().context("a case for each task")
}

/// 补抄: the reading goes into the form as it was read, and to the acquisition system once.
async fn is_read_again(
    scene: &Scene,
    report: &mut Report,
    manager: &mut Worker,
    metered: &Metered,
    case: &Case,
) -> anyhow::Result<()> {
    report.step("the manager reads the meter again, and the acquisition system has the reading");
    let at = manager.finds(case.order, FIELD_WORK).await?;
    let facts = manager.page.order(case.order).await?["order"]["facts"].clone();
    report.check_same(
        &facts["task"]["comm_address"],
        &json!(metered.old.comm_address),
        "his terminal knows which meter it is",
    );
    manager.goes_there(at, case).await?;
    let fields = meter_task::done(&mut manager.rng, &case.data, now());
    manager.fills_in(at, &fields).await?;
    let record = {
        let at_meter = AtMeter::begin(manager, at, &metered.old).await?;
        at_meter.does("read").await?
    };
    let field = in_the_form(manager, at, "work").await?;
    report.check_same(&field["work"], &record["work"], "the form has the reading, untyped");
    manager.photographs(at, case, &meter_task::DONE_PHOTOS).await?;
    manager.submits(at, None).await?;
    manager.has_sent_everything(120).await?;
    reaches(scene, case, |order| order["state"] == "archived").await?;
    let result = result_of(scene, case).await?;
    report.check_same(
        (result["outcome"].as_str(), result["copies"].as_u64()),
        (Some("done"), Some(1)),
        "the acquisition system has the result of the task, once",
    );
    report.check_same(
        (&result["works"], &result["readings"]),
        (&json!([record["work"]]), &field["readings"]),
        "it names the work, and says what was read",
    );
    Ok(())
}

/// 撤销: it was read from afar meanwhile.
async fn is_called_off(
    scene: &Scene,
    report: &mut Report,
    manager: &Worker,
    case: &Case,
) -> anyhow::Result<()> {
    report.step("a task is called off before anybody was there");
    manager.finds(case.order, FIELD_WORK).await?;
    let acquisition = &scene.company()?.acquisition;
    acquisition.cancel_task(case.order_no.as_str(), "远程已补抄成功").await?;
    manager.is_told(case.order, "cancelled").await?;
    let held = manager.page.orders().await?;
    report.check(
        held.iter().all(|line| line["order"] != json!(case.order)),
        "it has gone from the manager's terminal, and he was told",
    );
    reaches(scene, case, |order| order["state"] == "terminated").await?;
    let task = until("the acquisition system has its answer", 60, async || {
        let task = acquisition.task(case.order_no.as_str()).await?;
        Ok(task["lines"][1]["answer"].is_object().then_some(task))
    })
    .await?;
    report.check_same(
        task["lines"][1]["answer"]["outcome"].as_str(),
        Some("applied"),
        "the acquisition system knows that it was in time",
    );
    report.check(task["result"].is_null(), "and gets no result of it");
    Ok(())
}

/// 异常: nobody opens, and the clerk closes it.
async fn cannot_be_done(
    scene: &Scene,
    report: &mut Report,
    manager: &mut Worker,
    case: &Case,
) -> anyhow::Result<()> {
    report.step("a task cannot be done, and the clerk closes it");
    let at = manager.finds(case.order, FIELD_WORK).await?;
    manager.goes_there(at, case).await?;
    let fields = meter_task::no_access(&mut manager.rng, &case.data, now());
    manager.fills_in(at, &fields).await?;
    manager.photographs(at, case, &meter_task::NO_ACCESS_PHOTOS).await?;
    manager.submits(at, None).await?;
    manager.has_sent_everything(120).await?;
    let order = reaches(scene, case, |order| stage_of(order, CHECK).is_some()).await?;
    report.check(order["state"] == "open", "it waits for the office");
    give(scene, case, CHECK, scene.person(&scene.cast.clerk)?, "采集任务异常").await?;
    let desk = &scene.company()?.clerk;
    fill_in(scene, desk, case, CHECK, meter_task::closed(), None).await?;
    reaches(scene, case, |order| order["state"] == "archived").await?;
    let result = result_of(scene, case).await?;
    report.check_same(
        [&result["outcome"], &result["exception"], &result["decision"]],
        [&json!("exception"), &json!("no_access"), &json!("close")],
        "the acquisition system knows why, and what the office made of it",
    );
    Ok(())
}

/// The result of a task, once the acquisition system has it.
async fn result_of(scene: &Scene, case: &Case) -> anyhow::Result<Value> {
    let acquisition = &scene.company()?.acquisition;
    let what = format!("the acquisition system has the result of {}", case.order_no);
    until(&what, 60, async || {
        let task = acquisition.task(case.order_no.as_str()).await?;
        Ok(task.get("result").cloned())
    })
    .await
}

const FIELD_WORK: &str = "field_work";
const CHECK: &str = "exception_check";
const NUMBERS: [&str; 3] = ["CJ0000000001", "CJ0000000002", "CJ0000000003"];
