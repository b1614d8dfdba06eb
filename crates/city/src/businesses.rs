//! Businesses that ask to be supplied, as a marketing system hands them over.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use vocabulary::{Mobile, OrderNo, UnifiedSocialCreditCode};

use crate::applications::{OrderSeries, one_of};
use crate::city::City;
use crate::codes::{AreaCode, BoxCode, StationCode};
use crate::customers::UsageClass;
use crate::ground::Point;
use crate::names::Name;
use crate::synthetic;

/// A business (非居民客户) whose load is too large for a household's meter: three phases, through transformers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BusinessApplication {
    pub order_no: OrderNo,
    /// As on the licence: 滦南县倴城镇兴福餐馆.
    pub name: String,
    pub credit_code: UnifiedSocialCreditCode,
    /// Who speaks and signs for it (联系人).
    pub contact: String,
    pub mobile: Mobile,
    pub address: String,
    pub station: StationCode,
    pub area: AreaCode,
    pub position: Point,
    /// The box from which it can be reached.
    pub meter_box: BoxCode,
    pub requested_capacity_w: u32,
    pub usage_class: UsageClass,
    /// GB/T 4754-2017, four digits.
    pub industry_code: String,
}

impl City {
    /// Businesses without end, spread over all areas.
    pub fn business_applications(&self) -> impl Iterator<Item = BusinessApplication> + '_ {
        (0..u64::MAX).map(|n| self.business_application(n))
    }

    fn business_application(&self, n: u64) -> BusinessApplication {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(BUSINESSES_STREAM + n);
        let (station, area) = self.some_area(&mut rng);
        let near = one_of(&mut rng, &area.boxes);
        let (trade, industry_code, usage_class) = *one_of(&mut rng, &TRADES);
        let sign = one_of(&mut rng, &SIGNS);
        BusinessApplication {
            order_no: self.order_no(OrderSeries::Business, n),
            name: format!("{}{}{sign}{trade}", station.county_name, station.town),
            credit_code: credit_code(&mut rng),
            contact: Name::make(&mut rng).hanzi,
            mobile: synthetic::customer_mobile(FIRST_MOBILE + n),
            address: self.address(&mut rng, station, area),
            station: station.code.clone(),
            area: area.code.clone(),
            position: near.position.towards(area.transformer, rng.random_range(0.0..0.2)),
            meter_box: near.code.clone(),
            requested_capacity_w: one_of(&mut rng, &[60, 70, 80, 90]) * 1_000,
            usage_class,
            industry_code: industry_code.to_owned(),
        }
    }
}

/// A code of the division 130299, which does not exist: no organisation can bear it.
fn credit_code(rng: &mut impl Rng) -> UnifiedSocialCreditCode {
    let body = format!("92130299MA{:07}", rng.random_range(0..10_000_000));
    let check = UnifiedSocialCreditCode::check_character(&body).expect("digits and capitals");
    synthetic::passing(&format!("{body}{check}"))
}

const TRADES: [(&str, &str, UsageClass); 6] = [
    ("餐馆", "6210", UsageClass::Commercial),
    ("超市", "5212", UsageClass::Commercial),
    ("宾馆", "6121", UsageClass::Commercial),
    ("汽修厂", "8111", UsageClass::Commercial),
    ("食品厂", "1411", UsageClass::Industrial),
    ("木器厂", "2110", UsageClass::Industrial),
];

const SIGNS: [&str; 8] = ["兴福", "好味", "顺达", "宏源", "永和", "天成", "家家乐", "新世纪"];

/// Far behind the streams of the households' applications.
const BUSINESSES_STREAM: u64 = 1 << 45;
/// Behind every household of the largest city and its applications.
const FIRST_MOBILE: u64 = 40_000_000;
