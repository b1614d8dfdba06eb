//! Programs that a benchmark starts and talks to: one command per line in, one JSON answer per line out.

use std::ffi::OsString;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::programs;

/// A program that does one thing after another as it is told.
pub struct Part {
    name: String,
    child: Child,
    commands: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Part {
    /// Starts this very program in one of its parts, with a terminal's environment; it gets `job` as its first line.
    ///
    /// # Errors
    /// When it does not start, or says that it is not ready.
    pub async fn own(part: &str, job: &Value) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("this program does not know its place")?;
        let mut command = Command::new(program);
        command.args(["bench", "--part", part]);
        let (name, value) = programs::GIVE_BACK;
        if std::env::var_os(name).is_none() {
            command.env(name, value);
        }
        let mut started = Self::spawn(command)?;
        started.say(&job.to_string()).await?;
        started.hear::<Value>().await?;
        Ok(started)
    }

    /// Starts another program that speaks in the same way, and waits until it is ready.
    ///
    /// # Errors
    /// When it does not start, or does not become ready.
    pub async fn other(program: &str, arguments: &[OsString]) -> anyhow::Result<Self> {
        let mut command = Command::new(program);
        command.args(arguments);
        let mut started = Self::spawn(command)?;
        started.hear::<Value>().await?;
        Ok(started)
    }

    fn spawn(mut command: Command) -> anyhow::Result<Self> {
        let name = command.as_std().get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let commands = child.stdin.take().context("the program has no standard input")?;
        let answers = child.stdout.take().context("the program has no standard output")?;
        Ok(Self { name, child, commands, answers: BufReader::new(answers).lines() })
    }

    /// Tells it what to do and waits for what it says.
    ///
    /// # Errors
    /// When it ends instead, takes too long, or says something else.
    pub async fn ask<A: DeserializeOwned>(&mut self, command: &str) -> anyhow::Result<A> {
        self.say(command).await?;
        self.hear().await.with_context(|| format!("{}: {command}", self.name))
    }

    /// What of it lies in memory, as Linux tells it.
    ///
    /// # Errors
    /// When it has ended.
    pub fn resident_mebibytes(&self) -> anyhow::Result<f64> {
        let process = self.child.id().context("the program has ended")?;
        let file = format!("/proc/{process}/status");
        let status =
            std::fs::read_to_string(&file).with_context(|| format!("cannot read {file}"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.and_then(|line| line.split_whitespace().next());
        let kibibytes: f64 = kibibytes.context("the system tells no VmRSS")?.parse()?;
        Ok(kibibytes / 1_024.0)
    }

    /// Lets it end by itself.
    ///
    /// # Errors
    /// When it ends badly, or not at all.
    pub async fn end(mut self) -> anyhow::Result<()> {
        drop(self.commands);
        let ended = tokio::time::timeout(ANSWER_WITHIN, self.child.wait()).await;
        let status = ended.with_context(|| format!("{} does not end", self.name))??;
        anyhow::ensure!(status.success(), "{} ended with {status}", self.name);
        Ok(())
    }

    async fn say(&mut self, line: &str) -> anyhow::Result<()> {
        self.commands.write_all(format!("{line}\n").as_bytes()).await?;
        Ok(self.commands.flush().await?)
    }

    async fn hear<A: DeserializeOwned>(&mut self) -> anyhow::Result<A> {
        let heard = tokio::time::timeout(ANSWER_WITHIN, self.answers.next_line()).await;
        let Some(line) = heard.with_context(|| format!("{} says nothing", self.name))?? else {
            let status = self.child.wait().await?;
            bail!("{} ended with {status}", self.name);
        };
        serde_json::from_str(&line).with_context(|| format!("{} says {line:?}", self.name))
    }
}

/// The platform's own program.
pub struct Program {
    running: programs::Program,
}

impl Program {
    pub(super) async fn platform(config: &Path, log: &Path) -> anyhow::Result<Self> {
        let start = programs::Start {
            program: "ronghe-platform",
            arguments: vec!["--config".into(), config.into()],
            environment: Vec::new(),
            log: log.to_owned(),
        };
        Ok(Self { running: programs::Program::start(&start).await? })
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.running.ready
    }

    /// # Errors
    /// When it does not stop as asked.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.running.stop().await
    }
}

/// Longer than anything that a part does, a thousand photos included.
const ANSWER_WITHIN: Duration = Duration::from_secs(900);
