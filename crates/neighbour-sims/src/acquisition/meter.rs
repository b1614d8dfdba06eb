//! A meter as the acquisition system's archive holds it.

use security_unit::metering::{Generation, KeySet};
use serde::{Deserialize, Serialize};
use vocabulary::{CommAddress, MeterNo};

/// One meter of the archive (电能表档案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchivedMeter {
    pub comm_address: CommAddress,
    /// What its keys are diversified by.
    pub meter_no: MeterNo,
    pub protocol: Protocol,
    #[serde(default = "of_2013")]
    pub generation: Generation,
    /// The keys that it holds, as far as anybody has reported.
    #[serde(default = "public")]
    pub keys: KeySet,
    #[serde(default)]
    pub three_phase: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset_no: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_no: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_code: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    Dlt645,
    Dlt698,
}

const fn of_2013() -> Generation {
    Generation::Of2013
}

const fn public() -> KeySet {
    KeySet::Public
}
