//! A process folder as one thing: drawing, forms, rules and README under one hash.

use crate::fault::{BundleFault, FaultReason};
use crate::form::{Form, OVERRIDES};
use crate::limits::{BUNDLE_BYTES_MAX, BUNDLE_FILES_MAX, RULES_MAX};
use crate::names;
use crate::questions;
use crate::rule::{self, Level, Rule};
use crate::schema::FormSchema;
use crate::ui::UiSchema;
use rules::Cel;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vocabulary::Digest;

const PROCESS: &str = "process.bpmn";
const README: &str = "README.md";
const RULES: &str = "rules.cel";
const POLICIES: &str = "policies.json";
const OVERDUE_REASONS: &str = "overdue_reasons.json";
const SCHEMA_SUFFIX: &str = ".schema.json";
const UI_SUFFIX: &str = ".ui.json";

/// A bundle that passed every check. What it holds can be used without looking again.
#[derive(Debug, Clone)]
pub struct Bundle {
    files: BTreeMap<String, String>,
    forms: BTreeMap<String, Form>,
    hash: Digest,
}

impl Bundle {
    /// Reads `files`, path within the folder to content. The drawing itself is `bpmn`'s to compile.
    ///
    /// # Errors
    /// Every fault that was found, in the order of the files; only the size when there is too much of it.
    pub fn open(files: BTreeMap<String, String>) -> Result<Bundle, Vec<BundleFault>> {
        check_size(&files).map_err(|fault| vec![fault])?;
        let mut faults = Vec::new();
        check_names(&files, &mut faults);
        for path in [POLICIES, OVERDUE_REASONS] {
            check_list(&files, path, &mut faults);
        }

        let expressions = Arc::new(Cel::new());
        let mut forms = read_forms(&files, &expressions, &mut faults);
        let rules = read_rules(&files, &expressions, &mut faults);
        give_rules(rules, &mut forms, &mut faults);

        if !faults.is_empty() {
            return Err(faults);
        }
        let hash = hash(&files);
        Ok(Bundle { files, forms, hash })
    }

    /// SHA-256 over the sorted list of paths and the SHA-256 of each file; the same folder has the same hash
    /// everywhere.
    #[must_use]
    pub fn hash(&self) -> Digest {
        self.hash
    }

    #[must_use]
    pub fn process_xml(&self) -> &str {
        self.files.get(PROCESS).map_or("", String::as_str)
    }

    /// The dated limits that the process brings along, as JSON text; read by `deadlines`.
    #[must_use]
    pub fn policies(&self) -> Option<&str> {
        self.files.get(POLICIES).map(String::as_str)
    }

    /// Why its limits may be missed, as JSON text; read by `deadlines`.
    #[must_use]
    pub fn overdue_reasons(&self) -> Option<&str> {
        self.files.get(OVERDUE_REASONS).map(String::as_str)
    }

    #[must_use]
    pub fn form(&self, name: &str) -> Option<&Form> {
        self.forms.get(name)
    }

    /// All forms, by name.
    pub fn forms(&self) -> impl Iterator<Item = &Form> {
        self.forms.values()
    }

    /// The files as they came.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }
}

fn hash(files: &BTreeMap<String, String>) -> Digest {
    let mut list = String::new();
    for (path, content) in files {
        // A path holds neither of the separators: `check_names` knows all paths.
        list.push_str(&format!("{path}\0{}\n", Digest::of(content.as_bytes())));
    }
    Digest::of(list.as_bytes())
}

fn check_size(files: &BTreeMap<String, String>) -> Result<(), BundleFault> {
    if files.len() > BUNDLE_FILES_MAX {
        let reason = FaultReason::TooManyFiles { files: files.len(), files_max: BUNDLE_FILES_MAX };
        return Err(BundleFault::new("", reason));
    }
    let bytes = files.iter().map(|(path, content)| path.len() + content.len()).sum();
    if bytes > BUNDLE_BYTES_MAX {
        let reason = FaultReason::TooLarge { bytes, bytes_max: BUNDLE_BYTES_MAX };
        return Err(BundleFault::new("", reason));
    }
    Ok(())
}

fn check_names(files: &BTreeMap<String, String>, faults: &mut Vec<BundleFault>) {
    for path in [PROCESS, README] {
        match files.get(path) {
            None => faults.push(BundleFault::new(path, FaultReason::Missing)),
            Some(content) if content.trim().is_empty() => {
                faults.push(BundleFault::new(path, FaultReason::Empty));
            }
            Some(_) => {}
        }
    }
    if !files.keys().any(|path| path.ends_with(SCHEMA_SUFFIX)) {
        faults.push(BundleFault::new("forms/", FaultReason::NoForms));
    }
    for path in files.keys() {
        let is_known = [PROCESS, README, RULES, POLICIES, OVERDUE_REASONS].contains(&path.as_str());
        let partner = match (form_of(path, SCHEMA_SUFFIX), form_of(path, UI_SUFFIX)) {
            (Some(form), _) => Some(format!("forms/{form}{UI_SUFFIX}")),
            (_, Some(form)) => Some(format!("forms/{form}{SCHEMA_SUFFIX}")),
            (None, None) => None,
        };
        match partner {
            Some(partner) if !files.contains_key(&partner) => {
                faults.push(BundleFault::new(partner, FaultReason::Missing));
            }
            None if !is_known => {
                faults.push(BundleFault::new(path, FaultReason::Unexpected));
            }
            _ => {}
        }
    }
}

/// The form that `path` belongs to.
fn form_of<'p>(path: &'p str, suffix: &str) -> Option<&'p str> {
    let name = path.strip_prefix("forms/")?.strip_suffix(suffix)?;
    is_word(name).then_some(name)
}

/// Lower-case letters, digits and `_`, a letter first.
pub(crate) fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.len() <= 64
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Whether a file that another crate reads is a JSON list at all.
fn check_list(files: &BTreeMap<String, String>, path: &str, faults: &mut Vec<BundleFault>) {
    let Some(text) = files.get(path) else { return };
    if let Err(error) = serde_json::from_str::<Vec<Value>>(text) {
        let reason = FaultReason::Unreadable { reason: error.to_string() };
        faults.push(BundleFault::new(path, reason));
    }
}

fn read_forms(
    files: &BTreeMap<String, String>,
    expressions: &Arc<Cel>,
    faults: &mut Vec<BundleFault>,
) -> BTreeMap<String, Form> {
    let mut forms = BTreeMap::new();
    for (path, text) in files {
        let Some(name) = form_of(path, SCHEMA_SUFFIX) else { continue };
        let ui_path = format!("forms/{name}{UI_SUFFIX}");
        let Some(ui_text) = files.get(&ui_path) else { continue };
        let schema = FormSchema::compile(text)
            .map_err(|reason| BundleFault::new(path, FaultReason::Schema { reason }));
        let ui = serde_json::from_str::<UiSchema>(ui_text).map_err(|error| {
            BundleFault::new(&ui_path, FaultReason::Unreadable { reason: error.to_string() })
        });
        match (schema, ui) {
            (Ok(schema), Ok(ui)) => {
                questions::check(&ui_path, &schema, &ui, expressions, faults);
                let expressions = Arc::clone(expressions);
                let form =
                    Form { name: name.to_owned(), schema, ui, rules: Vec::new(), expressions };
                forms.insert(name.to_owned(), form);
            }
            (schema, ui) => faults.extend([schema.err(), ui.err()].into_iter().flatten()),
        }
    }
    forms
}

fn read_rules(
    files: &BTreeMap<String, String>,
    expressions: &Cel,
    faults: &mut Vec<BundleFault>,
) -> Vec<Rule> {
    let Some(text) = files.get(RULES) else { return Vec::new() };
    let (rules, unreadable) = rule::read(text);
    let mut refuse = |line, reason| {
        faults.push(BundleFault::new(RULES, FaultReason::Rule { line, reason }));
    };
    for fault in unreadable {
        refuse(fault.line, fault.reason);
    }
    if rules.len() > RULES_MAX {
        refuse(1, format!("a bundle has at most {RULES_MAX} rules"));
    }
    let mut ids = BTreeSet::new();
    for rule in &rules {
        if !is_word(&rule.id) {
            refuse(rule.line, format!("{:?} is no id", rule.id));
        }
        if !ids.insert(&rule.id) {
            refuse(rule.line, format!("the id {} is used twice", rule.id));
        }
        if let Some(error) = names::fault(&rule.expression, expressions) {
            refuse(rule.line, error.to_string());
        }
    }
    rules
}

/// Hands each rule to its form.
fn give_rules(rules: Vec<Rule>, forms: &mut BTreeMap<String, Form>, faults: &mut Vec<BundleFault>) {
    for rule in rules {
        let mut refuse = |reason: String| {
            let reason = FaultReason::Rule { line: rule.line, reason };
            faults.push(BundleFault::new(RULES, reason));
        };
        let Some(form) = forms.get_mut(&rule.form) else {
            refuse(format!("there is no form {}", rule.form));
            continue;
        };
        if form.schema.field(&rule.field).is_none() {
            refuse(format!("the form {} has no field {}", rule.form, rule.field));
        }
        if rule.level == Level::Override && form.schema.field(OVERRIDES).is_none() {
            refuse(format!("the schema of {} has no field {OVERRIDES} for the reason", rule.form));
        }
        form.rules.push(rule);
    }
}
