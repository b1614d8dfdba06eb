//! Takes a batch of meters from the acquisition system, all of it or nothing.

use std::collections::BTreeSet;

use async_trait::async_trait;
use platform_store::meters::{self, MeterRow};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use vocabulary::{AssetNo, CommAddress, CustomerNo, Instant, MeterNo, OrganisationId};

use crate::http::{Problem, ProblemKind};

/// What the acquisition system sends of meters. An older revision of a meter never replaces a newer one, so that a message
/// may come any number of times and in any order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MetersMessage {
    /// 1 to 500, each meter once.
    pub meters: Vec<MeterRecord>,
}

/// A meter as the acquisition system knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({
    "comm_address": "000000000001", "meter_no": "000000000001", "revision": 1,
    "asset_no": "1330001000000000000019", "protocol": "dlt645", "phases": 1,
    "customer_no": "1302000101", "area_code": "A1", "keys": "private"
}))]
pub struct MeterRecord {
    pub comm_address: CommAddress,
    /// Meter number (表号); the address, where nothing else is said.
    #[serde(default)]
    pub meter_no: Option<MeterNo>,
    pub revision: u64,
    #[serde(default)]
    pub asset_no: Option<AssetNo>,
    pub protocol: MeterProtocol,
    /// 1 or 3.
    pub phases: u32,
    #[serde(default)]
    pub customer_no: Option<CustomerNo>,
    #[serde(default)]
    pub area_code: Option<String>,
    #[serde(default)]
    pub keys: KeyState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeterProtocol {
    Dlt645,
    Dlt698,
    Unknown,
}

/// How the keys of a meter stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    #[default]
    Unknown,
    /// As it left the factory (公钥).
    Public,
    /// The company's own (私钥).
    Private,
    /// An update was cut off.
    HalfUpdated,
}

impl MeterProtocol {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Dlt645 => "dlt645",
            Self::Dlt698 => "dlt698",
            Self::Unknown => "unknown",
        }
    }
}

impl KeyState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Public => "public",
            Self::Private => "private",
            Self::HalfUpdated => "half_updated",
        }
    }
}

impl MetersMessage {
    /// Checks what can be checked without the data.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub fn check(&self) -> Result<(), Problem> {
        if !(1..=METERS_MAX).contains(&self.meters.len()) {
            let found = self.meters.len();
            return Err(invalid(format!("a message has 1 to {METERS_MAX} meters, not {found}")));
        }
        let mut seen = BTreeSet::new();
        for meter in &self.meters {
            let address = &meter.comm_address;
            if !matches!(meter.phases, 1 | 3) {
                return Err(invalid(format!("meter {address}: phases are 1 or 3")));
            }
            if meter.area_code.as_ref().is_some_and(|code| code.chars().count() > AREA_CODE_MAX) {
                return Err(invalid(format!("meter {address}: area_code is too long")));
            }
            if !seen.insert(address) {
                return Err(invalid(format!("meter {address} stands there twice")));
            }
        }
        Ok(())
    }
}

/// Takes one message.
pub struct TakeMeters {
    pub org: OrganisationId,
    pub message: MetersMessage,
    pub received_at: Instant,
}

#[async_trait]
impl Command for TakeMeters {
    type Answer = Value;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Value, Problem> {
        // In the order of their addresses, so that two messages wait for each other but never in a ring.
        let mut records: Vec<_> = self.message.meters.iter().collect();
        records.sort_by(|one, other| one.comm_address.cmp(&other.comm_address));
        let mut written = 0;
        for record in &records {
            written += usize::from(meters::put(tx, self.org, &self.row(record)).await?);
        }
        let superseded = records.len() - written;
        Ok(json!({ "outcome": "applied", "written": written, "superseded": superseded }))
    }
}

impl TakeMeters {
    fn row(&self, record: &MeterRecord) -> MeterRow {
        let told = record.keys != KeyState::Unknown;
        MeterRow {
            comm_address: record.comm_address.clone(),
            meter_no: record.meter_no.clone().unwrap_or_else(|| numbered(&record.comm_address)),
            asset_no: record.asset_no.clone(),
            protocol: record.protocol.as_str().to_owned(),
            phases: record.phases,
            customer_no: record.customer_no.clone(),
            area_code: record.area_code.clone(),
            keys: record.keys.as_str().to_owned(),
            keys_told_at: told.then_some(self.received_at),
            revision: record.revision,
            received_at: self.received_at,
        }
    }
}

/// A meter whose number nobody tells has that of its address, as most have.
fn numbered(address: &CommAddress) -> MeterNo {
    address.as_str().parse().expect("an address has the twelve digits of a meter number")
}

fn invalid(detail: String) -> Problem {
    Problem::new(ProblemKind::Invalid, detail)
}

const METERS_MAX: usize = 500;
const AREA_CODE_MAX: usize = 64;
