//! `POST /api/v1/authorisations/refuse`

use axum::extract::State;

use super::decision::{AuthorisationRefused, decide};
use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::metering::operations::{AuthorisationDecided, Decision};

/// Refuses leave (驳回), with the reason that the executor reads.
#[utoipa::path(
    post,
    path = "/api/v1/authorisations/refuse",
    operation_id = "refuseAuthorisation",
    tag = "metering",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = AuthorisationRefused,
    responses(
        (status = 200, body = AuthorisationDecided),
        (status = 403, description = "another's to decide, or the executor's own", body = ProblemBody),
        (status = 409, description = "it stands otherwise, or what forbids it: `more.blocks`", body = ProblemBody),
    ),
)]
pub async fn refuse_authorisation(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<AuthorisationRefused>,
) -> Result<Json<AuthorisationDecided>, Problem> {
    let decision = Decision::Refuse { reason: request.reason()? };
    decide(&platform, command, request.authorisation, decision).await.map(Json)
}
