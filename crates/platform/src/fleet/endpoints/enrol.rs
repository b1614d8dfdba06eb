//! `POST /terminal/v1/enrol`

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use security_unit::PublicKey;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CardId, OrganisationId, TerminalId};

use crate::Platform;
use crate::fleet::doors::Doors;
use crate::fleet::operations::{Enrol, digest_of_code};
use crate::http::{Correlation, Json, Peer, Problem, ProblemBody, ProblemKind};

/// A one-time code, and the key that the terminal has made for itself.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({
    "code": "7K2M-9PQX-04TD",
    "public_key": "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
    "release_no": "0.1.0",
}))]
pub struct EnrolRequest {
    pub code: String,
    /// SEC1 point of P-256, compressed, hex.
    pub public_key: PublicKey,
    /// The TF card that the key lies on; none where the terminal keeps it itself.
    #[serde(default)]
    pub tf_card: Option<CardId>,
    pub release_no: String,
}

/// Who the terminal is from now on, and the keys that it trusts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "organisation": "019a0000-0000-7000-8000-000000000004",
    "terminal": "019a0000-0000-7000-8000-000000000005",
    "name": "倴城-03",
    "platform_key": "03b1…",
    "recovery_key": "02c4…",
}))]
pub struct Enrolled {
    pub organisation: OrganisationId,
    pub terminal: TerminalId,
    pub name: String,
    /// The platform's signing key: SEC1, compressed, hex.
    pub platform_key: String,
    /// What the sealed queue is sealed to: SEC1, compressed, hex.
    pub recovery_key: String,
}

/// Characters of a release number.
pub(super) const RELEASE_NO_LEN_MAX: usize = 40;

/// Enrols a terminal. The code works once.
#[utoipa::path(
    post,
    path = "/terminal/v1/enrol",
    operation_id = "enrolTerminal",
    tag = "terminal",
    request_body = EnrolRequest,
    responses(
        (status = 200, body = Enrolled),
        (status = 401, description = "the code is unknown, used or too old", body = ProblemBody),
        (status = 409, description = "the TF card is not registered, revoked, or of another kind", body = ProblemBody),
        (status = 429, description = "too many attempts", body = ProblemBody),
    ),
)]
pub(in crate::fleet) async fn enrol(
    State(platform): State<Platform>,
    Extension(doors): Extension<Arc<Doors>>,
    Peer(address): Peer,
    Correlation(correlation): Correlation,
    Json(request): Json<EnrolRequest>,
) -> Result<Json<Enrolled>, Problem> {
    doors.knock_to_enrol(&platform, address)?;
    check_release_no(&request.release_no)?;
    let enrol = Enrol {
        platform: platform.clone(),
        correlation,
        code_hash: digest_of_code(&request.code),
        terminal: TerminalId::make(platform.clock(), platform.entropy()),
        public_key: request.public_key,
        tf_card: request.tf_card,
        release_no: request.release_no,
    };
    let terminal = platform.store().write(enrol).await?;
    Ok(Json(Enrolled {
        organisation: platform.org(),
        terminal: terminal.terminal,
        name: terminal.name,
        platform_key: hex::encode(platform.keys().public_key()),
        recovery_key: hex::encode(platform.keys().recovery_public_key()),
    }))
}

pub(super) fn check_release_no(release_no: &str) -> Result<(), Problem> {
    if release_no.is_empty() || release_no.len() > RELEASE_NO_LEN_MAX {
        let rule = format!("a release number has 1 to {RELEASE_NO_LEN_MAX} characters");
        return Err(Problem::new(ProblemKind::Invalid, rule));
    }
    Ok(())
}
