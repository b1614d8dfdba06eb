//! `POST /api/v1/accounts/{login}/disable`

use access::{Action, Resource};
use axum::extract::State;
use http::StatusCode;

use crate::Platform;
use crate::http::{ConsoleCommand, Path, Problem, ProblemBody};
use crate::identity::operations::{AccountChange, ChangeAccount};

/// Disables an account and ends its sessions; a new password makes it good again.
#[utoipa::path(
    post,
    path = "/api/v1/accounts/{login}/disable",
    operation_id = "disableAccount",
    tag = "identity",
    security(("console" = [], "csrf" = [])),
    params(
        ("login" = String, Path, example = "lixiuying"),
        ("Idempotency-Key" = String, Header),
    ),
    responses(
        (status = 204, description = "disabled"),
        (status = 403, description = "only administrators", body = ProblemBody),
        (status = 404, body = ProblemBody),
        (status = 409, description = "the caller's own", body = ProblemBody),
    ),
)]
pub(in crate::identity) async fn disable_account(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(login): Path<String>,
) -> Result<StatusCode, Problem> {
    command.may(Action::ManageAccounts, &Resource::in_organisation(platform.org()))?;
    let (act, once, change) = (command.act(), command.once, AccountChange::Disable);
    let disable = ChangeAccount { platform: platform.clone(), act, once, login, change };
    platform.store().write(disable).await?;
    Ok(StatusCode::NO_CONTENT)
}
