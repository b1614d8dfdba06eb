//! An order's body as it travels down: its stages as a list, without their ids and without its own.
//!
//! A stage's id follows from order, element and occurrence ([`StageId::derive`]), the order's stands in the item that
//! carries the body, and each is 36 letters that no compression shortens much: of a first sync they are a twentieth.
//! Everywhere else an order holds its stages by id.

use std::collections::BTreeMap;

use serde::{Deserialize, de};
use serde_json::value::{RawValue, to_raw_value};
use vocabulary::{OrderId, StageId};

/// What of an order the two directions look at; all else stays the text that it is.
type Members<'t> = BTreeMap<String, &'t RawValue>;

#[derive(Deserialize)]
struct Named {
    element: String,
    occurrence: u32,
}

/// The body of the item `id` as it travels. One of another order, or whose stages have other ids, travels as it is.
///
/// # Errors
/// When `body` is no JSON object.
pub fn to_wire(id: &str, body: &str) -> serde_json::Result<Box<RawValue>> {
    let mut order: Members<'_> = serde_json::from_str(body)?;
    let Some(listed) = listed(id, &order)? else { return RawValue::from_string(body.to_owned()) };
    let listed = to_raw_value(&listed)?;
    order.remove("order");
    order.insert("stages".to_owned(), &listed);
    to_raw_value(&order)
}

/// The body of the item `id` as everybody else knows it, from how it travelled.
///
/// # Errors
/// When `body` is no JSON object, its stages are no stages, or `id` is no order's.
pub fn from_wire(id: &str, body: &RawValue) -> serde_json::Result<String> {
    let mut order: Members<'_> = serde_json::from_str(body.get())?;
    let stages = order.get("stages").filter(|stages| stages.get().starts_with('['));
    let Some(stages) = stages else { return Ok(body.get().to_owned()) };
    let id: OrderId = id.parse().map_err(de::Error::custom)?;
    let stages: Vec<&RawValue> = serde_json::from_str(stages.get())?;
    let mut by_id = BTreeMap::new();
    for stage in stages {
        let named: Named = serde_json::from_str(stage.get())?;
        let mut stage: BTreeMap<String, Box<RawValue>> = serde_json::from_str(stage.get())?;
        let derived = StageId::derive(id, &named.element, named.occurrence);
        stage.insert("stage".to_owned(), to_raw_value(&derived)?);
        by_id.insert(derived, stage);
    }
    let (id, by_id) = (to_raw_value(&id)?, to_raw_value(&by_id)?);
    order.insert("order".to_owned(), &id);
    order.insert("stages".to_owned(), &by_id);
    serde_json::to_string(&order)
}

/// The stages without their ids, if every id is the one that would be derived.
fn listed<'t>(id: &str, order: &Members<'t>) -> serde_json::Result<Option<Vec<Members<'t>>>> {
    let (Some(own), Some(stages)) = (order.get("order"), order.get("stages")) else {
        return Ok(None);
    };
    let own = serde_json::from_str::<OrderId>(own.get()).ok();
    let Some(id) = own.filter(|own| id.parse().ok() == Some(*own)) else { return Ok(None) };
    let Ok(stages) = serde_json::from_str::<BTreeMap<StageId, &RawValue>>(stages.get()) else {
        return Ok(None);
    };
    let mut listed = Vec::with_capacity(stages.len());
    for (key, stage) in stages {
        let Ok(named) = serde_json::from_str::<Named>(stage.get()) else { return Ok(None) };
        let mut stage: Members<'_> = serde_json::from_str(stage.get())?;
        let own = stage.remove("stage").map(|own| serde_json::from_str::<StageId>(own.get()));
        let derived = StageId::derive(id, &named.element, named.occurrence);
        if key != derived || !matches!(own, Some(Ok(own)) if own == derived) {
            return Ok(None);
        }
        listed.push(stage);
    }
    Ok(Some(listed))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    const ORDER: &str = "018f3c5e-0000-7000-8000-000000000001";

    fn order(stages: &[(&str, u32)]) -> Value {
        let id: OrderId = ORDER.parse().unwrap();
        let stages = stages.iter().map(|(element, occurrence)| {
            let stage = StageId::derive(id, element, *occurrence);
            let view = json!({ "stage": stage, "element": element, "occurrence": occurrence });
            (stage.to_string(), view)
        });
        let stages: serde_json::Map<_, _> = stages.collect();
        json!({ "order": ORDER, "facts": { "lon": 118.183_712_345_678_9 }, "stages": stages })
    }

    fn read(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn stage_ids_do_not_travel() {
        let body = order(&[("acceptance", 1), ("install", 1), ("acceptance", 2)]);
        let wire = to_wire(ORDER, &body.to_string()).unwrap();
        assert!(read(wire.get())["stages"][0].get("stage").is_none());
        assert!(!wire.get().contains(ORDER));
        assert!(wire.get().contains("118.1837123456789"), "numbers keep their text");
        assert_eq!(read(&from_wire(ORDER, &wire).unwrap()), body);
    }

    #[test]
    fn what_is_no_derived_id_travels_as_it_is() {
        let mut foreign = order(&[("acceptance", 1)]);
        foreign["stages"] = json!({ ORDER: { "stage": ORDER, "element": "a", "occurrence": 1 } });
        for body in [foreign, json!({ "order": ORDER }), json!({ "stages": {} }), json!({})] {
            let wire = to_wire(ORDER, &body.to_string()).unwrap();
            assert_eq!(read(wire.get()), body);
            assert_eq!(read(&from_wire(ORDER, &wire).unwrap()), body);
        }
        let body = order(&[("acceptance", 1)]);
        let wire = to_wire("018f3c5e-0000-7000-8000-000000000002", &body.to_string()).unwrap();
        assert_eq!(read(wire.get()), body);
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in ".{0,80}", stages in "[\\[\\]{}a-z0-9:,\"]{0,60}") {
            let _ = to_wire(ORDER, &text);
            for text in [text, format!(r#"{{"order":"{ORDER}","stages":{stages}}}"#)] {
                if let Ok(raw) = RawValue::from_string(text) {
                    let _ = from_wire(ORDER, &raw);
                    let _ = from_wire("order", &raw);
                }
            }
        }
    }
}
