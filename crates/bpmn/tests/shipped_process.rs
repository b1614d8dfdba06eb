//! Where every outcome of every stage leads in the process that is shipped, by its own conditions.

mod drawing;

use bpmn::{Effect, Outcome, Phase};
use drawing::Order;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DRAWING: &str = include_str!("../../../processes/low_voltage_residential_new/process.bpmn");
const FORMS: [(&str, &str); 4] = [
    (
        "acceptance",
        include_str!("../../../processes/low_voltage_residential_new/forms/acceptance.schema.json"),
    ),
    (
        "missing_papers",
        include_str!(
            "../../../processes/low_voltage_residential_new/forms/missing_papers.schema.json"
        ),
    ),
    (
        "box_order",
        include_str!("../../../processes/low_voltage_residential_new/forms/box_order.schema.json"),
    ),
    (
        "install_energise",
        include_str!(
            "../../../processes/low_voltage_residential_new/forms/install_energise.schema.json"
        ),
    ),
];

/// One order on its way; `stages` are the last values of each stage, as conditions see them.
struct Journey {
    order: Order,
    stages: Value,
}

impl Journey {
    fn begun() -> Self {
        let order = Order::started(DRAWING);
        assert_eq!(order.open(), "acceptance#1");
        Self { order, stages: json!({}) }
    }

    /// Hands in the stage that is open, and tells what is open then; `reported` where only the result is.
    fn hands_in(&mut self, values: &Value) -> String {
        let open = self.order.open();
        let (element, occurrence) = open.split_once('#').expect("one stage is open");
        self.stages[element] = values.clone();
        let facts = json!({ "stages": self.stages });
        let occurrence = occurrence.parse().expect("a number");
        let effects = self.order.complete_with(element, occurrence, &[("order", facts)]);
        let effects = effects.expect("the process steps");
        let is_reported = effects
            .iter()
            .any(|effect| matches!(effect, Effect::ServiceRequested { element, .. } if element == "report_result"));
        if is_reported { "reported".to_owned() } else { self.order.open() }
    }
}

/// What is handed in, one stage after the other, and where the last one leads.
type Way = (&'static [&'static str], &'static str);

/// `<stage>: <outcome>`, and for acceptance the box position after a slash.
const WAYS: &[Way] = &[
    (&["acceptance: proceed/free"], "install_energise#1"),
    (&["acceptance: proceed/unknown"], "install_energise#1"),
    (&["acceptance: papers_short/free"], "missing_papers#1"),
    (&["acceptance: papers_short/none"], "missing_papers#1"),
    (&["acceptance: no_box_position/none"], "box_order#1"),
    (&["acceptance: withdrawn/"], "reported"),
    (&["acceptance: papers_short/free", "missing_papers: complete"], "install_energise#1"),
    (&["acceptance: papers_short/unknown", "missing_papers: complete"], "install_energise#1"),
    (&["acceptance: papers_short/none", "missing_papers: complete"], "box_order#1"),
    (&["acceptance: papers_short/none", "missing_papers: still_short"], "missing_papers#2"),
    (
        &[
            "acceptance: papers_short/none",
            "missing_papers: still_short",
            "missing_papers: complete",
            "box_order: ready",
        ],
        "install_energise#1",
    ),
    (&["acceptance: papers_short/none", "missing_papers: withdrawn"], "reported"),
    (&["acceptance: no_box_position/none", "box_order: ready"], "install_energise#1"),
    (&["acceptance: no_box_position/none", "box_order: withdrawn"], "reported"),
    (&["acceptance: proceed/free", "install_energise: energised"], "archive#1"),
    (&["acceptance: proceed/free", "install_energise: no_box_position"], "box_order#1"),
    (
        &["acceptance: proceed/free", "install_energise: no_box_position", "box_order: ready"],
        "install_energise#2",
    ),
    (&["acceptance: proceed/free", "install_energise: not_done"], "install_energise#2"),
    (
        &["acceptance: proceed/free", "install_energise: not_done", "install_energise: not_done"],
        "install_energise#3",
    ),
    (
        &["acceptance: proceed/free", "install_energise: not_done", "install_energise: energised"],
        "archive#1",
    ),
    (&["acceptance: proceed/free", "install_energise: withdrawn"], "reported"),
    (&["acceptance: proceed/free", "install_energise: energised", "archive: "], "reported"),
];

#[test]
fn every_outcome_of_every_stage_leads_where_it_should() {
    for (steps, expect) in WAYS {
        let mut journey = Journey::begun();
        let mut led = String::new();
        for step in *steps {
            let (stage, outcome) = step.split_once(": ").expect("stage: outcome");
            assert!(journey.order.open().starts_with(stage), "{steps:?}: {stage} is not open");
            led = journey.hands_in(&values(outcome));
        }
        assert_eq!(led, *expect, "{steps:?}");
    }
}

fn values(outcome: &str) -> Value {
    let (outcome, position) = outcome.split_once('/').unwrap_or((outcome, ""));
    let mut values = json!({ "outcome": outcome });
    if !position.is_empty() {
        values["box_position_state"] = position.into();
    }
    values
}

#[test]
fn no_outcome_of_a_form_is_left_out() {
    let walked: BTreeSet<String> = WAYS
        .iter()
        .flat_map(|(steps, _)| *steps)
        .map(|step| step.split('/').next().unwrap_or_default().to_owned())
        .collect();
    for (stage, schema) in FORMS {
        let schema: Value = serde_json::from_str(schema).expect("JSON");
        for outcome in schema["properties"]["outcome"]["enum"].as_array().expect("choices") {
            let step = format!("{stage}: {}", outcome.as_str().expect("a word"));
            assert!(walked.contains(&step), "{step} is not walked");
        }
    }
}

#[test]
fn supply_is_never_reached_without_papers_and_position() {
    // Papers short and no position: the box comes between the papers and the meter.
    let mut journey = Journey::begun();
    let mut passed = Vec::new();
    for outcome in ["papers_short/none", "complete", "ready", "energised"] {
        passed.push(journey.hands_in(&values(outcome)));
    }
    assert_eq!(passed, ["missing_papers#1", "box_order#1", "install_energise#1", "archive#1"]);
}

#[test]
fn a_visit_that_came_to_nothing_is_reminded_of_anew() {
    let mut journey = Journey::begun();
    journey.hands_in(&values("proceed/free"));
    journey.order.at += drawing::HOUR;
    journey.hands_in(&values("not_done"));
    let due: Vec<i64> = journey.order.state.timers().map(|(_, timer)| timer.due).collect();
    assert_eq!(due, [journey.order.at + 72 * drawing::HOUR]);
}

#[test]
fn the_order_ends_once_the_result_is_reported() {
    let mut journey = Journey::begun();
    assert_eq!(journey.hands_in(&values("withdrawn/")), "reported");
    let reported = bpmn::Command::CompleteService {
        element: "report_result".to_owned(),
        occurrence: 1,
        variables: rules::Variables::new(),
        at: journey.order.at,
    };
    journey.order.take(&reported).expect("the service is done");
    assert_eq!(journey.order.state.phase(), Phase::Ended(Outcome::Completed));
}
