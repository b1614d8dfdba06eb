//! What the marketing system tells the platform.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;
use vocabulary::Instant;

/// The body of `POST <platform>/neighbours/v1/marketing/messages`.
///
/// (`order_no`, `stage`, `version`) make it the same message. `version` counts up through all messages of an order, so
/// that a receiver knows which of two is the later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarketingMessage {
    pub order_no: String,
    /// The marketing system's own code of the stage (环节) that the message speaks of.
    pub stage: String,
    pub version: u64,
    pub kind: MessageKind,
    pub process: String,
    /// When the marketing system wrote it.
    pub at: Instant,
    pub data: Map<String, Json>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// `data`: an application.
    New,
    /// `data`: a merge patch (RFC 7396) over the application.
    Change,
    /// `data`: `{reason}`.
    Cancel,
    /// `data`: `{to_stage, reason}`.
    RollBack,
    /// `data`: `{reason}`.
    Urge,
}

impl MarketingMessage {
    /// The correlation id (`X-Correlation-Id`): made from what makes the message the same, so every copy carries one.
    #[must_use]
    pub fn correlation(&self) -> Uuid {
        let name = format!("{}/{}/{}", self.order_no, self.stage, self.version);
        Uuid::new_v5(&CORRELATIONS, name.as_bytes())
    }
}

const CORRELATIONS: Uuid = Uuid::from_u128(0x5f0d_63c1_1a4e_4b6e_9a53_0c7d_2e8b_f416);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn looks_as_the_contract_says() {
        let message = MarketingMessage {
            order_no: "1302000100000001".into(),
            stage: "acceptance".into(),
            version: 3,
            kind: MessageKind::RollBack,
            process: "low_voltage_residential_new".into(),
            at: Instant::from_micros(1_700_000_000_000_000),
            data: Map::from_iter([("to_stage".to_owned(), json!("acceptance"))]),
        };
        let expect = json!({
            "order_no": "1302000100000001",
            "stage": "acceptance",
            "version": 3,
            "kind": "roll_back",
            "process": "low_voltage_residential_new",
            "at": 1_700_000_000_000_000_i64,
            "data": {"to_stage": "acceptance"},
        });
        assert_eq!(serde_json::to_value(&message).expect("a message is JSON"), expect);
    }
}
