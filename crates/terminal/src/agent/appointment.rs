//! What was agreed with the customer, as the forms' answers say it: when somebody comes.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sync::{OrderView, StageView};
use vocabulary::Instant;

/// When somebody comes: a moment, or a day with a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// `appointment_at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// `appointment_date`, as `2026-11-29`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// `appointment_period`: `morning`, `afternoon`, `evening`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
}

impl Appointment {
    /// The last that was agreed, until somebody has been there: until a later stage was submitted with its position. What
    /// was agreed at one meter of a route is that meter's, not the order's.
    #[must_use]
    pub fn of(view: &OrderView) -> Option<Self> {
        Self::last_of(view.stages_in_order())
    }

    fn last_of(stages: Vec<&StageView>) -> Option<Self> {
        let done =
            stages.into_iter().filter(|stage| !stage.state.is_open() && stage.round.is_none());
        done.fold(None, |agreed, stage| {
            let been_there = stage.values.get("position").is_some();
            Self::named_in(&stage.values).or_else(|| agreed.filter(|_| !been_there))
        })
    }

    fn named_in(values: &Value) -> Option<Self> {
        let text = |name: &str| values.get(name).and_then(Value::as_str).map(str::to_owned);
        let at = values.get("appointment_at").and_then(Value::as_i64).map(Instant::from_micros);
        let date = text("appointment_date");
        (at.is_some() || date.is_some()).then(|| Self {
            at,
            date,
            period: text("appointment_period"),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn stage(n: u32, state: &str, values: &Value) -> StageView {
        let stage = json!({
            "stage": uuid::Uuid::from_u128(u128::from(n)), "place": n, "element": "e", "occurrence": 1,
            "name": "e", "state": state, "stage_rev": 1, "generation": 1, "opened_at": 0,
            "values": values,
        });
        serde_json::from_value(stage).expect("a stage")
    }

    fn on(date: &str) -> Option<Appointment> {
        let period = Some("morning".to_owned());
        Some(Appointment { at: None, date: Some(date.to_owned()), period })
    }

    #[test]
    fn the_last_that_was_agreed_stands_until_somebody_has_been_there() {
        let agreed = |date: &str| json!({ "appointment_date": date, "appointment_period": "morning", "position": {} });
        let accepted = stage(1, "submitted", &agreed("2026-11-30"));
        let open = stage(2, "dispatched", &json!({}));
        assert_eq!(Appointment::last_of(vec![&accepted, &open]), on("2026-11-30"));
        let nobody_home = stage(2, "submitted", &agreed("2026-12-02"));
        assert_eq!(Appointment::last_of(vec![&accepted, &nobody_home]), on("2026-12-02"));
        let at_the_desk = stage(2, "submitted", &json!({ "note": "备料" }));
        assert_eq!(Appointment::last_of(vec![&accepted, &at_the_desk]), on("2026-11-30"));
        let installed = stage(2, "submitted", &json!({ "position": {} }));
        assert_eq!(Appointment::last_of(vec![&accepted, &installed]), None);
        let asked = stage(1, "in_progress", &agreed("2026-11-30"));
        assert_eq!(Appointment::last_of(vec![&asked]), None, "it is not handed in");
    }

    #[test]
    fn a_moment_is_an_appointment_too() {
        let called = stage(1, "submitted", &json!({ "appointment_at": 5 }));
        let appointment = Appointment::last_of(vec![&called]).expect("agreed");
        assert_eq!(appointment.at, Some(Instant::from_micros(5)));
    }
}
