//! A process of `processes/` with what its authors wrote down of it: ways through it, and forms that are filled in.

use std::path::Path;

use forms::Bundle;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use vocabulary::Instant;

use crate::support::process_files_of;

pub struct Shipped {
    pub name: String,
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
#[derive(Deserialize)]
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

#[derive(Deserialize)]
pub struct SendBack {
    pub to: String,
}

impl Shipped {
    pub fn of(process: &str) -> Self {
        let bundle = Bundle::open(process_files_of(process)).expect("a bundle");
        let Journeys { journeys } = read(&format!("../bpmn/tests/journeys/{process}.json"));
        let examples = read(&format!("../forms/tests/examples/{process}.json"));
        Self { name: process.to_owned(), bundle, examples, journeys }
    }
}

fn read<T: DeserializeOwned>(file: &str) -> T {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}
