//! Businesses of the city as the marketing system hands them over: low voltage, temporary, high voltage.

use city::{BusinessApplication, City, UsageClass};
use serde_json::{Value, json};

use super::custody::Custody;

/// Applications of businesses at one station.
pub fn businesses_of<'a>(
    city: &'a City,
    station: &'a str,
) -> impl Iterator<Item = (u64, BusinessApplication)> + 'a {
    (FIRST_CUSTODY..)
        .zip(city.business_applications())
        .filter(move |(_, one)| one.station.as_str() == station)
}

/// A new low-voltage connection (低压非居民新装).
#[must_use]
pub fn business_data(application: &BusinessApplication, custody: &Custody) -> Value {
    let mut data = supply(application);
    data["business_kind"] = "new_connection".into();
    data["box_id"] = application.meter_box.as_str().into();
    data["supply_voltage"] = 380.into();
    data["tariff"] = "COM-TOU".into();
    data["open_orders_here"] = json!([]);
    data["fees"] = json!({ "amount_fen": u64::from(application.requested_capacity_w) * 2 });
    data["meters"] = custody.meters();
    data["seals_in_custody"] = json!(custody.seals);
    data
}

/// Supply for a while, with a meter (装表临时用电).
#[must_use]
pub fn temporary_data(application: &BusinessApplication, custody: &Custody) -> Value {
    let mut data = business_data(application, custody);
    if let Some(members) = data.as_object_mut() {
        members.remove("business_kind");
    }
    data["fees"]["deposit_fen"] = 500_000.into();
    data
}

/// A connection at 10 kV (高压新装): ten times the load, and no meter box.
#[must_use]
pub fn high_voltage_data(application: &BusinessApplication) -> Value {
    let mut data = supply(application);
    data["supply_voltage"] = 10_000.into();
    data["tariff"] = "BUS-TWO-PART-TOU".into();
    data["requested_capacity_w"] = (application.requested_capacity_w * 10).into();
    data
}

fn supply(application: &BusinessApplication) -> Value {
    let usage_class = match application.usage_class {
        UsageClass::Industrial => "industrial",
        _ => "commercial",
    };
    json!({
        "applicant": {
            "name": application.name,
            "id_kind": "uscc",
            "id_no": application.credit_code,
            "mobile": application.mobile,
            // Not in the platform's table of facts: the marketing system's own.
            "contact": application.contact,
        },
        "channel": "counter",
        "address": application.address,
        "area_code": application.area.as_str(),
        "line_id": format!("L-{}", application.station),
        "lon": application.position.lon,
        "lat": application.position.lat,
        "requested_capacity_w": application.requested_capacity_w,
        "usage_class": usage_class,
        "industry_code": application.industry_code,
        "premises_arrears": "none",
    })
}

/// Behind what is issued for households.
const FIRST_CUSTODY: u64 = 1_000_000;
