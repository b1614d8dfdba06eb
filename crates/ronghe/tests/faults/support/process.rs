//! The real programs as children, started with whatever hinders them and killed without a word.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// A program that runs until it is stopped, killed or dropped.
pub struct Process {
    child: Child,
    /// The first line that it wrote: where it is.
    pub ready: String,
}

const READY_WITHIN: Duration = Duration::from_secs(60);

impl Process {
    /// Starts `program` behind `wrapper`, a command line that ends up executing it in the same process.
    ///
    /// # Errors
    /// When it does not become ready.
    pub async fn start(
        wrapper: &[OsString],
        program: &str,
        arguments: &[OsString],
        log: &Path,
    ) -> anyhow::Result<Self> {
        let program = program_path(program)?;
        let mut line = wrapper.to_vec();
        line.push(program.into_os_string());
        line.extend_from_slice(arguments);
        let (first, rest) = line.split_first().context("a command line begins with a program")?;
        let mut child = Command::new(first)
            .args(rest)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::options().create(true).append(true).open(log)?)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", first.display()))?;
        let stdout = child.stdout.take().context("its output is a pipe")?;
        let mut lines = BufReader::new(stdout).lines();
        let ready = tokio::time::timeout(READY_WITHIN, lines.next_line()).await;
        let ready = ready.context("it is not ready")??;
        let ready = ready.with_context(|| {
            format!("it ended at once: {}", std::fs::read_to_string(log).unwrap_or_default())
        })?;
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { child, ready })
    }

    /// # Errors
    /// When it has ended.
    pub fn id(&self) -> anyhow::Result<u32> {
        self.child.id().context("it has ended")
    }

    /// Pulls the plug.
    ///
    /// # Errors
    /// When it cannot be killed.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Asks it to stop and waits until it has.
    ///
    /// # Errors
    /// When it ends badly or not at all.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let pid = Pid::from_raw(self.id()?.cast_signed()).context("a process has a number")?;
        kill_process(pid, Signal::TERM)?;
        let ended = tokio::time::timeout(READY_WITHIN, self.child.wait()).await;
        let status = ended.context("it does not stop")??;
        ensure!(status.success(), "it ended with {status}");
        Ok(())
    }
}

/// Where `cargo build --bins` puts a program.
fn program_path(name: &str) -> anyhow::Result<PathBuf> {
    let path = Path::new(env!("CARGO_BIN_EXE_ronghe")).with_file_name(name);
    ensure!(path.is_file(), "there is no {}: run `cargo build --bins`", path.display());
    Ok(path)
}
