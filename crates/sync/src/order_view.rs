//! An order as the worker's terminal holds it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use vocabulary::{
    CorrelationId, Digest, Instant, OrderId, OrderNo, OrderState, PersonId, Role, StageId,
    StageState, Text,
};

use crate::Recipient;

/// A work order in a worker's scope: enough to do the work without a network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrderView {
    pub order: OrderId,
    pub order_no: OrderNo,
    pub process: String,
    pub bundle_hash: Digest,
    /// Process versions that it was moved from: what was begun under one of them still counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_bundles: Vec<Digest>,
    pub state: OrderState,
    pub title: Text,
    /// Statutory or internal due time, whichever comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Instant>,
    /// How often the marketing system has urged (催办).
    #[serde(default)]
    pub urged: u32,
    /// When the order reached the platform.
    pub created_at: Instant,
    /// What is known of the order from outside: `customer`, `intake` (the application), `box`, `grid`, `meters`,
    /// `limits` … as the README of its process lists them.
    pub facts: Value,
    /// By id, so that a change of one is a small merge patch.
    pub stages: BTreeMap<StageId, StageView>,
    /// The process engine's state, so that the terminal can step on by itself.
    pub engine: Value,
    /// Completions that wait for their files before the next stage opens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting_for_evidence: Vec<HeldCompletion>,
    /// When this revision was written, in platform time.
    pub fed_at: Instant,
}

/// Where what a form's `prefill` names (`order.customer.mobile`) stands in the facts that it sees: a JSON pointer. One
/// that is computed stands nowhere.
#[must_use]
pub fn fact_pointer(prefill: &str) -> Option<String> {
    prefill.strip_prefix("order.").map(|path| format!("/{}", path.replace('.', "/")))
}

impl OrderView {
    #[must_use]
    pub fn stage(&self, stage: StageId) -> Option<&StageView> {
        self.stages.get(&stage)
    }

    /// Whether work that was filled in under a process version belongs to this order.
    #[must_use]
    pub fn knows_bundle(&self, bundle: Digest) -> bool {
        self.bundle_hash == bundle || self.former_bundles.contains(&bundle)
    }

    /// The stages in the order in which they opened.
    #[must_use]
    pub fn stages_in_order(&self) -> Vec<&StageView> {
        let mut stages: Vec<_> = self.stages.values().collect();
        stages.sort_by_key(|stage| stage.place);
        stages
    }

    /// What rules and forms of a stage see as `order`: the facts, the number, the values of earlier stages, what rounds
    /// came to, of one of many rounds also itself and what the others were submitted with, who works on it, and the local
    /// date.
    #[must_use]
    pub fn facts_for(
        &self,
        stage: &StageView,
        worker: Option<(PersonId, &str)>,
        now: Instant,
    ) -> Value {
        let mut facts = self.facts.as_object().cloned().unwrap_or_default();
        facts.insert("order_no".to_owned(), self.order_no.as_str().into());
        facts.insert("stages".to_owned(), self.stage_values(|_| true));
        facts.insert("rounds".to_owned(), self.rounds());
        if let Some(round) = &stage.round {
            facts.insert("round".to_owned(), Value::Object(round.sees.clone()));
            facts.insert("other_rounds".to_owned(), self.other_rounds(stage, round));
        }
        if let Some((person, name)) = worker {
            let worker = json!({ "person_id": person, "name": name });
            facts.insert("worker".to_owned(), worker);
        }
        if let Some(today) = vocabulary::local_date(now) {
            facts.insert("today".to_owned(), today.to_string().into());
        }
        Value::Object(facts)
    }

    /// What the conditions and timers of the drawing see when `values` are submitted at `element`: yes, no, whole
    /// numbers, code words and days of every stage, and nothing that a person wrote.
    #[must_use]
    pub fn process_variables(&self, element: &str, values: &Value) -> Map<String, Value> {
        let mut stages = self.stage_values(is_code);
        stages[element] = only(values, is_code);
        let mut variables = Map::new();
        variables.insert("order".to_owned(), json!({ "stages": stages }));
        variables
    }

    fn stage_values(&self, keep: fn(&Value) -> bool) -> Value {
        let stages = self.stages_in_order().into_iter().filter(|stage| stage.is_passed());
        let last: BTreeMap<&str, &StageView> =
            stages.map(|stage| (stage.element.as_str(), stage)).collect();
        let told =
            |(element, stage): (&str, &StageView)| (element.to_owned(), only(&stage.values, keep));
        Value::Object(last.into_iter().map(told).collect())
    }

    /// By element, what the rounds that were begun last came to, in their order: each counts once, with what it was
    /// submitted with last, and not while it is open again. What a terminal needs for it, it has: nothing travels twice.
    fn rounds(&self) -> Value {
        let stages = self.stages_in_order();
        let rounds = || stages.iter().filter_map(|stage| Some((stage, stage.round.as_ref()?)));
        let begun_last: BTreeMap<&str, u32> =
            rounds().map(|(stage, round)| (stage.element.as_str(), round.of)).collect();
        let mut latest: BTreeMap<&str, BTreeMap<u64, &StageView>> = BTreeMap::new();
        for (stage, round) in rounds() {
            let element = stage.element.as_str();
            if begun_last.get(element) == Some(&round.of) {
                latest.entry(element).or_default().insert(round.number(), stage);
            }
        }
        let came_to = |(element, rounds): (&str, BTreeMap<u64, &StageView>)| {
            let done = rounds.into_values().filter(|stage| stage.is_passed());
            (element.to_owned(), done.map(|stage| stage.values.clone()).collect())
        };
        Value::Object(latest.into_iter().map(came_to).collect())
    }

    /// What the element's other rounds were submitted with, in the order in which they opened. A round may come to an
    /// element more than once.
    fn other_rounds(&self, own: &StageView, round: &Round) -> Value {
        let is_other = |other: &&&StageView| {
            other.is_passed()
                && other.element == own.element
                && other.round.as_ref().is_some_and(|one| one.of == round.of && one != round)
        };
        let stages = self.stages_in_order();
        stages.iter().filter(is_other).map(|stage| stage.values.clone()).collect()
    }

    /// The last opening of an element.
    #[must_use]
    pub fn last_of(&self, element: &str) -> Option<&StageView> {
        let openings = self.stages.values().filter(|stage| stage.element == element);
        openings.max_by_key(|stage| stage.occurrence)
    }
}

fn only(values: &Value, keep: fn(&Value) -> bool) -> Value {
    let members = values.as_object().into_iter().flatten();
    Value::Object(
        members.filter(|(_, value)| keep(value)).map(|(n, v)| (n.clone(), v.clone())).collect(),
    )
}

/// A yes, a no, a whole number, a code word such as `papers_short` or a day such as `2026-12-31`.
fn is_code(value: &Value) -> bool {
    let is_word = |text: &str| {
        (1..=48).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && text.bytes().any(|b| b.is_ascii_lowercase())
    };
    let is_day = |text: &str| {
        text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| match at {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            })
    };
    value.is_boolean()
        || value.is_i64()
        || value.as_str().is_some_and(|text| is_word(text) || is_day(text))
}

/// A submitted stage whose files have not all arrived, before a stage that opens only on complete evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HeldCompletion {
    pub stage: StageId,
    pub author: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Recipient>,
    pub at: Instant,
    /// Of the submit: what follows once the last file is there follows from it, not from the upload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation: Option<CorrelationId>,
}

/// One opening of one element of the process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StageView {
    pub stage: StageId,
    /// Counts the stages of the order as they opened.
    pub place: u32,
    pub element: String,
    pub occurrence: u32,
    pub name: String,
    pub state: StageState,
    pub stage_rev: u64,
    /// Counts assignments.
    pub generation: u32,
    /// Who may work on it; one of these roles.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "vocabulary::known_roles"
    )]
    pub roles: Vec<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Values submitted here, or those that a new occurrence is prefilled with.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub values: Value,
    pub opened_at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Instant>,
    /// Why it was given to this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Set when it was sent back (退回), and stays whoever has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_back: Option<SentBack>,
    /// What it has from the stage that it was under another version of the process.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<Carried>,
    /// Of a stage that is one of many, such as one for each meter of a route.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
}

impl StageView {
    /// Handed in, and neither sent back nor left since.
    const fn is_passed(&self) -> bool {
        matches!(self.state, StageState::Submitted | StageState::Reviewed)
    }
}

/// Why a stage was sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SentBack {
    pub reason: String,
    /// The fields that are wrong, by their names in the form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

/// What a stage has from the one that it was before its order moved to another version of the process: values, and what
/// was typed and not submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Carried {
    /// The element that it was; its occurrence is the same.
    pub element: String,
    /// The fields that both forms have.
    pub fields: Vec<String>,
}

/// One of the rounds in which a part of the process is gone through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Round {
    /// What the rounds that were begun together have in common, and no others.
    pub of: u32,
    /// What it sees of its own: its number as `loopCounter`, and its item under the name that the process gives it.
    #[schema(value_type = Object)]
    pub sees: Map<String, Value>,
}

impl Round {
    /// Its place among those that were begun together.
    fn number(&self) -> u64 {
        self.sees.get("loopCounter").and_then(Value::as_u64).unwrap_or_default()
    }
}

/// A message to a worker about something that happened without him.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Notice {
    pub at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_no: Option<OrderNo>,
    /// What it is about: `reassigned`, `cancelled`, `urged`, `changed`, `due_soon`, `overdue`, `late`,
    /// `conflict`, `refused`, `returned`, `unsigned`; of the terminal's own: `resync`, `draft`.
    pub about: String,
    pub text: Text,
}

/// Somebody who may take a next stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Candidate {
    pub person: PersonId,
    pub name: String,
    pub staff_no: String,
    #[serde(deserialize_with = "vocabulary::known_roles")]
    pub roles: Vec<Role>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Element, state, the rounds that it is of with its number there, and its values.
    type Opened = (&'static str, StageState, Option<(u32, u64)>, Value);

    /// An order with these stages, in the order in which they opened.
    fn order(stages: &[Opened]) -> OrderView {
        let order: OrderId = "01940000-0000-7000-8000-000000000001".parse().expect("an id");
        let stage = |(place, (element, state, round, values)): (u32, &Opened)| StageView {
            stage: StageId::derive(order, element, place),
            place,
            element: (*element).to_owned(),
            occurrence: place,
            name: (*element).to_owned(),
            state: *state,
            stage_rev: 1,
            generation: 1,
            roles: Vec::new(),
            assignee: None,
            assignee_name: None,
            form: None,
            values: values.clone(),
            opened_at: Instant::from_micros(0),
            closed_at: None,
            remark: None,
            sent_back: None,
            carried: None,
            round: round.map(|(of, number)| Round {
                of,
                sees: Map::from_iter([("loopCounter".to_owned(), number.into())]),
            }),
        };
        let stages = (0..).zip(stages).map(stage).map(|stage| (stage.stage, stage)).collect();
        OrderView {
            order,
            order_no: "1302000100000001".parse().expect("a number"),
            process: "meter_reading".to_owned(),
            bundle_hash: Digest::of(b"bundle"),
            former_bundles: Vec::new(),
            state: OrderState::Open,
            title: Text::new("抄表", "Meter reading"),
            due_at: None,
            urged: 0,
            created_at: Instant::from_micros(0),
            facts: json!({}),
            stages,
            engine: Value::Null,
            waiting_for_evidence: Vec::new(),
            fed_at: Instant::from_micros(0),
        }
    }

    fn rounds_of(stages: &[Opened]) -> Value {
        let order = order(stages);
        let last = order.stages_in_order().into_iter().next_back().expect("a stage").clone();
        order.facts_for(&last, None, Instant::from_micros(0))["rounds"].clone()
    }

    use StageState::{Cancelled, Dispatched, Reviewed, SentBack, Submitted};

    #[test]
    fn a_round_counts_once_with_what_it_was_handed_in_with_last() {
        let read = |said: &str| json!({ "outcome": said });
        let rounds = rounds_of(&[
            ("plan", Submitted, None, json!({ "meters_due": 2 })),
            ("read_meter", Submitted, Some((4, 1)), read("no_reading")),
            ("read_meter", Reviewed, Some((4, 0)), read("read")),
            ("read_meter", Submitted, Some((4, 1)), read("read")),
            ("reread", Dispatched, Some((9, 0)), Value::Null),
        ]);
        let expect = json!({ "read_meter": [read("read"), read("read")], "reread": [] });
        assert_eq!(rounds, expect);
    }

    #[test]
    fn a_round_that_is_open_again_or_was_left_does_not_count() {
        let read = json!({ "outcome": "read" });
        let rounds = rounds_of(&[
            ("read_meter", Submitted, Some((4, 0)), read.clone()),
            ("read_meter", Submitted, Some((4, 1)), read.clone()),
            ("read_meter", Submitted, Some((4, 2)), read.clone()),
            ("read_meter", Submitted, Some((4, 3)), json!({ "outcome": "no_reading" })),
            ("read_meter", Dispatched, Some((4, 0)), read.clone()),
            ("read_meter", Cancelled, Some((4, 1)), read.clone()),
            ("read_meter", SentBack, Some((4, 2)), read),
        ]);
        assert_eq!(rounds, json!({ "read_meter": [{ "outcome": "no_reading" }] }));
    }

    #[test]
    fn rounds_that_are_begun_anew_stand_for_those_before() {
        let read = |said: &str| json!({ "outcome": said });
        let rounds = rounds_of(&[
            ("read_meter", Submitted, Some((4, 0)), read("read")),
            ("read_meter", Submitted, Some((4, 1)), read("read")),
            ("read_meter", Dispatched, Some((11, 0)), read("read")),
            ("read_meter", Submitted, Some((11, 1)), read("no_reading")),
        ]);
        assert_eq!(rounds, json!({ "read_meter": [read("no_reading")] }));
    }

    #[test]
    fn the_process_sees_codes_and_days_and_nothing_that_a_person_wrote() {
        for seen in [json!(true), json!(-3), json!("papers_short"), json!("2026-12-31")] {
            assert!(is_code(&seen), "{seen}");
        }
        for kept_back in [
            json!("王小明"),
            json!("13800138000"),
            json!("BX-0103-017"),
            json!("2026-12-3"),
            json!("2026-1231-"),
            json!(1.5),
            json!(["ownership"]),
            json!({ "lon": 1 }),
            json!(null),
        ] {
            assert!(!is_code(&kept_back), "{kept_back}");
        }
    }
}
