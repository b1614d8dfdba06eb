//! JSON values as expressions see them, and back.
//!
//! The browser reads JSON with one kind of number, so the two sides agree on this: a whole number up to 2^53 - 1 is
//! an int, however it was written (`5`, `5.0`), and every other number is a double.

use cel::Value as CelValue;
use cel::objects::{Key, Map as CelMap};
use serde_json::{Map, Number, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// The largest whole number that JavaScript carries exactly (2^53 - 1).
const WHOLE_MAX: i64 = 9_007_199_254_740_991;

/// How deep lists and maps may nest; what a JSON parser accepts from outside is no deeper.
const DEPTH_MAX: usize = 128;

/// Why a value cannot cross between JSON and CEL.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ValueError {
    #[error("a value nests deeper than {DEPTH_MAX} levels")]
    TooDeep,
    #[error("the result is {found}, which JSON does not have")]
    NotJson { found: String },
}

pub(crate) fn from_json(value: &Value) -> Result<CelValue, ValueError> {
    from_json_at(value, 0)
}

fn from_json_at(value: &Value, depth: usize) -> Result<CelValue, ValueError> {
    if depth > DEPTH_MAX {
        return Err(ValueError::TooDeep);
    }
    Ok(match value {
        Value::Null => CelValue::Null,
        Value::Bool(flag) => CelValue::Bool(*flag),
        Value::Number(number) => from_number(number),
        Value::String(text) => CelValue::String(Arc::new(text.clone())),
        Value::Array(items) => {
            let items = items.iter().map(|item| from_json_at(item, depth + 1));
            CelValue::List(Arc::new(items.collect::<Result<_, _>>()?))
        }
        Value::Object(members) => {
            let mut map = HashMap::with_capacity(members.len());
            for (name, member) in members {
                map.insert(Key::from(name.clone()), from_json_at(member, depth + 1)?);
            }
            CelValue::Map(CelMap { map: Arc::new(map) })
        }
    })
}

fn from_number(number: &Number) -> CelValue {
    if let Some(whole) = number.as_i64()
        && whole.unsigned_abs() <= WHOLE_MAX.unsigned_abs()
    {
        return CelValue::Int(whole);
    }
    let double = number.as_f64().unwrap_or(f64::NAN);
    whole(double).map_or(CelValue::Float(double), CelValue::Int)
}

/// The int that `double` is, if it is one that JavaScript would not tell from a double.
fn whole(double: f64) -> Option<i64> {
    let is_whole = double.fract() == 0.0 && double.abs() <= WHOLE_MAX as f64;
    is_whole.then_some(double as i64)
}

pub(crate) fn to_json(value: &CelValue) -> Result<Value, ValueError> {
    to_json_at(value, 0)
}

fn to_json_at(value: &CelValue, depth: usize) -> Result<Value, ValueError> {
    if depth > DEPTH_MAX {
        return Err(ValueError::TooDeep);
    }
    Ok(match value {
        CelValue::Null => Value::Null,
        CelValue::Bool(flag) => Value::Bool(*flag),
        CelValue::Int(whole) => Value::from(*whole),
        CelValue::Float(double) => to_number(*double)?,
        CelValue::String(text) => Value::String(text.to_string()),
        CelValue::List(items) => {
            let items = items.iter().map(|item| to_json_at(item, depth + 1));
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        CelValue::Map(map) => {
            let mut members = Map::new();
            for (key, member) in map.map.iter() {
                let Key::String(name) = key else {
                    return Err(ValueError::NotJson { found: format!("a map with the key {key}") });
                };
                members.insert(name.to_string(), to_json_at(member, depth + 1)?);
            }
            Value::Object(members)
        }
        other => return Err(ValueError::NotJson { found: other.type_of().to_string() }),
    })
}

fn to_number(double: f64) -> Result<Value, ValueError> {
    if let Some(whole) = whole(double) {
        return Ok(Value::from(whole));
    }
    Number::from_f64(double)
        .map(Value::Number)
        .ok_or_else(|| ValueError::NotJson { found: double.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_whole_double_is_an_int() {
        assert!(matches!(from_json(&json!(5.0)), Ok(CelValue::Int(5))));
        assert!(matches!(from_json(&json!(5.5)), Ok(CelValue::Float(_))));
    }

    #[test]
    fn a_number_beyond_the_browsers_reach_is_a_double() {
        assert!(matches!(from_json(&json!(WHOLE_MAX)), Ok(CelValue::Int(WHOLE_MAX))));
        assert!(matches!(from_json(&json!(WHOLE_MAX + 1)), Ok(CelValue::Float(_))));
        assert!(matches!(from_json(&json!(i64::MIN)), Ok(CelValue::Float(_))));
        assert!(matches!(from_json(&json!(u64::MAX)), Ok(CelValue::Float(_))));
    }

    #[test]
    fn too_deep_a_value_is_refused() {
        let mut value = json!(1);
        for _ in 0..=DEPTH_MAX {
            value = json!([value]);
        }
        assert!(matches!(from_json(&value), Err(ValueError::TooDeep)));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-WHOLE_MAX..=WHOLE_MAX).prop_map(Value::from),
            ".{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(".{0,4}", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_value_survives_the_way_there_and_back(value in any_json()) {
            let there = from_json(&value).unwrap();
            prop_assert_eq!(to_json(&there).unwrap(), value);
        }
    }
}
