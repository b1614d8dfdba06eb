//! What the marketing system asks for customers who are supplied already: more capacity, a reading, their arrears.

use city::{City, Customer, OrderSeries, Station, UsageClass};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};
use time::{Date, Duration, macros::offset};
use vocabulary::{Instant, OrderNo};

use super::custody::Custody;

/// An order that a generated customer, or a route of them, gives rise to.
pub struct CustomerOrder {
    pub order_no: OrderNo,
    pub data: Value,
}

/// Customers of a station who pay as businesses, each asking for 60 kW (低压增容).
pub fn increases_of<'a>(
    city: &'a City,
    station: &'a str,
) -> impl Iterator<Item = CustomerOrder> + 'a {
    let businesses = city.customers().filter(move |customer| {
        customer.station.as_str() == station
            && customer.usage_class == UsageClass::Commercial
            && customer.contract_capacity_w < INCREASED_W
    });
    (0..).zip(businesses).map(|(n, customer)| {
        let custody = Custody::of(city.seed, FIRST_CUSTODY + n);
        let mut data = of_customer(&customer);
        let increase = json!({
            "business_kind": "capacity_increase",
            "contract": { "capacity_w": customer.contract_capacity_w },
            "old_meter": {
                "asset_no": customer.meter_asset_no,
                "last_reading_total_ckwh": reading(city.seed, n).previous,
            },
            "channel": "online", "usage_class": "commercial", "industry_code": "5212",
            "tariff": "COM-TOU", "supply_voltage": 380, "requested_capacity_w": INCREASED_W,
            "line_id": format!("L-{}", customer.station), "premises_arrears": "none",
            "open_orders_here": [], "meters": custody.meters(), "seals_in_custody": custody.seals,
        });
        extend(&mut data, increase);
        CustomerOrder { order_no: city.order_no(OrderSeries::Customer, n), data }
    })
}

/// Customers of a station who have not paid for a while (催费).
pub fn arrears_of<'a>(
    city: &'a City,
    station: &'a str,
    today: Date,
) -> impl Iterator<Item = CustomerOrder> + 'a {
    let households = city.customers().filter(move |customer| {
        customer.station.as_str() == station && customer.usage_class == UsageClass::Residential
    });
    (FIRST_ARREARS..).zip(households).map(move |(n, customer)| {
        let mut rng = ChaCha8Rng::seed_from_u64(city.seed);
        rng.set_stream(CUSTOMERS_STREAM + n);
        let months: u32 = rng.random_range(1..4);
        let amount_fen: u32 = months * rng.random_range(4_000..12_000);
        let oldest = today - Duration::days(30 * i64::from(months));
        let mut data = of_customer(&customer);
        let arrears = json!({
            "arrears": {
                "bill_no": format!("ZD-{}-{months}", customer.customer_no),
                "oldest_month": month(oldest),
                "months_count": months, "amount_fen": amount_fen,
                "late_fee_fen": amount_fen / 50, "dispute_open": false,
            },
            "supply": { "guard_on": false, "life_support": false },
            "critical": false, "hardship": false,
        });
        extend(&mut data, arrears);
        CustomerOrder { order_no: city.order_no(OrderSeries::Customer, n), data }
    })
}

/// The routes of a station: the customers of one transformer area each, due in two days (抄表). Their data are prepared
/// before that.
pub fn routes_of<'a>(
    city: &'a City,
    station: &'a Station,
    today: Date,
) -> impl Iterator<Item = CustomerOrder> + 'a {
    let due_day = today + Duration::days(2);
    let due = due_day.midnight().assume_offset(offset!(+8));
    (0..).zip(station.areas()).map(move |(n, area)| {
        let mut meters = Map::new();
        for (place, customer) in (0..).zip(city.customers_of(station, area)) {
            let Reading { previous, usual } = reading(city.seed, area.ordinal * AREA_LEN + place);
            let record = json!({
                "customer_no": customer.customer_no, "comm_address": customer.comm_address,
                "rates": false, "previous_total_ckwh": previous, "usual_total_ckwh": usual,
                "register_size_ckwh": 100_000_000,
                "lon": customer.position.lon, "lat": customer.position.lat,
            });
            meters.insert(customer.meter_asset_no.to_string(), record);
        }
        let month = month(due_day);
        let data = json!({
            "area_code": area.code.as_str(), "address": area.name,
            "lon": area.transformer.lon, "lat": area.transformer.lat,
            "route": {
                "plan_no": format!("CBJH-{month}-{}", area.ordinal + 1),
                "route_id": format!("{}-A", area.code),
                "billing_month": month, "plan_kind": "regular",
                "due_at": due.unix_timestamp() * 1_000_000, "meters_due": meters.len(),
                "new_customers_count": 0, "capacity_changes_count": 0, "meter_changes_count": 0,
            },
            "meters": meters,
        });
        CustomerOrder { order_no: city.order_no(OrderSeries::Route, n), data }
    })
}

/// What is to be stopped because it was not paid for (费控停复电); the notice was delivered eight days ago.
#[must_use]
pub fn stop_of(customer: &Customer, seals: &[String], now: Instant) -> Value {
    let (delivered, from) = (now.shifted(-8 * DAY_US), now.shifted(-DAY_US / 2));
    let mut data = of_customer(customer);
    let stop = json!({
        "critical": false, "hardship": false,
        "arrears": { "amount_fen": OWED_FEN, "dispute_open": false },
        "fee_control": {
            "task": "stop", "stop_mode": "approved", "restore_mode": "auto", "overdraft_fen": 5_000,
        },
        "notice": {
            "receipt_no": format!("DX-{}", customer.customer_no),
            "delivered_at": delivered, "stop_from_at": from,
        },
        "supply": { "guard_on": false, "life_support": false },
        "meters": { customer.meter_asset_no.as_str(): { "comm_address": customer.comm_address } },
        "seals_in_custody": seals,
    });
    extend(&mut data, stop);
    data
}

/// What the marketing system says once it is paid.
#[must_use]
pub fn payment_of(customer: &Customer, now: Instant) -> Value {
    json!({
        "arrears": { "amount_fen": 0, "dispute_open": false },
        "payment": { "receipt_no": format!("SF-{}", customer.customer_no), "paid_at": now },
    })
}

/// A meter that is faulty, and the one that is issued in its place (换表).
#[must_use]
pub fn replacement_of(customer: &Customer, custody: &Custody, today: Date) -> Value {
    let mut data = of_customer(customer);
    let replacement = json!({
        "replacement": {
            "ground": "fault", "plan_no": format!("GZ-{}", customer.customer_no),
            "planned_date": today.to_string(),
        },
        "old_meter": {
            "asset_no": customer.meter_asset_no, "comm_address": customer.comm_address,
            "has_rates": true, "last_reading_total_ckwh": 60_000, "ct_ratio": 1, "pt_ratio": 1,
        },
        "meters": { custody.meter.as_str(): {
            "comm_address": custody.comm_address, "start_reading_total_ckwh": 0,
        } },
        "seals_in_custody": custody.seals,
    });
    extend(&mut data, replacement);
    data
}

fn of_customer(customer: &Customer) -> Value {
    json!({
        "customer_no": customer.customer_no,
        "applicant": {
            "name": customer.name, "id_kind": "resident_id", "id_no": customer.id_no,
            "mobile": customer.mobile, "contact": customer.name,
        },
        "address": customer.address,
        "area_code": customer.area.as_str(),
        "box_id": customer.meter_box.as_str(),
        "lon": customer.position.lon,
        "lat": customer.position.lat,
    })
}

fn extend(data: &mut Value, more: Value) {
    if let (Value::Object(data), Value::Object(more)) = (data, more) {
        data.extend(more);
    }
}

/// Of a meter that runs, 0.01 kWh.
struct Reading {
    previous: u64,
    /// In a usual month.
    usual: u64,
}

fn reading(seed: u64, n: u64) -> Reading {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(CUSTOMERS_STREAM + n);
    Reading {
        previous: rng.random_range(20_000..2_000_000),
        usual: rng.random_range(6_000..40_000),
    }
}

/// `2026-11`
fn month(day: Date) -> String {
    format!("{}-{:02}", day.year(), u8::from(day.month()))
}

/// What a customer owes who is to be stopped: more than the overdraft.
pub const OWED_FEN: u64 = 28_640;
const DAY_US: i64 = 86_400_000_000;
const INCREASED_W: u32 = 60_000;
/// Behind what is issued for households and businesses that come anew.
const FIRST_CUSTODY: u64 = 2_000_000;
/// Behind the numbers of increases.
const FIRST_ARREARS: u64 = 10_000_000;
/// More than the customers of any area.
const AREA_LEN: u64 = 1_000;
/// Far behind the city's own streams, and those of what is issued.
const CUSTOMERS_STREAM: u64 = 1 << 51;
