//! How a form of an example order is filled in so that nothing is wrong with it where the order is by now.

use forms::{Context, Finding, FindingCode, Form, Widget};
use serde_json::{Map, Value, json};
use sync::apply_patch;
use time::Date;
use time::format_description::well_known::Iso8601;
use vocabulary::Instant;

use crate::{Examples, Shipped};

/// A form filled in, and what the marketing system has to say of the order before.
#[derive(Clone)]
pub struct FilledIn {
    pub values: Value,
    pub order: Value,
}

/// No example says what is wanted where the order is: what the nearest one is told.
#[derive(Debug)]
pub struct Unfit(pub Vec<Finding>);

impl Shipped {
    /// A way to fill the form in that says `said`, and that nothing is wrong with where the rules see `order`.
    ///
    /// # Errors
    /// When no example can be made to.
    pub fn filled_in(
        &self,
        form: &str,
        said: &Map<String, Value>,
        order: &Value,
        now: Instant,
    ) -> Result<FilledIn, Unfit> {
        let form = self.bundle.form(form).ok_or_else(|| Unfit(Vec::new()))?;
        let (theirs, own) = (&self.examples.order["worker"]["name"], &order["worker"]["name"]);
        let mut nearest: Option<Vec<Finding>> = None;
        for mut candidate in self.examples.of(&self.name, form, said, order, now) {
            put_name(&mut candidate.values, theirs, own);
            let mut seen = order.clone();
            apply_patch(&mut seen, &candidate.order);
            let context = Context { order: seen, now };
            let mut judged = form.submit(&candidate.values, &context);
            while self.mend(form, &mut candidate.values, &judged.verdict.errors, &context) {
                judged = form.submit(&candidate.values, &context);
            }
            // What another answer hides is not said.
            let is_said = |(name, value): (&String, &Value)| judged.values[name] == *value;
            let faults = judged.verdict.errors;
            if faults.is_empty() && said.iter().all(is_said) {
                return Ok(candidate);
            }
            if nearest.as_ref().is_none_or(|nearest| nearest.len() > faults.len()) {
                nearest = Some(faults);
            }
        }
        Err(Unfit(nearest.unwrap_or_default()))
    }

    /// What somebody says himself: not what a form counts by itself, which may have come to something else.
    #[must_use]
    pub fn said_by_hand(&self, said: &Map<String, Value>) -> Map<String, Value> {
        let is_counted = |name: &String| {
            let fields = self.bundle.forms().filter_map(|form| form.ui().fields.get(name));
            fields
                .into_iter()
                .any(|field| field.widget == Widget::Readonly && field.prefill.is_some())
        };
        let by_hand = said.iter().filter(|(name, _)| !is_counted(name));
        by_hand.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Gives a reason where a rule lets one do what is unusual for a reason, and fills in what this example did not need:
    /// as another one does. Tells whether there was anything to do.
    fn mend(&self, form: &Form, values: &mut Value, faults: &[Finding], context: &Context) -> bool {
        let mut mended = false;
        for fault in faults {
            let change = match (fault.code, &fault.rule) {
                (FindingCode::OverrideNeeded, Some(rule)) => {
                    json!({ "overrides": { rule: "现场核实无误" } })
                }
                (FindingCode::Required | FindingCode::EvidenceMissing, _) => {
                    let name = fault.field.trim_start_matches('/');
                    let told = self.examples.anywhere(name).cloned();
                    // No example has it: it is agreed, whatever it is.
                    let agreed = form.schema()["properties"][name]["type"] == "boolean";
                    let Some(value) = told.or_else(|| agreed.then(|| true.into())) else {
                        continue;
                    };
                    json!({ name: value })
                }
                (_, Some(rule)) if rule.ends_with("meter_of_no_other_item") => {
                    let Some(meter) = untaken(&context.order) else { continue };
                    json!({ "asset_no": meter })
                }
                _ => continue,
            };
            let before = values.clone();
            apply_patch(values, &change);
            mended |= *values != before;
        }
        mended
    }
}

/// By process and form, what is the same as in an earlier stage; the examples are filled in one by one.
const FOLLOWING: &[(&str, &str, &str, &str)] = &[
    ("low_voltage_non_residential", "install_energise", "area_id", "site_survey/area_id"),
    (
        "low_voltage_non_residential",
        "install_energise",
        "area_id",
        "relation_correction/area_after",
    ),
    ("meter_reading", "check_route", "photos_sampled_count", "upload/read_count"),
    ("temporary_supply", "supply_period", "last_day", "contract/end_date"),
    ("temporary_supply", "install_energise", "area_id", "site_survey/area_id"),
    ("temporary_supply", "install_energise", "area_id", "relation_correction/area_after"),
    (
        "low_voltage_non_residential",
        "scheme_approval",
        "approved_capacity_w",
        "site_survey/proposed_capacity_w",
    ),
    (
        "temporary_supply",
        "scheme_approval",
        "approved_capacity_w",
        "site_survey/proposed_capacity_w",
    ),
    (
        "high_voltage_new",
        "energise",
        "second_load_reading_total_ckwh",
        "metering_install/start_reading_total_ckwh",
    ),
    (
        "low_voltage_non_residential",
        "scheme_reply",
        "approved_capacity_w",
        "scheme_approval/approved_capacity_w",
    ),
    ("meter_reading", "download", "meters_on_device", "plan/meters_due"),
    ("meter_reading", "check_route", "received_count", "upload/read_count"),
    (
        "temporary_supply",
        "scheme_reply",
        "approved_capacity_w",
        "scheme_approval/approved_capacity_w",
    ),
];

impl Examples {
    /// What any of them fills a field of that name in with.
    fn anywhere(&self, name: &str) -> Option<&Value> {
        let others =
            self.also_valid.iter().flat_map(|example| [&example.values, &example.change]).flatten();
        let examples: Vec<&Value> = self.valid.values().chain(others).collect();
        // The third defect is told as the first one is.
        let first = name.replace(|c: char| c.is_ascii_digit(), "1");
        let told = |name: &str| {
            examples.iter().filter_map(|values| values.get(name)).find(|value| !value.is_null())
        };
        told(name).or_else(|| told(&first))
    }

    /// Ways to fill a form in that say `said`: the examples, those first that say the same by themselves, then the same
    /// with what an example leaves out and what the order tells.
    fn of(
        &self,
        process: &str,
        form: &Form,
        said: &Map<String, Value>,
        order: &Value,
        now: Instant,
    ) -> Vec<FilledIn> {
        let valid = &self.valid[form.name()];
        let usual = FilledIn { values: valid.clone(), order: json!({}) };
        let others = self.also_valid.iter().filter(|example| example.form == form.name());
        let others = others.map(|example| {
            let mut values = example.values.clone().unwrap_or_else(|| valid.clone());
            apply_patch(&mut values, example.change.as_ref().unwrap_or(&json!({})));
            let mut order = example.order.clone().unwrap_or_else(|| json!({}));
            // What the order's own stages were filled in with is not for anybody to say anew.
            apply_patch(&mut order, &json!({ "stages": null }));
            FilledIn { values, order }
        });
        let mut found: Vec<FilledIn> = std::iter::once(usual).chain(others).collect();
        found.iter_mut().for_each(|candidate| shift(&mut candidate.values, now.since(self.now)));
        let usual = found[0].values.clone();
        found.sort_by_key(|candidate| {
            let is_otherwise =
                |(name, value): &(&String, &Value)| candidate.values[*name] != **value;
            let otherwise = said.iter().filter(is_otherwise).count();
            (otherwise, is_taken(order, &candidate.values), candidate.order != json!({}))
        });
        let completed = found.iter().map(|candidate| {
            let mut values = usual.clone();
            apply_patch(&mut values, &candidate.values);
            FilledIn { values, order: candidate.order.clone() }
        });
        let mut found: Vec<FilledIn> = found.iter().cloned().chain(completed).collect();
        let prefilled = found.iter().cloned().map(|mut candidate| {
            apply_patch(&mut candidate.values, &Value::Object(form.prefilled(order)));
            candidate
        });
        found = found.iter().cloned().chain(prefilled).collect();
        let following = found.iter().cloned().map(|mut candidate| {
            for (at, of, field, told) in FOLLOWING {
                let told = order["stages"].pointer(&format!("/{told}"));
                if let Some(told) = told.filter(|_| (*at, *of) == (process, form.name())) {
                    candidate.values[*field] = told.clone();
                }
            }
            candidate
        });
        found = following.chain(found.iter().cloned()).collect();
        for candidate in &mut found {
            apply_patch(&mut candidate.values, &Value::Object(said.clone()));
        }
        found
    }
}

/// Another round has its meter.
fn is_taken(order: &Value, values: &Value) -> bool {
    let mut others = order["other_rounds"].as_array().into_iter().flatten();
    values["asset_no"].is_string() && others.any(|other| other["asset_no"] == values["asset_no"])
}

/// A meter of the route that no other round has.
fn untaken(order: &Value) -> Option<&String> {
    let others = order["other_rounds"].as_array()?;
    let is_free = |meter: &&String| others.iter().all(|other| other["asset_no"] != ***meter);
    order["meters"].as_object()?.keys().find(is_free)
}

/// Who works on the order has another name than in the examples.
fn put_name(value: &mut Value, theirs: &Value, own: &Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| put_name(item, theirs, own)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| put_name(member, theirs, own))
        }
        _ if value == theirs => *value = own.clone(),
        _ => {}
    }
}

/// The moment that a value is, in microseconds.
#[must_use]
pub fn moment(value: &Value) -> Option<i64> {
    value.as_i64().filter(|number| is_moment(*number))
}

/// No reading and no amount of money is as large as a moment of our days.
const fn is_moment(number: i64) -> bool {
    number > 1_000_000_000_000_000
}

/// What was filled in at the examples' hour is filled in that much later.
pub fn shift(value: &mut Value, micros: i64) {
    const DAY: i64 = 86_400_000_000;
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| shift(item, micros)),
        Value::Object(members) => members.values_mut().for_each(|member| shift(member, micros)),
        Value::Number(number) => {
            // What begins with a day goes on beginning with one.
            let is_midnight = |moment: i64| (moment + 8 * DAY / 24) % DAY == 0;
            let later = |moment| if is_midnight(moment) { micros / DAY * DAY } else { micros };
            if let Some(moment) = number.as_i64().filter(|number| is_moment(*number)) {
                *value = json!(moment + later(moment));
            }
        }
        Value::String(text) => {
            let day =
                Date::parse(text, &Iso8601::DATE).ok().filter(|_| text.len() == "2026-11-22".len());
            if let Some(day) =
                day.and_then(|day| day.checked_add(time::Duration::days(micros / DAY)))
            {
                *value = day.to_string().into();
            }
        }
        Value::Bool(_) | Value::Null => {}
    }
}
