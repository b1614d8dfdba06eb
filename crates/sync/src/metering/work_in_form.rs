//! A work's record as the forms of its stage hold it (`values.schema.json`, `meter_work`): the terminal writes it there, and
//! the platform holds what was submitted against the record itself.

use serde_json::{Map, Value, json};
use vocabulary::{MeterCommand, MeterWorkId};

use super::meter_work::{MeterReadings, MeterState, MeterWork};

/// A record that a form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedWork<'v> {
    pub field: &'v str,
    pub work: MeterWorkId,
    /// What the form says of it.
    pub told: &'v Value,
}

/// Every work that a form's values name.
#[must_use]
pub fn works_named(values: &Value) -> Vec<NamedWork<'_>> {
    let fields = values.as_object().into_iter().flatten();
    let works = fields.filter_map(|(field, told)| {
        MeterCommand::parse(told["command"].as_str()?)?;
        let work = told["work"].as_str()?.parse().ok()?;
        Some(NamedWork { field, work, told })
    });
    works.collect()
}

impl MeterWork {
    /// The record as a form's field holds it; nothing where not even a meter was meant.
    #[must_use]
    pub fn in_form(&self) -> Option<Value> {
        let meter = self.meter.as_ref().or(self.meant.as_ref())?;
        let mut value = json!({
            "work": self.work, "command": self.command, "meter": meter, "outcome": self.outcome,
            "at": self.ended_at,
        });
        if let Some(authorisation) = self.authorisation {
            value["authorisation"] = json!(authorisation);
        }
        for (name, state) in [("before", &self.before), ("after", &self.after)] {
            let shown = shown_state(state);
            if !shown.is_empty() {
                value[name] = Value::Object(shown);
            }
        }
        if let Some(readings) = &self.readings {
            value["readings"] = shown_readings(readings);
        }
        Some(value)
    }

    /// Whether a form says of this work what its record says: all of it, or less.
    #[must_use]
    pub fn is_as_told(&self, told: &Value) -> bool {
        self.in_form().is_some_and(|record| says_no_more(told, &record))
    }
}

fn says_no_more(told: &Value, record: &Value) -> bool {
    let (Value::Object(told), Value::Object(record)) = (told, record) else {
        return told == record;
    };
    told.iter().all(|(name, told)| record.get(name).is_some_and(|said| says_no_more(told, said)))
}

fn shown_state(state: &MeterState) -> Map<String, Value> {
    let guard = state.guard_on.map(|on| if on { "on" } else { "off" });
    let known = [
        ("asset_no", state.asset_no.as_ref().map(|number| json!(number))),
        ("relay", state.relay.map(|relay| json!(relay))),
        ("guard", guard.map(|guard| json!(guard))),
        ("clock_offset_s", state.clock_ahead_s.map(|ahead| json!(ahead))),
        ("keys", state.keys.as_ref().map(|keys| json!(keys))),
        ("balance_fen", state.balance_fen.map(|balance| json!(balance))),
        ("purchase_count", state.purchase_count.map(|count| json!(count))),
        ("voltage_mv", state.voltage_v_e1.first().map(|voltage| json!(voltage * 100))),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    known.collect()
}

fn shown_readings(readings: &MeterReadings) -> Value {
    let tariffs: Vec<_> = readings.tariffs_kwh_e4.iter().map(|&one| kwh(one)).collect();
    json!({ "total": kwh(readings.total_kwh_e4), "tariffs": tariffs })
}

/// 10⁻⁴ kWh as text: two decimal places, and the others where they say something.
fn kwh(e4: i64) -> String {
    let (whole, part) = (e4.unsigned_abs() / 10_000, e4.unsigned_abs() % 10_000);
    let sign = if e4 < 0 { "-" } else { "" };
    let part = format!("{part:04}");
    let part = part.strip_suffix("00").unwrap_or(&part);
    format!("{sign}{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn energy_has_the_places_that_the_meter_told() {
        let cases = [(123_456_700, "12345.67"), (123_456_789, "12345.6789"), (0, "0.00")];
        for (e4, text) in cases {
            assert_eq!(kwh(e4), text);
        }
        assert_eq!(kwh(-5_100), "-0.51");
    }

    fn trip() -> MeterWork {
        serde_json::from_value(json!({
            "work": "019a0000-0000-7000-8000-000000000001",
            "authorisation": "019a0000-0000-7000-8000-000000000002",
            "card": "019a0000-0000-7000-8000-000000000003",
            "command": "trip", "meant": "000000000001", "meter": "000000000001",
            "outcome": "done", "started_at": 1, "ended_at": 2,
            "before": { "relay": "closed" }, "after": { "relay": "open", "clock_ahead_s": 3 },
            "readings": { "total_kwh_e4": 123_456_700, "tariffs_kwh_e4": [] },
            "frames": [], "app_version": "0.1.0",
        }))
        .expect("a work")
    }

    #[test]
    fn a_form_may_say_less_than_the_record_and_nothing_else() {
        let work = trip();
        let mut told = work.in_form().expect("a meter was meant");
        assert!(work.is_as_told(&told));
        told["after"].as_object_mut().expect("an object").remove("clock_offset_s");
        assert!(work.is_as_told(&told));
        for (pointer, lie) in [
            ("/outcome", json!("unknown")),
            ("/meter", json!("000000000002")),
            ("/after/relay", json!("closed")),
            ("/readings/total", json!("12345.68")),
        ] {
            let mut other = told.clone();
            *other.pointer_mut(pointer).expect("it is there") = lie;
            assert!(!work.is_as_told(&other), "{pointer}");
        }
        told["guard"] = json!("off");
        assert!(!work.is_as_told(&told), "the record says nothing of guard");
    }

    #[test]
    fn works_are_found_in_the_fields_of_a_form() {
        let work = trip();
        let values = json!({
            "outcome": "stopped", "trip": work.in_form(), "photos": [{ "work": work.work }],
            "note": { "work": "none", "command": "trip" },
        });
        let named = works_named(&values);
        let found: Vec<_> = named.iter().map(|one| (one.field, one.work)).collect();
        assert_eq!(found, [("trip", work.work)]);
    }
}
