//! A worker at a meter: what the metering app's page lets him do.

use anyhow::Context as _;
use serde_json::{Value, json};

use super::page::{At, Page};
use super::waiting::until;
use super::worker::Worker;
use crate::company::SimulatedMeter;

/// The metering app, open, before one meter.
pub struct AtMeter<'w> {
    worker: &'w Worker,
    page: Page,
    at: At,
    meter: SimulatedMeter,
}

impl<'w> AtMeter<'w> {
    /// Opens the app for a stage that he has in hand.
    ///
    /// # Errors
    /// When there is no such app, or this terminal does no metering.
    pub async fn begin(worker: &'w Worker, at: At, meter: &SimulatedMeter) -> anyhow::Result<Self> {
        let page = worker.launcher.open_app("metering").await;
        let page = page.context("the metering app does not open; are its pages built?")?;
        let state = page.metering("").await?;
        anyhow::ensure!(
            state["may"] == true,
            "no metering on {}: {}",
            worker.terminal,
            state["why"]
        );
        Ok(Self { worker, page, at, meter: meter.clone() })
    }

    /// Types the business card's PIN.
    ///
    /// # Errors
    /// When the card does not take it.
    pub async fn opens_business_card(&self, pin: &str) -> anyhow::Result<()> {
        let opened = self.page.meter_order("/business-card", &json!({ "pin": pin })).await;
        opened.map(drop).context("the business card")
    }

    /// Looks at the meter, or reads it.
    ///
    /// # Errors
    /// When the record does not say that it was done.
    pub async fn does(&self, command: &str) -> anyhow::Result<Value> {
        let run = self.runs(command, json!({})).await?;
        self.done(command, run)
    }

    /// Asks for leave to change the meter; gives its id.
    ///
    /// # Errors
    /// When the platform forbids it.
    pub async fn asks_for(&self, command: &str, parameter: Value) -> anyhow::Result<String> {
        let mut body = json!({
            "order": self.at.order, "stage": self.at.stage,
            "comm_address": self.meter.comm_address, "command": command,
        });
        if !parameter.is_null() {
            body["parameter"] = parameter;
        }
        let asked = self.page.meter_order("/authorisations", &body).await;
        let asked = asked.with_context(|| format!("leave for {command}"))?;
        asked["authorisation"].as_str().map(str::to_owned).context("a leave has an id")
    }

    /// Waits until his terminal knows that leave was given, and changes the meter with it.
    ///
    /// # Errors
    /// When the record does not say that it was done.
    pub async fn changes(&self, command: &str, leave: &str) -> anyhow::Result<Value> {
        let what = format!("{} knows that {command} is approved", self.worker.terminal);
        until(&what, 60, async || {
            self.worker.launcher.sync().await?;
            let path = format!("/meters/{}", self.meter.comm_address);
            let meter = self.page.metering(&path).await?;
            let leaves = meter["meter"]["authorisations"].as_array().cloned().unwrap_or_default();
            let is_it = |one: &Value| one["authorisation"] == leave && one["state"] == "approved";
            Ok(leaves.iter().any(is_it).then_some(()))
        })
        .await?;
        let run = self.runs(command, json!({ "authorisation": leave })).await?;
        self.done(command, run)
    }

    /// What a command without leave comes to.
    ///
    /// # Errors
    /// When the app does not answer.
    pub async fn tries_without_leave(&self, command: &str) -> anyhow::Result<bool> {
        Ok(self.page.meter_order("/runs", &self.run_of(command)).await.is_err())
    }

    fn run_of(&self, command: &str) -> Value {
        json!({
            "command": command, "link": self.meter.link, "comm_address": self.meter.comm_address,
            "order": self.at.order, "stage": self.at.stage,
        })
    }

    async fn runs(&self, command: &str, more: Value) -> anyhow::Result<Value> {
        let mut body = self.run_of(command);
        if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
            body.extend(more);
        }
        let begun = self.page.meter_order("/runs", &body).await;
        begun.with_context(|| format!("{command} at {}", self.meter.comm_address))?;
        let what = format!("{command} at {} ends", self.meter.comm_address);
        until(&what, 120, async || {
            let run = self.page.metering("/run").await?;
            Ok((run["state"] == "ended").then_some(run))
        })
        .await
    }

    fn done(&self, command: &str, run: Value) -> anyhow::Result<Value> {
        let its_own = run["result"]["comm_address"] == json!(self.meter.comm_address);
        anyhow::ensure!(
            run["outcome"] == "done" && its_own,
            "{command} at {}: {run}",
            self.meter.comm_address
        );
        Ok(run["result"].clone())
    }
}
