//! What only the low-voltage residential connection promises.

mod shipped;

use forms::{Bundle, EvidenceKind, FindingCode, Level, Purpose};
use serde_json::{Value, json};
use shipped::{Shipped, breaches, changed};

fn residential() -> Shipped {
    shipped::of("low_voltage_residential_new")
}

#[test]
fn an_override_passes_with_a_reason_of_two_characters() {
    let shipped = residential();
    let context = shipped.context(None);
    let (form, base) = shipped.valid("install_energise");
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
    let shipped = residential();
    let (form, base) = shipped.valid("install_energise");
    let change = json!({"wiring_check": "failed", "overrides": {"wiring_is_right": "赶时间"}});
    let verdict =
        form.check(&changed(&base, Some(&change)), &shipped.context(None), Purpose::Submit);
    assert_eq!(verdict.errors[0].rule.as_deref(), Some("wiring_is_right"));
}

#[test]
fn evidence_follows_the_answers() {
    let shipped = residential();
    let context = shipped.context(None);
    let (form, base) = shipped.valid("install_energise");

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
    // A voice note may be given; nothing waits for it.
    let needs: Vec<_> = needs.into_iter().filter(|need| need.min > 0).collect();
    let asked: Vec<&str> = needs.iter().map(|need| need.field.as_str()).collect();
    assert_eq!(asked, ["exception_photos", "position"]);
    assert!(needs.iter().all(|need| !need.is_met()));
}

#[test]
fn a_second_person_is_asked_where_supply_is_energised_and_only_there() {
    let shipped = residential();
    let (form, base) = shipped.valid("install_energise");
    let schema = &form.schema()["properties"]["outcome"]["enum"];
    for outcome in schema.as_array().unwrap() {
        let values = changed(&base, Some(&json!({"outcome": outcome, "second_person": null})));
        let verdict = form.check(&values, &shipped.context(None), Purpose::Submit);
        let asked = verdict.errors.iter().any(|error| error.field == "/second_person");
        assert_eq!(asked, outcome == "energised", "{outcome}");
    }
}

#[test]
fn no_outcome_leads_to_the_meter_without_papers() {
    let shipped = residential();
    let breaks = |form: &str, change: Value, order: Option<Value>| {
        let (form, base) = shipped.valid(form);
        let context = shipped.context(order.as_ref());
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
    let shipped = residential();
    let (form, base) = shipped.valid("acceptance");
    let pending = json!({"customer": {"customer_no": null, "customer_no_pending": true}});
    let context = shipped.context(Some(&pending));
    assert_eq!(breaches(form, &base, &context), ["customer_no_as_ordered"]);
    let left = changed(&base, Some(&json!({"customer_no": null, "customer_no_pending": true})));
    assert_eq!(form.check(&left, &context, Purpose::Submit).errors, []);
}

#[test]
fn a_witness_is_neither_the_worker_nor_the_second_person_nor_the_other_witness() {
    let shipped = residential();
    let context = shipped.context(None);
    let check = |form: &str, names: [&str; 2], is_right: bool| {
        let (form, mut values) = shipped.valid(form);
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
    let shipped = residential();
    let context = shipped.context(None);
    let (form, base) = shipped.valid("acceptance");
    let withdrawn = json!({"outcome": "withdrawn", "withdraw_reason": "搬迁", "tariff": "NONE"});
    let values = changed(&base, Some(&withdrawn));
    assert_eq!(form.check(&values, &context, Purpose::Submit).errors, []);
    let kept = form.visible_values(&values, &context);
    assert!(kept.get("tariff").is_none() && kept.get("customer_no").is_some());
}

#[test]
fn a_draft_is_blamed_for_what_is_wrong_already() {
    let shipped = residential();
    let (form, _) = shipped.valid("acceptance");
    let verdict = form.check(&json!({"mobile": "2"}), &shipped.context(None), Purpose::Draft);
    assert_eq!(verdict.errors[0].field, "/mobile");
}

#[test]
fn the_hash_changes_with_any_file_and_only_then() {
    let Shipped { files, bundle, .. } = residential();
    assert_eq!(Bundle::open(files.clone()).unwrap().hash(), bundle.hash());
    for path in files.keys() {
        let mut changed = files.clone();
        changed.get_mut(path).unwrap().push('\n');
        let changed = Bundle::open(changed).unwrap_or_else(|faults| panic!("{faults:#?}"));
        assert_ne!(changed.hash(), bundle.hash(), "{path}");
    }
}
