//! Customers, made one at a time.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use vocabulary::{AssetNo, CommAddress, CustomerNo, IdNo, Mobile};

use crate::city::{City, Station};
use crate::codes::{AreaCode, BoxCode, StationCode};
use crate::ground::Point;
use crate::names::Name;
use crate::network::TransformerArea;
use crate::synthetic;

/// Who is supplied (用电客户).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    pub customer_no: CustomerNo,
    pub name: String,
    pub id_no: IdNo,
    pub mobile: Mobile,
    pub address: String,
    pub usage_class: UsageClass,
    pub contract_capacity_w: u32,
    pub station: StationCode,
    pub area: AreaCode,
    pub meter_box: BoxCode,
    /// Position in the box, from 1.
    pub slot: u8,
    pub position: Point,
    pub meter_asset_no: AssetNo,
    pub comm_address: CommAddress,
}

/// What the electricity is used for (用电类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsageClass {
    /// 居民生活
    Residential,
    /// 商业
    Commercial,
    /// 非居民照明
    NonResidential,
    /// 农业生产
    Agricultural,
    /// 普通工业
    Industrial,
}

impl City {
    /// Every customer, area by area; holds one at a time.
    pub fn customers(&self) -> impl Iterator<Item = Customer> + '_ {
        self.areas().flat_map(|(station, area)| self.customers_of(station, area))
    }

    /// The customers of one area, the same ones in the same order as in [`City::customers`].
    pub fn customers_of<'a>(
        &'a self,
        station: &'a Station,
        area: &'a TransformerArea,
    ) -> impl Iterator<Item = Customer> + 'a {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(CUSTOMERS_STREAM + area.ordinal);
        let first = area.ordinal * self.size.customers_per_area as u64;
        let positions = area
            .boxes
            .iter()
            .flat_map(|meter_box| (1..=meter_box.taken_slots()).map(move |slot| (meter_box, slot)));
        positions.zip(first..).map(move |((meter_box, slot), n)| {
            let usage_class = usage_class(&mut rng);
            let meter_asset_no = synthetic::asset_no(n);
            Customer {
                customer_no: synthetic::customer_no(n),
                name: Name::make(&mut rng).hanzi,
                id_no: synthetic::id_no(&mut rng),
                mobile: synthetic::customer_mobile(n),
                address: self.address(&mut rng, station, area),
                usage_class,
                contract_capacity_w: contract_capacity_w(&mut rng, usage_class),
                station: station.code.clone(),
                area: area.code.clone(),
                meter_box: meter_box.code.clone(),
                slot,
                position: meter_box.position,
                comm_address: synthetic::comm_address(&meter_asset_no),
                meter_asset_no,
            }
        })
    }

    /// 河北省唐山市滦南县倴城镇东街村12号; in a community, building, entrance and flat.
    pub(crate) fn address(
        &self,
        rng: &mut impl Rng,
        station: &Station,
        area: &TransformerArea,
    ) -> String {
        let Station { county_name, town, .. } = station;
        let village = &area.village;
        let place = format!("{}{county_name}{town}{village}", self.company.region);
        if !village.ends_with("社区") {
            return format!("{place}{}号", rng.random_range(1..=420));
        }
        let (building, entrance) = (rng.random_range(1..=28), rng.random_range(1..=4));
        let (floor, flat) = (rng.random_range(1..=6), rng.random_range(1..=2));
        format!("{place}{building}号楼{entrance}单元{floor}0{flat}室")
    }
}

fn usage_class(rng: &mut impl Rng) -> UsageClass {
    match rng.random_range(0..100) {
        0..88 => UsageClass::Residential,
        88..94 => UsageClass::Commercial,
        94..96 => UsageClass::NonResidential,
        96..98 => UsageClass::Agricultural,
        _ => UsageClass::Industrial,
    }
}

fn contract_capacity_w(rng: &mut impl Rng, usage_class: UsageClass) -> u32 {
    match usage_class {
        UsageClass::Residential => [4_000, 6_000, 8_000][rng.random_range(0..3)],
        _ => rng.random_range(5..=60) * 1_000,
    }
}

/// Streams of the generator below this one are the city's own.
const CUSTOMERS_STREAM: u64 = 1_000;
