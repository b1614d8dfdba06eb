//! Leave to give one meter one command once (授权).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{
    AssetNo, AuthorisationId, CardId, CommAddress, Instant, MeterCommand, MeterNo, MeterWorkId,
    OrderId, OrderNo, PersonId, StageId, UnitSerial,
};

/// Bytes of an authorisation's JSON text, at most.
pub const AUTHORISATION_BYTES_MAX: usize = 8 * 1024;

/// The meter that a command is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TargetMeter {
    /// What the meter must answer with when it is asked for its address.
    pub comm_address: CommAddress,
    /// What its keys are diversified by (表号).
    pub meter_no: MeterNo,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset_no: Option<AssetNo>,
}

/// What the platform signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Authorisation {
    pub authorisation: AuthorisationId,
    pub order: OrderId,
    pub order_no: OrderNo,
    pub meter: TargetMeter,
    pub command: MeterCommand,
    /// What is to be set, for commands that set something; its shape is the command's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<Value>,
    pub not_before: Instant,
    /// It is over from then on.
    pub not_after: Instant,
    pub executor: PersonId,
    pub approver: PersonId,
    /// What the security unit proves to the meter with, as the company's key machine made it for one unit; nothing
    /// between the two reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<Value>,
}

/// An authorisation as it was signed: the text itself, so that whoever checks it checks what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SignedAuthorisation {
    /// The JSON text of an [`Authorisation`].
    pub body: String,
    /// ECDSA P-256 over SHA-256 of [`SignedAuthorisation::message`], 64 bytes, base64.
    pub signature: String,
}

/// Why signed bytes authorise nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAuthorisation {
    #[error("the text has more than {AUTHORISATION_BYTES_MAX} bytes")]
    TooLong,
    #[error("the text is no authorisation")]
    NotReadable,
    #[error("approver and executor are the same person")]
    OnePerson,
    #[error("it ends before it begins")]
    NoTime,
}

impl SignedAuthorisation {
    /// What the signature covers: the text, under a name that no other signature of the platform has.
    #[must_use]
    pub fn message(body: &str) -> Vec<u8> {
        [b"ronghe authorisation 1\n", body.as_bytes()].concat()
    }

    /// Reads the text; whether the signature is the platform's is for the caller to check first.
    ///
    /// # Errors
    /// When the text is none, or says what no authorisation can say.
    pub fn read(&self) -> Result<Authorisation, BadAuthorisation> {
        if self.body.len() > AUTHORISATION_BYTES_MAX {
            return Err(BadAuthorisation::TooLong);
        }
        let read: Authorisation =
            serde_json::from_str(&self.body).map_err(|_| BadAuthorisation::NotReadable)?;
        if read.approver == read.executor {
            return Err(BadAuthorisation::OnePerson);
        }
        if read.not_after <= read.not_before {
            return Err(BadAuthorisation::NoTime);
        }
        Ok(read)
    }
}

/// Where an authorisation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuthorisationState {
    /// Waits for an approver.
    Requested,
    Refused,
    /// May be released at the moment of action.
    Approved,
    /// The signed form was given out; the command may have been sent.
    Released,
    /// A work at the meter came back for it.
    Used,
    /// Taken back before it was used.
    Withdrawn,
    /// Its time passed unused.
    Expired,
}

impl AuthorisationState {
    pub const ALL: [Self; 7] = [
        Self::Requested,
        Self::Refused,
        Self::Approved,
        Self::Released,
        Self::Used,
        Self::Withdrawn,
        Self::Expired,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Refused => "refused",
            Self::Approved => "approved",
            Self::Released => "released",
            Self::Used => "used",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Nothing can come of it any more.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Refused | Self::Used | Self::Withdrawn | Self::Expired)
    }
}

/// What the executor's feed says of an authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AuthorisationView {
    pub authorisation: AuthorisationId,
    pub order: OrderId,
    pub order_no: OrderNo,
    pub meter: TargetMeter,
    pub command: MeterCommand,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<Value>,
    /// What the parameter was when the executor read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<ParameterPresent>,
    pub state: AuthorisationState,
    pub requested_at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver_name: Option<String>,
    /// Why it was refused or taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub not_before: Instant,
    pub not_after: Instant,
    /// Only where policy lets the command run without a network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<SignedAuthorisation>,
}

/// What a parameter is before it is set, as its executor has read it at the meter; who approves sees from what it goes to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParameterPresent {
    /// Hex, written as the value that leave is asked for; none where the meter has no such thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    pub read_at: Instant,
    /// The look that read it; its record tells the same.
    pub work: MeterWorkId,
}

/// `POST /sync/v1/authorisations`: a worker asks for leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorisationRequest {
    /// Made on the terminal: the same request any number of times is one.
    pub authorisation: AuthorisationId,
    pub order: OrderId,
    pub stage: StageId,
    pub comm_address: CommAddress,
    pub command: MeterCommand,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<Value>,
    /// What the parameter is before it is set, where the terminal has read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<ParameterPresent>,
    /// Whose material is wanted where the leave travels signed: the unit of the terminal that asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub unit: Option<UnitSerial>,
}

/// `POST /sync/v1/authorisations/release`: the moment of action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    pub authorisation: AuthorisationId,
    /// The security unit at the meter, which the material is made for; a terminal without one gets none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub unit: Option<UnitSerial>,
    /// The business card that is open in its slot; a terminal of an older release says none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_card: Option<CardId>,
}

/// The signed form, now that nothing forbids the command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Released {
    pub signed: SignedAuthorisation,
    /// Platform time, for the terminal's clock.
    pub now: Instant,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn body(change: impl FnOnce(&mut Value)) -> SignedAuthorisation {
        let mut body = json!({
            "authorisation": "019a0000-0000-7000-8000-000000000001",
            "order": "019a0000-0000-7000-8000-000000000002", "order_no": "1302000100000014",
            "meter": { "comm_address": "000000000001", "meter_no": "000000000001" },
            "command": "trip", "not_before": 1, "not_after": 2,
            "executor": "019a0000-0000-7000-8000-000000000003",
            "approver": "019a0000-0000-7000-8000-000000000004",
        });
        change(&mut body);
        SignedAuthorisation { body: body.to_string(), signature: String::new() }
    }

    #[test]
    fn approver_and_executor_are_two_persons() {
        assert_eq!(body(|_| ()).read().map(|read| read.command), Ok(MeterCommand::Trip));
        let one = body(|body| body["approver"] = body["executor"].clone());
        assert_eq!(one.read(), Err(BadAuthorisation::OnePerson));
    }

    #[test]
    fn it_has_a_time_and_a_length() {
        let over = body(|body| body["not_after"] = 1.into());
        assert_eq!(over.read(), Err(BadAuthorisation::NoTime));
        let long = body(|body| body["material"] = "00".repeat(AUTHORISATION_BYTES_MAX).into());
        assert_eq!(long.read(), Err(BadAuthorisation::TooLong));
        let blow = body(|body| body["command"] = "explode".into());
        assert_eq!(blow.read(), Err(BadAuthorisation::NotReadable));
    }

    #[test]
    fn states_are_spelt_alike_in_json_and_sql() {
        for state in AuthorisationState::ALL {
            assert_eq!(json!(state), state.as_str());
            assert_eq!(AuthorisationState::parse(state.as_str()), Some(state));
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(body in ".{0,300}") {
            let _ = SignedAuthorisation { body, signature: String::new() }.read();
        }
    }
}
