//! Reads the reference models of the BPMN MIWG interchange suite, which many tools export alike.

mod drawing;

use std::collections::BTreeMap;
use std::path::PathBuf;

use bpmn::{Definition, Refusal};
use rules::Cel;

/// The folder with the reference files; they are another project's and not part of this one.
fn suite() -> PathBuf {
    let shared = std::env::var_os("RONGHE_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    shared.join("bpmn-miwg")
}

/// The files by name; none, said aloud, if they are not on this machine.
fn models() -> BTreeMap<String, Vec<u8>> {
    let folder = suite();
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("SKIPPED: the interchange suite is not at {}", folder.display());
        return BTreeMap::new();
    };
    let mut models = BTreeMap::new();
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_some_and(|extension| extension == "bpmn") {
            let name =
                path.file_stem().expect("the file has a name").to_string_lossy().into_owned();
            models.insert(name, std::fs::read(&path).expect("the model can be read"));
        }
    }
    assert_eq!(models.len(), 21, "the suite has 21 reference models");
    models
}

#[test]
fn every_reference_model_is_accepted_or_refused_with_element_and_line() {
    for (name, xml) in models() {
        match Definition::compile_draft(&xml, &Cel::new()) {
            Ok(definition) => println!("{name}: accepted, {} stages", definition.stages().count()),
            Err(refusals) => {
                println!("{name}: {} refusals, first {}", refusals.len(), refusals[0]);
                assert!(!refusals.is_empty());
                let is_placed = |refusal: &Refusal| {
                    refusal.element.is_some() && refusal.place.line > 0 && refusal.place.column > 0
                };
                let vague: Vec<_> = refusals.iter().filter(|refusal| !is_placed(refusal)).collect();
                assert!(vague.is_empty(), "{name}: {vague:?}");
            }
        }
    }
}

/// What keeps models whose shape we know from being deployed is just what they have outside the subset.
#[test]
fn models_near_the_subset_are_refused_for_their_known_reasons_only() {
    let models = models();
    let check = |name: &str, expect: &[&str]| {
        let Some(xml) = models.get(name) else { return };
        let text = String::from_utf8(xml.clone()).expect("the model is UTF-8");
        let refusals = drawing::refusals(&text);
        let constructs: Vec<&str> = refusals
            .lines()
            .map(|line| {
                line.split(": ").nth(2).unwrap_or(line).split([';', '"']).next().unwrap_or(line)
            })
            .collect();
        assert_eq!(constructs, expect, "{name}:\n{refusals}");
    };
    let task = "<task> is not supported";
    check("A.1.0", &["the process is not marked isExecutable=", task, task, task]);
    check(
        "C.9.1",
        &[
            "<sendTask> is not supported",
            "<sendTask> is not supported",
            "<receiveTask> is not supported",
        ],
    );
}

/// With plain tasks made user tasks, and marked executable, the simplest models run from start to end.
#[test]
fn a_reference_model_made_executable_runs() {
    let models = models();
    for (name, stages) in [("A.1.0", 3)] {
        let Some(xml) = models.get(name) else { return };
        let text = String::from_utf8(xml.clone()).expect("the model is UTF-8");
        let text = text
            .replace("isExecutable=\"false\"", "isExecutable=\"true\"")
            .replace("<semantic:task ", "<semantic:userTask ")
            .replace("</semantic:task>", "</semantic:userTask>");
        let mut order = drawing::Order::started(&text);
        assert_eq!(order.definition.stages().count(), stages);
        for stage in order.definition.clone().stages() {
            order.complete(&stage.id, 1).unwrap();
        }
        assert_eq!(order.state.phase(), bpmn::Phase::Ended(bpmn::Outcome::Completed));
    }
}
