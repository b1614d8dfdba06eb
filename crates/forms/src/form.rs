//! One form of a process: its questions, and the judgement over the answers.

use crate::evidence::EvidenceNeed;
use crate::limits;
use crate::messages;
use crate::meter_work::{self, Work};
use crate::rule::{Level, Rule};
use crate::schema::FormSchema;
use crate::ui::UiSchema;
use crate::verdict::{Finding, FindingCode, Verdict};
use crate::visibility::{self, Asked};
use jsonschema::error::ValidationErrorKind;
use rules::Cel;
use serde_json::{Map, Value};
use std::sync::Arc;
use vocabulary::{Instant, Text};

/// The member of the values that holds reasons for overridden rules, by rule id.
pub const OVERRIDES: &str = "overrides";

/// The member of the values that says how the stage ends, and that the drawing's conditions read.
pub(crate) const OUTCOME: &str = "outcome";

/// How many characters a reason has at least.
const REASON_LEN_MIN: usize = 2;

/// More findings than this help nobody, and a hostile form could have thousands.
const FINDINGS_MAX: usize = 200;

/// What a form sees beside its own values.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// Facts of the order: `order_no`, `customer`, `intake`, `stages` with the last values of each element, and what
    /// else the bundle's README lists.
    pub order: Value,
    pub now: Instant,
}

/// What the values are to be judged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The worker is at it: what is not there yet is no fault.
    Draft,
    /// The stage is to be finished: everything that is asked must be there.
    Submit,
}

/// What a form says to values that are to finish its stage.
#[derive(Debug, Clone)]
pub struct Judged {
    pub verdict: Verdict,
    /// The values without those of fields that the other answers hide: what is submitted and stored.
    pub values: Value,
    /// The evidence that the answers call for.
    pub evidence: Vec<EvidenceNeed>,
}

/// A form, parsed and checked.
#[derive(Clone)]
pub struct Form {
    pub(crate) name: String,
    pub(crate) schema: FormSchema,
    pub(crate) ui: UiSchema,
    pub(crate) rules: Vec<Rule>,
    pub(crate) expressions: Arc<Cel>,
}

impl Form {
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The JSON Schema of the values, as the file has it.
    #[must_use]
    pub fn schema(&self) -> &Value {
        &self.schema.document
    }

    /// The fields whose photos travel with the order.
    pub fn travelling(&self) -> impl Iterator<Item = &str> {
        let fields = self.ui.fields.iter();
        let travels =
            |field: &crate::Field| field.photo.as_ref().is_some_and(|photo| photo.travels);
        fields.filter(move |(_, field)| travels(field)).map(|(name, _)| name.as_str())
    }

    #[must_use]
    pub fn ui(&self) -> &UiSchema {
        &self.ui
    }

    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What the order says of the form's fields, before anybody has entered anything. A fact that is not there, or that
    /// cannot be computed, fills nothing in.
    #[must_use]
    pub fn prefilled(&self, order: &Value) -> Map<String, Value> {
        let Ok(scope) = self.expressions.scope([("order", order)]) else { return Map::new() };
        let facts = self.ui.fields.iter().filter_map(|(name, field)| {
            let fact = scope.evaluate(field.prefill.as_deref()?).ok()?;
            (!fact.is_null()).then(|| (name.clone(), fact))
        });
        facts.collect()
    }

    /// The values without those of fields that the other answers hide.
    #[must_use]
    pub fn visible_values(&self, values: &Value, context: &Context) -> Value {
        let Some(members) = self.members(values) else { return values.clone() };
        Value::Object(self.asked(members, context).values)
    }

    /// Judges `values`. Never panics, whatever they are.
    #[must_use]
    pub fn check(&self, values: &Value, context: &Context, purpose: Purpose) -> Verdict {
        let Some(members) = self.members(values) else { return refuse(values) };
        self.verdict(&self.asked(members, context), purpose)
    }

    /// Judges values that are to finish the stage, and says what of them is kept.
    #[must_use]
    pub fn submit(&self, values: &Value, context: &Context) -> Judged {
        let Some(members) = self.members(values) else {
            let (verdict, values) = (refuse(values), values.clone());
            return Judged { verdict, values, evidence: Vec::new() };
        };
        let asked = self.asked(members, context);
        let (verdict, evidence) = (self.verdict(&asked, Purpose::Submit), self.evidence(&asked));
        Judged { verdict, values: Value::Object(asked.values), evidence }
    }

    fn verdict(&self, asked: &Asked<'_>, purpose: Purpose) -> Verdict {
        let mut verdict = Verdict::default();
        self.check_schema(asked, purpose, &mut verdict);
        if purpose == Purpose::Submit {
            self.check_evidence(asked, &mut verdict);
        }
        self.check_meter_works(asked, purpose, &mut verdict);
        self.check_rules(asked, purpose, &mut verdict);
        verdict.errors.sort_by_key(|finding| self.place(finding));
        verdict.warnings.sort_by_key(|finding| self.place(finding));
        verdict.errors.truncate(FINDINGS_MAX);
        verdict
    }

    /// The evidence that the answers so far call for.
    #[must_use]
    pub fn required_evidence(&self, values: &Value, context: &Context) -> Vec<EvidenceNeed> {
        let none = Map::new();
        let members = self.members(values).unwrap_or(&none);
        self.evidence(&self.asked(members, context))
    }

    fn asked<'f>(&'f self, members: &'f Map<String, Value>, context: &Context) -> Asked<'f> {
        visibility::prune(&self.ui, &self.expressions, members, context)
    }

    /// The members of `values`, unless they are no object or too large to be looked at.
    fn members<'v>(&self, values: &'v Value) -> Option<&'v Map<String, Value>> {
        values.as_object().filter(|_| limits::fits(values))
    }

    fn check_schema(&self, asked: &Asked<'_>, purpose: Purpose, verdict: &mut Verdict) {
        let values = Value::Object(asked.values.clone());
        for error in self.schema.errors(&values).take(FINDINGS_MAX) {
            let not_yet = purpose == Purpose::Draft && messages::is_not_yet(&error);
            let of_hidden = match error.kind() {
                ValidationErrorKind::Required { property } => {
                    error.instance_path().as_str().is_empty()
                        && property.as_str().is_some_and(|name| asked.hidden.contains(name))
                }
                _ => false,
            };
            if !not_yet && !of_hidden {
                verdict.errors.extend(messages::findings(&self.ui, &error));
            }
        }
    }

    fn check_evidence(&self, asked: &Asked<'_>, verdict: &mut Verdict) {
        for need in self.evidence(asked) {
            let pointer = format!("/{}", need.field);
            let is_named = verdict.errors.iter().any(|finding| finding.field == pointer);
            if !need.is_met() && !is_named {
                let count = if need.present < need.min { need.min } else { need.max };
                let finding = messages::evidence_missing(&need.label, pointer, count, need.present);
                verdict.errors.push(finding);
            }
        }
    }

    fn evidence(&self, asked: &Asked<'_>) -> Vec<EvidenceNeed> {
        let fields = self.ui.in_order().filter(|name| !asked.hidden.contains(*name));
        fields
            .filter_map(|name| {
                let field = self.ui.fields.get(name)?;
                EvidenceNeed::of(name, field, self.schema.requires(name), asked.values.get(name))
            })
            .collect()
    }

    /// Hidden fields are looked at too: a result that claims a work is not believed because nobody was asked for it.
    fn check_meter_works(&self, asked: &Asked<'_>, purpose: Purpose, verdict: &mut Verdict) {
        for (name, field) in &self.ui.fields {
            let value = asked.values.get(name);
            verdict.errors.extend(meter_work::other_command(name, field, value));
            let pointer = format!("/{name}");
            let is_named = verdict.errors.iter().any(|finding| finding.field == pointer);
            if purpose == Purpose::Submit && !is_named {
                let work = match asked.hidden.contains(name) {
                    false => Work::Shown(value),
                    true => Work::Hidden(asked.given.get(name)),
                };
                let outcome = asked.values.get(OUTCOME);
                verdict.errors.extend(meter_work::finding(name, field, &work, outcome));
            }
        }
    }

    fn check_rules(&self, asked: &Asked<'_>, purpose: Purpose, verdict: &mut Verdict) {
        // A rule over values that the schema already refused, or that are not there yet, may not be computable; then
        // the other finding says what to do.
        let computable = purpose == Purpose::Submit && verdict.passes();
        for rule in self.rules.iter().filter(|rule| !asked.hidden.contains(&rule.field)) {
            let answer = match &asked.scope {
                Ok(scope) => scope.holds(&rule.expression),
                Err(error) => Err(error.clone()),
            };
            match answer {
                Ok(true) => {}
                Ok(false) => report(rule, reason(&asked.values, &rule.id), verdict),
                Err(_) if !computable => {}
                Err(_) => verdict.errors.push(failed(rule)),
            }
        }
    }

    /// Where a finding stands in the form: the order of its field among the questions.
    fn place(&self, finding: &Finding) -> usize {
        let name = finding.field.split('/').nth(1).unwrap_or_default();
        self.ui.in_order().position(|field| field == name).unwrap_or(usize::MAX)
    }
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Form").field("name", &self.name).field("rules", &self.rules.len()).finish()
    }
}

fn refuse(values: &Value) -> Verdict {
    let (code, message) = if values.is_object() {
        (FindingCode::TooLarge, Text::new("表单内容过大", "the form's values are too large"))
    } else {
        (FindingCode::WrongType, Text::new("不是表单内容", "these are not a form's values"))
    };
    let finding = Finding { field: String::new(), code, message, rule: None };
    Verdict { errors: vec![finding], warnings: Vec::new() }
}

/// The reason that was given for breaking the rule, if it says anything.
fn reason<'v>(members: &'v Map<String, Value>, rule: &str) -> Option<&'v str> {
    let reason = members.get(OVERRIDES)?.get(rule)?.as_str()?.trim();
    (reason.chars().count() >= REASON_LEN_MIN).then_some(reason)
}

fn report(rule: &Rule, reason: Option<&str>, verdict: &mut Verdict) {
    let (findings, code) = match (rule.level, reason) {
        (Level::Error, _) => (&mut verdict.errors, FindingCode::RuleBroken),
        (Level::Override, None) => (&mut verdict.errors, FindingCode::OverrideNeeded),
        (Level::Override, Some(_)) => (&mut verdict.warnings, FindingCode::Overridden),
        (Level::Warning, _) => (&mut verdict.warnings, FindingCode::RuleBroken),
    };
    findings.push(of_rule(rule, code, rule.message.clone()));
}

fn failed(rule: &Rule) -> Finding {
    let message = Text::new(
        format!("规则“{}”无法计算，请联系管理员", rule.id),
        format!("the rule {} cannot be computed; tell the administrator", rule.id),
    );
    of_rule(rule, FindingCode::RuleFailed, message)
}

fn of_rule(rule: &Rule, code: FindingCode, message: Text) -> Finding {
    Finding { field: format!("/{}", rule.field), code, message, rule: Some(rule.id.clone()) }
}
