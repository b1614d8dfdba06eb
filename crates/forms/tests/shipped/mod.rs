//! The processes that are shipped, each with its examples (`examples/<process>.json`).

#![allow(dead_code, reason = "every test file uses its own part")]

use forms::{Bundle, Context, Finding, FindingCode, Form, Purpose};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use vocabulary::Instant;

/// A process of `processes/`, and values that its author calls right and wrong.
pub struct Shipped {
    pub process: String,
    pub files: BTreeMap<String, String>,
    pub bundle: Bundle,
    pub examples: Value,
}

/// All of them, opened once.
pub fn all() -> &'static [Shipped] {
    static ALL: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
        let entries = std::fs::read_dir(processes()).expect("the folder of processes");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        names.map(|name| of(&name.to_string_lossy())).collect()
    });
    assert!(!ALL.is_empty());
    &ALL
}

/// One of them.
pub fn of(process: &str) -> Shipped {
    let files = files(&processes().join(process));
    let bundle = Bundle::open(files.clone());
    let bundle = bundle.unwrap_or_else(|faults| panic!("{process}: {faults:#?}"));
    let examples = format!("{}/tests/examples/{process}.json", env!("CARGO_MANIFEST_DIR"));
    let examples = std::fs::read_to_string(&examples).unwrap_or_else(|e| panic!("{examples}: {e}"));
    let examples = serde_json::from_str(&examples).unwrap_or_else(|e| panic!("{process}: {e}"));
    Shipped { process: process.to_owned(), files, bundle, examples }
}

fn processes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../processes")
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (prefix, folder) in [("", folder.to_owned()), ("forms/", folder.join("forms"))] {
        for entry in std::fs::read_dir(folder).expect("a folder of a process") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let text = std::fs::read_to_string(&path);
                files.insert(format!("{prefix}{name}"), text.expect("a text"));
            }
        }
    }
    files
}

impl Shipped {
    /// The order of the examples, changed by a merge patch.
    pub fn context(&self, change: Option<&Value>) -> Context {
        let order = changed(&self.examples["order"], change);
        let now = self.examples["now"].as_i64().expect("microseconds");
        Context { order, now: Instant::from_micros(now) }
    }

    /// A form and its valid values.
    pub fn valid(&self, form: &str) -> (&Form, Value) {
        let values = self.examples["valid"].get(form);
        let values = values.unwrap_or_else(|| panic!("{}: no example of {form}", self.process));
        (self.bundle.form(form).expect("a form"), values.clone())
    }
}

/// Applies a JSON merge patch (RFC 7396).
pub fn changed(values: &Value, patch: Option<&Value>) -> Value {
    let mut values = values.clone();
    if let Some(patch) = patch {
        merge(&mut values, patch);
    }
    values
}

fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Some(object) = target.as_object_mut() else { return };
    for (name, change) in members {
        if change.is_null() {
            object.remove(name);
        } else {
            merge(object.entry(name.as_str()).or_insert(Value::Null), change);
        }
    }
}

/// Ids of the broken rules; a rule that cannot be computed is a fault of the bundle.
pub fn breaches(form: &Form, values: &Value, context: &Context) -> Vec<String> {
    let verdict = form.check(values, context, Purpose::Submit);
    let findings: Vec<&Finding> = verdict.errors.iter().chain(&verdict.warnings).collect();
    let failed: Vec<_> = findings.iter().filter(|f| f.code == FindingCode::RuleFailed).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    findings.iter().filter_map(|finding| finding.rule.clone()).collect()
}
