//! Personal data within what an order holds: masked by their field, or by the names of their members.

use forms::{Mask, mask_text};
use serde_json::{Value, json};

/// Masks a value where it stands. Texts and numbers as `mask` says. Within a structure (a signature, the witnesses of
/// a refusal) each member as its own name says, else as `mask` does: whoever writes a form cannot forget it.
pub fn mask_value(value: &mut Value, mask: Option<Mask>) {
    // Of papers the files are hidden, not what names them.
    let mask = mask.filter(|mask| *mask != Mask::Papers);
    match value {
        Value::String(text) => {
            if let Some(mask) = mask {
                *text = mask_text(text, mask);
            }
        }
        // A number stands for a text where a terminal sent the wrong type, which is kept though it was refused.
        Value::Number(number) => {
            if let Some(mask) = mask {
                *value = Value::from(mask_text(&number.to_string(), mask));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask_value(item, mask)),
        Value::Object(members) => {
            for (name, member) in members {
                if name == STROKES {
                    *member = json!([]);
                } else {
                    mask_value(member, mask_of(name).or(mask));
                }
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// What a member holds by its name: `signer_name` and a witness's `name` are names.
fn mask_of(name: &str) -> Option<Mask> {
    let is = |word: &str| {
        name.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
    };
    PERSONAL.iter().find(|(word, _)| is(word)).map(|(_, mask)| *mask)
}

/// Last words of the names of members that hold personal data.
const PERSONAL: [(&str, Mask); 4] = [
    ("name", Mask::Name),
    ("id_no", Mask::IdNo),
    ("mobile", Mask::Mobile),
    ("address", Mask::Address),
];

/// The drawing of a signature: whoever has it can sign.
const STROKES: &str = "strokes";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_a_structure_by_the_names_of_its_members() {
        let mut refused = json!({
            "refused": true, "reason": "不愿签字",
            "witnesses": [
                { "name": "刘洋", "mobile": "15412341234", "relation": "邻居" },
                { "name": "陈静", "signature": {
                    "strokes": [[{ "x": 1, "y": 2, "t": 0 }]], "signer_name": "陈静", "signed_at": 7,
                } },
            ],
        });
        mask_value(&mut refused, None);
        let masked = json!({
            "refused": true, "reason": "不愿签字",
            "witnesses": [
                { "name": "刘*", "mobile": "154****1234", "relation": "邻居" },
                { "name": "陈*", "signature": {
                    "strokes": [], "signer_name": "陈*", "signed_at": 7,
                } },
            ],
        });
        assert_eq!(refused, masked);
    }

    #[test]
    fn a_value_of_the_wrong_type_is_masked_all_the_same() {
        let check = |mut value: Value, mask, expect: Value| {
            mask_value(&mut value, Some(mask));
            assert_eq!(value, expect);
        };
        check(json!(15_412_341_234_i64), Mask::Mobile, json!("154****1234"));
        check(json!({ "family": "王建国" }), Mask::Name, json!({ "family": "王*国" }));
        check(json!(["王建国", null]), Mask::Name, json!(["王*国", null]));
        check(json!(true), Mask::Name, json!(true));
    }
}
