//! `POST /api/v1/session`

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::SET_COOKIE;
use serde::Deserialize;
use utoipa::ToSchema;

use super::session_view::{COOKIE, SessionView};
use crate::Platform;
use crate::http::{Correlation, Json, Peer, Problem, ProblemBody, ProblemKind};
use crate::identity::doors::Doors;
use crate::identity::{Password, operations};

/// Name and password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "login": "wangjianguo", "password": "correct horse battery" }))]
pub struct SignInRequest {
    pub login: String,
    pub password: Password,
}

/// No account has a longer name.
const LOGIN_LEN_MAX: usize = 64;

/// Signs in at the console; the session lasts twelve hours and lives in an HttpOnly cookie.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    operation_id = "signIn",
    tag = "identity",
    request_body = SignInRequest,
    responses(
        (status = 200, description = "with the cookie `ronghe_session`", body = SessionView),
        (status = 401, description = "name or password is wrong", body = ProblemBody),
        (status = 403, description = "locked for a quarter of an hour", body = ProblemBody),
        (status = 429, description = "too many attempts from this address", body = ProblemBody),
    ),
)]
pub(in crate::identity) async fn sign_in(
    State(platform): State<Platform>,
    Extension(doors): Extension<Arc<Doors>>,
    Peer(address): Peer,
    Correlation(correlation): Correlation,
    Json(request): Json<SignInRequest>,
) -> Result<Response, Problem> {
    doors.knock(&platform, address)?;
    let SignInRequest { login, password } = request;
    if login.len() > LOGIN_LEN_MAX {
        return Err(Problem::new(ProblemKind::Invalid, "no account has so long a name"));
    }
    let attempt = operations::SignIn { login, password, correlation };
    let session = operations::sign_in(&platform, &doors, attempt).await?;
    let cookie = format!("{COOKIE}={}; HttpOnly; SameSite=Strict; Path=/", session.token);
    let view = SessionView {
        csrf: session.csrf,
        person: session.person.person,
        name: session.person.name,
        staff_no: session.person.staff_no,
        roles: session.person.roles,
        station: session.person.station,
        expires_at: session.expires_at,
    };
    Ok(([(SET_COOKIE, cookie)], Json(view)).into_response())
}
