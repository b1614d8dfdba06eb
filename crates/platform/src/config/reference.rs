//! The reference page of the configuration, made from the types themselves.

use std::fmt::Write as _;

use schemars::schema_for;
use serde_json::{Map, Value};

use super::Config;

/// The platform's section of `docs/configuration.md`.
#[must_use]
pub fn reference() -> String {
    let schema = schema_for!(Config).to_value();
    let mut page = String::from(INTRODUCTION);
    let mut sections = Vec::new();
    collect(&schema, &schema, String::new(), &mut sections);
    for Section { name, about, fields } in sections {
        let _ = write!(page, "\n### `[{name}]`\n\n{about}\n\n");
        page.push_str("| key | type | default | |\n|---|---|---|---|\n");
        for field in fields {
            let _ = writeln!(page, "{field}");
        }
    }
    page
}

const INTRODUCTION: &str = "## ronghe-platform

`ronghe-platform --config FILE`. The first line on standard output is its address, once it listens; the log goes to
standard error as JSON (`RUST_LOG` filters it). SIGTERM and SIGINT stop it: requests under way are finished, then the
data are closed. Paths are looked for beside the file; a key that is not listed here is refused.
";

struct Section {
    name: String,
    about: String,
    /// Rows of a table.
    fields: Vec<String>,
}

/// Goes through the sections from the outside in.
fn collect(schema: &Value, root: &Value, name: String, sections: &mut Vec<Section>) {
    let empty = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    let required: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
    let mut inner = Vec::new();
    let mut fields = Vec::new();
    for (key, property) in properties {
        let resolved = resolve(property, root);
        if resolved["properties"].is_object() {
            let dot = if name.is_empty() { "" } else { "." };
            inner.push((resolved, format!("{name}{dot}{key}")));
            continue;
        }
        let needed = required.contains(&&Value::from(key.as_str()));
        fields.push(row(key, property, needed));
    }
    if !fields.is_empty() {
        let about = one_line(&schema["description"]);
        sections.push(Section { name, about, fields });
    }
    for (schema, name) in inner {
        collect(schema, root, name, sections);
    }
}

fn row(key: &str, property: &Value, needed: bool) -> String {
    let types: Vec<_> = match &property["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => vec!["string"],
    };
    let kind = types.into_iter().find(|kind| *kind != "null").unwrap_or("string");
    let default = match &property["default"] {
        Value::Null if needed => "must be there".to_owned(),
        Value::Null => String::new(),
        value => format!("`{value}`"),
    };
    format!("| `{key}` | {kind} | {default} | {} |", one_line(&property["description"]))
}

/// Follows a reference, also out of an option.
fn resolve<'s>(property: &'s Value, root: &'s Value) -> &'s Value {
    let options = property["anyOf"].as_array().into_iter().flatten();
    let referred = std::iter::once(property).chain(options).find_map(|one| one["$ref"].as_str());
    match referred.and_then(|path| root.pointer(path.trim_start_matches('#'))) {
        Some(found) => found,
        None => property,
    }
}

fn one_line(text: &Value) -> String {
    text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
