//! The city as GeoJSON, so that a base map can be drawn without any map service.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::city::{City, CountyCompany, Station};
use crate::ground::{Point, Polygon};
use crate::network::GridCell;

impl City {
    /// A GeoJSON `FeatureCollection` (RFC 7946), from the ground up: counties, towns, grids, areas, rivers, roads,
    /// places.
    ///
    /// Each feature has the properties `kind` (`county`, `town`, `grid`, `area`, `river`, `main_road`, `road`, `lane`,
    /// `place`), `code` and `name`; roads and rivers have no code.
    #[must_use]
    pub fn base_map(&self) -> Value {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(MAP_STREAM);
        let grids = || self.stations.iter().flat_map(|station| &station.grids);

        let mut features: Vec<Value> = self.counties.iter().map(county).collect();
        features.extend(self.stations.iter().map(town));
        features.extend(grids().map(grid));
        features.extend(
            self.areas()
                .map(|(_, area)| surface("area", area.code.as_str(), &area.name, &area.polygon)),
        );
        features.extend(self.counties.iter().map(|county| river(&mut rng, county)));
        features.extend(self.main_roads(&mut rng));
        features.extend(self.stations.iter().flat_map(|station| roads(&mut rng, station)));
        features.extend(grids().flat_map(|grid| lanes(&mut rng, grid)));
        features.extend(self.stations.iter().map(place));
        json!({ "type": "FeatureCollection", "features": features })
    }

    /// From each county's centre to its towns.
    fn main_roads(&self, rng: &mut impl Rng) -> Vec<Value> {
        let centre_of = |station: &Station| {
            self.counties.iter().find(|county| county.code == station.county).map(|c| c.centre)
        };
        self.stations
            .iter()
            .filter_map(|station| Some((centre_of(station)?, station)))
            .map(|(centre, station)| {
                let name = format!("{}路", station.town);
                line("main_road", &name, winding(rng, centre, station.centre, 8, 0.06))
            })
            .collect()
    }
}

fn county(county: &CountyCompany) -> Value {
    surface("county", county.code.as_str(), &county.county, &county.territory)
}

fn town(station: &Station) -> Value {
    surface("town", station.code.as_str(), &station.town, &station.territory)
}

fn grid(grid: &GridCell) -> Value {
    surface("grid", grid.code.as_str(), &grid.name, &grid.polygon)
}

fn place(station: &Station) -> Value {
    let Point { lon, lat } = station.centre;
    let geometry = json!({ "type": "Point", "coordinates": [lon, lat] });
    feature("place", Some(station.code.as_str()), &station.town, geometry)
}

/// Rivers here run from the mountains in the north to the sea in the south.
fn river(rng: &mut impl Rng, county: &CountyCompany) -> Value {
    let corners = county.territory.corners();
    let furthest = |sign: f64| {
        corners
            .iter()
            .copied()
            .max_by(|one, other| (one.lat * sign).total_cmp(&(other.lat * sign)))
            .unwrap_or(county.centre)
    };
    let course = winding(rng, furthest(1.0), furthest(-1.0), 24, 0.03);
    let name = format!("{}河", county.county.trim_end_matches(['县', '区', '市']));
    line("river", &name, course)
}

/// From the town to the middle of each grid.
fn roads(rng: &mut impl Rng, station: &Station) -> Vec<Value> {
    let mut road = |grid: &GridCell| {
        line("road", &grid.name, winding(rng, station.centre, grid.polygon.centre(), 5, 0.08))
    };
    station.grids.iter().map(&mut road).collect()
}

/// From the middle of a grid to its transformers.
fn lanes(rng: &mut impl Rng, grid: &GridCell) -> Vec<Value> {
    let middle = grid.polygon.centre();
    let mut lane = |to: Point, name: &str| line("lane", name, winding(rng, middle, to, 3, 0.1));
    grid.areas.iter().map(|area| lane(area.transformer, &area.village)).collect()
}

/// A way from one point to the other that strays sideways by up to `stray` of its length.
fn winding(rng: &mut impl Rng, from: Point, to: Point, bends: u32, stray: f64) -> Vec<Point> {
    let mut way = vec![from];
    for bend in 1..bends {
        let on = from.towards(to, f64::from(bend) / f64::from(bends));
        let aside = rng.random_range(-stray..stray);
        let (east, north) = (to.lon - from.lon, to.lat - from.lat);
        way.push(Point::new(on.lon - north * aside, on.lat + east * aside));
    }
    way.push(to);
    way
}

fn surface(kind: &str, code: &str, name: &str, polygon: &Polygon) -> Value {
    let geometry = json!({ "type": "Polygon", "coordinates": [polygon.ring()] });
    feature(kind, Some(code), name, geometry)
}

fn line(kind: &str, name: &str, way: Vec<Point>) -> Value {
    let coordinates: Vec<_> = way.iter().map(|point| [point.lon, point.lat]).collect();
    feature(kind, None, name, json!({ "type": "LineString", "coordinates": coordinates }))
}

fn feature(kind: &str, code: Option<&str>, name: &str, geometry: Value) -> Value {
    let mut properties = json!({ "kind": kind, "name": name });
    if let Some(code) = code {
        properties["code"] = code.into();
    }
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

/// Stream 0 is the ground's, 1 the people's.
const MAP_STREAM: u64 = 2;
