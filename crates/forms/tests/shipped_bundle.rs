//! The shipped processes open, and their forms and rules judge the examples as their authors meant.

use forms::{
    Bundle, Context, EvidenceKind, Finding, FindingCode, Form, Level, Mask, Purpose, Widget,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use vocabulary::Instant;

const EXAMPLES: &str = include_str!("examples/low_voltage_residential_new.json");

fn files() -> BTreeMap<String, String> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../processes/low_voltage_residential_new");
    let mut files = BTreeMap::new();
    for (prefix, folder) in [("", folder.clone()), ("forms/", folder.join("forms"))] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_str().unwrap();
                files.insert(format!("{prefix}{name}"), std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn bundle() -> Bundle {
    Bundle::open(files()).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn examples() -> Value {
    serde_json::from_str(EXAMPLES).unwrap()
}

fn context(examples: &Value, change: Option<&Value>) -> Context {
    let mut order = examples["order"].clone();
    if let Some(change) = change {
        merge(&mut order, change);
    }
    Context { order, now: Instant::from_micros(examples["now"].as_i64().unwrap()) }
}

/// Applies a JSON merge patch (RFC 7396).
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    for (name, change) in members {
        if change.is_null() {
            target.as_object_mut().unwrap().remove(name);
        } else {
            merge(&mut target[name], change);
        }
    }
}

fn changed(values: &Value, change: Option<&Value>) -> Value {
    let mut values = values.clone();
    if let Some(change) = change {
        merge(&mut values, change);
    }
    values
}

/// A form of the bundle and its valid values.
fn valid<'b>(bundle: &'b Bundle, examples: &Value, name: &str) -> (&'b Form, Value) {
    (bundle.form(name).unwrap(), examples["valid"][name].clone())
}

#[test]
fn every_form_takes_its_valid_values() {
    let (bundle, examples) = (bundle(), examples());
    for form in bundle.forms() {
        let values = &examples["valid"][form.name()];
        let verdict = form.check(values, &context(&examples, None), Purpose::Submit);
        assert_eq!(verdict.errors, [], "{}", form.name());
        assert_eq!(verdict.warnings, [], "{}", form.name());
    }
    for case in examples["also_valid"].as_array().unwrap() {
        let (form, base) = valid(&bundle, &examples, case["form"].as_str().unwrap());
        let values =
            case.get("values").cloned().unwrap_or_else(|| changed(&base, case.get("change")));
        let context = context(&examples, case.get("order"));
        let verdict = form.check(&values, &context, Purpose::Submit);
        assert_eq!(verdict.errors, [], "{}", case["because"]);
    }
}

#[test]
fn every_form_names_the_field_that_is_wrong() {
    let (bundle, examples) = (bundle(), examples());
    let cases = examples["invalid"].as_array().unwrap();
    for form in bundle.forms() {
        assert!(cases.iter().any(|case| case["form"] == form.name()), "{}", form.name());
    }
    for case in cases {
        let (form, base) = valid(&bundle, &examples, case["form"].as_str().unwrap());
        let values = changed(&base, case.get("change"));
        let verdict = form.check(&values, &context(&examples, None), Purpose::Submit);
        let code: FindingCode = serde_json::from_value(case["code"].clone()).unwrap();
        let named = verdict.errors.iter().any(|e| e.field == case["field"] && e.code == code);
        assert!(named, "{} {}\n{:#?}", case["form"], case["field"], verdict.errors);
    }
}

#[test]
fn every_rule_has_values_that_break_it_and_values_that_do_not() {
    let (bundle, examples) = (bundle(), examples());
    let cases = examples["rules"].as_object().unwrap();
    let mut seen = 0;
    for form in bundle.forms() {
        for rule in form.rules() {
            let case = cases.get(&rule.id).unwrap_or_else(|| panic!("no example for {}", rule.id));
            let context = context(&examples, case.get("order"));
            let (_, base) = valid(&bundle, &examples, form.name());
            let good = changed(&base, case.get("holds"));
            let bad = changed(&good, case.get("breaks"));

            let asked = form.visible_values(&good, &context).get(&rule.field).is_some();
            assert!(asked, "{}: its field is not there when it should hold", rule.id);
            assert!(!breaches(form, &good, &context).contains(&rule.id), "{} is broken", rule.id);
            assert!(breaches(form, &bad, &context).contains(&rule.id), "{} holds", rule.id);
            seen += 1;
        }
    }
    assert_eq!(seen, cases.len(), "an example names a rule that is not there");
}

/// Ids of the broken rules; a rule that cannot be computed is a fault of the bundle.
fn breaches(form: &Form, values: &Value, context: &Context) -> Vec<String> {
    let verdict = form.check(values, context, Purpose::Submit);
    let findings: Vec<&Finding> = verdict.errors.iter().chain(&verdict.warnings).collect();
    let failed: Vec<_> = findings.iter().filter(|f| f.code == FindingCode::RuleFailed).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    findings.iter().filter_map(|finding| finding.rule.clone()).collect()
}

#[test]
fn rules_can_be_computed_when_the_order_knows_nothing() {
    let (bundle, examples) = (bundle(), examples());
    let context = Context { order: json!({"stages": {}}), ..context(&examples, None) };
    for form in bundle.forms() {
        let verdict = form.check(&examples["valid"][form.name()], &context, Purpose::Submit);
        assert_eq!(verdict.errors, [], "{}", form.name());
    }
}

#[test]
fn an_override_passes_with_a_reason_of_two_characters() {
    let (bundle, examples) = (bundle(), examples());
    let context = context(&examples, None);
    let (form, base) = valid(&bundle, &examples, "install_energise");
    let rule = form.rules().iter().find(|rule| rule.id == "install_near_box").unwrap();
    assert_eq!(rule.level, Level::Override);

    let far = changed(&base, Some(&json!({"position": {"lat": 39.64}})));
    let verdict = form.check(&far, &context, Purpose::Submit);
    assert_eq!(verdict.errors[0].code, FindingCode::OverrideNeeded);

    let short = changed(&far, Some(&json!({"overrides": {"install_near_box": "远 "}})));
    assert!(!form.check(&short, &context, Purpose::Submit).passes());

    let explained = changed(&far, Some(&json!({"overrides": {"install_near_box": "楼内"}})));
    let verdict = form.check(&explained, &context, Purpose::Submit);
    assert_eq!(verdict.errors, []);
    assert_eq!(verdict.warnings[0].code, FindingCode::Overridden);
}

#[test]
fn an_error_does_not_pass_with_a_reason() {
    let (bundle, examples) = (bundle(), examples());
    let (form, base) = valid(&bundle, &examples, "install_energise");
    let change = json!({"wiring_check": "failed", "overrides": {"wiring_is_right": "赶时间"}});
    let verdict =
        form.check(&changed(&base, Some(&change)), &context(&examples, None), Purpose::Submit);
    assert_eq!(verdict.errors[0].rule.as_deref(), Some("wiring_is_right"));
}

#[test]
fn a_draft_is_not_blamed_for_what_is_not_there_yet() {
    let (bundle, examples) = (bundle(), examples());
    let context = context(&examples, None);
    for form in bundle.forms() {
        assert_eq!(form.check(&json!({}), &context, Purpose::Draft).errors, [], "{}", form.name());
        assert!(!form.check(&json!({}), &context, Purpose::Submit).passes());
    }
    let form = bundle.form("acceptance").unwrap();
    let verdict = form.check(&json!({"mobile": "2"}), &context, Purpose::Draft);
    assert_eq!(verdict.errors[0].field, "/mobile");
}

#[test]
fn evidence_follows_the_answers() {
    let (bundle, examples) = (bundle(), examples());
    let context = context(&examples, None);
    let (form, base) = valid(&bundle, &examples, "install_energise");

    let needs = form.required_evidence(&base, &context);
    assert!(needs.iter().all(|need| need.is_met()), "{needs:#?}");
    for kind in [
        EvidenceKind::Photo,
        EvidenceKind::Signature,
        EvidenceKind::Position,
        EvidenceKind::SecondPerson,
        EvidenceKind::SafetyChecks,
    ] {
        assert!(needs.iter().any(|need| need.kind == kind), "{kind:?}");
    }

    let fruitless = json!({"outcome": "no_box_position", "exception": "no_free_position"});
    let needs = form.required_evidence(&fruitless, &context);
    let asked: Vec<&str> = needs.iter().map(|need| need.field.as_str()).collect();
    assert_eq!(asked, ["exception_photos", "position"]);
    assert!(needs.iter().all(|need| !need.is_met()));
}

/// What shows the work and nobody's papers; anybody who may read the order sees these.
const PHOTOS_OF_THE_WORK: [&str; 6] = [
    "box_order.box_photos",
    "install_energise.exception_photos",
    "install_energise.photo_after_energise",
    "install_energise.photo_box_overview",
    "install_energise.photo_meter_face",
    "install_energise.photo_wiring",
];

#[test]
fn photos_are_masked_but_for_those_of_the_work() {
    let bundle = bundle();
    let mut unmasked = Vec::new();
    for form in bundle.forms() {
        for (name, field) in &form.ui().fields {
            if field.widget == Widget::Photo && field.mask != Some(Mask::Papers) {
                unmasked.push(format!("{}.{name}", form.name()));
            }
        }
    }
    unmasked.sort();
    assert_eq!(unmasked, PHOTOS_OF_THE_WORK);
}

#[test]
fn a_second_person_is_asked_where_supply_is_energised_and_only_there() {
    let (bundle, examples) = (bundle(), examples());
    let (form, base) = valid(&bundle, &examples, "install_energise");
    let schema = &form.schema()["properties"]["outcome"]["enum"];
    for outcome in schema.as_array().unwrap() {
        let values = changed(&base, Some(&json!({"outcome": outcome, "second_person": null})));
        let verdict = form.check(&values, &context(&examples, None), Purpose::Submit);
        let asked = verdict.errors.iter().any(|error| error.field == "/second_person");
        assert_eq!(asked, outcome == "energised", "{outcome}");
    }
}

#[test]
fn no_outcome_leads_to_the_meter_without_papers() {
    let (bundle, examples) = (bundle(), examples());
    let breaks = |form: &str, change: Value, order: Option<Value>| {
        let (form, base) = valid(&bundle, &examples, form);
        let context = context(&examples, order.as_ref());
        breaches(form, &changed(&base, Some(&change)), &context)
    };
    for (outcome, position) in [("proceed", "free"), ("no_box_position", "none")] {
        let short = json!({
            "outcome": outcome, "box_position_state": position,
            "papers_complete": false, "papers_missing": ["ownership"],
        });
        let broken = breaks("acceptance", short, None);
        assert!(broken.contains(&"proceed_with_papers".to_owned()), "{outcome}: {broken:?}");
        let unseen = json!({
            "outcome": outcome, "box_position_state": position, "id_seen": false,
        });
        assert!(breaks("acceptance", unseen, None).contains(&"papers_seen".to_owned()));
    }
    let reason = json!({"papers_came": "客户着急", "all_missing_received": "客户着急"});
    let none = json!({"papers_received": [], "overrides": reason});
    assert!(breaks("missing_papers", none, None).contains(&"papers_came".to_owned()));
    let other = json!({"papers_received": ["application_form"], "overrides": reason});
    assert!(breaks("missing_papers", other, None).contains(&"papers_came".to_owned()));
}

#[test]
fn no_number_is_entered_while_the_order_says_it_is_pending() {
    let (bundle, examples) = (bundle(), examples());
    let (form, base) = valid(&bundle, &examples, "acceptance");
    let pending = json!({"customer": {"customer_no": null, "customer_no_pending": true}});
    let context = context(&examples, Some(&pending));
    assert_eq!(breaches(form, &base, &context), ["customer_no_as_ordered"]);
    let left = changed(&base, Some(&json!({"customer_no": null, "customer_no_pending": true})));
    assert_eq!(form.check(&left, &context, Purpose::Submit).errors, []);
}

#[test]
fn a_witness_is_neither_the_worker_nor_the_second_person_nor_the_other_witness() {
    let (bundle, examples) = (bundle(), examples());
    let context = context(&examples, None);
    let check = |form: &str, names: [&str; 2], is_right: bool| {
        let (form, mut values) = valid(&bundle, &examples, form);
        values["customer_signature"] = json!({
            "refused": true, "reason": "不愿签字",
            "witnesses": names.map(|name| json!({"name": name})),
        });
        let verdict = form.check(&values, &context, Purpose::Submit);
        assert_eq!(verdict.passes(), is_right, "{} {names:?} {verdict:?}", form.name());
    };
    for form in ["acceptance", "install_energise"] {
        check(form, ["刘洋", "陈静"], true);
        check(form, ["刘洋", "刘洋"], false);
        check(form, ["刘洋", "张伟"], false);
        check(form, ["刘洋", "刘洋 "], false);
    }
    check("install_energise", ["李强", "刘洋"], false);
}

#[test]
fn answers_to_questions_that_vanished_do_not_count() {
    let (bundle, examples) = (bundle(), examples());
    let context = context(&examples, None);
    let (form, base) = valid(&bundle, &examples, "acceptance");
    let withdrawn = json!({"outcome": "withdrawn", "withdraw_reason": "搬迁", "tariff": "NONE"});
    let values = changed(&base, Some(&withdrawn));
    assert_eq!(form.check(&values, &context, Purpose::Submit).errors, []);
    let kept = form.visible_values(&values, &context);
    assert!(kept.get("tariff").is_none() && kept.get("customer_no").is_some());
}

#[test]
fn the_hash_changes_with_any_file_and_only_then() {
    assert_eq!(bundle().hash(), bundle().hash());
    for path in files().keys() {
        let mut changed = files();
        changed.get_mut(path).unwrap().push('\n');
        let changed = Bundle::open(changed).unwrap_or_else(|faults| panic!("{faults:#?}"));
        assert_ne!(changed.hash(), bundle().hash(), "{path}");
    }
}

#[test]
fn the_drawing_compiles_and_its_forms_are_there() {
    let bundle = bundle();
    let definition = bpmn::Definition::compile(bundle.process_xml().as_bytes(), &rules::Cel::new())
        .unwrap_or_else(|refusals| panic!("{refusals:#?}"));
    let mut used: Vec<&str> = definition.stages().filter_map(bpmn::Stage::form).collect();
    used.sort_unstable();
    let known: Vec<&str> = bundle.forms().map(Form::name).collect();
    assert_eq!(used, known);
    for stage in definition.stages() {
        let roles = stage.role.as_deref().unwrap();
        for role in roles.split(',') {
            assert!(vocabulary::Role::parse(role).is_some(), "{}: {role}", stage.id);
        }
    }
}
