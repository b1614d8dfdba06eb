//! What is no bundle is refused, with every reason; what comes from outside never panics.

use forms::{Bundle, BundleFault, Context, FaultReason, FindingCode, Purpose};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vocabulary::Instant;

const SCHEMA: &str = r#"{
  "type": "object",
  "properties": {
    "kind": { "enum": ["a", "b"] },
    "reading_ckwh": { "type": "integer", "minimum": 0 },
    "photos": { "$ref": "urn:ronghe:values:1#/$defs/photos" },
    "sign": { "$ref": "urn:ronghe:values:1#/$defs/signature" },
    "overrides": { "$ref": "urn:ronghe:values:1#/$defs/overrides" }
  },
  "required": ["kind", "reading_ckwh"],
  "additionalProperties": false
}"#;

const UI: &str = r#"{
  "title": { "zh": "表", "en": "Form" },
  "groups": [
    {
      "id": "all",
      "title": { "zh": "全部", "en": "All" },
      "fields": ["kind", "reading_ckwh", "photos", "sign"]
    }
  ],
  "fields": {
    "kind": {
      "label": { "zh": "类", "en": "Kind" },
      "widget": "choice",
      "options": [
        { "value": "a", "label": { "zh": "甲", "en": "A" } },
        { "value": "b", "label": { "zh": "乙", "en": "B" } }
      ]
    },
    "reading_ckwh": {
      "label": { "zh": "示数", "en": "Reading" },
      "widget": "meter-reading",
      "scale": 2,
      "unit": "kWh",
      "visible": "has(form.kind) && form.kind == 'a'"
    },
    "photos": {
      "label": { "zh": "照片", "en": "Photos" },
      "widget": "photo",
      "photo": { "min": 1, "max": 2, "what": { "zh": "表", "en": "meter" } }
    },
    "sign": { "label": { "zh": "签字", "en": "Signature" }, "widget": "signature" }
  }
}"#;

const RULES: &str = "# id: small
# form: visit
# field: reading_ckwh
# level: override
# zh: 过大
# en: too large
form.reading_ckwh < 1000
";

fn files() -> BTreeMap<String, String> {
    [
        ("process.bpmn", "<definitions/>"),
        ("README.md", "# Visit"),
        ("rules.cel", RULES),
        ("forms/visit.schema.json", SCHEMA),
        ("forms/visit.ui.json", UI),
    ]
    .map(|(path, content)| (path.to_owned(), content.to_owned()))
    .into()
}

fn bundle() -> Bundle {
    Bundle::open(files()).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn context() -> Context {
    Context { order: json!({"order_no": "1"}), now: Instant::from_micros(0) }
}

/// The faults after `old` in the file at `path` was replaced by `new`.
fn faults(path: &str, old: &str, new: &str) -> Vec<BundleFault> {
    let mut files = files();
    let content = files.get_mut(path).unwrap();
    assert!(content.contains(old), "{path} does not hold {old}");
    *content = content.replacen(old, new, 1);
    Bundle::open(files).err().unwrap_or_default()
}

fn check(path: &str, old: &str, new: &str, expected: &str) {
    let faults = faults(path, old, new);
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(texts.iter().any(|text| text.contains(expected)), "{expected:?} not in {texts:#?}");
}

#[test]
fn names_what_is_missing() {
    let faults = Bundle::open(BTreeMap::new()).unwrap_err();
    let missing: Vec<&str> = faults.iter().map(|fault| fault.file.as_str()).collect();
    assert_eq!(missing, ["process.bpmn", "README.md", "forms/"]);

    let mut files = files();
    files.remove("forms/visit.ui.json");
    let fault = Bundle::open(files).unwrap_err().remove(0);
    assert_eq!(
        fault,
        BundleFault { file: "forms/visit.ui.json".into(), reason: FaultReason::Missing }
    );
}

#[test]
fn refuses_files_that_no_bundle_has() {
    for path in ["../secret", "forms/Visit.schema.json", "run.sh", "forms/a/b.ui.json", "/etc/x"] {
        let mut files = files();
        files.insert(path.to_owned(), "{}".to_owned());
        let faults = Bundle::open(files).unwrap_err();
        assert_eq!(faults[0].reason, FaultReason::Unexpected, "{path}");
    }
}

#[test]
fn refuses_too_much() {
    let mut heavy = files();
    heavy.insert("README.md".to_owned(), "a".repeat(5 << 20));
    let faults = Bundle::open(heavy).unwrap_err();
    assert!(matches!(faults[..], [BundleFault { reason: FaultReason::TooLarge { .. }, .. }]));

    let mut many = files();
    many.extend((0..70).map(|n| (format!("forms/f{n}.schema.json"), String::new())));
    let faults = Bundle::open(many).unwrap_err();
    assert!(matches!(faults[..], [BundleFault { reason: FaultReason::TooManyFiles { .. }, .. }]));
}

#[test]
fn refuses_a_form_whose_parts_do_not_fit() {
    let ui = "forms/visit.ui.json";
    check(
        ui,
        ", \"photos\", \"sign\"]",
        ", \"photos\"]",
        "sign: is in the schema, but in no group",
    );
    check(
        ui,
        "\"photos\", \"sign\"]",
        "\"photos\", \"sign\", \"kind\"]",
        "kind: stands in two groups",
    );
    check(ui, "\"value\": \"b\"", "\"value\": \"c\"", "kind: its options are not those");
    check(ui, "\"widget\": \"choice\"", "\"widget\": \"text\"", "kind: options go with choice");
    check(ui, "\"scale\": 2,", "", "reading_ckwh: scale goes with");
    check(ui, "\"min\": 1", "\"min\": 3", "photos: photo.max must be");
    check(ui, "form.kind == 'a'", "form.kind ==", "reading_ckwh: visible");
    check(ui, "form.kind == 'a'", "forms.kind == 'a'", "names forms");
    check(ui, "\"widget\": \"signature\"", "\"widget\": \"pen\"", "cannot be read");
    check(ui, "\"en\": \"Signature\"", "\"en\": \" \"", "sign: needs a label");
    check(ui, "\"unit\": \"kWh\",", "\"units\": \"kWh\",", "cannot be read");
    let schema = "forms/visit.schema.json";
    check(
        schema,
        "\"additionalProperties\": false",
        "\"additionalProperties\": true",
        "not usable",
    );
    check(schema, "\"type\": \"integer\"", "\"type\": \"number\"", "a decimal is an integer");
}

#[test]
fn a_code_word_that_is_only_shown_may_have_its_words() {
    let shown = UI.replace("\"widget\": \"choice\"", "\"widget\": \"readonly\"");
    let mut files = files();
    files.insert("forms/visit.ui.json".to_owned(), shown.clone());
    assert!(Bundle::open(files.clone()).is_ok());
    let other = shown.replace("\"value\": \"b\"", "\"value\": \"c\"");
    files.insert("forms/visit.ui.json".to_owned(), other);
    Bundle::open(files).expect_err("they are those of the schema, too");
}

#[test]
fn refuses_rules_that_cannot_work() {
    check("rules.cel", "form: visit", "form: visits", "line 1: there is no form visits");
    check("rules.cel", "field: reading", "field: writing", "has no field writing_ckwh");
    check("rules.cel", "< 1000", "< ", "line 1: the text is no expression");
    check("rules.cel", "form.reading_ckwh", "values.reading", "names values");
    check("rules.cel", "id: small", "id: Too Small", "is no id");
    let twice = format!("{RULES}\n{RULES}");
    check("rules.cel", RULES, &twice, "line 9: the id small is used twice");
    let overrides = "\"overrides\": { \"$ref\": \"urn:ronghe:values:1#/$defs/overrides\" }";
    check("forms/visit.schema.json", overrides, "\"x\": true", "has no field overrides");
}

#[test]
fn values_that_are_too_large_are_refused_unseen() {
    let bundle = bundle();
    let form = bundle.form("visit").unwrap();
    for values in [json!({"kind": "a".repeat(1 << 20)}), json!({"photos": vec![0; 100_000]})] {
        for purpose in [Purpose::Draft, Purpose::Submit] {
            let verdict = form.check(&values, &context(), purpose);
            assert_eq!(verdict.errors[0].code, FindingCode::TooLarge);
        }
    }
    let verdict = form.check(&json!([1]), &context(), Purpose::Draft);
    assert_eq!(verdict.errors[0].code, FindingCode::WrongType);
}

#[test]
fn no_message_repeats_what_was_entered() {
    let bundle = bundle();
    let values = json!({"kind": "SECRET", "reading_ckwh": "SECRET", "photos": ["SECRET"]});
    let verdict = bundle.form("visit").unwrap().check(&values, &context(), Purpose::Submit);
    assert!(!verdict.passes());
    assert!(!serde_json::to_string(&verdict).unwrap().contains("SECRET"));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!("a")),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let name = prop::sample::select(vec![
            "kind",
            "reading_ckwh",
            "photos",
            "sign",
            "overrides",
            "small",
            "strokes",
            "a/b~",
            "",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(name.prop_map(str::to_owned), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_values_panic(values in prop::collection::vec((any_json(), any_json()), 8)) {
        let bundle = bundle();
        let form = bundle.form("visit").unwrap();
        for (values, order) in values {
            let context = Context { order, now: Instant::from_micros(i64::MAX) };
            for purpose in [Purpose::Draft, Purpose::Submit] {
                let verdict = form.check(&values, &context, purpose);
                // The same values always give the same verdict, whatever the machine.
                prop_assert_eq!(&verdict, &form.check(&values, &context, purpose));
            }
            let evidence = form.required_evidence(&values, &context);
            prop_assert_eq!(evidence.len(), 2);
            let visible = form.visible_values(&values, &context);
            prop_assert_eq!(&form.visible_values(&visible, &context), &visible);
        }
    }

    #[test]
    fn no_file_panics(path in "(process\\.bpmn|README\\.md|rules\\.cel|policies\\.json|forms/visit\\.(ui|schema)\\.json)", cut in 0usize..400, text in "\\PC{0,20}") {
        let mut files = files();
        let content = files.entry(path).or_default();
        let at = (0..=cut.min(content.len())).rev().find(|&at| content.is_char_boundary(at));
        content.insert_str(at.unwrap_or(0), &text);
        Bundle::open(files).ok();
    }
}
