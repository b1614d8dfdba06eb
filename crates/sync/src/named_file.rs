//! Files of evidence as values name them, wherever in a form they stand.

use serde_json::Value;
use vocabulary::{AttachmentId, Digest};

/// A file that values name, with what they tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    pub attachment: AttachmentId,
    pub sha256: Option<Digest>,
    pub mime: Option<String>,
}

/// Every file that values name.
#[must_use]
pub fn files_named(values: &Value) -> Vec<NamedFile> {
    let mut named = Vec::new();
    name_files(values, &mut named);
    named
}

fn name_files(value: &Value, named: &mut Vec<NamedFile>) {
    match value {
        Value::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str);
            if let Some(attachment) = text("attachment_id").and_then(|id| id.parse().ok()) {
                let sha256 = text("sha256").and_then(|hash| hash.parse().ok());
                named.push(NamedFile { attachment, sha256, mime: text("mime").map(str::to_owned) });
            }
            members.values().for_each(|member| name_files(member, named));
        }
        Value::Array(items) => items.iter().for_each(|item| name_files(item, named)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn files_are_found_wherever_they_stand() {
        let id = "018f3c5e-0000-7000-8000-000000000001";
        let hash = Digest::of(b"a photo").to_string();
        let values = json!({
            "photos": [
                { "attachment_id": id, "sha256": hash, "mime": "image/jpeg" },
                { "attachment_id": "no id" },
            ],
            "signature": { "image": { "attachment_id": id } },
            "remark": "attachment_id",
        });
        let named = files_named(&values);
        let id: AttachmentId = id.parse().expect("an id");
        let told = NamedFile {
            attachment: id,
            sha256: Some(Digest::of(b"a photo")),
            mime: Some("image/jpeg".to_owned()),
        };
        assert_eq!(named, [told, NamedFile { attachment: id, sha256: None, mime: None }]);
    }
}
