//! Applications for a connection, as a marketing system hands them over.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use vocabulary::{IdNo, Mobile, OrderNo};

use crate::city::{City, Station};
use crate::codes::{AreaCode, BoxCode, StationCode};
use crate::customers::UsageClass;
use crate::ground::Point;
use crate::names::Name;
use crate::network::TransformerArea;
use crate::synthetic;

/// A low-voltage residential connection (低压居民新装) that has been asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Application {
    pub order_no: OrderNo,
    pub applicant: String,
    pub id_no: IdNo,
    pub mobile: Mobile,
    pub address: String,
    pub station: StationCode,
    pub area: AreaCode,
    /// Where the premises are; the box is near.
    pub position: Point,
    /// The nearest box with a free position; `None` when the area has none and a box must be hung first.
    pub meter_box: Option<BoxCode>,
    pub requested_capacity_w: u32,
    pub supply_voltage_v: u32,
    pub tariff: Tariff,
    pub usage_class: UsageClass,
    /// Seconds after the first application could have come; never less than the one before.
    pub accepted_after_s: u64,
}

/// The price (电价) that a household may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tariff {
    /// 居民阶梯电价
    ResidentialTiered,
    /// 居民峰谷分时电价
    ResidentialTimeOfUse,
}

impl City {
    /// Applications without end, about one in five minutes, spread over all areas.
    pub fn applications(&self) -> impl Iterator<Item = Application> + '_ {
        (0..u64::MAX).map(|n| self.application(n))
    }

    /// The `n`th application, from 0.
    #[must_use]
    pub fn application(&self, n: u64) -> Application {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(APPLICATIONS_STREAM + n);
        let (station, area) = self.some_area(&mut rng);
        let near = one_of(&mut rng, &area.boxes);
        let position = near.position.towards(area.transformer, rng.random_range(0.0..0.2));
        let three_phase = rng.random_bool(0.1);
        let nearest_free = area
            .boxes
            .iter()
            .filter(|meter_box| !meter_box.free_slots.is_empty())
            .min_by_key(|meter_box| meter_box.position.distance_m(position) as u64);
        Application {
            order_no: self.order_no(OrderSeries::Household, n),
            applicant: Name::make(&mut rng).hanzi,
            id_no: synthetic::id_no(&mut rng),
            mobile: synthetic::customer_mobile(self.customer_count() + n),
            address: self.address(&mut rng, station, area),
            station: station.code.clone(),
            area: area.code.clone(),
            position,
            meter_box: nearest_free.map(|meter_box| meter_box.code.clone()),
            requested_capacity_w: requested_capacity_w(&mut rng, three_phase),
            supply_voltage_v: if three_phase { 380 } else { 220 },
            tariff: tariff(&mut rng),
            usage_class: UsageClass::Residential,
            accepted_after_s: n * INTERVAL_S + rng.random_range(0..INTERVAL_S),
        }
    }

    pub(crate) fn some_area(&self, rng: &mut impl Rng) -> (&Station, &TransformerArea) {
        let station = one_of(rng, &self.stations);
        let grid = one_of(rng, &station.grids);
        (station, one_of(rng, &grid.areas))
    }

    /// The `n`th number of a series, from 0: the city, four digits of the seed, the series, the count. Cities of
    /// neighbouring seeds do not share numbers.
    #[must_use]
    pub fn order_no(&self, series: OrderSeries, n: u64) -> OrderNo {
        let count = series as u64 * SERIES_LEN + n + 1;
        synthetic::passing(&format!("1302{:04}{count:08}", self.seed % 10_000))
    }
}

/// What orders are numbered by; the marketing system has a series of its own for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderSeries {
    /// Households' connections.
    Household,
    /// Businesses' connections.
    Business,
    /// What is done for customers who are supplied already.
    Customer,
    /// Reading routes.
    Route,
}

fn requested_capacity_w(rng: &mut impl Rng, three_phase: bool) -> u32 {
    let kilowatts: &[u32] = if three_phase { &[15, 20, 30] } else { &[4, 6, 8, 10] };
    one_of(rng, kilowatts) * 1_000
}

fn tariff(rng: &mut impl Rng) -> Tariff {
    if rng.random_bool(0.7) { Tariff::ResidentialTiered } else { Tariff::ResidentialTimeOfUse }
}

/// Any of them; there is always one.
pub(crate) fn one_of<'a, T>(rng: &mut impl Rng, all: &'a [T]) -> &'a T {
    &all[rng.random_range(0..all.len())]
}

/// Far behind the streams of the customers' areas.
const APPLICATIONS_STREAM: u64 = 1 << 40;
const INTERVAL_S: u64 = 300;
/// Numbers of one series.
const SERIES_LEN: u64 = 25_000_000;
