//! What a worker fills in: the fields that he types, made from what the order says and from the seed.
//!
//! `household`, `business`, `fee_control` and `replacement` hold the forms of their processes, `metering` what is asked
//! about a meter wherever one is installed; here is what every form has.

pub mod business;
pub mod fee_control;
pub mod household;
#[cfg(test)]
pub mod judged;
pub mod meter_task;
mod metering;
pub mod replacement;

use rand::{Rng, RngExt as _};
use serde_json::{Value, json};
use vocabulary::Instant;

use crate::company::Custody;

/// One field and what is typed into it.
pub type Field = (&'static str, Value);

/// Where the worker stands: within metres of the box.
#[must_use]
pub fn position(rng: &mut impl Rng, data: &Value, at: Instant) -> Value {
    let near = |degrees: &Value, rng: &mut dyn FnMut() -> f64| {
        let moved = degrees.as_f64().unwrap_or_default() + rng();
        (moved * 1e7).round() / 1e7
    };
    // 10⁻⁴ degree are about ten metres.
    let mut step = || rng.random_range(-1e-4..1e-4);
    let (lon, lat) = (near(&data["lon"], &mut step), near(&data["lat"], &mut step));
    let accuracy_m = f64::from(rng.random_range(30_u32..120)) / 10.0;
    json!({ "lon": lon, "lat": lat, "accuracy_m": accuracy_m, "source": "gnss", "at": at })
}

/// The same for a photo, which has a time of its own.
#[must_use]
pub fn photo_position(position: &Value) -> Value {
    let mut place = position.clone();
    if let Some(place) = place.as_object_mut() {
        place.remove("at");
    }
    place
}

/// 归档: the first remote reading is a little above where the meter began.
#[must_use]
pub fn archiving(rng: &mut impl Rng, custody: &Custody, now: Instant) -> Vec<Field> {
    let reading = custody.start_reading_total_ckwh + rng.random_range(0..50);
    vec![
        ("first_remote_read", "ok".into()),
        ("first_remote_read_at", now.micros().into()),
        ("first_remote_reading_total_ckwh", reading.into()),
        ("relation_pushed", true.into()),
        ("papers_reviewed", true.into()),
        ("papers_masked", true.into()),
        ("callback_result", "reached".into()),
        ("satisfaction", rng.random_range(3..=5).into()),
    ]
}

/// A customer who signs.
#[must_use]
pub fn signature(rng: &mut impl Rng, signer: &str, image_base64: &str) -> Value {
    let points: Vec<Value> = (0..rng.random_range(12..40))
        .map(|n| json!({ "x": 20 + n * 8, "y": rng.random_range(20..140), "t": n * 16 }))
        .collect();
    json!({
        "strokes": [points],
        "image_base64": image_base64,
        "signer_name": signer,
        "relation": "self",
    })
}

/// A customer who does not, before two witnesses.
#[must_use]
pub fn refusal(now: Instant) -> Value {
    json!({
        "refused": true,
        "reason": "客户不愿签字",
        "refused_at": now,
        // Nobody in the city has a surname of two characters: neither is the worker, nor the second person.
        "witnesses": [{ "name": "欧阳文静" }, { "name": "司马志远" }],
    })
}
