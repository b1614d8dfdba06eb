//! `ronghe process check`: whether a drawing can be executed, and what keeps it from being deployed.

use std::path::PathBuf;

use bpmn::{Content, Refusal, Report};
use clap::Args;
use rules::Cel;
use serde::Serialize;

use super::read;
use crate::told::tell;

/// Says whether BPMN files are accepted, or why not: element, line and reason.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Check {
    /// BPMN 2.0 files. A call finds its process in any of them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Also demands what deployment does: executable, conditions in CEL, a role for every stage, a form for every user
    /// task.
    #[arg(long)]
    deploy: bool,
    /// One JSON object for each file.
    #[arg(long)]
    json: bool,
}

const EXAMPLE: &str = "Example:
  ronghe process check --deploy processes/low_voltage_residential_new/process.bpmn

Exit status 1 says that a file is refused.";

/// What is said of one file.
#[derive(Serialize)]
struct Verdict<'r> {
    file: String,
    accepted: bool,
    refusals: Vec<Finding<'r>>,
    warnings: Vec<Finding<'r>>,
    /// Every element of the file that has an id.
    elements: &'r [Content],
}

#[derive(Serialize)]
struct Finding<'r> {
    #[serde(flatten)]
    refusal: &'r Refusal,
    message: String,
}

impl Check {
    pub async fn run(self) -> anyhow::Result<()> {
        let mut texts = Vec::new();
        for file in &self.files {
            texts.push(read(file).await?);
        }
        let cel = Cel::new();
        let mut refused = 0;
        for (index, file) in self.files.iter().enumerate() {
            // The file itself first, then those in which its calls may find their process.
            let others = texts.iter().enumerate().filter(|(other, _)| *other != index);
            let mut files = vec![texts[index].as_slice()];
            files.extend(others.map(|(_, text)| text.as_slice()));
            let report = match self.deploy {
                true => Report::of_deployment(&files, &cel),
                false => Report::of_draft(&files, &cel),
            };
            let verdict = Verdict {
                file: file.display().to_string(),
                accepted: findings(&report.refusals).is_empty(),
                refusals: findings(&report.refusals),
                warnings: findings(&report.warnings),
                elements: &report.contents,
            };
            refused += usize::from(!verdict.accepted);
            if self.json {
                tell(format_args!("{}", serde_json::to_string(&verdict)?))?;
            } else {
                print(&verdict)?;
            }
        }
        if refused > 0 {
            anyhow::bail!("{refused} of {} files refused", self.files.len());
        }
        Ok(())
    }
}

/// Those of the file itself; the others have verdicts of their own.
fn findings(all: &[Refusal]) -> Vec<Finding<'_>> {
    let own = all.iter().filter(|refusal| refusal.file == 0);
    own.map(|refusal| Finding { refusal, message: refusal.reason.to_string() }).collect()
}

fn print(verdict: &Verdict<'_>) -> anyhow::Result<()> {
    let word = if verdict.accepted { "accepted" } else { "refused" };
    tell(format_args!("{}: {word}, {} elements", verdict.file, verdict.elements.len()))?;
    for finding in &verdict.refusals {
        tell(format_args!("  {}", finding.refusal))?;
    }
    for finding in &verdict.warnings {
        tell(format_args!("  warning: {}", finding.refusal))?;
    }
    Ok(())
}
