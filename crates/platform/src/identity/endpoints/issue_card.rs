//! `POST /api/v1/cards`

use std::fmt;

use access::{Action, Resource};
use axum::extract::State;
use http::StatusCode;
use security_unit::{PublicKey, UnlockCode};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::{CardId, CardKind, PersonId};

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody, ProblemKind};
use crate::identity::operations::{CardIssued, IssueCard};

/// A card that was made, with what only the platform may keep of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "card": "019a0000-0000-7000-8000-000000000003",
    "serial": "6021000001",
    "kind": "operator",
    "person": "019a0000-0000-7000-8000-000000000001",
    "public_key": "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
    "unlock_code": "12345678901234567890",
}))]
pub struct NewCard {
    pub card: CardId,
    /// The number printed on it: 1 to 32 letters, digits, hyphens.
    pub serial: String,
    /// What it is for; an operator card unless it is said otherwise.
    #[serde(default)]
    pub kind: CardKind,
    /// Whose it is; of a TF card, whom it was handed to.
    pub person: PersonId,
    /// SEC1 point of P-256, compressed, hex.
    pub public_key: PublicKey,
    /// Twenty digits that whoever made the card has put into it.
    pub unlock_code: String,
}

impl fmt::Debug for NewCard {
    /// Without the code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewCard").field("card", &self.card).finish_non_exhaustive()
    }
}

/// Registers a card for a person. The unlock code is sealed to the platform and comes out only by
/// `unlockCard`.
#[utoipa::path(
    post,
    path = "/api/v1/cards",
    operation_id = "issueCard",
    tag = "identity",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = NewCard,
    responses(
        (status = 201, body = CardIssued),
        (status = 403, description = "only security officers", body = ProblemBody),
        (status = 409, description = "card or serial number is registered", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::identity) async fn issue_card(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<NewCard>,
) -> Result<(StatusCode, Json<CardIssued>), Problem> {
    command.may(Action::IssueCard, &Resource::in_organisation(platform.org()))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if !(1..=32).contains(&request.serial.len()) || !request.serial.bytes().all(plain) {
        let rule = "a serial number has 1 to 32 letters, digits or hyphens";
        return Err(Problem::new(ProblemKind::Invalid, rule));
    }
    let unlock_code = UnlockCode::parse(&request.unlock_code)
        .map_err(|rule| Problem::new(ProblemKind::Invalid, rule.to_string()))?;
    let issue = IssueCard {
        platform: platform.clone(),
        act: command.act(),
        once: command.once,
        card: request.card,
        serial: request.serial,
        kind: request.kind,
        person: request.person,
        public_key: request.public_key,
        unlock_code,
    };
    Ok((StatusCode::CREATED, Json(platform.store().write(issue).await?)))
}
