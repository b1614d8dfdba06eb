//! JSON merge patch (RFC 7396), for the marketing system's own copy of the application.

use serde_json::{Map, Value as Json};

pub(super) fn merge(target: &mut Map<String, Json>, patch: &Map<String, Json>) {
    for (key, change) in patch {
        match change {
            Json::Null => {
                target.remove(key);
            }
            Json::Object(inner) => {
                let member = target.entry(key).or_insert_with(|| Json::Object(Map::new()));
                if !member.is_object() {
                    *member = Json::Object(Map::new());
                }
                if let Json::Object(member) = member {
                    merge(member, inner);
                }
            }
            value => {
                target.insert(key.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn follows_the_examples_of_the_rfc() {
        check(json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"}));
        check(json!({"a":"b"}), json!({"b":"c"}), json!({"a":"b","b":"c"}));
        check(json!({"a":"b"}), json!({"a":null}), json!({}));
        check(json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"}));
        check(json!({"a":{"b":"c"}}), json!({"a":{"b":"d","c":null}}), json!({"a":{"b":"d"}}));
        check(json!({"a":"foo"}), json!({"a":{"b":1,"c":null}}), json!({"a":{"b":1}}));
        check(json!({}), json!({"a":{"bb":{"ccc":null}}}), json!({"a":{"bb":{}}}));
    }

    fn check(target: Json, patch: Json, expect: Json) {
        let (Json::Object(mut target), Json::Object(patch)) = (target, patch) else {
            panic!("the examples are objects");
        };
        merge(&mut target, &patch);
        assert_eq!(Json::Object(target), expect);
    }
}
