//! Meters: how fast frames are taken apart and put together, how long a bill's readout takes at 1200 bit/s, and how many
//! meters one process reads at once.

mod codec;
mod fleet;
mod readout;

use std::path::Path;

use anyhow::Context as _;
use tokio::process::Command;

use super::figure::Figure;
use super::tool;

pub use fleet::run_part;

/// # Errors
/// When a peer does not run, or a meter does not answer.
pub async fn measure(runs: usize) -> anyhow::Result<Vec<Figure>> {
    let tool = tool::find(TOOL, "../peers/.venv/bin/python", "make peers")?;
    let mut figures = codec::measure(&tool, runs).await?;
    figures.extend(readout::measure(runs).await?);
    figures.extend(fleet::measure(&tool, runs).await?);
    Ok(figures)
}

/// The number that a peer's script prints.
async fn peer(tool: &Path, script: &str, arguments: &[&str]) -> anyhow::Result<f64> {
    let mut python = Command::new(tool.join("../peers/.venv/bin/python"));
    python.arg(tool.join(script)).args(arguments);
    let ran = python.output().await.with_context(|| format!("{script} does not start"))?;
    let said = String::from_utf8_lossy(&ran.stdout);
    said.trim()
        .parse()
        .with_context(|| format!("{script} failed: {}", String::from_utf8_lossy(&ran.stderr)))
}

const TOOL: &str = "tools/bench-meters";
