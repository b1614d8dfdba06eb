//! `ronghe process run`: executes a process in memory along a script.

use std::path::PathBuf;

use bpmn::{Line, LineState, Rehearsal, Report, Script};
use clap::Args;
use rules::Cel;
use serde_json::json;

use super::read;
use crate::outcome::Impossible;
use crate::told::tell;

/// Executes a process in memory, step by step, and says after each what waits and what is done.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Run {
    /// A BPMN 2.0 file. Of several processes the first is started, unless the steps name one.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Further files in which calls find their process.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    call: Vec<PathBuf>,
    /// JSON: a list of steps, or {"process"?, "clock"?, "external": [element ids], "steps": [...]}.
    #[arg(long, value_name = "STEPS.json")]
    steps: PathBuf,
    /// One JSON object after each step.
    #[arg(long)]
    json: bool,
}

const EXAMPLE: &str = r#"Example:
  ronghe process run process.bpmn --steps steps.json --json

where steps.json says:
  [{"start": {"voltage": "LV"}},
   {"complete": "acceptance", "vars": {"capacity_kw": 8}},
   {"advance": "PT1H"},
   {"message": {"name": "paid", "vars": {}}},
   {"error": {"task": "report_result", "code": "refused"}}]

Service and send tasks answer at once unless "external" names them; business rule tasks wait. Exit status 1 says that the file is refused, 2 that a step cannot
be taken where things stand. A process that fails (a condition without an answer, an error that nothing catches) says so
in its state."#;

impl Run {
    pub async fn run(self) -> anyhow::Result<()> {
        let mut texts = vec![read(&self.file).await?];
        for file in &self.call {
            texts.push(read(file).await?);
        }
        let script = String::from_utf8(read(&self.steps).await?)?;
        let script = Script::parse(&script)?;
        let files: Vec<&[u8]> = texts.iter().map(Vec::as_slice).collect();
        let cel = Cel::new();
        let report = Report::of_draft(&files, &cel);
        for finding in &report.warnings {
            eprintln!("{}: warning: {finding}", self.name(finding.file));
        }
        let Some(definition) = report.definition else {
            for finding in &report.refusals {
                eprintln!("{}: {finding}", self.name(finding.file));
            }
            anyhow::bail!("{} is refused", self.file.display());
        };
        let mut rehearsal = Rehearsal::new(&definition, &script, &cel)?;
        for (number, step) in (1..).zip(&script.steps) {
            match rehearsal.take(step) {
                Ok(line) => self.say(number, &line, rehearsal.failure())?,
                Err(impossible) => {
                    if self.json {
                        tell(format_args!(
                            "{}",
                            json!({ "step": number, "impossible": impossible.to_string() })
                        ))?;
                    }
                    return Err(Impossible::step(number, &impossible));
                }
            }
        }
        Ok(())
    }

    fn name(&self, file: usize) -> String {
        let called = file.checked_sub(1).and_then(|index| self.call.get(index));
        called.unwrap_or(&self.file).display().to_string()
    }

    fn say(&self, number: usize, line: &Line, failure: Option<&str>) -> anyhow::Result<()> {
        if self.json {
            tell(format_args!("{}", serde_json::to_string(line)?))?;
            return Ok(());
        }
        let completed: Vec<String> =
            line.completed.iter().map(|(element, count)| format!("{element}×{count}")).collect();
        let state = match line.state {
            LineState::Running => "running".to_owned(),
            LineState::Completed => "completed".to_owned(),
            LineState::Failed => format!("failed: {}", failure.unwrap_or_default()),
        };
        tell(format_args!("{number:>3}  {state}"))?;
        tell(format_args!("     waiting    {}", or_nothing(&line.waiting)))?;
        tell(format_args!("     completed  {}", or_nothing(&completed)))?;
        Ok(())
    }
}

fn or_nothing(words: &[String]) -> String {
    if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
}
