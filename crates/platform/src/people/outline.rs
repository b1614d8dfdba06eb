//! The outline of a grid or an area on the map.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Coordinates of a GeoJSON polygon: rings of at least four positions, longitude before latitude, WGS 84. None at all
/// for a place whose outline is not known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "Vec<Vec<[f64; 2]>>")]
#[schema(example = json!([[[118.1, 39.5], [118.2, 39.5], [118.2, 39.6], [118.1, 39.5]]]))]
pub struct Outline(Vec<Vec<[f64; 2]>>);

/// Coordinates that are no polygon on this earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadOutline {
    #[error("an outline has at most {POSITIONS_MAX} positions")]
    TooLong,
    #[error("a ring has at least four positions, the last equal to the first")]
    Ring,
    #[error("a position is a longitude from -180 to 180 and a latitude from -90 to 90")]
    Position,
}

/// Positions of one outline.
const POSITIONS_MAX: usize = 5_000;

impl TryFrom<Vec<Vec<[f64; 2]>>> for Outline {
    type Error = BadOutline;

    fn try_from(rings: Vec<Vec<[f64; 2]>>) -> Result<Self, BadOutline> {
        if rings.iter().map(Vec::len).sum::<usize>() > POSITIONS_MAX {
            return Err(BadOutline::TooLong);
        }
        let closed = |ring: &Vec<[f64; 2]>| ring.len() >= 4 && ring.first() == ring.last();
        if !rings.iter().all(closed) {
            return Err(BadOutline::Ring);
        }
        let on_earth =
            |[lon, lat]: &[f64; 2]| (-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat);
        if !rings.iter().flatten().all(on_earth) {
            return Err(BadOutline::Position);
        }
        Ok(Self(rings))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn fault(coordinates: serde_json::Value) -> Option<String> {
        serde_json::from_value::<Outline>(coordinates).err().map(|error| error.to_string())
    }

    #[test]
    fn takes_closed_rings_on_this_earth() {
        assert_eq!(fault(json!([])), None);
        let ring = json!([[118.1, 39.5], [118.2, 39.5], [118.2, 39.6], [118.1, 39.5]]);
        assert_eq!(fault(json!([ring])), None);
        let open = json!([[118.1, 39.5], [118.2, 39.5], [118.2, 39.6], [118.1, 39.6]]);
        assert_eq!(fault(json!([open])), Some(BadOutline::Ring.to_string()));
        let swapped = json!([[39.5, 118.1], [39.5, 118.2], [39.6, 118.2], [39.5, 118.1]]);
        assert_eq!(fault(json!([swapped])), Some(BadOutline::Position.to_string()));
        let long = vec![[0.0, 0.0]; POSITIONS_MAX + 1];
        assert_eq!(fault(json!([long])), Some(BadOutline::TooLong.to_string()));
    }

    proptest! {
        #[test]
        fn no_coordinates_make_it_panic(rings in prop::collection::vec(
            prop::collection::vec([any::<f64>(), any::<f64>()], 0..6), 0..4)) {
            let _ = Outline::try_from(rings);
        }
    }
}
