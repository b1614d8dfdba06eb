//! The process engine in memory: five user tasks, the state written to JSON and read back after each.

use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use bpmn::{Command, Definition, Outcome, Phase, State, step};
use rules::{Cel, Variables};
use tokio::process::Command as Program;
use vocabulary::{Clock as _, SystemClock};

use super::figure::{Figure, Unit, Wanted};
use super::tool;

/// # Errors
/// When an engine does not run the file to its end.
pub async fn measure(runs: usize) -> anyhow::Result<Vec<Figure>> {
    let tool = tool::find(TOOL, "node_modules/bpmn-engine", "npm ci")?;
    tool::find(TOOL, ".venv/bin/python", INSTALL_SPIFF)?;
    let xml = std::fs::read(tool.join("five.bpmn"))?;
    let cel = Cel::new();
    let definition = Definition::compile(&xml, &cel)
        .map_err(|refusals| anyhow::anyhow!("five.bpmn is refused: {refusals:?}"))?;
    let (mut ours, mut spiff, mut bpmn_engine) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        ours.push(rate(&definition, &cel)?);
        spiff.push(other(&tool, ".venv/bin/python", "spiff.py", "300").await?);
        bpmn_engine.push(other(&tool, "node", "bpmn-engine.js", "60").await?);
    }
    let figure = |name, against, yardstick| {
        let wanted = Wanted::AtLeast(100.0);
        Figure::of(name, Unit::PerSecond, wanted, against, ours.clone(), yardstick)
    };
    Ok(vec![
        figure("engine, five stages, state saved after each", "SpiffWorkflow 3.2.0", spiff),
        figure("the same", "bpmn-engine 25.0.1", bpmn_engine),
    ])
}

/// Instances per second.
fn rate(definition: &Definition, cel: &Cel) -> anyhow::Result<f64> {
    run_one(definition, cel)?;
    let clock = SystemClock::new();
    let mut instances = 0_u32;
    while clock.monotonic() < MEASURED_FOR {
        run_one(definition, cel)?;
        instances += 1;
    }
    Ok(f64::from(instances) / clock.monotonic().as_secs_f64())
}

fn run_one(definition: &Definition, cel: &Cel) -> anyhow::Result<()> {
    let start = Command::Start { start_element: None, variables: Variables::new(), at: 0 };
    let mut state = saved(&step(definition, &State::default(), &start, cel)?.state)?;
    for (done, stage) in definition.stages().enumerate() {
        let variables = Variables::from_iter([("n".to_owned(), done.into())]);
        let (element, occurrence) = (stage.id.clone(), 1);
        let complete = Command::Complete { element, occurrence, variables, at: 0 };
        state = saved(&step(definition, &state, &complete, cel)?.state)?;
    }
    anyhow::ensure!(state.phase() == Phase::Ended(Outcome::Completed), "it has not ended");
    Ok(())
}

fn saved(state: &State) -> anyhow::Result<State> {
    Ok(serde_json::from_str(&serde_json::to_string(state)?)?)
}

/// Instances per second that another engine says it ran.
async fn other(tool: &Path, program: &str, script: &str, count: &str) -> anyhow::Result<f64> {
    let local = tool.join(program);
    let program = if local.exists() { local.as_os_str() } else { program.as_ref() };
    let ran = Program::new(program).arg(tool.join(script)).arg(count).output().await;
    let ran = ran.with_context(|| format!("{script} does not start"))?;
    let said = String::from_utf8_lossy(&ran.stdout);
    said.trim()
        .parse()
        .with_context(|| format!("{script} failed: {}", String::from_utf8_lossy(&ran.stderr)))
}

const TOOL: &str = "tools/bench-engines";
const INSTALL_SPIFF: &str = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt";
const MEASURED_FOR: Duration = Duration::from_secs(3);
