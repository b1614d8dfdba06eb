//! `POST /api/v1/authorisations/approve`

use axum::extract::State;

use super::decision::{AuthorisationNamed, decide};
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::metering::operations::{AuthorisationDecided, Decision};

/// Gives leave (批准): the executor may ask for the signed form at the moment of action.
#[utoipa::path(
    post,
    path = "/api/v1/authorisations/approve",
    operation_id = "approveAuthorisation",
    tag = "metering",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = AuthorisationNamed,
    responses(
        (status = 200, body = AuthorisationDecided),
        (status = 403, description = "another's to decide, or the executor's own", body = ProblemBody),
        (status = 503, description = "the key authority says nothing: `more.retry_after`", body = ProblemBody),
        (status = 409, description = "it stands otherwise, or what forbids it: `more.blocks`", body = ProblemBody),
    ),
)]
pub async fn approve_authorisation(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<AuthorisationNamed>,
) -> Result<Json<AuthorisationDecided>, Problem> {
    let decision = Decision::Approve;
    decide(&platform, command, request.authorisation, decision).await.map(Json)
}
