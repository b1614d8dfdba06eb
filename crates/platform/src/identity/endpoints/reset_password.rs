//! `PUT /api/v1/accounts/{login}/password`

use access::{Action, Resource};
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Path, Problem, ProblemBody, ProblemKind};
use crate::identity::Password;
use crate::identity::operations::{AccountChange, ChangeAccount};

/// A new password for somebody else.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "password": "staple under the bridge" }))]
pub struct NewPassword {
    pub password: Password,
}

/// Gives an account a new password: locks end, sessions too.
#[utoipa::path(
    put,
    path = "/api/v1/accounts/{login}/password",
    operation_id = "resetPassword",
    tag = "identity",
    security(("console" = [], "csrf" = [])),
    params(
        ("login" = String, Path, example = "lixiuying"),
        ("Idempotency-Key" = String, Header),
    ),
    request_body = NewPassword,
    responses(
        (status = 204, description = "changed"),
        (status = 403, description = "only administrators", body = ProblemBody),
        (status = 404, body = ProblemBody),
        (status = 422, description = "the password breaks the rule", body = ProblemBody),
    ),
)]
pub(in crate::identity) async fn reset_password(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(login): Path<String>,
    Json(request): Json<NewPassword>,
) -> Result<StatusCode, Problem> {
    command.may(Action::ManageAccounts, &Resource::in_organisation(platform.org()))?;
    let checked = request.password.check(&login);
    checked.map_err(|bad| Problem::new(ProblemKind::Invalid, bad.to_string()))?;
    let memory_kib = platform.limits().password_memory_kib;
    let hash = request.password.hash(platform.entropy(), memory_kib).await?;
    let (act, once, change) = (command.act(), command.once, AccountChange::Password(hash));
    let reset = ChangeAccount { platform: platform.clone(), act, once, login, change };
    platform.store().write(reset).await?;
    Ok(StatusCode::NO_CONTENT)
}
