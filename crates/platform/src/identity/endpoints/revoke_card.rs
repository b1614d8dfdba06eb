//! `POST /api/v1/cards/{card}/revoke`

use access::{Action, Resource};
use axum::extract::State;
use http::StatusCode;
use vocabulary::CardId;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Path, Problem, ProblemBody, Reason};
use crate::identity::operations::RevokeCard;

/// Takes a card's rights away for good and ends its sessions.
#[utoipa::path(
    post,
    path = "/api/v1/cards/{card}/revoke",
    operation_id = "revokeCard",
    tag = "identity",
    security(("console" = [], "csrf" = [])),
    params(("card" = CardId, Path), ("Idempotency-Key" = String, Header)),
    request_body = Reason,
    responses(
        (status = 204, description = "revoked"),
        (status = 403, description = "only security officers", body = ProblemBody),
        (status = 404, body = ProblemBody),
    ),
)]
pub(in crate::identity) async fn revoke_card(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(card): Path<CardId>,
    Json(reason): Json<Reason>,
) -> Result<StatusCode, Problem> {
    command.may(Action::BlockCard, &Resource::in_organisation(platform.org()))?;
    let (act, once, reason) = (command.act(), command.once, reason.into_text()?);
    platform
        .store()
        .write(RevokeCard { platform: platform.clone(), act, once, card, reason })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
