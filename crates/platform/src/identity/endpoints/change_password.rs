//! `POST /api/v1/session/password`

use axum::extract::State;
use http::StatusCode;
use platform_store::identity;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody, ProblemKind};
use crate::identity::Password;
use crate::identity::doors::{locked_for_now, wrong_credentials};
use crate::identity::operations::{AccountChange, ChangeAccount, Proof, SignIn, prove};

/// The password that was, and the one that shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "current": "correct horse battery", "new": "staple under the bridge" }))]
pub struct ChangePassword {
    pub current: Password,
    pub new: Password,
}

/// Changes the caller's own password and ends all his sessions.
#[utoipa::path(
    post,
    path = "/api/v1/session/password",
    operation_id = "changePassword",
    tag = "identity",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = ChangePassword,
    responses(
        (status = 204, description = "changed; sign in again"),
        (status = 401, description = "the current password is wrong", body = ProblemBody),
        (status = 422, description = "the new one breaks the rule", body = ProblemBody),
    ),
)]
pub(in crate::identity) async fn change_password(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<ChangePassword>,
) -> Result<StatusCode, Problem> {
    let mut snapshot = platform.store().read().await?;
    let person = command.caller.person;
    let account = identity::account_of(&mut snapshot.tx(), platform.org(), person).await?;
    snapshot.finish().await?;
    let login = account.ok_or_else(wrong_credentials)?.login;
    request.new.check(&login).map_err(|bad| Problem::new(ProblemKind::Invalid, bad.to_string()))?;
    let correlation = command.correlation;
    let attempt = SignIn { login: login.clone(), password: request.current, correlation };
    match prove(&platform, &attempt).await? {
        Proof::Right(_) => {}
        Proof::Locked => return Err(locked_for_now()),
        Proof::Wrong | Proof::Unknown => return Err(wrong_credentials()),
    }
    let memory_kib = platform.limits().password_memory_kib;
    let hash = request.new.hash(platform.entropy(), memory_kib).await?;
    let (act, once, change) = (command.act(), command.once, AccountChange::Password(hash));
    let changed = ChangeAccount { platform: platform.clone(), act, once, login, change };
    platform.store().write(changed).await?;
    Ok(StatusCode::NO_CONTENT)
}
