//! The other programs as children: started, watched, stopped.
//!
//! A program is ready when it has written the first line to its standard output; that line says where it is. Its log
//! goes to a file. Children have a process group of their own, so that Ctrl-C reaches this program first and it stops
//! them in order.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdout, Command};

use crate::advice::{Advise as _, stop};

/// How a program is to be started.
#[derive(Debug, Clone)]
pub struct Start {
    /// Its file name; it lies beside this program.
    pub program: &'static str,
    pub arguments: Vec<OsString>,
    pub environment: Vec<(&'static str, &'static str)>,
    pub log: PathBuf,
}

/// For a terminal: its allocator gives memory back at once, where it would else keep it until it is next asked, which a
/// handheld at rest does not.
pub const GIVE_BACK: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "0");

/// A program that runs.
#[derive(Debug)]
pub struct Program {
    name: &'static str,
    child: Child,
    /// What it said when it was ready.
    pub ready: String,
}

const READY_WITHIN: Duration = Duration::from_secs(60);
const STOPPED_WITHIN: Duration = Duration::from_secs(20);
/// Bytes at the end of a log that are shown when a program does not start.
const LOG_SHOWN: usize = 2_000;

impl Program {
    /// Starts a program and waits until it is ready.
    ///
    /// # Errors
    /// When it is not there, stops at once, or says nothing in time; with the end of its log.
    pub async fn start(start: &Start) -> anyhow::Result<Self> {
        let path = beside_this_program(start.program)?;
        let log = open_log(&start.log)
            .with_context(|| format!("cannot write the log {}", start.log.display()))?;
        let mut child = Command::new(&path)
            .args(&start.arguments)
            .envs(start.environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", path.display()))
            .next_step("build the programs with `cargo build --bins`")?;
        let stdout = child.stdout.take().context("the program has no standard output")?;
        match first_line(&mut child, stdout).await {
            Ok(ready) => Ok(Self { name: start.program, child, ready }),
            Err(fault) => {
                let _ = child.kill().await;
                let cause = format!("{} did not start: {fault:#}", start.program);
                let shown = end_of(&start.log);
                Err(stop(cause, format!("read its log {}:\n{shown}", start.log.display())))
            }
        }
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Pulls the plug: the program gets no word in (SIGKILL).
    ///
    /// # Errors
    /// When it cannot be killed.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill().await.with_context(|| format!("cannot kill {}", self.name))
    }

    /// Asks it to stop (SIGTERM), and ends it when it does not.
    ///
    /// # Errors
    /// When it had to be ended, or ended with another status than 0.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        if let Some(pid) = self.child.id().and_then(|id| Pid::from_raw(id.cast_signed())) {
            // It may have ended by itself a moment ago; the status below tells.
            let _ = kill_process(pid, Signal::TERM);
        }
        let Ok(status) = tokio::time::timeout(STOPPED_WITHIN, self.child.wait()).await else {
            self.child.kill().await?;
            bail!("{} did not stop within {} s", self.name, STOPPED_WITHIN.as_secs());
        };
        let status = status?;
        anyhow::ensure!(status.success(), "{} ended with {status}", self.name);
        Ok(())
    }
}

/// The path of a program that was built together with this one.
fn beside_this_program(name: &str) -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe().context("this program does not know where it lies")?;
    let path = own.with_file_name(name);
    if !path.is_file() {
        let next_step =
            "build all programs with `cargo build --bins`, or install the whole package";
        return Err(stop(format!("there is no {}", path.display()), next_step));
    }
    Ok(path)
}

fn open_log(path: &Path) -> std::io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

/// Waits for the line; whatever follows it is read and thrown away, so that the program never waits for a reader.
async fn first_line(child: &mut Child, stdout: ChildStdout) -> anyhow::Result<String> {
    let mut lines = BufReader::new(stdout).lines();
    let waited = tokio::time::timeout(READY_WITHIN, lines.next_line()).await;
    let Ok(line) = waited else {
        bail!("it was not ready within {} s", READY_WITHIN.as_secs());
    };
    let Some(line) = line? else {
        let status = child.wait().await?;
        bail!("it ended at once with {status}");
    };
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok(line)
}

fn end_of(log: &Path) -> String {
    let bytes = std::fs::read(log).unwrap_or_default();
    let from = bytes.len().saturating_sub(LOG_SHOWN);
    String::from_utf8_lossy(&bytes[from..]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_program_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("log");
        let start = Start {
            program: "no-such-program",
            arguments: Vec::new(),
            environment: Vec::new(),
            log,
        };
        let fault = Program::start(&start).await.expect_err("it is not there");
        let text = format!("{fault:#}");
        assert!(text.contains("no-such-program") && text.contains("next step"), "{text}");
    }
}
