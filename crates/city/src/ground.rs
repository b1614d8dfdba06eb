//! Points and convex polygons, and how a piece of ground is divided without gaps.
//!
//! Coordinates are WGS-84 degrees rounded to 10⁻⁷ (about a centimetre), so that they are short in JSON. A cut makes its
//! two new corners once for both sides; neighbours therefore share their border exactly. Only `+ - * /` and `sqrt`
//! are used: the same bits come out on every machine.

use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};

/// A place on the ground.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

impl Point {
    /// Rounds to 10⁻⁷ degrees.
    #[must_use]
    pub fn new(lon: f64, lat: f64) -> Self {
        let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
        Self { lon: rounded(lon), lat: rounded(lat) }
    }

    /// Distance in metres; good to a percent within the city.
    #[must_use]
    pub fn distance_m(self, other: Point) -> f64 {
        let (east, north) = self.to(other);
        (east * east + north * north).sqrt() * METRES_PER_DEGREE
    }

    /// The way from here to `other`, in degrees of latitude, east and north.
    fn to(self, other: Point) -> (f64, f64) {
        ((other.lon - self.lon) * LON_SHRINKS, other.lat - self.lat)
    }

    pub(crate) fn towards(self, other: Point, part: f64) -> Point {
        Point::new(
            self.lon + (other.lon - self.lon) * part,
            self.lat + (other.lat - self.lat) * part,
        )
    }
}

/// A convex polygon: corners counter-clockwise, the first not repeated at the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Polygon(Vec<Point>);

impl Polygon {
    pub(crate) const fn from_corners(corners: Vec<Point>) -> Self {
        Self(corners)
    }

    #[must_use]
    pub fn corners(&self) -> &[Point] {
        &self.0
    }

    /// The ring as GeoJSON wants it: `[lon, lat]`, the first corner repeated at the end.
    #[must_use]
    pub fn ring(&self) -> Vec<[f64; 2]> {
        self.0.iter().chain(self.0.first()).map(|corner| [corner.lon, corner.lat]).collect()
    }

    #[must_use]
    pub fn area_km2(&self) -> f64 {
        let km_per_degree = METRES_PER_DEGREE / 1_000.0;
        self.area() * km_per_degree * km_per_degree
    }

    /// Whether the point lies inside or, within the rounding, on the border.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        self.edges().all(|(from, to)| {
            let (edge, way) = (from.to(to), from.to(point));
            let length = (edge.0 * edge.0 + edge.1 * edge.1).sqrt();
            edge.0 * way.1 - edge.1 * way.0 >= -ROUNDING * length
        })
    }

    /// The mean of the corners, which lies inside.
    #[must_use]
    pub fn centre(&self) -> Point {
        let count = self.0.len() as f64;
        let lon = self.0.iter().map(|corner| corner.lon).sum::<f64>() / count;
        let lat = self.0.iter().map(|corner| corner.lat).sum::<f64>() / count;
        Point::new(lon, lat)
    }

    /// Divides the ground into `parts` of similar size by straight cuts across the longer direction.
    pub(crate) fn subdivide(&self, rng: &mut impl Rng, parts: usize) -> Vec<Polygon> {
        if parts <= 1 {
            return vec![self.clone()];
        }
        let first = parts / 2;
        let share = first as f64 / parts as f64 * rng.random_range(0.92..1.08);
        let (one, other) = self.cut_across(rng, share);
        let mut pieces = one.subdivide(rng, first);
        pieces.extend(other.subdivide(rng, parts - first));
        pieces
    }

    /// The part that lies nearer to `own` than to `other`.
    pub(crate) fn nearer_to(&self, own: Point, other: Point) -> Polygon {
        let normal = own.to(other);
        let middle = own.towards(other, 0.5);
        self.cut(&Line::through(middle, normal)).0
    }

    /// A place inside, some way from the centre but at most `metres_max` from it.
    pub(crate) fn place_near_centre(&self, rng: &mut impl Rng, metres_max: f64) -> Point {
        let centre = self.centre();
        let corner = rng.random_range(0..self.0.len());
        let next = (corner + 1) % self.0.len();
        let border = self.0[corner].towards(self.0[next], rng.random());
        let reach = (metres_max / centre.distance_m(border).max(1.0)).min(0.85);
        // The root spreads the places evenly over the ground instead of crowding them in the middle.
        centre.towards(border, reach * rng.random::<f64>().sqrt())
    }

    fn cut_across(&self, rng: &mut impl Rng, share: f64) -> (Polygon, Polygon) {
        let (east, north) = self.longest_way();
        let tilt = rng.random_range(-0.25..0.25);
        let normal = (east - north * tilt, north + east * tilt);
        let along = |point: &Point| Line::through(*point, normal).offset;
        let mut low = self.0.iter().map(along).fold(f64::INFINITY, f64::min);
        let mut high = self.0.iter().map(along).fold(f64::NEG_INFINITY, f64::max);
        let wanted = self.area() * share;
        let mut pieces = (self.clone(), self.clone());
        for _ in 0..BISECTIONS {
            let offset = f64::midpoint(low, high);
            pieces = self.cut(&Line { normal, offset });
            if pieces.0.area() < wanted {
                low = offset;
            } else {
                high = offset;
            }
        }
        pieces
    }

    /// What lies before the line, and what lies behind it.
    fn cut(&self, line: &Line) -> (Polygon, Polygon) {
        let (mut before, mut behind) = (Vec::new(), Vec::new());
        for (from, to) in self.edges() {
            let (here, there) = (line.beyond(from), line.beyond(to));
            if here <= 0.0 {
                before.push(from);
            }
            if here >= 0.0 {
                behind.push(from);
            }
            if here * there < 0.0 {
                let crossing = from.towards(to, here / (here - there));
                before.push(crossing);
                behind.push(crossing);
            }
        }
        before.dedup();
        behind.dedup();
        (Polygon(before), Polygon(behind))
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> {
        let next = self.0.iter().cycle().skip(1);
        self.0.iter().copied().zip(next.copied())
    }

    /// In square degrees of latitude.
    fn area(&self) -> f64 {
        let Some(&origin) = self.0.first() else {
            return 0.0;
        };
        let twice: f64 = self
            .edges()
            .map(|(from, to)| {
                let (from, to) = (origin.to(from), origin.to(to));
                from.0 * to.1 - from.1 * to.0
            })
            .sum();
        twice / 2.0
    }

    fn longest_way(&self) -> (f64, f64) {
        let mut longest = (1.0, 0.0);
        let mut length = 0.0;
        for (place, from) in self.0.iter().enumerate() {
            for to in &self.0[place + 1..] {
                let way = from.to(*to);
                let squared = way.0 * way.0 + way.1 * way.1;
                if squared > length {
                    (longest, length) = (way, squared);
                }
            }
        }
        longest
    }
}

/// All points whose way along `normal` is `offset`.
struct Line {
    normal: (f64, f64),
    offset: f64,
}

impl Line {
    fn through(point: Point, normal: (f64, f64)) -> Self {
        let (east, north) = ORIGIN.to(point);
        Self { normal, offset: east * normal.0 + north * normal.1 }
    }

    /// Positive behind the line, negative before it.
    fn beyond(&self, point: Point) -> f64 {
        Self::through(point, self.normal).offset - self.offset
    }
}

/// Near the city, so that differences keep their digits.
const ORIGIN: Point = Point { lon: 118.2, lat: 39.6 };

/// The cosine of 39.7° north.
const LON_SHRINKS: f64 = 0.7694;
const METRES_PER_DEGREE: f64 = 111_200.0;

/// Degrees by which rounded corners may lie beside the edge that they were cut from.
const ROUNDING: f64 = 2e-7;

/// Halves the uncertainty of a cut down to the rounding of coordinates.
const BISECTIONS: usize = 32;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn square() -> Polygon {
        let corner = Point::new;
        Polygon(vec![
            corner(118.0, 39.0),
            corner(118.1, 39.0),
            corner(118.1, 39.1),
            corner(118.0, 39.1),
        ])
    }

    #[test]
    fn measures_in_metres() {
        let metres = Point::new(118.0, 39.5).distance_m(Point::new(118.0, 39.51));
        assert!((1_100.0..1_125.0).contains(&metres), "{metres}");
        assert!((90.0..100.0).contains(&square().area_km2()), "{}", square().area_km2());
    }

    proptest! {
        #[test]
        fn the_pieces_fill_the_ground_and_do_not_overlap(seed: u64, parts in 1_usize..40) {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let pieces = square().subdivide(&mut rng, parts);
            prop_assert_eq!(pieces.len(), parts);
            let sum: f64 = pieces.iter().map(Polygon::area).sum();
            prop_assert!((sum - square().area()).abs() < 1e-6);
            let mean = square().area() / parts as f64;
            for piece in &pieces {
                prop_assert!(piece.area() > mean * 0.3 && piece.area() < mean * 3.0);
                prop_assert!(piece.corners().iter().all(|corner| square().contains(*corner)));
                prop_assert!(piece.contains(piece.place_near_centre(&mut rng, 300.0)));
            }
        }
    }
}
