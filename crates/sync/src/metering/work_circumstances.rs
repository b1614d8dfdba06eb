//! Where a work was done, over what, and how well that carried.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use vocabulary::Instant;

/// What reaches a meter (通道).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// 红外
    Infrared,
    /// RS-485, a cable.
    Wired,
    /// A serial server or a simulator.
    Tcp,
}

/// What tells of the quality of a line: neither a head nor a cable has a level to be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LineQuality {
    /// Frames that were sent again, because no answer came in time.
    pub sent_again: u32,
    /// What was heard and could not be believed: noise, and frames that came damaged or in part.
    pub damaged: u32,
}

/// Where the terminal was, as the browser said it: a form's position (`values.schema.json`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WorkPosition {
    #[schema(value_type = f64)]
    pub lon: Degrees<180>,
    #[schema(value_type = f64)]
    pub lat: Degrees<90>,
    /// Radius of 68 %, rounded up.
    pub accuracy_m: u32,
    pub source: PositionSource,
    pub at: Instant,
}

/// What told the position; the words of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PositionSource {
    Gnss,
    Network,
    Manual,
}

impl WorkPosition {
    /// Takes degrees and metres as a browser reports them; nothing when they are no place.
    #[must_use]
    pub fn reported(
        (lon, lat): (f64, f64),
        accuracy_m: f64,
        source: PositionSource,
        at: Instant,
    ) -> Option<Self> {
        let accuracy_m = accuracy_m.ceil();
        if !(0.0..=ACCURACY_M_MAX).contains(&accuracy_m) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is bounded"
        )]
        let accuracy_m = accuracy_m as u32;
        Some(Self { lon: Degrees::of(lon)?, lat: Degrees::of(lat)?, accuracy_m, source, at })
    }
}

/// Degrees of WGS 84 between `-MAX` and `MAX`, kept as 10⁻⁷ degree and written as a decimal: however often it is written
/// and read, it stays the same, and with it the digest of its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Degrees<const MAX: i32>(i32);

impl<const MAX: i32> Degrees<MAX> {
    /// Nothing outside of the bounds, or where there is no number.
    #[must_use]
    pub fn of(degrees: f64) -> Option<Self> {
        let bound = f64::from(MAX);
        if !(-bound..=bound).contains(&degrees) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "180 degrees are below 2³¹ of these")]
        Some(Self((degrees * E7).round() as i32))
    }
}

impl<const MAX: i32> Serialize for Degrees<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / E7)
    }
}

impl<'de, const MAX: i32> Deserialize<'de> for Degrees<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let degrees = f64::deserialize(deserializer)?;
        Self::of(degrees)
            .ok_or_else(|| D::Error::custom(format!("{degrees} is beyond {MAX} degrees")))
    }
}

const E7: f64 = 10_000_000.0;
/// `values.schema.json`.
const ACCURACY_M_MAX: f64 = 100_000.0;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn reported(lon: f64, lat: f64, accuracy_m: f64) -> Option<WorkPosition> {
        let at = Instant::from_micros(1);
        WorkPosition::reported((lon, lat), accuracy_m, PositionSource::Gnss, at)
    }

    #[test]
    fn it_is_written_as_a_form_writes_it() {
        let position = reported(118.683_012, 39.503_277, 12.1).expect("a place");
        let form = json!({
            "lon": 118.683_012, "lat": 39.503_277, "accuracy_m": 13, "source": "gnss", "at": 1,
        });
        assert_eq!(json!(position), form);
    }

    #[test]
    fn what_is_no_place_is_none() {
        assert_eq!(reported(180.5, 0.0, 1.0), None);
        assert_eq!(reported(0.0, -90.5, 1.0), None);
        assert_eq!(reported(0.0, 0.0, -2.0), None);
        assert_eq!(reported(0.0, 0.0, 100_001.0), None);
        assert_eq!(reported(f64::NAN, 0.0, 1.0), None);
        assert_eq!(reported(0.0, 0.0, f64::INFINITY), None);
        let far = json!({ "lon": 181, "lat": 0, "accuracy_m": 1, "source": "gnss", "at": 1 });
        assert!(serde_json::from_value::<WorkPosition>(far).is_err());
    }

    proptest! {
        #[test]
        fn it_stays_the_same_however_often_it_is_written_and_read(
            lon in -180.0..=180.0, lat in -90.0..=90.0,
        ) {
            let position = reported(lon, lat, 5.0).expect("a place");
            let text = serde_json::to_string(&position).expect("JSON");
            let read: WorkPosition = serde_json::from_str(&text).expect("a place");
            prop_assert_eq!(read, position);
            prop_assert_eq!(serde_json::to_string(&read).expect("JSON"), text);
        }
    }
}
