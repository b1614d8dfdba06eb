//! What a low-voltage residential connection (低压居民新装) is asked for with.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// `data` of a `new` message. Fields beyond these are kept and sent as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Application {
    pub applicant: Applicant,
    /// Customer number (户号), when the premises have one already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_no: Option<String>,
    pub address: String,
    /// Code of the transformer area (台区).
    pub area_code: String,
    /// Degrees, GCJ-02 or WGS-84 as the company agreed.
    pub lon: f64,
    pub lat: f64,
    pub requested_capacity_w: u32,
    pub usage_class: String,
    pub tariff: String,
    /// Volts: 220 or 380.
    pub supply_voltage: u32,
    #[serde(flatten)]
    pub more: Map<String, Json>,
}

/// Who asks (申请人).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Applicant {
    pub name: String,
    /// Citizen's identity number (居民身份证号).
    pub id_no: String,
    pub mobile: String,
    #[serde(flatten)]
    pub more: Map<String, Json>,
}
