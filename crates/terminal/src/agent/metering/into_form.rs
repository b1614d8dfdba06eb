//! A work's record as the forms of its stage show it (`values.schema.json`, `meter_work`).

use serde_json::{Map, Value, json};
use sync::{MeterReadings, MeterState, MeterWork};
use vocabulary::MeterOutcome;

use crate::agent::filling::form_of;
use crate::agent::{Agent, AgentFault, Desk};

impl Agent {
    /// Puts a record into the fields of its stage that ask for such a work, once for every state that it has been kept in:
    /// a form that is opened after the battery was pulled in the middle says that nobody knows.
    ///
    /// # Errors
    /// When the order's form cannot be read, or nothing is kept.
    pub(super) async fn put_into_form(
        &self,
        desk: &Desk,
        work: &MeterWork,
    ) -> Result<(), AgentFault> {
        let (Some(order), Some(stage)) = (work.order, work.stage) else { return Ok(()) };
        let Some(value) = value_of(work) else { return Ok(()) };
        let _acting = desk.acting.lock().await;
        let Ok((now, view)) = self.workable(desk, order, stage).await else {
            // It was given to somebody else, or is over: the record stands in the journal.
            return Ok(());
        };
        let process = self.process_of(desk, &now).await?;
        let drafts = now.drafts.get(&stage);
        for (name, field) in &form_of(&process, &view)?.ui().fields {
            let Some(spec) = &field.meter_work else { continue };
            let before = drafts.and_then(|fields| fields.get(name));
            if spec.commands.contains(&work.command) && says_more(&value, before) {
                let draft = self.draft_of(order, stage, name, value.clone());
                desk.store.save_field(&draft).await?;
            }
        }
        Ok(())
    }
}

/// Whether a record may stand where another one stands: a relay that was moved is not forgotten because a second try was
/// refused.
fn says_more(value: &Value, before: Option<&Value>) -> bool {
    let Some(before) = before.filter(|before| before["work"] != value["work"]) else { return true };
    certainty(value) >= certainty(before)
}

/// How much an outcome says of the meter: nothing was sent, it took nothing, nobody knows, it is so.
fn certainty(value: &Value) -> u8 {
    match serde_json::from_value(value["outcome"].clone()) {
        Ok(MeterOutcome::Done) => 3,
        Ok(MeterOutcome::Unknown) => 2,
        Ok(MeterOutcome::Failed) => 1,
        Ok(MeterOutcome::Refused) | Err(_) => 0,
    }
}

/// The record as a field holds it; nothing where not even a meter was meant.
fn value_of(work: &MeterWork) -> Option<Value> {
    let meter = work.meter.as_ref().or(work.meant.as_ref())?;
    let mut value = json!({
        "work": work.work, "command": work.command, "meter": meter, "outcome": work.outcome,
        "at": work.ended_at,
    });
    if let Some(authorisation) = work.authorisation {
        value["authorisation"] = json!(authorisation);
    }
    for (name, state) in [("before", &work.before), ("after", &work.after)] {
        let shown = shown_state(state);
        if !shown.is_empty() {
            value[name] = Value::Object(shown);
        }
    }
    if let Some(readings) = &work.readings {
        value["readings"] = shown_readings(readings);
    }
    Some(value)
}

fn shown_state(state: &MeterState) -> Map<String, Value> {
    let guard = state.guard_on.map(|on| if on { "on" } else { "off" });
    let known = [
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

    #[test]
    fn a_refused_second_try_does_not_hide_a_relay_that_moved() {
        let work = |work: &str, outcome: &str| json!({ "work": work, "outcome": outcome });
        let first = |outcome| Some(work("1", outcome));
        for (before, after, replaces) in [
            ("done", "refused", false),
            ("done", "failed", false),
            ("unknown", "refused", false),
            ("unknown", "failed", false),
            ("unknown", "done", true),
            ("failed", "refused", false),
            ("failed", "failed", true),
            ("refused", "unknown", true),
            ("done", "done", true),
        ] {
            let says = says_more(&work("2", after), first(before).as_ref());
            assert_eq!(says, replaces, "{after} after {before}");
        }
        assert!(says_more(&work("1", "failed"), first("unknown").as_ref()), "of the same work");
        assert!(says_more(&work("1", "refused"), None));
    }
}
