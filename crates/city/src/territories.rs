//! Which ground a county has: what lies nearer to its centre than to any other's.

use crate::ground::{Point, Polygon};
use crate::places::{County, Places};

/// A made-up border around a real centre.
pub(crate) fn of_county(county: &County) -> Polygon {
    let own = Point::new(county.lon, county.lat);
    Places::tangshan()
        .counties
        .iter()
        .filter(|other| other.code != county.code)
        .fold(outline(), |ground, other| ground.nearer_to(own, Point::new(other.lon, other.lat)))
}

/// Roughly the ground of Tangshan between the Great Wall and the sea; convex, as all polygons here.
fn outline() -> Polygon {
    Polygon::from_corners(OUTLINE.map(|(lon, lat)| Point::new(lon, lat)).into())
}

const OUTLINE: [(f64, f64); 11] = [
    (117.52, 39.75),
    (117.60, 39.42),
    (117.78, 39.22),
    (118.20, 39.02),
    (118.75, 38.98),
    (119.15, 39.12),
    (119.32, 39.40),
    (119.10, 40.02),
    (118.78, 40.32),
    (118.30, 40.46),
    (117.75, 40.33),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_county_has_ground_around_its_centre() {
        let mut sum = 0.0;
        for county in &Places::tangshan().counties {
            let territory = of_county(county);
            assert!(territory.contains(Point::new(county.lon, county.lat)), "{}", county.name);
            assert!(territory.area_km2() > 20.0, "{}: {}", county.name, territory.area_km2());
            sum += territory.area_km2();
        }
        let whole = outline().area_km2();
        assert!((sum - whole).abs() < whole * 1e-4, "{sum} of {whole} km²");
    }
}
