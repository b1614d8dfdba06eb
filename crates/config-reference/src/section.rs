//! The tables of a section, from the schema of the whole file.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// A table for each section of the file, from the outside in.
pub fn tables(schema: &Value) -> String {
    let mut tables = Vec::new();
    collect(schema, schema, &Place::default(), &mut tables);
    let mut text = String::new();
    for Table { heading, about, rows } in tables {
        let _ = write!(text, "\n### `{heading}`\n\n{about}\n\n");
        text.push_str("| key | type | default | |\n|---|---|---|---|\n");
        for row in rows {
            let _ = writeln!(text, "{row}");
        }
    }
    text
}

struct Table {
    heading: String,
    about: String,
    rows: Vec<String>,
}

/// Where in the file a section stands.
#[derive(Default)]
struct Place {
    /// `neighbours.marketing`
    path: String,
    /// It may stand there any number of times.
    is_list: bool,
}

impl Place {
    fn inner(&self, key: &str, is_list: bool) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        Self { path: format!("{}{dot}{key}", self.path), is_list }
    }

    fn heading(&self) -> String {
        let path = &self.path;
        if self.is_list { format!("[[{path}]]") } else { format!("[{path}]") }
    }
}

fn collect(schema: &Value, root: &Value, place: &Place, tables: &mut Vec<Table>) {
    let empty = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    let required: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
    let mut inner = Vec::new();
    let mut rows = Vec::new();
    for (key, property) in properties {
        if let Some((section, is_list)) = section(property, root) {
            inner.push((section, place.inner(key, is_list)));
            continue;
        }
        let needed = required.contains(&&Value::from(key.as_str()));
        rows.push(row(key, property, needed));
    }
    if !rows.is_empty() {
        let about = one_line(&schema["description"]);
        tables.push(Table { heading: place.heading(), about, rows });
    }
    for (schema, place) in inner {
        collect(schema, root, &place, tables);
    }
}

/// The section that a key begins, and whether there may be many of it.
fn section<'s>(property: &'s Value, root: &'s Value) -> Option<(&'s Value, bool)> {
    let is_section = |schema: &Value| schema["properties"].is_object();
    let one = resolve(property, root);
    if is_section(one) {
        return Some((one, false));
    }
    let item = resolve(&property["items"], root);
    is_section(item).then_some((item, true))
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
