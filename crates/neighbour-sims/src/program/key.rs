//! Keys that one program shows another (`Authorization: Bearer <key>`).

use std::borrow::Cow;
use std::fmt;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use subtle::ConstantTimeEq as _;

use crate::refusal::Refusal;

/// At least sixteen visible ASCII characters.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Key(String);

impl Key {
    /// The value of `Authorization` that shows this key.
    pub fn bearer(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.0)).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    fn is_shown_in(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let Some(shown) = shown.and_then(|value| value.strip_prefix("Bearer ")) else {
            return false;
        };
        shown.as_bytes().ct_eq(self.0.as_bytes()).into()
    }
}

impl TryFrom<String> for Key {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        if text.len() < LEN_MIN || !visible {
            return Err("a key is at least 16 visible ASCII characters");
        }
        Ok(Self(text))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl JsonSchema for Key {
    fn schema_name() -> Cow<'static, str> {
        "Key".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}

/// Lets a request pass that shows the key.
pub async fn ask_for(State(key): State<Key>, request: Request, next: Next) -> Response {
    if !key.is_shown_in(request.headers()) {
        let refusal = Refusal::new(StatusCode::UNAUTHORIZED, "key_unknown", "show the key");
        return refusal.into_response();
    }
    next.run(request).await
}

const LEN_MIN: usize = 16;
