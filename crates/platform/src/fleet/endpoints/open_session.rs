//! `POST /terminal/v1/sessions`

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use platform_store::{identity, terminals};
use security_unit::{Signature, SignedStatement};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CardId, Instant, PersonId, Role, SessionId, TerminalId};

use super::enrol::check_release_no;
use crate::Platform;
use crate::fleet::doors::Doors;
use crate::fleet::operations::{OpenSession, TakeChallenge};
use crate::fleet::proof::{check_card, check_terminal};
use crate::http::{Correlation, Json, Peer, Problem, ProblemBody, ProblemKind};
use crate::identity::make_token;

/// The answer to a challenge.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({
    "terminal": "019a0000-0000-7000-8000-000000000005",
    "nonce": "00".repeat(32),
    "release_no": "0.1.0",
    "terminal_signature": "00".repeat(64),
}))]
pub struct SessionRequest {
    pub terminal: TerminalId,
    /// Hex, from `makeChallenge`.
    #[serde(with = "hex::serde")]
    #[schema(value_type = String)]
    pub nonce: [u8; 32],
    pub release_no: String,
    /// The terminal's key over `ronghe/terminal-session/v1` 0x00 nonce.
    pub terminal_signature: Signature,
    /// Without it the session may only bring sealed work.
    pub card: Option<CardProof>,
}

/// The person's card signs the same challenge.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CardProof {
    pub card: CardId,
    /// Context `ronghe/card-session/v1`, body nonce ‖ channel binding.
    pub statement: SignedStatement,
}

/// A session that has begun.
#[derive(Serialize, ToSchema)]
pub struct SessionAnswer {
    /// Goes into `Authorization: Bearer`.
    pub token: String,
    pub session: SessionId,
    pub expires_at: Instant,
    /// Platform time, for the terminal's clock offset.
    pub now: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<SessionPerson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lease: Option<Lease>,
}

/// Who was signed in.
#[derive(Serialize, ToSchema)]
pub struct SessionPerson {
    pub person: PersonId,
    pub name: String,
    pub staff_no: String,
    pub roles: Vec<Role>,
}

/// What opens the person's store on this terminal, together with his card.
#[derive(Serialize, ToSchema)]
pub struct Lease {
    /// 32 bytes, hex.
    pub secret: String,
    /// The terminal forgets it then.
    pub expires_at: Instant,
}

/// Opens a session for a terminal, and for a person if his card signs too.
#[utoipa::path(
    post,
    path = "/terminal/v1/sessions",
    operation_id = "openTerminalSession",
    tag = "terminal",
    request_body = SessionRequest,
    responses(
        (status = 200, body = SessionAnswer),
        (status = 401, description = "challenge or signature is wrong", body = ProblemBody),
        (status = 403, description = "terminal or card has lost its rights", body = ProblemBody),
        (status = 409, description = "the card is none of an operator's", body = ProblemBody),
        (status = 429, description = "too many attempts", body = ProblemBody),
    ),
)]
pub(in crate::fleet) async fn open_session(
    State(platform): State<Platform>,
    Extension(doors): Extension<Arc<Doors>>,
    Peer(address): Peer,
    Correlation(correlation): Correlation,
    Json(request): Json<SessionRequest>,
) -> Result<Json<SessionAnswer>, Problem> {
    let SessionRequest { terminal, nonce, .. } = request;
    doors.knock(&platform, address, terminal)?;
    check_release_no(&request.release_no)?;
    let take = TakeChallenge { platform: platform.clone(), terminal, nonce };
    platform.store().write(take).await?;
    check_proofs(&platform, &request).await?;

    let token = make_token(platform.entropy());
    let open = OpenSession {
        platform: platform.clone(),
        correlation,
        terminal,
        card: request.card.map(|proof| proof.card),
        release_no: request.release_no,
        token: token.digest,
    };
    let opened = platform.store().write(open).await?;
    let (person, lease) = match opened.person {
        None => (None, None),
        Some(signed_in) => {
            let secret = hex::encode(signed_in.lease.as_slice());
            let lease = Lease { secret, expires_at: signed_in.lease_expires_at };
            let row = signed_in.person;
            let person = SessionPerson {
                person: row.person,
                name: row.name,
                staff_no: row.staff_no,
                roles: row.roles,
            };
            (Some(person), Some(lease))
        }
    };
    let (session, expires_at) = (opened.session, opened.expires_at);
    let now = platform.clock().now();
    Ok(Json(SessionAnswer { token: token.text, session, expires_at, now, person, lease }))
}

/// Checks the signatures before the writer is asked.
async fn check_proofs(platform: &Platform, request: &SessionRequest) -> Result<(), Problem> {
    let unknown = |what| Problem::new(ProblemKind::CredentialsWrong, what);
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let terminal = terminals::terminal(&mut snapshot.tx(), org, request.terminal)
        .await?
        .ok_or_else(|| unknown("no such terminal is enrolled"))?;
    let card = match &request.card {
        Some(proof) => identity::card(&mut snapshot.tx(), org, proof.card).await?,
        None => None,
    };
    snapshot.finish().await?;
    check_terminal(&terminal, &request.nonce, &request.terminal_signature)?;
    let Some(proof) = &request.card else { return Ok(()) };
    let card = card.ok_or_else(|| unknown("the card is not registered"))?;
    check_card(&terminal, &card, &request.nonce, &proof.statement)
}
