//! What the low-voltage non-residential connection and temporary supply promise.

mod shipped;

use forms::{EvidenceKind, Purpose};
use serde_json::json;
use shipped::{Shipped, changed};

fn both() -> [Shipped; 2] {
    ["low_voltage_non_residential", "temporary_supply"].map(shipped::of)
}

#[test]
fn a_second_person_is_asked_where_something_is_switched_and_only_there() {
    let check = |shipped: &Shipped, form: &str, switching: &str| {
        let (form, base) = shipped.valid(form);
        let outcomes = &form.schema()["properties"]["outcome"]["enum"];
        for outcome in outcomes.as_array().unwrap() {
            let values = changed(&base, Some(&json!({"outcome": outcome, "second_person": null})));
            let verdict = form.check(&values, &shipped.context(None), Purpose::Submit);
            let asked = verdict.errors.iter().any(|error| error.field == "/second_person");
            assert_eq!(asked, outcome == switching, "{}: {outcome}", shipped.process);
        }
    };
    for shipped in &both() {
        check(shipped, "install_energise", "energised");
    }
    check(&shipped::of("temporary_supply"), "removal", "removed");
}

#[test]
fn what_is_switched_leaves_all_kinds_of_evidence() {
    for shipped in &both() {
        for form in ["install_energise", "removal"] {
            let Some(form) = shipped.bundle.form(form) else { continue };
            let (_, values) = shipped.valid(form.name());
            let needs = form.required_evidence(&values, &shipped.context(None));
            assert!(needs.iter().all(|need| need.is_met()), "{needs:#?}");
            for kind in [
                EvidenceKind::Photo,
                EvidenceKind::Signature,
                EvidenceKind::Position,
                EvidenceKind::SecondPerson,
                EvidenceKind::SafetyChecks,
            ] {
                assert!(needs.iter().any(|need| need.kind == kind), "{}: {kind:?}", form.name());
            }
        }
    }
}

#[test]
fn emergency_relief_skips_fees_and_no_evidence() {
    let shipped = shipped::of("temporary_supply");
    let relief = json!({"stages": {"acceptance": {"emergency_relief": true}}});
    let relief = shipped.context(Some(&relief));
    for form in shipped.bundle.forms() {
        let (form, values) = shipped.valid(form.name());
        let usual = form.required_evidence(&values, &shipped.context(None));
        assert_eq!(form.required_evidence(&values, &relief), usual, "{}", form.name());
    }
    let (form, _) = shipped.valid("fees_and_works");
    let free = json!({"outcome": "done", "fee_status": "none", "deposit_status": "none"});
    assert_eq!(form.check(&free, &relief, Purpose::Submit).errors, []);
}

#[test]
fn a_witness_is_neither_the_worker_nor_the_second_person_nor_the_other_witness() {
    for shipped in &both() {
        let check = |form: &str, names: [&str; 2], is_right: bool| {
            let (form, mut values) = shipped.valid(form);
            values["customer_signature"] = json!({
                "refused": true, "reason": "不愿签字",
                "witnesses": names.map(|name| json!({"name": name})),
            });
            let verdict = form.check(&values, &shipped.context(None), Purpose::Submit);
            assert_eq!(verdict.passes(), is_right, "{} {names:?} {verdict:?}", form.name());
        };
        for form in ["acceptance", "completion_acceptance", "install_energise"] {
            check(form, ["刘洋", "陈静"], true);
            check(form, ["刘洋", "刘洋"], false);
            check(form, ["刘洋", "张伟"], false);
        }
        check("install_energise", ["李强", "刘洋"], false);
        // Without the customer's own hand there is neither scheme nor contract.
        for form in ["scheme_reply", "contract"] {
            check(form, ["刘洋", "陈静"], false);
        }
    }
}

#[test]
fn no_meter_goes_live_before_both_signed_the_contract() {
    for shipped in &both() {
        let (form, values) = shipped.valid("install_energise");
        for contract in [json!(null), json!({"outcome": "changes_wanted"})] {
            let context = shipped.context(Some(&json!({"stages": {"contract": contract}})));
            let verdict = form.check(&values, &context, Purpose::Submit);
            let rule = "contract_before_energising";
            let broken = verdict.errors.iter().any(|e| e.rule.as_deref() == Some(rule));
            assert!(broken, "{}: {contract}", shipped.process);
        }
    }
}
