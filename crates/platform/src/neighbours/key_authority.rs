//! The company's key authority: makes what a security unit needs for one command at one meter.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use vocabulary::{
    AuthorisationId, CommAddress, CorrelationId, Instant, MeterCommand, OrderNo, PersonId,
    UnitSerial,
};

use super::Answer;
use super::door::{BadLink, Door};
use super::http_link::read_answer;

/// Who may do what where, until when.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MaterialRequest {
    pub authorisation: AuthorisationId,
    pub order_no: OrderNo,
    /// The security unit at the meter: the material serves no other.
    pub unit: UnitSerial,
    pub comm_address: CommAddress,
    pub command: MeterCommand,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<Value>,
    pub executor: PersonId,
    pub approver: PersonId,
    pub not_after: Instant,
}

/// Who may read what through its infrared port, until when.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PortRequest {
    pub order_no: OrderNo,
    pub unit: UnitSerial,
    pub comm_address: CommAddress,
    pub executor: PersonId,
    pub not_after: Instant,
}

/// What the key authority said.
#[derive(Debug, Clone, PartialEq)]
pub enum MaterialAnswer {
    /// Carried to the terminal as it is; nothing here reads it.
    Given(Value),
    /// It understood and says no.
    Refused { code: String, reason: String },
    /// Nobody answered, or not with sense.
    Silent { error: String },
}

/// The way to the key authority: HTTP in the program, something in memory in tests.
#[async_trait]
pub trait KeyAuthority: Send + Sync {
    async fn material(
        &self,
        correlation: CorrelationId,
        request: &MaterialRequest,
    ) -> MaterialAnswer;

    /// What opens a port for reading: nothing of the meter is changed, so nobody approves.
    async fn port(&self, correlation: CorrelationId, request: &PortRequest) -> MaterialAnswer;
}

/// `POST <url>/acquisition/v1/authorities` and `/ports` of the acquisition system.
#[derive(Debug, Clone)]
pub struct HttpKeyAuthority {
    authorities: Door,
    ports: Door,
}

impl HttpKeyAuthority {
    /// # Errors
    /// When address or key are none.
    pub fn new(url: &str, key: &str) -> Result<Self, BadLink> {
        let door = |path| Door::new(url, path, Some(key), TIMEOUT);
        let authorities = door("/acquisition/v1/authorities")?;
        Ok(Self { authorities, ports: door("/acquisition/v1/ports")? })
    }
}

#[async_trait]
impl KeyAuthority for HttpKeyAuthority {
    async fn material(
        &self,
        correlation: CorrelationId,
        request: &MaterialRequest,
    ) -> MaterialAnswer {
        ask(&self.authorities, correlation, json!(request)).await
    }

    async fn port(&self, correlation: CorrelationId, request: &PortRequest) -> MaterialAnswer {
        ask(&self.ports, correlation, json!(request)).await
    }
}

async fn ask(door: &Door, correlation: CorrelationId, request: Value) -> MaterialAnswer {
    let headers = [("X-Correlation-Id", correlation.to_string())];
    let (status, body) = match door.post(&headers, &request).await {
        Ok(answered) => answered,
        Err(error) => return MaterialAnswer::Silent { error },
    };
    match read_answer(status, &body) {
        Answer::Accepted => read_material(&body),
        Answer::Refused { code, reason } => MaterialAnswer::Refused { code, reason },
        Answer::Silent { error } => MaterialAnswer::Silent { error },
    }
}

fn read_material(body: &[u8]) -> MaterialAnswer {
    #[derive(Deserialize)]
    struct Given {
        material: Value,
    }
    match serde_json::from_slice::<Given>(body) {
        Ok(Given { material }) if material.is_object() => MaterialAnswer::Given(material),
        // Some proxy's page is no material.
        _ => MaterialAnswer::Silent { error: "status 200 without material".to_owned() },
    }
}

/// A worker stands at the meter and waits.
const TIMEOUT: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_material_is_material() {
        let given = read_material(br#"{"material":{"keys":"public"}}"#);
        assert_eq!(given, MaterialAnswer::Given(json!({ "keys": "public" })));
        for body in ["", "{}", "<html>", r#"{"material":null}"#, r#"{"material":"x"}"#] {
            assert!(
                matches!(read_material(body.as_bytes()), MaterialAnswer::Silent { .. }),
                "{body}"
            );
        }
    }
}
