//! Customers as the marketing system knows them, and as the terminals of those who answer for them hold them.
//!
//! The marketing system is the system of record. What the platform knows itself, the works on site, it adds when it packs
//! the customers of a transformer area into one bundle; the feed names the bundle by its hash ([`CustomerManifest`]).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use vocabulary::{
    AssetNo, AttachmentId, CommAddress, CustomerNo, Digest, Instant, Mobile, OrderId, OrderNo, Text,
};

/// Customers of one transformer area, at most: what one bundle carries.
pub const CUSTOMERS_OF_AREA_MAX: u32 = 2_000;
/// Characters of the records of one transformer area, at most: with the works, its bundle stays below what a terminal takes
/// as one answer.
pub const AREA_CHARACTERS_MAX: u64 = 5_000_000;

/// A customer (用电客户) at one revision of the marketing system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({
    "customer_no": "1302000101", "revision": 3, "as_of": 1_780_000_000_000_000_i64, "area_code": "A1",
    "customer_name": "王建国", "service_address": "滦南县倴城镇东街村12号", "mobile": "15412341234",
    "usage_class": "residential", "tariff": "RES-TIER", "contract_capacity_w": 6000, "supply_voltage_v": 220,
    "fee_control": "remote",
    "metering_points": [{ "point_no": "01", "meters": [{
        "asset_no": "1330001000000000000019", "comm_address": "000000000001", "multiplier": 1, "phase": "single"
    }] }],
    "readings": [{
        "asset_no": "1330001000000000000019", "register": "total", "at": 1_779_000_000_000_000_i64,
        "value_kwh_e4": 12_345_600
    }],
    "seals": [{ "seal_no": "FY-0001", "place": "meter_cover", "applied_at": 1_700_000_000_000_000_i64 }],
    "arrears": { "amount_fen": 12_300, "months": 2, "as_of": 1_780_000_000_000_000_i64 },
    "available_balance_fen": -500,
    "complaints": [{ "at": 1_770_000_000_000_000_i64, "kind": "电压低", "state": "closed" }]
}))]
pub struct CustomerRecord {
    pub customer_no: CustomerNo,
    /// Counts the marketing system's changes of this customer: an older one never replaces a newer one.
    pub revision: u64,
    /// When the marketing system knew all of this.
    pub as_of: Instant,
    /// Transformer area (台区).
    pub area_code: String,
    /// No longer supplied (销户): leaves the terminals.
    #[serde(default, skip_serializing_if = "is_false")]
    pub closed: bool,
    pub customer_name: String,
    pub service_address: String,
    /// 11 digits; masked where it is shown to whoever need not call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    pub usage_class: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry_code: Option<String>,
    /// Price code (电价).
    pub tariff: String,
    pub contract_capacity_w: u64,
    pub supply_voltage_v: u32,
    #[serde(default)]
    pub fee_control: FeeControl,
    /// Important customer (重要客户).
    #[serde(default, skip_serializing_if = "is_false")]
    pub critical: bool,
    /// Somebody's life hangs on the supply.
    #[serde(default, skip_serializing_if = "is_false")]
    pub life_support: bool,
    /// Supply guard (保电): the meter refuses to trip.
    #[serde(default, skip_serializing_if = "is_false")]
    pub guard_on: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metering_points: Vec<MeteringPoint>,
    /// The last ones of each register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<MeterReading>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seals: Vec<SealRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrears: Option<Arrears>,
    /// Of a customer under fee control; below zero when overdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_balance_fen: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complaints: Vec<Complaint>,
}

/// How the supply follows the money (费控).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeeControl {
    #[default]
    None,
    /// 远程费控
    Remote,
    /// 本地费控
    Local,
}

/// A place on the map, 10⁻⁷ degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Position {
    pub lon_e7: i64,
    pub lat_e7: i64,
}

/// Metering point (计量点) with the meters that hang there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeteringPoint {
    pub point_no: String,
    pub meters: Vec<CustomerMeter>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CustomerMeter {
    pub asset_no: AssetNo,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comm_address: Option<CommAddress>,
    /// CT × PT (综合倍率); 1 without transformers.
    pub multiplier: u32,
    pub phase: MeterPhase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeterPhase {
    Single,
    Three,
}

/// A register's value (示数) at a time; without the multiplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MeterReading {
    pub asset_no: AssetNo,
    pub register: Register,
    pub at: Instant,
    /// 10⁻⁴ kWh.
    pub value_kwh_e4: u64,
}

/// Which energy a register counts: all of it, or that of one price period.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    Total,
    Sharp,
    Peak,
    Flat,
    Valley,
    /// 反向有功总
    ExportTotal,
}

/// A seal (封印) that should be in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SealRecord {
    pub seal_no: String,
    pub place: String,
    pub applied_at: Instant,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Arrears {
    pub amount_fen: u64,
    pub months: u32,
    pub as_of: Instant,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Complaint {
    pub at: Instant,
    /// In the words of the service centre.
    pub kind: String,
    pub state: ComplaintState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintState {
    Open,
    Closed,
}

/// A finished order of a customer: what was done on site, by whom, and how many photos of it there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CustomerWork {
    pub order: OrderId,
    pub order_no: OrderNo,
    pub process: String,
    pub title: Text,
    pub ended_at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker_name: Option<String>,
    /// Ids of its photos among the evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<AttachmentId>,
}

/// A customer with the last works on his premises, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CustomerCard {
    pub record: CustomerRecord,
    #[serde(default)]
    pub works: Vec<CustomerWork>,
}

/// The customers of one transformer area, by number; its hash is that of its JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CustomerBundle {
    pub area_code: String,
    pub area_name: String,
    pub customers: Vec<CustomerCard>,
}

/// What the feed says of an area's bundle; the entity's id is the area's code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CustomerManifest {
    pub hash: Digest,
    pub area_name: String,
    pub customers: u32,
    /// Of the bundle before it is packed.
    pub bytes: u64,
}

/// What a customer's record cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordFault {
    #[error("customer {customer_no}: {field} has {found} characters, 1 to {most} are possible")]
    Length { customer_no: CustomerNo, field: &'static str, found: usize, most: usize },
    #[error("customer {customer_no}: {found} {field}, at most {most} are possible")]
    TooMany { customer_no: CustomerNo, field: &'static str, found: usize, most: usize },
    #[error("customer {customer_no}: a reading of meter {asset_no}, which does not hang there")]
    StrangeMeter { customer_no: CustomerNo, asset_no: AssetNo },
    #[error("customer {customer_no}: {field} is out of range")]
    Range { customer_no: CustomerNo, field: &'static str },
}

impl CustomerRecord {
    /// Every meter of the customer.
    pub fn meters(&self) -> impl Iterator<Item = &CustomerMeter> {
        self.metering_points.iter().flat_map(|point| &point.meters)
    }

    /// Checks what its types leave open: lengths, counts, ranges, and that readings are of the customer's own meters.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub fn check(&self) -> Result<(), RecordFault> {
        self.check_texts()?;
        self.check_counts()?;
        self.check_ranges()?;
        let own: BTreeSet<_> = self.meters().map(|meter| &meter.asset_no).collect();
        let strange = self.readings.iter().find(|reading| !own.contains(&reading.asset_no));
        match strange {
            Some(reading) => Err(RecordFault::StrangeMeter {
                customer_no: self.customer_no.clone(),
                asset_no: reading.asset_no.clone(),
            }),
            None => Ok(()),
        }
    }

    fn check_texts(&self) -> Result<(), RecordFault> {
        self.check_text("area_code", &self.area_code, CODE_MAX)?;
        self.check_text("customer_name", &self.customer_name, NAME_MAX)?;
        self.check_text("service_address", &self.service_address, ADDRESS_MAX)?;
        self.check_text("usage_class", &self.usage_class, CODE_MAX)?;
        self.check_text("tariff", &self.tariff, CODE_MAX)?;
        if let Some(code) = &self.industry_code {
            self.check_text("industry_code", code, CODE_MAX)?;
        }
        for point in &self.metering_points {
            self.check_text("metering_points.point_no", &point.point_no, CODE_MAX)?;
        }
        for seal in &self.seals {
            self.check_text("seals.seal_no", &seal.seal_no, CODE_MAX)?;
            self.check_text("seals.place", &seal.place, NAME_MAX)?;
        }
        for complaint in &self.complaints {
            self.check_text("complaints.kind", &complaint.kind, NAME_MAX)?;
        }
        Ok(())
    }

    fn check_text(&self, field: &'static str, text: &str, most: usize) -> Result<(), RecordFault> {
        let found = text.chars().count();
        if text.trim().is_empty() || found > most {
            let customer_no = self.customer_no.clone();
            return Err(RecordFault::Length { customer_no, field, found, most });
        }
        Ok(())
    }

    fn check_counts(&self) -> Result<(), RecordFault> {
        let counts = [
            ("metering_points", self.metering_points.len(), METERS_MAX),
            ("meters", self.meters().count(), METERS_MAX),
            ("readings", self.readings.len(), READINGS_MAX),
            ("seals", self.seals.len(), SEALS_MAX),
            ("complaints", self.complaints.len(), COMPLAINTS_MAX),
        ];
        for (field, found, most) in counts {
            if found > most {
                let customer_no = self.customer_no.clone();
                return Err(RecordFault::TooMany { customer_no, field, found, most });
            }
        }
        Ok(())
    }

    fn check_ranges(&self) -> Result<(), RecordFault> {
        let position = self.position.is_none_or(|Position { lon_e7, lat_e7 }| {
            (-1_800_000_000..=1_800_000_000).contains(&lon_e7)
                && (-900_000_000..=900_000_000).contains(&lat_e7)
        });
        // Whatever a page computes of them stays exact in a browser's numbers.
        let exact = |number: u64| number <= EXACT_MAX;
        let ranges = [
            ("revision", exact(self.revision)),
            ("mobile", self.mobile.as_ref().is_none_or(|mobile| mobile.parse::<Mobile>().is_ok())),
            ("position", position),
            ("contract_capacity_w", exact(self.contract_capacity_w)),
            (
                "multiplier",
                self.meters().all(|meter| (1..=MULTIPLIER_MAX).contains(&meter.multiplier)),
            ),
            ("value_kwh_e4", self.readings.iter().all(|one| one.value_kwh_e4 <= READING_MAX)),
            ("amount_fen", self.arrears.as_ref().is_none_or(|arrears| exact(arrears.amount_fen))),
            (
                "available_balance_fen",
                self.available_balance_fen.is_none_or(|fen| exact(fen.unsigned_abs())),
            ),
        ];
        match ranges.into_iter().find(|(_, within)| !within) {
            Some((field, _)) => {
                Err(RecordFault::Range { customer_no: self.customer_no.clone(), field })
            }
            None => Ok(()),
        }
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Characters.
const CODE_MAX: usize = 32;
const NAME_MAX: usize = 100;
const ADDRESS_MAX: usize = 200;
const METERS_MAX: usize = 16;
/// Three of each register of every meter of a customer with few of them.
const READINGS_MAX: usize = 72;
const SEALS_MAX: usize = 32;
const COMPLAINTS_MAX: usize = 20;
const MULTIPLIER_MAX: u32 = 1_000_000;
/// Eight digits before the point.
const READING_MAX: u64 = 999_999_999_999;
/// 2⁵³ - 1
const EXACT_MAX: u64 = (1 << 53) - 1;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn sample() -> Value {
        json!({
            "customer_no": "1302000101", "revision": 3, "as_of": 1_780_000_000_000_000_i64,
            "area_code": "A1", "customer_name": "王建国", "service_address": "倴城镇东街12号",
            "mobile": "15412341234", "usage_class": "residential", "tariff": "RES-TIER",
            "contract_capacity_w": 6000, "supply_voltage_v": 220, "fee_control": "remote",
            "position": { "lon_e7": 1_186_700_000, "lat_e7": 395_200_000 },
            "metering_points": [{ "point_no": "01", "meters": [{
                "asset_no": METER, "comm_address": "000000000001", "multiplier": 1, "phase": "single",
            }] }],
            "readings": [{ "asset_no": METER, "register": "total", "at": 7, "value_kwh_e4": 12_345_600 }],
            "seals": [{ "seal_no": "FY-1", "place": "meter_cover", "applied_at": 1 }],
            "complaints": [{ "at": 1, "kind": "电压低", "state": "closed" }],
        })
    }

    const METER: &str = "1330001000000000000019";

    fn record(change: Value) -> CustomerRecord {
        let mut value = sample();
        crate::apply_patch(&mut value, &change);
        serde_json::from_value(value).expect("a record")
    }

    #[test]
    fn a_record_within_its_limits_passes() {
        assert_eq!(record(json!({})).check(), Ok(()));
        assert_eq!(
            record(json!({ "mobile": null, "metering_points": null, "readings": null })).check(),
            Ok(())
        );
    }

    #[test]
    fn what_is_too_long_too_many_or_out_of_range_is_named() {
        let says = |change: Value, words: &str| {
            let fault = record(change).check().expect_err(words).to_string();
            assert!(fault.contains("1302000101") && fault.contains(words), "{fault}");
        };
        says(json!({ "customer_name": " " }), "customer_name");
        says(json!({ "service_address": "街".repeat(201) }), "service_address");
        says(json!({ "tariff": "" }), "tariff");
        says(json!({ "mobile": "1541234" }), "mobile");
        says(json!({ "position": { "lat_e7": 900_000_001_i64 } }), "position");
        says(
            json!({ "arrears": { "amount_fen": u64::MAX, "months": 1, "as_of": 1 } }),
            "amount_fen",
        );
        says(json!({ "available_balance_fen": i64::MIN }), "available_balance_fen");
        let reading = sample()["readings"][0].clone();
        says(json!({ "readings": vec![reading; 73] }), "readings");
        says(json!({ "metering_points": null }), METER);
        let mut point = sample()["metering_points"][0].clone();
        point["meters"][0]["multiplier"] = json!(0);
        says(json!({ "metering_points": [point] }), "multiplier");
    }

    proptest! {
        #[test]
        fn no_damage_makes_reading_or_checking_panic(
            at in any::<prop::sample::Index>(),
            octets in prop::collection::vec(any::<u8>(), 0..6),
        ) {
            let mut text = sample().to_string().into_bytes();
            let at = at.index(text.len());
            let end = (at + octets.len()).min(text.len());
            text.splice(at..end, octets);
            if let Ok(record) = serde_json::from_slice::<CustomerRecord>(&text) {
                let _ = record.check();
            }
        }

        #[test]
        fn what_was_read_is_written_alike(
            revision in 0..EXACT_MAX,
            balance in proptest::option::of(-1_000_000_i64..1_000_000),
            critical: bool,
            name in "\\PC{1,100}",
        ) {
            let before = record(json!({
                "revision": revision, "available_balance_fen": balance, "critical": critical,
                "customer_name": name,
            }));
            let text = serde_json::to_string(&before).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<CustomerRecord>(&text).expect("a record"), before);
        }
    }
}
