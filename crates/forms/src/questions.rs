//! Do schema and screens of a form fit together?

use crate::fault::{BundleFault, FaultReason};
use crate::form::OVERRIDES;
use crate::limits::FIELDS_MAX;
use crate::meter_work;
use crate::names;
use crate::schema::FormSchema;
use crate::ui::{Field, UiSchema, Widget};
use rules::Cel;
use serde_json::Value;
use std::collections::BTreeSet;
use vocabulary::Text;

/// Every field of the schema is asked exactly once, and each question can be drawn.
pub(crate) fn check(
    path: &str,
    schema: &FormSchema,
    ui: &UiSchema,
    expressions: &Cel,
    faults: &mut Vec<BundleFault>,
) {
    let mut refuse = |field: &str, reason: &str| {
        let (field, reason) = (field.to_owned(), reason.to_owned());
        faults.push(BundleFault::new(path, FaultReason::Field { field, reason }));
    };
    if ui.fields.len() > FIELDS_MAX {
        refuse("", &format!("a form has at most {FIELDS_MAX} fields"));
    }
    if !is_said(&ui.title) || ui.groups.iter().any(|group| !is_said(&group.title)) {
        refuse("", "the form and each group need a title in both languages");
    }
    let mut asked = BTreeSet::new();
    for name in ui.in_order() {
        if !asked.insert(name) {
            refuse(name, "stands in two groups");
        }
        if !ui.fields.contains_key(name) {
            refuse(name, "stands in a group, but not among the fields");
        }
    }
    for (name, _) in schema.fields().filter(|(name, _)| *name != OVERRIDES) {
        if !asked.contains(name) {
            refuse(name, "is in the schema, but in no group");
        }
    }
    for (name, field) in &ui.fields {
        if !asked.contains(name.as_str()) {
            refuse(name, "stands in no group");
        }
        match schema.field(name) {
            None => refuse(name, "is not in the schema"),
            Some(of_schema) => {
                for reason in field_faults(field, of_schema, schema, expressions) {
                    refuse(name, &reason);
                }
            }
        }
    }
}

fn field_faults(
    field: &Field,
    schema: &Value,
    form: &FormSchema,
    expressions: &Cel,
) -> Vec<String> {
    let mut faults = Vec::new();
    if !is_said(&field.label) {
        faults.push("needs a label in both languages".to_owned());
    }
    let needs_options =
        matches!(field.widget, Widget::Choice | Widget::Multichoice | Widget::Checklist);
    // What is only shown may have the words of its code words.
    let may_have_options = needs_options || field.widget == Widget::Readonly;
    if needs_options && field.options.is_none() || !may_have_options && field.options.is_some() {
        let rule =
            "options go with choice, multichoice and checklist, and with no other but readonly";
        faults.push(rule.to_owned());
    }
    if let Some(reason) = options_fault(field, schema) {
        faults.push(reason);
    }
    if (field.widget == Widget::Photo) != field.photo.is_some() {
        faults.push("\"photo\" goes with the widget photo, and only with it".to_owned());
    }
    if field.photo.as_ref().is_some_and(|photo| photo.min > photo.max || photo.max == 0) {
        faults.push("photo.max must be at least 1 and at least photo.min".to_owned());
    }
    faults.extend(recording_faults(field));
    faults.extend(meter_work::faults(field, schema, form));
    let is_typed = matches!(field.widget, Widget::Decimal | Widget::MeterReading);
    let may_be_scaled = is_typed || field.widget == Widget::Readonly;
    if field.scale.is_some() && !may_be_scaled || field.scale.is_none() && is_typed {
        faults.push("scale goes with decimal, meter-reading and, if wanted, readonly".to_owned());
    }
    if (is_typed || field.scale.is_some()) && schema["type"] != "integer" {
        faults.push("a decimal is an integer in the schema".to_owned());
    }
    if let Some(error) = field.prefill.as_ref().and_then(|e| names::fault_of_fact(e, expressions)) {
        faults.push(format!("prefill: {error}"));
    }
    if let Some(error) = field.visible.as_ref().and_then(|e| names::fault(e, expressions)) {
        faults.push(format!("visible: {error}"));
    }
    faults
}

fn recording_faults(field: &Field) -> Vec<String> {
    let is_recorded = matches!(field.widget, Widget::Voice | Widget::Video);
    let Some(recording) = &field.recording else {
        return is_recorded.then(|| RECORDING_BELONGS.to_owned()).into_iter().collect();
    };
    let mut faults = Vec::new();
    if !is_recorded {
        faults.push(RECORDING_BELONGS.to_owned());
    }
    if recording.min > recording.max || recording.max == 0 {
        faults.push("recording.max must be at least 1 and at least recording.min".to_owned());
    }
    if !is_said(&recording.what) {
        faults.push("recording.what must be said in both languages".to_owned());
    }
    let seconds = RECORDING_SECONDS_MIN..=RECORDING_SECONDS_MAX;
    if recording.seconds_max.is_some_and(|max| !seconds.contains(&max)) {
        let (least, most) = (seconds.start(), seconds.end());
        faults.push(format!("recording.seconds_max lies between {least} and {most}"));
    }
    faults
}

/// The choices on the screen and those of the schema are the same.
fn options_fault(field: &Field, schema: &Value) -> Option<String> {
    let options = field.options.as_ref()?;
    if options.iter().any(|choice| !is_said(&choice.label)) {
        return Some("each option needs a label in both languages".to_owned());
    }
    let allowed = match field.widget {
        Widget::Choice | Widget::Readonly => &schema["enum"],
        _ => &schema["items"]["enum"],
    };
    let Some(allowed) = allowed.as_array() else {
        return Some("has options, but the schema has no enum".to_owned());
    };
    let offered: Vec<&Value> = options.iter().map(|choice| &choice.value).collect();
    let same = offered.len() == allowed.len() && allowed.iter().all(|v| offered.contains(&v));
    (!same).then(|| "its options are not those of the schema's enum".to_owned())
}

fn is_said(text: &Text) -> bool {
    !text.zh.trim().is_empty() && !text.en.trim().is_empty()
}

const RECORDING_BELONGS: &str =
    "\"recording\" goes with the widgets voice and video, and only with them";
/// Less says nothing; more is a film that nobody sends from the field.
const RECORDING_SECONDS_MIN: u32 = 5;
const RECORDING_SECONDS_MAX: u32 = 180;
