//! What a connection (新装、增容、临时用电) is asked for with.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// `data` of a connection's `new` message. Fields beyond these are kept and sent as they are.
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
    /// Volts.
    pub supply_voltage: u32,
    #[serde(flatten)]
    pub more: Map<String, Json>,
}

impl Application {
    /// As it is handed over.
    #[must_use]
    pub fn into_data(self) -> Map<String, Json> {
        match serde_json::to_value(self) {
            Ok(Json::Object(data)) => data,
            // Numbers that JSON has no word for are null; nothing else in it can fail.
            _ => Map::new(),
        }
    }
}

/// Who asks (申请人).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Applicant {
    pub name: String,
    /// Citizen's identity number (居民身份证号), or a business's credit code (统一社会信用代码).
    pub id_no: String,
    pub mobile: String,
    #[serde(flatten)]
    pub more: Map<String, Json>,
}
