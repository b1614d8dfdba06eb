//! The JSON Schema of a form, ready to judge values.

use crate::VALUES_SCHEMA;
use crate::formats::FORMATS;
use jsonschema::{Draft, PatternOptions, Retrieve, Uri, ValidationError, Validator};
use serde_json::{Map, Value};
use std::error::Error;
use std::sync::Arc;

/// The one document outside the form that a schema may refer to.
const VALUES_URI: &str = "urn:ronghe:values:1";

/// A compiled schema and the document that it came from.
#[derive(Debug, Clone)]
pub(crate) struct FormSchema {
    pub document: Arc<Value>,
    validator: Arc<Validator>,
}

impl FormSchema {
    /// # Errors
    /// Says in words why the document does not serve as the schema of a form.
    pub fn compile(text: &str) -> Result<FormSchema, String> {
        let document: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
        if document["additionalProperties"] != Value::Bool(false) {
            return Err("it must say \"additionalProperties\": false".to_owned());
        }
        if !document["properties"].is_object() {
            return Err("it must have \"properties\"".to_owned());
        }
        let mut options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_retriever(ValuesOnly)
            .with_pattern_options(PatternOptions::regex())
            .should_validate_formats(true)
            .should_ignore_unknown_formats(false);
        for (name, check) in FORMATS {
            options = options.with_format(name, check);
        }
        let validator = options.build(&document).map_err(|error| error.to_string())?;
        Ok(FormSchema { document: Arc::new(document), validator: Arc::new(validator) })
    }

    pub fn errors<'v>(&'v self, values: &'v Value) -> impl Iterator<Item = ValidationError<'v>> {
        self.validator.iter_errors(values)
    }

    /// The fields, in the order of the alphabet.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        let fields = self.document["properties"].as_object();
        fields.into_iter().flat_map(Map::iter).map(|(name, schema)| (name.as_str(), schema))
    }

    pub fn field(&self, name: &str) -> Option<&Value> {
        self.document["properties"].get(name)
    }

    /// Says whether the field is asked of everybody who sees it.
    pub fn requires(&self, field: &str) -> bool {
        let required = self.document["required"].as_array();
        required.is_some_and(|names| names.iter().any(|name| name == field))
    }
}

/// Hands out the shipped values schema and nothing else: a form never makes anybody fetch anything.
struct ValuesOnly;

impl Retrieve for ValuesOnly {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        if uri.as_str() != VALUES_URI {
            return Err(format!("a form may refer to {VALUES_URI} only, not to {uri}").into());
        }
        Ok(serde_json::from_str(VALUES_SCHEMA)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn compile(document: Value) -> Result<FormSchema, String> {
        FormSchema::compile(&document.to_string())
    }

    #[test]
    fn checks_the_numbers_of_the_trade() {
        let schema = compile(json!({
            "properties": {"id_no": {"type": "string", "format": "id-no"}},
            "additionalProperties": false
        }))
        .unwrap();
        assert_eq!(schema.errors(&json!({"id_no": "11010519491231002X"})).count(), 0);
        assert_eq!(schema.errors(&json!({"id_no": "110105194912310021"})).count(), 1);
    }

    #[test]
    fn refers_to_the_values_that_the_terminal_makes() {
        let schema = compile(json!({
            "properties": {"gps": {"$ref": "urn:ronghe:values:1#/$defs/position"}},
            "additionalProperties": false
        }))
        .unwrap();
        let position =
            json!({"lon": 118.2, "lat": 39.6, "accuracy_m": 8, "source": "gnss", "at": 1});
        assert_eq!(schema.errors(&json!({"gps": position})).count(), 0);
        assert_ne!(schema.errors(&json!({"gps": {"lon": 200}})).count(), 0);
    }

    #[test]
    fn fetches_nothing() {
        let refusal = compile(json!({
            "properties": {"a": {"$ref": "https://example.com/schema.json"}},
            "additionalProperties": false
        }));
        assert!(refusal.is_err());
    }

    #[test]
    fn refuses_an_unknown_format_and_an_open_form() {
        let unknown = json!({
            "properties": {"a": {"type": "string", "format": "phone-nr"}},
            "additionalProperties": false
        });
        assert!(compile(unknown).is_err());
        assert!(compile(json!({"properties": {}})).is_err());
    }
}
