//! Somebody asks at the door: the worker looks at a customer without an order, for a reason that the office hears of.

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};

use crate::day::cast::MANAGERS_TERMINAL;
use crate::day::link::Weather;
use crate::day::report::Report;
use crate::day::scene::Scene;
use crate::day::waiting::until;
use crate::day::worker::Worker;

pub async fn play(scene: &Scene, report: &mut Report, manager: &Worker) -> anyhow::Result<()> {
    report
        .step("without a network: a customer of the own grid is found, and looked at for a reason");
    let page = &manager.page;
    let standing = until("his customers are on the terminal", WITHIN, async || {
        manager.launcher.sync().await?;
        let found = page.customers("").await?;
        let standing = found["standing"].clone();
        let whole =
            standing["areas"].as_u64() > Some(0) && standing["areas"] == standing["areas_here"];
        Ok(whole.then_some(standing))
    })
    .await?;
    let manager_no = &scene.cast.manager;
    let station = scene.city.stations.iter().find(|one| one.code.as_str() == scene.cast.station);
    let station = station.context("the station is the city's")?;
    let his = |grid: &&city::GridCell| {
        grid.primary.as_str() == manager_no || grid.backup.as_str() == manager_no
    };
    let areas = station.grids.iter().filter(his).flat_map(|grid| &grid.areas);
    let mut customers = areas.flat_map(|area| scene.city.customers_of(station, area));
    let customer = customers.next().context("his grid has a customer")?;
    report.check_same(
        standing["customers"].as_u64(),
        Some(1 + customers.count() as u64),
        "the terminal has the customers of his grids and no others",
    );

    scene.weather(MANAGERS_TERMINAL, Weather::Off)?;
    let found = page.customers(customer.meter_asset_no.as_str()).await?;
    report.check_same(
        found["items"][0]["customer_no"].as_str(),
        Some(customer.customer_no.as_str()),
        "he is found by the number of his meter",
    );
    let no = customer.customer_no.as_str();
    let unasked = page.customer(no).await?;
    report.check_same(
        unasked.status.as_u16(),
        403,
        "without an order and a reason nothing is shown",
    );
    let without = page.inquire(no, "other", None).await;
    report.check(without.is_err(), "nor for a reason that says nothing");
    let shown: Value = page.inquire(no, REASON, Some(NOTE)).await?;
    let record = &shown["card"]["record"];
    let name = record["customer_name"].as_str().unwrap_or_default();
    report.check(name.contains('*') && name != customer.name, "his name is masked");
    report.check_same(
        record["readings"].as_array().map(Vec::len),
        Some(3),
        "his last three readings are there",
    );

    report.step("the inquiry goes up, once, into the audit");
    scene.weather(MANAGERS_TERMINAL, Weather::Good)?;
    let officer = &scene.company()?.officer;
    let path = format!("/api/v1/inquiries?customer_no={no}");
    let listed = until("the security officer hears of the inquiry", WITHIN, async || {
        manager.launcher.sync().await?;
        let listed = officer.list(&path).await?;
        Ok((!listed.is_empty()).then_some(listed))
    })
    .await?;
    report.check_same(listed.len(), 1, "it is listed once");
    report.check_same(
        (&listed[0]["person"], &listed[0]["reason"], &listed[0]["note"]),
        (&json!(manager.person), &json!(REASON), &json!(NOTE)),
        "with who asked, and why",
    );
    let chain: Value = officer.get(&format!("/api/v1/audit/customer:{no}")).await?;
    let kinds: Vec<_> =
        chain["items"].as_array().into_iter().flatten().map(|entry| &entry["kind"]).collect();
    report.check_same(
        kinds,
        vec![&json!("customer_inquired")],
        "and stands in the customer's chain",
    );
    report.check_same(&chain["verified"], &json!(true), "which verifies");

    let head = &scene.company()?.head;
    let masked: Value = head.get(&format!("/api/v1/customers/{no}")).await?;
    report.check_same(&masked["unmasked"], &json!(false), "the office sees him masked");
    let reason = json!({ "reason": "用户来电核对" });
    let open: Value =
        head.command(Method::POST, &format!("/api/v1/customers/{no}/unmask"), &reason).await?;
    report.check_same(
        open["card"]["record"]["customer_name"].as_str(),
        Some(customer.name.as_str()),
        "and in the clear for a reason",
    );
    Ok(())
}

const REASON: &str = "customer_asks";
const NOTE: &str = "村民当面询问上月电费";
const WITHIN: u64 = 60;
