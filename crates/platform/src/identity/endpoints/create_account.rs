//! `POST /api/v1/accounts`

use access::{Action, Resource};
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody, ProblemKind};
use crate::identity::Password;
use crate::identity::operations::{AccountCreated, CreateAccount};

/// Whose account, its name, and a first password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "login": "lixiuying", "staff_no": "13020009", "password": "correct horse battery"
}))]
pub struct NewAccount {
    /// 2 to 32 lower-case letters, digits, dots, hyphens.
    pub login: String,
    pub staff_no: String,
    pub password: Password,
}

/// Gives a person an account at the console; one is enough.
#[utoipa::path(
    post,
    path = "/api/v1/accounts",
    operation_id = "createAccount",
    tag = "identity",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = NewAccount,
    responses(
        (status = 201, body = AccountCreated),
        (status = 403, description = "only administrators", body = ProblemBody),
        (status = 409, description = "the name is taken, or the person has one", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::identity) async fn create_account(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<NewAccount>,
) -> Result<(StatusCode, Json<AccountCreated>), Problem> {
    command.may(Action::ManageAccounts, &Resource::in_organisation(platform.org()))?;
    let NewAccount { login, staff_no, password } = request;
    let plain = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
    };
    if !(2..=32).contains(&login.len()) || !login.bytes().all(plain) {
        let rule = "a name has 2 to 32 lower-case letters, digits, dots or hyphens";
        return Err(Problem::new(ProblemKind::Invalid, rule));
    }
    password.check(&login).map_err(|bad| Problem::new(ProblemKind::Invalid, bad.to_string()))?;
    let memory_kib = platform.limits().password_memory_kib;
    let password = password.hash(platform.entropy(), memory_kib).await?;
    let (act, once) = (command.act(), command.once);
    let create = CreateAccount { platform: platform.clone(), act, once, login, staff_no, password };
    Ok((StatusCode::CREATED, Json(platform.store().write(create).await?)))
}
