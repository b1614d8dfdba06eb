//! The low-voltage network of a station: grid cells, transformer areas, meter boxes.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};

use crate::codes::{AreaCode, BoxCode, GridCode, StaffNo, StationCode};
use crate::ground::{Point, Polygon};
use crate::places::{Town, village_stem};
use crate::size::Size;
use crate::staff::Person;

/// Grid cell (网格): the areas of one manager.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GridCell {
    pub code: GridCode,
    pub name: String,
    pub polygon: Polygon,
    /// A角: in charge.
    pub primary: StaffNo,
    /// B角: stands in; in charge of the next grid.
    pub backup: StaffNo,
    pub areas: Vec<TransformerArea>,
}

/// Transformer area (台区): what one distribution transformer feeds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TransformerArea {
    pub code: AreaCode,
    /// As on the sign at the transformer: 倴城镇东街1号公变.
    pub name: String,
    /// Village or community (村、社区).
    pub village: String,
    pub polygon: Polygon,
    pub transformer: Point,
    pub capacity_kva: u32,
    /// Highest load of the last year, in percent of the capacity; above 100 in an overloaded area.
    pub load_percent: u32,
    pub boxes: Vec<MeterBox>,
    /// Place among the areas of the city, from 0.
    pub ordinal: u64,
}

/// Meter box (表箱) with numbered positions (表位); the first ones are taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeterBox {
    pub code: BoxCode,
    pub position: Point,
    pub slots: u8,
    pub free_slots: Vec<u8>,
}

impl MeterBox {
    #[must_use]
    pub fn taken_slots(&self) -> u8 {
        self.slots - self.free_slots.len() as u8
    }
}

/// Lays out one station's network.
pub(crate) struct Layout<'a> {
    pub station: &'a StationCode,
    pub town: &'a Town,
    pub size: &'a Size,
    /// The station's area managers, two at least.
    pub managers: &'a [&'a Person],
    /// Areas of the city that are laid out already.
    pub areas_before: u64,
}

impl Layout<'_> {
    pub(crate) fn grids(&self, rng: &mut impl Rng, territory: &Polygon) -> Vec<GridCell> {
        let cells = territory.subdivide(rng, self.size.grids_per_station);
        let mut signs = Signs::default();
        cells
            .into_iter()
            .enumerate()
            .map(|(place, polygon)| self.grid(rng, place, polygon, &mut signs))
            .collect()
    }

    fn grid(
        &self,
        rng: &mut impl Rng,
        place: usize,
        polygon: Polygon,
        signs: &mut Signs,
    ) -> GridCell {
        let first = place * self.size.areas_per_grid;
        let areas = polygon
            .subdivide(rng, self.size.areas_per_grid)
            .into_iter()
            .enumerate()
            .map(|(at, ground)| self.area(rng, first + at, ground, signs))
            .collect();
        let manager = |place: usize| self.managers[place % self.managers.len()].staff_no.clone();
        GridCell {
            code: GridCode::new(format!("{}-{:02}", self.station, place + 1)),
            name: format!("{}第{}网格", self.town.stem(), place + 1),
            polygon,
            primary: manager(place),
            backup: manager(place + 1),
            areas,
        }
    }

    fn area(
        &self,
        rng: &mut impl Rng,
        place: usize,
        polygon: Polygon,
        signs: &mut Signs,
    ) -> TransformerArea {
        let code = AreaCode::new(format!("{}-{:04}", self.station, place + 1));
        let village = &self.town.villages[place % self.town.villages.len()];
        TransformerArea {
            name: signs.name(self.town, village),
            village: village.clone(),
            transformer: polygon.centre(),
            capacity_kva: CAPACITIES_KVA[rng.random_range(0..CAPACITIES_KVA.len())],
            load_percent: rng.random_range(25..=105),
            boxes: self.boxes(rng, &code, &polygon),
            ordinal: self.areas_before + place as u64,
            polygon,
            code,
        }
    }

    /// Hangs boxes until every customer has a position, one box in four full.
    fn boxes(&self, rng: &mut impl Rng, area: &AreaCode, ground: &Polygon) -> Vec<MeterBox> {
        let mut boxes = Vec::new();
        let mut without = self.size.customers_per_area;
        while without > 0 {
            let slots = BOX_SLOTS[rng.random_range(0..BOX_SLOTS.len())];
            let free = if rng.random_bool(0.25) { 0 } else { rng.random_range(1..slots) };
            let taken = usize::from(slots - free).min(without) as u8;
            without -= usize::from(taken);
            boxes.push(MeterBox {
                code: BoxCode::new(format!("{area}-{:03}", boxes.len() + 1)),
                position: ground.place_near_centre(rng, LOW_VOLTAGE_REACH_M),
                slots,
                free_slots: (taken + 1..=slots).collect(),
            });
        }
        boxes
    }
}

/// Counts the transformers per village, for their signs. Two villages may share a stem.
#[derive(Default)]
struct Signs(BTreeMap<String, u32>);

impl Signs {
    fn name(&mut self, town: &Town, village: &str) -> String {
        let stem = village_stem(village);
        let count = self.0.entry(stem.to_owned()).or_default();
        *count += 1;
        format!("{}{stem}{count}号公变", town.name)
    }
}

const CAPACITIES_KVA: [u32; 7] = [100, 160, 200, 200, 315, 400, 630];
const BOX_SLOTS: [u8; 5] = [4, 6, 6, 9, 12];

/// How far from its transformer a low-voltage customer may live.
const LOW_VOLTAGE_REACH_M: f64 = 400.0;
