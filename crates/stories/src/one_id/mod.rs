//! One correlation id, followed from a page's request to the operation, to the platform's story, to the request that
//! the marketing system receives, and through the logs of both programs.

mod listener;
mod log;
mod page;

use std::sync::Arc;

use anyhow::Context as _;
use base64::Engine as _;
use neighbour_sims::marketing::HandOver;
use platform::jobs::Job;
use platform::neighbours::HttpLinks;
use serde_json::{Value, json};
use terminal::agent::OrderLine;
use vocabulary::{Clock as _, OrderId, StageId, minutes};

use self::listener::Listener;
use self::log::Log;
use self::page::Page;
use crate::filling_in::picture;
use crate::marketing_acts::{application, marketing_sends};
use crate::office;
use crate::setup::{Desk, Template};
use crate::worker_acts::sign_in;
use crate::world::World;

const SIGNED_IN: &str = "019a0000-0000-7000-8000-0000000000a1";
const SUBMITTED: &str = "019a0000-0000-7000-8000-0000000000a2";
const INSTALLED: &str = "019a0000-0000-7000-8000-0000000000a3";

#[tokio::test]
async fn an_id_goes_from_the_page_to_the_neighbour() -> anyhow::Result<()> {
    let log = Log::begin();
    let mut visit = Visit::begin().await?;
    let (order, accept) = visit.next().await?;
    visit.act(order, accept, SIGNED_IN).await?;
    let refused = visit.submit(order, accept, SUBMITTED, json!({})).await;
    let (status, problem) = refused.err().context("the form is empty")?;
    assert_eq!((status, &problem["correlation"]), (422, &json!(SUBMITTED)), "a support code");
    visit
        .fill_in(order, accept, &[("outcome", json!("withdrawn")), ("note", json!("客户撤回"))])
        .await?;
    submitted(visit.submit(order, accept, SUBMITTED, json!({})).await)?;
    visit.sync().await?;

    assert_eq!(visit.story(order, "sign_in").await?, [SIGNED_IN]);
    assert_eq!(visit.story(order, "submit").await?, [SUBMITTED]);
    assert_eq!(visit.story(order, "result_queued").await?, [SUBMITTED]);
    let listener = Listener::begin(&visit.world).await?;
    let mut link = HttpLinks::default();
    link.marketing(&listener.url, None)?;
    Job::Outbox
        .run(visit.world.platform()?, &link)
        .await
        .map_err(|no| anyhow::anyhow!("{no:?}"))?;
    assert_eq!(listener.heard().await, [SUBMITTED], "the request to the neighbour carries it");
    assert_eq!(visit.story(order, "order_archived").await?, [SUBMITTED]);

    // Whoever is told the support code finds both programs' lines by it.
    let lines = log.lines();
    let under = |id: &str, message: &str| {
        let of_id = lines.iter().filter(|line| line.spans.iter().any(|span| span.1 == id));
        of_id.filter(|line| line.message == message).count()
    };
    assert_eq!(under(SIGNED_IN, "answered"), 1, "the terminal's request");
    assert_eq!(under(SUBMITTED, "answered"), 2, "refused, then taken");
    assert_eq!(under(SUBMITTED, "an operation was looked at"), 1, "at the platform");
    assert_eq!(under(SUBMITTED, "handed over"), 1, "to the neighbour");
    // A sync run has an id of its own, under which its requests reach the platform.
    let synced =
        lines.iter().rfind(|line| line.message == "synced").context("a run leaves a line")?;
    let run = &synced.spans.iter().find(|span| span.0 == "sync").context("of the run")?.1;
    let brought = lines.iter().find(|line| {
        line.message == "answered" && line.spans.contains(&("request".to_owned(), run.clone()))
    });
    assert!(brought.is_some(), "the platform's lines name the run");
    Ok(())
}

#[tokio::test]
async fn what_waited_for_a_file_still_carries_the_id_of_the_submit() -> anyhow::Result<()> {
    let mut visit = Visit::begin().await?;
    let (order, accept) = visit.next().await?;
    visit.act(order, accept, SIGNED_IN).await?;
    visit.fill_in(order, accept, &[("outcome", json!("proceed")), ("note", json!("可以"))]).await?;
    let myself = json!({ "to": { "person": visit.world.workers[0] } });
    submitted(visit.submit(order, accept, SUBMITTED, myself).await)?;
    let (order, install) = visit.next().await?;
    visit.fill_in(order, install, &[("reading_ckwh", json!(7))]).await?;
    visit.sign(order, install).await?;
    let clerk = json!({ "to": { "role": "back_office_clerk" } });
    submitted(visit.submit(order, install, INSTALLED, clerk).await)?;
    visit.sync().await?;

    let arrived = visit.story(order, "file_received").await?;
    assert!(!arrived.is_empty() && !arrived.contains(&INSTALLED.to_owned()), "the run's id");
    let dispatched = visit.story(order, "dispatched").await?;
    assert_eq!(dispatched.last().map(String::as_str), Some(INSTALLED), "the clerk's stage opened");
    Ok(())
}

/// A worker with an order, at a page on his terminal.
struct Visit {
    world: World,
    page: Page,
}

impl Visit {
    async fn begin() -> anyhow::Result<Self> {
        let mut world = World::open(1, &Template::make().await?).await?;
        let hand_over = HandOver {
            order_no: "2026000001".to_owned(),
            process: "short".to_owned(),
            stage: "accept".to_owned(),
            data: application(1).into_data(),
        };
        let now = world.clock.now();
        world.marketing.lock().await.hand_over(now, hand_over)?;
        while world.marketing.lock().await.totals().messages_acknowledged == 0 {
            world.pass(minutes(1));
            marketing_sends(&mut world).await?;
        }
        anyhow::ensure!(sign_in(&mut world, 0, 0).await?, "the worker signs in");
        let agent = Arc::clone(world.handhelds[0].agent().await?);
        agent.sync_once().await?;
        let page = Page::open(agent, &world.company()).await?;
        Ok(Self { world, page })
    }

    /// The order and the stage that are his to do.
    async fn next(&mut self) -> anyhow::Result<(OrderId, StageId)> {
        let lines: Vec<OrderLine> = self.world.handhelds[0].agent().await?.orders().await?;
        let line = lines.into_iter().next().context("an order")?;
        Ok((line.order, line.stage.context("a stage")?.stage))
    }

    async fn act(&self, order: OrderId, stage: StageId, id: &str) -> anyhow::Result<()> {
        let path = format!("/local/v1/orders/{order}/stages/{stage}/actions");
        submitted(self.page.ask("POST", &path, id, &json!({ "kind": "sign_in" })).await?)
    }

    async fn fill_in(
        &self,
        order: OrderId,
        stage: StageId,
        fields: &[(&str, Value)],
    ) -> anyhow::Result<()> {
        for (field, value) in fields {
            let path = format!("/local/v1/orders/{order}/stages/{stage}/draft/{field}");
            submitted(self.page.ask("PUT", &path, "", &json!({ "value": value })).await?)?;
        }
        Ok(())
    }

    async fn sign(&self, order: OrderId, stage: StageId) -> anyhow::Result<()> {
        let image = base64::engine::general_purpose::STANDARD.encode(picture(7)?);
        let strokes = json!([[{ "x": 1, "y": 2, "t": 0 }, { "x": 3, "y": 4, "t": 9 }]]);
        let body = json!({
            "strokes": strokes, "image_base64": image, "signer_name": "客户", "relation": "self",
        });
        let path = format!("/local/v1/orders/{order}/stages/{stage}/signature?field=signature");
        submitted(self.page.ask("POST", &path, "", &body).await?)
    }

    async fn submit(
        &self,
        order: OrderId,
        stage: StageId,
        id: &str,
        body: Value,
    ) -> Result<Value, (u16, Value)> {
        let path = format!("/local/v1/orders/{order}/stages/{stage}/submit");
        let asked = self.page.ask("POST", &path, id, &body).await;
        asked.unwrap_or_else(|fault| Err((0, json!(fault.to_string()))))
    }

    async fn sync(&mut self) -> anyhow::Result<()> {
        self.world.handhelds[0].agent().await?.sync_once().await?;
        Ok(())
    }

    /// The ids of the entries of that kind in the order's story.
    async fn story(&self, order: OrderId, kind: &str) -> anyhow::Result<Vec<String>> {
        let router = self.world.router()?;
        let read = office::get(&router, Desk::Head, &format!("/api/v1/orders/{order}")).await;
        let order = read.map_err(|(status, problem)| anyhow::anyhow!("{status} {problem}"))?;
        let story = order["story"].as_array().context("a story")?.iter();
        let of_kind = story.filter(|entry| entry["kind"] == kind);
        let ids = of_kind.map(|entry| entry["correlation"].as_str().map(str::to_owned));
        ids.collect::<Option<_>>().context("every entry has an id")
    }
}

fn submitted(answer: Result<Value, (u16, Value)>) -> anyhow::Result<()> {
    answer.map(|_| ()).map_err(|(status, problem)| anyhow::anyhow!("{status} {problem}"))
}
