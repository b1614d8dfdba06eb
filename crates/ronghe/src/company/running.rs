//! The company's programs while they run.

use std::collections::BTreeMap;

use anyhow::Context as _;

use super::folders::Folders;
use super::simulated_meters::SimulatedMeter;
use crate::programs::{GIVE_BACK, Program, Start};

/// Platform, neighbours, terminals and meters of one company.
#[derive(Debug, Default)]
pub struct Programs {
    platform: Option<Program>,
    marketing: Option<Program>,
    terminals: BTreeMap<String, Program>,
    meters: BTreeMap<String, Program>,
}

impl Programs {
    /// Starts the platform and gives its address.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start_platform(&mut self, folders: &Folders) -> anyhow::Result<String> {
        let arguments = vec!["--config".into(), folders.platform_config().into()];
        let log = folders.log("platform");
        let start = Start { program: "ronghe-platform", arguments, environment: Vec::new(), log };
        let started = Program::start(&start).await?;
        let url = started.ready.clone();
        self.platform = Some(started);
        Ok(url)
    }

    /// Starts the marketing system's stand-in and gives its address.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start_marketing(&mut self, folders: &Folders) -> anyhow::Result<String> {
        let arguments = vec!["--config".into(), folders.marketing_config().into()];
        let log = folders.log("marketing");
        let start = Start { program: "neighbour-sims", arguments, environment: Vec::new(), log };
        let started = Program::start(&start).await?;
        let url = started.ready.clone();
        self.marketing = Some(started);
        Ok(url)
    }

    /// Starts a simulated meter.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start_meter(
        &mut self,
        folders: &Folders,
        meter: &SimulatedMeter,
    ) -> anyhow::Result<()> {
        let log = folders.log(&format!("meter-{}", meter.link));
        let arguments = meter.arguments(folders);
        let start = Start { program: "ronghe", arguments, environment: Vec::new(), log };
        self.meters.insert(meter.link.clone(), Program::start(&start).await?);
        Ok(())
    }

    /// Starts a terminal and gives the launcher's address with its one-time code.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start_terminal(
        &mut self,
        folders: &Folders,
        name: &str,
        enrolment_code: Option<&str>,
    ) -> anyhow::Result<String> {
        let mut arguments = vec!["--config".into(), folders.terminal_config(name).into()];
        if let Some(code) = enrolment_code {
            arguments.extend(["--enrol".into(), code.into()]);
        }
        let log = folders.log(name);
        let start =
            Start { program: "ronghe-terminal", arguments, environment: vec![GIVE_BACK], log };
        let started = Program::start(&start).await?;
        let entry_url = started.ready.clone();
        self.terminals.insert(name.to_owned(), started);
        Ok(entry_url)
    }

    /// Pulls the plug of a terminal's agent.
    ///
    /// # Errors
    /// When it does not run.
    pub async fn kill_terminal(&mut self, name: &str) -> anyhow::Result<()> {
        self.terminals.remove(name).context("no such terminal runs")?.kill().await
    }

    /// Pulls the platform's plug.
    ///
    /// # Errors
    /// When it does not run.
    pub async fn kill_platform(&mut self) -> anyhow::Result<()> {
        self.platform.take().context("the platform does not run")?.kill().await
    }

    /// Asks the platform to stop.
    ///
    /// # Errors
    /// When it does not run, or does not stop cleanly.
    pub async fn stop_platform(&mut self) -> anyhow::Result<()> {
        self.platform.take().context("the platform does not run")?.stop().await
    }

    /// Names of the programs that have ended by themselves.
    pub fn ended(&mut self) -> Vec<String> {
        let terminals = self.terminals.iter_mut().map(|(name, one)| (name.as_str(), one));
        let platform = self.platform.iter_mut().map(|one| ("platform", one));
        let marketing = self.marketing.iter_mut().map(|one| ("marketing", one));
        let meters = self.meters.iter_mut().map(|(link, one)| (link.as_str(), one));
        let all = platform.chain(marketing).chain(terminals).chain(meters);
        all.filter_map(|(name, one)| (!one.is_running()).then(|| name.to_owned())).collect()
    }

    /// Stops everything: terminals first, so that what they are sending still arrives.
    ///
    /// # Errors
    /// When something did not stop cleanly; everything has stopped all the same.
    pub async fn stop_all(&mut self) -> anyhow::Result<()> {
        let terminals = std::mem::take(&mut self.terminals).into_values();
        let rest = [self.marketing.take(), self.platform.take()].into_iter().flatten();
        let meters = std::mem::take(&mut self.meters).into_values();
        let mut outcome = Ok(());
        for program in terminals.chain(rest).chain(meters) {
            outcome = outcome.and(program.stop().await);
        }
        outcome
    }
}
