//! The marketing system hands orders over; the same message five times at once counts once.

use anyhow::Context as _;
use rand::seq::SliceRandom as _;
use serde_json::Value;

use super::Cases;
use crate::company::PROCESS;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::demo::arrived;

const COPIES: u32 = 5;

pub async fn play(scene: &mut Scene, report: &mut Report) -> anyhow::Result<Cases> {
    report.step("the marketing system hands over orders, each message five times more at once");
    // What they are for comes later in the day.
    scene.tell_customers().await?;
    let mut cases = Vec::new();
    for (application, custody, data) in scene.applications(Cases::COUNT) {
        let company = scene.company()?;
        let (control, order_no) = (&company.control, application.order_no);
        let message = control.new_order(order_no.as_str(), PROCESS, &data).await?;
        let answers = control.repeat(message, COPIES).await?;
        let order = arrived(&company.head, order_no.as_str()).await?;
        // Whichever of the six came first was carried out, and no other.
        let known = answers.iter().filter(|answer| outcome(answer) == Some("duplicate")).count();
        let first = answers.iter().filter(|answer| outcome(answer) == Some("applied")).count();
        report.check(
            known + first == answers.len() && first <= 1 && answers.len() == COPIES as usize,
            format_args!("order {order_no}: one message, {known} copies known again"),
        );
        scene.counts.duplicates_refused += known as u64;
        cases.push(Case { order_no, data, custody, order });
    }
    scene.counts.orders = cases.len() as u64;
    let company = scene.company()?;
    let listed = company.head.list("/api/v1/orders").await?;
    report.check_same(listed.len(), Cases::COUNT, "the platform has each order once");
    let manager = scene.person(&scene.cast.manager)?;
    for case in &cases {
        let file: Value = company.head.get(&format!("/api/v1/orders/{}", case.order)).await?;
        let stages = file["order"]["stages"].as_object().cloned().unwrap_or_default();
        let assignee = stages.values().next().map(|stage| stage["assignee"].clone());
        report.check_same(
            assignee,
            Some(Value::from(manager.to_string())),
            format_args!("order {} is dispatched to the grid's manager", case.order_no),
        );
    }
    cases.shuffle(&mut scene.rng);
    let mut cases = cases.into_iter();
    let mut next = || cases.next().context("fewer orders than the story has parts");
    Ok(Cases {
        visit: next()?,
        changed: next()?,
        cancelled: next()?,
        reassigned: next()?,
        unwanted: next()?,
        steered: next()?,
        night: next()?,
    })
}

fn outcome(answer: &Value) -> Option<&str> {
    answer["outcome"].as_str()
}
