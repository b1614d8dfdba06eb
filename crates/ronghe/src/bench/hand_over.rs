//! What somebody has in hand goes to another: five thousand orders with one command, and both feeds with all of it.

use anyhow::Context as _;
use http::Method;
use platform::orders::operations::NewOrder;
use serde_json::{Value, json};
use vocabulary::{Clock as _, SystemClock};

use super::field_terminal::{Job, Synced};
use super::figure::{Figure, Unit};
use super::part::Part;
use super::small_company::{SmallCompany, Worker};
use super::{Scratch, orders};
use crate::client::Console;
use crate::company::PROCESS;

/// # Errors
/// When the platform does not run, an order stays, or a terminal does not get what its worker has.
pub async fn measure(scratch: &Scratch, runs: usize) -> anyhow::Result<Vec<Figure>> {
    let template = SmallCompany::found(&scratch.folder("company")?, None, 2).await?;
    load(&template).await?;
    let mut taken = Vec::with_capacity(runs);
    for run in 0..runs {
        let folder = scratch.folder(&format!("run-{run}"))?;
        taken.push(hand_over(&template.copy_to(&folder.join("company"))?).await?);
    }
    println!("hand-over: SQLite, WAL, synchronous=FULL; {COUNT} orders, one command");
    let name = "5,000 orders to another person";
    Ok(vec![Figure::within(name, Unit::Millis, LIMIT_MILLIS, taken)])
}

async fn load(company: &SmallCompany) -> anyhow::Result<()> {
    let platform = company.open().await?;
    let area_code = &company.workers[0].area_code;
    let new = (0..COUNT).map(|n| {
        let order_no = format!("13020001{n:08}").parse()?;
        let data = json!({ "area_code": area_code });
        Ok(NewOrder::of_marketing(order_no, PROCESS.to_owned(), data))
    });
    orders::start(&platform, new.collect::<anyhow::Result<_>>()?).await?;
    platform.close().await;
    Ok(())
}

async fn hand_over(company: &SmallCompany) -> anyhow::Result<f64> {
    let platform = company.start().await?;
    let [from, to] = &company.workers[..] else { anyhow::bail!("two workers were founded") };
    // The one who gives has all of it on his terminal before.
    let mut giver = terminal(company, platform.url(), from).await?;
    let before: Synced = giver.ask("sync").await?;
    anyhow::ensure!(before.items as usize >= COUNT, "the giver has {} items", before.items);

    let [head, _] = &company.desks;
    let head = Console::sign_in(platform.url(), &head.login, &head.password).await?;
    let command = json!({ "from": from.person, "to": to.person, "reason": "调离" });
    let clock = SystemClock::new();
    let report: Value = head.command(Method::POST, "/api/v1/orders/hand-over", &command).await?;
    let millis = clock.monotonic().as_secs_f64() * 1_000.0;
    anyhow::ensure!(report["moved"] == COUNT, "not all went: {report}");

    let dropped: Synced = giver.ask("sync").await?;
    anyhow::ensure!(dropped.items as usize >= COUNT, "the giver hears of {} items", dropped.items);
    let mut taker = terminal(company, platform.url(), to).await?;
    let after: Synced = taker.ask("sync").await?;
    anyhow::ensure!(after.items as usize >= COUNT, "the taker has {} items", after.items);
    for (held, part) in [(0, &mut giver), (COUNT, &mut taker)] {
        let answer: Value = part.ask("count").await?;
        let orders = answer["orders"].as_u64().context("a count")?;
        anyhow::ensure!(orders == held as u64, "a terminal holds {orders} orders, not {held}");
    }
    giver.end().await?;
    taker.end().await?;
    platform.stop().await?;
    Ok(millis)
}

async fn terminal(company: &SmallCompany, url: &str, worker: &Worker) -> anyhow::Result<Part> {
    let folder = company.folder.join(format!("terminal-{}", worker.person));
    Part::own("field-terminal", &Job::fresh(folder, url, worker)).await
}

const COUNT: usize = 5_000;
const LIMIT_MILLIS: f64 = 10_000.0;
