//! A work at a meter holds its form to what became of the meter, and a form that could get around it is no bundle.

use forms::{Bundle, Context, FindingCode, Purpose, Verdict};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use vocabulary::Instant;

fn schema() -> Value {
    json!({
        "type": "object",
        "properties": {
            "outcome": { "enum": ["stopped", "paid", "state_unknown"] },
            "trip": { "$ref": "urn:ronghe:values:1#/$defs/meter_work" },
            "read": { "$ref": "urn:ronghe:values:1#/$defs/meter_work" },
            "clock_off": { "type": "boolean" },
            "clock": { "$ref": "urn:ronghe:values:1#/$defs/meter_work" }
        },
        "required": ["outcome", "trip"],
        "additionalProperties": false
    })
}

fn ui() -> Value {
    let label = json!({ "zh": "甲", "en": "A" });
    let options =
        ["stopped", "paid", "state_unknown"].map(|value| json!({ "value": value, "label": label }));
    json!({
        "title": label,
        "groups": [{ "id": "all", "title": label, "fields": ["outcome", "trip", "read", "clock_off", "clock"] }],
        "fields": {
            "outcome": {
                "label": label, "widget": "choice",
                "options": options,
            },
            "trip": {
                "label": { "zh": "跳闸", "en": "Trip" }, "widget": "meter-work",
                "visible": "has(form.outcome) && form.outcome != 'paid'",
                "meter_work": { "commands": ["trip"], "unless": ["paid"], "unknown": ["state_unknown"] },
            },
            "read": { "label": label, "widget": "meter-work", "meter_work": { "commands": ["read"] } },
            "clock_off": { "label": label, "widget": "toggle" },
            "clock": {
                "label": label, "widget": "meter-work",
                "visible": "has(form.clock_off) && form.clock_off",
                "meter_work": { "commands": ["set_clock"], "unless": ["paid", "state_unknown"], "while_visible": true },
            },
        },
    })
}

fn open(schema: &Value, ui: &Value) -> Result<Bundle, Vec<String>> {
    let files = BTreeMap::from([
        ("process.bpmn".to_owned(), "<definitions/>".to_owned()),
        ("README.md".to_owned(), "# Stop".to_owned()),
        ("forms/stop.schema.json".to_owned(), schema.to_string()),
        ("forms/stop.ui.json".to_owned(), ui.to_string()),
    ]);
    Bundle::open(files).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

fn work(command: &str, outcome: &str) -> Value {
    json!({
        "work": "01940000-0000-7000-8000-000000000001", "command": command, "meter": "000012345678",
        "outcome": outcome, "at": 1_795_330_500_000_000_i64, "before": { "relay": "closed" },
    })
}

fn tripped() -> Value {
    let mut trip = work("trip", "done");
    trip["after"] = json!({ "relay": "open", "voltage_mv": 0 });
    trip
}

fn judged(values: &Value, purpose: Purpose) -> Verdict {
    static BUNDLE: LazyLock<Bundle> =
        LazyLock::new(|| open(&schema(), &ui()).unwrap_or_else(|faults| panic!("{faults:#?}")));
    let context = Context { order: json!({}), now: Instant::from_micros(0) };
    BUNDLE.form("stop").unwrap().check(values, &context, purpose)
}

fn check(values: Value, expect: &[(&str, FindingCode)]) {
    let errors = judged(&values, Purpose::Submit).errors;
    let found: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
    assert_eq!(found, expect, "{values}");
}

#[test]
fn a_result_that_claims_the_work_needs_it_done() {
    check(json!({ "outcome": "stopped", "trip": tripped() }), &[]);
    check(json!({ "outcome": "stopped" }), &[("/trip", FindingCode::Required)]);
    for outcome in ["refused", "failed"] {
        let values = json!({ "outcome": "stopped", "trip": work("trip", outcome) });
        check(values, &[("/trip", FindingCode::WorkNotDone)]);
    }
}

#[test]
fn what_nobody_knows_is_verified_and_nothing_else() {
    let trip = work("trip", "unknown");
    for outcome in ["stopped", "paid"] {
        let values = json!({ "outcome": outcome, "trip": trip });
        check(values, &[("/trip", FindingCode::WorkUnknown)]);
    }
    check(json!({ "outcome": "state_unknown", "trip": trip }), &[]);
    check(
        json!({ "outcome": "state_unknown", "trip": work("trip", "failed") }),
        &[("/trip", FindingCode::WorkNotDone)],
    );
}

#[test]
fn a_meter_that_was_changed_is_not_denied() {
    check(json!({ "outcome": "paid" }), &[]);
    // The field is hidden by then; the relay is open all the same.
    check(json!({ "outcome": "paid", "trip": tripped() }), &[("/trip", FindingCode::WorkDone)]);
    check(
        json!({ "outcome": "state_unknown", "trip": tripped() }),
        &[("/trip", FindingCode::WorkDone)],
    );
}

#[test]
fn without_a_result_the_work_counts_as_claimed() {
    check(json!({}), &[("/outcome", FindingCode::Required), ("/trip", FindingCode::WorkNotDone)]);
}

#[test]
fn done_is_what_was_read_back() {
    let mut trip = work("trip", "done");
    check(json!({ "outcome": "stopped", "trip": trip }), &[("/trip/after", FindingCode::Required)]);
    trip["after"] = json!({ "relay": "closed" });
    check(
        json!({ "outcome": "stopped", "trip": trip }),
        &[("/trip/after/relay", FindingCode::NotAChoice)],
    );
    check(
        json!({ "outcome": "stopped", "trip": tripped(), "read": work("read", "done") }),
        &[("/read/readings", FindingCode::Required)],
    );
}

#[test]
fn another_work_is_never_taken() {
    let mut trip = tripped();
    trip["command"] = "permit_close".into();
    let values = json!({ "outcome": "stopped", "trip": trip });
    check(values.clone(), &[("/trip/command", FindingCode::NotAChoice)]);
    let draft = judged(&values, Purpose::Draft).errors;
    assert_eq!(draft[0].field, "/trip/command");
}

#[test]
fn a_draft_may_hold_a_work_that_is_still_to_be_verified() {
    let values = json!({ "outcome": "stopped", "trip": work("trip", "unknown") });
    assert_eq!(judged(&values, Purpose::Draft).errors, []);
}

#[test]
fn what_is_read_counts_once_it_is_there_and_what_is_set_only_where_it_is_asked_for() {
    let mut values = json!({ "outcome": "paid", "read": work("read", "failed") });
    check(values.clone(), &[("/read", FindingCode::WorkNotDone)]);
    values = json!({ "outcome": "stopped", "trip": tripped(), "clock_off": true });
    check(values.clone(), &[("/clock", FindingCode::WorkNotDone)]);
    values["clock"] = work("set_clock", "unknown");
    check(values.clone(), &[("/clock", FindingCode::WorkUnknown)]);
    // A look has found it right: it is not asked for any more.
    values["clock_off"] = false.into();
    check(values, &[]);
}

#[test]
fn a_form_that_could_get_around_its_work_is_refused() {
    let refused = |change: &dyn Fn(&mut Value, &mut Value), expect: &str| {
        let (mut schema, mut ui) = (schema(), ui());
        change(&mut schema, &mut ui);
        let faults = open(&schema, &ui).err().unwrap_or_default();
        assert!(faults.iter().any(|fault| fault.contains(expect)), "{expect}: {faults:#?}");
    };
    let spec = |name: &'static str, value: Value| {
        move |_: &mut Value, ui: &mut Value| {
            ui["fields"]["trip"]["meter_work"][name] = value.clone()
        }
    };
    let without_spec = |_: &mut Value, ui: &mut Value| {
        ui["fields"]["trip"].as_object_mut().unwrap().remove("meter_work");
    };
    refused(&without_spec, "trip: \"meter_work\" goes with");
    refused(
        &|_, ui| ui["fields"]["trip"]["widget"] = "text".into(),
        "trip: \"meter_work\" goes with",
    );
    refused(&spec("commands", json!([])), "names at least one");
    refused(&spec("commands", json!(["trip", "trip"])), "names one twice");
    refused(&spec("commands", json!(["switch_off"])), "cannot be read");
    refused(&spec("commands", json!(["trip", "read"])), "not both");
    refused(&spec("while_visible", json!(true)), "while_visible goes with");
    refused(&spec("unless", json!(["gone"])), "that the form's outcome does not have");
    refused(&spec("unless", json!(["state_unknown"])), "names a result twice");
    refused(&spec("unless", json!(["paid", "stopped"])), "leaves no result");
    refused(&|schema, _| schema["required"] = json!(["trip"]), "has to require outcome");
    let loose = |schema: &mut Value, _: &mut Value| schema["properties"]["trip"] = json!({});
    refused(&loose, "trip: its schema is that reference alone");
    let wider = |schema: &mut Value, _: &mut Value| {
        schema["properties"]["trip"]["description"] = "any".into();
    };
    refused(&wider, "trip: its schema is that reference alone");
}

/// Values as the metering functions write them, and as they must never be.
fn any_trip() -> impl Strategy<Value = Value> {
    let word = |words: &'static [&'static str]| prop::sample::select(words);
    let command = word(&["trip", "permit_close", "direct_close", "read", "switch_off"]);
    let outcome = word(&["done", "refused", "failed", "unknown", "perhaps"]);
    let relay = word(&["open", "closed", "?"]);
    let written =
        (command, outcome, prop::option::of(relay)).prop_map(|(command, outcome, relay)| {
            let mut trip = work(command, outcome);
            if let Some(relay) = relay {
                trip["after"] = json!({ "relay": relay });
            }
            trip
        });
    let leaf =
        prop_oneof![Just(Value::Null), Just(json!("done")), Just(json!([{}])), Just(json!({}))];
    prop_oneof![8 => written, 1 => leaf]
}

proptest! {
    /// Stopped is said of an open relay that was read back, and of an open relay nothing else is said.
    #[test]
    fn stopped_is_said_of_an_open_relay_and_of_nothing_else(
        outcome in prop::sample::select(&["stopped", "paid", "state_unknown"][..]),
        trip in prop::option::of(any_trip()),
    ) {
        let mut values = json!({ "outcome": outcome });
        let trip = trip.unwrap_or_default();
        if !trip.is_null() {
            values["trip"] = trip.clone();
        }
        let passes = judged(&values, Purpose::Submit).passes();
        let is_open = trip["command"] == "trip"
            && trip["outcome"] == "done"
            && trip["after"]["relay"] == "open";
        if passes {
            prop_assert_eq!(outcome == "stopped", is_open, "{}", values);
        } else if outcome == "stopped" {
            prop_assert!(!is_open, "{}", values);
        }
        prop_assert!(!passes || trip["outcome"] != "unknown" || outcome == "state_unknown");
    }
}
