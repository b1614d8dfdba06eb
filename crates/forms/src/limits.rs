//! How large a bundle and the values of one form may be.

use serde_json::Value;

/// All files of a bundle together, in bytes.
pub(crate) const BUNDLE_BYTES_MAX: usize = 4 << 20;

pub(crate) const BUNDLE_FILES_MAX: usize = 64;

/// A form with more is several stages, or several groups too many for one visit.
pub(crate) const FIELDS_MAX: usize = 150;

pub(crate) const RULES_MAX: usize = 300;

/// Texts of one form's values together, in bytes. Files are attachments, never values.
const VALUES_BYTES_MAX: usize = 512 << 10;

/// Members, items and leaves of one form's values; a long signature has about 10,000.
const VALUES_NODES_MAX: usize = 60_000;

const VALUES_DEPTH_MAX: usize = 16;

/// Says whether `values` is small enough to be looked at; walks with its own stack.
pub(crate) fn fits(values: &Value) -> bool {
    let mut nodes = 0;
    let mut bytes = 0;
    let mut open = vec![(values, 0)];
    while let Some((value, depth)) = open.pop() {
        nodes += 1;
        match value {
            Value::String(text) => bytes += text.len(),
            Value::Array(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(members) => {
                bytes += members.keys().map(String::len).sum::<usize>();
                open.extend(members.values().map(|member| (member, depth + 1)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        if depth > VALUES_DEPTH_MAX
            || bytes > VALUES_BYTES_MAX
            || nodes + open.len() > VALUES_NODES_MAX
        {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn refuses_what_is_too_deep_too_long_or_too_many() {
        let mut deep = json!(1);
        for _ in 0..20 {
            deep = json!([deep]);
        }
        assert!(!fits(&deep));
        assert!(!fits(&json!("a".repeat(VALUES_BYTES_MAX + 1))));
        assert!(!fits(&json!(vec![0; VALUES_NODES_MAX])));
        assert!(fits(&json!({"a": [1, "x", {"b": null}]})));
    }
}
