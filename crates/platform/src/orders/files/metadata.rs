//! `Upload-Metadata`: names and base64 values, separated by commas.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use vocabulary::{AttachmentId, Digest, OrderId, OutboxId, StageId};

use crate::http::{Problem, ProblemKind};

/// What a file is, as its creator says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMetadata {
    pub attachment: AttachmentId,
    pub order: OrderId,
    pub stage: StageId,
    pub sha256: Digest,
    pub mime: String,
    pub outbox: Option<OutboxId>,
    pub sealed: bool,
}

impl FileMetadata {
    /// Reads the header.
    ///
    /// # Errors
    /// Names the value that is missing or wrong.
    pub fn read(headers: &HeaderMap) -> Result<Self, Problem> {
        let text = headers.get("upload-metadata").and_then(|value| value.to_str().ok());
        let values = parse(text.unwrap_or(""));
        let mime = values.get("mime").cloned().unwrap_or_else(|| "image/jpeg".to_owned());
        if !MIMES.contains(&mime.as_str()) {
            return Err(Problem::new(ProblemKind::Invalid, format!("no evidence is {mime}")));
        }
        Ok(Self {
            attachment: value(&values, "attachment")?,
            order: value(&values, "work_order")?,
            stage: value(&values, "stage")?,
            sha256: value(&values, "sha256")?,
            mime,
            outbox: values.get("outbox").map(|_| value(&values, "outbox")).transpose()?,
            sealed: values.contains_key("sealed"),
        })
    }
}

fn value<T: std::str::FromStr>(
    values: &BTreeMap<String, String>,
    name: &str,
) -> Result<T, Problem> {
    values.get(name).and_then(|text| text.parse().ok()).ok_or_else(|| {
        Problem::new(ProblemKind::Invalid, format!("Upload-Metadata has no usable {name}"))
    })
}

/// Pairs that cannot be read are left out; an empty header has none.
fn parse(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split(',').filter_map(|pair| {
        let mut parts = pair.split_whitespace();
        let name = parts.next()?;
        let bytes = STANDARD.decode(parts.next().unwrap_or_default()).ok()?;
        Some((name.to_owned(), String::from_utf8(bytes).ok()?))
    });
    pairs.collect()
}

/// What evidence may be.
const MIMES: [&str; 6] = [
    "image/jpeg",
    "image/png",
    "audio/webm",
    "video/webm",
    "application/pdf",
    "application/octet-stream",
];

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_pairs_and_forgives_rubbish() {
        let values = parse("mime aW1hZ2UvanBlZw==, sealed ,x !!!,, ,outbox");
        assert_eq!(values.get("mime").map(String::as_str), Some("image/jpeg"));
        assert_eq!(values.get("sealed").map(String::as_str), Some(""));
        assert!(!values.contains_key("x"));
        assert!(parse("").is_empty());
    }

    proptest! {
        #[test]
        fn no_header_panics(bytes in prop::collection::vec(32_u8..=255, 0..80), near in "(mime|sha256|[ ,=]|[A-Za-z0-9+/]{0,9}){0,12}") {
            for value in [bytes.as_slice(), near.as_bytes()] {
                let Ok(value) = HeaderValue::from_bytes(value) else { continue };
                let headers = HeaderMap::from_iter([("upload-metadata".parse().expect("a name"), value)]);
                prop_assert!(FileMetadata::read(&headers).is_err(), "it names no file");
            }
        }
    }
}
