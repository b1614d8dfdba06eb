//! `POST /terminal/v1/challenges`

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{Instant, TerminalId};

use crate::Platform;
use crate::fleet::doors::Doors;
use crate::fleet::operations::MakeChallenge;
use crate::http::{Json, Peer, Problem, ProblemBody};

/// Which terminal asks.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({ "terminal": "019a0000-0000-7000-8000-000000000005" }))]
pub struct ChallengeRequest {
    pub terminal: TerminalId,
}

/// A number to sign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "nonce": "5f3a…", "expires_at": 1_780_000_120_000_000_i64 }))]
pub struct Challenge {
    /// 32 bytes, hex; good for one answer.
    pub nonce: String,
    pub expires_at: Instant,
}

/// Gives a terminal a challenge, good for two minutes and one answer.
#[utoipa::path(
    post,
    path = "/terminal/v1/challenges",
    operation_id = "makeChallenge",
    tag = "terminal",
    request_body = ChallengeRequest,
    responses(
        (status = 200, body = Challenge),
        (status = 404, description = "no such terminal is enrolled", body = ProblemBody),
        (status = 429, description = "too many attempts", body = ProblemBody),
    ),
)]
pub(in crate::fleet) async fn challenge(
    State(platform): State<Platform>,
    Extension(doors): Extension<Arc<Doors>>,
    Peer(address): Peer,
    Json(request): Json<ChallengeRequest>,
) -> Result<Json<Challenge>, Problem> {
    doors.knock(&platform, address, request.terminal)?;
    let nonce = platform.entropy().key();
    let make = MakeChallenge { platform: platform.clone(), terminal: request.terminal, nonce };
    let expires_at = platform.store().write(make).await?;
    Ok(Json(Challenge { nonce: hex::encode(nonce), expires_at }))
}
