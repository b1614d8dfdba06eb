//! Reads the reference models of the BPMN MIWG interchange suite, which many tools export alike.

mod drawing;

use std::collections::BTreeMap;
use std::path::PathBuf;

use bpmn::{RefusalReason, Report};
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

/// Those that keep to the subset, and what the others have outside it.
const VERDICTS: [(&str, &[&str]); 21] = [
    ("A.1.0", &[]),
    ("A.2.0", &[]),
    ("A.2.1", &[]),
    ("A.3.0", &["escalationEventDefinition"]),
    ("A.4.0", &[]),
    ("A.4.1", &[]),
    ("B.1.0", &["globalTask"]),
    (
        "B.2.0",
        &[
            "conditionalEventDefinition",
            "escalationEventDefinition",
            "globalUserTask",
            "linkEventDefinition",
            "signalEventDefinition",
            "standardLoopCharacteristics",
        ],
    ),
    ("C.1.0", &[]),
    ("C.1.1", &[]),
    ("C.2.0", &[]),
    ("C.3.0", &[]),
    ("C.4.0", &["signalEventDefinition", "standardLoopCharacteristics"]),
    ("C.5.0", &["signalEventDefinition"]),
    ("C.6.0", &["compensateEventDefinition", "isForCompensation"]),
    ("C.7.0", &[]),
    ("C.8.0", &[]),
    ("C.8.1", &[]),
    ("C.9.0", &[]),
    ("C.9.1", &[]),
    ("C.9.2", &[]),
];

#[test]
fn every_reference_model_inside_the_subset_is_accepted() {
    let models = models();
    for (name, outside) in VERDICTS {
        let Some(xml) = models.get(name) else { return };
        let report = Report::of_draft(&[xml], &Cel::new());
        let refusals: Vec<String> = report.refusals.iter().map(ToString::to_string).collect();
        println!("{name}: {} refusals, {} warnings", refusals.len(), report.warnings.len());
        for refusal in &report.refusals {
            assert!(refusal.element.is_some() && refusal.place.line > 1, "{name}: {refusal}");
        }
        let mut constructs: Vec<&str> = report
            .refusals
            .iter()
            .map(|refusal| match &refusal.reason {
                RefusalReason::Unsupported { construct, .. } => construct.as_str(),
                RefusalReason::UnsupportedAttribute { attribute, .. } => attribute,
                other => panic!("{name}: {refusal}: {other:?}"),
            })
            .collect();
        constructs.sort_unstable();
        constructs.dedup();
        assert_eq!(constructs, outside, "{name}: {refusals:#?}");
        assert_eq!(report.definition.is_some(), outside.is_empty(), "{name}");
    }
}

#[test]
fn no_reference_model_loses_an_element() {
    for (name, xml) in models() {
        let report = Report::of_draft(&[&xml], &Cel::new());
        let text = String::from_utf8(xml).expect("the model is UTF-8");
        let mut found: Vec<String> = report
            .contents
            .iter()
            .map(|content| format!("{} {}", content.construct, content.id))
            .collect();
        let mut written = identified_elements(&text);
        found.sort();
        written.sort();
        assert!(written.len() > 10, "{name} has elements");
        let lost: Vec<&String> = written.iter().filter(|one| !found.contains(one)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
        assert_eq!(found.len(), written.len(), "{name}");
    }
}

/// Name and id of every BPMN element of a file, found by its tags alone.
fn identified_elements(text: &str) -> Vec<String> {
    let root = text.split("definitions").next().and_then(|before| before.split('<').next_back());
    let model = root.unwrap_or_default().trim_end_matches(':');
    let mut elements = Vec::new();
    let mut in_extension = 0;
    for tag in text.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or(tag);
        let name = tag.split([' ', '\n', '\r', '\t', '/']).find(|part| !part.is_empty());
        let name = name.unwrap_or_default();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if local == "extensionElements" && !tag.ends_with('/') {
            in_extension += if tag.starts_with('/') { -1 } else { 1 };
        }
        let is_model = prefix == model && !tag.starts_with(['/', '!', '?']);
        let id = tag.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next());
        if let (true, 0, Some(id)) = (is_model, in_extension, id) {
            elements.push(format!("{local} {id}"));
        }
    }
    elements
}

/// Plain tasks pass through; marked executable, the simplest model runs from start to end by itself.
#[test]
fn a_reference_model_made_executable_runs() {
    let models = models();
    let Some(xml) = models.get("A.1.0") else { return };
    let text = String::from_utf8(xml.clone()).expect("the model is UTF-8");
    let order =
        drawing::Order::started(&text.replace("isExecutable=\"false\"", "isExecutable=\"true\""));
    assert_eq!(order.state.phase(), bpmn::Phase::Ended(bpmn::Outcome::Completed));
    let done = order.state.path().iter().filter(|passage| passage.occurrence > 0).count();
    assert_eq!(done, 3);
}
