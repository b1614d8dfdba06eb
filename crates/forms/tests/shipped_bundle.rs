//! The shipped processes open, and their forms and rules judge the examples as their authors meant.

mod shipped;

use forms::{Context, FindingCode, Form, Level, Mask, Purpose, Rule, Widget};
use rules::{Cel, Expressions};
use serde_json::{Value, json};
use shipped::{Shipped, breaches, changed};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_form_takes_its_valid_values() {
    for shipped in shipped::all() {
        let name = &shipped.process;
        for form in shipped.bundle.forms() {
            let (form, values) = shipped.valid(form.name());
            let verdict = form.check(&values, &shipped.context(None), Purpose::Submit);
            assert_eq!(verdict.errors, [], "{name}: {}", form.name());
            assert_eq!(verdict.warnings, [], "{name}: {}", form.name());
        }
        for case in shipped.examples["also_valid"].as_array().unwrap() {
            let (form, base) = shipped.valid(case["form"].as_str().unwrap());
            let values =
                case.get("values").cloned().unwrap_or_else(|| changed(&base, case.get("change")));
            let context = shipped.context(case.get("order"));
            let verdict = form.check(&values, &context, Purpose::Submit);
            assert_eq!(verdict.errors, [], "{name}: {} {}", form.name(), case["because"]);
        }
    }
}

#[test]
fn every_form_names_the_field_that_is_wrong() {
    for shipped in shipped::all() {
        let name = &shipped.process;
        let cases = shipped.examples["invalid"].as_array().unwrap();
        for form in shipped.bundle.forms() {
            let has_case = cases.iter().any(|case| case["form"] == form.name());
            assert!(has_case, "{name}: nothing invalid for {}", form.name());
        }
        for case in cases {
            let (form, base) = shipped.valid(case["form"].as_str().unwrap());
            let values = changed(&base, case.get("change"));
            let verdict = form.check(&values, &shipped.context(None), Purpose::Submit);
            let code: FindingCode = serde_json::from_value(case["code"].clone()).unwrap();
            let named = verdict.errors.iter().any(|e| e.field == case["field"] && e.code == code);
            assert!(named, "{name}: {case}\n{:#?}", verdict.errors);
        }
    }
}

#[test]
fn every_rule_has_values_that_break_it_and_values_that_do_not() {
    for shipped in shipped::all() {
        let name = &shipped.process;
        let cases = shipped.examples["rules"].as_object().unwrap();
        let mut known = BTreeSet::new();
        for form in shipped.bundle.forms() {
            for rule in form.rules() {
                let Rule { id, field, .. } = rule;
                let case = cases.get(id).unwrap_or_else(|| panic!("{name}: no example for {id}"));
                let context = shipped.context(case.get("order"));
                let (_, base) = shipped.valid(form.name());
                let good = changed(&base, case.get("holds"));
                let bad = changed(&good, case.get("breaks"));

                let is_asked = form.visible_values(&good, &context).get(field).is_some();
                assert!(is_asked, "{name}: {id}: {field} is not there when it should hold");
                assert!(!breaches(form, &good, &context).contains(id), "{name}: {id} is broken");
                assert!(breaches(form, &bad, &context).contains(id), "{name}: {id} holds");
                a_reason_helps_where_it_should(form, rule, &bad, &context);
                known.insert(id.as_str());
            }
        }
        let unknown: Vec<_> = cases.keys().filter(|id| !known.contains(id.as_str())).collect();
        assert!(unknown.is_empty(), "{name}: examples of rules that are not there: {unknown:?}");
    }
}

/// A rule of level override passes with a reason, one of level error does not.
fn a_reason_helps_where_it_should(form: &Form, rule: &Rule, bad: &Value, context: &Context) {
    let reason = json!({ "overrides": { &rule.id: "原因" } });
    let verdict = form.check(&changed(bad, Some(&reason)), context, Purpose::Submit);
    let still = verdict.errors.iter().any(|error| error.rule.as_ref() == Some(&rule.id));
    assert_eq!(still, rule.level == Level::Error, "{}", rule.id);
}

#[test]
fn rules_can_be_computed_when_the_order_knows_nothing() {
    for shipped in shipped::all() {
        let context = Context { order: json!({"stages": {}}), ..shipped.context(None) };
        for form in shipped.bundle.forms() {
            let (form, values) = shipped.valid(form.name());
            let verdict = form.check(&values, &context, Purpose::Submit);
            assert_eq!(verdict.errors, [], "{}: {}", shipped.process, form.name());
        }
    }
}

#[test]
fn a_draft_is_not_blamed_for_what_is_not_there_yet() {
    for shipped in shipped::all() {
        let context = shipped.context(None);
        for form in shipped.bundle.forms() {
            let place = format!("{}: {}", shipped.process, form.name());
            assert_eq!(form.check(&json!({}), &context, Purpose::Draft).errors, [], "{place}");
            assert!(!form.check(&json!({}), &context, Purpose::Submit).passes(), "{place}");
        }
    }
}

#[test]
fn photos_are_masked_but_for_those_of_the_work() {
    for shipped in shipped::all() {
        let mut unmasked = BTreeSet::new();
        for form in shipped.bundle.forms() {
            for (name, field) in &form.ui().fields {
                if field.widget == Widget::Photo && field.mask != Some(Mask::Papers) {
                    unmasked.insert(format!("{}.{name}", form.name()));
                }
            }
        }
        // What shows the work and nobody's papers; anybody who may read the order sees these.
        let of_the_work = shipped.examples["photos_of_the_work"].as_array();
        let of_the_work: BTreeSet<String> = of_the_work
            .into_iter()
            .flatten()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect();
        assert_eq!(unmasked, of_the_work, "{}: photos_of_the_work", shipped.process);
    }
}

#[test]
fn the_drawing_may_be_deployed_and_its_forms_are_there() {
    for shipped in shipped::all() {
        let name = &shipped.process;
        let definition = definition(shipped);
        assert_eq!(definition.process().id, *name, "the process is called as its folder");
        let used: BTreeSet<&str> = definition.stages().filter_map(bpmn::Stage::form).collect();
        let known: BTreeSet<&str> = shipped.bundle.forms().map(Form::name).collect();
        assert_eq!(used, known, "{name}");
        for stage in definition.stages() {
            let next = stage.extension.get("next").into_iter();
            for role in stage.role.iter().chain(next).flat_map(|roles| roles.split(',')) {
                let is_known = vocabulary::Role::parse(role.trim()).is_some();
                assert!(is_known, "{name}: {}: {role}", stage.id);
            }
        }
    }
}

#[test]
fn no_result_without_a_work_goes_the_way_of_one_with_it() {
    let mut seen = 0;
    for shipped in shipped::all() {
        let definition = definition(shipped);
        for stage in definition.stages() {
            let Some(form) = stage.form().and_then(|name| shipped.bundle.form(name)) else {
                continue;
            };
            let specs = form.ui().fields.values().filter_map(|field| field.meter_work.as_ref());
            let changing =
                specs.filter(|spec| spec.commands.iter().any(|each| each.changes_meter()));
            for spec in changing.filter(|spec| !spec.while_visible) {
                let outcomes = form.schema()["properties"]["outcome"]["enum"].as_array().unwrap();
                let outcomes: Vec<String> =
                    outcomes.iter().map(|one| one.as_str().unwrap().to_owned()).collect();
                let without =
                    |one: &String| spec.unless.contains(one) || spec.unknown.contains(one);
                let (without, with): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(without);
                let way = |outcome: &String| way(&definition, &stage.id, outcome);
                let done: BTreeSet<_> = with.iter().map(way).collect();
                let not_done: BTreeSet<_> = without.iter().map(way).collect();
                let place = format!("{}: {}", shipped.process, stage.id);
                assert!(done.is_disjoint(&not_done), "{place}: {done:?} {not_done:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 0);
}

/// The flow that an order takes behind the gateway after a stage that ended so.
fn way(definition: &bpmn::Definition, stage: &str, outcome: &str) -> String {
    let element = |id: &str| definition.element(id).unwrap();
    let flow = |id: &String| definition.process().flow(id).unwrap();
    let gateway = element(&flow(&element(stage).outgoing[0]).target);
    let order = json!({ "stages": { stage: { "outcome": outcome } } });
    let variables = [("order".to_owned(), order)].into_iter().collect();
    let holds = |id: &&String| {
        let condition = flow(id).condition.as_ref();
        condition.is_some_and(|condition| Cel::new().holds(condition, &variables) == Ok(true))
    };
    let chosen = gateway.outgoing.iter().find(holds).or(gateway.default.as_ref());
    chosen.expect("a way").clone()
}

#[test]
fn limits_begin_and_end_with_what_can_happen() {
    for shipped in shipped::all() {
        let definition = definition(shipped);
        let outcomes: BTreeMap<&str, &Value> = definition
            .stages()
            .filter_map(|stage| {
                let form = shipped.bundle.form(stage.form()?)?;
                Some((stage.id.as_str(), &form.schema()["properties"]["outcome"]["enum"]))
            })
            .collect();
        let policies: Value = shipped
            .bundle
            .policies()
            .map_or_else(|| json!([]), |text| serde_json::from_str(text).unwrap());
        for policy in policies.as_array().unwrap() {
            for event in [&policy["start_event"], &policy["end_event"]] {
                let place = format!("{}: {}: {event}", shipped.process, policy["policy"]);
                let words: Vec<&str> = event.as_str().unwrap().split('.').collect();
                let ["stage", stage, rest @ ..] = words.as_slice() else { continue };
                let outcomes = outcomes.get(stage).copied();
                assert!(*stage == "*" || outcomes.is_some(), "{place}: no such stage");
                if let ["outcome", outcome] = rest {
                    let outcomes = outcomes.and_then(Value::as_array);
                    let can_be = outcomes.is_some_and(|all| all.iter().any(|o| o == outcome));
                    assert!(can_be, "{place}: no such outcome");
                }
            }
        }
    }
}

fn definition(shipped: &Shipped) -> bpmn::Definition {
    let xml = shipped.bundle.process_xml().as_bytes();
    let report = bpmn::Report::of_deployment(&[xml], &rules::Cel::new());
    let findings: Vec<_> = report.refusals.iter().chain(&report.warnings).collect();
    assert!(findings.is_empty(), "{}: {findings:#?}", shipped.process);
    report.definition.unwrap()
}
