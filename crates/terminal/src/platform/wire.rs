//! Bodies of `/terminal/v1` and of the bundle request, as `docs/api-design.md` says.

use std::collections::BTreeMap;

use security_unit::SignedStatement;
use serde::{Deserialize, Serialize};
use vocabulary::{
    CardId, Instant, OperationId, OrganisationId, PersonId, Role, SessionId, TerminalId,
};

#[derive(Debug, Serialize, Deserialize)]
pub struct EnrolRequest {
    pub code: String,
    /// SEC1, compressed, hex.
    pub public_key: String,
    /// The card that the key lies on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tf_card: Option<CardId>,
    pub release_no: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Enrolled {
    pub organisation: OrganisationId,
    pub terminal: TerminalId,
    pub name: String,
    /// SEC1, hex.
    pub platform_key: String,
    /// SEC1, hex.
    pub recovery_key: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Challenge {
    /// Hex.
    pub nonce: String,
    pub expires_at: Instant,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct SessionRequest {
    pub terminal: TerminalId,
    pub nonce: String,
    pub release_no: String,
    /// r and s, hex.
    pub terminal_signature: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardProof>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct CardProof {
    pub card: CardId,
    pub statement: SignedStatement,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct SessionAnswer {
    pub token: String,
    pub session: SessionId,
    pub expires_at: Instant,
    pub now: Instant,
    #[serde(default)]
    pub person: Option<SessionPerson>,
    #[serde(default)]
    pub lease: Option<GrantedLease>,
}

/// Who was signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionPerson {
    pub person: PersonId,
    pub name: String,
    pub staff_no: String,
    #[serde(deserialize_with = "vocabulary::known_roles")]
    pub roles: Vec<Role>,
}

/// The platform's leave to open the person's store without asking.
#[derive(Serialize, Deserialize)]
pub struct GrantedLease {
    /// 32 bytes, hex.
    pub secret: String,
    pub expires_at: Instant,
}

impl std::fmt::Debug for GrantedLease {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GrantedLease").field("expires_at", &self.expires_at).finish()
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub struct SealedBatch {
    pub items: Vec<SealedItem>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct SealedItem {
    pub id: OperationId,
    /// Base64.
    pub sealed: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct SealedResults {
    pub results: Vec<Taken>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Taken {
    pub id: OperationId,
    pub taken: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct BundleAnswer {
    pub process: String,
    pub version: u32,
    pub files: BTreeMap<String, String>,
}
