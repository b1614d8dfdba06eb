//! Reading through the gated infrared port of a meter (红外认证): needs the company's key machine, and nobody's leave.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{CommAddress, Instant, OrderId, UnitSerial};

/// `POST /sync/v1/ports`: a worker asks for what opens the port of his order's meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "order": "0198c0de-0000-7000-8000-000000000001",
    "comm_address": "000000000161",
    "unit": "1111111111111111",
}))]
pub struct PortAsked {
    pub order: OrderId,
    pub comm_address: CommAddress,
    /// The security unit at the meter, which the material is made for.
    #[schema(value_type = String)]
    pub unit: UnitSerial,
}

/// What the key machine made: good for the day, also without a network, for reading only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PortOpening {
    pub comm_address: CommAddress,
    /// It is over from then on.
    pub not_after: Instant,
    /// As the security unit reads it; nothing between the two does. None where the company has no key machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<Value>,
}
