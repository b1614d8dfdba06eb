//! For the tests of values: what a form says of them, with the evidence that an agent would have added.

use forms::{Bundle, Context, Finding, Purpose};
use serde_json::{Value, json};
use vocabulary::Instant;

use super::{Field, refusal};

pub const NOW: Instant = Instant::from_micros(1_795_330_800_000_000);

/// What is typed, and a photo for each of these fields.
pub fn with_photos(fields: Vec<Field>, photos: &[&str]) -> Value {
    let photos = photos.iter().map(|name| ((*name).to_owned(), json!([file("image/jpeg")])));
    let typed = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
    Value::Object(typed.chain(photos).collect())
}

pub fn refused(mut values: Value) -> Value {
    values["customer_signature"] = refusal(NOW);
    values
}

pub fn signed(mut values: Value) -> Value {
    values["customer_signature"] = json!({
        "strokes": [[{ "x": 10, "y": 20, "t": 0 }]],
        "image": file("image/png"),
        "signer_name": "王小明",
        "relation": "self",
        "signed_at": NOW,
        "signed_sha256": "ab".repeat(32),
    });
    values
}

/// Somebody else has confirmed in these fields, and then it was energised.
pub fn confirmed(mut values: Value, fields: &[&str]) -> Value {
    for field in fields {
        values[*field] = json!({
            "person_id": "01940000-0000-7000-8000-0000000000b2",
            "name": "李强",
            "card_id": "01940000-0000-7000-8000-0000000000c2",
            "confirmed_at": NOW.micros() - 1,
            "signature": "MEUCIQDx0m9v2v0m9v2v0m9v2v0m9v2v",
        });
    }
    values["energised_at"] = NOW.micros().into();
    values
}

pub fn faults(bundle: &Bundle, form: &str, values: &Value, order: &Value) -> Vec<Finding> {
    let context = Context { order: order.clone(), now: NOW };
    let form = bundle.form(form).expect("the bundle has it");
    let values = form.visible_values(values, &context);
    form.check(&values, &context, Purpose::Submit).errors
}

/// What a form takes from the order before anybody has typed, and what is wrong with that.
pub fn prefilled(bundle: &Bundle, form: &str, order: &Value) -> (Value, Vec<Finding>) {
    let form = bundle.form(form).expect("the bundle has it");
    let values = Value::Object(form.prefilled(order));
    let found = form.check(&values, &Context { order: order.clone(), now: NOW }, Purpose::Draft);
    (values, found.errors)
}

/// What the agent says of a file that it keeps.
fn file(mime: &str) -> Value {
    json!({
        "attachment_id": "01940000-0000-7000-8000-000000000001",
        "sha256": "ab".repeat(32),
        "size": 812_345,
        "mime": mime,
        "taken_at": NOW,
        "position": { "lon": 118.18, "lat": 39.63, "accuracy_m": 8.5, "source": "gnss" },
    })
}
