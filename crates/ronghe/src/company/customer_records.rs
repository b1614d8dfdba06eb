//! The city's customers as the marketing system knows them: what the platform keeps for its terminals.

use anyhow::Context as _;
use city::{City, Customer, Station, UsageClass};
use rand::{Rng, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use vocabulary::{Instant, hours};

/// Records of a station's customers at `now`, in batches that go in one message, with the message's id.
pub fn customer_batches(city: &City, station: &Station, now: Instant) -> Vec<(String, Vec<Value>)> {
    let customers = station.areas().flat_map(|area| city.customers_of(station, area));
    let mut rng = ChaCha8Rng::seed_from_u64(city.seed);
    rng.set_stream(RECORDS_STREAM);
    let records: Vec<_> = customers.map(|customer| record(&mut rng, &customer, now)).collect();
    let batches = records.chunks(BATCH).zip(1..);
    batches.map(|(batch, n)| (format!("C-{}-{n}", station.code), batch.to_vec())).collect()
}

/// A newer record of a customer: nothing forbids a stop, but that he may owe nothing.
///
/// # Errors
/// When the city has no such customer.
pub fn owing(
    city: &City,
    customer: &Customer,
    revision: u64,
    owed_fen: Option<u64>,
    now: Instant,
) -> anyhow::Result<Value> {
    let station = city.stations.iter().find(|one| one.code == customer.station);
    let batches = customer_batches(city, station.context("no such station")?, now);
    let mut records = batches.into_iter().flat_map(|(_, records)| records);
    let found = records.find(|record| record["customer_no"] == json!(customer.customer_no));
    let mut record = found.context("no such customer")?;
    for flag in ["critical", "life_support", "guard_on", "complaints", "arrears"] {
        record.as_object_mut().context("a record has members")?.remove(flag);
    }
    record["revision"] = revision.into();
    if let Some(amount_fen) = owed_fen {
        record["arrears"] = json!({ "amount_fen": amount_fen, "months": 2, "as_of": now });
    }
    if record["available_balance_fen"].is_i64() {
        let owed = owed_fen.and_then(|fen| i64::try_from(fen).ok());
        record["available_balance_fen"] = owed.map_or(PAID_AHEAD_FEN, |fen| -fen).into();
    }
    Ok(record)
}

/// What the marketing system knows of a customer.
fn record(rng: &mut impl Rng, customer: &Customer, now: Instant) -> Value {
    let residential = customer.usage_class == UsageClass::Residential;
    let multiplier = if customer.contract_capacity_w > TRANSFORMERS_FROM_W { 20 } else { 1 };
    let mut record = json!({
        "customer_no": customer.customer_no, "revision": 1, "as_of": now,
        "area_code": customer.area.as_str(), "customer_name": customer.name,
        "service_address": customer.address, "mobile": customer.mobile,
        "usage_class": usage_class(customer.usage_class),
        "industry_code": if residential { "9910" } else { "5212" },
        "tariff": if residential { "RES-TIERED" } else { "COM-TOU" },
        "contract_capacity_w": customer.contract_capacity_w,
        "supply_voltage_v": if residential { 220 } else { 380 },
        "fee_control": if residential { "remote" } else { "none" },
        "position": {
            "lon_e7": e7(customer.position.lon), "lat_e7": e7(customer.position.lat),
        },
        "metering_points": [{ "point_no": "01", "meters": [{
            "asset_no": customer.meter_asset_no, "comm_address": customer.comm_address,
            "multiplier": multiplier, "phase": if residential { "single" } else { "three" },
        }] }],
        "readings": readings(rng, customer, now),
        "seals": [{
            "seal_no": format!("FY{}", &customer.customer_no.as_str()[2..]),
            "place": "meter_cover", "applied_at": days_before(now, 400),
        }],
    });
    if rng.random_bool(0.06) {
        let months: u64 = rng.random_range(1..4);
        record["arrears"] = json!({
            "amount_fen": months * rng.random_range(4_000..12_000), "months": months, "as_of": now,
        });
    }
    if residential {
        record["available_balance_fen"] = json!(rng.random_range(-2_000..30_000));
    }
    if rng.random_bool(0.02) {
        record["complaints"] = json!([{
            "at": days_before(now, rng.random_range(10..300)), "kind": "电压偏低", "state": "closed",
        }]);
    }
    for (flag, share) in [("critical", 0.01), ("life_support", 0.005), ("guard_on", 0.005)] {
        if rng.random_bool(share) {
            record[flag] = true.into();
        }
    }
    record
}

/// Those of the last three months, 10⁻⁴ kWh.
fn readings(rng: &mut impl Rng, customer: &Customer, now: Instant) -> Vec<Value> {
    let mut value_kwh_e4: u64 = rng.random_range(2_000_000..200_000_000);
    let months = [63, 33, 2];
    months
        .map(|days| {
            value_kwh_e4 += rng.random_range(600_000..4_000_000);
            json!({
                "asset_no": customer.meter_asset_no, "register": "total",
                "at": days_before(now, days), "value_kwh_e4": value_kwh_e4,
            })
        })
        .to_vec()
}

const fn usage_class(class: UsageClass) -> &'static str {
    match class {
        UsageClass::Residential => "residential",
        UsageClass::Commercial => "commercial",
        UsageClass::NonResidential => "non_residential",
        UsageClass::Agricultural => "agricultural",
        UsageClass::Industrial => "industrial",
    }
}

fn days_before(now: Instant, days: u64) -> Instant {
    now.shifted(-(hours(24 * days).as_micros() as i64))
}

fn e7(degrees: f64) -> i64 {
    // Degrees of the city are whole multiples of 10⁻⁷ already.
    (degrees * 1e7).round() as i64
}

const PAID_AHEAD_FEN: i64 = 10_000;
/// Records of one message: half of what the platform takes.
const BATCH: usize = 100;
/// Metered through current transformers from here on.
const TRANSFORMERS_FROM_W: u32 = 50_000;
/// Far behind the city's own streams.
const RECORDS_STREAM: u64 = 1 << 53;

#[cfg(test)]
mod tests {
    use super::*;
    use city::Size;
    use std::collections::BTreeSet;
    use sync::CustomerRecord;

    #[test]
    fn every_record_is_one_for_the_platform_and_every_customer_has_one() {
        let city = City::generate(3, Size::demo());
        let station = &city.stations[0];
        let now = Instant::from_micros(1_790_000_000_000_000);
        let batches = customer_batches(&city, station, now);
        let ids: BTreeSet<_> = batches.iter().map(|(id, _)| id).collect();
        assert_eq!(ids.len(), batches.len());
        let mut numbers = BTreeSet::new();
        for record in batches.iter().flat_map(|(_, records)| records) {
            let record: CustomerRecord = serde_json::from_value(record.clone()).expect("a record");
            assert_eq!(record.check(), Ok(()));
            assert!(numbers.insert(record.customer_no));
        }
        assert_eq!(numbers.len(), 1_200);
        assert!(batches.iter().all(|(_, records)| json!(records).to_string().len() < 1 << 20));
    }
}
