//! Reading through the gated infrared port of a meter (红外认证): needs the company's key machine, and nobody's leave.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{CommAddress, Instant, OrderId, UnitSerial};

/// Ports in one request, at most; a route has hundreds, and asks for them in parts.
pub const PORTS_MAX: usize = 50;

/// `POST /sync/v1/ports`: a worker asks for what opens the ports of his orders' meters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "unit": "1111111111111111",
    "meters": [{
        "order": "0198c0de-0000-7000-8000-000000000001",
        "comm_address": "000000000161",
    }],
}))]
pub struct PortsAsked {
    /// The security unit at the meters, which the material is made for.
    #[schema(value_type = String)]
    pub unit: UnitSerial,
    /// One to [`PORTS_MAX`].
    #[schema(min_items = 1, max_items = 50)]
    pub meters: Vec<PortOfMeter>,
}

/// A meter, and the order by which it is the worker's matter.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct PortOfMeter {
    pub order: OrderId,
    pub comm_address: CommAddress,
}

/// What came of it, meter by meter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PortsOpened {
    pub opened: Vec<PortOpening>,
    pub refused: Vec<PortRefused>,
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

/// Why one of the ports stays shut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PortRefused {
    pub comm_address: CommAddress,
    /// The code of the problem that it would be by itself.
    pub code: String,
    pub detail: String,
    /// Asking again may bring it.
    pub again: bool,
}
