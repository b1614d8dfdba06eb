//! `ronghe day`: the whole story of the first orders, unattended, against the real programs.
//!
//! `scene` founds a company in a folder of its own and holds what the story is played with: programs, links, `cast`.
//! `worker` is somebody at a terminal, who does only what a page lets him do, and `at_meter` what he does at one;
//! `page` and `link` are that page and the network below it, `desk` what is done at the console, `prefill` what a page fills in and `values` what is typed. `steps` is the story, one file per
//! step; `report` says what was checked. The seed chooses customers, workers, what is typed, where a plug is pulled and
//! in which order things happen.

mod at_meter;
mod cast;
mod desk;
mod link;
pub mod page;
pub mod photo;
mod prefill;
mod report;
pub mod scene;
mod seen;
mod steps;
pub mod values;
pub mod waiting;
pub mod worker;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use crate::company::{Folders, find_bundle, read_bundle, read_bundles_beside};
use crate::outcome::NotHeld;
use report::Report;
use scene::Scene;

/// Plays the whole story with the real programs and checks it from outside.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Day {
    /// Chooses customers, workers, values, where plugs are pulled, and the order of events.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Prints the summary only.
    #[arg(long)]
    json: bool,
    /// Keeps everything in this folder, which must not exist; otherwise a temporary one, kept only if a check fails.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Where the platform's data lie: `sqlite`, or an empty database of a PostgreSQL server.
    #[arg(long, value_name = "WHERE", default_value = "sqlite")]
    database: String,
    /// How long the marketing system is down while results wait for it.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    marketing_down: u64,
    /// The folder of the households' process, instead of the one that came with this program; the others lie beside it.
    #[arg(long, value_name = "DIR")]
    process: Option<PathBuf>,
}

const EXAMPLE: &str = "Example:
  ronghe day --seed 7
  ronghe day --seed 7 --json | jq .held

The last line on standard output is a JSON summary. Exit status 0 says that every check held, 3 that one did not.";

impl Day {
    /// # Errors
    /// When the story cannot be played, or a check does not hold.
    pub async fn run(self) -> anyhow::Result<()> {
        let folder = self.make_folder()?;
        let mut report = Report::new(self.json);
        let mut scene = self.scene(Folders::new(folder.clone()))?;
        let played = tokio::select! {
            played = steps::play(&mut scene, &mut report) => played,
            _ = tokio::signal::ctrl_c() => Err(anyhow::anyhow!("stopped by Ctrl-C")),
        };
        let stopped = scene.programs.stop_all().await;
        let broken_off = played.and(stopped).err().map(|error| format!("{error:#}"));
        let held = report.finish(self.seed, scene.database_name(), scene.counts, broken_off);
        if held {
            if self.dir.is_none() {
                std::fs::remove_dir_all(&folder).context("the temporary folder stays")?;
            }
            return Ok(());
        }
        let next_step = format!(
            "read the logs in {}, then play it again with `ronghe day --seed {}`",
            folder.join("logs").display(),
            self.seed
        );
        Err(NotHeld::because("the day did not hold", next_step))
    }

    fn make_folder(&self) -> anyhow::Result<PathBuf> {
        let folder = match &self.dir {
            Some(folder) => folder.clone(),
            None => {
                let name = format!("ronghe-day-{}-{}", self.seed, std::process::id());
                std::env::temp_dir().join(name)
            }
        };
        std::fs::create_dir(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        Ok(folder.canonicalize()?)
    }

    fn scene(&self, folders: Folders) -> anyhow::Result<Scene> {
        let folder = find_bundle(self.process.as_deref())?;
        let (bundle, others) = (read_bundle(&folder)?, read_bundles_beside(&folder)?);
        let database = Some(self.database.clone()).filter(|database| database != "sqlite");
        let mut scene = Scene::new(self.seed, folders, bundle, database, self.marketing_down);
        scene.other_bundles = others.into_iter().map(by_night_too).collect();
        Ok(scene)
    }
}

/// The story is played at any hour and on any day: this company's own rules of when a supply may be stopped know neither
/// night nor day off. Everything else of the process stays as it is shipped.
fn by_night_too(mut files: BTreeMap<String, String>) -> BTreeMap<String, String> {
    if let Some(rules) = files.get_mut("rules.cel") {
        *rules = rules.replace(DAY_BEGINS, "% 24 >= 0 &&").replace(DAY_ENDS, "% 24 < 24");
    }
    files
}

const DAY_BEGINS: &str = "% 24 >= 8 &&";
const DAY_ENDS: &str = "% 24 < 20";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_night_is_taken_out_of_the_rules() {
        let folder = find_bundle(None).expect("a folder").with_file_name("fee_control");
        let before = read_bundle(&folder).expect("read");
        let after = by_night_too(before.clone());
        let lines = |files: &BTreeMap<String, String>| {
            files["rules.cel"].lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let (before, after) = (lines(&before), lines(&after));
        let changed: Vec<_> = before.iter().zip(&after).filter(|(is, was)| is != was).collect();
        assert_eq!(changed.len(), 3, "{changed:?}");
        assert!(changed.iter().all(|(line, _)| line.contains("at / 3600000000 + 8) % 24")));
    }
}
