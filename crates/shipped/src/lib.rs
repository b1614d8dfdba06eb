//! A process of `processes/` with what its authors wrote down of it: ways through it, and forms that are filled in.
//!
//! Tests that play an order the way the authors meant it begin here, whoever plays it: the platform's own, or the
//! simulation with its terminals.

mod filling;
mod marketing_data;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use forms::Bundle;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use vocabulary::Instant;

pub use filling::{FilledIn, Unfit, moment, shift};
pub use marketing_data::marketing_data;

pub struct Shipped {
    pub name: String,
    /// As they are deployed.
    pub files: BTreeMap<String, String>,
    pub bundle: Bundle,
    pub examples: Examples,
    pub journeys: Vec<Journey>,
}

/// `crates/forms/tests/examples/<process>.json`, as far as it is needed here.
#[derive(Deserialize)]
pub struct Examples {
    /// When the values are filled in.
    pub now: Instant,
    /// What their rules see of the order.
    pub order: Value,
    pub valid: Map<String, Value>,
    pub also_valid: Vec<Example>,
}

/// Other values of a form: whole ones, or a merge patch over the valid ones.
#[derive(Deserialize)]
pub struct Example {
    pub form: String,
    pub values: Option<Value>,
    pub change: Option<Value>,
    /// A merge patch over the order.
    pub order: Option<Value>,
}

#[derive(Deserialize)]
struct Journeys {
    journeys: Vec<Journey>,
}

/// `crates/bpmn/tests/journeys/<process>.json`: one order on its way.
#[derive(Deserialize)]
pub struct Journey {
    pub title: Value,
    pub steps: Vec<Step>,
    pub ends: String,
}

/// What somebody does or what time brings, and the stages that are open then, sorted.
#[derive(Clone, Deserialize)]
pub struct Step {
    pub stage: Option<String>,
    /// Those of the values that conditions read.
    #[serde(default)]
    pub values: Map<String, Value>,
    pub send_back: Option<SendBack>,
    pub advance: Option<String>,
    pub open: Vec<String>,
    #[serde(default)]
    pub reminded: bool,
}

#[derive(Clone, Deserialize)]
pub struct SendBack {
    pub to: String,
}

impl Shipped {
    /// Reads a process and its examples.
    ///
    /// # Errors
    /// When a file is not there, or not what it should be.
    pub fn of(process: &str) -> anyhow::Result<Self> {
        let files = files_of(&crates().join("../processes").join(process))?;
        let bundle = Bundle::open(files.clone())
            .map_err(|faults| anyhow::anyhow!("{process} is no bundle: {faults:?}"))?;
        let Journeys { journeys } = read(&format!("bpmn/tests/journeys/{process}.json"))?;
        let examples = read(&format!("forms/tests/examples/{process}.json"))?;
        Ok(Self { name: process.to_owned(), files, bundle, examples, journeys })
    }
}

/// The files of a process's folder, by the names under which they are deployed.
///
/// # Errors
/// When one cannot be read.
pub fn files_of(folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for part in ["", "forms"] {
        for entry in std::fs::read_dir(folder.join(part))? {
            let path = entry?.path();
            if path.is_file() {
                let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                files.insert(name, std::fs::read_to_string(&path)?);
            }
        }
    }
    Ok(files)
}

fn read<T: DeserializeOwned>(file: &str) -> anyhow::Result<T> {
    let file = crates().join(file);
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
