//! `POST /api/v1/cards/{card}/unlock`

use access::{Action, Resource};
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::CardId;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Path, Problem, ProblemBody, Reason};
use crate::identity::operations::RevealUnlockCode;

/// What unlocks the card, with a new PIN, on the terminal.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "unlock_code": "12345678901234567890" }))]
pub struct UnlockCodeView {
    /// Twenty digits.
    pub unlock_code: String,
}

/// Gives out the code that unlocks a card; who took it and why stands in the card's audit chain.
#[utoipa::path(
    post,
    path = "/api/v1/cards/{card}/unlock",
    operation_id = "unlockCard",
    tag = "identity",
    security(("console" = [], "csrf" = [])),
    params(("card" = CardId, Path), ("Idempotency-Key" = String, Header)),
    request_body = Reason,
    responses(
        (status = 200, body = UnlockCodeView),
        (status = 403, description = "only security officers", body = ProblemBody),
        (status = 404, body = ProblemBody),
        (status = 409, description = "the card is revoked", body = ProblemBody),
    ),
)]
pub(in crate::identity) async fn unlock_card(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(card): Path<CardId>,
    Json(reason): Json<Reason>,
) -> Result<Json<UnlockCodeView>, Problem> {
    command.may(Action::UnlockCard, &Resource::in_organisation(platform.org()))?;
    let (act, once, reason) = (command.act(), command.once, reason.into_text()?);
    let reveal = RevealUnlockCode { platform: platform.clone(), act, once, card, reason };
    let sealed = platform.store().write(reveal).await?;
    Ok(Json(UnlockCodeView { unlock_code: sealed.open(&platform, card)? }))
}
