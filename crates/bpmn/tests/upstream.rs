//! Runs models of other engines' test suites, drawn anew, and compares with what their tests expect.
//!
//! Each case names its source. Where ours differs on purpose the case says why under `deviation`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use bpmn::{Rehearsal, Report, Script};
use rules::Cel;
use serde_json::{Value, json};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upstream");
    let mut cases = Vec::new();
    for suite in std::fs::read_dir(folder).expect("the cases are there") {
        let suite = suite.expect("a suite").path();
        if !suite.is_dir() {
            continue;
        }
        let files = std::fs::read_dir(suite).expect("a suite is a folder");
        cases.extend(
            files
                .map(|file| file.expect("a file").path())
                .filter(|path| path.extension().is_some_and(|extension| extension == "json")),
        );
    }
    cases.sort();
    cases
}

/// What differs, empty if nothing does.
fn differences(path: &Path) -> String {
    let case: Value =
        serde_json::from_slice(&std::fs::read(path).expect("it is read")).expect("it is JSON");
    let mut names = vec![path.with_extension("bpmn")];
    let called = case["call"].as_array().into_iter().flatten();
    names.extend(called.map(|name| path.with_file_name(name.as_str().expect("a file's name"))));
    let files: Vec<Vec<u8>> =
        names.iter().map(|name| std::fs::read(name).expect("the model is there")).collect();
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    let cel = Cel::new();
    let report = Report::of_draft(&files, &cel);
    let Some(definition) = report.definition else {
        let texts: Vec<String> = report.refusals.iter().map(ToString::to_string).collect();
        return format!("refused: {}", texts.join("; "));
    };
    let mut script = json!({ "steps": case["steps"] });
    for key in ["process", "clock", "external"] {
        if !case[key].is_null() {
            script[key] = case[key].clone();
        }
    }
    let script = Script::parse(&script.to_string()).expect("the steps are a script");
    let mut rehearsal = match Rehearsal::new(&definition, &script, &cel) {
        Ok(rehearsal) => rehearsal,
        Err(impossible) => return impossible.to_string(),
    };
    let expected = case["expect"].as_array().expect("it expects something");
    assert_eq!(expected.len(), script.steps.len(), "{}", path.display());
    let mut differences = String::new();
    for (n, (step, expected)) in script.steps.iter().zip(expected).enumerate() {
        let found = match rehearsal.take(step) {
            Ok(line) => serde_json::to_value(line).expect("a line is JSON"),
            Err(impossible) if expected["impossible"] == true => {
                json!({ "impossible": true, "why": impossible.to_string() })
            }
            Err(impossible) => json!({ "impossible": impossible.to_string() }),
        };
        let differs = expected
            .as_object()
            .expect("an object")
            .iter()
            .any(|(key, value)| found[key] != *value);
        if differs {
            let why = rehearsal.failure().unwrap_or_default();
            writeln!(
                differences,
                "step {n} {step:?}\n  expected {expected}\n  found    {found} {why}"
            )
            .expect("text");
        }
    }
    differences
}

#[test]
fn models_of_other_engines_run_as_their_tests_expect() {
    let cases = cases();
    assert!(cases.len() >= 170, "only {} cases are there", cases.len());
    let mut report = String::new();
    for path in &cases {
        let differences = differences(path);
        if !differences.is_empty() {
            writeln!(report, "{}:\n{differences}", path.display()).expect("text");
        }
    }
    println!("{} cases of other engines' suites", cases.len());
    assert!(report.is_empty(), "\n{report}");
}
